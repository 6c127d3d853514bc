"""Strategy: how it will be built, what it connects to and how much it will be used."""

from __future__ import annotations

from typing import Any, Literal

from waybook.plan.part import Part, Range, question

APPROACHES = {
    "no_ai": "No AI: change the process",
    "rules": "Rules or classic analytics",
    "buy": "Buy a finished product",
    "api": "Call a model through an API",
    "rag": "Model with our documents (RAG)",
    "fine_tune": "Fine-tune a model",
    "self_host": "Host an open model ourselves",
}


Rating = Literal["weak", "good", "strong"]
QUALITIES = ("secure", "reliable", "scalable", "usable")
"""The four attributes of a component that are rated (D2.8)."""


class Integration(Part):
    """A system the product has to talk to."""

    system: str = question("", "System", "Its name", max_length=120)
    quality: Literal["good", "average", "poor"] | None = question(
        None,
        "Interface",
        "How good its interface is",
        labels={"good": "Documented API", "average": "Some API", "poor": "None or legacy"},
    )
    owner: str = question("", "Owner", "Who can change or open it", max_length=120)
    access: Literal["granted", "asked", "no"] | None = question(
        None, "Access", "May the team use it?", labels={"granted": "Granted", "asked": "Asked for", "no": "Not yet"}
    )


def _rating(title: str, description: str) -> Any:
    labels = {"weak": "Weak", "good": "Good enough", "strong": "Strong"}
    return question(None, title, description, labels=labels, items=("D2.8",))


class ComponentChoice(Part):
    """Where a production component stands in this plan, and how good it is or is designed to be."""

    state: Literal["planned", "exists", "not_needed", "missing"] = question(
        "planned",
        "State",
        "Is it in the plan?",
        labels={"planned": "In the plan", "exists": "Exists already", "not_needed": "Not needed", "missing": "Missing"},
    )
    reason: str = question("", "Because", "Why it is not needed, or where it exists", max_length=200)
    secure: Rating | None = _rating("Secure", "Against misuse, leaks and people who may not use it")
    reliable: Rating | None = _rating("Reliable", "It works, also when something beside it fails")
    scalable: Rating | None = _rating("Scalable", "It bears the load of a year from now")
    usable: Rating | None = _rating("Easy to use", "For those who use it, and those who run it")


class Decision(Part):
    """An architecture decision and the objective it serves."""

    choice: str = question("", "Decision", "What was decided", max_length=300)
    objective: str = question("", "Serves", "The measure or objective it serves", max_length=120, items=("F2.6",))
    date: str = question("", "Date", "When it was decided", max_length=20)


class Usage(Part):
    """How much the product will be used, and what one conversation sends to the model."""

    users_now: int | None = question(
        None, "Users in the trial", "People using the prototype", unit="users", ge=0, items=("R5.1",)
    )
    users_launch: int | None = question(
        None, "Users at launch", "People using it in the first month", unit="users", ge=0, items=("R5.1",)
    )
    users_year: int | None = question(
        None, "Users after a year", "People using it twelve months on", unit="users", ge=0, items=("R5.1",)
    )
    peak_factor: float | None = question(
        None, "Peak", "Busiest hour against an average hour", unit="times", ge=1, le=100, items=("R5.16",)
    )
    conversations: float | None = question(
        None,
        "Conversations a month",
        "Cases, chats or documents a month at launch. They set the cost; each measure has a volume of its own",
        unit="conversations/month",
        ge=0,
        le=1e10,
    )
    eligible_share: float = question(
        1.0, "Share handled by the AI", "Share of those the AI sees at all", unit="share", ge=0, le=1
    )
    turns: float | None = question(
        None, "Model calls in one", "Calls to the model in one conversation", unit="calls", ge=0, le=1000
    )
    input_tokens: float | None = question(
        None,
        "Tokens sent",
        "Tokens sent in one call: instructions, history, passages, question",
        unit="tokens/call",
        ge=0,
        le=2e6,
    )
    cached_tokens: float | None = question(
        None,
        "Of them cached",
        "Tokens of the call the provider has seen before and bills at the cache price",
        unit="tokens/call",
        ge=0,
        le=2e6,
        items=("R5.13",),
    )
    output_tokens: float | None = question(
        None, "Tokens returned", "Tokens in one answer", unit="tokens/call", ge=0, le=2e5
    )
    growth: float | None = question(
        None, "Growth a year", "How much the volume grows each year after launch", unit="share/year", ge=-0.9, le=10
    )


def _weight(title: str, description: str, item: str) -> Any:
    return question(None, title, description, unit="0 to 5", ge=0, le=5, items=(item,))


class Weights(Part):
    """How much each criterion counts when approaches are compared: 0 not at all, 5 most. Empty counts as 3."""

    performance: int | None = _weight("Performance", "How fast it answers", "D3.1")
    reliability: int | None = _weight("Reliability", "How often the answer is right, and the same again", "D3.2")
    security: int | None = _weight("Security", "How well data and access are under your control", "D3.3")
    availability: int | None = _weight("Availability", "How rarely it is down", "D3.4")
    cost: int | None = _weight("Running cost", "What a year costs, from this plan's own estimate", "D3.5")


class Architecture(Part):
    """The technical choices."""

    approach: Literal["no_ai", "rules", "buy", "api", "rag", "fine_tune", "self_host"] | None = question(
        None, "Approach", "The simplest that could reach the target", labels=APPROACHES, items=("F2.2", "F2.1")
    )
    weights: Weights = question(Weights, "What counts", "Weights of the criteria for choosing an approach")
    size: Literal["S", "M", "L"] | None = question(
        None,
        "Size",
        "How big the product is",
        items=("Q.7",),
        labels={
            "S": "S: bounded assistant, one team uses it",
            "M": "M: customer-facing or one core workflow",
            "L": "L: regulated, or a platform for several products",
        },
    )
    model: str = question(
        "",
        "Model",
        "Provider and model, as the price list knows it, for example anthropic/claude-sonnet-5",
        max_length=120,
        items=("F2.1",),
    )
    integrations: list[Integration] = question(
        list, "Systems to connect", "Every system it reads from or writes to", items=("F2.3", "PT.4"), max_length=60
    )
    usage: Usage = question(Usage, "Use", "How much it will be used")
    residency: Literal["uk", "eu", "uk_eu", "anywhere"] | None = question(
        None,
        "Where data may go",
        "Regions allowed for processing",
        items=("R6.4",),
        labels={"uk": "UK only", "eu": "EU only", "uk_eu": "UK or EU", "anywhere": "Anywhere"},
    )
    availability: Literal["99", "99.5", "99.9"] | None = question(
        None,
        "Availability",
        "Share of the time it has to work; every nine more is paid for in hosting and in recovery",
        unit="%",
        items=("R5.3", "R5.9"),
        labels={"99": "99% (3.6 days down a year)", "99.5": "99.5% (1.8 days)", "99.9": "99.9% (9 hours)"},
    )
    latency_seconds: float | None = question(
        None, "Answer within", "Seconds 95 of 100 answers may take", unit="seconds", ge=0.05, le=3600, items=("R5.2",)
    )
    human_review_share: float | None = question(
        None,
        "Checked by a person",
        "Share of answers a person checks before or after they go out",
        unit="share",
        ge=0,
        le=1,
        items=("R7.6", "CL.7", "QA.7"),
    )
    review_minutes: float | None = question(
        None,
        "Minutes a check",
        "What a person takes to read an answer, look it up and decide",
        unit="minutes",
        ge=0,
        le=480,
        items=("R7.6",),
    )
    accepted_errors: float | None = question(
        None,
        "Wrong answers accepted",
        "Share of answers that may be wrong without stopping the product",
        unit="share",
        ge=0,
        le=1,
        items=("R7.2",),
    )
    error_cost: float | None = question(
        None,
        "Cost of a wrong answer",
        "What one costs when nobody catches it: working again, goodwill, a refund",
        unit="currency",
        ge=0,
        items=("R7.2",),
    )
    scale_answer: str = question(
        "",
        "How will this scale?",
        "Users, requests, cost per thousand and response time at full load",
        max_length=600,
        items=("PT.12",),
    )
    production_from_start: Literal["yes", "partly", "no"] | None = question(
        None,
        "Designed for production from day one",
        "Monitoring, access, recovery and cost alarms in the first design",
        labels={"yes": "Yes", "partly": "Partly", "no": "No, later"},
        items=("R5.19", "R8.11"),
    )
    prototype_reuse: float | None = question(
        None,
        "Prototype reused",
        "Share of the prototype's code that production keeps",
        unit="share",
        ge=0,
        le=1,
        items=("F3.2",),
    )
    components: dict[str, ComponentChoice] = question(dict, "Components", "State of each production component")
    decisions: list[Decision] = question(
        list, "Decisions", "What was decided and which objective it serves", max_length=60
    )
    cloud_month: Range | None = question(
        None,
        "Cloud cost a month",
        "Hosting, storage and network; empty: the default for the size",
        unit="currency/month",
    )
