"""A Microsoft Project XML file (MSPDI) read into plain rows; hostile, broken or foreign files are refused."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from waybook.handouts.project.schema import (
    ELAPSED,
    FINISH_TO_START,
    LONGEST_MINUTES,
    NAMESPACE,
    PERCENT,
    RESOURCE_ID,
    TASK_BASE,
    TASK_ID,
    Base,
    minutes_of,
)
from waybook.handouts.story import clean

LARGEST_BYTES = 10_000_000
MOST_TASKS = 5_000
MOST_TAGS = 1_000_000
"""Opening and closing tags; a file of nothing but tags would take thirty times its size in memory."""
MOST_EQUALS = 200_000
"""Equals signs: attributes, which project tools do not write, take as much."""


class NotReadable(ValueError):
    """A project file that cannot be read. `problems` has one sentence for each fault."""

    def __init__(self, *problems: str) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problems))


@dataclass(frozen=True)
class FileLink:
    """A predecessor by UID. `lag` in working minutes; None where it is a share of a duration."""

    uid: int
    kind: str
    lag: float | None


@dataclass
class FileTask:
    """A task as the file has it. Minutes are working minutes; `people` has minutes of work by role id or name.
    `readable` is False where its duration or work makes no sense."""

    uid: int
    name: str
    level: int
    minutes: float
    work: float
    milestone: bool
    summary: bool
    active: bool
    links: list[FileLink]
    readable: bool = True
    id: str = ""
    base: Base | None = None
    parent: int | None = None
    people: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ProjectFile:
    """The tasks in the file's order, and what could not be read of them."""

    tasks: tuple[FileTask, ...]
    problems: tuple[str, ...]
    minutes_a_day: float


def read_project(data: bytes) -> ProjectFile:
    """The tasks of an MSPDI file.

    Raises:
        NotReadable: too large, not XML, not a project file, with its own DTD or entities, or with too many tasks.
    """
    root = _parsed(data)
    day = _number(root, "MinutesPerDay", 480.0)
    problems: list[str] = []
    people = _resources(root)
    tasks: list[FileTask] = []
    parents: list[FileTask] = []
    seen: set[int] = set()
    rows = root.findall(f"{{{NAMESPACE}}}Tasks/{{{NAMESPACE}}}Task")
    if len(rows) > MOST_TASKS:
        raise NotReadable(f"This project has {len(rows):,} tasks; Waybook reads at most {MOST_TASKS:,}.")
    for place, row in enumerate(rows, start=1):
        one = _task(row, place, problems)
        if one is None:
            continue
        if one.uid in seen:
            problems.append(f"Task {place} ('{one.name[:60]}'): another task has the UID {one.uid}; it was not read.")
            continue
        seen.add(one.uid)
        while parents and parents[-1].level >= one.level:
            parents.pop()
        one.parent = parents[-1].uid if parents else None
        parents.append(one)
        tasks.append(one)
    _assigned(root, {one.uid: one for one in tasks}, people)
    return ProjectFile(tuple(tasks), tuple(problems), day if 1 <= day <= 1440 else 480.0)


def _parsed(data: bytes) -> ET.Element:
    if len(data) > LARGEST_BYTES:
        raise NotReadable(f"A project file has at most {LARGEST_BYTES / 1e6:.0f} MB; this file has more.")
    if data.count(b"<") > MOST_TAGS or data.count(b"=") > MOST_EQUALS:
        raise NotReadable("This file has far more elements or attributes than a project file. It was not opened.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable("This is a Project file (.mpp). Save it as XML in Project (File, Save as) and read that.")
    if data.startswith(b"PK"):
        raise NotReadable("This is a zip archive, not a Project XML file.")
    try:
        root: ET.Element = SafeTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise NotReadable(
            "This file declares its own XML entities or DTD, which no project tool does. It was not opened."
        ) from None
    except (ET.ParseError, ValueError, LookupError, RecursionError) as fault:
        line = getattr(fault, "position", None)
        where = f" (line {line[0]})" if line else ""
        raise NotReadable(f"This file is broken or not XML{where}.") from None
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise NotReadable("This is not a Project XML file: its first element is not 'Project' of Microsoft's schema.")
    return root


def _task(row: ET.Element, place: int, problems: list[str]) -> FileTask | None:
    name = clean(_text(row, "Name"))[:200]
    uid = _whole(row, "UID")
    if _text(row, "IsNull") == "1" or (not name and uid in (0, None)):
        return None
    where = f"Task {place} ('{name[:60]}')" if name else f"Task {place}"
    if uid is None:
        problems.append(f"{where}: it has no UID and was not read.")
        return None
    spans, readable = {"Duration": 0.0, "Work": 0.0}, True
    for key in ("Duration", "Work"):
        words = _text(row, key)
        try:
            spans[key] = minutes_of(words) if words else 0.0
        except ValueError as fault:
            problems.append(f"{where}: {key.lower()} '{words[:30]}' is {fault}; its effort was not read.")
            readable = False
    links = []
    for link in row.findall(f"{{{NAMESPACE}}}PredecessorLink"):
        before = _whole(link, "PredecessorUID")
        kind = _text(link, "Type") or FINISH_TO_START
        if before is None:
            problems.append(f"{where}: a link names no predecessor and was not read.")
            continue
        links.append(FileLink(before, kind, _lag(link, where, problems)))
    fields = {_text(one, "FieldID"): _text(one, "Value") for one in row.findall(f"{{{NAMESPACE}}}ExtendedAttribute")}
    return FileTask(
        uid,
        name,
        1 if (level := _whole(row, "OutlineLevel")) is None else level,
        spans["Duration"],
        spans["Work"],
        _text(row, "Milestone") == "1",
        _text(row, "Summary") == "1",
        _text(row, "Active") != "0",
        links,
        readable,
        clean(fields.get(TASK_ID, ""))[:40],
        Base.read(fields.get(TASK_BASE, "")),
    )


def _lag(link: ET.Element, where: str, problems: list[str]) -> float | None:
    """Working minutes of a link's lag; elapsed time is read as the working part of it."""
    words, style = _text(link, "LinkLag"), _text(link, "LagFormat")
    if style in PERCENT:
        problems.append(f"{where}: a lag in per cent of a duration was not read.")
        return None
    try:
        tenths = float(words or 0)
    except ValueError:
        problems.append(f"{where}: the lag '{words[:30]}' is not a number and was not read.")
        return None
    if not abs(tenths) <= 10 * LONGEST_MINUTES:
        problems.append(f"{where}: the lag '{words[:30]}' is not a possible wait and was not read.")
        return None
    elapsed = 5 * 480 / (7 * 1440)  # the working part of a week on the clock
    return tenths / 10 * (elapsed if style in ELAPSED else 1.0)


def _resources(root: ET.Element) -> dict[int, str]:
    """Role id, or name, of each resource by UID."""
    found: dict[int, str] = {}
    for row in root.findall(f"{{{NAMESPACE}}}Resources/{{{NAMESPACE}}}Resource")[:MOST_TASKS]:
        uid = _whole(row, "UID")
        if uid is None:
            continue
        role = ""
        for one in row.findall(f"{{{NAMESPACE}}}ExtendedAttribute"):
            if _text(one, "FieldID") == RESOURCE_ID:
                role = clean(_text(one, "Value"))
        found[uid] = role or clean(_text(row, "Name"))[:120]
    return found


def _assigned(root: ET.Element, tasks: dict[int, FileTask], people: dict[int, str]) -> None:
    for row in root.findall(f"{{{NAMESPACE}}}Assignments/{{{NAMESPACE}}}Assignment"):
        task, who = tasks.get(_whole(row, "TaskUID") or 0), people.get(_whole(row, "ResourceUID") or 0, "")
        if task is None or not who:
            continue
        try:
            work = minutes_of(_text(row, "Work") or "PT0H0M0S")
        except ValueError:
            continue
        task.people[who] = task.people.get(who, 0.0) + work


def _text(row: ET.Element, name: str) -> str:
    return (row.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _whole(row: ET.Element, name: str) -> int | None:
    words = _text(row, name)
    return int(words) if words.isascii() and words.lstrip("-").isdigit() and len(words) <= 10 else None


def _number(row: ET.Element, name: str, usual: float) -> float:
    try:
        return float(_text(row, name) or usual)
    except ValueError:
        return usual
