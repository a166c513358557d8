"""Calls of the compiled core: addresses of arrays whose types C can rely on, and results.

C trusts its arguments, so types, contiguity and sizes are all checked here before each call.

Places of states, sorted within fibres by the compiled core: see ``core.h``.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.core import library
from gmcr.kernels.layout import Values

__all__ = ["FIRST", "FRESH", "PLACE", "Pointers", "address", "call", "fits", "pointers", "sorted_places"]


_TYPES = (np.uint8, np.uint16, np.uint32)

Pointers = ctypes.Array[ctypes.c_void_p]


def fits(*arrays: NDArray[Any]) -> bool:
    """Whether the core supports the types of these arrays."""
    return all(array.dtype.type in _TYPES for array in arrays)


def address(array: NDArray[Any], kind: type[np.generic], size: int) -> int:
    """The address of the first element of an array of *kind* with *size* elements. Raises ValueError for any other
    array."""
    if array.dtype.type is not kind or array.size != size or not array.flags.c_contiguous or not array.dtype.isnative:
        raise ValueError(f"the core asked for {size} contiguous {kind.__name__}, not {array.shape} of {array.dtype}")
    return int(array.__array_interface__["data"][0])


def pointers(addresses: Sequence[int | None]) -> Pointers:
    """Addresses as C expects them: an array of pointers."""
    return (ctypes.c_void_p * len(addresses))(*addresses)


def call(name: str, *arguments: Any) -> None:
    """Call a function of the core; integers are passed as int64, addresses and structures as pointers. Raises
    MemoryError."""
    core = library()
    assert core is not None
    converted = [ctypes.c_int64(item) if type(item) is int else item for item in arguments]
    if getattr(core, name)(*converted):
        raise MemoryError


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
