"""A screen's worth of answer prices: 12 questions that move the estimate, 3 answers each, with the same draws.

    python -m benchmarks.answer_prices

Beside it the same prices by whole estimates, which is what they must agree with. CPU, the median of several rounds.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from time import process_time

from waybook import answer_prices
from waybook.estimate import estimate
from waybook.model.memory import keep_freed_memory
from waybook.plan import Plan, read
from waybook.plan.fields import replaced
from waybook.reference import data_folder

TARGET_MS, ROUNDS = 250.0, 9
QUESTIONS: dict[str, tuple[object, ...]] = {
    **{
        f"data.{name}": ("good", "fair", "poor")
        for name in ("completeness", "timeliness", "uniqueness", "structure", "documentation")
    },
    **{f"readiness.{name}": (0, 2, 4) for name in ("data", "objective", "engineering", "expertise", "compliance")},
    "architecture.size": ("S", "M", "L"),
    "architecture.usage.turns": (2.0, 4.0, 8.0),
}


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    begin = process_time()
    work()
    return (process_time() - begin) * 1e3


def tried(plan: Plan) -> list[Plan]:
    """The plan, and the plan with each answer."""
    return [plan, *(replaced(plan, path, one) for path, answers in QUESTIONS.items() for one in answers)]


def main() -> int:
    """Print the table; 1 when the target is missed or the two ways disagree."""
    keep_freed_memory()
    plan = read((data_folder() / "examples/customer_support.json").read_bytes())
    few: list[float] = []
    whole: list[float] = []
    for number in range(ROUNDS):
        now = plan.model_copy(update={"name": f"Round {number}"})  # nothing is remembered from the round before
        ours: list[object] = []
        theirs: list[object] = []

        def quick(now: Plan = now, found: list[object] = ours) -> None:
            found += [answer_prices.p80(one) for one in tried(now)]

        def slow(now: Plan = now, found: list[object] = theirs) -> None:
            for one in tried(now):
                results = estimate(one, draws=answer_prices.DRAWS)
                found.append((results.months.p80, results.cost.p80, results.run_cost_year.p80))

        few.append(cpu(quick))
        whole.append(cpu(slow))
        if ours != theirs:
            print("The prices of answers are not the differences of whole estimates.")
            return 1
    one, other = statistics.median(few[1:]), statistics.median(whole[1:])
    count = sum(map(len, QUESTIONS.values()))
    print(f"{count} answers to {len(QUESTIONS)} questions           {one:7.0f} ms CPU   target <= {TARGET_MS:g} ms")
    print(f"the same by whole estimates          {other:7.0f} ms CPU   {other / one:.1f}x")
    return int(one > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
