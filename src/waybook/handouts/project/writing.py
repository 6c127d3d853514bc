"""The plan as a Microsoft Project XML file (MSPDI): opens in Project, ProjectLibre and GanttProject.

Element names and their order follow Microsoft's "Project XML Data Interchange Schema". Every task carries its Waybook
id and what was exported in two of its text fields, so that an edited file finds its way home.
"""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from waybook.handouts.project.schema import (
    DAYS,
    ELAPSED_DAYS,
    FINISH_TO_START,
    FIXED_UNITS,
    HOURS,
    NAMESPACE,
    RESOURCE_ID,
    STAGE,
    TASK_BASE,
    TASK_ID,
    WORKERS,
    Base,
    lags,
    span,
)
from waybook.handouts.story import clean
from waybook.handouts.tasks import (
    GATE,
    LIVE,
    MINUTES_A_DAY,
    SHIFTS,
    WEEKDAYS,
    Calendar,
    Link,
    Schedule,
    Task,
    calendar,
    schedule,
)
from waybook.model import Results

CALENDAR_NAME = "Waybook working days"
_PROJECTS = uuid.UUID("6f0a3e3e-4a55-4b8e-9d0e-3a0f2d9a7c11")


def project_xml(found: Results) -> bytes:
    """The MSPDI file of a simulated plan: stages as summaries, packages as tasks, at likely values."""
    plan = schedule(found)
    days = calendar(plan.plan, plan.live_at)
    root = ET.Element("Project", xmlns=NAMESPACE)
    _head(root, plan, days)
    _attributes(root)
    _calendars(root, plan, days)
    rows = _rows(plan)
    _tasks(root, plan, days, rows)
    _resources(root, plan)
    _assignments(root, plan, days, {row.id: uid for uid, row in enumerate(rows, start=1)})
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


class _Row:
    """A line of the task list: a stage, a work package or a milestone."""

    def __init__(self, id_: str, name: str, level: int, start: float, finish: float, links: Iterable[Link],
                 task: Task | None = None, stage: bool = False) -> None:  # fmt: skip
        self.id, self.name, self.level, self.start, self.finish = id_, name, level, start, finish
        self.links, self.task, self.stage = tuple(links), task, stage


def _rows(plan: Schedule) -> list[_Row]:
    rows: list[_Row] = []
    for number, name in plan.stages:
        inside = [task for task in plan.tasks if task.stage == number]
        start, finish = min(task.start for task in inside), max(task.finish for task in inside)
        rows.append(_Row(f"{STAGE}{number}", name, 1, start, finish, (), stage=True))
        rows += [_Row(task.id, task.name, 2, task.start, task.finish, task.links, task) for task in inside]
        if plan.gate and number == 3:
            rows.append(_Row(GATE, "Prototype gate", 2, plan.gate_at, plan.gate_at, plan.gate))
    if plan.live:
        rows.append(_Row(LIVE, "Go-live", 1, plan.live_at, plan.live_at, plan.live))
    return rows


def _head(root: ET.Element, plan: Schedule, days: Calendar) -> None:
    name = clean(plan.plan.name) or "AI project"
    start = dt.datetime.combine(days.moment(0).date(), dt.time(8))
    words = {
        "SaveVersion": "14",
        "UID": uuid.uuid5(_PROJECTS, name).hex[:16].upper(),
        "Name": name,
        "Title": name,
        "Company": clean(plan.plan.organisation),
        "CreationDate": _moment(start),
        "ScheduleFromStart": "1",
        "StartDate": _moment(start),
        "FinishDate": _moment(days.moment(plan.live_at, ending=True)),
        "CurrencyCode": plan.plan.currency,
        "CalendarUID": "1",
        "DefaultStartTime": "08:00:00",
        "DefaultFinishTime": "17:00:00",
        "MinutesPerDay": str(MINUTES_A_DAY),
        "MinutesPerWeek": str(MINUTES_A_DAY * WEEKDAYS),
        "DaysPerMonth": "20",
        "DefaultTaskType": FIXED_UNITS,
        "DurationFormat": DAYS,
        "WorkFormat": DAYS,
        "HonorConstraints": "0",
        "NewTasksEffortDriven": "0",
        "NewTasksEstimated": "0",
        "NewTasksAreManual": "0",
    }
    _put(root, words)


def _attributes(root: ET.Element) -> None:
    listed = ET.SubElement(root, "ExtendedAttributes")
    for field, name, alias in (
        (TASK_ID, "Text1", "Waybook id"),
        (TASK_BASE, "Text2", "Waybook export"),
        (RESOURCE_ID, "Text1", "Waybook role"),
    ):
        _put(ET.SubElement(listed, "ExtendedAttribute"), {"FieldID": field, "FieldName": name, "Alias": alias})


def _calendars(root: ET.Element, plan: Schedule, days: Calendar) -> None:
    listed = ET.SubElement(root, "Calendars")
    one = ET.SubElement(listed, "Calendar")
    _put(one, {"UID": "1", "Name": CALENDAR_NAME, "IsBaseCalendar": "1", "BaseCalendarUID": "-1"})
    week = ET.SubElement(one, "WeekDays")
    for day in range(1, 8):  # 1 is Sunday
        weekday = ET.SubElement(week, "WeekDay")
        working = 2 <= day <= 6
        _put(weekday, {"DayType": str(day), "DayWorking": "1" if working else "0"})
        if working:
            times = ET.SubElement(weekday, "WorkingTimes")
            for opens, closes in SHIFTS:
                shift = ET.SubElement(times, "WorkingTime")
                _put(shift, {"FromTime": f"{opens:02}:00:00", "ToTime": f"{closes:02}:00:00"})
    closed = ET.SubElement(one, "Exceptions") if days.closed else one
    for name, first, last in days.closed:
        exception = ET.SubElement(closed, "Exception")
        _put(exception, {"EnteredByOccurrences": "0"})
        period = ET.SubElement(exception, "TimePeriod")
        _put(period, {"FromDate": f"{first}T00:00:00", "ToDate": f"{last}T23:59:00"})
        _put(exception, {"Occurrences": str((last - first).days + 1), "Name": name, "Type": "1", "DayWorking": "0"})
    for uid, (name, _, _) in enumerate(plan.people.values(), start=1):
        own = {"UID": str(1 + uid), "Name": name, "IsBaseCalendar": "0", "BaseCalendarUID": "1"}
        _put(ET.SubElement(listed, "Calendar"), own)


def _tasks(root: ET.Element, plan: Schedule, days: Calendar, rows: list[_Row]) -> None:
    uids = {row.id: uid for uid, row in enumerate(rows, start=1)}
    listed = ET.SubElement(root, "Tasks")
    major = minor = 0
    for row in rows:
        major, minor = (major + 1, 0) if row.level == 1 else (major, minor + 1)
        number = f"{major}" if row.level == 1 else f"{major}.{minor}"
        uid = uids[row.id]
        milestone = row.start == row.finish and not row.stage
        work = sum(row.task.people.values()) if row.task else _work(plan, row)
        length = row.finish - row.start
        one = ET.SubElement(listed, "Task")
        start = days.moment(row.start, ending=milestone and row.start > 0)
        _put(
            one,
            {
                "UID": str(uid),
                "ID": str(uid),
                "Name": row.name,
                "Active": "1",
                "Manual": "0",
                "Type": FIXED_UNITS,
                "IsNull": "0",
                "WBS": number,
                "OutlineNumber": number,
                "OutlineLevel": str(row.level),
                "Start": _moment(start),
                "Finish": _moment(start if milestone else days.moment(row.finish, ending=True)),
                "Duration": span(length),
                "DurationFormat": DAYS,
                "Work": span(work),
                "EffortDriven": "0",
                "Estimated": "0",
                "Milestone": "1" if milestone else "0",
                "Summary": "1" if row.stage else "0",
                "ConstraintType": "0",
                "CalendarUID": "-1",
            },
        )
        if row.task and row.task.delay > 0:
            gap = _elapsed(days, row.task)
            if gap > 0:
                _put(one, {"LevelingDelay": str(gap * 10), "LevelingDelayFormat": ELAPSED_DAYS})
        if row.task:
            _put(one, {"Notes": _notes(row.task)})
        for link in row.links:
            _put(
                ET.SubElement(one, "PredecessorLink"),
                {
                    "PredecessorUID": str(uids[link.before]),
                    "Type": FINISH_TO_START,
                    "CrossProject": "0",
                    "LinkLag": str(round(link.lag * MINUTES_A_DAY) * 10),
                    "LagFormat": DAYS,
                },
            )
        _field(one, TASK_ID, row.id)
        if row.task:
            minutes = round(length * MINUTES_A_DAY), round(work * MINUTES_A_DAY)
            _field(one, TASK_BASE, str(Base(uid, *minutes, row.task.effort, lags(row.links))))


def _work(plan: Schedule, row: _Row) -> float:
    return sum(sum(t.people.values()) for t in plan.tasks if f"{STAGE}{t.stage}" == row.id)


def _elapsed(days: Calendar, task: Task) -> int:
    """Minutes on the clock between when its links let a task go and when people take it up."""
    free = days.moment(task.start - task.delay)
    return max(0, int((days.moment(task.start) - free).total_seconds() // 60))


def _notes(task: Task) -> str:
    words = f"Work package {task.id}. Likely effort of the team: {task.effort:.1f} person-days."
    if task.derived:
        words += " It follows from the compliance answers; change those, not this task."
    return words


def _resources(root: ET.Element, plan: Schedule) -> None:
    listed = ET.SubElement(root, "Resources")
    for uid, (role, (name, fte, rate)) in enumerate(plan.people.items(), start=1):
        one = ET.SubElement(listed, "Resource")
        _put(
            one,
            {
                "UID": str(uid),
                "ID": str(uid),
                "Name": name,
                "Type": WORKERS,
                "IsNull": "0",
                "Initials": role,
                "MaxUnits": f"{fte:.4f}",
                "StandardRate": f"{rate / (MINUTES_A_DAY / 60):.4f}",  # an hour's, whatever the format says
                "StandardRateFormat": HOURS,
                "CalendarUID": str(1 + uid),
            },
        )
        _field(one, RESOURCE_ID, role)


def _assignments(root: ET.Element, plan: Schedule, days: Calendar, uids: dict[str, int]) -> None:
    people = {role: uid for uid, role in enumerate(plan.people, start=1)}
    listed = ET.SubElement(root, "Assignments")
    number = 0
    for task in plan.tasks:
        for role, work in task.people.items():
            if task.length <= 0 or work <= 0:
                continue
            number += 1
            _put(
                ET.SubElement(listed, "Assignment"),
                {
                    "UID": str(number),
                    "TaskUID": str(uids[task.id]),
                    "ResourceUID": str(people[role]),
                    "Finish": _moment(days.moment(task.finish, ending=True)),
                    "Start": _moment(days.moment(task.start)),
                    "Units": f"{work / task.length:.6f}",
                    "Work": span(work),
                },
            )


def _put(parent: ET.Element, words: dict[str, str]) -> None:
    for name, value in words.items():
        ET.SubElement(parent, name).text = clean(value)


def _field(parent: ET.Element, field: str, value: str) -> None:
    _put(ET.SubElement(parent, "ExtendedAttribute"), {"FieldID": field, "Value": value})


def _moment(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S") if when.year >= 1000 else when.isoformat()
