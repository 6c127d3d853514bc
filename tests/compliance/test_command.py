"""`waybook duties`: what it prints and what it refuses."""

import argparse
import json
from pathlib import Path

import pytest

from tests.compliance.worked import cases
from waybook.compliance import rule_book
from waybook.compliance.command import add_parser, main


def write(folder: Path, content: object, name: str = "answers.json") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The sentences on standard error of a call that must fail with 2 and print nothing else."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.strip().splitlines()


def test_json_has_tier_rules_and_days(tmp_path, capsys):
    case = next(case for case in cases() if case.id == "story-shop-open")
    assert main([write(tmp_path, case.answers), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["tier", "rules", "days"]
    assert found["tier"] == {
        "certain": "transparency",
        "worst": "high_a3",
        "ask": ["annex3", "a3_excl", "profiling", "filter"],
    }
    assert list(found["rules"]) == list(rule_book().rules)
    assert set(found["rules"].values()) == {"applies", "unknown", "no"}
    # The example of the reference: 50 to 150 days known, up to about 540 while two questions are open.
    low, high = found["days"]
    assert 45 < low < 65
    assert 500 < high < 600


def test_no_answers_are_all_unknown_but_for_the_baseline(tmp_path, capsys):
    assert main([write(tmp_path, {}), "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert {rule for rule, status in rules.items() if status == "applies"} == {f"BASE-0{i}" for i in range(1, 9)}
    assert "no" not in rules.values()


def test_unknown_and_empty_and_absent_are_the_same(tmp_path, capsys):
    outputs = set()
    for answers in ({"ai": ["infers"]}, {"ai": ["infers"], "market": []}, {"ai": ["infers"], "market": ["unknown"]}):
        assert main([write(tmp_path, answers), "--json"]) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


def test_the_table_is_readable_and_carries_the_disclaimer(tmp_path, capsys):
    case = next(case for case in cases() if case.id == "story-cv")
    assert main([write(tmp_path, case.answers), "--go-live", "2028-01-31", "--all"]) == 0
    text = capsys.readouterr().out
    assert "AI Act class: high-risk (Annex III)." in text
    assert "due before go-live, from 02 Dec 2027" in text
    assert "Does not apply because you answered" in text
    assert "not legal advice" in text
    assert max(len(line) for line in text.splitlines()) < 400


def test_every_fault_is_named_at_once(tmp_path, capsys):
    answers = {"markt": ["eu"], "market": ["uk", "mars"], "ai": "infers", "role": [3], "product": ["none", "digital"]}
    found = refused(capsys, write(tmp_path, answers))
    assert len(found) == 5
    assert any("'product': 'none' contradicts 'digital'" in line for line in found)
    assert all(line.startswith("answers.json: ") for line in found)
    assert any("'markt' is not a question; did you mean 'market'" in line for line in found)
    assert any("'mars'" in line for line in found)
    assert any("'ai' must be a list" in line for line in found)
    assert any("'role' must be a list" in line for line in found)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"ai": ["infers", "military"]}, "'ai' takes one option but has 2"),
        ({"ai": ["infers", "unknown"]}, "'ai' takes one option but has 2"),
        ({"product": ["none", "medical"]}, "'product': 'none' contradicts 'medical'"),
        ({"product": ["none", "unknown"]}, "'product': 'none' contradicts 'unknown'"),
        ({"market": ["eu", "eu"]}, "'market': an option is given twice"),
        ({"market": ["uk"], "estab": ["uk"], "prohibited": ["none"]}, "'prohibited' is answered but skipped"),
        ({"pdata": ["none"], "profiling": ["no"]}, "'profiling' is answered but skipped"),
        ({"annex3": ["none"], "market": ["eu"], "filter": ["narrow"]}, "which the answer to 'annex3' rules out"),
    ],
)
def test_contradictions_and_answers_to_skipped_questions_are_refused(tmp_path, capsys, answers, words):
    found = refused(capsys, write(tmp_path, answers), "--json")
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not valid JSON"),
        ("[1, 2]", "must be an object"),
        ('{"ai": ["infers"], "ai": ["military"]}', "'ai' is given twice"),
        ('{"ai": ["infers"]', "line 1: is not valid JSON"),
        ("[" * 200_000, "nested too deeply"),
    ],
)
def test_files_that_are_not_answers(tmp_path, capsys, content, words):
    assert any(words in line for line in refused(capsys, write(tmp_path, content)))


def test_a_missing_file_and_bytes_that_are_not_text(tmp_path, capsys):
    assert refused(capsys, str(tmp_path / "none.json")) == ["none.json: there is no such file."]
    assert "cannot be read" in refused(capsys, str(tmp_path))[0]
    (tmp_path / "bad.json").write_bytes(b'{"ai": ["\xff"]}')
    assert refused(capsys, str(tmp_path / "bad.json")) == ["bad.json: is not UTF-8 text."]


def test_a_byte_order_mark_is_no_fault(tmp_path, capsys):
    (tmp_path / "bom.json").write_bytes(b"\xef\xbb\xbf{}")
    assert main([str(tmp_path / "bom.json"), "--json"]) == 0
    assert capsys.readouterr().out


def test_it_joins_the_command_line(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["duties", write(tmp_path, {}), "--json"])
    assert args.run(args) == 0
    assert "tier" in json.loads(capsys.readouterr().out)
    with pytest.raises(SystemExit):
        parser.parse_args(["duties", "x.json", "--go-live", "soon"])
    assert "'soon' is not a date" in capsys.readouterr().err
