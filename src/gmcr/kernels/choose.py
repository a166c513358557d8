"""The kernel for each structure: the compiled core where it is available, NumPy otherwise.

Work on a large number of small games, in chunks that fit the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gmcr.base.core import library
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.ensemble import Ensemble, Lattice
from gmcr.kernels.graph import GraphKernel
from gmcr.kernels.layout import Kernel, Values, on_threads
from gmcr.kernels.search import Search
from gmcr.kernels.sparse import SparseKernel
from gmcr.model import GraphStructure, OptionForm, OptionStructure, Structure

__all__ = ["dense_kernel", "ensemble_for", "in_chunks", "kernel_for", "search_for", "sparse_kernel"]


def kernel_for(structure: Structure, ranks: Sequence[Values]) -> Kernel:
    """The kernel for a structure's layout. *ranks*: one array (B, cells) for each actor."""
    if isinstance(structure, GraphStructure):
        return GraphKernel(structure.form, ranks)
    assert isinstance(structure, OptionStructure)
    if structure.layout == "dense":
        return dense_kernel(structure.form, ranks, structure.space.feasible)
    return sparse_kernel(structure.form, ranks, structure.states)


def dense_kernel(form: OptionForm, ranks: Sequence[Values], feasible: NDArray[np.bool_] | None) -> DenseKernel:
    """The kernel for full lattices, compiled if possible."""
    if library() is None:
        return DenseKernel(form, ranks, feasible)
    from gmcr.kernels.compiled.dense import CompiledDense

    return CompiledDense(form, ranks, feasible)


def sparse_kernel(form: OptionForm, ranks: Sequence[Values], states: NDArray[np.int64]) -> SparseKernel:
    """The kernel for lists of states, compiled if possible."""
    if library() is None:
        return SparseKernel(form, ranks, states)
    from gmcr.kernels.compiled.sparse import CompiledSparse

    return CompiledSparse(form, ranks, states)


def ensemble_for(lattice: Lattice, ranks: Sequence[Values]) -> Ensemble:
    """The kernel for many small games, compiled if possible."""
    if library() is None:
        return Ensemble(lattice, ranks)
    from gmcr.kernels.compiled.ensemble import CompiledEnsemble

    return CompiledEnsemble(lattice, ranks)


def search_for(structure: OptionStructure) -> Search:
    """The search for deterrence on a structure, compiled if possible."""
    if library() is None:
        return Search(structure)
    from gmcr.kernels.compiled.search import CompiledSearch

    return CompiledSearch(structure)


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
