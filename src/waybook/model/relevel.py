"""A new base plan from today's figures: in which order packages are served when they want the same people.

While answers move, the order stands still, so that a slider never reshuffles the work. A person may ask for a new one.
"""

from __future__ import annotations

import numpy as np

from waybook.model.base_plan import Work, order
from waybook.model.results import Results


def relevelled(found: Results) -> tuple[str, ...]:
    """Ids of the packages in the start order of the best base plan for the plan's own likely efforts and its team."""
    likely, inputs = found.likely, found.inputs
    packages, roles = inputs.axes["package"].ids, inputs.axes["role"].ids
    shape = (len(roles), len(packages))
    hold = np.broadcast_to(likely.value("hold"), shape)
    taken = np.broadcast_to(likely.value("units_taken"), shape)
    effort, wait = (np.broadcast_to(likely.value(key), (len(packages),)) for key in ("effort", "wait"))
    units = np.broadcast_to(likely.value("role_units"), (len(roles),))
    work: list[Work] = [
        (
            one,
            float(effort[p] * hold[:, p].max(initial=0.0)),
            tuple((packages[before], float(wait[before])) for before in inputs.after[p]),
            tuple((role, float(taken[r, p])) for r, role in enumerate(roles) if taken[r, p] > 0),
        )
        for p, one in enumerate(packages)
    ]
    return order(tuple(work), tuple((role, float(units[r])) for r, role in enumerate(roles)))
