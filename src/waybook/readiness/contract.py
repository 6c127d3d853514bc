"""The prototype contract: complete, signed, locked; and what has been moved since.

What is signed is the text of hypotheses, thresholds, samples, cap, stop date and rule. Its SHA-256 stands beside it, so
that a changed text is seen, and every later signature is kept beside the first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from waybook.plan import Plan
from waybook.plan.prototype import QUESTIONS, Hypothesis, Signature
from waybook.readiness.sight import changed

TERMS = ("budget_cap", "stop_date", "rule", "appetite")
_WORDS = {
    "budget_cap": "budget cap",
    "stop_date": "stop date",
    "rule": "rule",
    "appetite": "chance of a gain asked for",
}
_FIELDS = {
    "claim": "hypothesis",
    "metric": "measured by",
    "kind": "kind",
    "at": "side",
    "threshold": "threshold",
    "sample": "cases",
    "kpi": "measure",
    "if_failed": "what a failure means",
}


class ContractError(ValueError):
    """The contract cannot be signed; the message is one sentence."""


def incomplete(plan: Plan) -> list[str]:
    """What is still missing before the contract can be signed, one sentence each."""
    prototype = plan.prototype
    found = []
    asked = {one.asks for one in prototype.hypotheses}
    for question, words in QUESTIONS.items():
        if question not in asked:
            found.append(f"No hypothesis answers '{words}'")
    for number, one in enumerate(prototype.hypotheses, start=1):
        lacking = [
            words
            for words, there in (
                ("the hypothesis", one.claim),
                ("how it is measured", one.metric or one.asks == "value"),
                (
                    "the threshold",
                    one.threshold is not None or (one.asks == "value" and prototype.appetite is not None),
                ),
                ("the number of cases", one.sample is not None or one.asks == "value"),
            )
            if not there
        ]
        if lacking:
            found.append(f"Hypothesis {number} lacks {', '.join(lacking)}")
        if one.kind == "share" and one.threshold is not None and not 0 <= one.threshold <= 1:
            found.append(
                f"Hypothesis {number} has a threshold of {one.threshold:g}, which is no share: 0.8 stands for 80%"
            )
    for field in ("budget_cap", "stop_date", "rule"):
        if getattr(prototype, field) in (None, ""):
            found.append(f"The {_WORDS[field]} is empty")
    if not plan.architecture.scale_answer:
        found.append("'How will this scale?' has no answer")
    return found


def text(plan: Plan) -> str:
    """What is signed, as canonical JSON: the same terms give the same text."""
    prototype = plan.prototype.model_dump(mode="json")
    terms = {"hypotheses": prototype["hypotheses"], **{name: prototype[name] for name in TERMS}}
    return json.dumps(terms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(signed: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(signed.encode()).hexdigest()


def sign(plan: Plan, by: str, on: dt.date) -> Plan:
    """The plan with one more signature under today's terms.

    Raises:
        ContractError: nobody signs, something is missing, or these terms are signed already.
    """
    if not by.strip():
        raise ContractError("Say who signs.")
    if open_ := incomplete(plan):
        raise ContractError(f"Not ready to be signed: {open_[0][0].lower()}{open_[0][1:]}.")
    words = text(plan)
    if plan.prototype.signatures and plan.prototype.signatures[-1].text == words:
        raise ContractError("These terms are signed already.")
    signature = Signature(by=by.strip(), on=on, text=words, digest=digest(words))
    return changed(plan, {"prototype.signatures": [*plan.prototype.signatures, signature]})


def signed(plan: Plan) -> bool:
    """Whether the terms in the plan are those of the last signature, and that signature was not tampered with."""
    signatures = plan.prototype.signatures
    return bool(signatures) and signatures[-1].text == text(plan) and genuine(signatures[-1])


def genuine(signature: Signature) -> bool:
    """Whether a signature's text still has its digest."""
    return digest(signature.text) == signature.digest


def moved(plan: Plan) -> list[str]:
    """How today's terms differ from those signed first, one sentence each; empty while nothing is signed."""
    if not plan.prototype.signatures:
        return []
    first = plan.prototype.signatures[0]
    if not genuine(first):
        return ["The signed text was changed after it was signed"]
    before = _read(first.text)
    if before is None:
        return ["The signed text cannot be read"]
    now = json.loads(text(plan))
    found = [
        f"{_WORDS[name][0].upper()}{_WORDS[name][1:]}: {_said(before.get(name))} became {_said(now[name])}"
        for name in TERMS
        if before.get(name) != now[name]
    ]
    old, new = before["hypotheses"], now["hypotheses"]
    for number in range(max(len(old), len(new))):
        if number >= len(new):
            found.append(f"Hypothesis {number + 1} was taken out")
        elif number >= len(old):
            found.append(f"Hypothesis {number + 1} was added")
        else:
            found += [
                f"Hypothesis {number + 1}, {words}: {_said(old[number].get(name))} became {_said(new[number][name])}"
                for name, words in {"asks": "question", **_FIELDS}.items()
                if old[number].get(name) != new[number].get(name)
            ]
    return found


def as_signed(plan: Plan) -> dict[str, Any]:
    """The changes that bring the terms back to those signed first; empty where they cannot be read."""
    first = plan.prototype.signatures[0]
    before = _read(first.text) if genuine(first) else None
    if before is None:
        return {}
    return {f"prototype.{name}": before[name] for name in ("hypotheses", *TERMS)}


def filled(plan: Plan) -> Plan:
    """The plan with a stand-in for everything the contract lacks: only to simulate what a contract is worth."""
    there: dict[str, Hypothesis] = {one.asks: one for one in plan.prototype.hypotheses}
    stand_in = {"claim": "To be shown", "metric": "To be counted", "threshold": 0.8, "sample": 200}
    hypotheses = [{"asks": question, **stand_in, **_given(there.get(question))} for question in QUESTIONS]
    changes: dict[str, Any] = {"prototype.hypotheses": hypotheses}
    for name, value in (("budget_cap", 1.0), ("stop_date", "2099-01-01"), ("rule", "To be agreed")):
        if getattr(plan.prototype, name) in (None, ""):
            changes[f"prototype.{name}"] = value
    if not plan.architecture.scale_answer:
        changes["architecture.scale_answer"] = "To be answered"
    return changed(plan, changes)


def _given(one: Hypothesis | None) -> dict[str, Any]:
    return {} if one is None else {name: value for name, value in one.model_dump().items() if value not in (None, "")}


def _read(signed_text: str) -> dict[str, Any] | None:
    try:
        terms = json.loads(signed_text)
    except ValueError:
        return None
    whole = isinstance(terms, dict) and {"hypotheses", *TERMS} <= set(terms)
    return terms if whole and isinstance(terms["hypotheses"], list) else None


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else f"'{str(value)[:60]}'"
