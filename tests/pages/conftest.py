"""Opening a screen of the app without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from waybook.plan import Plan
from waybook.ui import desk
from waybook.ui.screens import PAGES, SCREENS

FRAME = Path(__file__).parents[2] / "src/waybook/ui/frame.py"

Open = Callable[..., AppTest]


@pytest.fixture
def open_screen(own_database: None) -> Open:
    """`open_screen("team", plan)`: the screen of a stored plan; with `plan_id` that plan, in a session of its own."""

    def opened(screen: str = "", plan: Plan | None = None, plan_id: str = "") -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=30)
        if plan is not None:
            plan_id = desk.store().create(plan.model_dump(mode="json")).id
        if plan_id:
            app.query_params["plan"] = plan_id
        return app.run() if screen in ("", SCREENS[0].file) else to(app, screen)

    return opened


def to(app: AppTest, screen: str) -> AppTest:
    """The same session on another screen."""
    app.switch_page(str(PAGES / f"{screen}.py")).run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


def widget(app: AppTest, kind: str, label: str):  # type: ignore[no-untyped-def]  # AppTest's widgets share no base
    """The widget with this label."""
    return next(each for each in app.get(kind) if each.label == label)


def view(app: AppTest, key: str, name: str) -> AppTest:
    """One of the views of a screen."""
    app.button_group(f"view {key}").set_value(name)
    return app.run()


def plan_of(app: AppTest) -> Plan:
    """The stored plan of a session."""
    return Plan.model_validate(desk.store().load(plan_id(app)).document)


def plan_id(app: AppTest) -> str:
    """The plan that the address names; AppTest gives back what was set, text or list."""
    found = app.query_params["plan"]
    return found if isinstance(found, str) else found[0]
