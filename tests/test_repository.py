"""The repository keeps its promises: locked with hashes, no addresses of registries or machines, reasons given."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-test.lock"]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked() -> list[Path]:
    """The repository's text files: those git knows, or all of a copy without git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not {".venv", ".git"} & set(path.parts)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def entries(lock: str) -> dict[str, list[str]]:
    """Requirement -> its hashes."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            found[line.split(";")[0].strip(" \\")] = hashes = []
        elif line.strip():
            hashes.append(line.strip(" \\"))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock):
    for requirement, hashes in entries(lock).items():
        assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z]+\])?==\S+", requirement)
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", text) for text in hashes)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock):
    assert not re.search(r"://|index-url|find-links|trusted-host", (ROOT / lock).read_text(encoding="utf-8"))


def test_the_app_runs_on_the_versions_that_are_tested():
    assert entries(LOCKS[0]).items() <= entries(LOCKS[1]).items()


def test_the_locks_hold_every_dependency():
    extras = project()["optional-dependencies"]
    wanted = {LOCKS[0]: project()["dependencies"], LOCKS[1]: project()["dependencies"] + extras["test"]}
    for lock, requirements in wanted.items():
        locked = {re.split(r"[\[=]", requirement)[0] for requirement in entries(lock)}
        named = {re.split(r"[\[=<>!~ ]", requirement)[0].lower() for requirement in requirements}
        assert named <= locked, f"run `python3 run.py lock`: {lock} lacks {sorted(named - locked)}"


def test_every_dependency_gives_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    extras = project()["optional-dependencies"]
    for requirement in project()["dependencies"] + [one for extra in extras.values() for one in extra]:
        line = next(line for line in lines if f'"{requirement}",' in line)
        reason = line.partition("#")[2].strip()
        assert len(reason.split()) >= 2, f"{requirement} gives no reason"


def test_no_path_of_somebodys_machine():
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        found = re.search(r"(?<![\w.])/(home|Users|root|work)/[\w.-]+", text)
        assert not found, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_the_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert project()["license"] == "Apache-2.0"


@pytest.mark.parametrize("setting", ["gatherUsageStats = false", 'serverAddress = "localhost"', "postScriptGC = false"])
def test_settings_that_keep_us_private_and_fast_are_shipped(setting):
    assert setting in (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
