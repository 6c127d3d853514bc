"""Which packages set the date, draw by draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waybook.model.worlds import Numbers


def critical(timed: Numbers) -> NDArray[np.bool_]:
    """Which packages lie on the critical path, shape (packages, draws): back from the last to end, each to the package
    that its start waited for. `timed` was run with `binding`."""
    assert timed.timing is not None
    assert timed.timing.binding is not None
    through, binding = np.atleast_2d(timed.value("through")), timed.timing.binding
    found = np.zeros(through.shape, dtype=bool)
    columns = np.arange(through.shape[1])
    current = through.argmax(axis=0).astype(np.int64)
    for _ in range(len(through)):
        alive = current >= 0
        if not alive.any():
            break
        found[current[alive], columns[alive]] = True
        current = np.where(alive, binding[np.maximum(current, 0), columns], -1)
    return found
