"""Tests. Those that need a program outside Python fail in CI where it is missing, and are skipped elsewhere."""

import os
from typing import TypeVar

import pytest

Found = TypeVar("Found")


def needs(program: Found | None, what: str) -> Found:
    """`program` if it was found; else fail where CI is set, and skip elsewhere."""
    if program is None:
        message = f"{what} is not installed; `python3 run.py test` installs it where it can"
        if os.environ.get("CI"):
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return program
