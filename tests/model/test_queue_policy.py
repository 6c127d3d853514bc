"""The queue policy: one hand-made case, the critical path as its limit, and no plan that gets better by doing more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waybook.model.queue_policy import queue


def run(effort, hold, taken, units, after, wait=None, ready=None, binding=False):
    packages, roles = np.shape(hold)
    effort = np.atleast_2d(np.asarray(effort, float).T).T
    draws = effort.shape[1]
    wait = np.zeros((packages, draws)) if wait is None else np.asarray(wait, float).reshape(packages, -1)
    ready = np.zeros((roles, draws)) if ready is None else np.asarray(ready, float).reshape(roles, -1)
    return queue(effort, np.asarray(hold, float), np.asarray(taken), wait, ready, np.asarray(units), after, binding)


def test_two_packages_share_one_person_and_a_third_waits_for_sign_off():
    # A and B need the same person; C follows A after a wait of 4.
    found = run([3, 2, 1], [[1], [1], [1]], [[1], [1], [1]], [1], [(), (), (0,)], wait=[4, 0, 0])
    assert found.start[:, 0].tolist() == [0, 3, 7]
    assert found.finish[:, 0].tolist() == [3, 5, 8]


def test_a_role_is_free_when_its_own_part_is_done():
    # The first package lasts 4 because of role 1; role 0 is done with its part after 1 and free for the second.
    found = run([1, 2], [[1, 4], [1, 0]], [[1, 1], [1, 0]], [1, 1], [(), ()])
    assert found.start[:, 0].tolist() == [0, 1]
    assert found.finish[:, 0].tolist() == [4, 3]


def test_k_units_are_taken_from_the_earliest_free():
    # Three units: the first two packages take one each, the third needs two and waits for the earlier of them.
    found = run([5, 2, 1], [[1], [1], [1]], [[1], [1], [2]], [3], [(), (), ()])
    assert found.start[2, 0] == 2


def test_a_role_that_is_not_there_yet_holds_back_its_work():
    found = run([1, 1], [[1, 0], [0, 1]], [[1, 0], [0, 1]], [1, 1], [(), ()], ready=[0, 6])
    assert found.start[:, 0].tolist() == [0, 6]


def test_binding_names_what_a_start_waited_for():
    found = run([3, 2, 1], [[1], [1], [1]], [[1], [1], [1]], [1], [(), (), (0,)], wait=[4, 0, 0], binding=True)
    assert found.binding is not None
    assert found.binding[:, 0].tolist() == [-1, 0, 0]


@st.composite
def projects(draw):
    count = draw(st.integers(2, 9))
    roles = draw(st.integers(1, 3))
    units = [draw(st.integers(1, 4)) for _ in range(roles)]
    taken = [[draw(st.integers(0, units[role])) for role in range(roles)] for _ in range(count)]
    hold = [[draw(st.floats(0.1, 3)) if one else 0.0 for one in row] for row in taken]
    after = [tuple(sorted(draw(st.sets(st.integers(0, p - 1), max_size=2)))) if p else () for p in range(count)]
    effort = [draw(st.floats(0.1, 9)) for _ in range(count)]
    wait = [draw(st.sampled_from([0.0, 0.0, 2.5])) for _ in range(count)]
    return effort, hold, taken, units, after, wait


@settings(max_examples=150, deadline=None)
@given(projects(), st.data())
def test_a_longer_package_never_ends_anything_earlier(project, data):
    effort, hold, taken, units, after, wait = project
    longer = list(effort)
    longer[data.draw(st.integers(0, len(effort) - 1))] += data.draw(st.floats(0.1, 5))
    before, then = run(effort, hold, taken, units, after, wait), run(longer, hold, taken, units, after, wait)
    assert (then.finish >= before.finish - 1e-9).all()
    assert (then.start >= before.start - 1e-9).all()


@settings(max_examples=150, deadline=None)
@given(projects(), st.data())
def test_more_units_never_end_anything_later(project, data):
    effort, hold, taken, units, after, wait = project
    more = list(units)
    more[data.draw(st.integers(0, len(units) - 1))] += data.draw(st.integers(1, 3))
    before, then = run(effort, hold, taken, units, after, wait), run(effort, hold, taken, more, after, wait)
    assert (then.finish <= before.finish + 1e-9).all()


@settings(max_examples=100, deadline=None)
@given(projects())
def test_unlimited_units_give_the_critical_path(project):
    effort, hold, taken, _, after, wait = project
    many = [sum(row[role] for row in taken) or 1 for role in range(len(taken[0]))]
    found = run(effort, hold, taken, many, after, wait)
    through = []
    for package, days in enumerate(effort):
        begin = max((through[one] for one in after[package]), default=0.0)
        finish = begin + days * max(hold[package], default=0.0)
        assert found.finish[package, 0] == pytest.approx(finish)
        through.append(finish + wait[package])


def test_no_role_and_no_package_are_results_too():
    found = run([2.0], [[0.0]], [[0]], [1], [()])
    assert found.start[0, 0] == 0
