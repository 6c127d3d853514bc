"""The open plan: where it comes from, how a widget writes to it, what happens when somebody else does.

The plan's id lives in `?plan=`. A widget takes its value from the plan, and a key made of the field's path and a count
that goes up whenever the field changes by any other hand (undo, an example, another person): then, and only then, it is
drawn anew. So no widget can show a stale value, and nobody's half-typed text is wiped.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import streamlit as st

from waybook.estimate import estimate
from waybook.model import PlanProblem, Results
from waybook.plan import Plan, PlanError, accept, read, write
from waybook.plan.fields import get, note
from waybook.readiness.sight import Sight
from waybook.reference import load
from waybook.store import Store, Stored, StoreError
from waybook.xray import simulated

_MISSING = object()


@dataclass
class Desk:
    """What one session holds: a few kilobytes. `plan_id` is empty until the first answer."""

    plan_id: str = ""
    plan: Plan = field(default_factory=Plan)
    revision: int = 0
    number: int = 0
    """The line of the plan's history that is on show."""
    before: int | None = None
    """The line that undo goes back to."""
    note: str = ""
    """What the history calls the line on show."""
    changes: int = 0
    """How many changes, anybody's, came to this desk."""
    opened: int = 0
    """How many plans came to this desk: the numbers of one are not compared with another's."""
    saved: dt.datetime | None = None
    can_undo: bool = False
    can_redo: bool = False
    redrawn: dict[str, int] = field(default_factory=dict)
    """How often the field at a path was changed by another hand."""
    faults: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong with the last value typed at a path; the plan still has the value before it."""
    drafts: dict[str, Any] = field(default_factory=dict)
    """The refused value itself, so that coming back to the screen shows it again."""
    asked: list[str] = field(default_factory=list)
    """Paths asked on the screen being drawn, in order."""
    beside: dict[str, Any] = field(default_factory=dict)
    """Places under the questions of the screen being drawn, for what their answers are worth."""
    figures: dict[str, str] = field(default_factory=dict)
    """Figures of the screen being drawn, by key: what the drawer of sources calls each."""
    begun: int = 0
    """How many plans this session has begun: each is shown from the top of its screen."""
    notice: str = ""
    """What went wrong with the last click, to be said once."""


@st.cache_resource(max_entries=4)
def _open(address: str) -> Store:
    return Store(address or None, upgrade=_checked)


def store() -> Store:
    """The database of plans, opened once for each address."""
    return _open(os.environ.get("WAYBOOK_DATABASE", ""))


def desk() -> Desk:
    """The session's desk."""
    if "desk" not in st.session_state:
        st.session_state.desk = Desk()
    found: Desk = st.session_state.desk
    return found


def plan() -> Plan:
    """The plan on the desk, as of this run."""
    return desk().plan


def open_plan() -> Plan:
    """Take the plan that the address names, in its newest revision; keep its id in the address.

    Raises StoreError (one sentence for the screen): no such plan, no database.
    """
    here = desk()
    here.asked, here.beside, here.figures = [], {}, {}
    plan_id = st.query_params.get("plan") or here.plan_id
    if plan_id:
        changed_class = not isinstance(here.plan, Plan)  # the class was reloaded under a running session
        if plan_id != here.plan_id or changed_class or store().revision(plan_id) != here.revision:
            take(store().load(plan_id))
        if st.query_params.get("plan") != plan_id:
            st.query_params["plan"] = plan_id
    return here.plan


def moved() -> bool:
    """Whether the stored plan is newer than the one on the desk."""
    here = desk()
    try:
        return bool(here.plan_id) and store().revision(here.plan_id) != here.revision
    except StoreError:
        return False  # the next full run says what is wrong


def take(stored: Stored, own: str = "") -> None:
    """Put a stored plan on the desk and redraw the fields that differ, save the one whose widget made the change."""
    here, before = desk(), desk().plan
    try:
        here.plan = accept(stored.document)
    except PlanError as fault:
        raise StoreError(f"This plan cannot be opened. {fault}") from None
    for path in here.redrawn:
        if path != own and _value(before, path) != _value(here.plan, path):
            here.redrawn[path] += 1
            here.faults.pop(path, None)
            here.drafts.pop(path, None)
    here.opened += stored.id != here.plan_id
    here.changes += stored.revision - here.revision
    here.plan_id, here.revision, here.saved = stored.id, stored.revision, stored.at
    here.number, here.before, here.note = stored.number, stored.before, stored.note
    here.can_undo, here.can_redo = stored.can_undo, stored.can_redo


def key(path: str) -> str:
    """The widget key of a field."""
    count = desk().redrawn.setdefault(path, 0)
    return f"{path} #{count}"


def edits(path: str, parse: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """Key and callback of a widget for the field at `path`; `parse` turns the widget's value into the field's, or
    raises Refused."""
    return {"key": key(path), "on_change": _from_widget, "args": (path, key(path), parse)}


class Refused(ValueError):
    """What was typed cannot be a field's value, and why, in the words of the screen."""

    def __init__(self, value: Any, why: str) -> None:
        super().__init__(why)
        self.value = value


def _from_widget(path: str, widget: str, parse: Callable[[Any], Any] | None) -> None:
    value = st.session_state.get(widget)
    try:
        edit(path, parse(value) if parse else value)
    except Refused as fault:
        refuse(path, fault.value, [str(fault)])


def edit(path: str, value: Any) -> bool:
    """Save one field on the newest stored revision. A value the plan refuses is kept as a draft with its faults."""
    here = desk()
    try:
        take(_saved({path: value}, title(path)), own=path)
    except PlanError as fault:
        refuse(path, value, [sentence(line) for line in fault.problems])
        return False
    except StoreError as fault:
        refuse(path, value, [f"Not saved. {fault}"])
        return False
    here.faults.pop(path, None)
    here.drafts.pop(path, None)
    return True


@contextmanager
def noticing() -> Iterator[None]:
    """Inside a click: what cannot be done is said once on the screen, and the plan stays as it was."""
    try:
        yield
    except (PlanError, PlanProblem) as fault:
        desk().notice = " ".join(map(sentence, fault.problems))
    except StoreError as fault:
        desk().notice = str(fault)


def change(values: Mapping[str, Any], why: str) -> None:
    """Save several fields as one step of undo; their widgets are redrawn. For clicks: see `noticing`."""
    with noticing():
        take(_saved(values, why))


def entry(path: str, name: str) -> str:
    """The path of one entry of a mapping: `gates.criteria['CL.1']`."""
    return f"{path}.{name}" if name.isidentifier() else f"{path}['{name}']"


def edit_entries(path: str, entries: Mapping[str, Any]) -> None:
    """Save some entries of a mapping; the others stay as the newest revision has them."""
    try:
        take(_saved({entry(path, name): value for name, value in entries.items()}, title(path)), own=path)
    except PlanError as fault:
        refuse(path, dict(entries), [sentence(line) for line in fault.problems])
    except StoreError as fault:
        refuse(path, dict(entries), [f"Not saved. {fault}"])
    else:
        desk().faults.pop(path, None)
        desk().drafts.pop(path, None)


def _saved(values: Mapping[str, Any], why: str) -> Stored:
    here = desk()
    changes = {stored_path(path): _json(value) for path, value in values.items()}
    if not here.plan_id:
        begun = store().create(here.plan.model_dump(mode="json"))
        here.plan_id, here.revision, here.number = begun.id, begun.revision, begun.number
    return store().edit(here.plan_id, changes, why, validate=_checked)


def refuse(path: str, value: Any, why: list[str]) -> None:
    """Keep a value the plan cannot take on its screen, and say why; the plan is unchanged."""
    desk().faults[path], desk().drafts[path] = why, value


def replace(new: Plan, why: str) -> None:
    """Put another plan in the place of the one on the desk; undo brings the former back.

    Raises StoreError: somebody changed the plan since it was read, or it cannot be stored.
    """
    here, document = desk(), new.model_dump(mode="json")
    if here.plan_id:
        take(store().replace(here.plan_id, document, why, validate=_checked, expected=here.revision))
    else:
        take(store().create(document, why))


def start_over(new: Plan, why: str) -> None:
    """Open `new` as a plan of its own, with its own link; the former plan stays under its link. For clicks."""
    with noticing():
        stored = store().create(new.model_dump(mode="json"), why)
        take(stored)
        desk().begun += 1
        st.query_params["plan"] = stored.id


def undo() -> None:
    """One step back. For clicks."""
    with noticing():
        if desk().plan_id:
            take(store().undo(desk().plan_id))


def redo() -> None:
    """One step forward again. For clicks."""
    with noticing():
        if desk().plan_id:
            take(store().redo(desk().plan_id))


def results() -> Results:
    """The results of the plan on the desk, computed once for each content. Raises PlanProblem."""
    return _results(write(plan()))


@lru_cache(maxsize=4)  # 40 MB each
def _results(text: str) -> Results:
    return estimate(read(text))


def title(path: str) -> str:
    """What the field at a path is called, for the history."""
    try:
        return note(path).title
    except KeyError:
        return path


def sentence(problem: str) -> str:
    """A fault in the words of the screen: `team.lines[2].fte: ...` is `Team, line 3, Full-time people: ...`."""
    path, colon, message = problem.partition(": ")
    if not colon:
        return problem
    words: list[str] = []
    steps = path.replace("[", ".[").split(".")
    for number, step in enumerate(steps):
        if step.startswith("["):
            words.append(f"line {int(step[1:-1]) + 1}")
            continue
        try:
            words.append(note(".".join(steps[: number + 1]).replace(".[", "[")).title)
        except KeyError:
            words.append(step)
    return f"{', '.join(words[1:] if len(words) > 1 else words)}: {message}"


def stored_path(path: str) -> str:
    """A path of the schema in the store's spelling: `['a.b']` is `["a.b"]` there."""
    return path.replace("['", '["').replace("']", '"]')


def _checked(document: Mapping[str, Any]) -> dict[str, Any]:
    return accept(dict(document)).model_dump(mode="json")


def _value(of: Plan, path: str) -> Any:
    try:
        return get(of, path)
    except KeyError:
        return _MISSING


def _json(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, list):
        return [_json(row) for row in value]
    if isinstance(value, dict):
        return {name: _json(entry) for name, entry in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def forget() -> None:
    """Leave the plan for an empty desk; it stays in the store under its link."""
    st.session_state.pop("desk", None)
    st.query_params.pop("plan", None)


def sight() -> Sight:
    """The plan as the rules of readiness see it, with today's numbers."""
    found = results_or_none()
    return Sight(plan(), load(), simulated(found) if found else None)


def results_or_none() -> Results | None:
    """The results, or None where the plan has none; the top bar says why."""
    try:
        return results()
    except PlanProblem:
        return None
