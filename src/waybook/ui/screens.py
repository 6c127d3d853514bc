"""Every screen once: its file, its section, its name and what it decides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[3] / "pages"


@dataclass(frozen=True)
class Screen:
    """One line of the menu. `decides` is the sentence under the title; `whole` screens draw their own frame; one that
    asks what people think before they see an estimate has none (`estimates`)."""

    section: str
    file: str
    title: str
    icon: str
    decides: str
    whole: bool = False
    estimates: bool = True

    @property
    def path(self) -> Path:
        """The page file."""
        return PAGES / f"{self.file}.py"

    @property
    def material(self) -> str:
        """The icon as Streamlit spells it; the font comes with Streamlit."""
        return f":material/{self.icon}:"


# fmt: off
SCREENS = (
    Screen("Start", "start", "Start", "flag",
           "Where you stand before any question, and which plan you are working on.", estimates=False),
    Screen("Start", "before", "Before you plan", "how_to_vote",
           "Where the room sees itself, to be held against the plan at the end.", estimates=False),
    Screen("Start", "ten_minutes", "Ten minutes", "timer",
           "The few answers that would change the estimate most, in one place."),
    Screen("Discovery", "objectives", "Business objective", "target",
           "Which business result changes, for whom, and how you will know."),
    Screen("Discovery", "data_audit", "Data audit", "database",
           "Whether the data can carry it, and what has to be put right first."),
    Screen("Strategy", "architecture", "Architecture", "account_tree",
           "The simplest thing that could reach the target, and what it has to connect to."),
    Screen("Strategy", "compliance", "Compliance", "gavel",
           "Which duties apply, who answers for them, and what can be ruled out."),
    Screen("Strategy", "team", "Team", "groups",
           "Who builds it, where they come from, and when they are there."),
    Screen("Strategy", "money", "Money", "payments",
           "What is bought, what it costs to run, and how benefit is counted."),
    Screen("Prototype", "prototype", "Prototype contract", "science",
           "What would prove it works, and what would stop it."),
    Screen("Engineering", "components", "Components", "widgets",
           "Which parts around the model are built, exist, or are not needed."),
    Screen("Engineering", "work", "Work packages", "construction",
           "How much work each part is, in your own figures where you have them."),
    Screen("Production", "readiness", "Readiness", "fact_check",
           "How ready the organisation is, against the eight reasons projects fail."),
    Screen("Production", "gates", "Gates and checklist", "checklist",
           "What has to be true before the next stage begins."),
    Screen("Optimisation", "actuals", "Actuals", "monitoring",
           "What it took and what it brought, against the plan."),
    Screen("Outcome", "xray", "Plan X-ray", "troubleshoot",
           "What is wrong with the plan, what it costs, and how to put it right."),
    Screen("Outcome", "timeline", "Timeline", "calendar_month",
           "When real users have it, and what decides that date."),
    Screen("Outcome", "cost_benefit", "Cost and benefit", "savings",
           "What it costs, what it brings, and when it has paid for itself."),
    Screen("Outcome", "risk", "Risk", "warning",
           "What moves the estimate most, and what to do about it."),
    Screen("Outcome", "scenarios", "Scenarios", "alt_route",
           "Which way is better, and how sure that is."),
    Screen("Outcome", "bridge", "From guess to plan", "stairs",
           "What separates your first guess from the plan."),
    Screen("Outcome", "outside_view", "Outside view", "travel_explore",
           "How projects like this one really went."),
    Screen("Outcome", "facts", "Facts", "format_quote",
           "What is said about AI projects, by whom, and what it does not say."),
    Screen("Outcome", "sources", "Sources", "menu_book",
           "Every number of the estimate: whose it is, how good, and from when."),
    Screen("Outcome", "present", "Present", "present_to_all",
           "One finding at a time, large.", whole=True),
    Screen("Outcome", "export", "Export", "download",
           "What you take away."),
)
# fmt: on


_PLACES = (
    ("objectives.later", "architecture"),
    ("objectives", "objectives"), ("economics.budget", "objectives"), ("economics.target_months", "objectives"),
    ("economics.run_budget_year", "objectives"), ("data", "data_audit"), ("architecture.components", "components"),
    ("architecture", "architecture"), ("compliance", "compliance"), ("team", "team"),
    ("estimates.past_projects", "team"), ("estimates", "work"), ("economics", "money"), ("prototype", "prototype"),
    ("gates", "gates"), ("operation", "actuals"), ("readiness.pairs", "before"), ("readiness.points", "before"),
    ("readiness.myth", "before"), ("readiness.bitten", "before"), ("readiness", "readiness"),
)  # fmt: skip


def screen_of(path: str) -> Screen:
    """The screen that asks for the field at a path."""
    file = next(
        (file for start, file in _PLACES if path == start or path.startswith((f"{start}.", f"{start}["))), "start"
    )
    return screen_named(file)


def screen_named(file: str) -> Screen:
    """The screen of a page file."""
    return next(screen for screen in SCREENS if screen.file == file)


def neighbours(screen: Screen) -> tuple[Screen | None, Screen | None]:
    """The screens before and after, in the order of the menu."""
    place = SCREENS.index(screen)
    before = SCREENS[place - 1] if place else None
    after = SCREENS[place + 1] if place + 1 < len(SCREENS) else None
    return before, after
