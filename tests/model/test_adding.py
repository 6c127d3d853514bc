"""One more person: never later, and sooner where that role is short."""

from __future__ import annotations

from waybook.model import results
from waybook.model.adding import one_more
from waybook.plan import read
from waybook.reference import data_folder


def _support() -> bytes:
    return (data_folder() / "examples/customer_support.json").read_bytes()


def test_one_more_person_never_makes_it_later() -> None:
    effects = one_more(results(read(_support()), draws=512))
    assert len(effects) == 8
    assert all(one.p50 <= 1e-9 and one.p80 <= 1e-9 for one in effects)
    assert [one.p80 for one in effects] == sorted(one.p80 for one in effects)


def test_the_scarce_role_is_found() -> None:
    plan = read(_support())
    for line in plan.team.lines:
        if line.role == "SWE":
            line.fte = 0.25
    first = one_more(results(plan, draws=512))[0]
    assert first.role == "SWE"
    assert first.p80 < -0.5
    assert first.people == 0.5
