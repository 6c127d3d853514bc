"""Quantiles of the distributions the model draws from, on numpy arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# P. J. Acklam's rational approximation of the normal quantile: relative error below 1.15e-9 on (0, 1).
_A = (
    -3.969683028665376e01,
    2.209460984245205e02,
    -2.759285104469687e02,
    1.383577518672690e02,
    -3.066479806614716e01,
    2.506628277459239e00,
)
_B = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01, -1.328068155288572e01)
_C = (
    -7.784894002430293e-03,
    -3.223964580411365e-01,
    -2.400758277161838e00,
    -2.549732539343734e00,
    4.374664141464968e00,
    2.938163982698783e00,
)
_D = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00)
_EDGE = 0.02425


def normal_quantile(probability: Array) -> Array:
    """The standard normal quantile of probabilities in (0, 1).

    >>> bool(abs(normal_quantile(np.array([0.9]))[0] - 1.2815515655446004) < 1e-8)
    True
    """
    p = np.asarray(probability, dtype=float)
    out = np.empty_like(p)
    middle = (p >= _EDGE) & (p <= 1 - _EDGE)
    q = p[middle] - 0.5
    r = q * q
    out[middle] = q * np.polyval(_A, r) / np.polyval((*_B, 1.0), r)
    for tail, sign in (((p < _EDGE), 1.0), ((p > 1 - _EDGE), -1.0)):
        q = np.sqrt(-2.0 * np.log(p[tail] if sign > 0 else 1.0 - p[tail]))
        out[tail] = sign * np.polyval(_C, q) / np.polyval((*_D, 1.0), q)
    return out


def triangular_quantile(probability: Array, low: Array, mode: Array, high: Array) -> Array:
    """The quantile of a triangular distribution; low = mode = high gives that number."""
    width = np.maximum(high - low, 0.0)
    turn = np.divide(mode - low, width, out=np.zeros(np.broadcast_shapes(mode.shape, width.shape)), where=width > 0)
    rising = low + np.sqrt(probability * width * (mode - low))
    falling = high - np.sqrt((1.0 - probability) * width * (high - mode))
    return np.where(probability < turn, rising, falling)
