"""The verdict of the prototype: each result with its interval against the threshold that was signed.

Shares use the interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
of the American Statistical Association 22 (1927); means the t interval, its quantile by the Cornish-Fisher expansion of
Abramowitz and Stegun 26.7.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from waybook.plan import Plan, Range
from waybook.plan.prototype import QUESTIONS, Hypothesis, Outcome
from waybook.readiness.sight import changed
from waybook.readiness.tables import tables

Ruling = Literal["passed", "failed", "undecided", "open"]
MOST_CASES = 1_000_000


@dataclass(frozen=True)
class Interval:
    """Where the true value lies with the confidence asked for, and what was observed."""

    low: float
    observed: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """One hypothesis judged. `needed` is the number of cases that would decide it if what was observed held; None where
    no number can, or none is needed."""

    hypothesis: Hypothesis
    ruling: Ruling
    interval: Interval | None
    needed: int | None
    words: str

    @property
    def question(self) -> str:
        """The framework's question that it answers."""
        return QUESTIONS[self.hypothesis.asks]


@dataclass(frozen=True)
class Decision:
    """What the rule says: go on, change course, stop, or take more cases first."""

    advice: Literal["continue", "pivot", "kill", "extend", "wait"]
    verdicts: tuple[Verdict, ...]
    words: str


def wilson(successes: float, sample: int, confidence: float) -> tuple[float, float]:
    """Two-sided Wilson score interval of a share.

    Raises:
        ValueError: no cases, or more successes than cases.

    >>> [round(end, 4) for end in wilson(81, 263, 0.95)]
    [0.2553, 0.3662]
    """
    if sample < 1 or not 0 <= successes <= sample:
        raise ValueError(f"{successes:g} good cases of {sample} is not a share")
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, spread = successes / sample, z * z / sample
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / sample + spread / (4 * sample))
    return max(0.0, middle - half), min(1.0, middle + half)


def t_quantile(share: float, freedom: int) -> float:
    """Quantile of Student's t, to about a percent from three degrees of freedom on.

    >>> round(t_quantile(0.95, 10), 2)
    1.81
    """
    z = NormalDist().inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / freedom ** (power + 1) for power, term in enumerate(terms)))


def interval(hypothesis: Hypothesis, outcome: Outcome, confidence: float) -> Interval | None:
    """The interval of a result; None where figures are missing or contradict each other."""
    if hypothesis.kind == "share":
        if outcome.successes is None or outcome.sample is None or outcome.successes > outcome.sample:
            return None
        low, high = wilson(outcome.successes, outcome.sample, confidence)
        return Interval(low, outcome.successes / outcome.sample, high)
    if outcome.mean is None or outcome.deviation is None or outcome.sample is None or outcome.sample < 2:
        return None
    half = t_quantile(0.5 + confidence / 2, outcome.sample - 1) * outcome.deviation / math.sqrt(outcome.sample)
    return Interval(outcome.mean - half, outcome.mean, outcome.mean + half)


def ruling(at: str, threshold: float, found: Interval) -> Ruling:
    """Passed or failed when the whole interval lies on one side of the threshold."""
    if at == "least":
        return "passed" if found.low >= threshold else "failed" if found.high < threshold else "undecided"
    return "passed" if found.high <= threshold else "failed" if found.low > threshold else "undecided"


def cases_needed(hypothesis: Hypothesis, outcome: Outcome, confidence: float) -> int | None:
    """Fewest cases that would decide if the rate observed held; None where it lies on the threshold itself."""
    threshold = hypothesis.threshold
    assert threshold is not None
    now = interval(hypothesis, outcome, confidence)
    assert now is not None
    if now.observed == threshold:
        return None

    def decides(number: int) -> bool:
        if hypothesis.kind == "share":
            supposed = outcome.model_copy(update={"successes": now.observed * number, "sample": number})
        else:
            supposed = outcome.model_copy(update={"sample": number})
        then = interval(hypothesis, supposed, confidence)
        return then is not None and ruling(hypothesis.at, threshold, then) != "undecided"

    low, high = 2, 4
    while not decides(high):
        low, high = high, high * 2
        if high > MOST_CASES:
            return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if decides(middle) else (middle + 1, high)
    return high


def sample_size(threshold: float, hoped: float, confidence: float, power: float) -> int | None:
    """Cases to plan for so that a true share `hoped` passes `threshold` with chance `power`.

    Normal approximation for one proportion. None where the hoped share is not on the other side of the threshold.

    >>> sample_size(0.80, 0.87, 0.9, 0.8)
    181
    """
    if hoped == threshold or not 0 < threshold < 1 or not 0 < hoped < 1:
        return None
    sure, seen = NormalDist().inv_cdf(0.5 + confidence / 2), NormalDist().inv_cdf(power)
    spread = sure * math.sqrt(threshold * (1 - threshold)) + seen * math.sqrt(hoped * (1 - hoped))
    return math.ceil((spread / (hoped - threshold)) ** 2)


def sample_advice(plan: Plan) -> list[str]:
    """For each share that is also a measure of success: whether the agreed cases can show what the plan hopes for."""
    confidence, power = tables().threshold("verdict_confidence"), tables().threshold("verdict_power")
    found = []
    for number, one in enumerate(plan.prototype.hypotheses, start=1):
        kpi = next((kpi for kpi in plan.objectives.kpis if kpi.name and kpi.name == one.kpi), None)
        if one.kind != "share" or one.threshold is None or kpi is None or kpi.target is None:
            continue
        needed = sample_size(one.threshold, kpi.target, confidence, power)
        if needed is None:
            found.append(f"Hypothesis {number} asks for what the plan hopes for: no sample can tell them apart")
        elif one.sample is None or one.sample < needed:
            found.append(
                f"Hypothesis {number} needs {needed:,} cases to show {kpi.target:.0%} against {one.threshold:.0%} "
                f"with a chance of {power:.0%}"
            )
    return found


def verdict(hypothesis: Hypothesis, plan: Plan, p_gain: float | None = None) -> Verdict:
    """Judge one hypothesis. `p_gain` is the simulated chance of a gain, which answers the question of value."""
    if hypothesis.asks == "value":
        return _value(hypothesis, plan, p_gain)
    outcome = next((one for one in plan.prototype.outcomes if one.asks == hypothesis.asks), None)
    if outcome is None or hypothesis.threshold is None:
        return Verdict(hypothesis, "open", None, None, "No threshold" if outcome else "No result yet")
    confidence = tables().threshold("verdict_confidence")
    found = interval(hypothesis, outcome, confidence)
    if found is None:
        return Verdict(hypothesis, "open", None, None, "Figures are missing, or contradict each other")
    result = ruling(hypothesis.at, hypothesis.threshold, found)
    form = "{:.1%}".format if hypothesis.kind == "share" else "{:.4g}".format
    side = f"at {hypothesis.at} {form(hypothesis.threshold)}"
    words = f"{form(found.observed)}, between {form(found.low)} and {form(found.high)}; asked for: {side}"
    needed = cases_needed(hypothesis, outcome, confidence) if result == "undecided" else None
    if result == "undecided":
        words += f"; {needed:,} cases would decide if this held" if needed else "; no number of cases decides this"
    if hypothesis.sample is not None and outcome.sample is not None and outcome.sample < hypothesis.sample:
        words += f"; {outcome.sample:,} of the {hypothesis.sample:,} cases agreed"
    return Verdict(hypothesis, result, found, needed, words)


def _value(hypothesis: Hypothesis, plan: Plan, p_gain: float | None) -> Verdict:
    asked = plan.prototype.appetite if plan.prototype.appetite is not None else hypothesis.threshold
    asked = tables().threshold("appetite") if asked is None else asked
    if p_gain is None:
        return Verdict(hypothesis, "open", None, None, "No benefit can be counted yet")
    words = f"{p_gain:.0%} of the simulated projects gain; asked for: at least {asked:.0%}"
    return Verdict(hypothesis, "passed" if p_gain >= asked else "failed", Interval(p_gain, p_gain, p_gain), None, words)


def decide(plan: Plan, p_gain: float | None = None) -> Decision:
    """What follows from all verdicts. A clear failure outweighs everything; doubt asks for more cases."""
    judged = tuple(verdict(one, plan, p_gain) for one in plan.prototype.hypotheses)
    failed = [one for one in judged if one.ruling == "failed"]
    if any(one.hypothesis.if_failed == "kill" for one in failed):
        stops = next(one for one in failed if one.hypothesis.if_failed == "kill")
        return Decision("kill", judged, f"Stop: '{stops.question}' failed, and that means stop")
    if failed:
        return Decision("pivot", judged, f"Change course: '{failed[0].question}' failed")
    if not judged or all(one.ruling == "open" for one in judged if one.hypothesis.asks != "value"):
        return Decision("wait", judged, "No results yet")
    if any(one.ruling == "open" for one in judged):
        left = [one.question for one in judged if one.ruling == "open"]
        return Decision("wait", judged, f"Not answered yet: '{left[0]}'")
    doubtful = [one for one in judged if one.ruling == "undecided"]
    if doubtful:
        first = doubtful[0]
        more = f" Take {first.needed:,} cases." if first.needed else ""
        return Decision("extend", judged, f"Undecided: '{first.question}'.{more}")
    return Decision("continue", judged, "Go on: every threshold was met")


def measured_changes(plan: Plan) -> dict[str, object]:
    """What the results replace in the plan: the expected change of each measure that was measured itself.

    The new range is the 80% interval of the result (P10 and P90), as a change from the baseline towards the target;
    a change the wrong way counts as none.
    """
    changes: dict[str, object] = {}
    for hypothesis in plan.prototype.hypotheses:
        outcome = next((one for one in plan.prototype.outcomes if one.asks == hypothesis.asks), None)
        found = interval(hypothesis, outcome, 0.8) if outcome else None
        place = next((n for n, kpi in enumerate(plan.objectives.kpis) if kpi.name and kpi.name == hypothesis.kpi), None)
        if found is None or place is None:
            continue
        kpi = plan.objectives.kpis[place]
        if kpi.baseline is None:
            continue
        up = (kpi.target if kpi.target is not None else math.inf) >= kpi.baseline
        ends = sorted(
            max(0.0, (end - kpi.baseline) * (1 if up else -1)) for end in (found.low, found.observed, found.high)
        )
        changes[f"objectives.kpis[{place}].effect"] = Range(low=ends[0], likely=ends[1], high=ends[2])
    return changes


def measured(plan: Plan) -> Plan:
    """The plan with what the prototype measured in the place of what was hoped for."""
    return changed(plan, measured_changes(plan))
