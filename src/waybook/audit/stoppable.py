"""Work in a thread of its own, so that a person can stop it and a time limit can end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import inf
from typing import TypeVar

from waybook.audit.report import Cancel, Cancelled

T = TypeVar("T")
_ASK_SECONDS, _STOP_AGAIN_SECONDS = 0.05, 0.2


def stoppable(
    work: Callable[[], T],
    cancel: Cancel,
    stop: Callable[[], None] | None = None,
    *,
    seconds: float = inf,
    patience: float = inf,
) -> T | None:
    """The result of the work, None when it takes longer than these seconds.

    stop: asks whoever works to give up; asked again until the thread ends, for `patience` seconds. A `cancel` that
    raises stops the work as well: that is how a screen leaves a run.

    Raises:
        Cancelled: the user stopped. What the work raises, and what `cancel` does.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(work())
        except BaseException as problem:
            failure.append(problem)

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    given_up = time.monotonic() + seconds
    stopped = False
    try:
        while thread.is_alive() and not stopped and time.monotonic() < given_up:
            thread.join(_ASK_SECONDS)
            stopped = thread.is_alive() and cancel()
    finally:
        left = time.monotonic() + patience
        while stop is not None and thread.is_alive() and time.monotonic() < left:
            stop()
            thread.join(_STOP_AGAIN_SECONDS)
    if stopped or cancel():
        raise Cancelled
    if failure:
        raise failure[0]
    return outcome[0] if outcome else None
