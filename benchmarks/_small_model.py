"""The small model of the peers in plain Python, one draw at a time; needs nothing but a specification as plain data.

`spec` has packages (likely, up, down, wait, after, sme, drivers, roles as role, share, units taken, days held per day),
drivers (probability, factor as low, likely, high), roles (rate as low, likely, high, units) and what they share.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Spec = Mapping[str, Any]


def normals(spec: Spec) -> list[str]:
    """Names of everything that is standard normal."""
    packages = spec["packages"]
    waiting = [f"wait{place}" for place, one in enumerate(packages) if one["wait"]]
    efforts, rates = range(len(packages)), range(len(spec["roles"]))
    return ["common", *(f"effort{place}" for place in efforts), *waiting, *(f"rate{place}" for place in rates)]


def spread(three: list[float], luck: float, z90: float) -> float:
    """Two-piece lognormal through P10, P50, P90."""
    low, likely, high = three
    wide = math.log(high / likely) if luck >= 0 else math.log(likely / low)
    return likely * math.exp(wide * luck / z90)


def efforts(spec: Spec, luck: Mapping[str, float]) -> list[float]:
    """Person-days of the packages. Of a driver d, `luck` has happens{d} (1 or 0) and factor{d}."""
    shared, own = math.sqrt(spec["correlation"]), math.sqrt(1 - spec["correlation"])
    found = []
    for place, one in enumerate(spec["packages"]):
        z = shared * luck["common"] + own * luck[f"effort{place}"]
        days = one["likely"] * math.exp(z * (one["up"] if z >= 0 else one["down"]))
        for driver in one["drivers"]:
            days *= luck[f"factor{driver}"] if luck[f"happens{driver}"] else 1.0
        found.append(days)
    return found


def waits(spec: Spec, luck: Mapping[str, float]) -> list[float]:
    """Working days that pass after a package before others can start."""
    return [
        spread(one["wait"], luck[f"wait{place}"], spec["z90"]) if one["wait"] else 0.0
        for place, one in enumerate(spec["packages"])
    ]


def cost(spec: Spec, luck: Mapping[str, float], days: list[float]) -> float:
    """People's cost until go-live."""
    rates = [spread(role["rate"], luck[f"rate{place}"], spec["z90"]) for place, role in enumerate(spec["roles"])]
    return sum(
        effort * (sum(share * rates[role] for role, share, _, _ in one["roles"]) + one["sme"] * spec["business_rate"])
        for one, effort in zip(spec["packages"], days, strict=True)
    )


def months(spec: Spec, days: list[float], after: list[float]) -> float:
    """Months until go-live under the queue policy."""
    free = [[0.0] * role["units"] for role in spec["roles"]]
    through: list[float] = []
    for one, effort, wait in zip(spec["packages"], days, after, strict=True):
        ready = [through[earlier] for earlier in one["after"]]
        begin = max([0.0, *ready, *(free[role][units - 1] for role, _, units, _ in one["roles"])])
        for role, _, units, held in one["roles"]:
            free[role][:units] = [begin + effort * held] * units
            free[role].sort()
        through.append(begin + effort * max(held for *_, held in one["roles"]) + wait)
    return max(through) / spec["days_per_month"]
