"""Each screen on an empty, and on a full plan: it opens, says its name, and shows no trace of a fault."""

import pytest

from tests.pages.conftest import Open
from tests.pages.full_plan import NASTY, full_plan
from waybook.compliance import short_disclaimer
from waybook.plan import Plan
from waybook.ui.screens import PAGES, SCREENS
from waybook.ui.wording import plain

NAMES = [screen.file for screen in SCREENS if not screen.whole]


@pytest.mark.parametrize("screen", NAMES)
def test_empty_plan(screen: str, open_screen: Open) -> None:
    app = open_screen(screen, Plan())
    assert app.title[0].value == next(each.title for each in SCREENS if each.file == screen)
    assert app.caption[-1].value == plain(short_disclaimer())


@pytest.mark.parametrize("screen", NAMES)
def test_full_plan(screen: str, open_screen: Open) -> None:
    app = open_screen(screen, full_plan())
    assert app.title[0].value
    # What people typed is in widgets and tables, never bare in Markdown.
    assert not [each.value for each in app.markdown if NASTY[:12] in each.value]


def test_the_menu_and_the_folder_of_pages_agree() -> None:
    assert {screen.path for screen in SCREENS} == set(PAGES.glob("*.py"))


def test_screens_have_their_own_names() -> None:
    assert len({screen.file for screen in SCREENS}) == len(SCREENS) == len({screen.title for screen in SCREENS})
