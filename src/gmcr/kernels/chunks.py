"""Work on a large number of small games, in chunks that fit the cache."""

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
"""The approximate size in bytes of the masks of one chunk of games, chosen so that the chunk stays in the second-level
cache."""


def in_chunks(
    lattice: Lattice, ranks: Sequence[Values], work: Callable[[Ensemble], Result], *, threads: int = 2
) -> list[Result]:
    """Apply ``work`` to all games, in chunks that fit the cache, on *threads* threads. Results are in the order of
    games."""
    count = ranks[0].shape[-1]
    itemsize = max(array.dtype.itemsize for array in ranks)
    width = max(64, min(4096, _CACHED // max(1, lattice.closed_bytes(itemsize)) // 64 * 64))
    parts = range(0, count, width)

    def one(first: int) -> Result:
        return work(ensemble_for(lattice, [np.ascontiguousarray(array[..., first : first + width]) for array in ranks]))

    return on_threads(one, parts, threads)
