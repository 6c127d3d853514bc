"""A plan goes out and comes back the same; anything else is refused with the field's name."""

import json

import pytest

from waybook.plan import Plan, PlanError, read, write
from waybook.plan.fields import every, get, note, replaced, steps
from waybook.plan.reading import accept


def refused(raw: object) -> str:
    with pytest.raises(PlanError) as fault:
        read(raw if isinstance(raw, str | bytes) else json.dumps(raw))
    return str(fault.value)


def test_out_and_back():
    plan = Plan(name="Über & <b>bold</b> =1+1", currency="EUR")
    plan.objectives.statement = "line\nbreak\ttab"
    assert read(write(plan)) == plan


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read as JSON"),
        ("{", "line 1"),
        ("[]", "not a Waybook plan"),
        ('{"name": "x"}', "not a Waybook plan"),
        ('{"schema_version": 99}', "newer Waybook"),
        ('{"schema_version": true}', "is not a version"),
        ('{"schema_version": 1, "name": "a", "name": "b"}', "'name' stands twice"),
        ('{"schema_version": 1, "seed": NaN}', "NaN is not a number"),
        (b"\xff\xfe{\x00", "not UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ("{}," * 600_000, "far more values"),
        ('{"schema_version": 1, ' + ", ".join(f'"x{n}": 0' for n in range(110_000)) + "}", "far more values"),
        ('{"schema_version": 1, "x": ' + "[" * 60 + "]" * 60 + "}", "nested too deeply"),
    ],
)
def test_what_is_not_a_plan(text, says):
    assert says in refused(text)


def test_every_fault_is_named_with_its_field():
    text = refused(
        {
            "schema_version": 1,
            "colour": "red",
            "economics": {"budget": -5, "horizon_years": 40},
            "team": {"lines": [{"role": "AIE"}, {"role": "WIZARD", "fte": "many"}]},
            "estimates": {"packages": {"E2": {"days": {"low": 5, "likely": 3, "high": 9}}}},
        }
    )
    for place in (
        "colour: this field is not known",
        "economics.budget: '-5'",
        "economics.horizon_years",
        "team.lines[1].role",
        "team.lines[1].fte: 'many'",
    ):
        assert place in text
    assert "low, likely and high must rise: 5, 3, 9 do not" in text


def test_an_older_version_is_upgraded(monkeypatch):
    from waybook.plan import document, reading

    monkeypatch.setattr(reading, "SCHEMA_VERSION", 1)
    monkeypatch.setitem(reading.UPGRADES, 0, lambda raw: {"schema_version": 1, "name": raw["title"]})
    assert "is not a version" in refused({"schema_version": 0, "title": "Old"})
    assert document.SCHEMA_VERSION == 1


def test_every_field_explains_itself():
    notes = list(every())
    assert len(notes) > 150
    assert [one.path for one in notes if not one.title or not one.description] == []
    plain = {"schema_version", "seed", "stage", "baseline", "target", "low", "likely", "high"}
    without_unit = [one.path for one in notes if one.kind in (int, float) and not one.unit]
    assert [path for path in without_unit if path.rsplit(".", 1)[-1] not in plain] == []


def test_paths():
    assert steps("team.lines[2].fte") == ("team", "lines", 2, "fte")
    assert steps("estimates.packages['E2'].days.low") == ("estimates", "packages", "E2", "days", "low")
    assert note("team.lines[2].fte").unit == "FTE"
    assert note("readiness.data").bounds == {"ge": 0, "le": 4}
    with pytest.raises(KeyError, match=r"team\.colour"):
        note("team.colour")


def test_one_value_changed_in_a_checked_copy():
    plan = Plan(name="a")
    changed = replaced(plan, "objectives.kpis", [{"name": "Time", "target": 3}])
    assert get(changed, "objectives.kpis[0].target") == 3
    assert plan.objectives.kpis == []
    with pytest.raises(KeyError):
        replaced(plan, "objectives.kpis[4].name", "x")
    with pytest.raises(ValueError, match="less than or equal"):
        replaced(plan, "readiness.data", 9)


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ("start", {"start": "9998-01-01"}),
        ("objectives.kpis[0].unit_value", {"objectives": {"kpis": [{"unit_value": 1e308}]}}),
        ("economics.realisation.high", {"economics": {"realisation": {"low": 0, "likely": 1, "high": 1e15}}}),
        ("economics.budget", {"economics": {"budget": 1e15}}),
        ("architecture.usage.users_launch", {"architecture": {"usage": {"users_launch": 10**15}}}),
    ],
)
def test_a_number_or_date_nobody_can_count_with_is_refused_by_its_name(field: str, raw: dict[str, object]) -> None:
    with pytest.raises(PlanError, match="it has to be") as fault:
        accept({"schema_version": 1, **raw})
    assert [one.partition(":")[0] for one in fault.value.problems] == [field]
    assert Plan.model_validate({"start": "2200-12-31"}).start.year == 2200


def test_more_faults_than_anybody_reads_are_counted():
    lines = ", ".join(f'"x{n}": 0' for n in range(1_000))
    with pytest.raises(PlanError) as caught:
        read('{"schema_version": 1, ' + lines + "}")
    assert len(caught.value.problems) == 201
    assert caught.value.problems[-1] == "And 800 more faults like these."
