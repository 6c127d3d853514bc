"""A table is found in whatever a person uploads, and the report says how it was read."""

import datetime as dt
import io
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.audit.tables.shop import as_csv, customers
from waybook.audit.delimited import column_names, layout
from waybook.audit.report import ReadOptions
from waybook.audit.table import audit_file, reading_of

ROWS = customers(60)
QUICK = {"near": False}


def audited(data: bytes, name: str = "shop.csv", **options):
    return audit_file(data, name=name, options=ReadOptions(**options), **QUICK)


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig"), (";", "utf-16-le"), (",", "cp1252")],
)
def test_delimiter_and_encoding_are_found(delimiter, encoding):
    rows = [dict(row, city="Zoë's café") for row in ROWS]
    report = audited(as_csv(rows, delimiter, encoding))
    assert report.rows == 60
    assert report.reading.delimiter == delimiter
    assert report.reading.header_row == 1
    assert [column.name for column in report.columns] == list(ROWS[0])
    assert report.column("city").formats[0].pattern.startswith("Aaa'a")  # the letters arrived as letters


@pytest.mark.parametrize(
    ("text", "row", "names"),
    [
        ("a,b\n1,2\n", 1, ("a", "b")),
        ("Sales report\nmade in 2020\n\nname;amount\nx;1,5\ny;2,5\n", 4, ("name", "amount")),
        ("1,2,3\n4,5,6\n", 0, ("column_1", "column_2", "column_3")),
        ("Ann,Leeds,x@y.co\nBob,York,z@y.co\n", 0, ("column_1", "column_2", "column_3")),
        ("name,2019,2020\na,1,2\nb,3,4\n", 1, ("name", "2019", "2020")),
        ('"first\nname",city\nAnn,Leeds\n', 1, ("first name", "city")),
        (",,\nid,,name\n1,2,Ann\n", 2, ("id", "column_2", "name")),
    ],
)
def test_the_header_line_is_found(text, row, names):
    found = layout(text)
    assert (found.header_row, found.names) == (row, names)


def test_a_header_over_two_lines_is_not_read_as_a_row():
    assert audited(b'"first\nname",age\nAnn,31\nBob,44\n').rows == 2


def test_repeated_and_empty_names_are_told_apart():
    assert column_names(["a", "A", "", "a"]) == ("a", "A (2)", "column_3", "a (3)")


def test_how_it_was_read_can_be_corrected():
    data = b"x;y\n1,5;2\n3,5;4\n"
    assert audited(data, delimiter=",").reading.delimiter == ","
    without = audited(data, header_row=0)
    assert (without.rows, without.columns[0].name) == (3, "column_1")
    later = audited(b"junk,junk\nid,amount\n1,2\n3,4\n", header_row=2)
    assert [column.name for column in later.columns] == ["id", "amount"]
    assert audited("é\n1\n".encode("latin-1"), encoding="latin-1").columns[0].name == "é"


def test_rejected_rows_are_counted_and_a_finding():
    report = audited(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1\n2,2,2\n")
    assert (report.reading.rows_read, report.reading.rows_rejected) == (3, 2)
    found = next(f for f in report.findings if f.kind == "rejected_rows")
    assert (found.rows, found.share) == (2, pytest.approx(0.4))


def test_line_ends_and_quotes_of_every_kind():
    assert audited(b"a,b\r\n1,2\r\n3,4\n5,6\r\n").rows == 3
    assert audited(b"a,b\r1,2\r3,4\r").rows == 2
    quoted = audited(b'a,b\n"x\ny",1\n"say ""hi""",2\n6" pipe,3\n')
    assert (quoted.rows, quoted.reading.rows_rejected) == (3, 0)


def test_the_same_table_reads_the_same_from_every_format(tmp_path: Path):
    expected = audited(as_csv(ROWS))
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Customers")
    sheet.append(["Exported for the audit"])
    sheet.append([])
    sheet.append(list(ROWS[0]))
    for row in ROWS:
        sheet.append([cell or None for cell in row.values()])
    stored = io.BytesIO()
    book.save(stored)
    csv_path = tmp_path / "shop.csv"
    csv_path.write_bytes(as_csv(ROWS))
    with duckdb.connect() as connection:
        relation = f"read_csv('{csv_path}', all_varchar=true)"
        connection.execute(f"COPY (SELECT * FROM {relation}) TO '{tmp_path}/shop.parquet'")
        connection.execute(f"COPY (SELECT * FROM {relation}) TO '{tmp_path}/shop.jsonl' (FORMAT json)")
    from_sheet = audited(stored.getvalue(), "shop.xlsx")
    assert (from_sheet.reading.sheet, from_sheet.reading.header_row) == ("Customers", 3)
    assert from_sheet.reading.sheets == ("Cover", "Customers")
    others = [
        from_sheet, audit_file(csv_path, **QUICK), audit_file(tmp_path / "shop.parquet", **QUICK),
        audited((tmp_path / "shop.parquet").read_bytes(), "shop.parquet"), audit_file(tmp_path / "shop.jsonl", **QUICK),
    ]
    for report in others:
        assert report.rows == 60
        for column, other in zip(expected.columns, report.columns, strict=True):
            assert (column.name, column.missing, column.distinct) == (other.name, other.missing, other.distinct)
        assert report.duplicates.exact == expected.duplicates.exact == 12


def test_a_workbook_keeps_numbers_and_dates(tmp_path: Path):
    import datetime as dt

    book = openpyxl.Workbook()
    names = ["id", "when", "amount", "ok"]
    for row in [names, [1, dt.date(2024, 5, 1), 1.5, True], [2, dt.datetime(2024, 6, 1), 2, False]]:
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    report = audit_file(tmp_path / "book.xlsx", **QUICK)
    assert [column.type for column in report.columns] == ["integer", "date", "decimal", "boolean"]


def test_typed_columns_of_parquet(tmp_path: Path):
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT i AS id, DATE '1900-01-01' + (CASE WHEN i % 4 = 0 THEN 0 ELSE 40000 + i END)::INTEGER AS d, "
            "[i] AS list, i::DECIMAL(9,2) / 3 AS m, CASE WHEN i > 5 THEN now() END AS t, 'x'::BLOB AS b "
            f"FROM range(40) r(i)) TO '{tmp_path}/t.parquet'"
        )
    report = audit_file(tmp_path / "t.parquet", **QUICK)
    kinds = {column.name: column.type for column in report.columns}
    assert kinds == {"id": "integer", "d": "date", "list": "text", "m": "number", "t": "datetime", "b": "other"}
    assert report.column("d").missing == report.column("d").placeholders == 10
    assert report.column("t").missing == 6
    assert not [f for f in report.findings if f.kind in {"mixed_types", "mixed_formats"}]


def test_midnight_in_a_column_of_moments_is_no_second_format():
    """A workbook holds no format: what is measured must not come from how its cells were turned into text."""
    import xlsxwriter

    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"in_memory": True})
    sheet = book.add_worksheet()
    stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for column, name in enumerate(("id", "placed", "born")):
        sheet.write(0, column, name)
    for row in range(1, 60):
        sheet.write(row, 0, row)
        sheet.write_datetime(row, 1, dt.datetime(2024, 1, 1) + dt.timedelta(hours=6 * row), stamp)
        sheet.write_datetime(row, 2, dt.datetime(1960, 1, 1) + dt.timedelta(days=99 * row), stamp)
    book.close()
    report = audited(stored.getvalue(), "visits.xlsx")
    assert [report.column(name).type for name in ("placed", "born")] == ["datetime", "date"]
    assert not [found for found in report.findings if found.kind in ("mixed_formats", "mixed_types")]


def test_a_person_in_the_first_line_does_not_become_the_name_of_a_column():
    rows = "".join(f"Case {n},the parcel of week {n} was late\n" for n in range(30))
    for first, header in (("Mary Quixley,please call me back", 0), ("Topic,remark", 1)):
        reading, names = reading_of(f"{first}\n{rows}".encode(), name="calls.csv")
        assert reading.header_row == header
        assert reading.rows_read == 31 - header
        assert not any("Quixley" in name for name in names)
