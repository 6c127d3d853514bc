"""The named axes every value of the model lies on."""

from __future__ import annotations

from dataclasses import dataclass

AXES = (
    "line",
    "role",
    "package",
    "driver",
    "adjustment",
    "activity",
    "kpi",
    "one_off",
    "running",
    "metered",
    "closure",
    "phase",
    "stage",
    "month",
    "year",
    "draw",
)
"""Order of the dimensions of every array in the model. An array has size 1 on each axis it does not vary on."""

POSITION = {name: place for place, name in enumerate(AXES)}


@dataclass(frozen=True)
class Axis:
    """One axis of a plan: its ids and the words shown for them, in order."""

    name: str
    ids: tuple[str, ...]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.name not in POSITION:
            raise ValueError(f"'{self.name}' is not an axis of the model")
        if len(self.ids) != len(self.labels):
            raise ValueError(f"axis '{self.name}' has {len(self.ids)} ids and {len(self.labels)} labels")

    def __len__(self) -> int:
        return len(self.ids)
