"""How far the P80 of a screenful of draws lies from that of a million, for every example plan.

    python -m benchmarks.stability [draws]

Beside it the same number of independent draws of numpy's generator, taken from the same million: what quasi-random
points and kept names are worth.
"""

import waybook  # noqa: F401  # before numpy: one thread for its small products, as in the app

# isort: split
import resource
import sys
from pathlib import Path
from time import process_time

import numpy as np

from waybook.estimate import compliance_work
from waybook.model.long_run import long_run
from waybook.model.memory import keep_freed_memory
from waybook.model.results import DRAWS, quantiles
from waybook.plan import read
from waybook.reference import data_folder, load

TARGET = 0.005
ROUNDS = 200


def main() -> int:
    """Print a line for each example and quantity; 1 when a P80 is off by more than the target."""
    keep_freed_memory()
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    reference, random, failed = load(), np.random.default_rng(1), False
    print(f"P80 of {DRAWS:,} draws against {many:,}; target {TARGET:.1%}")
    for path in sorted(Path(data_folder() / "examples").glob("*.json")):
        plan = read(path.read_bytes())
        begin = process_time()
        long = long_run(plan, reference, compliance_work(plan, reference), many, ("build_cost", "go_live")).samples
        took = process_time() - begin
        for key, values in long.items():
            exact, few = quantiles(values, [0.8])[0], quantiles(values[:DRAWS], [0.8])[0]
            luck = [abs(quantiles(random.choice(values, DRAWS), [0.8])[0] / exact - 1) for _ in range(ROUNDS)]
            off = abs(few / exact - 1)
            failed |= off > TARGET
            print(
                f"{path.stem:20} {key:10} {off:7.2%}   independent draws: 95 % within {np.quantile(luck, 0.95):6.2%}"
                f"   ({took / many * 1e6:.1f} us CPU a draw)"
            )
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
