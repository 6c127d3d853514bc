"""Remembers what was derived from a simulation for as long as the simulation itself is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from waybook.model.results import Results

Arguments = ParamSpec("Arguments")
Found = TypeVar("Found")
Derived = Callable[Concatenate[Results, Arguments], Found]


def once(derive: Derived[Arguments, Found]) -> Derived[Arguments, Found]:
    """A function of Results (and hashable arguments) that is computed once for each Results."""

    def known(found: Results, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Found:
        kept = found.__dict__.setdefault("_derived", {})
        key = (derive, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = derive(found, *args, **kwargs)
        result: Found = kept[key]
        return result

    known.__doc__, known.__name__, known.__module__ = derive.__doc__, derive.__name__, derive.__module__
    return known

    return known
