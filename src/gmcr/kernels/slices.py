"""What an actor can count on in one slice: the states in which its own options have the same values.

Opponents cannot change i's options, so what they reach from a state lies in its slice, and the slices of i together
contain all states. A slice is a structure of its own, in which i has no options, and the kernels solve it separately.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.kernels.choose import dense_kernel, search_for, sparse_kernel
from gmcr.kernels.layout import Kernel, Values
from gmcr.kernels.search import Codes, Search
from gmcr.model import OptionForm, OptionStructure

__all__ = ["Slices"]


class Slices:
    """The slices of all actors on one structure in option form, in games that differ in preferences."""

    def __init__(self, structure: OptionStructure, search: Search | None = None) -> None:
        self.structure = structure
        self._search = search or search_for(structure)
        self._states: dict[tuple[int, int], Codes] = {}
        self._last: tuple[Values, int, Values] | None = None

    def strategies(self, codes: Codes, actor: int) -> Codes:
        """The actor's own options in some states, as a number that identifies the slice."""
        low, high = self._span(actor)
        numbers: Codes = codes >> low & ((1 << (high - low)) - 1)
        return numbers

    def place(self, code: int, actor: int) -> int:
        """The position of a feasible state in its slice."""
        low, high = self._span(actor)
        if self.structure.layout == "dense":
            return code >> high << low | code & ((1 << low) - 1)
        strategy = code >> low & ((1 << (high - low)) - 1)
        return int(np.searchsorted(self._states_of(actor, strategy), code))

    def size(self, actor: int) -> int:
        """The average number of states of a slice."""
        low, high = self._span(actor)
        return max(1, self.structure.cells >> (high - low))

    def least(self, own: Values, actor: int) -> Values:
        """An actor's worst rank in each of its slices, (strategies,): a lower bound on what it can count on under any
        concept."""
        low, high = self._span(actor)
        if self.structure.layout == "dense":
            one = own.dtype.type(1)
            # Subtracting 1 makes infeasible cells, which are 0, the highest.
            worst: Values = self._view(own - one, actor).min(axis=(0, 2)) + one
            return worst
        worst = np.full(1 << (high - low), np.iinfo(own.dtype).max, dtype=own.dtype)
        np.minimum.at(worst, self.strategies(self.structure.states, actor), own)
        return worst

    def guarantee(self, ranks: Sequence[Values], actor: int, strategy: int, *, improving: bool, reply: bool) -> Values:
        """What the actor can count on after moving to each state of a slice, by position: see ``stability.concept``.
        ``ranks``: one array (cells,) for each actor; only the actor's own matters if not *improving*."""
        dense = self.structure.layout == "dense"
        kernel = self._dense(ranks, actor, strategy) if dense else self._sparse(ranks, actor, strategy)
        own = kernel.ranks[actor]
        values = self._escapes(ranks[actor], actor, strategy)[None] if reply else own
        [worst] = kernel.worst_improving([values], actor) if improving else kernel.worst([values], actor)
        assured: Values = np.minimum(worst, own)[0]
        return assured

    def _dense(self, ranks: Sequence[Values], actor: int, strategy: int) -> Kernel:
        cut = [self._view(own, actor)[:, strategy].reshape(1, -1) for own in ranks]
        feasible = self.structure.space.feasible
        met = None if feasible is None else self._view(feasible, actor)[:, strategy].reshape(-1)
        return dense_kernel(self._forms[actor], cut, None if met is None or met.all() else met)

    def _sparse(self, ranks: Sequence[Values], actor: int, strategy: int) -> Kernel:
        states = self._states_of(actor, strategy)
        cells = self.structure.cells_of(states)
        return sparse_kernel(self.structure.form, [own[cells][None] for own in ranks], states)

    def _escapes(self, own: Values, actor: int, strategy: int) -> Values:
        """The best rank over each state of a slice and the actor's moves from it."""
        if self.structure.layout == "dense":
            mover = self._search.movers[actor]
            if not mover.forward | mover.back:  # the same in every slice
                if self._last is None or self._last[0] is not own or self._last[1] != actor:
                    self._last = (own, actor, self._view(own, actor).max(axis=1).reshape(-1))
                return self._last[2]
            goals = np.arange(mover.patterns.size + 1)
            held = (strategy << mover.low & mover.forward | ~(strategy << mover.low) & mover.back) >> mover.low
            legal = goals[(goals ^ strategy) & held == 0]
            return np.ascontiguousarray(self._view(own, actor)[:, legal].max(axis=1)).reshape(-1)
        states = self._states_of(actor, strategy)
        best = own[self.structure.cells_of(states)]
        sources, _, reached = self._search.moves(states, actor)
        np.maximum.at(best, sources, own[reached])
        return best

    def _states_of(self, actor: int, strategy: int) -> Codes:
        key = (actor, strategy)
        if key not in self._states:
            states = self.structure.states
            self._states[key] = states[self.strategies(states, actor) == strategy]
        return self._states[key]

    def _view(self, cells: NDArray[Any], actor: int) -> NDArray[Any]:
        """An array over cells viewed as (bits above the actor's, its own, bits below)."""
        low, high = self._span(actor)
        return cells.reshape(-1, 1 << (high - low), 1 << low)

    def _span(self, actor: int) -> tuple[int, int]:
        return self.structure.form.span[self.structure.actors[actor]]

    @cached_property
    def _forms(self) -> list[OptionForm]:
        """For each actor the option form of its slices."""
        form = self.structure.form
        return [
            OptionForm(form.actors, tuple(option for option in form.options if option.actor != actor))
            for actor in form.actors
        ]
