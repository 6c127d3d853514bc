"""The backlog as CSV."""

import csv
import io

import pytest

from waybook.handouts.backlog import BEGINS_FORMULA, TOOLS, backlog, issues, safe
from waybook.handouts.law import law
from waybook.handouts.tasks import schedule


def rows(results, tool):
    return list(csv.reader(io.StringIO(backlog(results, tool).decode("utf-8"), newline="")))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["customer_support", "empty", "nasty"])
def test_one_row_for_each_package_and_each_open_duty(found, name, tool):
    results = found(name)
    table = rows(results, tool)
    about = law(results.plan, None)
    packages = len(schedule(results).tasks)
    duties = about.sure + about.unknown if about.answered else about.sure + 1
    epics = sum(row[0] == "Epic" for row in table)
    assert len(table) == 1 + packages + duties + epics
    assert {len(row) for row in table} == {len(table[0])}
    assert (epics > 0) == (tool == "jira")


@pytest.mark.parametrize("tool", TOOLS)
def test_no_cell_begins_a_formula(found, tool):
    cells = [cell for row in rows(found("nasty"), tool) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(BEGINS_FORMULA)]


@pytest.mark.parametrize("typed", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "|x"])
def test_formulas_are_quoted(typed):
    assert safe(typed) == f"'{typed}"


def test_jira_links_and_parents_point_at_rows(found):
    table = rows(found("retail"), "jira")
    heads, body = table[0], table[1:]
    ids = [row[1] for row in body]
    assert len(set(ids)) == len(ids)
    blocks = [n for n, head in enumerate(heads) if head == "Outward issue link (Blocks)"]
    place = {id_: n for n, id_ in enumerate(ids)}
    links = [(row[1], row[n]) for row in body for n in blocks if row[n]]
    assert links
    assert all(later in place for _, later in links)
    assert all(row[2] == "" if row[0] == "Epic" else place[row[2]] < place[row[1]] for row in body)


def test_estimates_add_up_to_the_plan(found):
    results = found("retail")
    seconds = sum(float(row[5]) for row in rows(results, "jira")[1:] if row[5])
    assert seconds / 3600 / 8 == pytest.approx(sum(task.effort for task in schedule(results).tasks), rel=1e-4)


def test_order_and_blocking_are_each_others_mirror(found):
    listed = {one.id: one for one in issues(found("healthcare"))}
    pairs = {(one.id, later) for one in listed.values() for later in one.blocks}
    assert pairs == {(before, one.id) for one in listed.values() for before in one.after}
    assert any(listed[before].labels[0] == "compliance" and later == "LAW2" for before, later in pairs)


def test_criteria_and_evidence_are_in_the_description(found):
    listed = {one.id: one for one in issues(found("retail"))}
    assert "Acceptance criteria:" in listed["E11"].body
    assert "Evidence: Test run with coverage" in listed["E11"].body
    duty = next(one for one in listed.values() if "applies" in one.labels)
    assert "Evidence:" in duty.body
    assert "not legal advice" in duty.body
