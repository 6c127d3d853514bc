"""Opens a file as a table: finds out how to read it, counts what could not be read, and says so."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from waybook.audit.delimited import Layout, column_names, layout
from waybook.audit.duck import RELATION, DuckTable, connect, describe, quote, run, seal
from waybook.audit.report import AuditError, Cancel, Progress, Reading, ReadOptions
from waybook.audit.rules import threshold
from waybook.audit.table_file import TableFile, as_utf8, content_kind, text_encoding
from waybook.audit.workbook import sheet_names, sheet_text

_UPLOAD = quote("upload://file")


def open_table(file: TableFile, options: ReadOptions, progress: Progress, cancel: Cancel) -> DuckTable:
    """The file as an open table.

    Raises:
        AuditError: it cannot be read, or holds no rows. Cancelled: the user stopped.
    """
    kind, notes = content_kind(file)
    if kind == "delimited":
        return _open_text(file, options, notes, progress, cancel)
    if kind == "xlsx":
        sheets = sheet_names(file)
        text, sheet = sheet_text(file, options.sheet, progress, cancel)
        plain = ReadOptions(delimiter=",", encoding="utf-8", header_row=options.header_row)
        return _open_text(text, plain, notes, progress, cancel, sheets=sheets, sheet=sheet)
    if kind == "parquet":
        return _open_typed(file, "parquet", f"read_parquet({_address(file)})", notes, cancel)
    lines = "newline_delimited" if file.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "array"
    ignore = ", ignore_errors=true" if lines == "newline_delimited" else ""
    # Without conversion: a date kept as text shows its format, which is what is measured.
    source = f"read_json({_address(file)}, format='{lines}'{ignore}, dateformat='%Y')"
    return _open_typed(file, "jsonl", source, notes, cancel)


def _address(file: TableFile) -> str:
    return _UPLOAD if file.data is not None else quote(str(file.path))


def _open_text(
    file: TableFile,
    options: ReadOptions,
    notes: tuple[str, ...],
    progress: Progress,
    cancel: Cancel,
    *,
    sheets: tuple[str, ...] = (),
    sheet: str | None = None,
) -> DuckTable:
    encoding = options.encoding
    if encoding is None:
        found = text_encoding(file, progress, cancel)
        encoding = found.name
        if found.damaged:
            notes = (*notes, "Some bytes are not valid UTF-8: the rows that hold them are counted as rejected.")
    if encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-8-sig", "ascii"}:
        original = file
        file = as_utf8(original, encoding)
        text_encoding(file, progress, cancel)  # the line lengths, now that lines can be told
    start = file.head().decode("utf-8", errors="replace").removeprefix("\ufeff")
    if file.size > len(file.head()):
        start = start[: max(start.rfind("\n"), start.rfind("\r")) + 1]
    found_layout = layout(start, options.delimiter, options.header_row)
    if not found_layout.sure:
        notes = (*notes, f"Line {found_layout.header_row} was taken for the header; say 0 if it is data.")
    if len(found_layout.names) > threshold("columns_limit"):
        raise _too_wide(file, len(found_layout.names))
    return _read_text(file, found_layout, encoding, notes, cancel, sheets, sheet)


def _too_wide(file: TableFile, columns: int) -> AuditError:
    return AuditError(
        f"{file.name} has {columns:,} columns; at most {threshold('columns_limit'):,.0f} are read: leave out those "
        "that the use case does not need."
    )


def _read_text(
    file: TableFile,
    found: Layout,
    encoding: str,
    notes: tuple[str, ...],
    cancel: Cancel,
    sheets: tuple[str, ...],
    sheet: str | None,
) -> DuckTable:
    columns = "{" + ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(found.names))) + "}"
    # The header line is skipped like those above it: the names are already known.
    source = (
        f"read_csv({_address(file)}, auto_detect=false, columns={columns}, delim={quote(found.delimiter)}, "
        f"""quote='"', escape='"', header=false, skip={found.skip}, max_line_size={int(threshold('line_limit'))}"""
    )
    held = file.size <= threshold("held_in_memory")
    connection, strict, rows, rejected = _count_rejected(file, source, cancel)
    try:
        # Rows only, so that no rejected line stays in memory with its values.
        what = "TABLE" if held else "VIEW"
        sql = f"CREATE {what} {RELATION} AS SELECT * FROM {source}, ignore_errors=true, strict_mode={strict})"
        run(connection, lambda: connection.execute(sql), cancel, file.name)
        seal(connection, None if held else file)
    except BaseException:
        connection.close()
        raise
    if rows == 0:
        connection.close()
        raise AuditError(
            f"{file.name} has a header and no rows." if rejected == 0 else
            f"None of the {rejected:,} rows of {file.name} fits the header at line {found.header_row}; "
            "correct the delimiter or the header line."
        )
    if rejected:
        of = f"{rejected:,} of {rows + rejected:,} rows"
        notes = (*notes, f"Left out, as they do not have {len(found.names):,} cells: {of}.")
    reading = Reading(
        kind="xlsx" if sheet is not None else "delimited", rows_read=rows, rows_rejected=rejected,
        delimiter=None if sheet is not None else found.delimiter, encoding=None if sheet is not None else encoding,
        header_row=found.header_row, sheet=sheet, sheets=sheets, notes=notes,
    )
    table = describe(["text"] * len(found.names))
    return DuckTable(file.name, connection, table, found.names, reading, held, cancel)


def _count_rejected(
    file: TableFile, source: str, cancel: Cancel
) -> tuple[duckdb.DuckDBPyConnection, str, int, int]:
    """A fresh connection, whether the text follows the standard strictly, how many rows fit and how many do not."""
    problem: AuditError | None = None
    for strict in ("true", "false"):
        connection = connect(file)
        try:
            sql = f"SELECT count(*) FROM {source}, store_rejects=true, strict_mode={strict})"
            fitting = run(connection, lambda c=connection, s=sql: c.execute(s).fetchall(), cancel, file.name)  # type: ignore[misc]
            count = run(
                connection,
                lambda c=connection: c.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchall(),  # type: ignore[misc]
                cancel, file.name,
            )
            rejected = int(count[0][0])
            connection.close()
            return connect(file), strict, int(fitting[0][0]), rejected
        except AuditError as caught:
            connection.close()
            problem = caught
        except BaseException:
            connection.close()
            raise
    assert problem is not None
    raise problem


def _open_typed(file: TableFile, kind: str, source: str, notes: tuple[str, ...], cancel: Cancel) -> DuckTable:
    held = file.size <= threshold("held_in_memory") / 4  # such files unpack to several times their size
    connection = connect(file)
    try:
        described = run(connection, lambda: connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall(), cancel,
                        file.name)
        if len(described) > threshold("columns_limit"):
            raise _too_wide(file, len(described))
        kinds, expressions = _columns([(str(row[0]), str(row[1])) for row in described])
        what = "TABLE" if held else "VIEW"
        sql = f"CREATE {what} {RELATION} AS SELECT {', '.join(expressions)} FROM {source}"
        run(connection, lambda: connection.execute(sql), cancel, file.name)
        rows, rejected = _rows_typed(file, kind, connection, len(kinds), cancel)
        seal(connection, None if held else file)
    except BaseException:
        connection.close()
        raise
    if rows - rejected == 0:
        connection.close()
        raise AuditError(f"{file.name} has no rows.")
    if rejected:
        notes = (*notes, f"{rejected:,} lines are not valid JSON and count as rows with nothing in them.")
    reading = Reading(kind=kind, rows_read=rows, rows_rejected=rejected, notes=notes)
    names = column_names([str(row[0]) for row in described])
    return DuckTable(file.name, connection, describe(kinds), names, reading, held, cancel)


def _rows_typed(
    file: TableFile, kind: str, connection: duckdb.DuckDBPyConnection, width: int, cancel: Cancel
) -> tuple[int, int]:
    empty = "0" if kind == "parquet" else (
        "count(*) FILTER (WHERE " + " AND ".join(f"c{i} IS NULL" for i in range(width)) + ")"
    )
    sql = f"SELECT count(*), {empty} FROM {RELATION}"
    rows, rejected = run(connection, lambda: connection.execute(sql).fetchall(), cancel, file.name)[0]
    return int(rows), int(rejected)


_KINDS = {
    "VARCHAR": "text", "TINYINT": "integer", "SMALLINT": "integer", "INTEGER": "integer", "BIGINT": "integer",
    "HUGEINT": "integer", "UTINYINT": "integer", "USMALLINT": "integer", "UINTEGER": "integer", "UBIGINT": "integer",
    "UHUGEINT": "integer", "FLOAT": "number", "DOUBLE": "number", "DATE": "date", "TIME": "time",
    "BOOLEAN": "boolean", "UUID": "text",
}


def _columns(described: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Kinds, and the expressions that make every column one of the few types that the audit knows."""
    kinds: list[str] = []
    expressions: list[str] = []
    for position, (name, type_) in enumerate(described):
        column = '"' + name.replace('"', '""') + '"'
        kind = _KINDS.get(type_)
        if kind in {"integer", "number", "date", "time", "boolean"} or type_ == "VARCHAR":
            assert kind is not None
        elif type_.startswith("DECIMAL"):
            kind, column = "number", f"{column}::DOUBLE"
        elif type_.startswith("TIMESTAMP"):
            kind, column = "datetime", f"{column}::TIMESTAMP"
        elif type_ == "JSON":
            kind, column = "text", f"{column} ->> '$'"
        elif type_ == "BLOB":
            kind, column = "other", f"md5({column})"
        else:
            kind, column = "text", f"{column}::VARCHAR"
        kinds.append(kind)
        expressions.append(f"{column} AS c{position}")
    return kinds, expressions
