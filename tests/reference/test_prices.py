"""Candidate models are known to the price list, and the missing prices are there."""

import datetime as dt

import pytest
from genai_prices import Usage, calc_price

from waybook.reference import Reference, load
from waybook.reference.prices import CandidateModel

TODAY = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.mark.parametrize("row", load().models, ids=lambda row: row.id)
def test_the_price_list_knows_the_model_under_this_name(row: CandidateModel) -> None:
    embedding = row.klass == "embedding"
    usage = Usage(input_tokens=4000, output_tokens=None if embedding else 300)
    price = calc_price(usage, row.model, provider_id=row.provider, genai_request_timestamp=TODAY)
    assert price.model.id == row.model, "a fuzzy match would price another model"
    assert price.provider.id == row.provider
    assert price.total_price > 0
    assert row.id == f"{row.provider}/{row.model}"


def test_the_worked_example_costs_what_it_did(reference: Reference) -> None:
    """4,000 tokens in, 1,200 of them cached, 300 out: USD 0.00884 a call."""
    usage = Usage(input_tokens=4000, cache_read_tokens=1200, output_tokens=300)
    price = calc_price(usage, "claude-sonnet-5", provider_id="anthropic", genai_request_timestamp=TODAY)
    assert float(price.total_price) == pytest.approx(0.00884)
    assert "anthropic/claude-sonnet-5" in {model.id for model in reference.models}


def test_prices_that_the_list_lacks(reference: Reference) -> None:
    assert reference.prices["batch_factor"].value == 0.5
    assert reference.prices["vector_minimum"].unit == "USD/month"
    calls = (1 + reference.prices["retry_share"].value) * (1 + reference.prices["guard_share"].value)
    assert calls == pytest.approx(1.38), "calls sent for one call asked"
