"""Propagation on a list of feasible states, however many options they have.

Fibres are determined by sorting the codes with the actor's bits masked out. Best and least over a fibre are segment
reductions; the least over the states that an opponent prefers is a running minimum within each fibre, sorted best
first. One-way acts and acts that need something take one pass for each pattern of what a move has to leave unchanged,
over the targets that the pattern leaves open.

Lowering an array by alternating steps until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.layout import Values
from gmcr.model import HeldActs, OptionForm, held_acts

__all__ = ["SparseKernel", "least_fixpoint"]


def least_fixpoint(values: Values, steps: Sequence[Callable[[Values], Values]], *, idempotent: bool = True) -> Values:
    """The least array that *steps* reach from *values*, where each step gives lower bounds. *idempotent*: repeating a
    step at once changes nothing more."""
    quiet, turn, done = 0, 0, int(idempotent)
    while quiet < len(steps):
        lower = np.minimum(values, steps[turn % len(steps)](values))
        turn += 1
        quiet = quiet + 1 if np.array_equal(lower, values) else done
        values = lower
    return values


class SparseKernel:
    """Primitives over M feasible states. ``ranks``: one array (B, M) for each actor; ``states``: their codes,
    ascending."""

    def __init__(self, form: OptionForm, ranks: Sequence[Values], states: NDArray[np.int64]) -> None:
        self.ranks: Sequence[Values] = list(ranks)
        self.fibres = [_Fibres.of(form, actor, states) for actor in form.actors]
        self.transitive = not form.needing

    def own_best(self, values: Values, actor: int) -> Values:
        return np.stack([self.fibres[actor].best(np.maximum, game) for game in values])

    def worst(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        def steps(_: int) -> list[Callable[[Values], Values]]:
            return [fibres.step(np.minimum) for j, fibres in enumerate(self.fibres) if j != actor]

        return self._each(lanes, steps)

    def worst_improving(self, lanes: Sequence[Values], actor: int) -> list[Values]:
        def steps(game: int) -> list[Callable[[Values], Values]]:
            return [self._preferred[game][j] for j in range(len(self.fibres)) if j != actor]

        return self._each(lanes, steps)

    def _each(self, lanes: Sequence[Values], steps: Callable[[int], list[Callable[[Values], Values]]]) -> list[Values]:
        return [
            np.stack(
                [
                    least_fixpoint(values[game], steps(game), idempotent=self.transitive)
                    for game in range(values.shape[0])
                ]
            )
            for values in lanes
        ]

    @cached_property
    def _preferred(self) -> list[list[Callable[[Values], Values]]]:
        batch = self.ranks[0].shape[0]
        return [
            [_Preferred(fibres, self.ranks[j][game]).least for j, fibres in enumerate(self.fibres)]
            for game in range(batch)
        ]


@dataclass(frozen=True, slots=True)
class _Fibres:
    """One actor's fibres: ``number`` of each state's fibre, states in fibre ``order``, each fibre's ``start`` in it,
    and the ``held`` acts (with one pattern they make no difference)."""

    number: NDArray[np.int64]
    order: NDArray[np.int64]
    start: NDArray[np.int64]
    held: HeldActs

    @classmethod
    def of(cls, form: OptionForm, actor: str, states: NDArray[np.int64]) -> _Fibres:
        masked = states & ~np.int64(form.mask(actor))
        order = np.argsort(masked, kind="stable")
        fresh = np.diff(masked[order], prepend=-1) != 0
        number = np.empty(states.size, dtype=np.int64)
        number[order] = np.cumsum(fresh) - 1
        return cls(number, order, np.flatnonzero(fresh), held_acts(form, actor, states))

    @property
    def free(self) -> bool:
        """Whether every state of a fibre can be reached from every other one in one move."""
        return len(self.held.patterns) == 1

    def best(self, pick: np.ufunc, values: Values) -> Values:
        """The best (or least, by *pick*) of *values* over each state and the actor's moves from it."""
        if self.free:
            reduced_values: Values = pick.reduceat(values[self.order], self.start)[self.number]
            return reduced_values
        result = values.copy()
        neutral = 0 if pick is np.maximum else np.iinfo(values.dtype).max
        for pattern in range(len(self.held.patterns)):
            opened = np.where(self.held.states_keeping(pattern), values, values.dtype.type(neutral))
            reduced = pick.reduceat(opened[self.order], self.start)[self.number]
            np.copyto(result, reduced, where=self.held.pattern == pattern)
        return result

    def step(self, pick: np.ufunc) -> Callable[[Values], Values]:
        return lambda values: self.best(pick, values)


class _Preferred:
    """The least over the states that one actor strictly prefers in one game."""

    def __init__(self, fibres: _Fibres, ranks: Values) -> None:
        self.fibres = fibres
        size = ranks.size
        order = np.lexsort((np.iinfo(ranks.dtype).max - ranks, fibres.number))
        number, sorted_ranks = fibres.number[order], ranks[order]
        tied = np.zeros(size, dtype=np.bool_)
        tied[1:] = (number[1:] == number[:-1]) & (sorted_ranks[1:] == sorted_ranks[:-1])
        group = np.maximum.accumulate(np.where(tied, 0, np.arange(size)))  # the first state of each tie
        self.order, self.number = order, number
        self.back = np.empty(size, dtype=np.int64)
        self.back[order] = np.where(group == fibres.start[number], -1, group - 1)
        self.none = self.back < 0

    def least(self, values: Values) -> Values:
        top = np.iinfo(values.dtype).max
        fibres = self.fibres
        if fibres.free:
            return self._running(values)
        result = np.full_like(values, top)
        for pattern in range(len(fibres.held.patterns)):
            opened = np.where(fibres.held.states_keeping(pattern), values, values.dtype.type(top))
            np.copyto(result, self._running(opened), where=fibres.held.pattern == pattern)
        return result

    def _running(self, values: Values) -> Values:
        """Running minima within fibres: an offset that falls from fibre to fibre makes each one forget those before
        it."""
        top = int(np.iinfo(values.dtype).max)
        offset = self.number * -(top + 1)
        running: NDArray[Any] = np.minimum.accumulate(values[self.order] + offset) - offset
        minima = running[self.back]
        minima[self.none] = top
        return minima.astype(values.dtype)
