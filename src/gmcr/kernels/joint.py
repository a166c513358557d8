"""The effect of another actor's simultaneous improvements on an actor's own, on the full lattice.

i improves from s to x, a strategy of its own, and j simultaneously moves to a state that it prefers to s: both changes
together lead to one state. j's improvements from s are the first entries of its fibre sorted by r_j, best first, so the
least r_i over all of them is a prefix minimum, computed once for each strategy x: cells × strategies of i numbers for
all pairs (s, x), whatever the number of j's strategies.

An improvement from s to s1 is *met* by j iff some improvement of j from s, made at the same moment, leads to a feasible
state that i likes no better than s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values

__all__ = ["SimultaneousMoves"]

Cells = NDArray[np.int64]
Span = tuple[int, int]

_BLOCK = 1 << 19
"""The number of pairs processed at a time."""


@dataclass(frozen=True, slots=True)
class SimultaneousMoves:
    """An actor i and an actor j that moves simultaneously. *own*, *other*: ranks of i and j, (cells,), 0 where
    infeasible; *spans*: the bits of i's and of j's options; *one_way*: of i's options, as in ``OptionForm``, while j's
    can all be switched both ways; *leaves*: the cells where j moves at all."""

    own: Values
    other: Values
    spans: tuple[Span, Span]
    one_way: Sequence[str]
    leaves: NDArray[np.bool_]

    def improvements(self) -> tuple[Cells, Cells]:
        """(cells s, cells s1) of i's unmet improvements from s to s1."""
        pairs = []
        for here, there, unmet in self._unmet():
            row, strategy, place, target = np.nonzero(unmet)
            pairs.append((here[row, strategy, place], there[row, place, target]))
        sources, targets = zip(*pairs, strict=True)
        return np.concatenate(sources), np.concatenate(targets)

    def states(self) -> NDArray[np.bool_]:
        """(cells,): where i has an unmet improvement."""
        result = np.zeros(self.own.size, dtype=np.bool_)
        for here, _, unmet in self._unmet():
            result[here] = unmet.any(axis=-1)
        return result

    def _unmet(self) -> Iterator[tuple[Cells, Cells, NDArray[np.bool_]]]:
        """In parts, with the other actors' options as one axis: cells s (others, i, j), cells s1 (others, j, i), and
        whether the step from s to s1 is an unmet improvement (others, i at s, j, i at s1)."""
        cells, mine, theirs, leaving = (
            _by_strategies(values, self.spans)
            for values in (np.arange(self.own.size), self.own, self.other, self.leaves)
        )
        never = np.iinfo(mine.dtype).max
        deterring = np.where(mine == 0, never, mine)  # an infeasible state deters nobody
        allowed = _allowed(self.one_way)
        for rows, chosen in _parts(mine.shape):
            here, ranks, movable = (part[rows, :, chosen].transpose(0, 2, 1) for part in (cells, theirs, leaving))
            offered, better = _best_first(ranks)
            count, strategies, width = offered.shape
            least = np.full((count, strategies, width + 1, mine.shape[2]), never, dtype=mine.dtype)
            least[:, :, 1:] = deterring[rows][np.arange(count)[:, None, None], offered]
            np.minimum.accumulate(least, axis=2, out=least)
            first = np.arange(count * strategies).reshape(count, strategies, 1) * (width + 1)
            met_with = least.reshape(-1, mine.shape[2])[first + np.where(movable, better, 0)]
            assured = np.minimum(met_with, mine[rows][:, None], out=met_with)  # what i can count on in s1
            floor = deterring[rows, :, chosen].transpose(0, 2, 1)
            yield here, cells[rows], (assured > floor[..., None]) & allowed[chosen][:, None]


def _by_strategies(values: NDArray[Any], spans: tuple[Span, Span]) -> NDArray[Any]:
    """(cells,) viewed as (what the others do, strategies of j, strategies of i)."""
    (low, high), (start, end) = sorted(spans)
    shape = (-1, 1 << (end - start), 1 << (start - high), 1 << (high - low), 1 << low)
    axes = (0, 2, 4, 1, 3) if spans[0] < spans[1] else (0, 2, 4, 3, 1)
    seen = values.reshape(shape).transpose(axes)
    return np.ascontiguousarray(seen.reshape(-1, *seen.shape[3:]))


def _parts(shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    """(what the others do, strategies of i) in parts of about _BLOCK pairs."""
    rest, other, own = shape
    step = max(1, min(own, _BLOCK // (other * own)))
    rows = max(1, _BLOCK // (other * own * own))
    for row in range(0, rest, rows):
        for strategy in range(0, own, step):
            yield slice(row, row + rows), slice(strategy, strategy + step)


def _best_first(ranks: NDArray[Any]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Along the last axis: positions, best first, and how many are strictly better than each."""
    order = np.argsort(np.iinfo(ranks.dtype).max - ranks, axis=-1, kind="stable")
    ordered = np.take_along_axis(ranks, order, axis=-1)
    places = np.arange(ranks.shape[-1])
    first = np.zeros(order.shape, dtype=np.intp)
    first[..., 1:] = np.where(ordered[..., 1:] != ordered[..., :-1], places[1:], 0)
    np.maximum.accumulate(first, axis=-1, out=first)
    better = np.empty_like(first)
    np.put_along_axis(better, order, first, axis=-1)
    return order, better


def _allowed(one_way: Sequence[str]) -> NDArray[np.bool_]:
    """[strategy, strategy]: whether i may go from the first to the second."""
    forward, back = (sum(1 << k for k, way in enumerate(one_way) if way == name) for name in ("forward", "back"))
    strategies = np.arange(1 << len(one_way))
    before, after = strategies[:, None], strategies[None, :]
    allowed: NDArray[np.bool_] = (before & ~after & forward | ~before & after & back) == 0
    return allowed
