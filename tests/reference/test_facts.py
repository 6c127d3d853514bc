"""Statistics are quoted as their sources say them, corrected where usually misquoted, and never probabilities."""

import re

import pytest

from waybook.reference import Fact, Reference


def fact(reference: Reference, fact_id: str) -> Fact:
    return next(row for row in reference.facts if row.id == fact_id)


def test_rand_is_quoted_as_citing_others(reference: Reference) -> None:
    rand = fact(reference, "rand_2024_rate")
    assert rand.wording.startswith('"By some estimates, more than 80 percent of AI projects fail')
    assert (rand.wording_status, rand.date, rand.n, rand.n_unit) == ("quoted", "2024-08-13", 65, "interviews")
    assert "did not measure" in rand.not_said
    assert "production" in rand.corrects


def test_mckinsey_counts_respondents_and_gen_ai(reference: Reference) -> None:
    mckinsey = fact(reference, "mckinsey_2024_ebit")
    assert "46 of 876 respondents" in mckinsey.wording
    assert "gen AI" in mckinsey.wording
    assert mckinsey.wording_status == "unverified", "the sentence could not be read in the original"
    assert "not organisations" in mckinsey.not_said
    assert "organisations" in mckinsey.corrects


def test_every_claim_says_what_it_does_not_say(reference: Reference) -> None:
    for row in reference.facts:
        assert len(row.not_said) > 20, row.id
        assert (row.n is None) == (row.n_unit == ""), row.id
        assert row.url == "" or row.url.startswith("https://"), row.id


def test_all_nine_questions_have_an_answer(reference: Reference) -> None:
    answers = [row for row in reference.facts if row.kind == "answer"]
    assert [row.id for row in answers] == [f"answer_{n}" for n in range(1, 10)]
    assert all(f"Q.{n}" in row.items for n, row in enumerate(answers, start=1))


def test_opinions_of_the_vendor_are_graded_as_such(reference: Reference) -> None:
    opinions = [row for row in reference.facts if row.id.startswith("author_")]
    assert len(opinions) == 5
    assert all((row.kind, row.grade) == ("opinion", "vendor") for row in opinions)


# A failure rate of others is no probability of this plan. These publish such rates.
RATES_OF_OTHERS = re.compile(r"McKinsey|Gartner|NANDA|S&P")


@pytest.mark.parametrize("name", ["probability_source", "source"])
def test_no_risk_driver_rests_on_a_failure_rate(reference: Reference, name: str) -> None:
    for reason in reference.reasons:
        assert not RATES_OF_OTHERS.search(getattr(reason, name)), reason.id
        assert "80%" not in getattr(reason, name)


def test_no_probability_parameter_rests_on_a_failure_rate(reference: Reference) -> None:
    for name, quantity in reference.parameters.items():
        if "probability" in quantity.unit:
            assert not RATES_OF_OTHERS.search(quantity.source), name
