"""Propagation on the full lattice by the compiled core: see ``dense.c``."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.compiled.calls import FRESH, PLACE, address, call, fits, pointers, sorted_places
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.layout import Values, on_threads
from gmcr.model import OptionForm

__all__ = ["CompiledDense"]

_WAYS = {"": 0, "forward": 1, "back": 2}

_NARROW = 64
"""Fibres of at most this many states are processed pair by pair; wider ones are sorted first."""

_APART = 1 << 16
"""From this many cells on the work is divided among threads."""


class _Lattice(ctypes.Structure):
    """``Lattice`` of ``dense.c``."""

    _fields_ = (
        ("cells", ctypes.c_int64),
        ("actors", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("low", "high", "ways", "closed", "ranks", "sizes", "orders")),
    )


class CompiledDense(DenseKernel):
    """``DenseKernel`` in C. The Python class still handles types that the core does not support, and reductions."""

    def __init__(self, form: OptionForm, ranks: Sequence[Values], feasible: NDArray[np.bool_] | None) -> None:
        super().__init__(form, ranks, feasible)
        self._known = fits(*self.ranks)
        ways = np.array([_WAYS[way] for way in self.one_way] or [0], dtype=np.uint8)
        low, high = (np.array([span[k] for span in self.spans], dtype=np.int64) for k in (0, 1))
        closed = None if self.blocked is None else self.blocked.view(np.uint8)
        self._kept = [ways, low, high, closed]
        self._lattice = _Lattice(
            cells=1 << self.bits,
            actors=len(self.spans),
            low=address(low, np.int64, low.size),
            high=address(high, np.int64, low.size),
            ways=address(ways, np.uint8, ways.size),
            closed=None if closed is None else address(closed, np.uint8, 1 << self.bits),
        )

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        if self._unhindered(actor) or not fits(*lanes):
            return super().worst(lanes, actor)
        return self._relaxed(lanes, actor, improving=False)

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        if not (self._known and fits(*lanes)):
            return super().worst_improving(lanes, actor)
        return self._relaxed(lanes, actor, improving=True)

    def _relaxed(self, lanes: Sequence[Values], actor: int, *, improving: bool) -> list[Values]:
        """The closure, two lanes at a time, with the actor's strategies divided among threads."""
        if improving:
            _ = self._sorted
        inputs = [np.ascontiguousarray(values) for values in lanes]
        results = [np.empty_like(values) for values in inputs]
        low, high = self.spans[actor]
        slices = inputs[0].shape[0] << (high - low)
        workers = min(os.cpu_count() or 1, slices) if inputs[0].size >= _APART else 1
        work = []
        for chosen in _pairs(inputs):
            kinds = [inputs[k].itemsize for k in chosen]
            size = max(kinds + [r.itemsize for j, r in enumerate(self.ranks) if improving and j != actor])
            sources, goals = (pointers([self._address(arrays[k]) for k in chosen]) for arrays in (inputs, results))
            for part in range(workers):
                bounds = slices * part // workers, slices * (part + 1) // workers
                work.append((actor, int(improving), size, len(chosen), kinds[0], sources, goals, *bounds))
        on_threads(self._job, work, workers)
        return results

    def _job(self, job: tuple[Any, ...]) -> None:
        call("countermove_dense_worst", ctypes.byref(self._lattice), *job)

    def _address(self, array: Values) -> int:
        """The address of an array of (games, cells)."""
        return address(array, array.dtype.type, array.shape[0] << self.bits)

    @cached_property
    def _sorted(self) -> Sequence[NDArray[np.uint32] | None]:
        """Each actor's fibres sorted, best first, where they are wide; from then on the core has the ranks and
        these."""
        sizes = np.array([r.itemsize for r in self.ranks], dtype=np.int64)
        orders_of = [self._wide(ranks, span) for ranks, span in zip(self.ranks, self.spans, strict=True)]
        ranks = pointers([self._address(values) for values in self.ranks])
        orders = pointers([None if one is None else address(one, np.uint32, one.size) for one in orders_of])
        self._kept += [sizes, ranks, orders]
        self._lattice.sizes = address(sizes, np.int64, sizes.size)
        self._lattice.ranks, self._lattice.orders = (ctypes.addressof(array) for array in (ranks, orders))
        return orders_of

    def _wide(self, ranks: Values, span: tuple[int, int]) -> NDArray[np.uint32] | None:
        """Sorted fibres in the layout of the cells: the row at each place, and whether it is worse than the one before.
        None where fibres are narrow."""
        low, high = span
        if 1 << (high - low) <= _NARROW:
            return None
        cells = np.arange(1 << self.bits, dtype=np.uint32)
        number = (cells >> high << low) | (cells & ((1 << low) - 1))
        shape = (-1, 1 << low, 1 << (high - low))
        orders = []
        for game in ranks:
            places = sorted_places(game, number, cells.size >> (high - low))
            rows = (places & PLACE) >> low & ((1 << (high - low)) - 1) | places & FRESH
            orders.append(rows.reshape(shape).transpose(0, 2, 1).reshape(-1))
        return np.stack(orders)


def _pairs(arrays: Sequence[Values]) -> list[list[int]]:
    """Which arrays share a pass: at most two, of one type."""
    groups: list[list[int]] = []
    for k, array in enumerate(arrays):
        if groups and len(groups[-1]) == 1 and arrays[groups[-1][0]].dtype == array.dtype:
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups
