"""Priority rules: which of the ready activities goes first. Lower value first.

Names and definitions as in Kolisch, "Efficient priority rules for the resource-constrained project scheduling
problem", Journal of Operations Management 14 (1996).
"""

from __future__ import annotations

from collections.abc import Callable

from waybook.model.levelling_network import Network


def latest_finish(net: Network) -> list[float]:
    """LFT: latest finish when the plan is as short as its critical path."""
    return [-tail for tail in net.tails()]


def latest_start(net: Network) -> list[float]:
    """LST: latest start when the plan is as short as its critical path."""
    return [-tail - length for tail, length in zip(net.tails(), net.durations, strict=True)]


def slack(net: Network) -> list[float]:
    """SLK: latest start less earliest start."""
    return [late - head for late, head in zip(latest_start(net), net.heads(), strict=True)]


def most_successors(net: Network) -> list[float]:
    """MTS: most activities that follow, directly or not."""
    below: list[int] = [0] * len(net.ids)  # a bit for each activity that follows
    for i in range(len(net.ids) - 1, -1, -1):
        for j, _ in net.after[i]:
            below[i] |= below[j] | 1 << j
    return [-bits.bit_count() for bits in below]


def greatest_rank_weight(net: Network) -> list[float]:
    """GRPW: greatest own duration plus that of the direct successors."""
    return [
        -length - sum(net.durations[j] for j, _ in arcs) for length, arcs in zip(net.durations, net.after, strict=True)
    ]


RULES: dict[str, Callable[[Network], list[float]]] = {
    "LFT": latest_finish,
    "LST": latest_start,
    "MTS": most_successors,
    "SLK": slack,
    "GRPW": greatest_rank_weight,
}
