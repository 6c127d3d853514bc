"""A source measured on the data-audit screen becomes figures in the plan, and nothing of its content does."""

import io
import logging
import zipfile

import pytest

from tests import needs, postgres
from tests.audit.tables import test_database
from tests.pages.conftest import Open, plan_of, view, widget
from waybook.audit import table as audit_table
from waybook.plan import Plan, write
from waybook.plan.data_audit import DataSource

SECRET = "Zoltan Quixley"


def table(gaps: int = 4) -> bytes:
    """Every `gaps`-th amount is there; twenty rows come twice."""
    lines = ["customer,email,amount"]
    lines += [f"{SECRET} {n},q{n}@example.org,{'' if n % gaps else n}" for n in range(200)]
    return "\n".join([*lines, *lines[1:21]]).encode()


def audit_of(open_screen: Open, *names: str):  # type: ignore[no-untyped-def]
    plan = Plan.model_validate({"data": {"sources": [DataSource(name=name) for name in names]}})
    app = view(open_screen("data_audit", plan), "data audit", "Measure")
    widget(app, "selectbox", "Source").set_value(names[0]).run()
    return app


def give(app, name: str, content: bytes):  # type: ignore[no-untyped-def]
    app.get("file_uploader")[0].upload(name, content, "application/octet-stream").run()
    assert not app.exception, [each.message for each in app.exception]
    return app


def measure(app):  # type: ignore[no-untyped-def]
    widget(app, "button", "Measure").click().run()
    assert not app.exception, [each.message for each in app.exception]
    assert SECRET not in repr(app.session_state)
    return app


def figure(app, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.metric if each.label == label)


def test_a_table_is_measured_and_kept_as_aggregates(open_screen: Open) -> None:
    app = audit_of(open_screen, "Orders")
    widget(app, "number_input", "You believe: duplicates (%)").set_value(1.0).run()
    assert [(one.source, one.duplicates) for one in plan_of(app).data.beliefs] == [("Orders", 0.01)]  # at once
    view(view(app, "data audit", "Sources"), "data audit", "Measure")  # and nothing typed is lost on the way
    measure(give(app, "orders.csv", table()))
    assert figure(app, "Rows").value == "220"
    assert figure(app, "Duplicates").delta == "room said 1%: 8 points worse than believed"
    assert not plan_of(app).data.measurements  # until somebody keeps them
    widget(app, "button", "Keep these figures in the plan").click().run()
    plan = plan_of(app)
    assert [one.source for one in plan.data.measurements] == ["Orders"]
    assert plan.data.measurements[0].days is not None
    assert plan.data.measurements[0].days.likely > 0
    assert len(plan.data.beliefs) == 1
    assert plan.data.sources[0].records == 220
    assert SECRET not in write(plan)
    assert "@example.org" not in write(plan)
    assert not [each for each in app.button if each.label.startswith("Keep")]  # once


def test_how_a_file_is_read_is_shown_and_corrected_before_it_is_measured(open_screen: Open) -> None:
    app = give(audit_of(open_screen, "Orders"), "orders.csv", b"Report of May\n\n" + table().replace(b",", b";"))
    assert any("220 rows" in each.value and "line 3" in each.value for each in app.markdown)
    widget(app, "number_input", "Header in line").set_value(4).run()
    assert any("219 rows" in each.value and "line 4" in each.value for each in app.markdown)
    widget(app, "number_input", "Header in line").set_value(2).run()
    assert "Line 2 holds no header" in app.error[0].value
    assert not [each for each in app.button if each.label == "Measure"]
    widget(app, "number_input", "Header in line").set_value(3).run()
    measure(app)
    assert figure(app, "Rows").value == "220"


def test_a_file_that_is_no_table_is_one_sentence_and_the_plan_as_it_was(open_screen: Open) -> None:
    app = give(audit_of(open_screen, "Orders"), "orders.xlsx", b"PK\x03\x04 not a workbook")
    assert len(app.error) == 1
    assert "damaged" in app.error[0].value
    assert plan_of(app).data.measurements == []


def test_a_zip_of_documents_is_measured(open_screen: Open) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3):
            archive.writestr(f"guide-{number}.md", f"# Guide {number}\n\nHow to send goods back, step {number}. " * 20)
    app = measure(give(audit_of(open_screen, "Guides"), "guides.zip", packed.getvalue()))
    assert figure(app, "Documents").value == "3 of 3 read"


def test_measured_again_after_cleaning_and_checked_by_hand(open_screen: Open) -> None:
    app = audit_of(open_screen, "Orders")
    for content in (table(), table(gaps=1)):
        measure(give(app, "orders.csv", content))
        widget(app, "button", "Keep these figures in the plan").click().run()
        widget(app, "button", "Measure again").click().run()
    view(app, "data audit", "What was measured")
    assert float(figure(app, "Days to prepare it").delta.split()[0]) < 0
    assert int(figure(app, "Findings gone").value) >= 1
    widget(app, "text_input", "Checked by hand (records)").set_value("50").run()
    widget(app, "text_input", "Of them wrong (records)").set_value("2").run()
    assert any("between 0\\.5% and 13\\.7%" in each.value for each in app.markdown)
    widget(app, "text_input", "Of them wrong (records)").set_value("51").run()
    assert "51 wrong among 50 checked" in app.error[0].value
    assert plan_of(app).data.sources[0].rows_wrong == 2


def test_a_failure_in_the_middle_says_so_and_leaves_no_cell_anywhere(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError(f"cannot convert {SECRET}")

    monkeypatch.setattr(audit_table, "_sampled", failing)
    app = give(audit_of(open_screen, "Orders"), "orders.csv", table())
    with caplog.at_level(logging.DEBUG):
        measure(app)
    assert "RuntimeError" in app.error[0].value
    assert app.get("file_uploader")[0].value is None  # forgotten with the run
    assert SECRET not in caplog.text
    assert SECRET not in write(plan_of(app))


def test_a_file_on_the_servers_disk_is_no_database_for_this_screen(open_screen: Open) -> None:
    app = audit_of(open_screen, "Shop")
    app.button_group("where the source lies").set_value("A database").run()
    widget(app, "text_input", "Address of the database").set_value("sqlite:////tmp/any.db").run()
    measure(app)
    assert "database servers only" in app.error[0].value


@pytest.mark.postgres
def test_a_database_is_measured_by_its_address(open_screen: Open) -> None:
    with postgres.server(needs(postgres.binaries(), "a PostgreSQL server")) as url:
        test_database.fill(url)
        app = audit_of(open_screen, "Shop")
        app.button_group("where the source lies").set_value("A database").run()
        widget(app, "text_input", "Address of the database").set_value(url).run()
        widget(app, "button", "List its tables").click().run()
        assert widget(app, "multiselect", "Tables").options == ["customers", "orders"]
        measure(app)
        assert figure(app, "Rows").value == "1,900"
        widget(app, "button", "Keep these figures in the plan").click().run()
        assert url not in write(plan_of(app)) + repr(app.session_state)
        assert any(one["kind"] == "broken_link" for one in plan_of(app).data.measurements[0].report["findings"])
