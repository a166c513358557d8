"""Propagation on the full lattice of option combinations, with infeasible ones masked.

Cell = code. An actor's options are neighbouring bits, so its *fibre* (the states that differ only in its options) is
one axis of a reshaped array. Moves: an actor's best or worst over its moves is a transform bit by bit, in both
directions for a free option, in one direction for a one-way option; the closure over opponents repeats it until nothing
changes (once, where no state is infeasible). Improvements: see ``kernels.dense``.

The closure over improvements on the full lattice: sorted fibres, prefix minima, one tile at a time.

An opponent j at s may move to the states of its fibre that it strictly prefers. With the fibre sorted by r_j, best
first, the least value over those is a prefix minimum, so one *relaxation* is: gather in sorted order, accumulate
minima, gather back at (number of states strictly better) and keep the lesser. Opponents take turns until none changes
anything: one relaxation is j's whole closure, as its preference is transitive.

Actor i's opponents cannot change i's options, so the lattice splits into one *slice* for each strategy of i. Slices are
processed in tiles that fit the cache, by as many threads as there are processors. Up to two lanes are packed into one
wider number for the two gathers, which dominate the cost.

One-way options: the targets open to a state depend on which of j's one-way acts are done; there is one prefix minimum
for each pattern of those.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values, on_threads
from gmcr.model import OptionForm

__all__ = ["DenseKernel", "Relaxation"]


_TILE = 1 << 14
"""The number of cells in a tile, where slices allow: small enough that values and indexes stay in the second-level
cache."""

_LONG = 128
"""Rows of at least this length are worth a call each."""

_WIDER = {1: np.uint16, 2: np.uint32, 4: np.uint64}


@dataclass(frozen=True, slots=True)
class _SortedFibres:
    """For one actor, each (B, cells): ``order``: the fibre position at each sorted place, best first; ``better``: how
    many states of the fibre are strictly better than the cell."""

    low: int
    width: int
    order: Values
    better: Values
    opening: tuple[int, ...]  # pattern of one-way acts done, for each fibre position; empty where nothing is one-way


class Relaxation:
    """Improvement closures for one batch of games. Parameters as in ``DenseKernel``; ``blocked`` marks infeasible
    cells."""

    def __init__(
        self,
        ranks: Sequence[Values],
        spans: Sequence[tuple[int, int]],
        one_way: Sequence[str],
        blocked: NDArray[np.bool_] | None,
    ) -> None:
        self.spans = spans
        self.blocked = blocked
        self.batch, self.cells = ranks[0].shape
        self.fibres = [
            _sort_fibres(r, low, high, one_way[low:high]) for r, (low, high) in zip(ranks, spans, strict=True)
        ]

    def closure(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        """The least of each lane over what *actor*'s opponents reach by improvements."""
        results = [np.empty_like(values) for values in lanes]
        low, high = self.spans[actor]
        tiles = list(self._tiles(1 << (high - low)))
        work = [(tile, actor, pair) for tile in tiles for pair in _pairs(list(zip(lanes, results, strict=True)))]
        large = self.batch * self.cells >= 4 * _TILE
        on_threads(lambda job: self._tile(*job), work, (os.cpu_count() or 1) if large else 1)
        return results

    def _tiles(self, strategies: int) -> Iterator[tuple[slice, slice]]:
        """Slices as (games, strategies of the focal actor), about _TILE cells each."""
        rest = self.cells // strategies
        step = max(1, min(strategies, _TILE // rest))
        games = max(1, _TILE // self.cells)
        for game in range(0, self.batch, games):
            for strategy in range(0, strategies, step):
                yield slice(game, game + games), slice(strategy, strategy + step)

    def _tile(self, tile: tuple[slice, slice], actor: int, pairs: Sequence[tuple[Values, Values]]) -> None:
        """Relax one tile to its fixpoint and write it into the results."""
        low, high = self.spans[actor]
        lanes = [_cut(values, low, high, tile) for values, _ in pairs]
        values = np.stack(lanes, axis=-1)
        if self.blocked is not None:
            values[self._blocked_tile(low, high, tile, values.shape)] = np.iinfo(values.dtype).max
        steps = []
        for j, fibres in enumerate(self.fibres):
            if j != actor and fibres.width > 1:
                at = fibres.low if fibres.low < low else fibres.low - (high - low)
                steps.append(
                    _Step(fibres, at, _cut(fibres.order, low, high, tile), _cut(fibres.better, low, high, tile))
                )
        flat = values.reshape(-1, len(lanes))
        quiet, turn = 0, 0
        while quiet < len(steps):
            lower = steps[turn % len(steps)].relax(flat)
            turn += 1
            np.minimum(lower, flat, out=lower)
            quiet = quiet + 1 if np.array_equal(lower, flat) else 1
            flat = lower
        for lane, (_, result) in enumerate(pairs):
            _view(result, low, high)[tile] = flat[:, lane].reshape(lanes[0].shape)

    def _blocked_tile(
        self, low: int, high: int, tile: tuple[slice, slice], shape: tuple[int, ...]
    ) -> NDArray[np.bool_]:
        assert self.blocked is not None
        one = _view(self.blocked[None, :], low, high)[:, tile[1]]
        return np.broadcast_to(one, shape[:-1])


class _Step:
    """One opponent's relaxation on one tile: index arrays made once and used in every round."""

    def __init__(self, fibres: _SortedFibres, at: int, order: Values, better: Values) -> None:
        width, inner = fibres.width, 1 << at
        shape = (-1, width, inner)
        order = order.reshape(shape)
        outer = order.shape[0]
        columns = outer * inner
        base = np.arange(outer)[:, None, None] * (width * inner) + np.arange(inner)
        self.sort = np.ascontiguousarray((order.astype(np.intp) * inner + base).transpose(1, 0, 2)).reshape(-1)
        column = np.arange(columns).reshape(outer, 1, inner)
        back = better.reshape(shape).astype(np.intp) * columns + column
        self.closed: list[NDArray[np.bool_]] = []
        if fibres.opening:
            opening = np.array(fibres.opening)
            patterns = np.unique(opening)
            block = np.searchsorted(patterns, opening)
            back += block[None, :, None] * ((width + 1) * columns)
            placed = np.ascontiguousarray(opening[order].transpose(1, 0, 2)).reshape(width, columns)
            self.closed = [placed & pattern != pattern for pattern in patterns]
        self.back = back.reshape(-1)
        self.width, self.columns = width, columns

    def relax(self, values: Values) -> Values:
        """The least of *values* (cells of the tile, lanes) over the states that the opponent prefers; +∞ where there
        are none."""
        lanes = values.shape[1]
        kind = values.dtype
        packed = values.reshape(-1) if lanes == 1 else values.view(_WIDER[kind.itemsize]).reshape(-1)
        blocks = max(1, len(self.closed))
        minima = np.empty((blocks, self.width + 1, self.columns), dtype=packed.dtype)
        minima[:, 0] = np.iinfo(packed.dtype).max
        np.take(packed, self.sort, out=minima[0, 1:].reshape(-1), mode="clip")
        for block in range(blocks - 1, -1, -1):
            if block:
                minima[block, 1:] = minima[0, 1:]
            if self.closed:
                minima[block, 1:][self.closed[block]] = np.iinfo(packed.dtype).max
        by_lane = minima.view(kind).reshape(blocks, self.width + 1, self.columns * lanes)
        if by_lane.shape[2] < _LONG:
            np.minimum.accumulate(by_lane, axis=1, out=by_lane)
        else:  # NumPy accumulates element by element; whole rows are several times as fast
            for place in range(1, self.width + 1):
                np.minimum(by_lane[:, place - 1], by_lane[:, place], out=by_lane[:, place])
        lower: Values = np.take(minima.reshape(-1), self.back, mode="clip").view(kind).reshape(-1, lanes)
        return lower


def _sort_fibres(ranks: Values, low: int, high: int, one_way: Sequence[str]) -> _SortedFibres:
    """Sort every fibre of one actor, best first; ties share the number of strictly better states."""
    width = 1 << (high - low)
    view = ranks.reshape(-1, width, 1 << low)
    place = np.uint8 if width <= 1 << 8 else np.uint16 if width <= 1 << 16 else np.uint32
    if width == 1:
        return _SortedFibres(low, 1, np.zeros(ranks.shape, np.uint8), np.zeros(ranks.shape, np.uint8), ())
    top = int(ranks.max())
    shift = high - low
    kind: type[np.unsignedinteger[Any]] = np.uint32 if (top + 1) << shift <= 1 << 32 else np.uint64
    keys: NDArray[Any] = ((top - view.astype(kind)) << kind(shift)) | np.arange(width, dtype=kind)[:, None]
    keys = np.sort(keys.transpose(0, 2, 1), axis=-1)  # fibres last: contiguous sorts
    order = (keys & kind(width - 1)).astype(place)
    keys >>= kind(shift)
    first = np.zeros(keys.shape, dtype=place)
    first[..., 1:] = np.where(keys[..., 1:] != keys[..., :-1], np.arange(1, width, dtype=place), place(0))
    np.maximum.accumulate(first, axis=-1, out=first)
    better = np.empty_like(first)
    np.put_along_axis(better, order.astype(np.intp), first, axis=-1)

    def stored(array: NDArray[Any]) -> Values:
        return np.ascontiguousarray(array.transpose(0, 2, 1)).reshape(ranks.shape)

    return _SortedFibres(low, width, stored(order), stored(better), _openings(one_way))


def _openings(one_way: Sequence[str]) -> tuple[int, ...]:
    """For each position of a fibre the pattern of its one-way acts that are done: a move may only add to it."""
    if not any(one_way):
        return ()
    forward = sum(1 << k for k, way in enumerate(one_way) if way == "forward")
    back = sum(1 << k for k, way in enumerate(one_way) if way == "back")
    return tuple(position & forward | ~position & back for position in range(1 << len(one_way)))


def _view(values: NDArray[Any], low: int, high: int) -> NDArray[Any]:
    """(B, cells) viewed as (B, strategies of the actor with bits low..high, higher bits, lower bits)."""
    return values.reshape(values.shape[0], -1, 1 << (high - low), 1 << low).transpose(0, 2, 1, 3)


def _cut(values: NDArray[Any], low: int, high: int, tile: tuple[slice, slice]) -> NDArray[Any]:
    return np.ascontiguousarray(_view(values, low, high)[tile])


def _pairs(items: list[tuple[Values, Values]]) -> list[list[tuple[Values, Values]]]:
    return [items[k : k + 2] for k in range(0, len(items), 2)]


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
