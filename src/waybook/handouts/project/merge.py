"""The differences of an edited project file from the plan, and a plan with those of them that were accepted."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from waybook.handouts.tasks import Task
from waybook.plan import Plan, accept
from waybook.plan.estimates import PackageEstimate
from waybook.taking import taken

_PATH = re.compile(r"estimates\.(?:packages\['([^']+)'\]|own_packages\[(\d+)\])\.(\w+)")


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


@dataclass
class Told:
    """What is found while a file is compared: differences, what was not read, and what needs no action."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def change(
        self, task: Task, name: str, title: str, because: str, now: Any, edited: Any, conflict: bool = False
    ) -> None:
        """Another value for a field of a work package; the first that is found counts."""
        path = _path(task, name)
        if now != edited and all(one.path != path for one in self.changes):
            title = f"{task.name}: {title}"
            self.changes.append(Change(path, "change", path, title, because, now, edited, conflict))

    def out(self, task: Task, because: str) -> None:
        """A work package that the file no longer has."""
        if task.own is not None or task.derived:
            self.notes.append(f"'{task.name}' {because}; it stays in the plan.")
        else:
            self.change(task, "included", "in the plan", because, True, False)


@dataclass(frozen=True)
class ProjectChanges:
    """The differences of a project file. `problems` name what was not read; `notes` need no action."""

    plan: Plan
    differences: tuple[Change, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    def accept(self, which: str | Collection[str] = "all") -> Plan:
        """A plan with the chosen changes: 'all', 'none', or their ids. Raises PlanError, see `taken`."""
        return taken(self.plan, self.differences, which, applied, "project file")


def applied(plan: Plan, chosen: Collection[Change]) -> Plan:
    """The plan with some changes. Raises PlanError."""
    raw = plan.model_dump(mode="json")
    for one in chosen:
        _apply(raw, one)
    return accept(raw)


def _path(task: Task, name: str) -> str:
    if task.own is not None:
        return f"estimates.own_packages[{task.own}].{name}"
    return f"estimates.packages['{task.id}'].{name}"


def _apply(raw: dict[str, Any], one: Change) -> None:
    estimates = raw["estimates"]
    if one.kind == "add":
        estimates["own_packages"].append(one.edited)
        return
    match = _PATH.fullmatch(one.path)
    assert match is not None
    if match[1] is not None:
        blank = PackageEstimate().model_dump(mode="json")
        estimates["packages"].setdefault(match[1], blank)[match[3]] = one.edited
    else:
        estimates["own_packages"][int(match[2])][match[3]] = one.edited
