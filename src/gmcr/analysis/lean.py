"""Lean moves: those that switch no option idly.

Among some moves of one actor from one state, a move is *lean* iff no other of them, changing a strict subset of the
same options, is at least as good. What counts for each move is the best worth among the moves within it. Over all sets
of the options that change this is a maximum over subsets, computed option by option in k·2^k steps for k options
(Yates 1937) rather than in the 3^k pairs of a set and a subset.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["lean_moves"]

_ROOM = 1 << 22
"""The number of values held at once."""


def lean_moves(changed: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the moves available in each game are lean: bool (games, moves).

    ``changed`` has the bits of the options that each move changes, (moves,), all different unless 0; ``worth`` whole
    numbers from 0, (games, moves), larger is better; ``able`` says which moves each game has, (games, moves).
    """
    union = int(np.bitwise_or.reduce(changed, initial=0))
    bits = [bit for bit in range(union.bit_length()) if union >> bit & 1]
    if not bits:
        return able
    if len(bits) << len(bits) > changed.size * changed.size:
        return _one_by_one(changed, worth, able)
    places = np.zeros_like(changed)
    for place, bit in enumerate(bits):
        places |= (changed >> bit & 1) << place
    step = max(1, _ROOM >> len(bits))
    parts = [
        _over_subsets(places, worth[first : first + step], able[first : first + step], len(bits))
        for first in range(0, len(able), step)
    ]
    return np.concatenate(parts) if parts else able


def _over_subsets(
    places: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_], bits: int
) -> NDArray[np.bool_]:
    kind = object if worth.dtype == object else np.int64
    own = np.where(able, worth.astype(kind), -1).T
    best = np.full((1 << bits, len(able)), -1, dtype=kind)
    best[places] = own
    for bit in range(bits):
        halves = best.reshape(-1, 2, 1 << bit, len(able))
        np.maximum(halves[:, 1], halves[:, 0], out=halves[:, 1])
    within = np.full_like(best, -1)  # for each set, the best of the sets that lack one of its options
    for bit in range(bits):
        larger = within.reshape(-1, 2, 1 << bit, len(able))[:, 1]
        np.maximum(larger, best.reshape(-1, 2, 1 << bit, len(able))[:, 0], out=larger)
    lean: NDArray[np.bool_] = able & (within[places] < own).astype(np.bool_).T
    return lean


def _one_by_one(changed: NDArray[np.int64], worth: NDArray[Any], able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For few moves with many options."""
    lean = able.copy()
    for place, own in enumerate(changed.tolist()):
        fewer = (changed & own == changed) & (changed != own)
        beaten = able[:, fewer] & (worth[:, fewer] >= worth[:, place : place + 1]).astype(np.bool_)
        lean[:, place] &= ~beaten.any(axis=1)
    return lean
