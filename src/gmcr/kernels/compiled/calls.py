"""Calls of the compiled core: addresses of arrays whose types C can rely on, and results.

C trusts its arguments, so types, contiguity and sizes are all checked here before each call.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.base.core import library

__all__ = ["Pointers", "address", "call", "fits", "pointers"]

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
