"""Which task of a project file is which work package: by its Waybook id, else by its name; the others are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waybook.handouts.project.reading import FileTask, ProjectFile
from waybook.handouts.project.schema import STAGE
from waybook.handouts.tasks import GATE, LIVE, Schedule, Task, schedule
from waybook.model import Results


@dataclass(frozen=True)
class Match:
    """The plan's work packages beside the file's tasks. `known` and `new` hold work package ids by UID: those the plan
    has, and those it would get; `gone` those that were exported and have left the plan since. `stages`: the number of
    the stage by UID. `ours`: the file came from Waybook. `notes` say what was passed over."""

    found: Results
    file: ProjectFile
    plan: Schedule
    tasks: dict[str, Task]
    by_uid: dict[int, FileTask]
    known: dict[int, str]
    new: dict[int, str]
    gone: dict[int, str]
    stages: dict[int, int]
    ours: bool
    notes: tuple[str, ...]

    def id(self, uid: int) -> str:
        """The work package, stage or milestone that a task stands for; empty for none."""
        return self.known.get(uid) or self.new.get(uid) or self.gone.get(uid, "")

    def said(self, ids: Iterable[str]) -> str:
        """Names of work packages in quotation marks."""
        titles = {id_: task.name for id_, task in self.tasks.items()}
        titles |= {id_: self.by_uid[uid].name[:60] for uid, id_ in (self.gone | self.new).items()}
        return ", ".join(f"'{titles.get(id_, id_)}'" for id_ in ids)


def matched(found: Results, file: ProjectFile) -> Match:
    """The tasks of a file beside the work packages of a simulated plan."""
    plan = schedule(found)
    by_uid = {one.uid: one for one in file.tasks}
    tasks = {task.id: task for task in plan.tasks}
    known = _by_id(plan, file)
    ours = bool(known)
    _by_name(known, plan, file)
    gone = _gone(known, file)
    split = {uid for uid, id_ in known.items() if by_uid[uid].summary and id_ in tasks}
    inside = _below(split, file)
    others = [one for one in file.tasks if one.uid not in known and one.uid not in gone and one.uid not in inside]
    passed = [one for one in others if not one.summary and one.level > 0 and one.active and one.readable]
    busy = [one.uid for one in passed if one.minutes > 0 or one.work > 0]
    idle = [one.name[:60] for one in passed if one.minutes <= 0 and one.work <= 0 and (one.name or not one.milestone)]
    notes = [f"'{name}' takes no time and was left out." for name in idle]
    for uid in split:
        name = by_uid[uid].name[:60]
        notes.append(f"'{name}' has subtasks now; it was read as one work package, its subtasks were not.")
    new, stages = _named(busy, found), _stages(known, file)
    return Match(found, file, plan, tasks, by_uid, known, new, gone, stages, ours, tuple(notes))


def _by_id(plan: Schedule, file: ProjectFile) -> dict[int, str]:
    """Waybook ids by UID, from the text field; a copied task is a new one."""
    ids = {*(task.id for task in plan.tasks), GATE, LIVE, *(f"{STAGE}{number}" for number, _ in plan.stages)}
    found: dict[int, str] = {}
    taken: set[str] = set()
    original = [one for one in file.tasks if one.base is None or one.base.uid == one.uid]
    for one in [*original, *file.tasks]:  # the second time: those that another tool numbered anew
        if one.uid not in found and one.id in ids and one.id not in taken:
            found[one.uid] = one.id
            taken.add(one.id)
    return found


def _by_name(found: dict[int, str], plan: Schedule, file: ProjectFile) -> None:
    """The very names, for tasks that carry no id."""
    names = {task.name.casefold(): task.id for task in plan.tasks}
    names |= {name.casefold(): f"{STAGE}{number}" for number, name in plan.stages}
    taken = set(found.values())
    for one in file.tasks:
        id_ = names.get(one.name.casefold())
        if one.uid not in found and id_ is not None and id_ not in taken and not one.id:
            found[one.uid] = id_
            taken.add(id_)


def _gone(known: dict[int, str], file: ProjectFile) -> dict[int, str]:
    """Tasks that Waybook wrote and the plan no longer has; a copy of one is a new task."""
    found: dict[int, str] = {}
    taken = set(known.values())
    for one in file.tasks:
        if one.base and one.uid not in known and one.id not in taken:
            found[one.uid] = one.id
            taken.add(one.id)
    return found


def _below(groups: set[int], file: ProjectFile) -> set[int]:
    """Tasks inside some groups; a group stands before what is in it."""
    found: set[int] = set()
    for one in file.tasks:
        if one.parent in groups or one.parent in found:
            found.add(one.uid)
    return found


def _stages(known: dict[int, str], file: ProjectFile) -> dict[int, int]:
    """The number of the stage that each task stands in, where it stands in one."""
    found: dict[int, int] = {}
    for one in file.tasks:
        id_ = known.get(one.uid, "")
        if id_.startswith(STAGE):
            found[one.uid] = int(id_.removeprefix(STAGE))
        elif one.parent in found:
            found[one.uid] = found[one.parent]
    return found


def _named(uids: list[int], found: Results) -> dict[int, str]:
    """Ids for the tasks that become work packages of the plan's own."""
    taken = {*found.inputs.axes["package"].ids, *(one.id for one in found.reference.packages)}
    taken |= {one.id for one in found.plan.estimates.own_packages}
    free = (f"X{number}" for number in range(1, len(uids) + len(taken) + 1))
    return dict(zip(uids, (id_ for id_ in free if id_ not in taken), strict=False))
