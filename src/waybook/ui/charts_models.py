"""Pictures of the model's price: the candidates for this plan, and what running costs month by month."""

from __future__ import annotations

import datetime as dt

import numpy as np

from waybook.model import Results
from waybook.model.candidates import Change, Offer, offers
from waybook.model.inputs import Input
from waybook.model.price_age import is_old
from waybook.plan.part import ENDS
from waybook.ui import wording
from waybook.ui.marks import note, rows, rule, words
from waybook.ui.picture import (
    LIGHT,
    Array,
    Look,
    Picture,
    axis,
    figure,
    folded,
    hidden,
    money_ticks,
    month_ticks,
    names,
    safe,
    thin,
)

ROW = 21
OLD = "older than 90 days"
_LABEL_LINE = 0.08
"""Of the height of a chart, what a line of text takes."""
HEADS = (
    "Model", "Kind", "A call", "First year", "In, cached, out: $ a million", "Changes", "Source", "Checked", "Note",
)  # fmt: skip


def candidates(found: Results, look: Look = LIGHT) -> Picture:
    """What the calls of the first year live would cost with each model."""
    currency, listed = found.plan.currency, offers(found)
    if not listed:
        none = "This approach needs none" if found.inputs.scalar("conversations") else "No conversations are planned"
        return Picture("No model is called", f"{none}; see Architecture", figure(look, []), ("Model",), ())
    chosen = next(one for one in listed if one.chosen)
    cheapest = listed[0]
    y = list(range(len(listed)))
    says = [f" {wording.money(one.year, currency)}{_soon(one)}" for one in listed]
    says = [f"<b>{text}</b>" if one.chosen else text for text, one in zip(says, listed, strict=True)]
    labels = [f"<b>{safe(one.label, 30)}</b>" if one.chosen else safe(one.label, 30) for one in listed]
    values = np.array([one.year for one in listed])
    made = figure(
        look,
        [
            rows(y, [0] * len(y), thin(values), [look.accent if one.chosen else look.neutral for one in listed], 0.6),
            words(thin(values), y, says, look.ink, "middle right"),
        ],
        height=max(look.height, ROW * len(y) + 12),
        margin=(8, 8, 4, 8),
        xaxis=hidden(range=[0, (float(values.max()) or 1.0) * 1.42]),
        yaxis=names(look, labels),
        shapes=[rule(0, 0, -0.5, len(y) - 0.5, look.ink, 1.2)],
    )  # fmt: skip
    year = wording.money(chosen.year, currency)
    title = f"{safe(chosen.label, 24)}: {year} a year"
    if cheapest is chosen:
        title += ", the cheapest"
    else:
        title += f"; the cheapest {wording.money(cheapest.year, currency)}"
    subtitle = "First year of calls at equal tokens, trend included; the prototype tests quality"
    return Picture(title, subtitle, made, HEADS, tuple(_row(one, currency, found) for one in listed))


def _row(one: Offer, currency: str, found: Results) -> tuple[str, ...]:
    old = f", {OLD}" if is_old(one.checked, dt.date.today(), found.reference) else ""
    prices = ", ".join(f"{part:.3g}" for part in (one.price.input, one.price.cached, one.price.output))
    return (
        one.label, one.klass or "–", wording.money(one.call, currency), wording.money(one.year, currency), prices,
        "; ".join(map(_change, one.changes)) or "none known", one.source, (one.checked or "no date") + old, one.note,
    )  # fmt: skip


def _change(one: Change) -> str:
    return f"{one.factor:.2g}× from {one.month:%b %Y}"


def _soon(one: Offer) -> str:
    """The next change of a price, beside the bar."""
    return f"  {_change(one.changes[-1])}" if one.changes else ""


def run_by_month(found: Results, look: Look = LIGHT) -> Picture:
    """What running costs in each month from go-live on, at likely values: people, services, checks, model calls."""
    currency, likely, plan = found.plan.currency, found.likely, found.plan
    months = len(found.inputs.axes["month"])
    live = _series(found, "live", months)
    bill = _series(found, "tokens_month", months) * _series(found, "token_trend", months)
    calls = live * bill * float(np.mean(likely.value("launch")))
    by_volume = live * _series(found, "volume_month", months)
    scale = _series(found, "growth", months) * float(np.mean(likely.value("launch")))
    used = live * scale * float(np.sum(likely.value("run_metered")))
    services = live * float(np.sum(likely.value("run_services")) - np.sum(likely.value("run_covered"))) + used
    layers = (
        ("people", live * float(np.sum(likely.value("run_people"))), look.neutral),
        ("hosting and tools", services, look.accent2),
        ("checks and errors", by_volume - used, look.tint),
        ("model calls", calls, look.accent),
    )
    whole = np.sum([values for _, values, _ in layers], axis=0)
    full = np.flatnonzero(live >= 1)
    if not len(full):
        return Picture("It is not live within the years counted", "Count more years under Money", figure(look, []),
                       ("Month",), ())  # fmt: skip
    first, last, top = int(full[0]), months - 1, float(whole.max()) or 1.0
    edges = list(range(months + 1))
    data = [
        {
            "type": "scatter", "mode": "lines", "x": edges, "y": thin(np.append(values, values[-1])),
            "stackgroup": "run", "fillcolor": color, "hoverinfo": "skip",
            "line": {"width": 1.5, "color": look.paper, "shape": "hv"},
        }
        for _, values, color in layers
    ]  # fmt: skip
    notes, reached, below, before = [], 0.0, -top, 1
    for label, values, color in layers:
        size = float(values[last])
        words_ = folded(label, 11)
        lines = 1 + words_.count("<br>")
        middle = max(reached + size / 2, below + (before + lines) / 2 * _LABEL_LINE * top)
        reached += size
        if size > 0.01 * top:
            tint = look.accent if color == look.accent else look.muted
            notes.append(note(look, 1.01, middle, words_, tint, xref="paper", xanchor="left", align="left"))
            below, before = middle, lines
    made = figure(
        look,
        data,
        margin=(60, 96, 8, 52),
        xaxis=axis(look, range=[0, months], **month_ticks(plan.start, 0, months, 3)),
        yaxis=axis(look, showline=False, range=[0, top * 1.08], **money_ticks(0, top, currency, 5)),
        annotations=notes,
    )
    begin, end = (wording.money(float(whole[place]), currency) for place in (first, last))
    title = f"A month costs {begin} at first" + (f", {end} in month {months}" if begin != end else ", and stays there")
    subtitle = "Running at likely values; growth and changes of price are in it"
    table = tuple(
        (f"{wording.after(plan.start, place)}",
         *(wording.money(float(values[place]), currency) for _, values, _ in layers),
         wording.money(float(whole[place]), currency))
        for place in range(first, months, 3)
    )  # fmt: skip
    return Picture(
        title, subtitle, made, ("Month", "People", "Hosting and tools", "Checks", "Model calls", "All"), table
    )


def price_trend(found: Results) -> str:
    """What is taken to happen to the bill of a call from go-live on, and whose judgement that is, as a sentence."""
    inputs, says = found.inputs, []
    for key, words_ in (("call_price_year", "costs {} a year"), ("call_tokens_year", "needs {} tokens a year")):
        low, likely, high = (_more(inputs.scalar(f"{key}_{end}")) for end in ENDS)
        says.append(f"{words_.format(likely)} ({low} to {high})")
    whose = dict.fromkeys(_whose(inputs[f"{key}_likely"]) for key in ("call_price_year", "call_tokens_year"))
    return (
        f"From go-live on a token {says[0]} and a call {says[1]}, for {inputs.scalar('trend_years'):g} years: "
        f"{'; '.join(whose)}. Every candidate is compared with it."
    )


def _whose(one: Input) -> str:
    source = "your own" if one.source() == "The plan" else f"{one.source()[:1].lower()}{one.source()[1:]}"
    return f"{source}, {one.dates[0]}" if one.dates[0] else source


def _more(share: float) -> str:
    return f"{wording.percent(abs(share))} {'less' if share < 0 else 'more'}"


def _series(found: Results, key: str, months: int) -> Array:
    out: Array = np.broadcast_to(np.squeeze(found.likely.value(key)), (months,)).astype(float)
    return out
