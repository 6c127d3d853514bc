"""The board pack: seven slides with native charts that can be edited, each titled with what it finds."""

from __future__ import annotations

import datetime as dt
import io

from waybook.advice import measured
from waybook.handouts import pictures
from waybook.handouts import slide as s
from waybook.handouts.drawing import INK, MUTED, quantity
from waybook.handouts.story import Story, brief, clean, story
from waybook.model import Results
from waybook.model.decision import delay_month
from waybook.wording import months, percent, weeks

LEFT, RIGHT = s.MARGIN, 7.2
HALF = 5.9
STEPS = 4
LONGEST = 160
"""Letters of a step or its reason; only what people typed is longer."""
COLUMNS = (0.32, 0.37, 0.125, 0.185)
"""Shares of the table's width: step, reason, worth, owner."""


def board_pack(found: Results, today: dt.date | None = None) -> bytes:
    """A .pptx of a simulated plan: the ask, cost, time, benefit, risk, compliance and next steps."""
    told = story(found, today)
    made = s.deck(f"{told.name}: board pack", told.plan.organisation)
    for page in (_ask, _cost, _time, _benefit, _risk, _compliance, _next):
        page(made, told)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _slide(made: object, told: Story, headline: str, how: str, *notes: str) -> object:
    day = f"{told.today.day} {told.today:%B %Y}"
    about = f"Plan of {day}; {told.found.draws.count:,} simulated projects, fixed draws (seed {told.plan.seed})."
    return s.slide(made, headline, how, brief(told.who, 110), [headline, f"How to read it: {how}", *notes, about])


def _ask(made: object, told: Story) -> None:
    advice, plan, found = told.advice, told.plan, told.found
    purpose = brief(plan.objectives.statement, 175) or "No objective is written down yet"
    page = _slide(
        made, told, advice.sentence, purpose, *advice.reasons,
        "P80: eight of ten simulated projects stay at or below it. The advice holds the chance of a gain against what "
        "the sponsor asks for, and compares other ways on the same draws.", told.honesty(),
    )  # fmt: skip
    s.figure(page, (LEFT, 2.25, 2.9, 1), *told.asked())
    if advice.until > 0:
        s.figure(page, (LEFT + 3.1, 2.25, 2.9, 1), told.month(advice.until), "until (P80)")
    elif plan.operation.live:
        s.figure(page, (LEFT + 3.1, 2.25, 2.9, 1), f"{plan.operation.live:%b %Y}", "live since")
    planned = "" if advice.ask == found.cost.p80 else ", as planned"
    chance = percent(1 - found.p_loss) if found.benefit_counted else "–"
    words = f"chance of a gain{planned}" if found.benefit_counted else "no benefit counted"
    s.figure(page, (LEFT, 3.3, 2.9, 1), chance, words, INK)
    if found.p_both is not None:
        s.figure(page, (LEFT + 3.1, 3.3, 2.9, 1), percent(found.p_both), f"on time and in budget{planned}", INK)
    s.text(page, (LEFT, 4.7, HALF, 2.2), [f"•  {one}" for one in advice.reasons], s.SMALL, gap=8)
    s.text(page, (RIGHT, 2.3, 5.5, 0.6),
           ["Build cost: half of the simulated projects stay within P50, eight of ten within P80"],
           s.SMALL, MUTED)  # fmt: skip
    alt = f"Columns of build cost: P50 {told.money(found.cost.p50)}, P80 {told.money(found.cost.p80)}"
    pictures.amounts(page, told, (RIGHT, 2.9, 5.5, 3.9), alt)


def _cost(made: object, told: Story) -> None:
    found, budget = told.found, told.plan.economics.budget
    title = f"{told.money(found.cost.p80)} buys 80% confidence"
    if told.advice.actual is not None:
        took = "It took" if told.plan.operation.live else "As the work goes, it takes"
        title = f"{took} {told.money(told.advice.actual.cost_p80)}; planned: {told.money(found.cost.p80)} (P80)"
    elif budget is not None and found.p_on_budget is not None:
        title += f"; the budget of {told.money(budget)} buys {percent(found.p_on_budget)}"
    how = "Chance that the build costs at most this much"
    page = _slide(
        made, told, title, how,
        f"P10 {told.money(found.cost.p10)}, P50 {told.money(found.cost.p50)}, P80 {told.money(found.cost.p80)}, "
        f"P90 {told.money(found.cost.p90)}, mean {told.money(found.cost.mean)}; the likely values alone give "
        f"{told.money(found.cost.plan)}.",
        f"Running it costs {told.money(found.run_cost_year.p50)} to {told.money(found.run_cost_year.p80)} a year (P50 "
        "to P80), not included here.", told.honesty(),
    )  # fmt: skip
    pictures.cost_curve(page, told, s.WHOLE, f"S-curve. {title}. P50 is {told.money(found.cost.p50)}.")


def _time(made: object, told: Story) -> None:
    found, needed = told.found, told.plan.economics.target_months
    if not found.stages:
        title = "No work is in the plan"
    else:
        title = f"80% chance to be live by {told.month(found.months.p80)}"
        if told.plan.operation.live:
            title = f"Live since {told.plan.operation.live:%b %Y}; planned by {told.month(found.months.p80)} (P80)"
        elif told.advice.actual is not None:
            title = f"As the work goes, live by {told.month(told.advice.actual.months_p80)}; "
            title += f"planned by {told.month(found.months.p80)} (P80)"
        elif needed is not None and found.p_on_time is not None:
            title += f"; {percent(found.p_on_time)} by {told.month(needed)} as needed"
    how = "Dark: median start to median finish (P50); light: on to the finish that 80% of projects keep (P80)"
    most = max(found.stages, key=lambda one: one.critical, default=None)
    page = _slide(
        made, told, title, how,
        f"From the start to go-live: {months(found.months.p50)} (P50), {months(found.months.p80)} (P80). The prototype "
        f"gate: {months(found.gate_months.p50)} (P50), {months(found.gate_months.p80)} (P80).",
        f"{most.label} holds {percent(most.critical)} of the critical path." if most else "",
        "People, waits outside the team and closed days are in the schedule; a stage may begin before the one above "
        "it has ended.",
    )  # fmt: skip
    rows = "; ".join(f"{one.label} P50 {told.month(one.finish_p50)}, P80 {told.month(one.finish_p80)}"
                     for one in found.stages)  # fmt: skip
    pictures.stages(page, told, s.WHOLE, f"Stages in time. {title}. {rows}")


def _benefit(made: object, told: Story) -> None:
    found, last = told.found, int(told.found.cash.month[-1])
    years = last // 12
    final = float(found.cash.p50[-1])
    if found.benefit_counted:
        paid = percent(float(found.cash.paid_back[-1]))
        title = f"{paid} chance to pay back in {years} years; the median project "
        title += f"{'gains' if final >= 0 else 'loses'} {told.money(abs(final))}"
    else:
        title = f"No benefit is counted: it costs {told.money(-final)} in {years} years"
    how = "Net money so far: benefit less building and running; median, P10 and P90"
    delay = delay_month(found)
    measures = "; ".join(
        f"{clean(one.name)}: {measured(one.baseline, clean(one.unit))} to {measured(one.target, clean(one.unit))}"
        for one in told.plan.objectives.kpis
        if one.baseline is not None and one.target is not None
    )
    page = _slide(
        made, told, title, how,
        f"Net present value: P10 {told.money(found.npv.p10)}, P50 {told.money(found.npv.p50)}, P80 "
        f"{told.money(found.npv.p80)}, P90 {told.money(found.npv.p90)}; {percent(found.p_loss)} chance of a loss.",
        f"Measures: {measures}." if measures else "No measure has both baseline and target.",
        f"A month of delay costs {told.money(delay)} (median)." if delay is not None and delay > 0 else "",
        "Benefit counts only with a measured baseline, after the share that becomes cash and the ramp.",
    )  # fmt: skip
    pictures.cash(page, told, s.WHOLE, f"Lines of net money by month. {title}.")


def _risk(made: object, told: Story) -> None:
    bars = told.bars
    if bars:
        first = quantity(told.found.reference, bars[0], 64)
        change = max((bars[0].low, bars[0].high), key=abs)
        title = f"{first} moves the cost most: {'+' if change > 0 else ''}{told.money(change)}"
    else:
        title = "Nothing moves the cost: no range and no risk is in the plan"
    how = "One at a time: each at its P10 and P90, risks if they happen; the rest as likely"
    listed = "; ".join(
        f"{quantity(told.found.reference, one)} {told.money(one.low)} to {told.money(one.high)}"
        for one in bars[: pictures.TOP]
    )
    page = _slide(
        made, told, title, how, f"Changes of the build cost: {listed}." if listed else "",
        "The shared estimating bias is what all estimates of one project have in common. Judged and published ranges "
        "and their sources are in the workbook.", told.honesty(),
    )  # fmt: skip
    pictures.tornado(page, told, s.WHOLE, f"Tornado of the build cost. {title}. {listed}")


def _compliance(made: object, told: Story) -> None:
    found = told.law
    if not found.answered:
        title = f"{found.unknown} duties cannot be ruled out: no compliance question is answered"
    elif found.unknown:
        title = f"{found.sure} duties apply and {found.unknown} cannot be ruled out"
    else:
        title = f"{found.sure} {'duty applies' if found.sure == 1 else 'duties apply'}; the answers leave none open"
    named = "; ".join(f"{one.title} ({one.owner}, {one.stage})" for one in found.duties if one.status == "applies")
    how = "Duties by the stage in which their work falls due"
    if found.unknown:
        how += "; dark: apply, light: cannot be ruled out"
    page = _slide(
        made, told, title, how, found.tier,
        f"Apply: {named}." if named else "None applies for sure.", found.disclaimer,
    )  # fmt: skip
    alt = f"{title}. " + "; ".join(
        f"{stage}: {a} apply, {u} cannot be ruled out"
        for stage, a, u in zip(found.stages, found.applies, found.possible, strict=True)
    )
    pictures.duties(page, told, (LEFT, 1.85, 7.0, 3.95), alt)
    lines = [found.tier]
    if found.lead_title:
        low, high = found.lead_weeks
        lines.append(f"Longest lead time: {brief(found.lead_title, 60)}, {low:g} to {weeks(high)}")
    lines.append(f"Work beside the build: {found.days[0]:.0f} to {found.days[1]:.0f} person-days")
    if found.unknown:
        lines.append(f"Up to {found.days_possible:,.0f} more if all that is open applies")
    s.text(page, (7.9, 2.2, 4.85, 3.6), lines, 18, gap=12)
    s.text(page, (s.MARGIN, 5.95, s.WIDTH - 2 * s.MARGIN, 0.95), [found.disclaimer], 12, MUTED)


def _next(made: object, told: Story) -> None:
    steps = told.steps[:STEPS]
    if steps:
        worth = f" (worth {steps[0].worth})" if steps[0].worth else ""
        title = f"First: {_inside(brief(steps[0].what, LONGEST - len(worth)))}{worth}"
    else:
        title = "Nothing stands in the way of the next gate"
    how = "Findings on the plan, the gravest first, then what the next gate asks for"
    page = _slide(
        made, told, title, how, "Worth: what it would save at P80, simulated with the same draws without the finding.",
        *(f"{one.what} ({one.owner}): {one.why}" for one in steps),
    )  # fmt: skip
    rows = [
        (
            f"{number}  {brief(one.what, LONGEST)}",
            brief(one.why, LONGEST),
            one.worth or "–",
            brief(one.owner, 34) + (f", by {one.due.day} {one.due:%b %Y}" if one.due else ""),
        )
        for number, one in enumerate(steps, start=1)
    ]
    if rows:
        s.table(page, s.WHOLE, ("Step", "Because", "Worth at P80", "Owner"), rows, COLUMNS)
    else:
        s.text(page, s.WHOLE, ["The plan has no open finding, and every gate is signed or has its evidence."])


def _inside(words: str) -> str:
    return words[0].lower() + words[1:] if words[:2] != words[:2].upper() else words
