"""What an edited project file says otherwise than the plan: efforts, waits, order, new and removed work packages.

A task that Waybook wrote carries what was exported, so that only what somebody changed is a difference, even where the
plan has moved on since.
"""

from __future__ import annotations

from dataclasses import replace

from waybook.handouts.project.added import tell_added
from waybook.handouts.project.effort import tell_effort
from waybook.handouts.project.matching import Match, matched
from waybook.handouts.project.merge import ProjectChanges, Told
from waybook.handouts.project.order import Waits, tell_order, tell_wait
from waybook.handouts.project.reading import FileTask, read_project
from waybook.handouts.tasks import Task
from waybook.model import Results
from waybook.plan import PlanError
from waybook.plan.fields import note


def project_changes(found: Results, data: bytes) -> ProjectChanges:
    """The differences between a project file and the simulated plan.

    Raises:
        NotReadable: the file cannot be read as Microsoft Project XML.
    """
    file = read_project(data)
    match = matched(found, file)
    told = Told(problems=[*file.problems], notes=[*match.notes])
    if match.known or match.new:
        _tell(match, told)
    else:
        told.problems.append("The file has no task that can become a work package.")
    made = ProjectChanges(found.plan, tuple(told.changes), tuple(told.problems), tuple(told.notes))
    try:
        made.accept("all")
    except PlanError as fault:
        return replace(made, problems=(*made.problems, *(f"Taken together: {one}" for one in fault.problems)))
    return made


def _tell(match: Match, told: Told) -> None:
    waits: Waits = {}
    for one in match.file.tasks:
        if task := match.tasks.get(match.known.get(one.uid, "")):
            tell_effort(match, told, one, task)
            tell_order(match, told, one, task, waits)
            _tell_name(told, one, task)
            if not one.active:
                told.out(task, "is inactive in the file")
    for one in (match.by_uid[uid] for uid in match.gone):
        if one.base and (one.minutes, one.work) != (one.base.minutes, one.base.work):
            name = one.name[:60]
            told.notes.append(f"'{name}' has left the plan since the export; what was edited of it was not read.")
    for uid, id_ in match.new.items():
        tell_added(match, told, match.by_uid[uid], id_)
    for id_, minutes in waits.items():
        tell_wait(match, told, id_, minutes)
    if not match.ours:
        told.notes.append("No task carries a Waybook id: tasks were matched by name, the others are new.")
        return
    for task in match.plan.tasks:
        if task.id not in match.known.values():
            told.out(task, "is not in the file")


def _tell_name(told: Told, one: FileTask, task: Task) -> None:
    if one.name == task.name or not one.name:
        return
    if task.own is None:
        told.notes.append(f"'{task.name}' is called '{one.name[:60]}' in the file; its name is the catalogue's.")
        return
    longest = int(note("estimates.own_packages[0].name").bounds["max_length"])
    told.change(task, "name", "name", "renamed in the file", task.name, one.name[:longest])
