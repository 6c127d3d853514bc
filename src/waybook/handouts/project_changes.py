"""What an edited project file says otherwise than the plan: efforts, waits, order, new and removed work packages.

A task that Waybook wrote carries what was exported, so that only what somebody changed is a difference, even where the
plan has moved on since. A longer duration means more effort with the same people: efforts are scaled by the ratio.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from waybook.handouts.project_file import LINK_KINDS, FileTask, ProjectFile, read_project
from waybook.handouts.project_xml import STAGE
from waybook.handouts.tasks import BUSINESS, GATE, LIVE, MINUTES_A_DAY, Schedule, Task, schedule
from waybook.model import PlanProblem, Results, resolve
from waybook.model.work import ROLES
from waybook.plan import Plan, PlanError, accept
from waybook.plan.estimates import PackageEstimate
from waybook.plan.fields import note
from waybook.plan.team import ROLE_NAMES

DAYS_A_WEEK = 5
TOLERANCE = 1.0
"""Minutes by which a tool may round a duration without meaning it."""
ALREADY = 0.001
"""Share by which an effort may differ and still be the one the plan has, since efforts are rounded when read."""
LAST_STAGE, USUAL_STAGE = 5, 4


@dataclass(frozen=True)
class Change:
    """One difference. `kind` is change or add; `now` is the plan's value, `edited` the file's, both as JSON values.

    `because` says what was seen in the file; `conflict`: the plan has changed as well since the file was written.
    """

    id: str
    kind: str
    path: str
    title: str
    because: str
    now: Any
    edited: Any
    conflict: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the command line and the screen."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class ProjectChanges:
    """The differences of a project file. `problems` name what was not read; `notes` need no action."""

    plan: Plan
    changes: tuple[Change, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    def accept(self, which: str | Collection[str] = "all") -> Plan:
        """A plan with the chosen changes: 'all', 'none', or their ids.

        Raises:
            PlanError: an id that is not there, or together they do not make a plan; the plan itself is unchanged.
        """
        if which == "none":
            return self.plan
        known = {one.id for one in self.changes}
        if which != "all" and (unknown := [one for one in which if one not in known]):
            raise PlanError([f"There is no difference '{one}' in this project file." for one in unknown])
        raw = self.plan.model_dump(mode="json")
        for one in self.changes:
            if which == "all" or one.id in which:
                _apply(raw, one)
        return accept(raw)

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {
            "differences": [one.as_json() for one in self.changes],
            "problems": list(self.problems),
            "notes": list(self.notes),
        }


def project_changes(found: Results, data: bytes) -> ProjectChanges:
    """The differences between a project file and the simulated plan.

    Raises:
        NotReadable: the file cannot be read as Microsoft Project XML.
    """
    file = read_project(data)
    reader = _Reader(found, file)
    reader.read()
    made = ProjectChanges(found.plan, tuple(reader.changes), tuple(reader.problems), tuple(reader.notes))
    if made.changes:
        try:
            resolve(made.accept("all"), found.reference, found.extra)
        except PlanError as fault:
            reader.problems += [f"Taken together: {one}" for one in fault.problems]
        except PlanProblem as fault:
            reader.problems += [f"Taken together: {one}" for one in fault.problems]
    return ProjectChanges(found.plan, made.changes, tuple(reader.problems), made.notes)


def _apply(raw: dict[str, Any], one: Change) -> None:
    estimates = raw["estimates"]
    if one.kind == "add":
        estimates["own_packages"].append(one.edited)
        return
    match = re.fullmatch(r"estimates\.(?:packages\['([^']+)'\]|own_packages\[(\d+)\])\.(\w+)", one.path)
    assert match is not None
    if match[1] is not None:
        blank = PackageEstimate().model_dump(mode="json")
        estimates["packages"].setdefault(match[1], blank)[match[3]] = one.edited
    else:
        estimates["own_packages"][int(match[2])][match[3]] = one.edited


@dataclass
class _Reader:
    found: Results
    file: ProjectFile
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def read(self) -> None:
        self.problems += self.file.problems
        self.plan: Schedule = schedule(self.found)
        self.tasks = {task.id: task for task in self.plan.tasks}
        self.by_uid = {one.uid: one for one in self.file.tasks}
        self.known = self._known()
        self.split = {uid for uid, id_ in self.known.items() if self.by_uid[uid].summary and id_ in self.tasks}
        self.new = self._new()
        self.names = {**self.known, **self.new}
        if not self.names:
            self.problems.append("The file has no task that can become a work package.")
            return
        waits: dict[str, list[float]] = {}
        for one in self.file.tasks:
            id_ = self.known.get(one.uid)
            if id_ is None or id_ not in self.tasks:
                continue
            self._effort(one, self.tasks[id_])
            self._order(one, self.tasks[id_], waits)
            self._name(one, self.tasks[id_])
            if not one.active:
                self._out(self.tasks[id_], "is inactive in the file")
        for uid, id_ in self.new.items():
            self._add(self.by_uid[uid], id_)
        for id_, lags in waits.items():
            self._wait(id_, lags)
        self._missing()

    def _known(self) -> dict[int, str]:
        """Waybook ids by UID: from the text field, else by the very name; a copied task is a new one."""
        found: dict[int, str] = {}
        ids = {*self.tasks, GATE, LIVE, *(f"{STAGE}{number}" for number, _ in self.plan.stages)}
        for one in self.file.tasks:
            if one.id in ids and one.id not in found.values() and (one.base is None or one.base.uid == one.uid):
                found[one.uid] = one.id
        for one in self.file.tasks:  # renumbered by another tool
            if one.uid not in found and one.id in ids and one.id not in found.values():
                found[one.uid] = one.id
        self.ours = bool(found)
        names = {task.name.casefold(): task.id for task in self.plan.tasks}
        names |= {name.casefold(): f"{STAGE}{number}" for number, name in self.plan.stages}
        for one in self.file.tasks:
            id_ = names.get(one.name.casefold())
            if one.uid not in found and id_ is not None and id_ not in found.values() and not one.id:
                found[one.uid] = id_
        return found

    def _new(self) -> dict[int, str]:
        """Ids for the tasks that become work packages of the plan's own."""
        taken = {*self.tasks, *(one.id for one in self.found.reference.packages)}
        taken |= {one.id for one in self.found.plan.estimates.own_packages}
        found: dict[int, str] = {}
        number = 0
        for one in self.file.tasks:
            if one.uid in self.known or one.summary or one.level == 0 or not one.active:
                continue
            if self._inside_split(one) or not one.readable:
                continue
            if one.minutes <= 0 and one.work <= 0:
                if not one.milestone or one.name:
                    self.notes.append(f"'{one.name[:60]}' takes no time and was left out.")
                continue
            number += 1
            while f"X{number}" in taken:
                number += 1
            found[one.uid] = f"X{number}"
        for uid in self.split:
            name = self.by_uid[uid].name[:60]
            self.notes.append(f"'{name}' has subtasks now; it was read as one work package, its subtasks were not.")
        return found

    def _inside_split(self, one: FileTask) -> bool:
        parent = one.parent
        while parent is not None:
            if parent in self.split:
                return True
            parent = self.by_uid[parent].parent
        return False

    def _effort(self, one: FileTask, task: Task) -> None:
        if not one.readable:
            return
        minutes, work, effort = self._exported(one, task)
        longer, harder = abs(one.minutes - minutes) > TOLERANCE, abs(one.work - work) > TOLERANCE
        if one.base is None and one.work > 0:
            longer = False  # another tool's file: its work says more than its calendar
        if harder and (one.work > 0 or not longer):
            ratio = one.work / work if work else 0.0
            because = f"work {_days(work)} is {_days(one.work)} in the file"
            if longer and minutes and abs(one.minutes / minutes - ratio) > 0.01:
                self.notes.append(
                    f"'{one.name[:60]}': its work was read; how long it takes follows from the people of the plan."
                )
        elif longer:
            ratio = one.minutes / minutes if minutes else 0.0
            because = f"duration {_days(minutes)} is {_days(one.minutes)} in the file"
        else:
            return
        if ratio > 0 and abs(effort * ratio - task.effort) <= ALREADY * max(1.0, task.effort):
            return
        if task.derived:
            self.notes.append(f"'{task.name}' follows from the compliance answers: {because}, which was not read.")
            return
        if ratio <= 0:
            if task.own is None:
                self._out(task, because)
            else:
                self.problems.append(f"'{task.name}': {because}; a work package cannot take no time.")
            return
        inputs, place = self.found.inputs, self.found.inputs.place("package", task.id)
        low, likely, high = (float(inputs[f"effort_base_{end}"].values[place]) for end in ("low", "likely", "high"))
        size = len(inputs.axes["package"])
        factor = _at(self.found, "effort_factor", place, size) * inputs.scalar("history_factor")
        added = _at(self.found, "effort_added", place, size)
        wanted = (effort * ratio - added) / factor
        if wanted <= 0:
            self.problems.append(f"'{task.name}': {because}, but the answers alone add {added:.1f} person-days.")
            return
        scale = wanted / likely
        edited = {end: _short(value * scale) for end, value in (("low", low), ("likely", likely), ("high", high))}
        self._change(self._path(task, "days"), f"{task.name}: effort", because,
                     {"low": low, "likely": likely, "high": high}, edited,
                     abs(effort - task.effort) > ALREADY * max(1.0, task.effort))  # fmt: skip

    def _exported(self, one: FileTask, task: Task) -> tuple[float, float, float]:
        """Minutes, minutes of work and the team's person-days as Waybook wrote them, else as the plan has them now."""
        if one.base:
            return one.base.minutes, one.base.work, one.base.effort
        whole = round(sum(task.people.values()) * MINUTES_A_DAY)
        if task.own is not None and one.work <= 0:
            return whole, 0.0, task.effort
        return round(task.length * MINUTES_A_DAY), whole if one.work > 0 else 0.0, task.effort

    def _order(self, one: FileTask, task: Task, waits: dict[str, list[float]]) -> None:
        base = one.base.after if one.base else {link.before: round(link.lag * MINUTES_A_DAY) for link in task.links}
        now: dict[str, float] = {}
        for link in one.links:
            for id_ in self._before(one, link.uid, link.kind):
                if id_ == task.id:
                    continue
                now[id_] = link.lag if link.lag is not None else float(base.get(id_, 0))
                told = one.base is not None or task.own is None  # a planner's new task says nothing of waits
                if told and id_ in self.tasks and abs(now[id_] - base.get(id_, self._usual(id_))) > TOLERANCE:
                    waits.setdefault(id_, []).append(now[id_])
        gone, come = [id_ for id_ in base if id_ not in now], [id_ for id_ in now if id_ not in base]
        if not gone and not come:
            return
        words = [f"no longer after {self._said(gone)}"] if gone else []
        words += [f"after {self._said(come)}"] if come else []
        if task.derived:
            words_ = " and ".join(words)
            self.notes.append(f"'{task.name}' follows from the compliance answers; its order ({words_}) was not read.")
            return
        declared = self._declared(task)
        kept = [id_ for id_ in declared if id_ not in gone]
        for id_ in list(kept):
            if id_ not in self.tasks:  # taken out of the plan, and bridged in the file
                bridge = self._bridge(id_)
                if any(two in gone for two in bridge):
                    kept.remove(id_)
                    come += [two for two in bridge if two not in gone and two not in kept]
        for id_ in gone:
            if id_ in self.tasks and self.tasks[id_].derived:
                self.notes.append(f"'{task.name}' still waits for '{self.tasks[id_].name}': the law asks for it.")
        edited = [*kept, *(id_ for id_ in dict.fromkeys(come) if id_ not in kept)]
        if edited != declared:
            self._change(self._path(task, "depends_on"), f"{task.name}: after", "; ".join(words), declared, edited)

    def _before(self, one: FileTask, uid: int, kind: str) -> list[str]:
        """Ids of the packages that a link stands for."""
        before = self.by_uid.get(uid)
        if before is None:
            self.problems.append(f"'{one.name[:60]}': a link to a task that is not in the file was not read.")
            return []
        if kind != "1":
            words = LINK_KINDS.get(kind, "of an unknown kind")
            self.problems.append(
                f"'{one.name[:60]}': its link to '{before.name[:60]}' is {words}; Waybook reads finish to start only."
            )
            return []
        id_ = self.names.get(uid, "")
        if id_ == GATE:
            return [link.before for link in self.plan.gate]
        if id_ in self.tasks or uid in self.new:
            return [id_]
        if before.summary:
            self.problems.append(
                f"'{one.name[:60]}': its link to the group '{before.name[:60]}' was not read; link it to tasks."
            )
        return []

    def _wait(self, id_: str, lags: list[float]) -> None:
        task = self.tasks[id_]
        weeks = max(lags) / MINUTES_A_DAY / DAYS_A_WEEK
        if weeks < 0:
            self.problems.append(f"'{task.name}': what follows begins before it ends; an overlap was not read.")
            return
        if task.derived or task.own is not None:
            self.notes.append(
                f"'{task.name}' cannot have a wait of its own; the lag of {weeks:.1f} weeks was not read."
            )
            return
        place = self.found.inputs.place("package", id_)
        now = None
        shape = self._shape("wait")
        if self.found.inputs["package_waits"].values[place] > 0:
            low, likely, high = (
                float(self.found.inputs[f"wait_{end}"].values[place]) for end in ("low", "likely", "high")
            )
            now, shape = {"low": low, "likely": likely, "high": high}, (low / likely, high / likely)
        if now and abs(now["likely"] - weeks) < 0.01:
            return
        edited = {"low": _short(weeks * shape[0]), "likely": _short(weeks), "high": _short(weeks * shape[1])}
        because = f"a lag of {weeks:.1f} weeks after it in the file"
        self._change(self._path(task, "wait_weeks"), f"{task.name}: wait", because, now, edited)

    def _name(self, one: FileTask, task: Task) -> None:
        if one.name == task.name or not one.name:
            return
        if task.own is None:
            self.notes.append(f"'{task.name}' is called '{one.name[:60]}' in the file; its name is the catalogue's.")
            return
        longest = int(note("estimates.own_packages[].name".replace("[]", "[0]")).bounds["max_length"])
        self._change(self._path(task, "name"), f"{task.name}: name", "renamed in the file", task.name,
                     one.name[:longest])  # fmt: skip

    def _out(self, task: Task, because: str) -> None:
        if task.own is not None or task.derived:
            self.notes.append(f"'{task.name}' {because}; it stays in the plan.")
            return
        self._change(self._path(task, "included"), f"{task.name}: in the plan", because, True, False)

    def _missing(self) -> None:
        if not self.ours:
            self.notes.append("No task carries a Waybook id: tasks were matched by name, the others are new.")
            return
        there = set(self.known.values())
        for task in self.plan.tasks:
            if task.id not in there:
                self._out(task, "is not in the file")

    def _add(self, one: FileTask, id_: str) -> None:
        people = {self._role(who, one): minutes for who, minutes in one.people.items() if minutes > 0}
        team = {role: minutes for role, minutes in people.items() if role in ROLES}
        work = sum(team.values()) or one.work or one.minutes
        roles = {role: minutes / sum(team.values()) for role, minutes in team.items()} if team else {"SWE": 1.0}
        if not team:
            usual = ROLE_NAMES["SWE"].lower()
            self.notes.append(f"'{one.name[:60]}' names nobody of the team; a {usual} was put in.")
        likely = work / self.file.minutes_a_day
        low, high = self._shape("effort")
        after: list[str] = []
        for link in one.links:
            after += self._before(one, link.uid, link.kind)
            if link.lag is not None and abs(link.lag - self._usual(self.names.get(link.uid, ""))) > TOLERANCE:
                self.notes.append(f"'{one.name[:60]}': a wait before a new work package was not read.")
        edited = {
            "id": id_,
            "name": one.name[:120],
            "stage": self._stage(one),
            "roles": _whole_shares(roles),
            "days": {"low": _short(likely * low), "likely": _short(likely), "high": _short(likely * high)},
            "depends_on": list(dict.fromkeys(two for two in after if two != id_)),
        }
        place = f"estimates.own_packages['{id_}']"
        self.changes.append(
            Change(f"add {id_}", "add", place, f"New work package: {one.name[:60]}", "new in the file", None, edited)
        )

    def _role(self, who: str, one: FileTask) -> str:
        if who in (*ROLES, BUSINESS):
            return who
        named = {name.casefold(): role for role, name in ROLE_NAMES.items()}
        named |= {line.name.casefold(): line.role for line in self.found.plan.team.lines if line.name}
        role = named.get(who.casefold(), "")
        if not role:
            self.notes.append(f"'{one.name[:60]}': '{who[:60]}' is no role of the plan and was left out.")
        return role

    def _stage(self, one: FileTask) -> int:
        parent = one.parent
        while parent is not None:
            id_ = self.known.get(parent, "")
            if id_.startswith(STAGE):
                return min(int(id_.removeprefix(STAGE)), LAST_STAGE)
            parent = self.by_uid[parent].parent
        return USUAL_STAGE

    def _shape(self, what: str) -> tuple[float, float]:
        """Low and high as shares of the likely value: the medians of the catalogue."""
        size = self.found.plan.architecture.size or "M"
        packages = [one for one in self.found.reference.packages if not one.is_run]
        threes = [one.effort[size] if what == "effort" else one.wait_weeks for one in packages]
        known = [three for three in threes if three and three[1] > 0]
        return median(three[0] / three[1] for three in known), median(three[2] / three[1] for three in known)

    def _declared(self, task: Task) -> list[str]:
        estimates = self.found.plan.estimates
        if task.own is not None:
            return list(estimates.own_packages[task.own].depends_on)
        own = estimates.packages.get(task.id, PackageEstimate()).depends_on
        usual = next(one.depends_on for one in self.found.reference.packages if one.id == task.id)
        return list(usual if own is None else own)

    def _bridge(self, id_: str) -> list[str]:
        """The packages in the plan that one taken out waits for."""
        inputs = self.found.inputs
        ids = inputs.axes["package"].ids
        found: list[str] = []
        if id_ not in ids:
            return found
        for place in inputs.after[ids.index(id_)]:
            found += [ids[place]] if ids[place] in self.tasks else self._bridge(ids[place])
        return found

    def _usual(self, id_: str) -> float:
        """Minutes of wait after a package, as exported."""
        place = self.found.inputs.axes["package"].ids.index(id_) if id_ in self.tasks else -1
        if place < 0:
            return 0.0
        return round(_at(self.found, "wait", place, len(self.found.inputs.axes["package"])) * MINUTES_A_DAY)

    def _said(self, ids: Iterable[str]) -> str:
        titles = {**{task.id: task.name for task in self.plan.tasks},
                  **{id_: self.by_uid[uid].name[:60] for uid, id_ in self.new.items()}}  # fmt: skip
        return ", ".join(f"'{titles.get(id_, id_)}'" for id_ in ids)

    def _path(self, task: Task, name: str) -> str:
        if task.own is not None:
            return f"estimates.own_packages[{task.own}].{name}"
        return f"estimates.packages['{task.id}'].{name}"

    def _change(self, path: str, title: str, because: str, now: Any, edited: Any, conflict: bool = False) -> None:
        if now != edited and all(one.path != path for one in self.changes):
            self.changes.append(Change(path, "change", path, title, because, now, edited, conflict))


def _at(found: Results, key: str, place: int, size: int) -> float:
    import numpy as np

    values = np.asarray(found.likely.value(key), dtype=float).reshape(-1)
    return float(np.broadcast_to(values, (size,))[place])


def _days(minutes: float) -> str:
    return f"{minutes / MINUTES_A_DAY:.1f} days"


def _short(value: float) -> float:
    """A number of days or weeks as people would type it, never 0 for something that is not."""
    return round(value, 2) if value >= 0.1 or value == 0 else max(round(value, 4), 0.0001)


def _whole_shares(roles: dict[str, float]) -> dict[str, float]:
    """Shares rounded so that they still add up to 1."""
    found = {role: round(share, 4) for role, share in roles.items()}
    most = max(found, key=lambda role: found[role])
    found[most] = round(found[most] + 1 - sum(found.values()), 6)
    return found
