"""Documents are read in processes of their own, each with a limit on time and memory and no right to write a file.

A document that hangs or crashes its reader costs its own time limit and nothing else. What comes back is `Facts`: text
never leaves the reading process, and a reader says nothing on its error stream.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from waybook.audit.document_extract import FORMATS, DocumentProblem, Format
from waybook.audit.document_facts import Facts, facts_of
from waybook.audit.document_rules import limit
from waybook.audit.document_text import read_document

_HEADER = struct.Struct("<BQ")
_LENGTH = struct.Struct("<I")
_LARGEST_ANSWER = 1_000_000


def measure_document(data: bytes, named: Format) -> Facts:
    """The facts of one document in this process, whatever happens. Anything unforeseen counts as damaged."""
    try:
        return facts_of(read_document(data, named), named)
    except DocumentProblem as problem:
        return Facts(problem=problem.problem)
    except MemoryError:
        return Facts(problem="too large")
    except Exception:
        # The message of an exception may quote the document, so it goes no further.
        return Facts(problem="damaged")


class Reader:
    """One reading process, started when first needed and again after it was lost. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def measure(self, data: bytes, named: Format) -> Facts:
        """The facts of a document, "too slow" after the time limit, "stopped" when the process died."""
        process = self._process if self._process and self._process.poll() is None else self._start()
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limit("document_seconds"), give_up)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(_HEADER.pack(FORMATS.index(named), len(data)))
            process.stdin.write(data)
            process.stdin.flush()
            (length,) = _LENGTH.unpack(_exactly(process.stdout, _LENGTH.size))
            if length > _LARGEST_ANSWER:
                raise EOFError
            return Facts.from_json(json.loads(_exactly(process.stdout, length)))
        except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
            self.close()
            return Facts(problem="too slow" if late.is_set() else "stopped")
        finally:
            timer.cancel()

    def stop(self) -> None:
        """From another thread: what is being read now comes back as "stopped"."""
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """Ends the process, at once."""
        if self._process:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                try:
                    if pipe:
                        pipe.close()
                except OSError:
                    pass
            self._process = None

    def command(self) -> list[str]:
        """The program that is the reading process."""
        return [sys.executable, "-m", "waybook.audit.document_reader"]

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        source = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, *filter(None, sys.path)])}
        self._process = subprocess.Popen(
            self.command(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        return self._process


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _serve() -> None:
    """The reading process: a format, a length and the bytes in; a length and JSON out; until the input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not mix with the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _confine()
    while len(header := requests.read(_HEADER.size)) == _HEADER.size:
        kind, length = _HEADER.unpack(header)
        data = requests.read(length)
        if len(data) < length:
            return
        answer = json.dumps(measure_document(data, FORMATS[kind]).as_json()).encode()
        answers.write(_LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _confine() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit still holds
        return
    memory = int(limit("reader_bytes"))
    # No core dump and no file: a document's text must not reach a disk even when the reader dies.
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    _serve()
