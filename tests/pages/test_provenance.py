"""Every number on the list says whose it is."""

from tests.pages.conftest import Open
from waybook.estimate import estimate
from waybook.plan.fields import get
from waybook.ui import starting
from waybook.ui.provenance import GRADES, numbers


def test_every_number_has_unit_source_and_a_known_grade() -> None:
    plan = starting.example("customer_support")
    rows = list(numbers(estimate(plan, draws=64).inputs, "GBP"))
    assert len(rows) > 300
    assert all(row["Source"] and row["Grade"] in GRADES for row in rows)
    own = [row for row in rows if row["Field"] and row["Grade"] == "own"]
    assert own
    assert all(get(plan, row["Field"].split(".low")[0]) is not None for row in own if "[" not in row["Field"])


def test_the_list_is_filtered(open_screen: Open) -> None:
    app = open_screen("sources", starting.example("customer_support"))
    everything = len(app.dataframe[0].value)
    app.text_input("word on show").input("ITJobsWatch").run()
    assert 0 < len(app.dataframe[0].value) < everything
    assert all("ITJobsWatch" in source for source in app.dataframe[0].value["Source"])
