"""Every number on the list says whose it is."""

import datetime as dt

import pandas as pd
import pytest

from tests.pages.conftest import Open
from waybook.estimate import estimate
from waybook.plan.fields import get
from waybook.ui import provenance, starting
from waybook.ui.provenance import GRADES, OLD, numbers


def test_every_number_has_unit_source_and_a_known_grade() -> None:
    plan = starting.example("customer_support")
    rows = list(numbers(estimate(plan, draws=64).inputs, "GBP"))
    assert len(rows) > 300
    assert all(row["Source"] and row["Grade"] in GRADES for row in rows)
    own = [row for row in rows if row["Field"] and row["Grade"] == "own"]
    assert own
    assert all(get(plan, row["Field"].split(".low")[0]) is not None for row in own if "[" not in row["Field"])


def test_a_range_is_one_row_and_an_old_price_is_flagged() -> None:
    inputs = estimate(starting.example("customer_support"), draws=64).inputs
    rows = list(numbers(inputs, "GBP", dt.date(2026, 11, 28)))
    ranges = [row for row in rows if row["Low"] is not None]
    assert all(row["Low"] <= row["Value"] <= row["High"] for row in ranges)
    assert {"Effort", "Day rate"} <= {row["What"] for row in ranges}
    assert not any(row["What"].endswith((", low", ", high", ", likely")) for row in rows)
    old = [row for row in rows if row["Age"] == OLD]
    assert any("ITJobsWatch" in row["Source"] for row in old)
    assert not any(row["Unit"] == "person-days" for row in old)
    earlier = [row for row in numbers(inputs, "GBP", dt.date(2026, 4, 30)) if row["Age"]]
    assert len(earlier) < len(old)


def test_the_list_is_filtered(open_screen: Open) -> None:
    app = open_screen("sources", starting.example("customer_support"))
    everything = len(app.dataframe[0].value)
    app.text_input("word on show").input("ITJobsWatch").run()
    assert 0 < len(app.dataframe[0].value) < everything
    assert all("ITJobsWatch" in source for source in app.dataframe[0].value["Source"])


def test_a_ticked_number_is_read_in_full(open_screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    row = pd.Series(next(iter(numbers(estimate(starting.example("customer_support"), draws=64).inputs, "GBP"))))
    said: list[str] = []
    monkeypatch.setattr(provenance.st, "markdown", said.append)
    monkeypatch.setattr(provenance.st, "caption", said.append)
    provenance._card(row)
    assert "7 person\\-days, 4 to 13 in eight of ten" in said[0]
    assert said[1].endswith("\\(docs/data\\.md\\)")
