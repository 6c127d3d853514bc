"""What each item of the framework drives."""

from __future__ import annotations

from typing import Literal

from waybook.reference.tables import Names, Row, Text

Kind = Literal[
    "question", "scored factor", "cost line", "driver", "role", "gate criterion", "finding", "chart", "citation",
    "template", "report", "structure", "next action", "scenario", "not used",
]  # fmt: skip


class Trace(Row):
    """An item, what kind of thing it is in the product, and the stable names of what it drives.

    A target is `kind:name`: a data row (`component:retrieval`, `package:E7`, `reason:R2`, `fact:rand_2024_rate`,
    `use_case:customer_support`, `role:AIE`, ...), a plan field (`plan:objectives.process`), a finding (`finding:M.1`),
    a gate criterion (`gate:5.CL.3`), a chart (`chart:tornado`), a screen (`screen:risk`) or a sheet (`sheet:Risk`).
    """

    item: Text
    kind: Kind
    targets: Names
