"""Copies are told from relatives and namesakes; the full-size proof is benchmarks/audit.py."""

import numpy as np
import pytest

from tests.audit.people import COLUMNS, people, true_pairs
from waybook.audit.blocking import candidate_pairs
from waybook.audit.linkage import match, plain
from waybook.audit.near import near_duplicates
from waybook.audit.report import Cancelled, never, silent


def columns(records, names=COLUMNS):
    return {name: [record[name] or None for record in records] for name in names}


def quality(records, owners, names=COLUMNS):
    matches = match(columns(records, names), silent, never)
    chosen = matches.probability >= 0.9
    found = set(zip(matches.left[chosen].tolist(), matches.right[chosen].tolist(), strict=True))
    true = true_pairs(owners)
    return len(found & true) / max(len(found), 1), len(found & true) / len(true)


@pytest.mark.parametrize("seed", [7])
def test_precision_and_recall_with_families_about(seed):
    records, owners = people(1500, 500, seed=seed)
    precision, recall = quality(records, owners)
    assert precision >= 0.95
    assert recall >= 0.95


def test_surplus_is_records_beyond_the_first_of_each_person():
    records, _ = people(600, 200, seed=3)
    result = near_duplicates(columns(records), len(records), silent, never)
    assert result.surplus == pytest.approx(200, rel=0.05)
    assert result.compared == len(records) == result.rows


def test_without_copies_hardly_any_are_claimed():
    records, _ = people(800, 0, seed=4)
    assert near_duplicates(columns(records), len(records), silent, never).surplus <= 8


def test_namesakes_of_one_town_are_not_copies():
    rng = np.random.default_rng(5)
    names = [f"{'abcdefghij'[a] * 3} {'klmnopqrst'[b] * 4}" for a, b in rng.integers(0, 10, (1200, 2))]
    towns = [f"{'uvwxyz'[t] * 5}ton" for t in rng.integers(0, 6, 1200)]
    result = near_duplicates({"name": names, "town": towns}, 1200, silent, never)
    assert result.surplus < 60


def test_whole_blocks_are_carried_over_and_said():
    records, _ = people(300, 100, seed=6)
    result = near_duplicates(columns(records), 4000, silent, never, block="surname")
    alone = near_duplicates(columns(records), 400, silent, never)
    assert result.surplus == pytest.approx(10 * alone.surplus, abs=10)
    assert "400 of 4,000 rows" in result.evidence
    assert "at least" in result.evidence


def test_candidate_pairs_are_unique_ordered_and_within_the_budget():
    rng = np.random.default_rng(1)
    codes = [rng.integers(-1, 60, 500) for _ in range(3)]
    left, right = candidate_pairs(codes, 4000)
    assert (left < right).all()
    assert len(set(zip(left.tolist(), right.tolist(), strict=True))) == len(left) <= 4000
    agreeing = sum(((c[left] == c[right]) & (c[left] >= 0)).astype(int) for c in codes)
    assert (agreeing >= 1).all()


def test_empty_and_tiny_tables():
    assert near_duplicates({"name": ["Ann"]}, 1, silent, never).surplus == 0
    assert near_duplicates({"name": [None, None], "town": [None, None]}, 2, silent, never).surplus == 0


def test_plain():
    assert plain("  Zoë O'Neill-SMITH ") == "zoeoneillsmith"


def test_cancel():
    records, _ = people(100, 10)
    with pytest.raises(Cancelled):
        match(columns(records), silent, lambda: True)
