"""`waybook handout`."""

import io
import json
import zipfile

import pytest

from waybook.cli import main
from waybook.plan import Plan, read, write
from waybook.plan.estimates import OwnPackage, PackageEstimate
from waybook.plan.part import Range


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(write(Plan(name="Mine")), encoding="utf-8")
    return path


def test_the_ending_chooses(plan, tmp_path, capsys):
    for ending, begins in (("pptx", b"PK"), ("xml", b"<?xml"), ("csv", b"Title,"), ("html", b"<!DOCTYPE html>")):
        out = tmp_path / f"out.{ending}"
        assert main(["handout", str(plan), str(out), "--tool", "github"]) == 0
        assert out.read_bytes().startswith(begins)
    assert "ppt/presentation.xml" in zipfile.ZipFile(io.BytesIO((tmp_path / "out.pptx").read_bytes())).namelist()
    assert capsys.readouterr().err == ""


def test_a_project_file_comes_home_like_a_workbook(plan, tmp_path, capsys):
    out, before = tmp_path / "out.xml", plan.read_bytes()
    assert main(["handout", str(plan), str(out)]) == 0
    out.write_bytes(out.read_bytes().replace(b"<Active>1</Active>", b"<Active>0</Active>", 3))
    assert main(["import", str(plan), str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["edited"] for one in told["differences"]] == [False, False]
    assert (told["conflicts"], told["problems"]) == ([], [])
    assert plan.read_bytes() == before
    first, second = (one["id"] for one in told["differences"])
    chosen = tmp_path / "chosen.json"
    chosen.write_text(json.dumps([second]))
    assert main(["import", str(plan), str(out), "--accept", str(chosen)]) == 0
    packages = read(plan.read_bytes()).estimates.packages
    assert [f"estimates.packages['{one}'].included" for one in packages] == [second]
    assert main(["import", str(plan), str(out), "--accept", "all"]) == 0
    assert len(read(plan.read_bytes()).estimates.packages) == 2
    assert first != second


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["out.docx"], "choose an ending from"),
        (["out"], "choose an ending from"),
        (["no/such/folder/out.html"], "No such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(plan, tmp_path, capsys, arguments, words):
    name, *options = arguments
    assert main(["handout", str(plan), str(tmp_path / name), *options]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_plan_that_contradicts_itself_names_every_fault(tmp_path, capsys):
    plan = Plan()
    plan.estimates.packages = {"NOPE": PackageEstimate(included=False)}
    plan.estimates.own_packages = [OwnPackage(id="E1", name="x", days=Range(low=1, likely=2, high=3))]
    path = tmp_path / "bad.json"
    path.write_text(write(plan), encoding="utf-8")
    assert main(["handout", str(path), str(tmp_path / "out.pptx")]) == 1
    told = capsys.readouterr().err
    assert "NOPE" in told
    assert "already the id" in told
    assert not (tmp_path / "out.pptx").exists()
    assert main(["handout", str(tmp_path / "gone.json"), str(tmp_path / "out.pptx")]) == 1
