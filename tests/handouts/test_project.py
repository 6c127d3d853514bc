"""Microsoft Project XML: out, edited as a planner would, and home again."""

import datetime as dt
import time
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from waybook.estimate import estimate
from waybook.handouts.project.changes import project_changes
from waybook.handouts.project.reading import LARGEST_BYTES, NotReadable, read_project
from waybook.handouts.project.schema import NAMESPACE, TASK_BASE, TASK_ID
from waybook.handouts.project.writing import project_xml
from waybook.handouts.tasks import schedule
from waybook.plan import PlanError

N = f"{{{NAMESPACE}}}"


ORDER = {
    "Project": "SaveVersion UID Name Title Company CreationDate ScheduleFromStart StartDate FinishDate CurrencyCode "
    "CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType "
    "DurationFormat WorkFormat HonorConstraints NewTasksEffortDriven NewTasksEstimated NewTasksAreManual "
    "ExtendedAttributes Calendars Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking WorkingTimes",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking",
    "Task": "UID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Start Finish Duration DurationFormat "
    "Work EffortDriven Estimated Milestone Summary ConstraintType CalendarUID LevelingDelay LevelingDelayFormat Notes "
    "PredecessorLink ExtendedAttribute",
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull Initials MaxUnits StandardRate StandardRateFormat CalendarUID "
    "ExtendedAttribute",
    "Assignment": "UID TaskUID ResourceUID Finish Start Units Work",
}
"""The sequences of Microsoft's schema (mspdi_pj14.xsd), as far as Waybook writes them; Project refuses others."""


class Edited:
    """An exported file in the hands of a planner."""

    def __init__(self, results):
        ET.register_namespace("", NAMESPACE)
        self.root = ET.fromstring(project_xml(results))

    def task(self, id_):
        for row in self.root.iter(f"{N}Task"):
            values = {
                one.findtext(f"{N}FieldID"): one.findtext(f"{N}Value") for one in row.iter(f"{N}ExtendedAttribute")
            }
            if values.get(TASK_ID) == id_:
                return row
        raise KeyError(id_)

    def uid(self, id_):
        return self.task(id_).findtext(f"{N}UID")

    def set(self, id_, name, text):
        self.task(id_).find(f"{N}{name}").text = text

    def links(self, id_):
        return self.task(id_).findall(f"{N}PredecessorLink")

    def link(self, row, uid, kind="1", lag="0"):
        one = ET.SubElement(row, f"{N}PredecessorLink")
        for name, text in (("PredecessorUID", uid), ("Type", kind), ("LinkLag", lag), ("LagFormat", "7")):
            ET.SubElement(one, f"{N}{name}").text = text

    def add(self, name, hours, level="2", uid="900"):
        tasks = self.root.find(f"{N}Tasks")
        row = ET.SubElement(tasks, f"{N}Task")
        for key, text in (("UID", uid), ("ID", uid), ("Name", name), ("OutlineLevel", level),
                          ("Duration", f"PT{hours}H0M0S"), ("Summary", "0")):  # fmt: skip
            ET.SubElement(row, f"{N}{key}").text = text
        return row

    def drop(self, id_):
        self.root.find(f"{N}Tasks").remove(self.task(id_))

    def data(self):
        return ET.tostring(self.root, encoding="utf-8")


@pytest.mark.parametrize("name", ["customer_support", "financial_services", "empty", "nasty"])
def test_an_untouched_file_changes_nothing(found, name):
    results = found(name)
    told = project_changes(results, project_xml(results))
    assert (told.differences, told.problems, told.notes) == ((), (), ())
    assert told.accept("all") == results.plan


def test_the_file_holds_the_schedule(found):
    results = found("retail")
    file = read_project(project_xml(results))
    by_id, by_uid = {one.id: one for one in file.tasks}, {one.uid: one for one in file.tasks}
    plan = schedule(results)
    for task in plan.tasks:
        one = by_id[task.id]
        assert one.minutes == pytest.approx(task.length * 480, abs=0.51)
        assert one.work == pytest.approx(sum(task.people.values()) * 480, abs=0.51)
        assert {by_uid[link.uid].id: link.lag for link in one.links} == pytest.approx(
            {link.before: link.lag * 480 for link in task.links}, abs=0.51
        )
        assert sum(one.people.values()) == pytest.approx(one.work, abs=len(one.people))
        assert by_uid[one.parent].summary
    assert plan.live_at / results.inputs.scalar("days_per_month") == pytest.approx(results.months.plan, rel=1e-9)
    root = ET.fromstring(project_xml(results))
    first = root.find(f"{N}Calendars/{N}Calendar")
    assert (first.findtext(f"{N}Name"), first.findtext(f"{N}UID")) == ("Waybook working days", "1")
    rates = {one.findtext(f"{N}Initials"): one for one in root.iter(f"{N}Resource")}
    role = results.inputs.place("role", "SWE")
    rate = float(rates["SWE"].findtext(f"{N}StandardRate")) * 8
    assert rate == pytest.approx(float(np.ravel(results.likely.value("role_rate"))[role]), abs=0.001)
    assert float(rates["SWE"].findtext(f"{N}MaxUnits")) == sum(
        one.fte for one in results.plan.team.lines if one.role == "SWE"
    )


@pytest.mark.parametrize("name", ["customer_support", "nasty", "empty"])
def test_elements_stand_in_the_order_of_the_schema_and_point_at_what_is_there(found, name):
    root = ET.fromstring(project_xml(found(name)))
    for element in root.iter():
        names = ORDER.get(element.tag.removeprefix(N), "").split()
        places = [names.index(child.tag.removeprefix(N)) for child in element] if names else []
        assert places == sorted(places)
    uids = {kind: [one.findtext(f"{N}UID") for one in root.iter(f"{N}{kind}")]
            for kind in ("Task", "Resource", "Calendar", "Assignment")}  # fmt: skip
    assert all(len(set(found_)) == len(found_) and found_ for found_ in uids.values())
    assert {one.text for one in root.iter(f"{N}PredecessorUID")} <= set(uids["Task"])
    assert {one.text for one in root.iter(f"{N}TaskUID")} <= set(uids["Task"])
    assert {one.text for one in root.iter(f"{N}ResourceUID")} <= set(uids["Resource"])
    assert {one.text for one in root.iter(f"{N}CalendarUID")} <= {*uids["Calendar"], "-1"}
    assert all(len(one.text) <= 512 for one in root.iter(f"{N}Name"))


def test_tasks_follow_their_links_on_the_calendar(found):
    """No task starts before a predecessor ends, none on a weekend or a closed day."""
    root = ET.fromstring(project_xml(found("nasty")))
    rows = {one.findtext(f"{N}UID"): one for one in root.iter(f"{N}Task")}
    moments = {uid: [dt.datetime.fromisoformat(one.findtext(f"{N}{key}")) for key in ("Start", "Finish")]
               for uid, one in rows.items()}  # fmt: skip
    linked = 0
    for uid, one in rows.items():
        start, finish = moments[uid]
        assert start <= finish
        assert start.weekday() < 5
        assert not (dt.date(2027, 12, 24) <= start.date() <= dt.date(2028, 1, 1))
        for link in one.findall(f"{N}PredecessorLink"):
            linked += 1
            assert moments[link.findtext(f"{N}PredecessorUID")][1] <= start + dt.timedelta(minutes=1)
    assert linked > 40


def test_a_longer_duration_comes_home_as_effort(found):
    results = found("retail")
    file = Edited(results)
    before = next(task for task in schedule(results).tasks if task.id == "E2")
    file.set("E2", "Duration", f"PT{round(before.length * 16)}H0M0S")
    told = project_changes(results, file.data())
    assert [one.path for one in told.differences] == ["estimates.packages['E2'].days"]
    plan = told.accept("all")
    again = estimate(plan, draws=64)
    after = next(task for task in schedule(again).tasks if task.id == "E2")
    assert after.length == pytest.approx(round(before.length * 16) / 8, rel=0.002)
    assert project_changes(again, file.data()).differences == ()  # reading the same file twice takes nothing twice
    days = plan.estimates.packages["E2"].days
    was = told.differences[0].now
    assert days.high / days.likely == pytest.approx(was["high"] / was["likely"], rel=0.01)


def test_more_work_counts_more_than_the_calendar(found):
    results = found("retail")
    file = Edited(results)
    before = next(task for task in schedule(results).tasks if task.id == "E3")
    file.set("E3", "Work", f"PT{round(sum(before.people.values()) * 8 * 1.5)}H0M0S")
    plan = project_changes(results, file.data()).accept("all")
    after = next(task for task in schedule(estimate(plan, draws=64)).tasks if task.id == "E3")
    assert after.effort == pytest.approx(before.effort * 1.5, rel=0.002)


def test_a_plan_that_moved_on_keeps_its_own_changes(found):
    results = found("retail")
    file = Edited(results)
    raw = results.plan.model_dump(mode="json")
    raw["estimates"]["packages"]["E4"] = {"days": {"low": 90, "likely": 100, "high": 110}}
    moved = estimate(type(results.plan).model_validate(raw), draws=64)
    assert project_changes(moved, file.data()).differences == ()  # nobody touched the file
    file.set("E4", "Duration", "PT800H0M0S")
    (one,) = project_changes(moved, file.data()).differences
    assert one.conflict


def test_what_has_left_the_plan_since_the_export_is_no_difference(found):
    results = found("retail")
    file = Edited(results)
    raw = results.plan.model_dump(mode="json")
    raw["estimates"]["packages"]["E2"] = {"included": False}
    moved = estimate(type(results.plan).model_validate(raw), draws=64)
    told = project_changes(moved, file.data())
    assert (told.differences, told.problems, told.notes) == ((), (), ())
    file.set("E2", "Duration", "PT800H0M0S")
    row = file.add("Translate", 80)
    file.link(row, file.uid("E2"))
    told = project_changes(moved, file.data())
    assert [(one.kind, one.edited["depends_on"]) for one in told.differences] == [("add", [])]
    assert "has left the plan since the export" in " ".join(told.notes)
    estimate(told.accept("all"), draws=64)


def test_links_come_and_go(found):
    results = found("retail")
    file = Edited(results)
    row = file.task("E2")
    for link in file.links("E2"):
        row.remove(link)
    file.link(row, file.uid("D4"))
    told = project_changes(results, file.data())
    (one,) = told.differences
    assert one.path == "estimates.packages['E2'].depends_on"
    assert one.edited == ["D4"]
    assert told.accept([one.id]).estimates.packages["E2"].depends_on == ["D4"]


def test_a_longer_lag_is_a_longer_wait_and_is_read_once(found):
    results = found("retail")
    file = Edited(results)
    uid = file.uid("D3")
    changed = [link for row in file.root.iter(f"{N}PredecessorLink") for link in [row]
               if link.findtext(f"{N}PredecessorUID") == uid]  # fmt: skip
    for link in changed:
        link.find(f"{N}LinkLag").text = str(8 * 5 * 480 * 10)
    told = project_changes(results, file.data())
    (one,) = told.differences
    assert one.path == "estimates.packages['D3'].wait_weeks"
    assert one.edited["likely"] == pytest.approx(8)
    again = estimate(told.accept("all"), draws=64)
    assert project_changes(again, file.data()).differences == ()


def test_new_tasks_become_work_packages(found):
    results = found("retail")
    file = Edited(results)
    row = file.add("Translate the catalogue = 3 languages", 80)
    file.link(row, file.uid("P5"))
    file.link(file.task("G8"), "900")
    told = project_changes(results, file.data())
    added = next(one for one in told.differences if one.kind == "add")
    assert added.edited["days"]["likely"] == 10
    assert added.edited["depends_on"] == ["P5"]
    assert added.edited["stage"] == 4
    after = estimate(told.accept("all"), draws=64)
    tasks = {task.id: task for task in schedule(after).tasks}
    assert tasks[added.edited["id"]].effort == pytest.approx(10)
    assert added.edited["id"] in {link.before for link in tasks["G8"].links}
    assert project_changes(after, file.data()).differences == ()


def test_removed_and_inactive_tasks_leave_the_plan(found):
    results = found("retail")
    file = Edited(results)
    file.drop("G7")
    file.set("G6", "Active", "0")
    plan = project_changes(results, file.data()).accept("all")
    assert not plan.estimates.packages["G7"].included
    assert not plan.estimates.packages["G6"].included


def test_what_the_law_asks_for_is_not_edited_away(found):
    results = found("healthcare")
    file = Edited(results)
    file.set("LAW2", "Duration", "PT8H0M0S")
    told = project_changes(results, file.data())
    assert told.differences == ()
    assert "compliance answers" in told.notes[0]


def test_a_copied_task_is_a_new_one(found):
    results = found("retail")
    file = Edited(results)
    copy = ET.fromstring(ET.tostring(file.task("E4")))
    copy.find(f"{N}UID").text = "901"
    copy.find(f"{N}Name").text = "Second front end"
    file.root.find(f"{N}Tasks").append(copy)
    told = project_changes(results, file.data())
    assert [one.kind for one in told.differences] == ["add"]
    assert told.differences[0].edited["name"] == "Second front end"


def test_what_cannot_be_kept_is_named(found):
    results = found("retail")
    file = Edited(results)
    file.link(file.task("E4"), file.uid("D1"), kind="3")
    file.link(file.task("E5"), "77777")
    file.link(file.task("D1"), file.uid("G9"))
    told = project_changes(results, file.data())
    words = " ".join(told.problems)
    assert "start to start" in words
    assert "not in the file" in words
    assert "circle" in words
    with pytest.raises(PlanError, match="no difference 'nonsense'"):
        told.accept(["nonsense"])
    with pytest.raises(PlanError, match="circle"):
        told.accept("all")  # a plan that cannot be estimated is no plan to keep


def test_a_foreign_file_is_matched_by_name(found):
    results = found("retail")
    file = Edited(results)
    for row in file.root.iter(f"{N}Task"):
        for one in row.findall(f"{N}ExtendedAttribute"):
            row.remove(one)
    told = project_changes(results, file.data())
    assert told.differences == ()
    assert "matched by name" in " ".join(told.notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not XML"),
        (b"\xd0\xcf\x11\xe0rest", ".mpp"),
        (b"PK\x03\x04", "zip"),
        (b"<Project", "not XML"),
        (b"<html/>", "first element"),
        (b'<Project xmlns="http://schemas.microsoft.com/project"><Tasks>', "not XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Project xmlns="http://schemas.microsoft.com/project"/>', "entities"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "not XML"),
        (b"x" * (LARGEST_BYTES + 1), "at most"),
        (b"<a>" * 200_000, "not XML"),
        (b"<a/>" * 1_100_000, "far more elements"),
        (b"<a " + b" ".join(b"b%d='1'" % n for n in range(201_000)) + b"/>", "attributes"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_a_sentence(found, data, words):
    with pytest.raises(NotReadable, match=words):
        project_changes(found("empty"), data)


@pytest.mark.parametrize("text", ["PT", "soon", "PT99999999999H", "P1Y", "-PT8H0M0S", "PT1e9H"])
def test_an_impossible_duration_is_named_and_nothing_else_is_lost(found, text):
    results = found("retail")
    file = Edited(results)
    file.set("E4", "Duration", text)
    told = project_changes(results, file.data())
    (problem,) = told.problems
    assert "duration" in problem
    assert "Frontend" in problem
    assert told.differences == ()


def test_the_base_of_a_task_rides_in_its_second_text_field(found):
    row = Edited(found("retail")).task("E4")
    words = [one.findtext(f"{N}Value") for one in row.findall(f"{N}ExtendedAttribute")
             if one.findtext(f"{N}FieldID") == TASK_BASE]  # fmt: skip
    assert words[0].startswith("uid=")


def test_five_thousand_tasks_inside_each_other_are_read_in_moments(found):
    rows = "".join(
        f"<Task><UID>{n}</UID><Name>t{n}</Name><OutlineLevel>{n}</OutlineLevel><Duration>PT8H0M0S</Duration></Task>"
        for n in range(1, 5001)
    )
    began = time.process_time()
    told = project_changes(found("empty"), f'<Project xmlns="{NAMESPACE}"><Tasks>{rows}</Tasks></Project>'.encode())
    assert time.process_time() - began < 5
    assert len(told.differences) == 5000
    assert "at most" in told.problems[0]


def test_a_task_without_a_level_stands_on_the_first(found):
    row = "<Task><UID>1</UID><Name>Plain</Name><Duration>PT16H0M0S</Duration></Task>"
    data = f'<Project xmlns="{NAMESPACE}"><Tasks>{row}</Tasks></Project>'.encode()
    (one,) = project_changes(found("empty"), data).differences
    assert (one.edited["name"], one.edited["days"]["likely"]) == ("Plain", 2)


def test_a_uid_used_twice_is_named(found):
    file = Edited(found("retail"))
    file.set("E5", "UID", file.uid("E4"))
    assert any("another task has the UID" in one for one in project_changes(found("retail"), file.data()).problems)
