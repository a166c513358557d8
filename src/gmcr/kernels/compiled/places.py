"""Places of states, sorted within fibres by the compiled core: see ``core.h``."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.compiled.calls import address, call
from gmcr.kernels.layout import Values

__all__ = ["FIRST", "FRESH", "PLACE", "sorted_places"]

FIRST, FRESH, PLACE = (np.uint32(value) for value in (0x80000000, 0x40000000, 0x3FFFFFFF))
"""Flags of a place: first of its fibre; worse than the one before. Mask of the state's number."""


def sorted_places(ranks: Values, number: NDArray[Any], fibres: int) -> NDArray[np.uint32]:
    """The states fibre by fibre, best first within each. *number*: the fibre of each state, below *fibres*."""
    count = ranks.size
    if count > int(PLACE) or int(number.max()) >= fibres:
        raise ValueError(f"{count} states in {fibres} fibres cannot be sorted")
    if int(ranks.max()) >= max(1 << 16, 4 * count):  # the core uses a counting sort over ranks
        ranks = np.unique(ranks, return_inverse=True)[1].astype(np.uint32)
    places = np.empty(count, dtype=np.uint32)
    call(
        "countermove_sorted",
        count,
        fibres,
        int(ranks.max()) + 1,
        ranks.itemsize,
        ctypes.c_void_p(address(ranks, ranks.dtype.type, count)),
        ctypes.c_void_p(address(number, np.uint32, count)),
        ctypes.c_void_p(address(places, np.uint32, count)),
    )
    return places
