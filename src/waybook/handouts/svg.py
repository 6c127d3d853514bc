"""Small charts as inline SVG: the S-curve of the cost and the stages in time. Nothing in them runs or is fetched."""

from __future__ import annotations

from html import escape

import numpy as np

from waybook.handouts.drawing import ACCENT, FAR, INK, LINE, MUTED, NEUTRAL, TINT, WARNING, nice, quantity
from waybook.handouts.story import Story, brief
from waybook.wording import percent

WIDTH, HEIGHT = 340, 168
LETTER = 5.4
"""Width of a letter of the small text, for labels that have to stay inside."""


def cost_curve(told: Story, title: str) -> str:
    """S-curve of the build cost with P50, P80 and the budget."""
    samples, cost, budget = told.found.samples("build_cost"), told.found.cost, told.plan.economics.budget
    shares = np.linspace(0.002, 0.985, 61)
    amounts = np.quantile(samples, shares)
    if budget is not None and budget > FAR * float(amounts[-1]):
        budget = None
    ends = [float(amounts[0]), float(amounts[-1]), *([budget] if budget is not None else [])]
    low, high, step = nice(min(ends), max(ends), 4)
    left, right, top, bottom = 34, WIDTH - 8, 20, HEIGHT - 20

    def x(amount: float) -> float:
        return left + (amount - low) / (high - low) * (right - left)

    def y(share: float) -> float:
        return bottom - share * (bottom - top)

    parts = [_line(left, y(s), right, y(s), LINE, 0.6) for s in (0, 0.5, 1)]
    parts += [_text(left - 4, y(s) + 3, f"{s:.0%}", MUTED, "end") for s in (0, 0.5, 1)]
    ticks = np.arange(low, high + step / 2, step)
    last = float(ticks[-1])
    parts += [
        _text(x(float(t)), HEIGHT - 6, told.money(float(t)), MUTED, "end" if t == last else "middle") for t in ticks
    ]
    path = " ".join(f"{x(float(a)):.1f},{y(float(s)):.1f}" for a, s in zip(amounts, shares, strict=True))
    parts.append(f'<polyline points="{path}" fill="none" stroke="#{ACCENT}" stroke-width="2.4"/>')
    for name, amount, share in (("P50", cost.p50, 0.5), ("P80", cost.p80, 0.8)):
        parts.append(_line(x(amount), y(0), x(amount), y(share), NEUTRAL, 0.8, "2 2"))
        parts.append(f'<circle cx="{x(amount):.1f}" cy="{y(share):.1f}" r="3.6" fill="#{ACCENT}"/>')
        words = f"{name} {told.money(amount)}"
        near = budget is not None and 0 <= x(budget) - x(amount) < len(words) * LETTER + 10
        flip = near or x(amount) + len(words) * LETTER + 10 > right
        parts.append(_text(x(amount) + (-7 if flip else 7), y(share) + (-4 if flip else 10), words, ACCENT,
                           "end" if flip else "start", True))  # fmt: skip
    if budget is not None:
        parts.append(_line(x(budget), y(0), x(budget), y(1), WARNING, 1.8))
        words = f"budget {told.money(budget)}: {percent(told.found.p_on_budget or 0.0)}"
        side = "end" if x(budget) > (left + right) / 2 else "start"
        parts.append(_text(x(budget), top - 7, words, WARNING, side, True))
    return _svg(parts, title, HEIGHT)


def stages(told: Story, title: str) -> str:
    """The stages from median start to P50, and on to P80."""
    bars, needed = told.found.stages, told.plan.economics.target_months
    end = max([one.finish_p80 for one in bars] + ([needed] if needed else []), default=1.0) or 1.0
    left, right, row = 118, WIDTH - 62, 24.0
    height = int(24 + row * max(1, len(bars)))

    def x(month: float) -> float:
        return left + month / end * (right - left)

    parts: list[str] = []
    for place, one in enumerate(bars):
        y = 16 + row * place
        parts.append(_bar(x(one.start), y, x(one.finish_p50), ACCENT))
        parts.append(_bar(x(one.finish_p50), y, x(one.finish_p80), TINT))
    if needed:
        parts.append(_line(x(needed), 12, x(needed), height - 10, WARNING, 1.6))
    for place, one in enumerate(bars):  # words last: they stay legible on the line
        y = 26 + row * place
        parts.append(_text(left - 5, y, brief(one.label, 22), INK, "end"))
        parts.append(_text(x(one.finish_p80) + 3, y, told.month(one.finish_p80), INK, "start"))
    if needed:
        side = "end" if x(needed) > (left + right) / 2 else "start"
        parts.append(_text(x(needed), 9, f"needed {told.month(needed)}", WARNING, side, True))
    parts.append(_line(left, 12, left, height - 10, LINE, 1))
    return _svg(parts, title, height)


def tornado(told: Story, title: str, count: int = 5) -> str:
    """The quantities that move the cost most."""
    bars = told.bars[:count]
    ends = [0.0, *(one.low for one in bars), *(one.high for one in bars)]
    low, high = min(ends), max(ends) or 1.0
    left, right, row = 290, 2 * WIDTH - 50, 19.0
    room = 46 if low < 0 else 0
    height = int(6 + row * max(1, len(bars)))

    def x(value: float) -> float:
        return left + room + (value - low) / ((high - low) or 1.0) * (right - left - room)

    parts: list[str] = []
    for place, one in enumerate(bars):
        y = 3 + row * place
        parts.append(_text(left - 5, y + 10, quantity(told.found.reference, one, 52), INK, "end"))
        for value in (one.low, one.high):
            parts.append(_bar(min(x(0), x(value)), y, max(x(0), x(value)), ACCENT if place < 3 else NEUTRAL))
            if abs(value) > 1:
                words = ("+" if value > 0 else "") + told.money(value)
                side, gap = ("end", -3) if value < 0 else ("start", 3)
                parts.append(_text(x(value) + gap, y + 10, words, INK, side))
    parts.append(_line(x(0), 0, x(0), height, INK, 0.8))
    return _svg(parts, title, height, 2 * WIDTH)


def _svg(parts: list[str], title: str, height: int, width: int = WIDTH) -> str:
    words = escape(title)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{words}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{words}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, words: str, color: str, anchor: str, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="#{color}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, color: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#{color}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _bar(x1: float, y: float, x2: float, color: str) -> str:
    return f'<rect x="{x1:.1f}" y="{y:.1f}" width="{max(0.8, x2 - x1):.1f}" height="13" fill="#{color}"/>'
