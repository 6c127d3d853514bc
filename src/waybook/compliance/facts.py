"""The facts that rules stand on: plain functions, each one legal notion, in three-valued logic.

A fact is built from answers and other facts. Rules in `data/compliance/rules.csv` name facts by the function's name.
The first line of a docstring says what the fact means; what follows is its legal basis.
"""

from __future__ import annotations

from collections.abc import Callable

from waybook.compliance.logic import (
    ALWAYS,
    AND,
    ATLEAST,
    NOT,
    OR,
    Condition,
    Unexcluded,
    answered,
    other_than,
)

FACTS: dict[str, Callable[[], Condition]] = {}
"""Every fact by name."""


def fact(define: Callable[[], Condition]) -> Callable[[], Condition]:
    """Register a fact under its function's name."""
    FACTS[define.__name__] = define
    return define


@fact
def always() -> Condition:
    """Every AI project."""
    return ALWAYS


# --- Where ---------------------------------------------------------------------------------------------------------


@fact
def market_uk() -> Condition:
    """People in the United Kingdom use the system or are affected by it."""
    return answered("market", "uk")


@fact
def market_eu() -> Condition:
    """People in the EU or EEA use the system or are affected by it."""
    return answered("market", "eu")


@fact
def market_us() -> Condition:
    """People in the United States use the system or are affected by it."""
    return answered("market", "us")


@fact
def uk_or_eu() -> Condition:
    """People in the UK or the EU use the system or are affected by it."""
    return OR(market_uk(), market_eu())


@fact
def eu_nexus() -> Condition:
    """The EU reaches the system: by where its output is used or where its owner is established.

    AI Act Art 2(1); GDPR Art 3.
    """
    return OR(market_eu(), answered("estab", "eu"))


@fact
def eu_or_us() -> Condition:
    """A place whose law looks at high-stakes uses: the EU (Annex III) or US states."""
    return OR(eu_nexus(), market_us())


# --- What it is, and who we are to it ------------------------------------------------------------------------------


@fact
def ai_any() -> Condition:
    """The software infers, for whatever purpose.

    AI Act Art 3(1).
    """
    return answered("ai", "infers", "research_only", "military", "personal")


@fact
def ai_act_scope() -> Condition:
    """The AI Act applies: the system infers, the EU is reached, and it is not military, pure research or private use.

    AI Act Art 2(1), 2(3), 2(6), 2(10), 3(1).
    """
    return AND(answered("ai", "infers"), eu_nexus())


@fact
def provider() -> Condition:
    """We develop it or put our name on it, for others or for our own use.

    AI Act Art 3(3), 25(1), 25(3).
    """
    return answered("role", "provider_market", "provider_own", "modifier", "product_manufacturer")


@fact
def maker() -> Condition:
    """We place it on a market: product law's manufacturer or importer."""
    return answered("role", "provider_market", "modifier", "product_manufacturer", "importer")


@fact
def deployer_role() -> Condition:
    """We use it under our own authority.

    AI Act Art 3(4).
    """
    return answered("role", "deployer", "provider_own")


@fact
def regulated_product() -> Condition:
    """It is, or is part of, a product that Annex I of the AI Act lists."""
    return answered("product", "medical", "machinery", "annex_a", "annex_b")


# --- AI Act classes ------------------------------------------------------------------------------------------------


@fact
def prohibited_any() -> Condition:
    """A practice that is banned in the EU.

    AI Act Art 5(1)(a)-(h), (ba), (bb).
    """
    return AND(ai_act_scope(), other_than("prohibited", "none"))


@fact
def a3_any() -> Condition:
    """Some use of Annex III was named."""
    return other_than("annex3", "none")


@fact
def a3_hit() -> Condition:
    """A use of Annex III that the law's own exclusions do not take out.

    AI Act Annex III; Recitals 15-18, 54, 55, 58, 61, 62; the pairs are in exclusions.csv.
    """
    return Unexcluded("annex3", by="a3_excl")


@fact
def filter_claim() -> Condition:
    """One of the four conditions of the filter is claimed.

    AI Act Art 6(3)(a)-(d).
    """
    return answered("filter", "narrow", "improve", "pattern", "preparatory")


@fact
def filtered_ok() -> Condition:
    """The filter holds: one of its conditions, and no profiling of people.

    AI Act Art 6(3), third subparagraph.
    """
    return AND(filter_claim(), NOT(answered("profiling", "yes")))


@fact
def a3_high() -> Condition:
    """High-risk through Annex III.

    AI Act Art 6(2)-(3).
    """
    return AND(ai_act_scope(), a3_hit(), NOT(filtered_ok()))


@fact
def a3_filtered() -> Condition:
    """Named in Annex III, but filtered out: documented and registered instead.

    AI Act Art 6(3)-(4), 49(2).
    """
    return AND(ai_act_scope(), a3_hit(), filtered_ok())


@fact
def a1_A() -> Condition:  # noqa: N802 - the section's letter
    """High-risk through a product of Annex I Section A that a third party assesses.

    AI Act Art 6(1), 6(1a)-(1c), Annex I Section A.
    """
    return AND(ai_act_scope(), answered("product", "medical", "annex_a"), answered("safety", "third_party"))


@fact
def a1_B() -> Condition:  # noqa: N802
    """High-risk in name through a product of Annex I Section B, machinery since 2026: sector law carries the duties.

    AI Act Art 2(2), 6(1), Annex I Section B as amended by Reg (EU) 2026/1744.
    """
    return AND(ai_act_scope(), answered("product", "machinery", "annex_b"), answered("safety", "third_party"))


@fact
def high() -> Condition:
    """High-risk with the duties of Chapter III: Annex III, or Annex I Section A."""
    return OR(a3_high(), a1_A())


@fact
def only_annex1() -> Condition:
    """High-risk through Annex I Section A alone, so that the later date holds.

    AI Act Art 113 as amended by Reg (EU) 2026/1744.
    """
    return AND(a1_A(), NOT(a3_high()))


@fact
def transparency() -> Condition:
    """People meet output or functions that must be disclosed.

    AI Act Art 50.
    """
    return AND(ai_act_scope(), other_than("art50", "none"))


@fact
def minimal() -> Condition:
    """None of the AI Act's classes."""
    return AND(NOT(prohibited_any()), NOT(high()), NOT(a1_B()), NOT(transparency()))


@fact
def fria_trigger() -> Condition:
    """The deployer owes a fundamental rights impact assessment: public bodies and services (not for infrastructure
    alone), and anyone scoring credit or pricing life or health insurance.

    AI Act Art 27(1), Annex III 5(b), 5(c).
    """
    only_infrastructure = NOT(other_than("annex3", "2"))
    return OR(
        AND(answered("org", "public_body", "public_service"), NOT(only_infrastructure)),
        AND(answered("annex3", "5b"), NOT(answered("a3_excl", "fraud_only"))),
        answered("annex3", "5c"),
    )


# --- Personal data -------------------------------------------------------------------------------------------------


@fact
def personal_data_possible() -> Condition:
    """Personal data go in.

    GDPR Art 4(1).
    """
    return other_than("pdata", "none")


@fact
def uk_gdpr() -> Condition:
    """The UK GDPR applies.

    UK GDPR Art 3.
    """
    return AND(personal_data_possible(), OR(market_uk(), answered("estab", "uk")))


@fact
def eu_gdpr() -> Condition:
    """The EU GDPR applies.

    GDPR Art 3.
    """
    return AND(personal_data_possible(), eu_nexus())


@fact
def gdpr_any() -> Condition:
    """The UK or the EU GDPR applies."""
    return OR(uk_gdpr(), eu_gdpr())


WP248_CRITERIA: dict[str, Condition] = {
    "Evaluation or scoring, including profiling": answered("profiling", "yes"),
    "Automated decision with legal or similarly significant effect": answered("decision", "auto_significant"),
    "Systematic monitoring": answered("dpia", "public_monitoring", "tracking"),
    "Sensitive or highly personal data": answered("pdata", "special", "criminal"),
    "Data processed on a large scale": answered("dpia", "large_scale"),
    "Matching or combining datasets": answered("dpia", "matching"),
    "Vulnerable people: children, workers, patients and others": answered(
        "pdata", "children", "workers", "platform_workers", "vulnerable"
    ),
    "Innovative technology: AI counts": ai_any(),
    "Processing that can keep people from a right, service or contract": answered("dpia", "denial"),
}
"""The nine criteria of WP248 rev.01, section III.B, two of which make a DPIA necessary."""

DPIA_LISTED: dict[str, Condition] = {
    "Denial of a service, contract or benefit (ICO list)": answered("dpia", "denial"),
    "Data matching (ICO list)": answered("dpia", "matching"),
    "Risk of physical harm from a breach (ICO list)": answered("dpia", "physical_harm"),
    "Profiling of or marketing to children or vulnerable people (ICO list)": answered("dpia", "child_targeting"),
    "Profiling on a large scale (Art 35(3)(a), ICO list)": AND(
        answered("profiling", "yes"), answered("dpia", "large_scale")
    ),
    "Special category or criminal data on a large scale (Art 35(3)(b))": AND(
        answered("dpia", "large_scale"), answered("pdata", "special", "criminal")
    ),
    "Public areas monitored on a large scale (Art 35(3)(c))": AND(
        answered("dpia", "public_monitoring"), answered("dpia", "large_scale")
    ),
    "AI with biometric identification, genetic data, invisible processing or tracking (ICO list)": AND(
        ai_any(), answered("dpia", "biometric_id", "genetic", "invisible", "tracking")
    ),
}
"""Cases that Art 35(3) or the ICO's list names; one is enough."""


@fact
def wp248() -> Condition:
    """Two of the nine criteria for a likely high risk; AI counts as innovative technology.

    WP248 rev.01, section III.B.
    """
    return ATLEAST(2, *WP248_CRITERIA.values())


@fact
def dpia_listed() -> Condition:
    """A case that the law or the ICO's list names.

    GDPR Art 35(3); ICO list of processing likely to result in high risk.
    """
    return OR(*DPIA_LISTED.values())


@fact
def dpia_required() -> Condition:
    """A data protection impact assessment is required.

    GDPR and UK GDPR Art 35.
    """
    return AND(gdpr_any(), OR(wp248(), dpia_listed()))


@fact
def dpo_large() -> Condition:
    """Large-scale special data, or large-scale regular monitoring: a data protection officer is needed.

    GDPR and UK GDPR Art 37(1)(b)-(c).
    """
    return AND(
        answered("dpia", "large_scale"),
        OR(answered("pdata", "special", "criminal"), answered("dpia", "tracking", "public_monitoring")),
    )


@fact
def profiling_or_decides() -> Condition:
    """It profiles people or takes part in decisions about them, so that outcomes may discriminate."""
    return OR(answered("profiling", "yes"), answered("decision", "human", "auto_minor", "auto_significant"))


@fact
def ats_scope() -> Condition:
    """It takes part in decisions about people, or talks to the public.

    Mandatory scope of the Algorithmic Transparency Recording Standard.
    """
    return OR(answered("decision", "human", "auto_minor", "auto_significant"), answered("art50", "chat"))
