"""All examples and fifty generated plans, levelled schedules and percentiles of the draws included: their workbooks
recalculated from spoilt saved values by LibreOffice, and without the draws by formualizer, beside Python's numbers.

    workbook_parity.py [number of generated plans [first seed]]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.spreadsheet.batch import through_libreoffice
from tests.spreadsheet.parity import Cells, by_formualizer, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.plan import Plan, read
from waybook.spreadsheet.workbook import workbook

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
PLANS, AT_ONCE, TOLERANCE = 50, 2, 1e-9


def plans(count: int, first: int) -> Iterator[tuple[str, Plan]]:
    """Examples first, then plans made up from a seed; from another seed than the first on, only these."""
    for path in sorted(EXAMPLES.glob("*.json")) if first == 0 else ():
        yield path.stem, read(path.read_bytes())
    for seed in range(first, first + count):
        yield f"seed {seed}", made_up(seed)


def worst(here: Cells, there: Cells) -> float:
    """Largest difference of two programs' numbers, relative to the larger of them and 1."""
    found = 0.0
    for sheet, cells in here.items():
        for place, cell in cells.items():
            if cell.formula and isinstance(cell.value, float) and (other := there[sheet].get(place)) is not None:
                number = float(other.value or 0)
                found = max(found, abs(cell.value - number) / max(abs(cell.value), abs(number), 1.0))
    return found


def main() -> int:
    count, first_seed = (int(sys.argv[at]) if len(sys.argv) > at else given for at, given in ((1, PLANS), (2, 0)))
    all_plans = list(plans(count, first_seed))
    counted = dict.fromkeys(("LibreOffice", "formualizer"), 0)
    wrong, largest = dict(counted), dict.fromkeys(counted, 0.0)
    for first in range(0, len(all_plans), AT_ONCE):
        some = dict(all_plans[first : first + AT_ONCE])
        books = {name: workbook(plan, estimate(plan)) for name, plan in some.items()}
        saved = through_libreoffice(books)
        for name, plan in some.items():
            plain = workbook(plan, risk=False)
            for program, data, there in (
                ("LibreOffice", books[name], cells_of(saved[name])),
                ("formualizer", plain, by_formualizer(plain)),
            ):
                here, apart = cells_of(data), list(differences(data, there, TOLERANCE))
                counted[program] += sum(bool(cell.formula) for cells in here.values() for cell in cells.values())
                largest[program] = max(largest[program], worst(here, there))
                wrong[program] += len(apart)
                print(f"{name}, {program}: {len(apart)} beyond {TOLERANCE:g}", *apart[:3], sep="\n  ", flush=True)
    for program, formulas in counted.items():
        print(
            f"{len(all_plans)} plans, {formulas:,} formulas: {program} at most {largest[program]:.1e} from Python, "
            f"{wrong[program]} beyond {TOLERANCE:g}"
        )
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
