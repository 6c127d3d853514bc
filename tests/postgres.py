"""A PostgreSQL server of our own for the length of a test run: a private folder, a private socket, no network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The newest installed server's folder of programs, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((program.parent for program in folders), key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Yield the URL of an empty database."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = ["runuser", "-u", "postgres", "--"] if as_root else []  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="waybook-pg-") as name:
        folder = Path(name)
        if as_root:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")

        def run(*command: str) -> None:
            subprocess.run([*user, *command], check=True, capture_output=True, cwd=folder, timeout=60)

        run(str(programs / "initdb"), "-D", data, "-U", "waybook", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://waybook@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
