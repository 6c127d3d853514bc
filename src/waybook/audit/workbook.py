"""Sheets of an Excel workbook as delimited text in memory."""

from __future__ import annotations

import csv
import datetime as dt
import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from waybook.audit.report import AuditError, Cancel, Cancelled, Progress
from waybook.audit.table_file import TableFile


def sheet_names(file: TableFile) -> tuple[str, ...]:
    """Raises AuditError when the workbook cannot be opened: damaged, or protected by a password."""
    return tuple(_open(file).sheet_names)


def sheet_text(file: TableFile, sheet: str | None, progress: Progress, cancel: Cancel) -> tuple[TableFile, str]:
    """The sheet as comma-separated UTF-8, and its name. None: the first sheet that has two rows, else the first.

    Raises:
        AuditError: damaged, protected, no such sheet, or nothing in it. Cancelled: the user stopped.
    """
    book = _open(file)
    if sheet is not None and sheet not in book.sheet_names:
        raise AuditError(f"{file.name} has no sheet called {sheet[:60]!r}; it has {', '.join(book.sheet_names[:20])}.")
    wanted = [sheet] if sheet is not None else list(book.sheet_names)
    for name in wanted:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        written = 0
        page = _sheet(book, name, file)
        timed = _with_times(page)
        for cells in page.iter_rows():
            if written % 2000 == 0:
                if cancel():
                    raise Cancelled
                progress("Reading the sheet", min(written / 1_048_576, 0.99))
            # A row of blanks would be read back as nothing, and a wide one must keep its width.
            writer.writerow([_text(cell, at in timed) for at, cell in enumerate(cells)])
            written += 1
        if written > 1 or sheet is not None or name == wanted[-1]:
            if written == 0:
                raise AuditError(f"The sheet {name!r} of {file.name} is empty.")
            return TableFile(file.name, data=out.getvalue().encode("utf-8")), name
    raise AuditError(f"{file.name} has no sheet.")


def _open(file: TableFile) -> CalamineWorkbook:
    try:
        with file.open() as handle:
            book = CalamineWorkbook.from_filelike(handle)
            # The handle is read whole by the parser: closing it is safe.
            return book
    except (CalamineError, OSError, ValueError) as problem:
        if "password" in str(problem).lower() or "encrypt" in str(problem).lower():
            raise AuditError(f"{file.name} is protected by a password; save a copy without one.") from None
        raise AuditError(f"{file.name} cannot be opened as a workbook: it is damaged or protected.") from None


def _sheet(book: CalamineWorkbook, name: str, file: TableFile) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, ValueError):
        raise AuditError(f"The sheet {name!r} of {file.name} cannot be read: it is damaged.") from None


def _with_times(page: CalamineSheet) -> set[int]:
    """The columns in which a time of day stands: there midnight is a time too, elsewhere it is only a date."""
    midnight = dt.time(0)
    return {
        at
        for cells in page.iter_rows()
        for at, cell in enumerate(cells)
        if isinstance(cell, dt.datetime) and cell.time() != midnight
    }


def _text(cell: object, timed: bool) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds") if timed else cell.date().isoformat()
    if isinstance(cell, dt.date) and timed:
        return f"{cell.isoformat()} 00:00:00"
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)
