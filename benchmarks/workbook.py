"""Export and import beside the least any tool could do: XlsxWriter writing the same cells, openpyxl loading them.

CPU time, the least of several rounds. Checked first: what is exported comes home without a difference.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import openpyxl
import xlsxwriter

from waybook.estimate import estimate
from waybook.plan import read
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.workbook import laid_out, workbook

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "customer_support.json"
ROUNDS = 5
EXPORT_SECONDS = 0.6


def least(run: Callable[[], object]) -> float:
    """Least CPU seconds of some rounds."""
    run()
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        run()
        times.append(process_time() - begun)
    return min(times)


def main() -> int:
    plan = read(EXAMPLE.read_bytes())
    found = estimate(plan)
    data = workbook(plan, found, risk=False)
    merge = read_back(plan, data)
    assert merge.differences == ()
    assert merge.problems == ()
    book = laid_out(plan, found)
    cells = [(name, place, cell) for name, sheet in book.sheets.items() for place, cell in sheet.cells.items()]

    def bare() -> bytes:
        out = io.BytesIO()
        file = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
        pages = {name: file.add_worksheet(name) for name in book.sheets}
        for name, (row, column), cell in cells:
            if cell.kind == "formula":
                pages[name].write_formula(row, column, str(cell.content), None, cell.value)
            elif cell.kind == "number":
                pages[name].write_number(row, column, cell.content)
            elif cell.kind == "text":
                pages[name].write_string(row, column, str(cell.content))
        file.close()
        return out.getvalue()

    ours, theirs = least(lambda: workbook(plan, found, risk=False)), least(bare)
    print(f"export, {len(cells):,} cells: {ours:.2f} s, XlsxWriter bare {theirs:.2f} s, ratio {ours / theirs:.2f}")
    print(f"target of the export: {EXPORT_SECONDS} s, {'met' if ours <= EXPORT_SECONDS else 'missed'}")
    draws = least(lambda: workbook(plan, found))
    print(f"export with 500 stored draws: {draws:.2f} s")
    home, load = least(lambda: read_back(plan, data)), least(lambda: openpyxl.load_workbook(io.BytesIO(data)))
    print(f"import: {home:.2f} s, openpyxl loading the file {load:.2f} s, ratio {home / load:.2f}")
    return 0 if ours <= EXPORT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
