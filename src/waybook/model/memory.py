"""Keeps the allocator from giving large blocks back to the system after every simulation.

A run allocates a few hundred blocks of some megabytes. With glibc's defaults each is fetched from the system and given
back, and the page faults double the time of a step. Elsewhere than on glibc this does nothing.
"""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3
_LARGEST_BLOCK = 32 * 2**20  # glibc's own upper limit for the threshold
_KEPT = 256 * 2**20
_PAD = 64 * 2**20


def keep_freed_memory() -> bool:
    """Tell glibc to reuse large blocks. True when it listened."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    settings = ((_M_MMAP_THRESHOLD, _LARGEST_BLOCK), (_M_TRIM_THRESHOLD, _KEPT), (_M_TOP_PAD, _PAD))
    heard = [mallopt(name, value) == 1 for name, value in settings]  # every setting is tried, whatever the first says
    return all(heard)
