"""A workbook through LibreOffice: recalculated from scratch, or drawn.

LibreOffice believes the values cached in a file unless told to recalculate, so a test without `recalculate` would
compare our own numbers with themselves. The profile forces recalculation, and `poison` makes every cached value wrong
before it gets there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

from tests import needs

Values = dict[str, dict[str, Any]]

POISON = "987654321.125"

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

_FORMULA_CELL = re.compile(rb"<c( [^>]*)>(<f\b(?:[^>]*/>|[^>]*>[^<]*</f>))(?:<v>[^<]*</v>|<v ?/>)?</c>")
_TYPE = re.compile(rb' t="[^"]*"')


def program() -> str:
    """Path of LibreOffice. Fails in CI where it is missing, skips elsewhere."""
    names = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return needs(next(filter(None, map(shutil.which, names)), None), "LibreOffice Calc")


def poisoned(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Copy a workbook with a wrong cached number in every formula cell. Returns how many cells were changed."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part, found = _FORMULA_CELL.subn(_poison, part)
                count += found
            new.writestr(name, part)
    return count


def _poison(cell: re.Match[bytes]) -> bytes:
    return b"<c" + _TYPE.sub(b"", cell[1]) + b">" + cell[2] + b"<v>" + POISON.encode() + b"</v></c>"


def recalculate(path: str | os.PathLike[str], poison: bool = True) -> Values:
    """Every cell of the workbook as LibreOffice computes it: sheet name -> cell ("B7") -> value.

    Errors come back as text ("#DIV/0!"); empty cells are left out. With `poison`, cached values are spoilt first.
    """
    with tempfile.TemporaryDirectory(prefix="waybook-lo-") as name:
        folder = Path(name)
        source = folder / "in.xlsx"
        if poison:
            poisoned(path, source)
        else:
            shutil.copy(path, source)
        _convert(source, folder / "out", "xlsx")
        book = openpyxl.load_workbook(folder / "out" / "in.xlsx", data_only=True)
        return {
            sheet.title: {
                cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
            }
            for sheet in book.worksheets
        }


def to_png(path: str | os.PathLike[str], folder: str | os.PathLike[str], dpi: int = 80) -> list[Path]:
    """Draw every printed page of the workbook into `folder`, to be looked at. Needs pdftoppm (poppler-utils)."""
    target = Path(folder)
    _convert(Path(path), target, "pdf")
    pdf = target / (Path(path).stem + ".pdf")
    drawer = needs(shutil.which("pdftoppm"), "pdftoppm")
    subprocess.run([drawer, "-png", "-r", str(dpi), str(pdf), str(pdf.with_suffix(""))], check=True, timeout=120)
    return sorted(target.glob(pdf.stem + "-*.png"))


def _convert(source: Path, folder: Path, kind: str) -> None:
    """Run LibreOffice with a profile of its own, so that a running one is neither used nor disturbed."""
    with tempfile.TemporaryDirectory(prefix="waybook-lo-profile-") as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        command = [program(), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        result = folder / f"{source.stem}.{kind}"
        if not result.exists():
            raise RuntimeError(f"LibreOffice made no {result.name}: {done.stdout}{done.stderr}")
