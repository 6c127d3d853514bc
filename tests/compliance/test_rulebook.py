"""An edited rule base is refused with file and line, all faults at once."""

import csv
import shutil
from pathlib import Path

import pytest

from waybook.compliance import evaluate, load_rule_book, rule_book
from waybook.compliance.facts import FACTS
from waybook.compliance.rulebook import RuleBookRefused
from waybook.reference.location import data_folder

SOURCE = data_folder() / "compliance"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "compliance"))


def edit(folder: Path, file: str, key: str, **cells: str) -> int:
    """Change cells of the row whose first column is `key`; its line number."""
    with (folder / file).open(encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    line = next(i for i, row in enumerate(rows) if row[0] == key)
    for column, value in cells.items():
        rows[line][rows[0].index(column)] = value
    with (folder / file).open("w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)
    return line + 1


def problems(folder: Path) -> list[str]:
    with pytest.raises(RuleBookRefused) as refused:
        load_rule_book(folder)
    return list(refused.value.problems)


def test_the_project_s_own_rule_base_holds_together():
    book = load_rule_book(SOURCE)
    assert len(book.questions) == 20
    assert len(book.rules) == 111
    assert book.rules.keys() == rule_book().rules.keys()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"all_of": "ai_act_scop"}, "column all_of: no fact 'ai_act_scop'"),
        ({"all_of": "", "any_of": ""}, "has no condition"),
        ({"any_of": "provder"}, "column any_of: no fact 'provder'"),
        ({"none_of": "nothing_known"}, "column none_of: no fact 'nothing_known'"),
        ({"all_of": "markt=eu"}, "question 'markt' is not known"),
        ({"all_of": "market=mars"}, "question 'market' has no option 'mars'"),
        ({"all_of": "market=eu|mars"}, "question 'market' has no option 'mars'"),
        ({"applies_from": "2026-13-01"}, "column applies_from"),
        ({"applies_from": "soon"}, "column applies_from"),
        ({"applies_from": "2026"}, "column applies_from"),
        ({"evidence_date": "21 Sep 2026"}, "column evidence_date"),
        ({"days_low": "9"}, "days_low 9 is above days_high 6"),
        ({"days_low": "-1"}, "column days_low"),
        ({"days_high": "nan"}, "column days_high"),
        ({"lead_weeks_low": "99"}, "lead_weeks_low 99 is above lead_weeks_high"),
        ({"fee_low": "5", "fee_high": "2"}, "fee_low 5 is above fee_high 2"),
        ({"fee_high": "10"}, "a fee and its grade go together"),
        ({"stage": "someday"}, "column stage"),
        ({"owner": "nobody"}, "owner 'nobody' is not known"),
        ({"items": "gdpr;luck"}, "item 'luck' is not known"),
        ({"pack": "eu-law-of-the-sea"}, "pack 'eu-law-of-the-sea' is not known"),
        ({"source": "hearsay"}, "source 'hearsay' is not known"),
        ({"jurisdiction": "EU;MARS"}, "'MARS' is not UK, EU or US"),
        ({"later_from": "2028-01-01"}, "later_from and later_if go together"),
        ({"later_from": "2028-01-01", "later_if": "maybe"}, "no fact 'maybe'"),
        ({"later_from": "2020-01-01", "later_if": "high"}, "later_from is not after applies_from"),
        ({"reading_b": "Another reading"}, "a dispute needs both readings"),
        ({"verification": "rumour"}, "column verification"),
        ({"bucket": "other"}, "column bucket"),
        ({"id": "AIA-01"}, "'AIA-01' is already on line"),
    ],
)
def test_a_faulty_rule_is_refused_with_its_line(folder, cells, words):
    line = edit(folder, "rules.csv", "AIA-02", **cells)
    found = problems(folder)
    assert any(f"rules.csv, line {line}" in problem and words in problem for problem in found), found


@pytest.mark.parametrize(
    ("file", "key", "cells", "words"),
    [
        ("questions.csv", "safety", {"shown_if": "regulatd"}, "no fact 'regulatd'"),
        ("questions.csv", "safety", {"order": "1"}, "two questions have the same order"),
        ("questions.csv", "annex3", {"order": "99"}, "'a3_excl' is shown by an answer to 'annex3', which comes later"),
        ("questions.csv", "ai", {"type": "many"}, "column type"),
        ("questions.csv", "ai", {"id": "market"}, "'market' is already on line"),
        ("options.csv", "market", {"id": "unknown"}, "'unknown' belongs to every question"),
        ("options.csv", "market", {"question": "markt"}, "question 'markt' is not known"),
        ("options.csv", "ai", {"id": "thinks"}, "question 'ai' has no option 'infers'"),
        ("exclusions.csv", "fraud_only", {"point": "9z"}, "question 'annex3' has no option '9z'"),
        ("exclusions.csv", "fraud_only", {"option": "luck"}, "question 'a3_excl' has no option 'luck'"),
        ("packs.csv", "retail", {"status": "perhaps"}, "column status"),
        ("packs.csv", "retail", {"source": "hearsay"}, "source 'hearsay' is not known"),
        ("timeline.csv", "2027-12-02", {"date": "2027-12-32"}, "column date"),
        ("timeline.csv", "2027-12-02", {"rules": "AIA-999"}, "rule 'AIA-999' is not known"),
        ("sectors.csv", "retail", {"option": "moon"}, "question 'sector' has no option 'moon'"),
        ("late.csv", "rework", {"value_low": "3"}, "not in this order"),
        ("late.csv", "rework", {"id": "reword"}, "parameter 'rework' is missing"),
        ("owners.csv", "legal", {"role": "CEO"}, "column role"),
        ("sources.csv", "gdpr", {"date": "yesterday"}, "column date"),
    ],
)
def test_faults_in_the_other_tables(folder, file, key, cells, words):
    edit(folder, file, key, **cells)
    found = problems(folder)
    assert any(words in problem for problem in found), found
    assert any(problem.startswith((file, "fact ")) for problem in found), found


def test_all_faults_are_told_at_once(folder):
    edit(folder, "rules.csv", "AIA-02", all_of="nothing_here")
    edit(folder, "rules.csv", "DP-01", owner="nobody")
    edit(folder, "packs.csv", "retail", source="hearsay")
    assert len(problems(folder)) == 3


def test_a_missing_fact_is_refused():
    facts = {name: define for name, define in FACTS.items() if name != "dpia_required"}
    with pytest.raises(RuleBookRefused) as refused:
        load_rule_book(SOURCE, facts)
    assert "no fact 'dpia_required'" in str(refused.value)


def test_a_missing_file_is_refused(folder):
    (folder / "late.csv").unlink()
    assert any("late.csv is missing" in problem for problem in problems(folder))


def test_a_repealed_pack_takes_its_rules_with_it(folder):
    edit(folder, "packs.csv", "us-states", status="repealed")
    book = load_rule_book(folder)
    assert "US-02" not in book.rules
    assert [rule.id for rule in book.retired] == ["US-02"]
    assert "US-02" not in evaluate({}, book).statuses


def test_editing_a_rule_changes_the_result(folder):
    edit(folder, "rules.csv", "US-01", all_of="market_uk")
    edit(folder, "exclusions.csv", "fraud_only", point="5c")
    book = load_rule_book(folder)
    assert evaluate({"market": ["uk"]}, book).status("US-01") == "applies"
    answers = {"market": ["eu"], "ai": ["infers"], "annex3": ["5c"], "a3_excl": ["fraud_only"]}
    assert evaluate(answers, book).tier.worst != evaluate(answers).tier.worst or (
        evaluate(answers, book).status("AIA-10") != evaluate(answers).status("AIA-10")
    )
