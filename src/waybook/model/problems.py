"""Plans that no estimate can be made of."""

from __future__ import annotations


class PlanProblem(ValueError):
    """A plan the model cannot run. `problems` has one sentence for each fault, naming the plan field."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))
