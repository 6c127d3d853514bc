"""Changes to a JSON document by path: `objectives.users`, `team.roles[2].fte`, `answers["1.2"]`."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from waybook.store.database import StoreError

Step = str | int
Document = dict[str, Any]

_STEP = re.compile(r"""(?:^|\.)(?P<name>[^.\[\]"]+)|\[(?P<index>\d+)\]|\["(?P<quoted>[^"]+)"\]""")


class UnknownPath(StoreError):
    """A path that is malformed, or that leads nowhere in this document."""


def steps(path: str) -> list[Step]:
    """Split a path into names (str) and list positions (int).

    >>> steps('team.roles[2].fte')
    ['team', 'roles', 2, 'fte']
    >>> steps('answers["1.2"]')
    ['answers', '1.2']
    """
    found: list[Step] = []
    end = 0
    for match in _STEP.finditer(path):
        if match.start() != end:
            break
        end = match.end()
        index = match["index"]
        found.append(int(index) if index is not None else match["name"] or match["quoted"])
    if not found or end != len(path):
        raise UnknownPath(f"{path!r} is not a path to a field.")
    return found


def at_path(document: Mapping[str, Any], path: str) -> Any:
    """The value at `path`. Raises UnknownPath."""
    value: Any = document
    for step in steps(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            raise UnknownPath(f"This plan has nothing at {path!r}.") from None
    return value


def changed(document: Mapping[str, Any], changes: Mapping[str, Any]) -> Document:
    """A copy of `document` with each path of `changes` set to its value.

    A missing or empty (null) group on the way is made. A list takes the position just after its end as "append".
    Raises UnknownPath. `document` itself is never touched; what lies off the paths is shared with it, not copied.
    """
    result: Document = dict(document)
    for path, value in changes.items():
        *way, last = steps(path)
        place: Any = result
        for step, following in zip(way, [*way, last][1:], strict=True):
            place = _enter(place, step, following, path)
        _set(place, last, value, path)
    return result


def _enter(place: Any, step: Step, following: Step, path: str) -> Any:
    """The group or list at `step`, made `place`'s own."""
    if isinstance(place, dict) and isinstance(step, str):
        inner = place.get(step)
        if inner is None and isinstance(following, int):
            raise UnknownPath(f"This plan has no list at {path!r}.")
        place[step] = {} if inner is None else copy.copy(inner)
    elif isinstance(place, list) and isinstance(step, int) and step < len(place):
        place[step] = copy.copy(place[step])
    else:
        raise UnknownPath(f"This plan has nothing at {path!r}.")
    return place[step]


def _set(place: Any, step: Step, value: Any, path: str) -> None:
    if isinstance(place, dict) and isinstance(step, str):
        place[step] = value
    elif isinstance(place, list) and isinstance(step, int) and step <= len(place):
        place[step : step + 1] = [value]
    else:
        raise UnknownPath(f"This plan has nothing at {path!r}.")
