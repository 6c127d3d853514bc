"""Own staff, a mix, or a partner: what each comes to, and the rates, waits and loadings behind it."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook import answer_prices as prices
from waybook.model.currency import from_pounds
from waybook.model.scenarios import variants, varied
from waybook.plan import Plan, PlanError, read, write
from waybook.plan.team import ROLE_NAMES, SOURCINGS
from waybook.price import Price
from waybook.reference import Quantity, load
from waybook.ui import charts, desk, guidance, wording

WAYS = ("in_house", "partner")
WAITS = {"permanent": "hire_wait", "contract": "contract_wait"}


def compare() -> None:
    """The team as it is against own staff alone and a partner alone, at P80 with the same draws."""
    found = _ways(write(desk.plan()))
    if not found:
        return
    st.subheader("If others built it", anchor=False)
    charts.sourced(
        "who builds",
        "If others built it",
        ("Who builds it", "Weeks", "Build cost", "Run cost a year"),
        [("As planned", "–", "–", "–"), *((label, *guidance.cells(worth).values()) for label, worth in found)],
    )
    st.caption(
        "Change at P80 against the team above, with the same people at the default rates; waits to find them are those "
        "of the team above. More under Scenarios."
    )


@lru_cache(maxsize=16)
def _ways(text: str) -> tuple[tuple[str, Price], ...]:
    plan, found = read(text), []
    for way in variants(plan, load()) if plan.team.lines else ():
        if way.id in WAYS:
            try:
                worth = prices.difference(varied(plan, way, load()), plan)
            except PlanError:
                continue
            if worth is not None:
                found.append((way.label, worth))
    return tuple(found)


def rates() -> None:
    """Default day rates by role and source, how long people take to find, and what a source adds to the work."""
    title = "Default day rates, waits and what a source adds"
    with st.expander(title, icon=":material/menu_book:", on_change="rerun") as box:
        if not box.open:
            return
        plan, known = desk.plan(), load()
        symbol = wording.SYMBOLS.get(plan.currency, plan.currency)
        lines: list[tuple[str, ...]] = []
        sources: dict[str, tuple[str, str]] = {}
        for role, name in ROLE_NAMES.items():
            cells = []
            for kind in SOURCINGS:
                rate = known.rate(role, known.sourcing_for(plan.team.market, kind).sourcing)
                low, likely, high = _in_currency(rate, plan)
                cells.append(f"{likely:,.0f} ({low:,.0f}–{high:,.0f})")
                sources.setdefault(rate.source, (rate.date, str(rate.grade)))
            lines.append((name, *cells))
        charts.rows((f"{symbol} a day: P50 (P10–P90)", *SOURCINGS.values()), lines)
        charts.sourced(
            "default rates",
            "Default day rates and waits",
            ("To find them", *SOURCINGS.values()),
            [("Weeks", *(_weeks(known.parameters[WAITS.get(kind, "partner_wait")]) for kind in SOURCINGS))],
        )
        loss = known.parameters["joiner_loss"]
        st.caption(
            f"Who joins later loses {loss.value:.0%} of the build to learning ({loss.low:.0%} to {loss.high:.0%}; "
            f"{loss.source}, {loss.date}; {loss.grade}). A figure of your own goes into the table above."
        )
        names = {package.id: package.name for package in known.packages} | {"stage:4": "all of Engineering"}
        for rule in known.adjustments:
            if rule.field in ("fact:offshore_share", "fact:partner_share"):
                whom = "offshore partners" if "offshore" in rule.field else "partners"
                targets = ", ".join(names.get(one, one) for one in rule.target)
                st.caption(
                    wording.plain(
                        f"{rule.because}: with {float(rule.answer.strip('>=')):.0%} or more of the team from {whom}, "
                        f"effort × {rule.value:g} on {targets}. {rule.source}, {rule.date}; {rule.grade}."
                    )
                )
        for row in known.markets:
            if row.market == plan.team.market and row.stands_in:
                st.caption(wording.plain(f"{SOURCINGS[row.kind]}: {row.note}."))
        st.markdown("Sources of the rates")
        charts.rows(("Source", "Date", "Grade"), [(source, *rest) for source, rest in sources.items()])


def _in_currency(rate: Quantity, plan: Plan) -> tuple[float, float, float]:
    scale = from_pounds(plan, load()) / from_pounds(plan, load(), rate.unit.partition("/")[0])
    return rate.low * scale, rate.value * scale, rate.high * scale


def _weeks(wait: Quantity) -> str:
    return f"{wait.value:g} ({wait.low:g}–{wait.high:g})"


def history() -> None:
    """What the team's finished projects do to the defaults."""
    projects = desk.plan().estimates.past_projects
    found = desk.results_or_none()
    if not projects or found is None:
        st.caption("Finished projects shift the defaults towards your own overruns, the more of them the further.")
        return
    count, inputs = len(projects), found.inputs
    weight = count / (count + load().parameters["history_weight"].value)
    st.caption(
        f"{count} finished project{'s count' if count > 1 else ' counts'} for {weight:.0%}, the defaults for the rest: "
        f"likely efforts × {inputs.scalar('history_factor'):.2f}, doubt × {inputs.scalar('history_spread'):.2f}."
    )
