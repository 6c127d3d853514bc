"""The parity test can fail: faults planted in single formulas are all seen."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.spreadsheet.parity import by_formualizer, differences
from waybook.plan import read
from waybook.spreadsheet.workbook import workbook

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "customer_support.json"

FAULTS = {
    "a sum leaves out its last month": (r"SUM\(F(\d+):BM\d+\)", r"SUM(F\1:BL\1)"),
    "a running sum starts with its own cell": (r"<f>SUM\(\$F\$(\d+):([A-Z]+)\$\1\)</f>", r"<f>SUM(\2$\1:\2$\1)</f>"),
    "the smallest instead of the largest": (r"<f>MAX\(Schedule!", r"<f>MIN(Schedule!"),
    "a start waits for nobody": (r"<f>MAX\(([A-Z]+)(\d+):([A-Z]+)\2\)</f>", r"<f>MIN(\1\2:\3\2)</f>"),
    "discounting with the wrong sign": (r"LN\(1\+Discount_rate\)\*\(0-", r"LN(1+Discount_rate)*(0+"),
    "waits in weeks, not days": (r"\*Days_per_week", r""),
    "effort without the adjustments": (r"\*\$[A-Z]+\d+\*History_factor", r"*History_factor"),
    "predecessors one row short": (r"SUMIF\(\$B\$6:\$B(\d+)", lambda m: f"SUMIF($B$6:$B{max(6, int(m[1]) - 1)}"),
    "a condition turned round": (r"&gt;=1,", r"&lt;1,"),
    "units rounded up": (r"INT\(([A-Z]+\$\d+\*Units_per_person)\)", r"(INT(\1)+1)"),
    "the wrong end of a range": (r"<f>Token_use_likely", r"<f>Token_use_high"),
    "the wrong year": (r"SUMIF\(Timeline!([^,]+),([A-Z]+\$\d+),", r"SUMIF(Timeline!\1,\2+1,"),
    "one role's share for all": (r"(SUMPRODUCT\(Schedule![^,]+,'Work packages'!)[A-Z]+\$(\d+):[A-Z]+", r"\1AB$\2:AB"),
    "another sheet's row": (r"\*Workings!F\$(\d+)</f>", r"*Workings!G$\1</f>"),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    return workbook(read(EXAMPLE.read_bytes()), risk=False)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_caught(sound: bytes, fault: str) -> None:
    pattern, instead = FAULTS[fault]
    wrong = planted(sound, pattern, instead)
    assert list(differences(wrong, by_formualizer(wrong)))


def planted(data: bytes, pattern: str, instead: object) -> bytes:
    """The workbook with one kind of fault in its formulas."""
    out = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                words, found = re.subn(pattern, instead, part.decode())  # type: ignore[call-overload]
                count += found
                part = words.encode()
            new.writestr(name, part)
    assert count, f"the workbook has no {pattern}"
    return out.getvalue()
