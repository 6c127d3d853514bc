"""What follows from the compliance answers: duties, the nine items, dates, rule packs and disputed readings."""

from __future__ import annotations

import streamlit as st

from waybook.compliance import (
    Clock,
    Evaluation,
    matrix,
    packs_of,
    rule_book,
    sector_names,
    suggested_answers,
)
from waybook.compliance.clock import CLOCK_LABELS, EvidenceAge, applies_from, stale_packs, timeline
from waybook.compliance.evaluation import STATUS_LABELS
from waybook.compliance.matrix import DEMAND_LABELS, Demand
from waybook.compliance.packs import Pack
from waybook.plan.document import INDUSTRIES
from waybook.ui import charts, desk, law_duties
from waybook.ui.charts_law import law_dates
from waybook.ui.law_duties import clock, go_live, table
from waybook.ui.wording import plain

VIEWS = ("Duties", "The nine items", "Dates of the law", "Rule packs", "Two readings")
SECTORS = {
    "retail": "retail",
    "financial_services": "financial",
    "healthcare": "healthcare",
    "manufacturing": "manufacturing",
}
"""The plan's industry -> the sector of the rule packs."""

EVERYBODY = "everybody"
BADGES: dict[EvidenceAge, str] = {
    "fresh": "",
    "stale": " :orange-badge[older than 90 days]",
    "undated": " :gray-badge[not dated]",
}
DEMANDS: dict[Demand, str] = {
    "required": "blue",
    "possible": "orange",
    "good_practice": "gray",
    "not_required": "gray",
}


def register(evaluation: Evaluation) -> None:
    """One view at a time, so that it fits a projector."""
    st.subheader("What follows", anchor=False)
    chosen = charts.views("law", VIEWS)
    {
        "Duties": law_duties.register,
        "The nine items": _items,
        "Dates of the law": _dates,
        "Rule packs": _packs,
        "Two readings": _readings,
    }[chosen](evaluation)


def _items(evaluation: Evaluation) -> None:
    table(
        ("Item and question", "Why", "Cannot be ruled out yet"),
        [
            (
                f":{DEMANDS[row.demand]}[**{plain(row.name)}: {plain(DEMAND_LABELS[row.demand].lower())}**] "
                f"{plain(row.question)}",
                plain(row.why),
                plain(row.waits) or "Nothing.",
            )
            for row in matrix(evaluation)
        ],
    )


def _dates(evaluation: Evaluation) -> None:
    now = clock()
    points = timeline(evaluation, now)
    charts.show(law_dates(points, now.today, go_live(), charts.look()), "law dates", numbers=False)
    with st.expander(f"All {len(points)} dates, with the law and the evidence"):
        table(
            ("Date", "What and which law", "For this plan", "Rules of yours", "Evidence of"),
            [
                (
                    f"{one.moment.date:%d %b %Y}",
                    f"**{plain(one.moment.title)}** {plain(one.moment.law)}"
                    + (f" (moved from {one.moment.moved_from:%d %b %Y})" if one.moment.moved_from else ""),
                    plain(one.words),
                    str(len(one.touches)),
                    plain(one.moment.evidence_date) + BADGES[one.evidence],
                )
                for one in points
            ],
        )


def _packs(evaluation: Evaluation) -> None:
    book, now = evaluation.book, clock()
    sectors = {EVERYBODY: "All packs", **sector_names(book)}
    options = list(sectors)
    mine = SECTORS.get(desk.plan().industry, EVERYBODY)
    sector = st.segmented_control(
        "Sector", options, default=mine, required=True, format_func=sectors.__getitem__, key="sector of the packs",
        label_visibility="collapsed",
    )  # fmt: skip
    chosen = list(book.packs.values()) if sector == EVERYBODY else packs_of(str(sector), ("UK", "EU", "US"), book)
    if sector != EVERYBODY:
        # What is particular to the sector comes first; the rest is for everybody.
        chosen = sorted(chosen, key=lambda pack: "all" in pack.sectors)
        take_usual("of a pack", str(sector), sectors[str(sector)])
    old = set(stale_packs(now, book))
    st.caption(
        f"{len(chosen)} packs; the evidence of {sum(pack.id in old for pack in chosen)} is older than 90 days or not "
        "dated: look again before relying on it."
    )
    with st.container(height=520, border=False):
        table(
            ("Pack", "Where", "Status", "In force from", "Evidence of", "Apply", "Not ruled out"),
            [_pack(pack, evaluation, now) for pack in chosen],
        )


def _pack(pack: Pack, evaluation: Evaluation, now: Clock) -> tuple[str, ...]:
    mine = [evaluation.status(rule.id) for rule in evaluation.book.rules.values() if rule.pack == pack.id]
    return (
        f"**{plain(pack.title)}** {plain(pack.note)}",
        ", ".join(pack.jurisdictions),
        pack.status.capitalize(),
        f"{pack.in_force_from:%d %b %Y}" if pack.in_force_from else "–",
        plain(pack.evidence_date) + BADGES[now.evidence_age(pack.evidence_date)],
        str(mine.count("applies")),
        str(mine.count("unknown")),
    )


def _readings(evaluation: Evaluation) -> None:
    now = clock()
    disputed = [rule for rule in evaluation.book.rules.values() if rule.disputed]
    st.caption("Where law is disputed, both readings stand here; the plan counts with the first.")
    lines = []
    for rule in sorted(disputed, key=lambda one: evaluation.status(one.id) == "no"):
        since, _ = applies_from(rule, evaluation)
        other = f" {CLOCK_LABELS[now.status(rule.reading_b_from)]}." if rule.reading_b_from else ""
        lines.append(
            (
                f"**{plain(rule.title)}** {plain(rule.article)}",
                plain(STATUS_LABELS[evaluation.status(rule.id)]),
                plain(f"{rule.reading_a}. {CLOCK_LABELS[now.status(since)]}."),
                plain(f"{rule.reading_b}.{other}"),
            )
        )
    table(("Duty and article", "For this plan", "One reading, used in the plan", "The other"), lines)


def take_usual(key: str, sector: str = "", name: str = "") -> None:
    """Offer the answers that a sector suggests; nothing is answered without the click."""
    answers = desk.plan().compliance.answers
    industry = desk.plan().industry
    sector, name = sector or SECTORS.get(industry, ""), name or INDUSTRIES[industry]
    places = tuple(place.upper() for place in answers.get("market", ()) if place in ("uk", "eu", "us")) or ("UK", "EU")
    book = rule_book()
    found = suggested_answers(sector, places, book) if sector else {}
    open_ = {question: options for question, options in found.items() if not answers.get(question)}
    if not open_:
        return
    why = {start.question: start.why for start in book.sectors if start.id == sector}
    words = "; ".join(
        f"{book.questions[question].title}: {', '.join(map(book.questions[question].label, options))} ({why[question]})"
        for question, options in open_.items()
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Take what is usual in {name.lower()}",
            icon=":material/auto_awesome:",
            key=f"usual answers {key}",
            on_click=desk.change,
            args=({f"compliance.answers.{question}": options for question, options in open_.items()}, "Usual answers"),
        )
        st.caption(plain(words))
