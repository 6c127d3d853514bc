"""What was measured is on the sheet of the data audit: figures, findings with their days, scores, what cleaning did."""

from tests.audit.tables.shop import customers
from tests.audit.tables.test_measurement import measured
from waybook.audit.measurement import kept
from waybook.plan import Plan
from waybook.plan.data_audit import Belief
from waybook.reference import load
from waybook.spreadsheet.report_sheets import Share, reports


def test_findings_scores_and_the_difference_are_on_the_sheet() -> None:
    dirty = customers(300)
    plan = measured(Plan(), "Shop", dirty)
    plan.data.beliefs = [Belief(source="Shop", missing=0.02)]
    plan = measured(plan, "Shop", [{name: value for name, value in row.items() if name != "email"} for row in dirty])
    plan.data.sources[0].rows_checked, plan.data.sources[0].rows_wrong = 50, 2
    sheet = next(one for one in reports(plan, load()) if one.name == "Data audit")
    taken, believed, found, sound, changed = (table.rows for table in sheet.tables)
    assert [row[0] for row in taken] == ["Shop", "Shop"]
    assert "Rows: " in str(taken[0][5])
    assert believed[0][5] == Share(0.02)
    last = kept(plan.data.measurements[-1])
    assert len(found) == len(last.findings) > 3
    likely = [row[3] for row in found if row[3] is not None]
    assert likely == [one.days[1] for one in last.findings if any(one.days)]
    assert {str(row[1]) for row in sound} >= {"Completeness", "Accuracy"}
    assert next(row[8] for row in sound if row[1] == "Accuracy") == 96.0
    assert "gone" in {row[7] for row in changed}
    widths = [len(table.headers) for table in sheet.tables]
    assert all(len(row) <= width for table, width in zip(sheet.tables, widths, strict=True) for row in table.rows)
