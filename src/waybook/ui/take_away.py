"""What a team takes away: files made when somebody asks for them."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

import streamlit as st

from waybook.estimate import estimate
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
