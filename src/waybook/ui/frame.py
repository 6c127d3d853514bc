"""The page script: opens the plan, draws menu and top bar, runs the screen, says what is open and what is next."""

from pathlib import Path

import streamlit as st

from waybook.compliance import short_disclaimer
from waybook.store import StoreError
from waybook.ui import desk, parts, wording, worth
from waybook.ui.screens import SCREENS

LOGO = Path(__file__).with_name("logo.svg")

st.set_page_config(page_title="Waybook", page_icon="🧭", layout="wide", initial_sidebar_state=248)
st.logo(LOGO)
parts.style()

pages = [
    st.Page(screen.path, title=screen.title, icon=screen.material, url_path=screen.file, default=screen is SCREENS[0])
    for screen in SCREENS
]
menu: dict[str, list[st.Page]] = {}
for screen, entry in zip(SCREENS, pages, strict=True):
    menu.setdefault(screen.section, []).append(entry)
page = st.navigation(menu, expanded=True)
screen = SCREENS[pages.index(page)]
st.session_state.pages = {each.file: entry for each, entry in zip(SCREENS, pages, strict=True)}

try:
    desk.open_plan()
except StoreError as fault:
    parts.no_plan(str(fault))
    st.stop()

if screen.whole:
    page.run()
else:
    parts.top_bar(screen)
    parts.notice()
    parts.heading(screen)
    page.run()
    parts.footer(screen)
    st.caption(wording.plain(short_disclaimer()))
    worth.show()
