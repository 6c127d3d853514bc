"""Set Waybook up and run it. Needs Python 3.11 or newer and nothing else.

    python3 run.py [--port 8501] [--address 127.0.0.1]     serve the app
    python3 run.py test [pytest arguments]                 run all tests, or those chosen
    python3 run.py check                                   style and types
    python3 run.py bench [name]                            all benchmarks, or one
    python3 run.py lock                                    renew the requirement locks (needs uv)

Everything is installed into .venv from locks with hashes. A stamp in .venv says which lock it holds, so a second start
does no work and needs no network.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "waybook-stamp.json"
APP_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"

# What tests need beside Python: Debian package -> programs, any of which shows that it is there.
APT_PACKAGES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "libreoffice-calc": ("soffice", "libreoffice"),
    "postgresql": ("initdb", "/usr/lib/postgresql/*/bin/initdb"),
}


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        return complain(f"Waybook needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command.startswith("-"):
        command, rest = "serve", arguments
    if command == "serve":
        if {"-h", "--help"} & set(rest):
            print(__doc__)
            return 0
        return set_up(APP_LOCK) or replace_by([PYTHON, ROOT / "app.py", *rest])
    if command == "test":
        return set_up(TEST_LOCK) or install_programs() or replace_by([PYTHON, "-m", "pytest", *(rest or everything())])
    if command == "check":
        return set_up(TEST_LOCK) or run(PYTHON, "-m", "ruff", "check", ".") or run(PYTHON, "-m", "mypy")
    if command == "bench":
        return set_up(TEST_LOCK) or bench(rest)
    if command == "lock":
        return lock()
    return complain(f"run.py knows serve, test, check, bench and lock, not {command!r}.")


def everything() -> list[str]:
    """All tests, spread over the processors; tests of one group stay on one of them."""
    return ["-n", str(max(2, min(4, os.cpu_count() or 2))), "--dist", "loadgroup"]


def bench(rest: list[str]) -> int:
    chosen = [ROOT / "benchmarks" / f"{rest[0]}.py"] if rest else sorted((ROOT / "benchmarks").glob("[!_]*.py"))
    if not all(path.exists() for path in chosen):
        return complain(f"There is no benchmark {rest[0]!r} in benchmarks/.")
    failed = 0
    for path in chosen:
        print(f"\n== {path.stem} ==", flush=True)
        failed |= run(PYTHON, "-m", f"benchmarks.{path.stem}", *rest[1:])  # as a module, which finds `tests`
    return failed


def set_up(lock_file: Path) -> int:
    """Bring .venv to what `lock_file` says. A .venv with the test tools also serves the app."""
    if PYTHON.exists() and STAMP.exists():
        held = json.loads(STAMP.read_text(encoding="utf-8"))
        if held in [stamp_of(file) for file in {lock_file, TEST_LOCK}]:
            return 0
    print(f"Setting up {VENV.name} from {lock_file.name} ...", flush=True)
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    failed = make_environment(uv)
    if failed:
        return failed
    install: list[str | Path]
    if uv:
        install = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    else:
        install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock is complete, so nothing is resolved: pip before 23.3 takes `name[extra]` for another package than `name`
    # and would ask for the newest one, which has no hash here.
    install.append("--no-deps")
    if run(*install, "--require-hashes", "-r", lock_file):
        return complain("Some packages could not be installed; the lines above say why.")
    if run(*install, "--no-build-isolation", "-e", ROOT):
        return complain("Waybook itself could not be installed; the lines above say why.")
    STAMP.write_text(json.dumps(stamp_of(lock_file)), encoding="utf-8")
    return 0


def stamp_of(lock_file: Path) -> dict[str, str]:
    files = {"lock": lock_file, "project": ROOT / "pyproject.toml"}
    stamp = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    return {**stamp, "place": str(ROOT)}  # a moved folder needs its programs written anew


def make_environment(uv: str | None) -> int:
    if PYTHON.exists():
        version = "import sys; sys.exit(sys.version_info < (3, 11))"
        if subprocess.run([PYTHON, "-c", version], capture_output=True).returncode == 0 and (uv or has_pip()):
            return 0
    if uv:
        return run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of python3
    except ImportError:
        return complain("Python's venv is missing: run `sudo apt install python3-venv`, then this command again.")
    return run(sys.executable, "-m", "venv", "--clear", VENV)


def has_pip() -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def install_programs() -> int:
    """On Debian and its kin, install what tests need and what is missing. Elsewhere tests say what they miss."""
    missing = [package for package, programs in APT_PACKAGES.items() if not any(map(is_there, programs))]
    if not missing or not shutil.which("apt-get"):
        return 0
    sudo: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
            print(f"Some tests need {', '.join(missing)}: sudo apt-get install {' '.join(missing)}", flush=True)
            return 0
        sudo = ["sudo", "-n"]
    print(f"Installing {', '.join(missing)} ...", flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run(*apt, "update")
    if run(*apt, "install", "-y", "--no-install-recommends", *missing):
        print("apt-get failed; tests that need these programs will say so.", flush=True)
    return 0


def is_there(program: str) -> bool:
    return any(Path("/").glob(program[1:])) if program.startswith("/") else shutil.which(program) is not None


def lock() -> int:
    """Write both locks: the tests' first, then the app's with the very same versions. No registry address in either."""
    uv = shutil.which("uv")
    if not uv:
        return complain("Renewing the locks needs uv: python3 -m pip install uv")
    common = [
        uv,
        "pip",
        "compile",
        "--quiet",
        "pyproject.toml",
        "--generate-hashes",
        "--universal",
        "--no-emit-index-url",
    ]
    common += ["--python-version", "3.11", "--no-header", "--no-annotate", "--extra", "build"]
    return run(*common, "--upgrade", "--extra", "test", "-o", TEST_LOCK.name) or run(
        *common, "--constraint", TEST_LOCK.name, "-o", APP_LOCK.name
    )


def run(*command: str | Path) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT).returncode


def replace_by(command: list[str | Path]) -> int:
    """Become `command`, so that signals and the exit status are its own."""
    os.chdir(ROOT)
    words = [str(part) for part in command]
    if os.name == "nt":  # where exec would return to the prompt at once
        try:
            return subprocess.run(words).returncode
        except KeyboardInterrupt:
            return 0
    sys.stdout.flush()
    os.execv(words[0], words)


def complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
