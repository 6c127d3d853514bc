"""Several workbooks through one start of LibreOffice: recalculated from spoilt saved values, or just saved again."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.libreoffice import PROFILE, poisoned, program

SECONDS = 900
"""A machine with other work to do takes its time; a hanging program has to end."""


def through_libreoffice(books: Mapping[str, bytes], *, poison: bool = True) -> dict[str, bytes]:
    """Each workbook as LibreOffice saves it, every formula calculated anew."""
    with tempfile.TemporaryDirectory(prefix="waybook-lo-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "plain").mkdir()
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        for key, data in books.items():
            plain, source = folder / "plain" / f"{key}.xlsx", folder / "in" / f"{key}.xlsx"
            plain.write_bytes(data)
            if poison:
                poisoned(plain, source)
            else:
                source.write_bytes(data)
        command = [program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
        command += [str(folder / "in" / f"{key}.xlsx") for key in books]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        missing = [key for key in books if not (folder / "out" / f"{key}.xlsx").exists()]
        if missing:
            raise RuntimeError(f"LibreOffice made no {missing}: {done.stdout}{done.stderr}")
        return {key: (folder / "out" / f"{key}.xlsx").read_bytes() for key in books}
