"""A small shop's tables with planted defects, and the truth about them by counting in plain Python."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random

TODAY = dt.date(2026, 11, 23)
NONE = ["", "n/a", "?"]
MISSING_WORDS = {"", "unknown", "?", "n/a", "01/01/1900"}

NAMES = ["Olivia", "Amelia", "Noah", "George", "Harry", "Ivy", "Freya", "Oscar", "Jack", "Lily"]
LAST = ["Smith", "Jones", "Taylor", "Patel", "Evans", "Walker", "Green", "Hall", "Wood", "Clarke"]


def customers(rows: int = 600, seed: int = 5) -> list[dict[str, str]]:
    """rows customers; the last twelve repeat the first twelve exactly."""
    rng = random.Random(seed)
    made: list[dict[str, str]] = []
    for number in range(rows - 12):
        first, last = rng.choice(NAMES), rng.choice(LAST)
        made.append({
            "customer_id": f"C{number:06}",
            "name": f"{first} {last}",
            "email": f"{first}.{last}{number}@example.com".lower() if rng.random() > 0.1 else rng.choice(NONE),
            "city": rng.choice(["London", "Leeds", "York", "london", "LEEDS ", "UNKNOWN", ""]),
            "joined": (dt.date(2022, 1, 1) + dt.timedelta(days=number * 1500 // rows)).strftime("%d/%m/%Y")
            if rng.random() > 0.05 else "01/01/1900",
            "last_order": (TODAY - dt.timedelta(days=rng.randrange(0, 1400))).isoformat(),
            "spend": f"{rng.lognormvariate(3, 0.5):.2f}" if rng.random() > 0.02 else "12,50",
            "orders": str(rng.randrange(0, 40)),
        })
    return made + [dict(row) for row in made[:12]]


def as_csv(rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def is_missing(text: str) -> bool:
    return text.strip().lower() in MISSING_WORDS
