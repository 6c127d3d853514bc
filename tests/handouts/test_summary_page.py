"""The printable page."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from waybook.handouts.summary_page import summary_page
from waybook.wording import money


class Reader(HTMLParser):
    """Tags, attributes and visible words of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words, self.open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)


@pytest.mark.parametrize("name", ["customer_support", "healthcare", "empty", "nasty"])
def test_nothing_runs_and_nothing_is_fetched(found, name):
    page = summary_page(found(name), dt.date(2026, 11, 23))
    read = Reader(page)
    assert read.open == []
    assert not {"script", "iframe", "img", "link", "object", "form", "base", "a"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("href", "src")]
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page
    assert read.tags.count("svg") == 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", page)


def test_the_page_says_what_was_found(found):
    results = found("healthcare")
    words = " ".join(" ".join(Reader(summary_page(results)).words).split())
    for part in (
        results.plan.name,
        results.plan.objectives.statement,
        "Do not build this",
        money(results.cost.p80),
        "from 11 to 7 minutes per letter",
        "27 duties apply",
        "Next steps",
        "judgement",
        "Planning aid, not legal advice",
    ):
        assert part in words, part


def test_an_empty_plan_says_what_is_missing(found):
    words = " ".join(Reader(summary_page(found("empty"))).words)
    assert "No objective is written down yet" in words
    assert "without a baseline no benefit can be shown" in words
    assert "Measure first" in words
