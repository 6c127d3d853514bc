"""The store: create, load, edit, undo, redo, history."""

from __future__ import annotations

import os
import random
import re
import secrets
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa

from waybook.store.database import BUSY_SECONDS, StoreError, connect, location, plain_errors, plans, revisions
from waybook.store.paths import Document, changed

SAME_EDIT_SECONDS = 2.0
"""Edits of the same fields no further apart than this are one step of undo: typing a word, dragging a slider."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Check = Callable[[Document], Document]
"""Takes a document, gives it back (perhaps tidied) or raises. What it raises reaches the caller; nothing is stored."""


class UnknownPlan(StoreError):
    """No plan, or no such revision of it."""


class EditedMeanwhile(StoreError):
    """The plan is no longer at the revision the caller named."""


@dataclass(frozen=True)
class Stored:
    """A plan as it stands."""

    id: str
    revision: int
    """Goes up by one with every change, undo and redo included: what to compare with `Store.revision`."""
    number: int
    """The line of `Store.history` that is on show; falls back on undo."""
    document: Document
    note: str
    at: datetime
    before: int | None
    """The line that undo goes back to."""
    can_redo: bool

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to go back to."""
        return self.before is not None


@dataclass(frozen=True)
class Revision:
    """One line of a plan's history."""

    number: int
    at: datetime
    note: str
    paths: tuple[str, ...]
    """The fields that were edited; empty when the whole plan was replaced."""
    current: bool


@dataclass(frozen=True)
class _Head:
    version: int
    number: int
    parent: int | None
    child: int | None
    at: float
    note: str
    paths: str
    body: bytes


class Store:
    """Plans in one database. Safe to share between threads, and between processes on the same database."""

    def __init__(self, url: str | os.PathLike[str] | None = None, *, upgrade: Check | None = None) -> None:
        """Open `url` (a path or an SQLAlchemy URL; default: WAYBOOK_DATABASE, else the user's data folder).

        `upgrade` brings a document of an older version up to date; it is applied to every document as it is read.
        Raises StoreError.
        """
        self.url = location(url)
        self._upgrade: Check = upgrade or (lambda document: document)
        self._engine = connect(self.url)
        self._reader = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def create(self, document: Mapping[str, Any], note: str = "Plan created") -> Stored:
        """Store a new plan. Its id has 128 bits: whoever has the link has the plan."""
        plan_id = secrets.token_urlsafe(16)
        body = zlib.compress(_json(document))
        with plain_errors(self.url), self._engine.begin() as connection:
            connection.execute(plans.insert().values(id=plan_id, version=1, head=1))
            connection.execute(revisions.insert().values(_row(plan_id, 1, None, note, "", body)))
        return self.load(plan_id)

    def load(self, plan_id: str) -> Stored:
        """The plan as it stands. Raises UnknownPlan, StoreError."""
        return self._stored(plan_id, self._head(plan_id))

    def revision(self, plan_id: str) -> int:
        """The revision alone: cheap enough to ask every second. Raises UnknownPlan."""
        _check_form(plan_id)
        with plain_errors(self.url), self._reader.connect() as connection:
            version = connection.scalar(sa.select(plans.c.version).where(plans.c.id == plan_id))
        if version is None:
            raise _unknown(plan_id)
        return int(version)

    def edit(
        self,
        plan_id: str,
        changes: Mapping[str, Any],
        note: str = "",
        *,
        validate: Check | None = None,
        expected: int | None = None,
    ) -> Stored:
        """Set each path to its value in the newest revision, so edits of different fields by two people both stay.

        With `expected`, raise EditedMeanwhile unless the plan is still at that revision: for a value that was computed
        from the one it replaces. Also raises UnknownPlan, UnknownPath, StoreError and whatever `validate` raises.
        """
        check = validate or (lambda document: document)

        def edited(document: Document) -> Document:
            return check(changed(document, changes))

        return self._write(plan_id, edited, note, paths="\n".join(sorted(changes)), expected=expected)

    def replace(
        self,
        plan_id: str,
        document: Mapping[str, Any],
        note: str = "Plan replaced",
        *,
        validate: Check | None = None,
        expected: int | None = None,
    ) -> Stored:
        """Put another document in the plan's place; undo brings the former one back. Raises as `edit` does."""
        check = validate or (lambda document: document)
        return self._write(plan_id, lambda _: check(dict(document)), note, expected=expected)

    def restore(self, plan_id: str, number: int) -> Stored:
        """Make an old revision the newest one. Raises UnknownPlan."""
        _check_form(plan_id)
        line = (revisions.c.plan_id == plan_id) & (revisions.c.number == number)
        with plain_errors(self.url), self._reader.connect() as connection:
            body = connection.scalar(sa.select(revisions.c.body).where(line))
        if body is None:
            raise UnknownPlan(f"This plan has no revision {number}.")
        return self.replace(plan_id, self._upgrade(_unpacked(body)), f"Revision {number} restored")

    def undo(self, plan_id: str) -> Stored:
        """Step back. At the first revision nothing happens. Raises UnknownPlan."""
        return self._move(plan_id, lambda head: head.parent)

    def redo(self, plan_id: str) -> Stored:
        """Step forward to where undo came from. With nothing to redo nothing happens. Raises UnknownPlan."""
        return self._move(plan_id, lambda head: head.child)

    def history(self, plan_id: str, limit: int = 50) -> list[Revision]:
        """The last `limit` revisions, newest first, those that undo left behind included. Raises UnknownPlan."""
        _check_form(plan_id)
        r = revisions.c
        query = sa.select(r.number, r.at, r.note, r.paths, plans.c.head).join(plans, plans.c.id == r.plan_id)
        query = query.where(r.plan_id == plan_id).order_by(r.number.desc()).limit(limit)
        with plain_errors(self.url), self._reader.connect() as connection:
            rows = connection.execute(query).all()
        if not rows:
            raise _unknown(plan_id)
        return [
            Revision(row.number, _moment(row.at), row.note, tuple(row.paths.split("\n")) if row.paths else (),
                     row.number == row.head)
            for row in rows
        ]  # fmt: skip

    def delete(self, plan_id: str) -> None:
        """Erase the plan with its whole history. Raises UnknownPlan."""
        _check_form(plan_id)
        with plain_errors(self.url), self._engine.begin() as connection:
            gone = connection.execute(plans.delete().where(plans.c.id == plan_id)).rowcount
            connection.execute(revisions.delete().where(revisions.c.plan_id == plan_id))
        if not gone:
            raise _unknown(plan_id)

    def _head(self, plan_id: str) -> _Head:
        _check_form(plan_id)
        r, newer = revisions.c, revisions.alias()
        child = sa.select(sa.func.max(newer.c.number)).where(
            (newer.c.plan_id == r.plan_id) & (newer.c.parent == r.number)
        )
        query = sa.select(
            plans.c.version, r.number, r.parent, child.scalar_subquery().label("child"), r.at, r.note, r.paths, r.body
        ).join_from(plans, revisions, (r.plan_id == plans.c.id) & (r.number == plans.c.head))
        with plain_errors(self.url), self._reader.connect() as connection:
            row = connection.execute(query.where(plans.c.id == plan_id)).one_or_none()
        if row is None:
            raise _unknown(plan_id)
        return _Head(*row)

    def _stored(self, plan_id: str, head: _Head) -> Stored:
        return Stored(
            id=plan_id,
            revision=head.version,
            number=head.number,
            document=self._upgrade(_unpacked(head.body)),
            note=head.note,
            at=_moment(head.at),
            before=head.parent,
            can_redo=head.child is not None,
        )

    def _write(self, plan_id: str, change: Check, note: str, *, paths: str = "", expected: int | None = None) -> Stored:
        """Append a revision made from the newest one; start again from the newer one if somebody was faster."""
        give_up = time.monotonic() + BUSY_SECONDS
        while True:
            head = self._head(plan_id)
            if expected is not None and head.version != expected:
                raise EditedMeanwhile("Somebody else changed this plan in the meantime; look at it, then try again.")
            before = self._upgrade(_unpacked(head.body))
            was, now = _json(before), _json(change(before))
            if now == was:
                return self._stored(plan_id, head)
            body = zlib.compress(now)
            # An edit that goes on where the last one stopped stands beside it, not after it: undo skips the former.
            goes_on = bool(paths) and paths == head.paths and time.time() - head.at <= SAME_EDIT_SECONDS
            parent = head.parent if goes_on else head.number
            row = _row(plan_id, head.version + 1, parent, note, paths, body)
            if self._advance(plan_id, head.version, row["number"], row):
                return self._stored(
                    plan_id, _Head(row["number"], row["number"], parent, None, row["at"], note, paths, body)
                )
            if time.monotonic() > give_up:
                raise StoreError("Too many people are changing this plan at once; try again in a moment.")
            time.sleep(random.uniform(0, 0.01))

    def _move(self, plan_id: str, where: Callable[[_Head], int | None]) -> Stored:
        give_up = time.monotonic() + BUSY_SECONDS
        while time.monotonic() < give_up:
            head = self._head(plan_id)
            target = where(head)
            if target is None or self._advance(plan_id, head.version, target):
                return self.load(plan_id)
            time.sleep(random.uniform(0, 0.01))
        raise StoreError("Too many people are changing this plan at once; try again in a moment.")

    def _advance(self, plan_id: str, version: int, head: int, row: dict[str, Any] | None = None) -> bool:
        """Move the plan on from `version`, and say whether it was there: one statement, nothing slips in."""
        step = plans.update().where((plans.c.id == plan_id) & (plans.c.version == version))
        with plain_errors(self.url), self._engine.begin() as connection:
            if connection.execute(step.values(version=version + 1, head=head)).rowcount != 1:
                return False
            if row is not None:
                connection.execute(revisions.insert().values(row))
        return True


def _row(plan_id: str, number: int, parent: int | None, note: str, paths: str, body: bytes) -> dict[str, Any]:
    return {
        "plan_id": plan_id, "number": number, "parent": parent, "at": time.time(), "note": note, "paths": paths,
        "body": body,
    }  # fmt: skip


def _json(document: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(document)
    except orjson.JSONEncodeError as error:
        raise StoreError(f"This plan holds something that cannot be stored: {error}.") from error


def _unpacked(body: bytes) -> Document:
    try:
        document: Document = orjson.loads(zlib.decompress(body))
    except (zlib.error, orjson.JSONDecodeError) as error:
        raise StoreError("This revision of the plan is damaged; restore an earlier one from its history.") from error
    return document


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _check_form(plan_id: str) -> None:
    """Refuse what cannot be an id before a database sees it: ids come from links."""
    if not _ID.fullmatch(plan_id):
        raise _unknown(plan_id)


def _unknown(plan_id: str) -> UnknownPlan:
    shown = plan_id if len(plan_id) <= 40 else plan_id[:40] + "…"
    return UnknownPlan(f"There is no plan {shown!r} here; check the link, or start a new plan.")
