"""The prototype contract: what it needs, how it is locked, and how moved goalposts show."""

import datetime as dt

import pytest

from tests.readiness.conftest import in_order
from waybook.plan import Plan
from waybook.readiness import contract
from waybook.readiness.sight import changed

DAY = dt.date(2026, 2, 1)


def unsigned() -> Plan:
    return changed(in_order(), {"prototype.signatures": []})


def test_a_complete_contract_is_signed_and_locked():
    signed = contract.sign(unsigned(), "Ann", DAY)
    signature = signed.prototype.signatures[0]
    assert contract.signed(signed)
    assert contract.moved(signed) == []
    assert (signature.by, signature.on, len(signature.digest)) == ("Ann", DAY, 64)
    assert contract.digest(signature.text) == signature.digest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prototype.hypotheses": []}, "no hypothesis answers 'Is the AI solving the intended problem?'"),
        ({"prototype.hypotheses[0].threshold": None}, "hypothesis 1 lacks the threshold"),
        ({"prototype.hypotheses[1].sample": None}, "hypothesis 2 lacks the number of cases"),
        ({"prototype.hypotheses[2].metric": ""}, "hypothesis 3 lacks how it is measured"),
        ({"prototype.hypotheses[0].threshold": 80}, "hypothesis 1 has a threshold of 80, which is no share"),
        ({"prototype.budget_cap": None}, "the budget cap is empty"),
        ({"prototype.stop_date": None}, "the stop date is empty"),
        ({"prototype.rule": ""}, "the rule is empty"),
        ({"architecture.scale_answer": ""}, "'How will this scale?' has no answer"),
    ],
)
def test_what_is_missing_is_named(changes, words):
    with pytest.raises(contract.ContractError, match=words.replace("?", r"\?").replace(" (", r" \(")):
        contract.sign(changed(unsigned(), changes), "Ann", DAY)


def test_somebody_has_to_sign():
    with pytest.raises(contract.ContractError, match="who signs"):
        contract.sign(unsigned(), "  ", DAY)


def test_the_same_terms_are_not_signed_twice():
    signed = contract.sign(unsigned(), "Ann", DAY)
    with pytest.raises(contract.ContractError, match="signed already"):
        contract.sign(signed, "Ben", DAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"prototype.hypotheses[0].threshold": 0.2}, "Hypothesis 1, threshold: '0.25' became '0.2'"),
        ({"prototype.hypotheses[0].sample": 100}, "Hypothesis 1, cases: '380' became '100'"),
        ({"prototype.budget_cap": 90000}, "Budget cap: '60000.0' became '90000.0'"),
        ({"prototype.stop_date": "2026-06-30"}, "Stop date"),
        ({"prototype.hypotheses[3].if_failed": "pivot"}, "what a failure means"),
    ],
)
def test_moved_goalposts_are_seen_and_can_be_moved_back(changes, words):
    signed = contract.sign(unsigned(), "Ann", DAY)
    moved = changed(signed, changes)
    assert any(line.startswith(words) or words in line for line in contract.moved(moved))
    assert not contract.signed(moved)
    assert contract.moved(changed(moved, contract.as_signed(moved))) == []


def test_a_hypothesis_taken_out_or_added_is_seen():
    signed = contract.sign(unsigned(), "Ann", DAY)
    fewer = changed(signed, {"prototype.hypotheses": signed.prototype.hypotheses[:3]})
    assert contract.moved(fewer) == ["Hypothesis 4 was taken out"]
    more = changed(signed, {"prototype.hypotheses": [*signed.prototype.hypotheses, {"asks": "users"}]})
    assert contract.moved(more) == ["Hypothesis 5 was added"]


def test_results_are_no_terms():
    signed = contract.sign(unsigned(), "Ann", DAY)
    assert contract.moved(changed(signed, {"prototype.outcomes": [], "prototype.spent": 1.0})) == []


def test_a_doctored_signature_is_seen():
    signed = contract.sign(unsigned(), "Ann", DAY)
    doctored = changed(
        signed, {"prototype.signatures[0].text": signed.prototype.signatures[0].text.replace("0.25", "0.20")}
    )
    assert contract.moved(doctored) == ["The signed text was changed after it was signed"]
    assert contract.as_signed(doctored) == {}


def test_a_signature_that_cannot_be_read_is_no_traceback():
    for words in ("", "[]", "{}", '{"hypotheses": 1}', "x" * 100):
        broken = changed(
            in_order(),
            {
                "prototype.signatures": [
                    {"by": "A", "on": "2026-01-01", "text": words, "digest": contract.digest(words)}
                ]
            },
        )
        assert contract.moved(broken) == ["The signed text cannot be read"]
