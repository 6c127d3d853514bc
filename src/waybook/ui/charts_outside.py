"""Pictures of the outside view: how real projects went, against what this plan says of itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.backtest import back_test
from waybook.model.currency import from_pounds
from waybook.model.outside_view import reference_class, usual_months
from waybook.ui import wording
from waybook.ui.marks import dots, line, note, rows, rule, words
from waybook.ui.picture import LIGHT, Array, Look, Picture, axis, curve, figure, folded, hidden, names, thin

CLASSES = {"build_cost": ("typical", "stress"), "go_live": ("duration_typical", "duration_release")}
NAMES = {
    "typical": "typical projects",
    "stress": "large IT projects",
    "duration_typical": "typical projects",
    "duration_release": "commercial releases",
}
DASHES = ("solid", "dash")
SET_NAMES = ("Kitchenham, 145 projects", "Molokken, 42", "Simula, 18")


def outside_view(found: Results, look: Look = LIGHT, key: str = "build_cost") -> Picture:
    """The plan's own doubt as a ratio to its likely value, beside two reference classes."""
    what = "cost" if key == "build_cost" else "time"
    likely = float(found.likely.value(key)) or 1.0
    own, share = curve(found.samples(key) / likely)
    p80 = found.spread(key).p80 / likely
    high = 3.2
    shown = own <= high
    grid = np.linspace(0.005, 0.985, 140)
    data, notes = [], []
    table = [("This plan", *(f"{float(one):.2f}" for one in np.quantile(own, (0.1, 0.5, 0.8, 0.9))), _above(1.5, own))]
    for name, dash in zip(CLASSES[key], DASHES, strict=True):
        known = reference_class(found.reference, name)
        ratio = known.quantile(grid)
        inside = ratio <= high
        data.append(
            line(thin(ratio[inside]), thin(grid[inside]), look.neutral, 2.5, f"{NAMES[name]}: %{{y:.0%}}")
            | {"line": {"color": look.neutral, "width": 2.5, "dash": dash}}
        )
        quantiles = (float(one) for one in known.quantile(np.array([0.1, 0.5, 0.8, 0.9])))
        table.append((known.label, *(f"{one:.2f}" for one in quantiles), wording.percent(1 - known.below(1.5))))
    data.append(line(thin(own[shown]), thin(share[shown]), look.accent, 3.5, "this plan: %{y:.0%}"))
    data.append(dots([p80], [0.8], look.accent, marker={"line": {"color": look.paper, "width": 2}}))
    typical, stress = (reference_class(found.reference, name) for name in CLASSES[key])
    usual = float(typical.quantile(0.8)[0])
    where: dict[str, Any] = {"xanchor": "left", "yanchor": "top", "xshift": 10}
    if p80 > 1.9:
        where = {"xanchor": "right", "yanchor": "bottom", "xshift": -10}
    notes.append(
        note(
            look,
            p80,
            0.8,
            f"<b>this plan</b> P80 {p80:.1f}×",
            look.accent,
            bgcolor=look.paper,
            **where,
        )
    )
    for known, at in ((typical, 0.62), (stress, 0.3)):
        x = float(known.quantile(at)[0])
        left = x < float(np.interp(at, share, own))
        side: dict[str, Any] = {"xanchor": "right", "xshift": -9} if left else {"xanchor": "left", "xshift": 9}
        notes.append(
            note(
                look, x, at, folded(NAMES[known.id], 12), look.muted, bgcolor=look.paper, align=side["xanchor"], **side
            )
        )
    tenths = [0, 0.2, 0.4, 0.6, 0.8, 1]
    made = figure(
        look,
        data,
        margin=(52, 12, 8, 52),
        xaxis=axis(
            look,
            f"Actual {what} against the likely estimate",
            range=[0.25, high],
            tickvals=[0.5, 1, 1.5, 2, 2.5, 3],
            ticktext=["0.5×", "1×", "1.5×", "2×", "2.5×", "3×"],
        ),
        yaxis=axis(
            look, showline=False, range=[0, 1.03], tickvals=tenths, ticktext=[f"{t * 100:.0f}%" for t in tenths]
        ),
        shapes=[rule(0.25, high, 0.8, 0.8, look.line, 1, "dot"), rule(1, 1, 0, 1, look.line, 1)],
        annotations=notes,
    )
    title = f"P80 is {p80:.1f}× the likely {what}; usually it is {usual:.1f}×"
    subtitle = "Share of projects at or below each ratio of actual to estimate"
    heads = ("Projects", "P10", "P50", "P80", "P90", "Over 1.5×")
    return Picture(title, subtitle, made, heads, tuple(table))


def back_test_chart(found: Results, look: Look = LIGHT) -> Picture:
    """How many real projects would have ended inside a range that promises 80%, made four ways."""
    tests = back_test(found)
    y = list(range(len(tests)))
    shares = [one.mean for one in tests]
    own = 1  # the plan's own way: shared bias, before its own risks
    texts = [
        f" <b>{wording.percent(one)}</b>" if n == own else f" {wording.percent(one)}" for n, one in enumerate(shares)
    ]
    colors = [look.accent if n == own else look.neutral for n in y]
    ranges = [f"{one.low:.2f} to {one.high:.2f}" for one in tests]
    made = figure(
        look,
        [
            rows(y, [0] * len(y), thin(np.array(shares)), colors, 0.5),
            words(
                [0.805 if 0.68 < one < 0.8 else one for one in shares],
                y,
                texts,
                [look.accent if n == own else look.ink for n in y],
                "middle right",
            ),
        ],
        margin=(8, 12, 30, 8),
        xaxis=hidden(range=[0, 1.0]),
        yaxis=names(
            look,
            [f"{folded(_brief(one.label), 26)}<br>{span}" for one, span in zip(tests, ranges, strict=True)],
            range=[len(y) - 0.5, -0.5],
        ),
        shapes=[rule(0.8, 0.8, -0.5, len(y) - 0.5, look.warning, 2.5), rule(0, 0, -0.5, len(y) - 0.5, look.ink, 1.2)],
        annotations=[note(look, 0.8, -0.5, "promised: 80%", look.warning, yanchor="bottom")],
    )
    title = (
        f"With a shared bias ranges hold in {wording.percent(shares[own])}; without in {wording.percent(shares[0])}"
    )
    subtitle = "Share of 205 finished projects inside a range that promises 80%"
    table = tuple(
        (one.label, f"{one.low:.2f} to {one.high:.2f}", *(wording.percent(share) for share in (*one.by_set, one.mean)))
        for one in tests
    )
    return Picture(title, subtitle, made, ("Range made by", "Actual/estimate", *SET_NAMES, "Mean"), table)


def classes(found: Results) -> tuple[tuple[str, ...], ...]:
    """The reference classes drawn: label, P10, P50, P80, share over 1.5 times, mean, and where they come from."""
    lines = []
    for name in (*CLASSES["build_cost"], *CLASSES["go_live"]):
        known = reference_class(found.reference, name)
        ratios = (float(one) for one in known.quantile(np.array([0.1, 0.5, 0.8])))
        source = next(one.source for one in found.reference.reference_classes if one.class_id == name)
        lines.append(
            (known.label, *(f"{one:.2f}" for one in ratios), wording.percent(1 - known.below(1.5)),
             f"{known.mean():.2f}", source)
        )  # fmt: skip
    return tuple(lines)


UPLIFTS = {
    "capital_cost_uplift": ("Cost, mitigated to not", "build_cost"),
    "duration_uplift": ("Duration, mitigated to not", "go_live"),
    "first_stage_uplift": ("Cost, first stage", "build_cost"),
    "third_stage_uplift": ("Cost, third stage", "build_cost"),
}


def conventions(found: Results) -> tuple[tuple[str, ...], ...]:
    """What estimators and public bodies add by rule: class, of what, range, this plan by it, hits, limits, source."""
    known, lines = found.reference, []
    for row in known.reference_classes:
        if row.kind == "accuracy" and row.parameter == "final_cost":
            of, key, low, high = "Cost", "build_cost", row.low, row.high
            inside = wording.percent(known.reference_class(row.class_id)["coverage"].value)
        elif row.kind == "public":
            of, key = UPLIFTS[row.parameter]
            low, high, inside = 1 + row.low, 1 + row.high, "not counted"
        else:
            continue
        likely = float(found.likely.value(key))
        ends = [wording.months(likely * one) if key == "go_live" else wording.money(likely * one, found.plan.currency)
                for one in dict.fromkeys((low, high))]  # fmt: skip
        span = " to ".join(f"{(one - 1) * 100:+.0f}%".replace("-", "−") for one in dict.fromkeys((low, high)))
        limits = row.note[:1].upper() + row.note[1:]
        lines.append((row.label, of, span, " to ".join(ends), inside, limits, f"{row.source}, {row.date}"))
    return tuple(lines)


def usual_duration(found: Results) -> str:
    """How long finished projects of about this cost took, beside the plan, as a sentence."""
    pounds = found.cost.p50 / from_pounds(found.plan, found.reference)
    euros = pounds * from_pounds(found.plan, found.reference, "EUR")
    usual = usual_months(found.reference, euros)
    p50, p80 = (wording.months(usual[name]) for name in ("p50", "p80"))
    return (
        f"Finished projects of about this cost took {p50} (P50) and {p80} (P80) in banks and a telecom, 2008 to 2016 "
        f"(EBSPM). This plan: {wording.months(found.months.p50)} and {wording.months(found.months.p80)}."
    )


def _brief(label: str) -> str:
    return {"Each estimate errs by itself": "Independent errors"}.get(label, label.partition(" (")[0])


def _above(ratio: float, own: Array) -> str:
    return wording.percent(float((own > ratio).mean()))
