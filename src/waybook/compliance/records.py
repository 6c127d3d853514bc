"""Records to take away: duty register, DPIA screening, AI Act classification note. Layout is in document.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waybook.compliance.clock import EVIDENCE_LABELS
from waybook.compliance.disclaimer import disclaimer
from waybook.compliance.document import Block, Document, Heading, Paragraph, Table
from waybook.compliance.duties import Duty
from waybook.compliance.evaluation import STATUS_LABELS, Evaluation, Finding, Status
from waybook.compliance.facts import DPIA_LISTED, WP248_CRITERIA
from waybook.compliance.logic import Tri
from waybook.compliance.questions import UNKNOWN_LABEL, Question
from waybook.compliance.rules import VERIFICATIONS

NOT_WRITTEN = "Not written yet: this text is owed before the note can be relied on."

REGISTER_COLUMNS: tuple[str, ...] = (
    "Duty", "Result", "Why, or what to answer", "What to do", "What shows it", "Law", "Stage", "Owner", "Days low",
    "Days high", "Applies from", "When", "Days are", "Wait low (weeks)", "Wait high (weeks)", "Fee low (GBP)",
    "Fee high (GBP)", "Penalty", "One reading, used", "The other reading", "Checked against", "Read on", "Evidence is",
    "Id",
)  # fmt: skip
"""Headings of the duty register, one for each cell of `register_rows`: first what fits on paper."""


def register_rows(duties: Sequence[Duty]) -> list[tuple[str | float | date | None, ...]]:
    """The duty register as rows of cells, for a sheet or a table. Numbers stay numbers, dates dates."""
    return [
        (
            d.title, STATUS_LABELS[d.status], d.reason, d.obligations, d.evidence, f"{d.regime}, {d.article}",
            d.stage.capitalize(), d.owner, d.days_low, d.days_high, d.applies_from,
            d.when + (f". {d.applies_note}" if d.applies_note else ""),
            "on top of the build" if d.bucket == "compliance" else "already in the build",
            d.lead_weeks_low, d.lead_weeks_high, d.fee_low or None, d.fee_high or None, d.penalty,
            *(d.readings or ("", "")), VERIFICATIONS[d.verification], d.evidence_date, EVIDENCE_LABELS[d.evidence_age],
            d.id,
        )
        for d in duties
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the DPIA screening: met, not met or not known, and the questions behind it."""

    name: str
    value: Tri
    questions: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DpiaScreening:
    """Whether a DPIA is needed and why.

    `criteria`: the nine of WP248, `listed`: the cases one of which is enough. `met` and `open` count the nine.
    """

    result: Status
    sentence: str
    criteria: tuple[Criterion, ...]
    listed: tuple[Criterion, ...]
    met: int
    open: int


def dpia_screening(evaluation: Evaluation) -> DpiaScreening:
    """The screening of GDPR Art 35: hit, missed and open criteria."""
    finding = evaluation.finding("DP-04")
    criteria = tuple(_criterion(evaluation, name) for name in WP248_CRITERIA)
    listed = tuple(_criterion(evaluation, name) for name in DPIA_LISTED)
    met = sum(c.value == Tri.T for c in criteria)
    open_ = sum(c.value == Tri.U for c in criteria)
    words = {
        "applies": "A DPIA is required",
        "unknown": "A DPIA cannot be ruled out",
        "no": "By these answers no DPIA is required",
    }
    reason = finding.sentence.removeprefix("Cannot be ruled out: ").removeprefix("Applies ")
    reason = reason.removeprefix("Does not apply ")
    joint = ": " if finding.status == "unknown" else " "
    return DpiaScreening(finding.status, words[finding.status] + joint + reason, criteria, listed, met, open_)


def _criterion(evaluation: Evaluation, name: str) -> Criterion:
    value = evaluation.fact(f"dpia {name}")
    questions = evaluation.asks(f"dpia {name}") if value == Tri.U else evaluation.because(f"dpia {name}")
    answers = tuple(evaluation.answer_text(q) for q in questions) if value != Tri.U else ()
    return Criterion(name, value, questions, answers)


def criterion_rows(evaluation: Evaluation, criteria: Sequence[Criterion]) -> tuple[tuple[str, str, str], ...]:
    """Each criterion, its result, and what it rests on or waits for."""
    words = {Tri.T: "Met", Tri.U: "Not known", Tri.F: "Not met"}
    titles = {question.id: question.title for question in evaluation.book.questions.values()}
    return tuple((c.name, words[c.value], "; ".join(c.answers or [titles[q] for q in c.questions])) for c in criteria)


ARTICLE_6_HEADINGS: dict[str, str] = {
    "purpose": "Intended purpose",
    "annex": "Why the use is, or is close to, one of Annex III",
    "condition": "Which condition of Article 6(3) is met, and why",
    "profiling": "Why natural persons are not profiled",
}
"""The four texts of the provider's assessment: field of `ClassificationTexts` -> heading."""


def assessment_owed(evaluation: Evaluation) -> tuple[Tri, str]:
    """Whether the four texts are owed, and why: only for a use of Annex III that is claimed not to be high-risk.

    AI Act Art 6(3)-(4).
    """
    scope, listed = evaluation.fact("ai_act_scope"), evaluation.fact("a3_hit")
    claim = evaluation.fact("filter_claim")
    value = min(scope, listed, claim)
    if scope == Tri.F:
        return value, "Not owed: by these answers the EU AI Act does not apply."
    if listed == Tri.F:
        return value, "Not owed: by these answers the use is not one of Annex III."
    if claim == Tri.F:
        return value, "Not owed: no condition of Article 6(3) is claimed, so a use of Annex III is high-risk."
    if value == Tri.T:
        return value, "Owed: a use of Annex III is claimed not to be high-risk."
    return value, "Owed if the use is one of Annex III and is claimed not to be high-risk; answers are missing."


@dataclass(frozen=True, slots=True)
class ClassificationTexts:
    """What the provider writes for Art 6(3)-(4): nobody else can."""

    purpose: str = ""
    annex: str = ""
    condition: str = ""
    profiling: str = ""


def classification_steps(evaluation: Evaluation) -> list[Finding]:
    """The rules that the class rests on, from scope to "no specific class"; of transparency, those that are open or
    apply."""
    steps = ("AIA-01", "AIA-03", "AIA-04", "AIA-10", "AIA-11", "AIA-12", "AIA-13", "AIA-14")
    people = ("AIA-50", "AIA-51", "AIA-52", "AIA-53", "AIA-54")
    named = (*steps, *(rule for rule in people if evaluation.statuses.get(rule, "no") != "no"), "AIA-70")
    return [evaluation.finding(rule) for rule in named if rule in evaluation.book.rules]


def answer_rows(evaluation: Evaluation) -> tuple[tuple[str, str, str], ...]:
    """Every question: whether it is answered, open or skipped, and with what."""

    def row(question: Question) -> tuple[str, str, str]:
        if evaluation.shown(question.id) == Tri.F:
            because = " and ".join(map(evaluation.answer_text, evaluation.because(f"shown {question.id}")))
            return question.text, "Skipped", f"Not asked, because you answered {because}"
        chosen = [o.label for o in question.options if o.id in evaluation.given.get(question.id, frozenset())]
        open_ = question.id in evaluation.unsure
        return question.text, "Open" if open_ else "Answered", ", ".join(chosen + [UNKNOWN_LABEL] * open_)

    return tuple(row(question) for question in evaluation.book.questions.values())


def duty_register_document(duties: Sequence[Duty], plan_title: str, today: date, words: str = "") -> Document:
    """The duty register as a document: one section for each result, the reason beside every duty."""
    blocks: list[Block] = [Paragraph(words)] if words else []
    for status, label in STATUS_LABELS.items():
        chosen = [d for d in duties if d.status == status]
        if not chosen:
            continue
        blocks.append(Heading(f"{label}: {len(chosen)}"))
        blocks.append(
            Table(
                (
                    "Id", "Duty and article", "Why, or what to answer", "What to do, and what shows it",
                    "Who, stage, effort", "When",
                ),
                tuple(
                    (
                        d.id,
                        f"{d.title}. {d.article}",
                        d.reason,
                        f"{d.obligations}. Shown by: {d.evidence}",
                        f"{d.owner}, {d.stage.capitalize()}: {d.effort}",
                        d.when + (f". {d.applies_note}" if d.applies_note else ""),
                    )
                    for d in chosen
                ),
                (2, 5, 6, 7, 4, 4),
            )
        )  # fmt: skip
        disputed = [d for d in chosen if d.readings]
        for d in disputed:
            assert d.readings
            blocks.append(Paragraph(f"{d.id}, two readings. One: {d.readings[0]}. The other: {d.readings[1]}."))
    return Document("Duty register", plan_title, today, tuple(blocks), disclaimer())


def dpia_document(evaluation: Evaluation, plan_title: str, today: date) -> Document:
    """The DPIA screening record."""
    screening = dpia_screening(evaluation)

    def table(criteria: tuple[Criterion, ...]) -> Table:
        columns = ("Criterion", "Result", "Because of, or to be answered")
        return Table(columns, criterion_rows(evaluation, criteria), (3, 1, 3))

    blocks: tuple[Block, ...] = (
        Heading("Result"),
        Paragraph(screening.sentence),
        Heading("The nine criteria (WP248 rev.01); two are enough"),
        Paragraph(f"{screening.met} met, {screening.open} not known."),
        table(screening.criteria),
        Heading("Listed cases (Art 35(3), ICO list); one is enough"),
        table(screening.listed),
        Heading("To be completed by the person responsible"),
        Paragraph("Decision: ____________   Advice of the data protection officer: ____________   Date: ____________"),
    )
    return Document("DPIA screening", plan_title, today, blocks, disclaimer(evaluation.book))


def classification_document(
    evaluation: Evaluation, texts: ClassificationTexts, plan_title: str, today: date
) -> Document:
    """The AI Act classification note with the four texts of Art 6(3)."""
    tier = evaluation.tier
    blocks: list[Block] = [Heading("Class"), Paragraph(tier.sentence())]
    if not tier.settled:
        blocks.append(Paragraph("The class is open. This note becomes a classification record once it is settled."))
    blocks.append(Heading("What it rests on"))
    findings = classification_steps(evaluation)
    blocks.append(
        Table(
            ("Rule", "Question of law", "Article", "Result", "Reason"),
            tuple((f.rule.id, f.rule.title, f.rule.article, STATUS_LABELS[f.status], f.sentence) for f in findings),
            (1.5, 5, 4, 3, 8),
        )
    )
    for finding in findings:
        if finding.rule.disputed and finding.status != "no":
            blocks.append(
                Paragraph(
                    f"{finding.rule.id}, two readings. One: {finding.rule.reading_a}. "
                    f"The other: {finding.rule.reading_b}."
                )
            )
    blocks.append(Heading("The provider's assessment under Article 6(3) and 6(4)"))
    owed, why = assessment_owed(evaluation)
    blocks.append(Paragraph(why))
    for field, heading in ARTICLE_6_HEADINGS.items():
        text = str(getattr(texts, field)).strip()
        if text or owed != Tri.F:
            blocks += [Heading(heading, 2), Paragraph(text or NOT_WRITTEN)]
    blocks += [Heading("Answers given")]
    blocks.append(Table(("Question", "State", "Answer"), answer_rows(evaluation), (5, 1.5, 6)))
    blocks.append(Paragraph("Signed: ____________   Role: ____________   Date: ____________"))
    return Document("AI Act classification note", plan_title, today, tuple(blocks), disclaimer(evaluation.book))
