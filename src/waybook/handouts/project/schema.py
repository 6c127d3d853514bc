"""The words of Microsoft's "Project XML Data Interchange Schema" (MSPDI) that Waybook writes and reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from waybook.handouts.tasks import MINUTES_A_DAY, Link

NAMESPACE = "http://schemas.microsoft.com/project"
TASK_ID, TASK_BASE, RESOURCE_ID = "188743731", "188743734", "205520904"
"""Field ids of Text1 and Text2 of a task, and of Text1 of a resource."""
STAGE = "STAGE"
"""Begins the Waybook id of a summary task; the number of the stage follows."""
DAYS, HOURS, ELAPSED_DAYS = "7", "2", "8"
ELAPSED = {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
PERCENT = {"19", "20", "51", "52"}
FINISH_TO_START = "1"
LINK_KINDS = {"0": "finish to finish", "1": "finish to start", "2": "start to finish", "3": "start to start"}
FIXED_UNITS = "0"
WORKERS = "1"
LONGEST_MINUTES = 60 * 24 * 366 * 50
TOLERANCE = 1.0
"""Minutes by which a tool may round a duration or a lag without meaning it."""
_SPAN = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?")
_BASE = re.compile(r"uid=(\d{1,9});minutes=(\d{1,9});work=(\d{1,9});effort=(\d{1,7}(?:\.\d{1,9})?);after=(.*)")
_LAG = re.compile(r"(.*)\+(\d{1,9})")


def span(days: float) -> str:
    """A duration of working days as XML writes it.

    >>> span(1.5)
    'PT12H0M0S'
    """
    hours, minutes = divmod(round(days * MINUTES_A_DAY), 60)
    return f"PT{hours}H{minutes}M0S"


def minutes_of(text: str) -> float:
    """Minutes of an XML duration of working time.

    Raises:
        ValueError: not a duration, or longer than fifty years.

    >>> minutes_of("PT12H30M0S")
    750.0
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise ValueError("not a duration")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    found = days * 1440 + hours * 60 + minutes + seconds / 60
    if found > LONGEST_MINUTES:
        raise ValueError("longer than fifty years")
    return found


@dataclass(frozen=True)
class Base:
    """What Waybook wrote of a task: UID, minutes, minutes of work, the team's person-days, lags in minutes by id.
    Work and effort differ by the days of business people."""

    uid: int
    minutes: int
    work: int
    effort: float
    after: dict[str, int]

    def __str__(self) -> str:
        """One line of text that travels in the file.

        >>> str(Base(7, 960, 480, 0.8, {"D1": 240}))
        'uid=7;minutes=960;work=480;effort=0.8;after=D1+240'
        """
        after = ",".join(f"{id_}+{lag}" for id_, lag in self.after.items())
        return f"uid={self.uid};minutes={self.minutes};work={self.work};effort={self.effort:.6g};after={after}"

    @classmethod
    def read(cls, text: str) -> Base | None:
        """That line read back, None if somebody wrote over it.

        >>> Base.read("uid=7;minutes=960;work=480;effort=0.8;after=D1+240").after
        {'D1': 240}
        """
        match = _BASE.fullmatch(text.strip())
        if match is None:
            return None
        lags = [_LAG.fullmatch(part) for part in match[5].split(",") if part]
        after = {lag[1]: int(lag[2]) for lag in lags if lag}
        return cls(int(match[1]), int(match[2]), int(match[3]), float(match[4]), after) if all(lags) else None


def lags(links: Iterable[Link]) -> dict[str, int]:
    """Whole minutes of lag by the id that comes first."""
    return {one.before: round(one.lag * MINUTES_A_DAY) for one in links}
