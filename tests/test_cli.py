"""The command line: the same core, one sentence for each fault."""

import json
from pathlib import Path

import pytest

from waybook.cli import COMMANDS, main

EXAMPLE = Path(__file__).parents[1] / "data/examples/customer_support.json"


def test_overview_lists_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


def test_an_unknown_command(capsys):
    assert main(["fly"]) == 2
    assert "there is no command 'fly'" in capsys.readouterr().err


def test_simulate_prints_the_agreed_json(capsys):
    assert main(["simulate", str(EXAMPLE), "--json", "--draws", "1024"]) == 0
    found = json.loads(capsys.readouterr().out)
    for name in ("cost", "months", "npv", "run_cost_year"):
        assert set(found[name]) == {"plan", "p10", "p50", "p80", "p90", "mean"}
    assert 0 <= found["p_both"] <= min(found["p_on_budget"], found["p_on_time"]) <= 1
    assert (found["draws"], found["seed"]) == (1024, 1)
    assert found["sensitivity"]["cost"][0]["quantity"] == "Shared estimating bias"
    assert max(found["criticality"].values()) == 1
    assert [one["confidence"] for one in found["joint"]] == [0.5, 0.7, 0.8, 0.9]
    assert all(one["both"] <= one["confidence"] + 0.01 for one in found["joint"])


def test_simulate_prints_the_tables_asked_for(capsys):
    main(["simulate", str(EXAMPLE), "--draws", "512"])
    assert "Shared estimating bias" not in capsys.readouterr().out
    assert main(["simulate", str(EXAMPLE), "--draws", "512", "--sensitivity", "--criticality", "--joint"]) == 0
    shown = capsys.readouterr().out
    assert all(words in shown for words in ("Shared estimating bias", "sets the date", "P80", "both hold"))


def test_many_draws_are_simulated_in_blocks_and_are_the_same_draws(capsys, monkeypatch):
    main(["simulate", str(EXAMPLE), "--json", "--draws", "1500"])
    at_once = json.loads(capsys.readouterr().out)
    monkeypatch.setattr("waybook.simulate_command.BLOCK", 512)
    monkeypatch.setattr("waybook.model.long_run.BLOCK", 512)
    main(["simulate", str(EXAMPLE), "--json", "--draws", "1500"])
    in_blocks = json.loads(capsys.readouterr().out)
    for name in ("cost", "months", "npv", "run_cost_year", "criticality"):
        assert in_blocks[name] == pytest.approx(at_once[name])
    assert (in_blocks["joint"], in_blocks["p_both"]) == (at_once["joint"], at_once["p_both"])


def test_set_changes_the_plan_first(capsys):
    main(["simulate", str(EXAMPLE), "--json", "--draws", "512"])
    before = json.loads(capsys.readouterr().out)
    assert main(["simulate", str(EXAMPLE), "--json", "--draws", "512", "--set", "architecture.size=S"]) == 0
    assert json.loads(capsys.readouterr().out)["cost"]["p80"] < before["cost"]["p80"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("architecture.size=Q", "'Q'"),
        ("architecture.colour=1", "this field is not known"),
        ("architecture.model.x=1", "nothing at"),
        ("nothing", "path=value"),
        ("readiness.data=7", "readiness.data"),
    ],
)
def test_a_change_that_does_not_fit(change, says, capsys):
    assert main(["simulate", str(EXAMPLE), "--set", change]) == 1
    assert says in capsys.readouterr().err


def test_a_file_that_is_not_there_or_not_a_plan(tmp_path, capsys):
    assert main(["simulate", str(tmp_path / "none.json")]) == 1
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "odd.json").write_text('{"schema_version": 1, "economics": {"budget": "lots"}}')
    assert main(["check", str(tmp_path / "odd.json")]) == 1
    assert "odd.json: economics.budget: 'lots'" in capsys.readouterr().err


def test_check_accepts_the_examples(capsys):
    assert main(["check", *map(str, sorted(EXAMPLE.parent.glob("*.json")))]) == 0
    assert "6 plans checked" in capsys.readouterr().out
