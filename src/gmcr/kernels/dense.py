"""Propagation on the full lattice of option combinations, with infeasible ones masked.

Cell = code. An actor's options are neighbouring bits, so its *fibre* (the states that differ only in its options) is
one axis of a reshaped array. Moves: an actor's best or worst over its moves is a transform bit by bit, in both
directions for a free option, in one direction for a one-way option; the closure over opponents repeats it until nothing
changes (once, where no state is infeasible). Improvements: see ``kernels.relaxation``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values
from gmcr.kernels.relaxation import Relaxation
from gmcr.model import OptionForm

__all__ = ["DenseKernel"]

_NARROW = 16
"""Below this inner length NumPy's loops cost more than their content, so the inner axis is looped over in Python."""


class DenseKernel:
    """Primitives over 2^k cells. ``ranks``: one array (B, 2^k) for each actor; ``feasible``: bool (2^k,), or None if
    all are."""

    def __init__(self, form: OptionForm, ranks: Sequence[Values], feasible: NDArray[np.bool_] | None) -> None:
        self.ranks: Sequence[Values] = [np.ascontiguousarray(r) for r in ranks]
        self.bits = len(form.options)
        self.spans = [form.span[actor] for actor in form.actors]
        self.one_way = [option.one_way for option in form.options]
        self.blocked = None if feasible is None else ~feasible
        self._relaxation: Relaxation | None = None

    def own_best(self, values: Values, actor: int) -> Values:
        low, high = self.spans[actor]
        if not any(self.one_way[low:high]):
            return _over_fibre(np.maximum, values, low, high)
        result = values.copy()
        for bit in range(low, high):
            _bitwise(np.maximum, result, bit, self.one_way[bit])
        return result

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        return [self._closure(values, actor) for values in lanes]

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        if self._relaxation is None:
            self._relaxation = Relaxation(self.ranks, self.spans, self.one_way, self.blocked)
        return self._relaxation.closure(lanes, actor)

    def _closure(self, values: Values, actor: int) -> Values:
        low, high = self.spans[actor]
        if self._unhindered(actor):
            shape = (values.shape[0], -1, 1 << (high - low), 1 << low)
            least = values.reshape(shape).min(axis=(1, 3), keepdims=True)
            return np.broadcast_to(least, values.reshape(shape).shape).reshape(values.shape)
        result = values.copy()
        self._block(result)
        opponents = [span for j, span in enumerate(self.spans) if j != actor and span[0] < span[1]]
        quiet, turn = 0, 0
        while quiet < len(opponents):
            before = result.copy() if self.blocked is not None else result
            for bit in range(*opponents[turn % len(opponents)]):
                _bitwise(np.minimum, result, bit, self.one_way[bit])
            turn += 1
            if self.blocked is None:  # moves of different actors commute where every combination is feasible
                quiet += 1
                continue
            self._block(result)
            quiet = quiet + 1 if np.array_equal(before, result) else 1
        return result

    def _unhindered(self, actor: int) -> bool:
        """Whether the actor's opponents together reach every cell with the same options of the actor."""
        low, high = self.spans[actor]
        owned = sum(high - low for low, high in self.spans) == self.bits
        return self.blocked is None and owned and not any(self.one_way[:low] + self.one_way[high:])

    def _block(self, values: Values) -> None:
        if self.blocked is not None:
            values[:, self.blocked] = np.iinfo(values.dtype).max


def _over_fibre(pick: np.ufunc, values: Values, low: int, high: int) -> Values:
    """The best (or least) over each fibre, repeated for all its cells: for options that can all be switched both
    ways."""
    if low == high:
        return values
    shape = (-1, 1 << (high - low), 1 << low)
    view = values.reshape(shape)
    return np.broadcast_to(pick.reduce(view, axis=1, keepdims=True), view.shape).reshape(values.shape)


def _bitwise(pick: np.ufunc, values: Values, bit: int, one_way: str) -> None:
    """In place: every cell takes the best (or least) of itself and of the cell to which switching *bit* alone leads."""
    view: NDArray[Any] = values.reshape(-1, 2, 1 << bit)
    inner = range(1 << bit) if 1 << bit < _NARROW else [slice(None)]
    for part in inner:
        off, on = view[:, 0, part], view[:, 1, part]
        if one_way == "back":
            pick(off, on, out=on)
        elif one_way == "forward":
            pick(off, on, out=off)
        else:
            pick(off, on, out=off)
            on[...] = off
