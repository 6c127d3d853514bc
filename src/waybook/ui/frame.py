"""The page script: opens the plan, draws menu and top bar, runs the screen, says what is open and what is next."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from waybook.compliance import short_disclaimer
from waybook.store import StoreError
from waybook.ui import desk, parts, remembering, whose, wording, worth
from waybook.ui.screens import SCREENS

LOGO = Path(__file__).with_name("logo.svg")

st.set_page_config(page_title="Waybook", page_icon="🧭", layout="wide", initial_sidebar_state=248)
st.logo(LOGO)
parts.style()

# Made once for a session: each looks its file up on the disk.
if "pages" not in st.session_state:
    st.session_state.pages = {
        each.file: st.Page(
            each.path,
            title=each.title,
            icon=each.material,
            url_path=each.file if place else "",
            default=not place,
        )
        for place, each in enumerate(SCREENS)
    }
pages: dict[str, StreamlitPage] = st.session_state.pages
first = SCREENS[0]
# The first screen lives at "/"; whoever types its name is taken there, where Streamlit would say "Page not found".
named = st.Page(
    lambda: st.switch_page(pages[first.file], query_params=st.query_params.to_dict()),
    title=first.title,
    url_path=first.file,
    visibility="hidden",
)
menu: dict[str, list[StreamlitPage]] = {first.section: [named]}
for each in SCREENS:
    menu.setdefault(each.section, []).append(pages[each.file])
page = st.navigation(menu, expanded=True)
if page == named:
    page.run()
screen = next(each for each in SCREENS if pages[each.file] == page)

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
    remembering.remember()
whose.drawer()
