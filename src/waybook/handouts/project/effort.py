"""Durations and work of a project file as efforts of the plan.

A longer duration means more effort with the same people, so efforts are scaled by the ratio to what was exported.
"""

from __future__ import annotations

from waybook.handouts.project.matching import Match
from waybook.handouts.project.merge import Told
from waybook.handouts.project.ranges import short
from waybook.handouts.project.reading import FileTask
from waybook.handouts.project.schema import TOLERANCE
from waybook.handouts.tasks import MINUTES_A_DAY, Task, column
from waybook.plan.part import ENDS

ALREADY = 0.001
"""Share by which an effort may differ and still be the one the plan has, since efforts are rounded when read."""


def tell_effort(match: Match, told: Told, one: FileTask, task: Task) -> None:
    """The effort of a task, if its duration or its work was edited."""
    if not one.readable:
        return
    minutes, work, effort = _exported(one, task)
    longer, harder = abs(one.minutes - minutes) > TOLERANCE, abs(one.work - work) > TOLERANCE
    if one.base is None and one.work > 0:
        longer = False  # another tool's file: its work says more than its calendar
    if harder and (one.work > 0 or not longer):
        ratio = one.work / work if work else 0.0
        because = f"work {_days(work)} is {_days(one.work)} in the file"
        if longer and minutes and abs(one.minutes / minutes - ratio) > 0.01:
            told.notes.append(
                f"'{one.name[:60]}': its work was read; how long it takes follows from the people of the plan."
            )
    elif longer:
        ratio = one.minutes / minutes if minutes else 0.0
        because = f"duration {_days(minutes)} is {_days(one.minutes)} in the file"
    else:
        return
    moved_on = abs(effort - task.effort) > _already(task)
    if ratio > 0 and abs(effort * ratio - task.effort) <= _already(task):
        return
    if task.derived:
        told.notes.append(f"'{task.name}' follows from the compliance answers: {because}, which was not read.")
    elif ratio > 0:
        _scale(match, told, task, effort * ratio, because, moved_on)
    elif task.own is None:
        told.out(task, because)
    else:
        told.problems.append(f"'{task.name}': {because}; a work package cannot take no time.")


def _exported(one: FileTask, task: Task) -> tuple[float, float, float]:
    """Minutes, minutes of work and the team's person-days as Waybook wrote them, else as the plan has them now."""
    if one.base:
        return one.base.minutes, one.base.work, one.base.effort
    whole = round(sum(task.people.values()) * MINUTES_A_DAY)
    if task.own is not None and one.work <= 0:
        return whole, 0.0, task.effort
    return round(task.length * MINUTES_A_DAY), whole if one.work > 0 else 0.0, task.effort


def _already(task: Task) -> float:
    return ALREADY * max(1.0, task.effort)


def _scale(match: Match, told: Told, task: Task, effort: float, because: str, conflict: bool) -> None:
    """The three-point estimate that gives the effort, before what the answers make of it."""
    found = match.found
    inputs, place = found.inputs, found.inputs.place("package", task.id)
    now = {end: float(inputs[f"effort_base_{end}"].values[place]) for end in ENDS}
    factor = column(found, "effort_factor")[place] * inputs.scalar("history_factor")
    added = column(found, "effort_added")[place]
    wanted = float((effort - added) / factor)
    if wanted <= 0:
        told.problems.append(f"'{task.name}': {because}, but the answers alone add {added:.1f} person-days.")
        return
    scale = wanted / now["likely"]
    edited = {end: short(value * scale) for end, value in now.items()}
    told.change(task, "days", "effort (person-days)", because, now, edited, conflict)


def _days(minutes: float) -> str:
    return f"{minutes / MINUTES_A_DAY:.1f} days"
