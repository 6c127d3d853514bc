"""What has to be added as the load grows: the steps from one instance to a service that scales by itself."""

from __future__ import annotations

from typing import Literal

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Number, Row, Text


class LoadStep(Row):
    """A way of hosting that carries up to `calls_to` model calls a minute in the busiest hour.

    `size` names the hosting and monitoring prices that go with it (`hosting_M`, `monitoring_M`).
    """

    id: Text
    name: Text
    size: Literal["S", "M", "L"]
    calls_to: Number
    adds: Text
    items: Names
    source: Text
    date: Text
    grade: Grade
