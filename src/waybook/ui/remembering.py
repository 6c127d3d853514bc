"""The way back to a plan: this browser keeps the links of the plans opened in it, and nobody else gets them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from waybook.ui import desk

_element = st.components.v2.component(
    "waybook_plans",
    html='<div class="waybook-plans"></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    css="""
.waybook-plans ul {display: flex; flex-wrap: wrap; gap: .25rem 2rem; list-style: none; margin: .4rem 0; padding: 0}
.waybook-plans li {margin: 0; max-width: 100%; overflow-wrap: anywhere}
.waybook-plans a {color: light-dark(#0A4F8C, #6CB2EB)}
.waybook-plans span {color: light-dark(#5B6B7A, #A7B4C0); margin-left: .5rem; font-size: .875rem}
.waybook-plans button {color: light-dark(#5B6B7A, #A7B4C0); background: none; border: 0; padding: 0;
  font: inherit; font-size: .875rem; cursor: pointer; text-decoration: underline}
""",
    isolate_styles=False,
)


def remember() -> None:
    """Have the browser keep the open plan's link, and show a plan just begun from its top."""
    here = desk.desk()
    if here.plan_id:
        name = here.plan.name or "A plan without a name"
        _element(key="remembered", data={"id": here.plan_id, "name": name, "begun": here.begun})


def recall() -> None:
    """The plans opened in this browser before, as links; nothing where there are none."""
    _element(key="recalled", data={"id": ""})
