"""Findings become days that can be explained; a re-audit shows what cleaning changed; a spot check has its interval."""

import pytest

from tests.audit.tables.shop import TODAY, as_csv, customers, is_missing
from waybook.audit.accuracy import spot_check
from waybook.audit.preparation import compare, connecting, data_preparation_days, together
from waybook.audit.rules import finding, fixes, placeholders, thresholds
from waybook.audit.table import audit_file


def audited(rows, name="shop", near=False):
    return audit_file(as_csv(rows), name=name, today=TODAY, near=near)


def test_the_days_are_the_connection_the_findings_days_and_the_tests_on_top():
    report = audited(customers(600))
    preparation = data_preparation_days([report])
    worked = [f.days[1] for f in report.findings if not f.waits]
    assert preparation.days[1] == pytest.approx(1.12 * (connecting("shop").days[1] + sum(worked)))
    assert 1.12 * sum(reason.days[1] for reason in preparation.reasons) == pytest.approx(preparation.days[1])
    low, likely, high = preparation.days
    assert low < likely < high
    assert likely - low < 1.12 * sum(r.days[1] - r.days[0] for r in preparation.reasons)  # errors partly cancel
    assert all(reason.why and reason.fix and reason.evidence for reason in preparation.reasons)


def test_a_source_without_a_fault_still_has_to_be_connected():
    days = data_preparation_days([Clean()]).days
    assert 0 < days[0] < days[1] < days[2]
    assert data_preparation_days([Clean(), Clean()]).days[1] == pytest.approx(2 * days[1])


def test_effort_grows_with_problems_not_with_rows():
    rows = customers(600)
    once, twice = audited(rows), audited([*rows, *({**row, "customer_id": "D" + row["customer_id"]} for row in rows)])
    assert data_preparation_days([twice]).days[1] == pytest.approx(data_preparation_days([once]).days[1], rel=0.05)


class Clean:
    name = "r"
    findings = ()


def test_waits_are_not_work_and_do_not_add_up():
    waits = [finding("history_short", "d", 0, 0.5, "high", "x", units=n, waits=True) for n in (100, 60)]

    class Report:
        name = "r"
        findings = tuple(waits)

    preparation = data_preparation_days([Report()])
    assert preparation.days == data_preparation_days([Clean()]).days
    assert preparation.wait == waits[0].days


def test_ranges_add_with_the_stated_correlation():
    low, likely, high = together([(1, 2, 4), (1, 2, 4)])
    assert likely == 4
    assert high - 4 == pytest.approx((0.7 * 8 + 0.3 * 16) ** 0.5, abs=1e-3)
    assert 4 - low == pytest.approx((0.7 * 2 + 0.3 * 4) ** 0.5, abs=1e-3)


def test_sampled_findings_are_less_certain():
    exact, sampled = (finding("mixed_types", "c", 1, 0.1, "low", "x", tier=tier) for tier in (1, 2))
    assert sampled.days[0] < exact.days[0]
    assert sampled.days[2] > exact.days[2]


def test_a_re_audit_shows_the_difference():
    dirty = customers(600)
    clean = [
        {**row, "city": "London" if is_missing(row["city"]) else row["city"].strip().title(), "customer_id": f"C{i:06}"}
        for i, row in enumerate(dirty[:588])
    ]
    difference = compare([audited(dirty)], [audited(clean)])
    state = {(change.kind, change.column): change.state for change in difference.changes}
    for gone in [("duplicate_rows", None), ("missing", "city"), ("placeholder", "city"), ("odd_categories", "city")]:
        assert state[gone] == "gone"
    assert state["outdated", "last_order"] in {"same", "better", "worse"}
    assert difference.days[1] < 0
    assert difference.days[1] == pytest.approx(difference.after.days[1] - difference.before.days[1], abs=1e-3)
    assert compare([audited(dirty)], [audited(dirty)]).days == (0, 0, 0)


@pytest.mark.parametrize(
    ("n", "errors", "level", "low", "high"),
    # Clopper-Pearson as tabulated; the first two are the one-sided 95% bounds of 0 of 50 and 0 of 150.
    [(50, 0, 0.9, 0.0, 0.0582), (150, 0, 0.90, 0.0, 0.0198), (100, 5, 0.95, 0.0164, 0.1128), (10, 10, 0.95, 0.6915, 1)],
)
def test_spot_check_interval(n, errors, level, low, high):
    check = spot_check(n, errors, level)
    assert (check.low, check.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert check.score.value == pytest.approx(100 * (1 - errors / n))


@pytest.mark.parametrize(("n", "errors"), [(0, 0), (5, 6), (5, -1)])
def test_spot_checks_that_cannot_be(n, errors):
    with pytest.raises(ValueError):
        spot_check(n, errors)


def test_the_reference_data_is_in_order():
    for fix in fixes().values():
        assert fix.low <= fix.likely <= fix.high
    assert all(row.text == row.text.strip().lower() for row in placeholders())
    assert all(row.source and row.date for row in thresholds().values())
