"""The small model in monaco: reads the specification from standard input, prints quantiles and CPU milliseconds."""

import json
import sys
from time import process_time

import monaco as mc
import numpy as np
from _small_model import cost, efforts, months, normals, waits
from scipy import stats

spec, draws = json.load(sys.stdin), int(sys.argv[1])


def luck_of(case):
    return ({name: float(value.val) for name, value in case.invals.items()},)


def once(luck):
    days = efforts(spec, luck)
    return cost(spec, luck, days), months(spec, days, waits(spec, luck))


def keep(case, money, time):
    case.addOutVal("cost", money)
    case.addOutVal("months", time)


begin = process_time()
sim = mc.Sim(
    name="small model", ndraws=draws, fcns={"preprocess": luck_of, "run": once, "postprocess": keep}, seed=1,
    firstcaseismedian=False, singlethreaded=True, savecasedata=False, savesimdata=False, verbose=False, debug=True,
)  # fmt: skip
for name in normals(spec):
    sim.addInVar(name=name, dist=stats.norm, distkwargs={"loc": 0, "scale": 1})
for place, one in enumerate(spec["drivers"]):
    low, mode, high = one["factor"]
    wide = {"c": (mode - low) / (high - low), "loc": low, "scale": high - low}
    sim.addInVar(name=f"factor{place}", dist=stats.triang, distkwargs=wide)
    sim.addInVar(name=f"happens{place}", dist=stats.bernoulli, distkwargs={"p": one["probability"]})
sim.runSim()
found = {name: np.quantile(sim.outvars[name].nums, (0.5, 0.8)).tolist() for name in ("cost", "months")}
print(json.dumps({**found, "ms": (process_time() - begin) * 1e3}))
