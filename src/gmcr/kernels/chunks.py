"""Very many small games, a cacheful of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from gmcr.kernels.choose import ensemble_for
from gmcr.kernels.ensemble import Ensemble, Lattice
from gmcr.kernels.layout import Values
from gmcr.kernels.threads import on_threads

__all__ = ["in_chunks"]

Result = TypeVar("Result")

_CACHED = 3 << 19
"""Bytes of masks in a chunk of games, about: with them the chunk stays in the second-level cache."""


def in_chunks(
    lattice: Lattice, ranks: Sequence[Values], work: Callable[[Ensemble], Result], *, threads: int = 2
) -> list[Result]:
    """``work`` done on all games, a cacheful of them at a time, by so many threads; results in the order of games."""
    count = ranks[0].shape[-1]
    itemsize = max(array.dtype.itemsize for array in ranks)
    width = max(64, min(4096, _CACHED // max(1, lattice.closed_bytes(itemsize)) // 64 * 64))
    parts = range(0, count, width)

    def one(first: int) -> Result:
        return work(ensemble_for(lattice, [np.ascontiguousarray(array[..., first : first + width]) for array in ranks]))

    return on_threads(one, parts, threads)
