"""What a team takes away: files made when somebody asks for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

import streamlit as st

from waybook.estimate import estimate
from waybook.handouts.backlog import Tool, backlog
from waybook.handouts.project.writing import project_xml
from waybook.handouts.summary_page import summary_page
from waybook.plan import Plan, write
from waybook.spreadsheet.workbook import workbook
from waybook.ui import desk


def workbook_file() -> None:
    """The Excel workbook that keeps calculating."""
    here = desk.desk()
    found = desk.results_or_none()
    st.download_button(
        "Excel workbook",
        partial(_xlsx, here.plan.model_copy(deep=True), here.plan_id, here.revision),
        f"{file_name(here.plan)}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/table_view:",
        type="primary",
        on_click="ignore",
        shortcut="Alt+E",
        disabled=found is None,
        help="Every calculated cell is a live formula; inputs are marked, and each has its source.",
    )


def _xlsx(plan: Plan, plan_id: str, revision: int) -> bytes:
    return workbook(plan, estimate(plan), plan_id=plan_id, revision=revision)


def board_pack_file() -> None:
    """Seven slides with native charts."""
    _made("Board pack (PowerPoint)", ".pptx", ":material/slideshow:", _pptx,
          "The ask, cost, time, benefit, risk, compliance and next steps; every chart can be edited.")  # fmt: skip


def project_file() -> None:
    """The schedule for a project tool."""
    _made("Project file (XML)", ".xml", ":material/calendar_view_week:", _project,
          "For Microsoft Project, ProjectLibre and others. It can be edited there and brought home.")  # fmt: skip


def summary_file() -> None:
    """One page to print."""
    _made("One-page summary", ".html", ":material/print:", _summary,
          "One A4 page with the advice, the numbers and the next steps; opens in any browser and prints.")  # fmt: skip


def backlog_files() -> None:
    """The work as tickets, for the tool that the team uses."""
    with st.popover("Backlog (CSV)", icon=":material/checklist:"):
        for tool, name in (("jira", "Jira"), ("github", "GitHub"), ("linear", "Linear")):
            _made(name, f"-{tool}.csv", ":material/download:", partial(_backlog, tool),  # type: ignore[arg-type]
                  "One row for each work package and each open duty.")  # fmt: skip


def _made(label: str, ending: str, icon: str, make: Callable[[Plan], bytes], about: str) -> None:
    plan = desk.plan()
    st.download_button(
        label,
        partial(make, plan.model_copy(deep=True)),
        f"{file_name(plan)}{ending}",
        icon=icon,
        on_click="ignore",
        disabled=desk.results_or_none() is None,
        help=about,
    )


def _pptx(plan: Plan) -> bytes:
    from waybook.handouts.board_pack import board_pack  # half a second that only this download needs

    return board_pack(estimate(plan))


def _project(plan: Plan) -> bytes:
    return project_xml(estimate(plan))


def _summary(plan: Plan) -> bytes:
    return summary_page(estimate(plan)).encode()


def _backlog(tool: Tool, plan: Plan) -> bytes:
    return backlog(estimate(plan), tool)


def plan_file() -> None:
    """The plan itself, to keep or to open elsewhere."""
    st.download_button(
        "Plan (JSON)",
        partial(_json, desk.plan().model_copy(deep=True)),
        f"{file_name(desk.plan())}.json",
        "application/json",
        icon=":material/data_object:",
        on_click="ignore",
        help="Everything you answered. Open it again under Start.",
    )


def _json(plan: Plan) -> bytes:
    return write(plan).encode()


def file_name(plan: Plan) -> str:
    """A name for the plan's files: letters and digits of its title, joined by hyphens; never a path.

    >>> file_name(Plan(name="../Café: phase 2"))
    'cafe-phase-2'
    >>> file_name(Plan())
    'plan'
    """
    letters = unicodedata.normalize("NFKD", plan.name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "plan"
