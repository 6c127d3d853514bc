"""What answers are worth: the estimate with and without them, on the same draws.

A quarter of the draws is enough for a difference, because both sides meet the same luck; and only the part of the model
is run that they need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from waybook.durations import WEEKS_A_MONTH
from waybook.estimate import compliance_work
from waybook.model.assumed import assumed
from waybook.model.plan_model import cost_and_date, model
from waybook.model.problems import PlanProblem
from waybook.model.resolve import resolve
from waybook.model.results import quantiles
from waybook.model.worlds import Numbers
from waybook.plan import Plan, Range, read, write
from waybook.plan.fields import every, get, note, replaced
from waybook.price import Price
from waybook.reference import Reference, load

DRAWS = 1024
SAFE = 0.8


BENEFIT = ("objectives.", "economics.", "architecture.usage.")
"""Parts of the plan whose answers move what it is worth, beside date and cost."""


@dataclass(frozen=True)
class Reach:
    """How far an open question can move P80, from its best to its worst answer."""

    path: str
    low: Price
    high: Price
    width: float
    """To rank by: the spans as shares of the P80 that they move, added up."""


def unanswered(plan: Plan, path: str) -> bool:
    """Whether the plan has nothing at a path."""
    try:
        return get(plan, path) in (None, "", [])
    except KeyError:
        return True


def without(plan: Plan, paths: Sequence[str]) -> Plan:
    """The plan with these fields as empty as they were at the start."""
    for path in paths:
        if not unanswered(plan, path):
            empty = note(path).default
            plan = replaced(plan, path, [] if isinstance(get(plan, path), list) else empty)
    return plan


def price(plan: Plan, paths: Sequence[str]) -> Price | None:
    """What these answers together are worth; None where either side has no estimate."""
    return difference(plan, without(plan, paths))


def difference(plan: Plan, other: Plan) -> Price | None:
    """How far P80 of a plan is from that of another; None where either has no estimate."""
    now, then = p80(plan), p80(other)
    return None if now is None or then is None else _difference(now, then)


def worth(plan: Plan, path: str) -> float | None:
    """What the answer at `path` changes in the net present value that eight of ten projects exceed."""
    return worth_difference(plan, without(plan, [path]))


def worth_difference(plan: Plan, other: Plan) -> float | None:
    """How far the net present value that eight of ten projects exceed is from that of another plan."""
    now, then = _safe_worth(write(plan)), _safe_worth(write(other))
    return None if now is None or then is None else now - then


def reach(plan: Plan, path: str) -> Reach | None:
    """How far the open question at `path` can move P80; None where nothing is known of its answers."""
    now = p80(plan)
    if now is None:
        return None
    tried = (p80(replaced(plan, path, answer)) for answer in possible(plan, path))
    found = [_difference(then, now) for then in tried if then is not None]
    if not found:
        return None
    columns = [(one.weeks, one.cost, one.run) for one in found]
    low, high = Price(*map(min, *columns, _NOTHING)), Price(*map(max, *columns, _NOTHING))
    # Beside the answers tried stands the assumption of today, which changes nothing: hence _NOTHING.
    spans = (high.weeks - low.weeks) / WEEKS_A_MONTH, high.cost - low.cost, high.run - low.run
    return Reach(path, low, high, sum(span / most for span, most in zip(spans, now, strict=True) if most > 0))


PRICED = ("objectives.", "data.", "architecture.", "compliance.", "team.", "readiness.", "economics.", "estimates.")
"""Parts of the plan whose open questions are ranked."""
FORECASTS = "economics.trend."
"""What the years to come bring may be judged otherwise, but nobody can go and find it out: no open question."""


def most_telling(plan: Plan, count: int) -> list[Reach]:
    """The open questions of the whole plan that could move P80 most, the first the most telling.

    Questions of the law are ranked by what they settle (`compliance.next_questions`), and figures of a plan's own
    measures have no usual answers to try: neither is here. Of several that move exactly the same, such as the parts of
    one mean, the first speaks for all.
    """
    found: dict[tuple[Price, Price], Reach] = {}
    for field in every():
        path = field.path
        asked = path.startswith(PRICED) and not path.startswith(FORECASTS)
        if asked and "[" not in path and "{" not in path and unanswered(plan, path):
            one = reach(plan, path)
            if one is not None and (one.low.moves or one.high.moves):
                found.setdefault((one.low, one.high), one)
    return sorted(found.values(), key=lambda one: -one.width)[:count]


def possible(plan: Plan, path: str) -> list[Any]:
    """The answers to try: every choice, both ends of a level, low and high of what is usual, known for certain."""
    field = note(path)
    if get_origin(field.kind) is Literal:
        return list(get_args(field.kind))
    if field.unit.startswith("level"):
        return [int(field.bounds["ge"]), int(field.bounds["le"])]
    known = assumed(path, plan, load())
    if known is None:
        return []
    ends = known.low, known.high
    return [Range(low=end, likely=end, high=end) if field.kind is Range else field.kind(end) for end in ends]


_NOTHING = (0.0, 0.0, 0.0)


def _difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> Price:
    return Price((one[0] - other[0]) * WEEKS_A_MONTH, one[1] - other[1], one[2] - other[2])


_KNOWN: dict[str, tuple[float, float, float] | None] = {}
_MOST_KNOWN = 512


def p80(plan: Plan) -> tuple[float, float, float] | None:
    """Months, build cost and run cost a year at P80, once for each content; None where there is no estimate."""
    text = write(plan)
    if text not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[text] = _simulated(plan, load())
    return _KNOWN[text]


@lru_cache(maxsize=_MOST_KNOWN)
def _safe_worth(text: str) -> float | None:
    numbers = _drawn(read(text), load())
    if numbers is None:
        return None
    model(numbers)
    return quantiles(numbers.value("npv"), [1 - SAFE])[0]


def _drawn(plan: Plan, reference: Reference) -> Numbers | None:
    try:
        return Numbers(resolve(plan, reference, compliance_work(plan, reference)), DRAWS, plan.seed)
    except PlanProblem:
        return None


def _simulated(plan: Plan, reference: Reference) -> tuple[float, float, float] | None:
    numbers = _drawn(plan, reference)
    if numbers is None:
        return None
    cost_and_date(numbers)
    months, cost, run = (quantiles(numbers.value(key), [0.8])[0] for key in ("go_live", "build_cost", "run_year"))
    return months, cost, run
