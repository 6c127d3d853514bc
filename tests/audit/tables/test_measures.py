"""Counts against the same counts in plain Python; detectors on planted defects; sampled figures say so."""

import random

import pytest

from tests.audit.tables.shop import TODAY, as_csv, customers, is_missing
from waybook.audit import rules
from waybook.audit.purpose import Purpose, against_beliefs
from waybook.audit.report import to_json
from waybook.audit.sampling import share_error
from waybook.audit.table import audit_file, audit_file_tiers
from waybook.audit.table_scores import between

ROWS = customers(600)


@pytest.fixture(scope="module")
def shop():
    return audit_file(as_csv(ROWS), name="shop", today=TODAY)


def kinds(report, column=None):
    return {f.kind for f in report.findings if f.column == column}


def found(report, kind, column=None):
    (one,) = [f for f in report.findings if f.kind == kind and f.column == column]
    return one


def test_missing_placeholders_and_distinct_as_counted_by_hand(shop):
    for column in shop.columns:
        cells = [row[column.name] for row in ROWS]
        assert column.missing == sum(map(is_missing, cells)), column.name
        assert column.placeholders == sum(1 for cell in cells if cell and is_missing(cell)), column.name
        assert column.distinct == len({cell for cell in cells if cell}), column.name


def test_random_tables_as_counted_by_hand():
    rng = random.Random(1)
    pool = ["", " ", "?", "N/A", "Unknown ", "x", "X", "1900-01-01", "12", " a ", "é", "none of it", "-", '"q"', "a,b"]
    for _ in range(6):
        rows = [{f"c{i}": rng.choice(pool) for i in range(4)} | {"id": str(rng.randrange(30))} for _ in range(40)]
        report = audit_file(as_csv(rows), near=False)
        for column in report.columns:
            cells = [row[column.name] for row in rows]
            missing = sum(1 for cell in cells if cell.strip().lower() in {"", "?", "n/a", "unknown", "1900-01-01", "-"})
            assert (column.missing, column.distinct) == (missing, len({c for c in cells if c}))
        assert report.duplicates.exact == 40 - len({tuple(row.values()) for row in rows})


def test_planted_defects_are_found(shop):
    assert found(shop, "duplicate_rows").rows == 12
    assert found(shop, "missing", "city").rows == sum(is_missing(row["city"]) for row in ROWS)
    assert {"missing", "placeholder", "odd_categories", "stray_spaces"} <= kinds(shop, "city")
    assert found(shop, "odd_categories", "city").days[1] == pytest.approx(2 * 0.0026, abs=1e-3)
    assert "mixed_formats" in kinds(shop, "spend")
    assert "damaged_key" in kinds(shop, "customer_id")
    assert found(shop, "outdated", "last_order").share == pytest.approx(
        sum(row["last_order"] < "2024-11" for row in ROWS) / 600
    )
    assert shop.column("joined").type == "date"
    assert shop.column("email").personal == "email"
    assert shop.column("name").personal == "person_name"


def test_a_clean_table_has_no_findings_of_its_own():
    rows = [{"id": f"R{i:04}", "when": f"2026-{1 + i % 10:02}-{1 + i % 28:02}", "litres": str(100 + i * 37% 50)}
            for i in range(300)]
    report = audit_file(as_csv(rows), today=TODAY)
    assert report.findings == ()
    assert report.keys == ("id",)
    assert {name: score.value for name, score in report.scores.items() if score.value is not None} == {
        "completeness": 100, "uniqueness": 100, "consistency": 100, "validity": 100,
    }


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["12/03/2024", "14/03/2024", "03/25/2024", "2024-03-01"] * 30, "ambiguous_dates"),
        (["01/02/2024", "03/04/2024"] * 40, "ambiguous_dates"),
        (["31/02/2024", "14/03/2024", "20/03/2024"] * 30, "invalid_values"),
        (["12", "13.5", "abc", "x"] + ["15"] * 60, "mixed_types"),
        ([f"LS{i} 4AZ" if i % 3 else f"ls{i}4az" for i in range(90)], "mixed_formats"),
        (["cafÃ©", "cafe", "tea", "MÃ¼ller"] * 30, "damaged_text"),
        ([str(20 + i % 9) for i in range(200)] + ["99999"], "outliers"),
        (["same"] * 60, "constant"),
        (["1,5", "2.5", "3"] * 30, "mixed_formats"),
    ],
)
def test_each_detector_on_its_defect(values, kind):
    rows = [{"n": str(i), "field": value} for i, value in enumerate(values)]
    assert kind in kinds(audit_file(as_csv(rows), near=False, today=TODAY), "field")


def test_a_spreadsheets_damage_to_identifiers_and_dates():
    rows = [{"account_number": "4.42071E+11" if i % 3 else "442071234567", "order_date": "45123"} for i in range(60)]
    report = audit_file(as_csv(rows), near=False)
    assert "spreadsheet_damage" in kinds(report, "account_number") & kinds(report, "order_date")


def test_totals_and_repeated_headers_are_counted():
    rows = [{"region": f"R{i}", "manager": f"M{i}", "sales": str(i)} for i in range(50)]
    rows += [dict(zip(rows[0], rows[0], strict=True)), {"region": "Total", "manager": "", "sales": "9"}]
    assert found(audit_file(as_csv(rows), near=False), "summary_rows").rows == 2


def test_gaps_history_and_freshness_against_the_purpose():
    rows = [{"id": str(i), "created": f"20{20 + m // 12}-{1 + m % 12:02}-15"}
            for i, m in enumerate(m for m in range(40) for _ in range(20) if m not in (10, 11, 30))]
    purpose = Purpose(fields=("id", "created", "price"), history_months=120, freshness_days=30)
    report = audit_file(as_csv(rows), purpose=purpose, today=TODAY, near=False)
    gaps = [f for f in report.findings if f.kind == "history_gap"]
    assert {f.evidence.split(" in ")[0] for f in gaps} == {
        "November 2020 to December 2020", "July 2022 to July 2022"
    }
    assert found(report, "field_missing", "price").severity == "high"
    short = found(report, "history_short", "created")
    assert short.waits
    assert short.days[1] == pytest.approx((120 - 82) * 21)
    assert found(report, "not_fresh", "created").severity == "high"
    assert (report.history["first"], report.history["last"]) == (202001, 202304)
    assert report.scores["completeness"].value == pytest.approx(between(2 / 3, 0.6, 0.98))


def test_only_needed_fields_are_judged_but_personal_data_everywhere():
    report = audit_file(as_csv(ROWS), purpose=Purpose(fields=("orders",)), today=TODAY, near=False)
    assert not {f.kind for f in report.findings if f.column == "city"}
    assert kinds(report, "email") == {"personal"}


def test_tiers_come_one_after_another_and_say_what_they_rest_on(shop):
    tiers = list(audit_file_tiers(as_csv(ROWS), name="shop", today=TODAY))
    assert [report.tier for report in tiers] == [1, 1, 2, 3]
    first = tiers[0]
    assert (first.rows, first.sample, first.columns[0].formats) == (600, None, ())
    assert first.scores["consistency"].value is None
    assert tiers[1].duplicates.exact == 12
    assert tiers[2].duplicates.near is None
    assert to_json(tiers[3]) == to_json(shop)


def test_accuracy_is_never_measured_from_the_data(shop):
    assert shop.scores["accuracy"].value is None
    assert "ask" in shop.scores["accuracy"].evidence
    assert "error rate" not in str(to_json(shop)).lower()


def test_json_has_the_promised_shape(shop):
    body = to_json(shop)
    assert {"rows", "columns", "duplicates", "findings", "scores"} <= body.keys()
    assert {"name", "type", "missing", "distinct", "formats", "personal"} <= body["columns"][0].keys()
    assert {"exact", "near"} <= body["duplicates"].keys()
    assert {"kind", "column", "rows", "share", "severity", "days"} <= body["findings"][0].keys()


def test_beliefs_against_what_was_measured(shop):
    duplicates, missing, city = against_beliefs({"duplicates": 0.0, "missing": 0.05, "city": 0.02}, shop)
    assert 12 / 600 <= duplicates.measured <= 36 / 600  # a hundred names and addresses made from them: some namesakes
    assert "worse than believed" in city.sentence
    assert missing.measured == pytest.approx(sum(c.missing for c in shop.columns) / (600 * 8))
    (unknown,) = against_beliefs({"scanned": 0.3}, shop)
    assert unknown.measured is None


def test_a_sample_is_random_stated_and_within_its_error(monkeypatch):
    changed = {
        name: row.model_copy(update={"value": 400}) if name == "sample_rows" else row
        for name, row in rules.thresholds().items()
    }
    monkeypatch.setattr(rules, "thresholds", lambda: changed)
    rng = random.Random(2)
    rows = [{"id": str(i), "code": f"AB-{i}" if rng.random() > 0.3 else f"ab{i}"} for i in range(2500)]
    truth = sum(row["code"][:2] == "ab" for row in rows) / 2500
    hits = 0
    for seed in range(12):
        report = audit_file(as_csv(rows), near=False, seed=seed)
        one = found(report, "mixed_formats", "code")
        assert (one.tier, report.sample.rows) == (2, 400)
        assert "±4.5 points" in one.evidence
        hits += abs(one.share - truth) <= share_error(400, 2500)
    assert hits >= 11  # 95% intervals, at worst: all but the odd one of 12 hold


def test_a_file_larger_than_the_memory_it_may_use(tmp_path, monkeypatch):
    values = {"memory_limit": 125_000_000, "held_in_memory": 1_000_000}
    changed = {
        name: row.model_copy(update={"value": values.get(name, row.value)}) for name, row in rules.thresholds().items()
    }
    monkeypatch.setattr(rules, "thresholds", lambda: changed)
    path = tmp_path / "large.csv"
    line = "".join(f"{{0}}{'x' * 80}{i}," for i in range(5))
    with path.open("w") as file:
        file.write("id,a,b,c,d,e\n")
        for i in range(330_000):
            file.write(f"{i},{line.format(i % 5000)}".rstrip(",") + "\n")
    assert path.stat().st_size > 125_000_000
    report = audit_file(path, near=False)
    assert (report.rows, report.column("id").distinct, report.duplicates.exact) == (330_000, 330_000, 0)
    assert report.keys == ("id",)
