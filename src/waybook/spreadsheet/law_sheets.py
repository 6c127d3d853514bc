"""Sheets of the law: the duty register, and the records behind it (nine items, DPIA screening, AI Act class)."""

from __future__ import annotations

import datetime as dt

from waybook.compliance import disclaimer, duties, evaluate, matrix
from waybook.compliance.evaluation import STATUS_LABELS, Evaluation
from waybook.compliance.matrix import DEMAND_LABELS
from waybook.compliance.records import (
    ARTICLE_6_HEADINGS,
    NOT_WRITTEN,
    REGISTER_COLUMNS,
    answer_rows,
    assessment_owed,
    classification_steps,
    criterion_rows,
    dpia_screening,
    register_rows,
)
from waybook.durations import date_in
from waybook.model.results import Results
from waybook.plan import Plan
from waybook.spreadsheet.report_sheets import SheetSpec, Table

_WIDE, _LONG, _SHORT = 44, 60, 13
_WIDTHS = {
    "Duty": 34, "Result": 16, "Why, or what to answer": _WIDE, "What to do": _WIDE, "What shows it": 28, "Law": 30,
    "Owner": 18, "When": 26, "Penalty": 34, "One reading, used": 34, "The other reading": 34, "Checked against": 20,
    "Days are": 18, "Evidence is": 18,
}  # fmt: skip
_PRINTED = REGISTER_COLUMNS.index("Applies from") + 1


def law_sheets(plan: Plan, results: Results | None, today: dt.date) -> tuple[SheetSpec, SheetSpec]:
    """The register of duties and the records, from the plan's answers.

    Raises:
        AnswersRefused: a question or option that does not exist.
    """
    answers = {question: chosen for question, chosen in plan.compliance.answers.items() if chosen}
    evaluation = evaluate(answers)
    live = None if results is None else date_in(plan.start, results.months.p50)
    headers = tuple((name, float(_WIDTHS.get(name, _SHORT))) for name in REGISTER_COLUMNS)
    rows = register_rows(duties(answers, today, live))
    lead = "Duties that follow from the answers. An unknown answer is never a clearance."
    register = SheetSpec("Compliance", "Compliance", lead, (Table("Duties", headers, rows),), disclaimer(), _PRINTED)
    return register, _records(plan, evaluation)


def _records(plan: Plan, evaluation: Evaluation) -> SheetSpec:
    screening, (_, owed) = dpia_screening(evaluation), assessment_owed(evaluation)
    texts = {field: getattr(plan.compliance, f"{field}_text").strip() for field in ARTICLE_6_HEADINGS}
    tables = (
        Table(
            "The nine items of the framework",
            (("Item", _WIDE), ("Demand", 24), ("Why", _LONG), ("Cannot be ruled out yet", _LONG)),
            [(row.name, DEMAND_LABELS[row.demand], row.why, row.waits) for row in matrix(evaluation)],
        ),
        Table(
            f"DPIA screening: {screening.sentence}",
            (("Criterion of WP248; two are enough", _WIDE), ("Result", 24), ("Because of, or to be answered", _LONG)),
            criterion_rows(evaluation, screening.criteria),
        ),
        Table(
            "DPIA screening: cases of Art 35(3) and of the ICO's list; one is enough",
            (("Case", _WIDE), ("Result", 24), ("Because of, or to be answered", _LONG)),
            criterion_rows(evaluation, screening.listed),
        ),
        Table(
            "AI Act classification note",
            (("Question of law", _WIDE), ("Result", 24), ("Reason", _LONG), ("Article", _LONG)),
            [
                ("Class", "Settled" if evaluation.tier.settled else "Open", evaluation.tier.sentence(), ""),
                *((f.rule.title, STATUS_LABELS[f.status], f.sentence, f.rule.article)
                  for f in classification_steps(evaluation)),
            ],
        ),
        Table(
            f"The provider's assessment under Article 6(3) and 6(4). {owed}",
            (("Text", _WIDE), ("State", 24), ("What was written", _LONG)),
            [
                (heading, "Written" if texts[field] else "Not written", texts[field] or NOT_WRITTEN)
                for field, heading in ARTICLE_6_HEADINGS.items()
            ],
        ),
        Table(
            "Answers given",
            (("Question", _WIDE), ("State", 24), ("Answer", _LONG)),
            answer_rows(evaluation),
        ),
    )  # fmt: skip
    lead = "Nine-item matrix, DPIA screening and AI Act classification note, to be completed and signed."
    return SheetSpec("Compliance records", "Compliance records", lead, tables, disclaimer())
