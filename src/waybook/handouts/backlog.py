"""The plan as a backlog: one row for each work package and each open duty, as CSV for Jira, GitHub or Linear."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from waybook.compliance import Duty
from waybook.handouts.law import law
from waybook.handouts.story import clean
from waybook.handouts.tasks import BUSINESS, HOURS_A_DAY, Schedule, Task, schedule
from waybook.model import Results
from waybook.plan.team import ROLE_NAMES
from waybook.reference import Reference

Tool = Literal["jira", "github", "linear"]
TOOLS: tuple[Tool, ...] = ("jira", "github", "linear")
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
LAW_PACKAGES = {
    "discovery": "LAW2",
    "strategy": "LAW2",
    "prototype": "LAW2",
    "engineering": "LAW4",
    "production": "LAW5",
    "optimisation": "LAW5",
}
"""The work package of `waybook.estimate` that holds the days of a stage's duties; it is done when they are."""


@dataclass(frozen=True)
class Issue:
    """A row of the backlog. `days` is the likely effort of the team, None where another row holds it."""

    id: str
    title: str
    body: str
    stage: int
    days: float | None
    owner: str
    labels: tuple[str, ...]
    after: tuple[str, ...]
    blocks: tuple[str, ...]


def backlog(found: Results, tool: Tool = "jira") -> bytes:
    """The backlog of a simulated plan as UTF-8 CSV with a header row; no cell can become a formula."""
    rows = WRITERS[tool](found, issues(found))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8")


def issues(found: Results) -> list[Issue]:
    """Work packages in schedule order, then the duties that apply and those that cannot be ruled out."""
    plan = schedule(found)
    after = {task.id: [link.before for link in task.links] for task in plan.tasks}
    about = law(found.plan, None)
    open_duties = [one for one in about.duties if one.status == "applies" or about.answered]
    numbers = {stage.id: stage.number for stage in found.reference.stages}
    rows = [_duty(one, numbers[one.stage], after) for one in open_duties]
    if not about.answered and about.unknown:
        rows.append(_questions(about.unknown))
    for row in rows:
        for package in row.blocks:
            after[package].append(row.id)
    blocks: dict[str, list[str]] = {}
    for later, before in after.items():
        for one in before:
            blocks.setdefault(one, []).append(later)
    packages = [_package(task, plan, found.reference, tuple(after[task.id]), blocks) for task in plan.tasks]
    return [*packages, *rows]


def safe(cell: object) -> str:
    """A cell that no spreadsheet program takes for a formula.

    >>> safe("=1+1"), safe("  -2"), safe("fine"), safe(3)
    ("'=1+1", "'  -2", 'fine', '3')
    """
    words = str(cell)
    return f"'{words}" if words.lstrip(" \u00a0").startswith(BEGINS_FORMULA) else words


def _package(
    task: Task, plan: Schedule, reference: Reference, after: tuple[str, ...], blocks: dict[str, list[str]]
) -> Issue:
    people = sorted(task.people.items(), key=lambda pair: -pair[1])
    names = [f"{ROLE_NAMES[role]} {days:.1f}" for role, days in people]
    lines = [f"Work package {task.id} of stage {dict(plan.stages)[task.stage]}.", f"Person-days: {', '.join(names)}."]
    waits = {link.before: link.lag for link in task.links if link.lag > 0}
    titles = {one.id: one.name for one in plan.tasks}
    lines += [f"Can start {lag / 5:.1f} weeks after '{titles[one]}' is done." for one, lag in waits.items()]
    lines += _criteria(task.id, reference)
    owner = next((role for role, _ in people if role != BUSINESS), BUSINESS)
    return Issue(
        task.id,
        task.name,
        "\n".join(lines),
        task.stage,
        task.effort,
        ROLE_NAMES[owner],
        ("work-package", *(("compliance",) if task.derived else ())),
        after,
        tuple(blocks.get(task.id, ())),
    )


def _criteria(package: str, reference: Reference) -> list[str]:
    """Acceptance criteria: the framework's statements that a package serves, with the evidence that is asked for."""
    known = next((one for one in reference.packages if one.id == package), None)
    if known is None:
        return []
    statements = {one.id: one.text for one in reference.items}
    checks = {one.id: (one.criterion, one.evidence) for one in reference.checklist}
    found = []
    for item in known.items:
        if item in checks:
            criterion, evidence = checks[item]
            found.append(f"{item}: {criterion}. Evidence: {evidence}")
        elif item in statements:
            found.append(f"{item}: {statements[item]}")
    found += [f"{one.id}: {one.what}. Evidence: {one.evidence}" for one in reference.testing if one.package == package]
    return ["Acceptance criteria:", *(f"* {clean(one)}" for one in found)] if found else []


def _duty(one: Duty, stage: int, after: dict[str, list[str]]) -> Issue:
    sure = one.status == "applies"
    package = LAW_PACKAGES[one.stage]
    lines = [one.reason, f"Do: {one.obligations}.", f"Evidence: {one.evidence}."]
    if one.article:
        lines.append(f"Basis: {one.regime}, {one.article}.")
    if one.lead_weeks_high > 0:
        lines.append(f"Lead time {one.lead_weeks_low:g} to {one.lead_weeks_high:g} weeks.")
    held = " (already in the build)" if one.bucket == "engineering" else ""
    lines.append(f"Effort {one.days_low:g} to {one.days_high:g} person-days, judged{held}.")
    lines.append("Planning aid, not legal advice.")
    return Issue(
        one.id,
        one.title if sure else f"Rule out, or do: {one.title}",
        "\n".join(clean(line) for line in lines),
        stage,
        None,
        one.owner,
        ("compliance", "applies" if sure else "cannot-be-ruled-out"),
        (),
        (package,) if package in after else (),
    )


def _questions(count: int) -> Issue:
    body = (
        f"{count} duties cannot be ruled out while no compliance question is answered.\nPlanning aid, not legal advice."
    )
    return Issue("LAW0", "Answer the compliance questions", body, 1, None, "Executive sponsor", ("compliance",), (), ())


def _stages(found: Results) -> dict[int, str]:
    return {one.number: one.name for one in found.reference.stages}


def _jira(found: Results, rows: Sequence[Issue]) -> list[list[object]]:
    """Epics first, as Jira asks for; links by Issue ID, a column for each, as in Jira's own export."""
    numbers = {one.id: 100 + place for place, one in enumerate(rows)}
    most = max((len(one.blocks) for one in rows), default=0)
    heads: list[object] = ["Issue Type", "Issue ID", "Parent", "Summary", "Description", "Original Estimate"]
    table = [[*heads, "Component", "Labels", "Labels", *["Outward issue link (Blocks)"] * most]]
    used = sorted({one.stage for one in rows})
    for number in used:
        name = _stages(found)[number]
        table.append(["Epic", number, "", name, f"Stage {number} of 6: {name}.", "", "", "waybook", "", *[""] * most])
    for one in rows:
        seconds = "" if one.days is None else round(one.days * HOURS_A_DAY * 3600)
        links: list[object] = [numbers[later] for later in one.blocks]
        labels = [*one.labels, ""][:2]
        table.append(
            ["Task", numbers[one.id], one.stage, _title(one), one.body, seconds, one.owner, *labels]
            + links + [""] * (most - len(links))
        )  # fmt: skip
    return table


def _github(found: Results, rows: Sequence[Issue]) -> list[list[object]]:
    """Stage as milestone; order of work as task ids in the body and in two columns."""
    table: list[list[object]] = [["Title", "Body", "Labels", "Milestone", "Estimate", "Blocked by", "Blocks"]]
    for one in rows:
        body = one.body.replace("\n", "\n\n").replace("\n\n* ", "\n- [ ] ")
        if one.after:
            body += f"\n\nBlocked by: {', '.join(one.after)}"
        labels = ",".join([*one.labels, _slug(one.owner)])
        days = "" if one.days is None else f"{one.days:.1f}"
        table.append(
            [_title(one), body, labels, f"{one.stage} {_stages(found)[one.stage]}", days, ",".join(one.after),
             ",".join(one.blocks)]
        )  # fmt: skip
    return table


def _linear(found: Results, rows: Sequence[Issue]) -> list[list[object]]:
    """Plan as project, stage as its milestone; estimates in whole days, at least one."""
    project = clean(found.plan.name) or "AI project"
    heads = ["ID", "Title", "Description", "Status", "Estimate", "Priority", "Project", "Project Milestone", "Labels"]
    table: list[list[object]] = [[*heads, "Blocked by", "Blocking"]]
    for one in rows:
        days: object = "" if one.days is None else max(1, math.ceil(one.days))
        priority = "High" if "applies" in one.labels else "No priority"
        milestone = f"{one.stage} {_stages(found)[one.stage]}"
        labels = ", ".join([*one.labels, _slug(one.owner)])
        table.append(
            [one.id, _title(one), one.body, "Backlog", days, priority, project, milestone, labels,
             ", ".join(one.after), ", ".join(one.blocks)]
        )  # fmt: skip
    return table


def _title(one: Issue) -> str:
    return f"{one.id} {clean(one.title)}"[:250]


def _slug(words: str) -> str:
    return clean(words).lower().replace("/", "-").replace(" ", "-").replace(",", "")


WRITERS: dict[Tool, Callable[[Results, Sequence[Issue]], list[list[object]]]] = {
    "jira": _jira,
    "github": _github,
    "linear": _linear,
}
