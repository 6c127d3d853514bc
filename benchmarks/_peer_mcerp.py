"""The small model in mcerp: reads the specification from standard input, prints quantiles and CPU milliseconds.

mcerp has no maximum and no minimum of two variables; both follow from the absolute value of their difference.
"""

import json
import math
import sys
from time import process_time

import mcerp
import numpy as np
from _small_model import normals
from mcerp import Bern, N, Tri, umath

spec = json.load(sys.stdin)
mcerp.npts = int(sys.argv[1])


def larger(one, other):
    return (one + other + abs(one - other)) / 2


def smaller(one, other):
    return (one + other - abs(one - other)) / 2


def spread(three, luck):
    low, likely, high = three
    up, down = math.log(high / likely) / spec["z90"], math.log(likely / low) / spec["z90"]
    return likely * umath.exp(larger(luck, 0) * up + smaller(luck, 0) * down)


begin = process_time()
luck = {name: N(0, 1) for name in normals(spec)}
factors = []
for one in spec["drivers"]:
    low, mode, high = one["factor"]
    factors.append(1 + Bern(one["probability"]) * (Tri(low, mode, high) - 1))
rates = [spread(role["rate"], luck[f"rate{place}"]) for place, role in enumerate(spec["roles"])]
shared, own = math.sqrt(spec["correlation"]), math.sqrt(1 - spec["correlation"])
free = [[0.0] * role["units"] for role in spec["roles"]]
through, money = [], 0.0
for place, one in enumerate(spec["packages"]):
    z = shared * luck["common"] + own * luck[f"effort{place}"]
    effort = one["likely"] * umath.exp(larger(z, 0) * one["up"] + smaller(z, 0) * one["down"])
    for driver in one["drivers"]:
        effort = effort * factors[driver]
    day = sum(share * rates[role] for role, share, _, _ in one["roles"]) + one["sme"] * spec["business_rate"]
    money = money + effort * day
    start = 0.0
    for ready in [through[earlier] for earlier in one["after"]] + [free[r][k - 1] for r, _, k, _ in one["roles"]]:
        start = larger(start, ready)
    for role, _, units, held in one["roles"]:
        old, until = free[role], start + effort * held
        free[role] = [
            larger(old[j], smaller(old[j + units], until) if j + units < len(old) else until) for j in range(len(old))
        ]
    done = start + effort * max(held for *_, held in one["roles"])
    through.append(done + spread(one["wait"], luck[f"wait{place}"]) if one["wait"] else done)
last = through[0]
for other in through[1:]:
    last = larger(last, other)
found = {"cost": money, "months": last / spec["days_per_month"]}
quantiles = {name: np.quantile(value._mcpts, (0.5, 0.8)).tolist() for name, value in found.items()}
print(json.dumps({**quantiles, "ms": (process_time() - begin) * 1e3}))
