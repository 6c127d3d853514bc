"""Industry packs start plans, so everything they say has to fit the plan."""

from typing import Any, get_args

import pytest

from waybook.plan import fields
from waybook.plan.data_audit import DataSource
from waybook.plan.document import INDUSTRIES, Plan
from waybook.reference import Industry, Reference, load

PACKS = pytest.mark.parametrize("pack", load().industries, ids=lambda pack: pack.id)


def test_there_is_a_pack_for_every_industry_of_the_plan(reference: Reference) -> None:
    assert {pack.id for pack in reference.industries} == set(INDUSTRIES)


@PACKS
def test_usual_answers_fit_the_fields_they_name(pack: Industry) -> None:
    plan = Plan()
    for answer in pack.answers:
        value: Any = answer.choice if answer.choice is not None else answer.value
        plan = fields.replaced(plan, answer.field, value)
        assert fields.get(plan, answer.field) == value
        if answer.quantity is not None:
            assert answer.quantity.unit == fields.note(answer.field).unit


@PACKS
def test_usual_sources_are_sources_of_the_plan(pack: Industry) -> None:
    for source in pack.data_sources:
        row = DataSource(name=source.name, kind=source.kind, system=source.system, sensitivity=source.sensitivity)
        assert row.name == source.name


@PACKS
def test_a_pack_has_everything_that_starts_a_plan(pack: Industry) -> None:
    for part in (pack.use_cases, pack.data_sources, pack.integrations, pack.components, pack.success_conditions):
        assert part
    assert pack.compliance.ask_first


def test_presets_name_approaches_of_the_plan_and_move_something(reference: Reference) -> None:
    approaches = set(get_args(fields.note("architecture.approach").kind))
    for use_case in reference.use_cases:
        assert use_case.approach in approaches
        assert use_case.effect[1] > 0
        assert use_case.value[0] > 0
        assert "/" in use_case.value_unit
        assert "[date]" in use_case.objective, "an objective has a date"


def test_no_preset_names_technology_in_its_objective(reference: Reference) -> None:
    for use_case in reference.use_cases:
        words = use_case.objective.lower().split()
        assert not {"ai", "llm", "chatbot", "gpt", "model", "chatgpt"} & set(words), use_case.id
