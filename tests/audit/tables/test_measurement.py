"""What the plan keeps of a report, what comes back from it, and a database as one source."""

import datetime as dt
import json

import pytest

from tests.audit.tables.shop import TODAY, as_csv, customers
from tests.audit.tables.test_database import fill
from waybook.audit.measurement import checked, headline, kept, plan_changes, since_before, whole
from waybook.audit.preparation import connecting, data_preparation_days
from waybook.audit.purpose import Purpose
from waybook.audit.source import audit_database
from waybook.audit.table import audit_file, audit_file_tiers
from waybook.plan import Plan
from waybook.plan.data_audit import DataSource, Measurement


def measured(plan: Plan, source: str, rows) -> Plan:
    report = audit_file(as_csv(rows), name="shop", today=TODAY, near=False)
    work = data_preparation_days([report])
    changes = plan_changes(plan, source, report, work, TODAY)
    document = plan.model_dump(mode="json")
    for path, value in changes.items():
        document["data"][path.removeprefix("data.")] = value
    return Plan.model_validate(json.loads(json.dumps(document)))


def test_findings_and_scores_come_back_as_they_were_kept():
    report = audit_file(as_csv(customers(300)), name="shop", today=TODAY, near=False)
    plan = measured(Plan(), "Shop", customers(300))
    back = kept(plan.data.measurements[0])
    assert len(back.findings) == len(report.findings)
    by_place = {(one.kind, one.column): one for one in report.findings}
    for one in back.findings:
        original = by_place[one.kind, one.column]
        assert (one.rows, one.severity, one.fix) == (original.rows, original.severity, original.fix)
        assert one.days == pytest.approx(original.days, abs=1e-6)
    assert {name: score.evidence for name, score in back.scores.items()} == {
        name: score.evidence for name, score in report.scores.items()
    }


def test_the_inventory_learns_what_nobody_had_said_and_keeps_what_somebody_did():
    said = Plan.model_validate({"data": {"sources": [DataSource(name="Shop", records=7, owner="Ann")]}})
    plan = measured(said, "Shop", customers(300))
    (line,) = plan.data.sources
    assert (line.records, line.owner) == (7, "Ann")
    assert line.history_months == plan.data.history_months > 0
    assert [one.name for one in measured(plan, "Web", customers(50)).data.sources] == ["Shop", "Web"]


def test_the_difference_is_between_the_last_two_measurements_of_the_source():
    dirty = customers(300)
    clean = [{name: value for name, value in row.items() if name != "email"} for row in dirty]
    plan = measured(measured(measured(Plan(), "Shop", dirty), "Other", dirty), "Shop", clean)
    found = since_before(plan.data.measurements, "Shop")
    assert found.days[1] < 0
    assert since_before(plan.data.measurements, "Other") is None


@pytest.mark.parametrize("report", [{"rows": 10}, {"findings": "none"}, {"findings": [{"kind": 1}]}, {"scores": 3}])
def test_figures_of_another_hand_count_as_none(report):
    back = kept(Measurement(source="Shop", report=report))
    assert (back.findings, back.scores) == ((), {})


def test_a_check_by_hand_needs_both_numbers():
    assert checked(DataSource(rows_checked=50)) is None
    assert checked(DataSource(rows_checked=0, rows_wrong=0)) is None
    assert checked(DataSource(rows_checked=50, rows_wrong=0)).high == pytest.approx(0.071, abs=1e-3)
    with pytest.raises(ValueError, match="60 wrong among 50"):
        DataSource(rows_checked=50, rows_wrong=60)


def test_a_first_look_says_neither_missing_nor_duplicates_are_counted():
    first, *_, last = audit_file_tiers(as_csv(customers(300)), name="shop", today=TODAY, near=False)
    assert not first.counted
    assert headline(first)["Duplicates"] == "–"
    assert last.counted
    assert headline(last)["Duplicates"] != "–"


def test_a_database_is_one_source_with_its_tables_added_up(tmp_path):
    url = fill(f"sqlite:///{tmp_path}/shop.db")
    needs = Purpose(fields=("customers.name", "amount", "colour"))
    source = audit_database(url, near=False, today=dt.date(2026, 11, 23), purpose=needs)
    one = whole(source)
    assert one.rows == sum(table.rows for table in source.tables) == 1900
    assert len(one.findings) == 1 + sum(len(table.findings) for table in source.tables)
    assert "customers.town" in {column.name for column in one.columns}
    assert [found.column for found in one.findings if found.kind == "field_missing"] == ["colour"]
    for dimension, score in one.scores.items():
        known = [table.scores[dimension].value for table in source.tables if table.scores[dimension].value is not None]
        assert score.value == (min(known) if known else None)
    assert any("refers to customers.id" in note for note in one.notes)
    apart = data_preparation_days(source.tables).days[1] + 1.12 * source.findings[0].days[1]
    assert apart - data_preparation_days([one]).days[1] == pytest.approx(1.12 * connecting("one").days[1], abs=0.01)
