"""The operations a model may use, on numbers and on symbols alike.

Numbers are numpy arrays with one dimension for each of AXES (size 1 where nothing varies), so that plain broadcasting
does the rest. Each operation has a twin in `waybook.spreadsheet` that writes the same thing as an Excel formula; the
meaning of edge cases (empty maximum = 0, division by zero = 0) is Excel's, or is written so that Excel agrees.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from waybook.model.axes import AXES, POSITION
from waybook.model.expression import Expression, apply

Value = Any
"""A numpy array on AXES, or an Expression."""


def where(condition: Value, yes: Value, no: Value) -> Value:
    """`yes` where the condition holds, else `no`."""
    if _symbolic(condition, yes, no):
        return apply("where", condition, yes, no)
    return np.where(condition, yes, no)


def maximum(first: Value, second: Value) -> Value:
    """The larger of two."""
    return apply("maximum", first, second) if _symbolic(first, second) else np.maximum(first, second)


def minimum(first: Value, second: Value) -> Value:
    """The smaller of two."""
    return apply("minimum", first, second) if _symbolic(first, second) else np.minimum(first, second)


def exp(value: Value) -> Value:
    """The exponential."""
    return apply("exp", value) if _symbolic(value) else np.exp(value)


def log(value: Value) -> Value:
    """The natural logarithm of a positive value."""
    return apply("log", value) if _symbolic(value) else np.log(value)


def sqrt(value: Value) -> Value:
    """The square root of a value that is not negative."""
    return apply("sqrt", value) if _symbolic(value) else np.sqrt(value)


def divided(value: Value, by: Value) -> Value:
    """A quotient that is 0 where the divisor is 0."""
    if _symbolic(value, by):
        return apply("divided", value, by)
    value, by = np.broadcast_arrays(value, by)
    return np.divide(value, by, out=np.zeros(value.shape), where=by != 0)


def whole(value: Value) -> Value:
    """The largest whole number not above the value."""
    return apply("whole", value) if _symbolic(value) else np.floor(value)


def total(value: Value, over: str) -> Value:
    """The sum along an axis."""
    return apply("total", value, over=over) if _symbolic(value) else np.sum(value, axis=POSITION[over], keepdims=True)


def largest(value: Value, over: str) -> Value:
    """The largest along an axis; 0 where the axis is empty."""
    if _symbolic(value):
        return apply("largest", value, over=over)
    place = POSITION[over]
    if value.shape[place] == 0:
        return np.zeros(tuple(1 if axis == place else size for axis, size in enumerate(value.shape)))
    return np.max(value, axis=place, keepdims=True)


def dot(first: Value, second: Value, over: str) -> Value:
    """The sum along an axis of the product of two."""
    if _symbolic(first, second):
        return apply("dot", first, second, over=over)
    place = POSITION[over]
    one, two = np.asarray(first), np.asarray(second)
    size = max(one.shape[place], two.shape[place])
    if size == 0:
        return np.zeros((1,) * len(AXES))
    if one.shape[place] != two.shape[place]:
        return np.sum(one * two, axis=place, keepdims=True)
    letters = "abcdefghijklmnopqrstuvwxyz"
    used = [axis for axis in range(len(AXES)) if axis == place or one.shape[axis] > 1 or two.shape[axis] > 1]
    left = [axis for axis in used if one.shape[axis] > 1 or axis == place]
    right = [axis for axis in used if two.shape[axis] > 1 or axis == place]
    kept = [axis for axis in used if axis != place]
    recipe = f"{_name(left, letters)},{_name(right, letters)}->{_name(kept, letters)}"
    flat = np.einsum(
        recipe, one.reshape([one.shape[a] for a in left]), two.reshape([two.shape[a] for a in right]), optimize=True
    )
    shape = [1] * len(AXES)
    for axis, length in zip(kept, flat.shape, strict=True):
        shape[axis] = length
    return flat.reshape(shape)


def cumulative(value: Value, over: str) -> Value:
    """The running sum along an axis."""
    if _symbolic(value):
        return apply("cumulative", value, over=over)
    place = POSITION[over]
    flat = value.reshape(math.prod(value.shape[:place]), value.shape[place], -1)
    out = np.empty_like(flat)
    out[:, 0] = flat[:, 0]
    for step in range(1, flat.shape[1]):  # row by row: np.cumsum along a far axis is ten times slower
        np.add(out[:, step - 1], flat[:, step], out=out[:, step])
    return out.reshape(value.shape)


def grouped(value: Value, by: Value, over: str, into: str, size: int) -> Value:
    """Sums along `over`, gathered on the axis `into` (of `size` places) by the place numbers 1, 2, ... in `by`."""
    if _symbolic(value, by):
        return apply("grouped", value, by, over=over, into=into)
    return _folded(np.sum, value, by, over, into, size)


def grouped_largest(value: Value, by: Value, over: str, into: str, size: int) -> Value:
    """As `grouped`, taking the largest; 0 for an empty group. Values must not be negative."""
    return _extreme("grouped_largest", np.max, value, by, over, into, size)


def grouped_smallest(value: Value, by: Value, over: str, into: str, size: int) -> Value:
    """As `grouped`, taking the smallest; 0 for an empty group. Values must not be negative."""
    return _extreme("grouped_smallest", np.min, value, by, over, into, size)


def _extreme(name: str, fold: Any, value: Value, by: Value, over: str, into: str, size: int) -> Value:
    if _symbolic(value, by):
        return apply(name, value, by, over=over, into=into)
    return _folded(fold, value, by, over, into, size)


def _folded(fold: Any, value: Value, by: Value, over: str, into: str, size: int) -> Value:
    groups = np.ravel(by)
    if fold is np.sum and value.size == value.shape[POSITION[over]]:  # nothing but the axis that goes: much quicker
        sums = np.bincount(groups.astype(int), weights=np.ravel(value), minlength=size + 1)[1 : size + 1]
        return sums.reshape([size if axis == POSITION[into] else 1 for axis in range(len(AXES))])
    taken = np.moveaxis(value, POSITION[over], 0)
    shape = list(value.shape)
    shape[POSITION[over]], shape[POSITION[into]] = 1, size
    out = np.zeros(shape)
    rows = np.moveaxis(out, POSITION[into], 0)
    for place in range(size):
        chosen = taken[groups == place + 1]
        if len(chosen):  # the axis `over` is gone from a row, `into` has size 1 in it: same cells, other place of a 1
            rows[place] = fold(chosen, axis=0).reshape(rows[place].shape)
    return out


def _symbolic(*values: Value) -> bool:
    return any(isinstance(value, Expression) for value in values)


def _name(axes: list[int], letters: str) -> str:
    return "".join(letters[axis] for axis in axes)
