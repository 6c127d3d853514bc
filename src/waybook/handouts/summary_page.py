"""One printable page: what it is for, what is asked, how sure it is, what moves it, the duties and the next steps.

A single HTML file: no script, nothing fetched, every word of the plan escaped; prints on one A4 sheet.
"""

from __future__ import annotations

import datetime as dt
from html import escape

from waybook.advice import measured
from waybook.handouts import svg
from waybook.handouts.drawing import ACCENT, INK, LINE, MUTED, PALE, WARNING
from waybook.handouts.story import Story, brief, story
from waybook.model import Results
from waybook.plan.objectives import Kpi
from waybook.wording import percent, weeks

STYLE = f"""
@page {{ size: A4; margin: 9mm 13mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 10pt/1.32 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #{INK};
  margin: 0 auto; max-width: 184mm; padding: 6mm 0; overflow-wrap: anywhere; }}
h1 {{ font-size: 15pt; line-height: 1.15; margin: 0 0 1mm; }}
h2 {{ font-size: 10.5pt; margin: 2.6mm 0 .8mm; color: #{ACCENT}; }}
p, ol, ul, table {{ margin: 0 0 1mm; }} ol, ul {{ padding-left: 5mm; }}
.muted {{ color: #{MUTED}; }} .small {{ font-size: 7.4pt; line-height: 1.25; }}
.advice {{ border-left: 1.4mm solid #{ACCENT}; background: #{PALE}; padding: 2mm 3mm; margin: 2mm 0;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
.advice b {{ font-size: 13pt; display: block; }}
.stop {{ border-color: #{WARNING}; }}
.figures {{ display: grid; grid-template-columns: repeat(4, 1fr); gap: 3mm; margin: 2mm 0; }}
.figures b {{ display: block; font-size: 15pt; line-height: 1.1; color: #{ACCENT}; }}
.two {{ display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; }}
svg {{ width: 100%; height: auto; display: block; font: 9.5px "Segoe UI", Arial, "Liberation Sans", sans-serif; }}
svg text {{ paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .5mm 2mm .5mm 0; border-bottom: .2mm solid #{LINE}; }}
@media print {{ body {{ padding: 0; max-width: none; }} }}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
KPIS = 2
STEPS = 3


def summary_page(found: Results, today: dt.date | None = None) -> str:
    """The page of a simulated plan as HTML."""
    told = story(found, today)
    advice = told.advice
    grave = " stop" if advice.kind in ("stop", "other") else ""
    parts = [
        f"<h1>{_safe(told.name, 90)}</h1>",
        f'<p class="muted">{_about(told)}</p>',
        f"<p>{_safe(told.plan.objectives.statement, 280) or 'No objective is written down yet.'}</p>",
        f'<div class="advice{grave}"><b>{escape(advice.sentence)}</b>{escape(". ".join(advice.reasons))}.</div>',
        _figures(told),
        _kpis(told),
        _charts(told),
        _movers(told),
        _steps(told),
        _duties(told),
        f'<p class="small muted">{escape(told.honesty())} P50, P80: half, or eight of ten, simulated projects stay at '
        f"or below. {escape(told.law.disclaimer)}</p>",
    ]
    title = _safe(told.name, 90)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: summary</title><style>{STYLE}</style></head><body>\n"
        + "\n".join(parts).replace("−", "−&#8288;")  # a minus stays with its number
        + "\n</body></html>\n"
    )


def _safe(text: str, longest: int) -> str:
    """Other people's text: cut, and nothing but text."""
    return escape(brief(text, longest))


def _about(told: Story) -> str:
    plan = told.plan
    parts = [_safe(plan.organisation, 60)] if plan.organisation else []
    if plan.objectives.sponsor:
        parts.append(f"sponsor: {_safe(plan.objectives.sponsor, 50)}")
    parts.append(f"start {plan.start.day} {plan.start:%B %Y}")
    parts.append(f"as of {told.today.day} {told.today:%B %Y}")
    return " · ".join(parts)


def _figures(told: Story) -> str:
    found = told.found
    asked, words = told.asked()
    until = f", until {told.month(told.advice.until)}" if told.advice.until > 0 else ""
    cells = [
        (asked, words + until),
        (told.money(found.cost.p80), f"to build as planned (P80); P50 {told.money(found.cost.p50)}"),
        (told.month(found.months.p80), f"live as planned (P80); P50 {told.month(found.months.p50)}"),
    ]
    if found.benefit_counted:
        cells.append((percent(1 - found.p_loss), f"chance of a gain; median worth {told.money(found.npv.p50)}"))
    else:
        cells.append(("–", "no benefit is counted: a baseline is missing"))
    inside = "".join(f"<div><b>{escape(big)}</b>{escape(words)}</div>" for big, words in cells)
    return f'<div class="figures">{inside}</div>'


def _kpis(told: Story) -> str:
    named = [one for one in told.plan.objectives.kpis if one.name][:KPIS]
    if not named:
        return "<h2>Measure of success</h2><p>None yet: without a baseline no benefit can be shown.</p>"
    return "<h2>Measure of success</h2>" + "".join(f"<p>{_kpi(one)}</p>" for one in named)


def _kpi(one: Kpi) -> str:
    now, then = ("not known" if value is None else measured(value, one.unit) for value in (one.baseline, one.target))
    if one.baseline is not None and one.target is not None:
        now = now.split()[0]  # the unit once
    source = f' <span class="muted">({_safe(one.measured_by, 60)})</span>' if one.measured_by else ""
    return f"{_safe(one.name, 80)}: from <b>{_safe(now, 60)}</b> to <b>{_safe(then, 60)}</b>{source}"


def _charts(told: Story) -> str:
    found = told.found
    cost = f"{told.money(found.cost.p80)} buys 80% confidence"
    time = f"Live by {told.month(found.months.p80)} in 80%"
    if told.plan.operation.live or told.advice.actual is not None:
        cost, time = f"Planned: {cost}", f"Planned: {time[0].lower()}{time[1:]}"
    elif found.p_on_time is not None and told.plan.economics.target_months is not None:
        time += f"; {told.month(told.plan.economics.target_months)} in {percent(found.p_on_time)}"
    return (
        f'<div class="two"><div><h2>{escape(cost)}</h2>{svg.cost_curve(told, cost)}</div>'
        f"<div><h2>{escape(time)}</h2>{svg.stages(told, time)}</div></div>"
    )


def _movers(told: Story) -> str:
    title = "What moves the cost most, one at a time"
    return f"<h2>{title}</h2>{svg.tornado(told, title)}" if told.bars else ""


def _steps(told: Story) -> str:
    rows = "".join(
        f"<li><b>{_safe(one.what, 120)}</b>: {_safe(one.why, 120)} <span class='muted'>"
        f"({_safe(one.owner, 40)}{', worth ' + escape(one.worth) if one.worth else ''})</span></li>"
        for one in told.steps[:STEPS]
    )
    return f"<h2>Next steps</h2><ol>{rows or '<li>Nothing stands in the way of the next gate</li>'}</ol>"


def _duties(told: Story) -> str:
    about = told.law
    open_ = f"{about.unknown} cannot be ruled out" if about.unknown else "the answers leave none open"
    words = [about.tier, f"{about.sure} {'duty applies' if about.sure == 1 else 'duties apply'}; {open_}."]
    if about.lead_title:
        words.append(f"Longest lead time: {about.lead_title}, up to {weeks(about.lead_weeks[1])}.")
    words.append(f"{about.days[0]:.0f} to {about.days[1]:.0f} person-days beside the build.")
    return f"<h2>Duties</h2><p>{escape(' '.join(words))}</p>"
