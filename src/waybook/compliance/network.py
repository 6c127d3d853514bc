"""Conditions compiled into one list of small steps, so that shared facts are worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from waybook.compliance.logic import All, Answered, AnyOf, AtLeast, Condition, Not, Tri, Unexcluded

Operation = Literal["answer", "all", "any", "not", "atleast"]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: `args` are the indices of earlier steps, `count` is ATLEAST's threshold."""

    operation: Operation
    args: tuple[int, ...] = ()
    question: str = ""
    options: frozenset[str] = frozenset()
    count: int = 0


@dataclass(frozen=True)
class Network:
    """Steps in an order in which each follows what it needs; `index` finds a named condition's step."""

    steps: tuple[Step, ...]
    index: Mapping[str, int]

    def run(self, given: Mapping[str, frozenset[str]], unsure: frozenset[str]) -> list[int]:
        """The value (0 false, 1 unknown, 2 true) of every step.

        Args:
            given: question -> options chosen; empty or absent where nothing was.
            unsure: questions whose answer is not known or not complete.
        """
        values: list[int] = []
        nothing: frozenset[str] = frozenset()
        for step in self.steps:
            match step.operation:
                case "answer":
                    if not step.options.isdisjoint(given.get(step.question, nothing)):
                        values.append(2)
                    else:
                        values.append(1 if step.question in unsure else 0)
                case "all":
                    values.append(min([values[i] for i in step.args], default=2))
                case "any":
                    values.append(max([values[i] for i in step.args], default=0))
                case "not":
                    values.append(2 - values[step.args[0]])
                case "atleast":
                    terms = [values[i] for i in step.args]
                    sure = terms.count(2)
                    values.append(2 if sure >= step.count else 1 if sure + terms.count(1) >= step.count else 0)
        return values

    def value(self, name: str, values: Sequence[int]) -> Tri:
        """The value of a named condition."""
        return Tri(values[self.index[name]])

    def asks(self, name: str, values: Sequence[int]) -> frozenset[str]:
        """The questions whose answers settle a condition that is unknown; empty when it is settled.

        Sound and sufficient: an unknown step is unknown because of unknown terms only, and answering all of them
        leaves none.
        """
        found: set[str] = set()
        seen: set[int] = set()
        stack = [self.index[name]]
        while stack:
            i = stack.pop()
            if values[i] != 1 or i in seen:
                continue
            seen.add(i)
            step = self.steps[i]
            if step.operation == "answer":
                found.add(step.question)
            stack.extend(step.args)
        return frozenset(found)

    def grounds(self, name: str, values: Sequence[int]) -> frozenset[str]:
        """A small set of questions whose answers alone make a settled condition what it is.

        Where one term is enough (a false term of AND, a true one of OR) the one that needs fewest answers is taken.
        """
        memo: dict[int, frozenset[str]] = {}

        def explain(i: int) -> frozenset[str]:
            if i in memo:
                return memo[i]
            step = self.steps[i]
            value = values[i]
            result: frozenset[str]
            if step.operation == "answer":
                result = frozenset({step.question})
            elif (step.operation == "all" and value == 0) or (step.operation == "any" and value == 2):
                deciding = [explain(j) for j in step.args if values[j] == value]
                result = min(deciding, key=len)
            elif step.operation == "atleast":
                same = sorted((explain(j) for j in step.args if values[j] == value), key=len)
                needed = step.count if value == 2 else len(step.args) - step.count + 1
                result = frozenset().union(*same[:needed])
            else:
                result = frozenset().union(*(explain(j) for j in step.args))
            memo[i] = result
            return result

        return explain(self.index[name]) if values[self.index[name]] != 1 else frozenset()


def compile_network(
    conditions: Mapping[str, Condition],
    options: Mapping[str, tuple[str, ...]],
    gates: Mapping[str, Condition],
    exclusions: Mapping[str, tuple[str, ...]],
) -> Network:
    """Turn named conditions into steps, sharing equal ones.

    Args:
        options: question -> its option ids, to expand "any option other than".
        gates: question -> when it is shown. An answer counts only as far as its question is shown, so that a skipped
            question is an answer "no", and a question that may yet be skipped can be unknown but never contradict.
        exclusions: Annex III point -> the options of the exclusion question that take it out.
    """
    steps: list[Step] = []
    known: dict[Step, int] = {}
    expanded: dict[Condition, int] = {}

    def add(step: Step) -> int:
        if step not in known:
            known[step] = len(steps)
            steps.append(step)
        return known[step]

    def join(operation: Literal["all", "any"], args: Sequence[int]) -> int:
        unique = tuple(dict.fromkeys(args))
        return unique[0] if len(unique) == 1 else add(Step(operation, unique))

    def chosen(question: str, wanted: tuple[str, ...]) -> int:
        raw = add(Step("answer", (), question, frozenset(wanted)))
        gate = gates.get(question)
        return raw if gate is None else join("all", (place(gate), raw))

    def place(condition: Condition) -> int:
        if condition in expanded:
            return expanded[condition]
        i: int
        match condition:
            case Answered(question, wanted, other):
                i = chosen(question, tuple(o for o in options[question] if o not in wanted) if other else wanted)
            case Unexcluded(question, by):
                points = []
                for point in options[question]:
                    if point == "none":
                        continue
                    outs = exclusions.get(point, ())
                    hit = chosen(question, (point,))
                    points.append(join("all", (hit, add(Step("not", (chosen(by, outs),))))) if outs else hit)
                i = join("any", points)
            case All(terms):
                i = join("all", [place(term) for term in terms])
            case AnyOf(terms):
                i = join("any", [place(term) for term in terms])
            case Not(term):
                i = add(Step("not", (place(term),)))
            case AtLeast(count, terms):
                i = add(Step("atleast", tuple(place(term) for term in terms), count=count))
        expanded[condition] = i
        return i

    index = {name: place(condition) for name, condition in conditions.items()}
    return Network(tuple(steps), index)
