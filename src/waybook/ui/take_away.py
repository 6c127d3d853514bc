"""What a team takes away: files made when somebody asks for them."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

import streamlit as st

from waybook.plan import Plan, write
from waybook.ui import desk


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
