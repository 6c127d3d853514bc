"""The words of the screen."""

import doctest
import re

import pytest

from waybook.ui import take_away, usual, wording


@pytest.mark.parametrize("module", [wording, usual, take_away])
def test_examples_in_the_docstrings(module) -> None:  # type: ignore[no-untyped-def]
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    "typed",
    ["*x* _y_ **z** `c`", "# a", "1. a", "<b>b</b> &amp;", "[a](http://b)", "| a |", "a\n\nb", "~~x~~", "> q", "\\*"],
)
def test_plain_text_does_nothing_inside_markdown(typed: str) -> None:
    """CommonMark: a backslash makes any ASCII punctuation an ordinary letter; and no line can begin anything."""
    text = wording.plain(typed)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", text)
    assert not re.search(r"[\\`*_{}\[\]()#+\-.!|~$<>&\n]", bare)
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("\u2060", "") == " ".join(typed.split())


@pytest.mark.parametrize("typed", [":smile:", ":red[x]", ":material/home:", "$x$", ":streamlit:"])
def test_streamlit_codes_are_broken(typed: str) -> None:
    text = wording.plain(typed)
    assert not re.search(r"(?<!\\)\$|:[a-z]", text)
