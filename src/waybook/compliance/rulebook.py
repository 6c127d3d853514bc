"""The whole rule base from `data/compliance/`, checked before anything is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from waybook.compliance.facts import DPIA_LISTED, FACTS, WP248_CRITERIA
from waybook.compliance.logic import ALWAYS, AND, NOT, OR, Answered, Condition, Unexcluded, answered, leaves
from waybook.compliance.network import Network, compile_network
from waybook.compliance.packs import LegalDate, Pack, SectorStart
from waybook.compliance.questions import UNKNOWN, ExclusionRow, Option, OptionRow, Question, QuestionRow
from waybook.compliance.rules import JURISDICTIONS, Item, Owner, Rule, Source
from waybook.reference.location import data_folder
from waybook.reference.quantity import Grade
from waybook.reference.tables import Number, ReferenceDataError, Row, Text, read_cells, read_rows

R = TypeVar("R", bound=Row)


class LateParameter(Row):
    """A line of late.csv: what starting compliance late costs."""

    id: Text
    value_low: Number
    value_likely: Number
    value_high: Number
    unit: Text
    source: Text
    date: Text
    grade: Grade
    note: str = ""


class RuleBookRefused(ReferenceDataError):
    """The rule base does not hold together. `problems` has one sentence for each fault, naming file and line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class RuleBook:
    """Questions, rules and the tables around them. `rules` holds live packs only, in the table's order."""

    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]
    conditions: Mapping[str, Condition]
    retired: tuple[Rule, ...]
    exclusions: Mapping[str, tuple[str, ...]]
    packs: Mapping[str, Pack]
    timeline: tuple[LegalDate, ...]
    sectors: tuple[SectorStart, ...]
    owners: Mapping[str, Owner]
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    late: Mapping[str, LateParameter]
    network: Network


class _Reader:
    """Reads the files of one folder and gathers every fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def rows(self, name: str, row: type[R], key: str | tuple[str, ...] | None = "id") -> list[tuple[str, R]]:
        """Rows with their place ("rules.csv, line 7"); nothing when the file itself is faulty."""
        path = self.folder / name
        try:
            found = read_rows(path, row, key=key)
            return [(f"{name}, line {line}", r) for (line, _), r in zip(read_cells(path), found, strict=True)]
        except ReferenceDataError as problem:
            self.problems.append(str(problem))
            return []

    def need(self, true: bool, sentence: str) -> None:
        if not true:
            self.problems.append(sentence)

    def known(self, place: str, what: str, ids: Sequence[str], known: Mapping[str, object]) -> None:
        for one in ids:
            self.need(one in known, f"{place}: {what} '{one}' is not known.")

    def jurisdictions(self, place: str, ids: Sequence[str]) -> None:
        for one in ids:
            self.need(one in JURISDICTIONS, f"{place}, column jurisdiction: '{one}' is not UK, EU or US.")


def load_rule_book(folder: Path, facts: Mapping[str, Callable[[], Condition]] = FACTS) -> RuleBook:
    """The rule base of a folder.

    Raises:
        RuleBookRefused: anything missing, unknown, repeated, badly dated or the wrong way round; all faults at once.
    """
    read = _Reader(folder)
    sources = {r.id: r for _, r in read.rows("sources.csv", Source)}
    owners = {r.id: r for _, r in read.rows("owners.csv", Owner)}
    items = {r.id: r for _, r in read.rows("items.csv", Item)}
    late: dict[str, LateParameter] = {}
    for place, parameter in read.rows("late.csv", LateParameter):
        late[parameter.id] = parameter
        ordered = parameter.value_low <= parameter.value_likely <= parameter.value_high
        read.need(ordered, f"{place}: low, likely and high are not in this order.")
    for name in ("rework", "rework_people", "overlap", "recheck", "days_per_week"):
        read.need(name in late or not late, f"late.csv: parameter '{name}' is missing.")
    questions = _questions(read, facts)
    exclusions = _exclusions(read, questions)
    packs: dict[str, Pack] = {}
    for place, pack in read.rows("packs.csv", Pack):
        packs[pack.id] = pack
        read.known(place, "source", pack.source, sources)
        read.jurisdictions(place, pack.jurisdictions)
    sectors: list[SectorStart] = []
    for place, start in read.rows("sectors.csv", SectorStart, key=None):
        sectors.append(start)
        read.jurisdictions(place, start.jurisdiction)
        _check_options(read, place, questions, start.question, (start.option,))
    rules: dict[str, Rule] = {}
    conditions: dict[str, Condition] = {}
    retired: list[Rule] = []
    for place, rule in read.rows("rules.csv", Rule):
        condition = _check_rule(read, f"{place} ({rule.id})", rule, questions, facts, packs, owners, items, sources)
        if rule.pack in packs and not packs[rule.pack].live:
            retired.append(rule)
            continue
        rules[rule.id] = rule
        conditions[rule.id] = condition
    timeline: list[LegalDate] = []
    for place, moment in read.rows("timeline.csv", LegalDate, key=None):
        timeline.append(moment)
        read.jurisdictions(place, moment.jurisdiction)
        if rules:
            read.known(place, "rule", moment.rules, rules | {rule.id: rule for rule in retired})
        read.known(place, "source", moment.source, sources)
    _check_facts(read, facts, questions)
    if read.problems:
        raise RuleBookRefused(read.problems)
    gates = {q.id: q.gate for q in questions.values() if q.gate is not None}
    named: dict[str, Condition] = {name: define() for name, define in facts.items()}
    named |= {f"shown {question}": gate for question, gate in gates.items()}
    named |= {f"dpia {name}": condition for name, condition in (WP248_CRITERIA | DPIA_LISTED).items()}
    named |= conditions
    network = compile_network(named, {q.id: q.option_ids for q in questions.values()}, gates, exclusions)
    return RuleBook(
        questions, rules, conditions, tuple(retired), exclusions, packs, tuple(timeline), tuple(sectors), owners, items,
        sources, late, network,
    )  # fmt: skip


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The project's own rule base, read once.

    Raises:
        RuleBookRefused: see `load_rule_book`.
    """
    return load_rule_book(data_folder() / "compliance")


def rule_condition(rule: Rule, facts: Mapping[str, Callable[[], Condition]] = FACTS) -> Condition:
    """What a rule asks for, as a condition. Terms must be known: `load_rule_book` has checked them."""
    terms = [term_condition(term, facts) for term in rule.all_of]
    if rule.any_of:
        terms.append(OR(*(term_condition(term, facts) for term in rule.any_of)))
    terms += [NOT(term_condition(term, facts)) for term in rule.none_of]
    return AND(*terms)


def term_condition(term: str, facts: Mapping[str, Callable[[], Condition]] = FACTS) -> Condition:
    """A term of a rule: a fact's name, or `question=option|option`."""
    question, equals, options = term.partition("=")
    return answered(question.strip(), *(o.strip() for o in options.split("|"))) if equals else facts[term]()


def _questions(read: _Reader, facts: Mapping[str, Callable[[], Condition]]) -> dict[str, Question]:
    rows = read.rows("questions.csv", QuestionRow)
    options: dict[str, list[Option]] = {row.id: [] for _, row in rows}
    for place, option in read.rows("options.csv", OptionRow, key=("question", "id")):
        read.known(place, "question", (option.question,), options)
        read.need(option.id != UNKNOWN, f"{place}: 'unknown' belongs to every question and is not listed.")
        short = option.short or option.label
        options.setdefault(option.question, []).append(Option(option.id, option.label, short, option.exclusive))
    questions: dict[str, Question] = {}
    for place, row in rows:
        read.need(len(options[row.id]) > 1, f"{place}: question '{row.id}' has fewer than two options in options.csv.")
        read.need(row.shown_if in facts or not row.shown_if, f"{place}, column shown_if: no fact '{row.shown_if}'.")
        gate = facts[row.shown_if]() if row.shown_if in facts else None
        questions[row.id] = Question(
            row.id, row.order, row.type == "multi", row.title, row.text, row.why, row.article, tuple(options[row.id]),
            row.shown_if, row.shown_when, gate, row.tier_opens, row.rules_opened,
        )  # fmt: skip
    orders = [q.order for q in questions.values()]
    read.need(len(set(orders)) == len(orders), "questions.csv, column order: two questions have the same order.")
    ordered = dict(sorted(questions.items(), key=lambda pair: pair[1].order))
    for question in ordered.values():
        for leaf in leaves(question.gate or ALWAYS):
            asked = ordered.get(leaf.question)
            read.need(
                asked is not None and asked.order < question.order,
                f"questions.csv: '{question.id}' is shown by an answer to '{leaf.question}', which comes later.",
            )
    return ordered


def _exclusions(read: _Reader, questions: Mapping[str, Question]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for place, row in read.rows("exclusions.csv", ExclusionRow, key=("option", "point")):
        _check_options(read, place, questions, "a3_excl", (row.option,))
        _check_options(read, place, questions, "annex3", (row.point,))
        found[row.point] = (*found.get(row.point, ()), row.option)
    return found


def _check_options(
    read: _Reader, place: str, questions: Mapping[str, Question], question: str, options: Sequence[str]
) -> None:
    if question not in questions:
        read.problems.append(f"{place}: question '{question}' is not known.")
        return
    for option in options:
        read.need(option in questions[question].option_ids, f"{place}: question '{question}' has no option '{option}'.")


def _check_rule(
    read: _Reader,
    place: str,
    rule: Rule,
    questions: Mapping[str, Question],
    facts: Mapping[str, Callable[[], Condition]],
    packs: Mapping[str, Pack],
    owners: Mapping[str, Owner],
    items: Mapping[str, Item],
    sources: Mapping[str, Source],
) -> Condition:
    before = len(read.problems)
    read.need(bool(rule.all_of or rule.any_of), f"{place}: has no condition; a rule for everybody says 'always'.")
    for column, terms in (("all_of", rule.all_of), ("any_of", rule.any_of), ("none_of", rule.none_of)):
        for term in terms:
            question, equals, options = term.partition("=")
            if equals:
                _check_options(read, f"{place}, column {column}", questions, question.strip(),
                               [o.strip() for o in options.split("|")])  # fmt: skip
            else:
                read.need(term in facts, f"{place}, column {column}: no fact '{term}'.")
    read.known(place, "pack", (rule.pack,), packs)
    read.known(place, "owner", (rule.owner,), owners)
    read.known(place, "item", rule.items, items)
    read.known(place, "source", rule.source, sources)
    read.jurisdictions(place, rule.jurisdiction)
    for low, high, what in (
        (rule.days_low, rule.days_high, "days"),
        (rule.lead_weeks_low, rule.lead_weeks_high, "lead_weeks"),
        (rule.fee_low, rule.fee_high, "fee"),
    ):
        read.need(low <= high, f"{place}: {what}_low {low:g} is above {what}_high {high:g}.")
    read.need((rule.fee_high > 0) == (rule.fee_grade is not None), f"{place}: a fee and its grade go together.")
    read.need(
        (rule.later_from is None) == (not rule.later_if), f"{place}: later_from and later_if go together."
    )  # fmt: skip
    read.need(rule.later_if in facts or not rule.later_if, f"{place}, column later_if: no fact '{rule.later_if}'.")
    if rule.later_from and rule.applies_from:
        read.need(rule.applies_from < rule.later_from, f"{place}: later_from is not after applies_from.")
    read.need(bool(rule.reading_a) == bool(rule.reading_b), f"{place}: a dispute needs both readings.")
    return rule_condition(rule, facts) if len(read.problems) == before else ALWAYS


def _check_facts(
    read: _Reader, facts: Mapping[str, Callable[[], Condition]], questions: Mapping[str, Question]
) -> None:
    for name, define in facts.items():
        for leaf in leaves(define()):
            match leaf:
                case Answered(question, options):
                    _check_options(read, f"fact '{name}'", questions, question, options)
                case Unexcluded(question, by):
                    read.known(f"fact '{name}'", "question", (question, by), questions)
