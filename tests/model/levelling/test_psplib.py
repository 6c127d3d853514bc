"""Reading single-mode instances, and the command that schedules one."""

import json
import re
from pathlib import Path

import pytest

from tests.model.levelling.independent import breaches
from tests.model.levelling.instances import as_sm, instance
from tests.model.levelling.test_level import as_problem
from waybook.model.levelling import Infeasible, level
from waybook.model.psplib import PsplibError, parse, read
from waybook.model.schedule_command import main

MADE = instance(30, 3, 1)
TEXT = as_sm(MADE)


def test_a_file_reads_as_the_problem_it_was_written_from() -> None:
    problem, made = parse(TEXT), as_problem(MADE)
    assert [a.duration for a in problem.activities] == [a.duration for a in made.activities]
    assert problem.capacities == {f"R{r}": units for r, units in enumerate(MADE.capacity, start=1)}
    for ours, theirs in zip(problem.activities, made.activities, strict=True):
        assert {int(i) - 1 for i in ours.predecessors} == {int(i) for i in theirs.predecessors}
        assert list(ours.demands.values()) == list(theirs.demands.values())
    assert level(problem, samples=5).makespan == level(made, samples=5).makespan


def test_line_ends_and_spacing_do_not_matter() -> None:
    loose = re.sub(r"  +", "\t", TEXT).replace("\n", "\r\n")
    assert parse(loose) == parse(TEXT)


def edited(old: str, new: str) -> str:
    found = re.sub(old, new, TEXT, count=1, flags=re.MULTILINE)
    assert found != TEXT
    return found


def line_of(start: str) -> int:
    """The number of the first line, after the precedence title, that matches."""
    lines = TEXT.splitlines()
    return next(k for k, line in enumerate(lines, start=1) if re.match(start, line) and k > 16)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "f.sm: there is no section 'PRECEDENCE RELATIONS'."),
        (edited(r"^REQUESTS/DURATIONS:", "REQUEST:"), "f.sm: there is no section 'REQUESTS/DURATIONS'."),
        (edited(r"^RESOURCEAVAIL", "AVAIL"), "f.sm: there is no section 'RESOURCEAVAILABILITIES'."),
        (
            edited(r"^   1        1", "   1        3"),
            "line 19: job 1 has 3 modes; only single-mode instances are read.",
        ),
        (edited(r"^   1        1", "   x        1"), "line 19: 'x' is not a whole number of zero or more."),
        (edited(r"^   1        1          3", "   1        1          4"), "job 1 announces 4 successors and lists 3."),
        (edited(r"^   2        1", "   1        1"), "line 20: job 1 is listed twice."),
        (edited(r"^(   1        1.*)\d\b", r"\g<1>77"), "line 19: job 1 names the successor"),
        (edited(r"^  2      1 +\d+", "  2      1     -4"), "'-4' is not a whole number of zero or more."),
        (edited(r"^  2      1 .*\n", ""), "f.sm: job 2 has no line in the section 'REQUESTS/DURATIONS'."),
        (edited(r"^  2      1 ", "  3      1 "), "job 3 has more than one mode"),
        (edited(r"^  2      1 ", " 99      1 "), "job 99 is not in the precedence section."),
        (edited(r"^(  2      1 .*)$", r"\g<1>   3"), "4 resources, but the jobs state the demand for 4, 5."),
        (
            edited(r"jobs \(incl. supersource/sink \):  32", "jobs (incl. supersource/sink ):  30"),
            "promises 30 jobs, but 32",
        ),
        (edited(r"projects  .*:  1", "projects    :  2"), "f.sm: it holds 2 projects; only one is read."),
        (edited(r"nonrenewable (.*)0", r"nonrenewable \g<1>2"), "f.sm: it has nonrenewable resources;"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(PsplibError) as refused:
        parse(text, "f.sm")
    assert str(refused.value).startswith("f.sm")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_too_little_capacity_names_the_file_the_job_and_the_resource() -> None:
    scarce = edited(r"(?<=\n)( +\d+){4}\n(?=\*+\n\Z)", "    1    1    1    1\n")
    with pytest.raises(Infeasible, match=r"^f\.sm: Activity \d+ needs \d+ of R\d, but there is only 1\.$"):
        parse(scarce, "f.sm")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read (No such file"), (b"\xff\xfe\x00junk", "is not a text file"), (b"", "there is no section")],
)
def test_a_file_that_is_no_instance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "plan.sm"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("plan.sm: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_a_folder_is_not_an_instance(tmp_path: Path) -> None:
    with pytest.raises(PsplibError, match="cannot be read"):
        read(tmp_path)


def test_the_command_prints_a_plan_that_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "made.sm"
    path.write_text(TEXT, encoding="utf-8")
    assert main([str(path), "--json", "--samples", "20"]) == 0
    shown = json.loads(capsys.readouterr().out)
    problem = read(path)
    assert breaches(problem, shown["start"]) == []
    length = {a.id: a.duration for a in problem.activities}
    assert shown["makespan"] == max(begin + length[job] for job, begin in shown["start"].items())
    assert shown["critical_path"] <= shown["lower_bound"] <= shown["makespan"]
    assert isinstance(shown["makespan"], int)
    assert main([str(path), "--samples", "20"]) == 0
    assert f"made.sm: makespan {shown['makespan']} " in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", [["--samples", "-1"], ["--samples", "many"], ["--seconds", "-2"], ["--seconds", "x"]]
)
def test_options_are_checked(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["plan.sm", *option])
    assert option[1] in capsys.readouterr().err
