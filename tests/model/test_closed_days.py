"""The working calendar: closed days move dates by what they take, in whichever year they were written down."""

from __future__ import annotations

import datetime as dt

import pytest

from waybook.estimate import estimate
from waybook.model.closed_days import closed_days
from waybook.plan import Plan
from waybook.plan.team import Closure

CHRISTMAS = ("2019-12-24", "2020-01-01")


def closing(start: str, *closures: Closure) -> Plan:
    plan = Plan(start=dt.date.fromisoformat(start))
    plan.team.closures = list(closures)
    return plan


def span(first: str, last: str, every_year: bool = True) -> Closure:
    return Closure(
        name="Holidays", first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last), every_year=every_year
    )


@pytest.mark.parametrize("written", [2019, 2026, 2031])
def test_a_closure_of_every_year_counts_whatever_year_it_was_written_down_for(written: int) -> None:
    found = closed_days(closing("2026-12-14", span(f"{written}-12-24", f"{written + 1}-01-01")), 2)
    assert [(first.isoformat(), last.isoformat()) for _, first, last in found] == [
        ("2026-12-24", "2027-01-01"),
        ("2027-12-24", "2028-01-01"),
    ]


def test_a_closure_that_has_begun_is_closed_from_the_start_on() -> None:
    found = closed_days(closing("2026-12-28", span("2020-12-24", "2021-01-01")), 1)
    assert found[0][1:] == (dt.date(2026, 12, 28), dt.date(2027, 1, 1))


def test_the_29th_of_february_is_the_28th_in_other_years() -> None:
    found = closed_days(closing("2027-01-04", span("2024-02-29", "2024-02-29")), 2)
    assert [first for _, first, _ in found] == [dt.date(2027, 2, 28), dt.date(2028, 2, 29)]


def test_a_closure_of_one_year_does_not_return() -> None:
    assert not closed_days(closing("2027-01-04", span("2026-07-01", "2026-07-31", every_year=False)), 5)
    assert len(closed_days(closing("2027-01-04", span("2027-07-01", "2027-07-31", every_year=False)), 5)) == 1


def test_the_estimate_is_later_by_exactly_the_working_days_that_are_closed() -> None:
    """Start Monday 14 December; the closure takes the working days 24, 25, 28 to 31 December and 1 January: seven."""
    free, shut = (estimate(one, draws=64) for one in (closing("2026-12-14"), closing("2026-12-14", span(*CHRISTMAS))))
    later = (shut.samples("go_live") - free.samples("go_live")) * shut.inputs.scalar("days_per_month")
    assert shut.inputs["closure_after"].values[0] == 8
    assert later[free.samples("go_live") < 11] == pytest.approx(7)
    assert (later[free.samples("go_live") > 13] > 7).all()


def test_closures_return_through_a_long_build_even_if_only_one_year_is_counted() -> None:
    plan = closing("2027-01-04", span(*CHRISTMAS))
    plan.economics.horizon_years = 1
    assert len(estimate(plan, draws=16).inputs.axes["closure"]) >= 4
