"""run.py: what it says when it cannot, and that it does no work twice. Nothing is installed here."""

import builtins
import sys

import pytest

import run


@pytest.fixture
def place(tmp_path, monkeypatch):
    """run.py in an empty checkout, with every command it would start written down instead."""
    started: list[list[str]] = []

    def note(*command):
        started.append([str(part) for part in command])
        if "venv" in started[-1]:
            run.PYTHON.parent.mkdir(parents=True)
            run.PYTHON.touch()
        return 0

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv/waybook-stamp.json")
    for name, file in (("APP_LOCK", "requirements.lock"), ("TEST_LOCK", "requirements-test.lock")):
        (tmp_path / file).write_text(f"{file} 1")
        monkeypatch.setattr(run, name, tmp_path / file)
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(run, "run", note)
    monkeypatch.setattr(run, "replace_by", lambda command: note(*command))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(run, "has_pip", lambda: True)
    monkeypatch.setattr(run.subprocess, "run", lambda *_, **__: run.subprocess.CompletedProcess([], 0))
    return started


def test_a_first_start_installs_with_hashes_and_then_serves(place):
    assert run.main(["--port", "8600"]) == 0
    made, packages, itself, served = place
    assert made[:2] == ["/bin/uv", "venv"]
    assert packages[-3:] == ["--require-hashes", "-r", str(run.APP_LOCK)]
    assert {"--no-deps", "--no-build-isolation"} <= set(itself)
    assert served == [str(run.PYTHON), str(run.ROOT / "app.py"), "--port", "8600"]


def test_a_second_start_only_serves(place):
    run.main([])
    place.clear()
    run.main([])
    assert place == [[str(run.PYTHON), str(run.ROOT / "app.py")]]


def test_a_changed_lock_is_installed_again(place):
    run.main([])
    place.clear()
    run.APP_LOCK.write_text("requirements.lock 2")
    run.main([])
    assert [words[-1] for words in place[:-1]] == [str(run.APP_LOCK), str(run.ROOT)]


def test_a_failed_installation_is_not_taken_for_a_finished_one(place, monkeypatch, capsys):
    monkeypatch.setattr(run, "run", lambda *command: int("--require-hashes" in command))
    assert run.main([]) == 1
    assert not run.STAMP.exists()
    assert "could not be installed" in capsys.readouterr().err


def test_test_tools_also_serve_the_app_but_not_the_other_way_round(place):
    run.main(["check"])
    place.clear()
    run.main([])
    assert len(place) == 1
    run.STAMP.unlink()
    run.main([])
    place.clear()
    run.main(["check"])
    assert str(run.TEST_LOCK) in place[0]


def test_without_uv_pip_does_it(place, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    run.main([])
    assert place[0][:3] == [sys.executable, "-m", "venv"]
    assert place[1][1:4] == ["-m", "pip", "install"]


def test_a_debian_without_venv_is_told_the_package(place, monkeypatch, capsys):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    original = builtins.__import__

    def without(name, *rest):
        if name == "ensurepip":
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert run.main([]) == 1
    said = capsys.readouterr().err.strip()
    assert "sudo apt install python3-venv" in said
    assert "\n" not in said


def test_an_old_python_is_told_so_in_one_line(place, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main(["test"]) == 1
    assert place == []
    assert capsys.readouterr().err.startswith("Waybook needs Python 3.11 or newer")


def test_missing_programs_are_installed_through_apt(place, monkeypatch):
    run.main(["check"])
    place.clear()
    monkeypatch.setattr(run, "is_there", lambda program: program == "chromium")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    run.main(["test", "-k", "x"])
    assert place[1][-4:] == ["-y", "--no-install-recommends", "libreoffice-calc", "postgresql"]
    assert place[2] == [str(run.PYTHON), "-m", "pytest", "-k", "x"]


@pytest.mark.parametrize(
    ("arguments", "said"), [(["sevre"], "not 'sevre'"), (["bench", "nosuch"], "no benchmark 'nosuch'")]
)
def test_a_wrong_word_is_named(place, capsys, arguments, said):
    assert run.main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_benchmark_is_run_where_it_finds_the_tests(place):
    (run.ROOT / "benchmarks").mkdir()
    (run.ROOT / "benchmarks/levelling.py").touch()
    run.main(["bench", "levelling"])
    assert place[-1][1:] == ["-m", "benchmarks.levelling"]
