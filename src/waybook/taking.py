"""Taking differences: a plan with those of the differences of an edited file that somebody accepted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from waybook.estimate import agreeing
from waybook.plan import Plan, PlanError


class _Known(Protocol):
    @property
    def id(self) -> str: ...


D = TypeVar("D", bound=_Known)


def taken(
    plan: Plan,
    differences: Sequence[D],
    which: str | Collection[str],
    applied: Callable[[Plan, Collection[D]], Plan],
    file: str,
) -> Plan:
    """A plan with the chosen differences: 'all', 'none', or their ids. `file` says what they were found in.

    Raises:
        PlanError: an id that is not there, or together they do not make a plan, or one that contradicts itself where it
            did not before (work packages that wait for each other); the plan itself is unchanged.
    """
    if which == "none":
        return plan
    known = {one.id for one in differences}
    if which != "all" and (unknown := [one for one in which if one not in known]):
        raise PlanError([f"There is no difference '{one}' in this {file}." for one in unknown])
    return agreeing(plan, applied(plan, [one for one in differences if which == "all" or one.id in which]))
