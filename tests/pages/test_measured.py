"""A file given on the data-audit screen becomes figures in the plan, and nothing of its content does."""

import io
import zipfile

from tests.pages.conftest import Open, plan_of, widget
from waybook.plan import Plan, write
from waybook.plan.data_audit import DataSource

SECRET = "Zoltan Quixley"


def table() -> bytes:
    lines = ["customer,email,amount"]
    lines += [f"{SECRET} {n},q{n}@example.org,{'' if n % 4 else n}" for n in range(200)]
    return "\n".join([*lines, *lines[1:21]]).encode()


def give(app, name: str, content: bytes, kind: str):  # type: ignore[no-untyped-def]
    uploaded = app.get("file_uploader")[0].upload(name, content, kind).run()
    assert uploaded.get("file_uploader")[0].value is None  # read, then forgotten
    assert not app.exception, [each.message for each in app.exception]
    return app


def test_a_table_is_measured_and_kept_as_aggregates(open_screen: Open) -> None:
    app = open_screen("data_audit", Plan.model_validate({"data": {"sources": [DataSource(name="Orders")]}}))
    widget(app, "selectbox", "Source").set_value("Orders").run()
    widget(app, "number_input", "You believe: duplicates (%)").set_value(1.0).run()
    give(app, "orders.csv", table(), "text/csv")
    assert next(each.value for each in app.metric if each.label == "Rows") == "220"
    widget(app, "button", "Keep these figures in the plan").click().run()
    plan = plan_of(app)
    assert [one.source for one in plan.data.measurements] == ["Orders"]
    assert plan.data.measurements[0].days is not None
    assert plan.data.measurements[0].days.likely > 0
    assert plan.data.beliefs[0].duplicates == 0.01
    assert SECRET not in write(plan)
    assert "@example.org" not in write(plan)


def test_a_file_that_is_no_table_is_one_sentence_and_the_plan_as_it_was(open_screen: Open) -> None:
    app = open_screen("data_audit", Plan.model_validate({"data": {"sources": [DataSource(name="Orders")]}}))
    widget(app, "selectbox", "Source").set_value("Orders").run()
    give(app, "orders.xlsx", b"PK\x03\x04 not a workbook", "application/octet-stream")
    assert len(app.error) == 1
    assert app.error[0].value.count("Traceback") == 0
    assert plan_of(app).data.measurements == []


def test_a_zip_of_documents_is_measured(open_screen: Open) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3):
            archive.writestr(f"guide-{number}.md", f"# Guide {number}\n\nHow to send goods back, step {number}. " * 20)
    app = open_screen("data_audit", Plan.model_validate({"data": {"sources": [DataSource(name="Guides")]}}))
    widget(app, "selectbox", "Source").set_value("Guides").run()
    give(app, "guides.zip", packed.getvalue(), "application/zip")
    assert next(each.value for each in app.metric if each.label == "Documents") == "3 of 3 read"
