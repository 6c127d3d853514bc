"""`waybook handout`."""

import io
import json
import zipfile

import pytest

from waybook.cli import main
from waybook.plan import Plan, write
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


def test_a_project_file_is_read_back(plan, tmp_path, capsys):
    out = tmp_path / "out.xml"
    assert main(["handout", str(plan), str(out)]) == 0
    out.write_bytes(out.read_bytes().replace(b"<Active>1</Active>", b"<Active>0</Active>", 2))
    assert main(["handout", str(plan), str(out), "--read"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["edited"] for one in told["differences"]] == [False]
    assert told["problems"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["out.docx"], "choose an ending from"),
        (["out"], "choose an ending from"),
        (["out.csv", "--read"], "only Microsoft Project XML"),
        (["missing.xml", "--read"], "No such file"),
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
