"""Who goes first: in how few hands a trade can be made.

An *order* leads from s to t over feasible states in *parts*, in each of which one or more participants switch some of their
options to what t has (of an option in degrees, some thresholds); needs are judged before each part. It is *sound* if in no
state on the way a participant is worse off than at s, and nobody who acts in a part prefers stopping before it to t. A trade
is made in k *hands* if k is the least number such that some sound order has at most k actors in each part. Where one hand is
enough, steps can follow one another and each has reason to go on (after Osgood 1962, Schelling 1960).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gmcr.analysis.agreements.trades import States, feasible, locked
from gmcr.model import NeverRule

__all__ = ["MOST_STATES", "Order", "Part"]

MOST_STATES = 1 << 13
"""The largest number of states on the way among which an order is sought."""

_MOST_SWITCHED = 20
"""The largest number of options of a trade whose parts are listed."""

_ROOM = 1 << 18
"""The number of pairs of states that are looked at together."""

Codes = NDArray[np.int64]
Places = NDArray[np.intp]


class Part(NamedTuple):
    """One part of an order: who acts (positions, ascending), and the state that it leads to (a code)."""

    actors: tuple[int, ...]
    target: int


class Order:
    """The sound orders of one trade.

    Parameters
    ----------
    structure : States
        The states.
    ranks : sequence of ndarray of unsigned int, shape (cells,)
        Each actor's ranks.
    start, target : int
        The codes of s and t.
    participants : tuple of int
        The positions of the participants, ascending.
    passing : bool, default False
        Whether infeasible states may be passed on the way, as if nobody minded.
    """

    def __init__(
        self,
        structure: States,
        ranks: Sequence[NDArray[Any]],
        start: int,
        target: int,
        participants: tuple[int, ...],
        *,
        passing: bool = False,
    ) -> None:
        self.structure, self.participants = structure, participants
        self.start, self.target, self.passing = start, target, passing
        self._every = ranks
        self._lefts: dict[int, NDArray[np.int64]] = {}
        self._ranks = [ranks[place] for place in participants]
        self._masks = [structure.form.mask(structure.actors[place]) for place in participants]

    @cached_property
    def hands(self) -> int | None:
        """The least number of hands; None where too many states lie on the way to look for it."""
        if self._states is None:
            return None
        every, here = len(self._masks), self._place(self.start)
        # All at once is always sound: each prefers t to s.
        return next((k for k in range(1, every) if self._left(k)[here] >= 0), every)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """A sound order in that many hands, of the fewest parts; then the first by who acts, and by code."""
        if self.hands is None or self._states is None:
            return ()
        if self.hands == len(self._masks):
            return (Part(self.participants, self.target),)
        left = self._left(self.hands)
        here, parts = self._place(self.start), []
        while left[here]:
            nearer = np.flatnonzero(left == left[here] - 1)
            onward = nearer[self._leading(np.array([here]), nearer, self.hands)[:, 0]]
            found = [(self._actors(here, place), int(self._states[place]), place) for place in onward.tolist()]
            actors, code, here = min(found)
            parts.append(Part(actors, code))
        return tuple(parts)

    def rule(self) -> NeverRule | None:
        """The rule without which fewer hands would do, since it excludes a state on the way; None where no rule is why."""
        if self.hands in (None, 1) or self._met.all():
            return None
        freely = Order(self.structure, self._every, self.start, self.target, self.participants, passing=True)
        if freely.hands is None or freely.hands == self.hands:
            return None
        return next(rule for part in freely.parts if (rule := self.structure.form.against(part.target)) is not None)

    # -- the states on the way -------------------------------------------------------------------------------------

    @cached_property
    def _combinations(self) -> Codes:
        codes = np.array([self.start], dtype=np.int64)
        switched = self.start ^ self.target
        for bit in range(switched.bit_length()):
            if switched >> bit & 1:
                codes = np.concatenate([codes, codes ^ (1 << bit)])
        return np.sort(codes)

    @cached_property
    def _met(self) -> NDArray[np.bool_]:
        """Which combinations are feasible."""
        return feasible(self.structure, self._combinations)

    @cached_property
    def _states(self) -> Codes | None:
        """The states on the way in which no participant is worse off than at s: codes, ascending."""
        if (self.start ^ self.target).bit_count() > _MOST_SWITCHED:
            return None
        every, met = self._combinations, self._met
        content, cells = np.ones(every.size, dtype=np.bool_), self.structure.cells_of(every[met])
        for own in self._ranks:
            content[met] &= own[cells] >= own[self.structure.cell(self.start)]
        codes: Codes = every[content if self.passing else content & met]
        return None if codes.size > MOST_STATES else codes

    def _place(self, code: int) -> int:
        assert self._states is not None
        return int(np.searchsorted(self._states, code))

    @cached_property
    def _goes_on(self) -> NDArray[np.bool_]:
        """For each participant and state whether it would act there rather than stop before t."""
        assert self._states is not None
        met = feasible(self.structure, self._states) if self.passing else np.ones(self._states.size, dtype=np.bool_)
        cells, end = self.structure.cells_of(self._states[met]), self.structure.cell(self.target)
        goes_on = np.ones((len(self._ranks), self._states.size), dtype=np.bool_)
        for own, ranks in zip(goes_on, self._ranks, strict=True):
            own[met] = ranks[cells] <= ranks[end]
        return goes_on

    @cached_property
    def _locked(self) -> Codes | None:
        """For each state the bits whose needs do not hold there; None where nothing needs anything."""
        assert self._states is not None
        form = self.structure.form
        return np.array([locked(form, code) for code in self._states.tolist()]) if form.needing else None

    # -- parts -----------------------------------------------------------------------------------------------------

    def _leading(self, before: Places, after: Places, hands: int) -> NDArray[np.bool_]:
        """Whether a part of at most so many hands leads from some states (columns) to some (rows)."""
        assert self._states is not None
        done, then = self._states[before] ^ self.start, (self._states[after] ^ self.start)[:, None]
        switched = done ^ then
        leads: NDArray[np.bool_] = (done & ~then) == 0
        if self._locked is not None:
            leads &= (switched & self._locked[before]) == 0
        count = np.zeros(switched.shape, dtype=np.int8)
        for mask, own in zip(self._masks, self._goes_on[:, before], strict=True):
            acts = (switched & mask) != 0
            leads &= ~acts | own
            count += acts
        leads &= (count >= 1) & (count <= hands)
        return leads

    def _left(self, hands: int) -> NDArray[np.int64]:
        """For each state the least number of parts to t, as far as s is; -1 where no order leads there."""
        assert self._states is not None
        if hands not in self._lefts:
            left = self._lefts[hands] = np.full(self._states.size, -1, dtype=np.int64)
            last, start = np.array([self._place(self.target)]), np.array([self._place(self.start)])
            left[last] = parts = 0
            while last.size and left[start] < 0:
                parts += 1
                # Once s is among them, those that are as far do not matter.
                fresh = start if self._leading(start, last, hands).any() else np.flatnonzero(left < 0)
                last = self._before(fresh, last, hands)
                left[last] = parts
        return self._lefts[hands]

    def _before(self, states: Places, after: Places, hands: int) -> Places:
        """Those of some states from which a part leads to some."""
        found, rows = np.zeros(states.size, dtype=np.bool_), max(1, _ROOM // states.size)
        for first in range(0, after.size, rows):
            found |= self._leading(states, after[first : first + rows], hands).any(axis=0)
        return states[found]

    def _actors(self, before: int, after: int) -> tuple[int, ...]:
        assert self._states is not None
        switched = int(self._states[before] ^ self._states[after])
        return tuple(place for place, mask in zip(self.participants, self._masks, strict=True) if switched & mask)
