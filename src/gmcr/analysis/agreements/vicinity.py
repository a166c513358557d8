"""The states around one in which few options are switched, of a game whose states cannot be listed.

Of an offer that switches few options every part switches fewer, and so does every state on the way to it: within these
states the trades of few acts are found, and in how few hands each can be made, as among all states. An option in degrees
counts once for each threshold that it passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.agreements.trades import States, locked
from gmcr.analysis.own_views import OwnViews
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.base.errors import SizeError
from gmcr.logic import Formula, truth
from gmcr.model import OptionForm, OptionStructure

__all__ = ["ACTS", "Vicinity", "around"]

ACTS = 4
"""The number of options that deals switch where states cannot be listed, unless another is asked for."""

_MOST_SETS = 1 << 20
"""The largest number of sets of options that are looked at."""

_MOST_OPTIONS = 62
"""Codes are whole numbers of 64 bits."""

_WANTS_AT_ONCE = 40
"""The number of wants whose truths are read as the digits of one number."""


class Vicinity:
    """The feasible states in which at most *acts* options of actors are switched, each as it may be at *start*."""

    def __init__(self, form: OptionForm, start: int, acts: int) -> None:
        self.form, self.start, self.acts = form, start, acts

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors, in order."""
        return self.form.actors

    @cached_property
    def states(self) -> NDArray[np.int64]:
        """The codes, ascending. Raises SizeError where there are too many sets of options."""
        if len(self.form.options) > _MOST_OPTIONS:
            raise SizeError(
                f"Deals are looked for among {_MOST_OPTIONS} options at most where states cannot be listed."
            )
        able = ~locked(self.form, self.start)
        switched, count = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int8)
        for bit in range(len(self.form.options)):
            if able >> bit & 1:
                more = count < self.acts
                switched = np.concatenate([switched, switched[more] | 1 << bit])
                count = np.concatenate([count, count[more] + 1])
            if switched.size > _MOST_SETS:
                raise SizeError(
                    f"More than {_MOST_SETS:,} sets of up to {self.acts} options could be switched: ask for fewer acts."
                )
        codes = np.sort(switched ^ self.start)
        for rule in self.form.never:
            codes = codes[~self._truth(rule.formula, codes)]
        return codes

    def cell(self, code: int) -> int:
        """The place of a state."""
        return int(np.searchsorted(self.states, code))

    def cells_of(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of states."""
        return np.searchsorted(self.states, codes)

    def ranks(self, wants: Sequence[Formula]) -> NDArray[np.int64]:
        """How good each state is to an actor with some wants: larger is better."""
        worth = np.zeros(self.states.size, dtype=np.int64)
        for place, want in enumerate(wants):
            if place and place % _WANTS_AT_ONCE == 0:
                worth = np.unique(worth, return_inverse=True)[1].reshape(-1)
            worth = worth * 2 + self._truth(want, self.states)
        return worth

    def _truth(self, formula: Formula, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        columns = {name: (codes >> self.form.bit[name] & 1).astype(np.bool_) for name in formula.options}
        return np.broadcast_to(truth(formula, columns, {}), codes.shape)


def around(eyes: OwnViews, start: int, acts: int | None) -> tuple[States, list[NDArray[Any]]]:
    """The states among which deals from one are looked for, and how good each is to every actor in the game that it sees:
    all of them, or those around it where they cannot be listed."""
    arena, actors = eyes.games.arena, range(len(eyes.profiles))
    if not isinstance(arena, UnlistedArena):
        assert isinstance(arena.structure, OptionStructure)
        return arena.structure, [eyes.ranks(place) for place in actors]
    near = Vicinity(arena.form, start, ACTS if acts is None else acts)
    return near, [near.ranks(arena.game(eyes.profiles[place]).wants[near.actors[place]]) for place in actors]
