"""Trades: which joint switches from a state everybody who takes part would make, and nobody could have for less.

From a state s an *offer* is a feasible state t in which at least two actors, its *participants*, have switched options of
their own, each by a legal move (directions and needs are judged in s), and which every participant prefers to s. It is a
*trade* unless all of a non-empty strict part K of the participants prefer to s the state in which only K's parts are made,
where that is feasible: so nobody pays for nothing, nobody is paid for what it does anyway, and two trades are not one.

Among the trades of the same participants one is *undominated* if no other is at least as good for each and better for one,
and *lean* if no other that switches a strict part of its options (of an option in degrees, the thresholds passed) is at least
as good for each. Coalition improvements are the offers without these conditions (Kilgour, Hipel, Fang & Peng 2001; Inohara &
Hipel 2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from gmcr.model import OptionForm

__all__ = ["States", "Trade", "Trades"]

Codes = NDArray[np.int64]
Bools = NDArray[np.bool_]


class States(Protocol):
    """Feasible states: all of a game, or those around one (``vicinity``)."""

    form: OptionForm

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors, in order."""
        ...

    @property
    def states(self) -> Codes:
        """The codes, ascending."""
        ...

    def cell(self, code: int) -> int:
        """Where a state has its place in arrays."""
        ...

    def cells_of(self, codes: Codes) -> NDArray[np.int64]:
        """Where states have their places in arrays."""
        ...


class Trade(NamedTuple):
    """A trade: its participants (positions, ascending), the state that it leads to (a code), and whether it is lean and
    undominated."""

    participants: tuple[int, ...]
    target: int
    told: bool


class Trades:
    """The trades from one state.

    Parameters
    ----------
    structure : States
        The states.
    ranks : sequence of ndarray of unsigned int, shape (cells,)
        Each actor's ranks; larger is better.
    start : int
        The code of the state s.
    acts : int, optional
        The largest number of options that a trade switches.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import Games, Trades
    >>> dilemma = gmcr.Conflict.from_options(
    ...     actors={"row": "yield", "column": "yield"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 0, 1]), "column": gmcr.Ranking([1, 3, 0, 2])},
    ...     start=[],
    ... )
    >>> play = Games(dilemma.structure).play_of(dilemma)
    >>> list(Trades(dilemma.structure, [play.ranks(0), play.ranks(1)], dilemma.start))
    [Trade(participants=(0, 1), target=3, told=True)]
    """

    def __init__(
        self, structure: States, ranks: Sequence[NDArray[Any]], start: int, *, acts: int | None = None
    ) -> None:
        self.structure, self.ranks, self.start, self.acts = structure, ranks, start, acts
        self.masks = tuple(structure.form.mask(actor) for actor in structure.actors)
        cell = structure.cell(start)
        self._here = tuple(int(own[cell]) for own in ranks)

    def __iter__(self) -> Iterator[Trade]:
        codes, who = self._offers()
        for group in np.unique(who).tolist():
            participants = tuple(place for place in range(len(self.masks)) if group >> place & 1)
            own = self._trades(codes[who == group], participants)
            told = self._told(own, participants)
            yield from (Trade(participants, code, is_told) for code, is_told in zip(own.tolist(), told, strict=True))

    def _offers(self) -> tuple[Codes, Codes]:
        """The offers: their codes, and the positions of their participants as bits."""
        codes = self.structure.states
        switched = codes ^ self.start
        fits = (switched & locked(self.structure.form, self.start)) == 0
        if self.acts is not None:
            fits &= acts_of(switched) <= self.acts
        who, count = np.zeros_like(codes), np.zeros(codes.size, dtype=np.int8)
        for place, mask in enumerate(self.masks):
            takes_part = (switched & mask) != 0
            fits &= ~takes_part | self._better(codes, place)
            who |= takes_part.astype(np.int64) << place
            count += takes_part
        fits &= count >= 2
        return codes[fits], who[fits]

    def _better(self, codes: Codes, place: int) -> Bools:
        """Whether an actor prefers feasible states to s."""
        better: Bools = self.ranks[place][self.structure.cells_of(codes)] > self._here[place]
        return better

    def _trades(self, offers: Codes, participants: tuple[int, ...]) -> Codes:
        """Those of the offers of some participants that no part of them would have by itself."""
        for some in range(1, (1 << len(participants)) - 1):
            members = [place for k, place in enumerate(participants) if some >> k & 1]
            kept = sum(self.masks[place] for place in members)
            alone = self.start ^ ((offers ^ self.start) & kept)
            better = feasible(self.structure, alone)
            for place in members:
                better[better] = self._better(alone[better], place)
            offers = offers[~better]
        return offers

    def _told(self, trades: Codes, participants: tuple[int, ...]) -> list[bool]:
        """Which of all trades of some participants are lean and undominated."""
        cells = self.structure.cells_of(trades)
        worth = np.stack([self.ranks[place][cells] for place in participants], axis=1).astype(np.int64)
        told = np.zeros(trades.size, dtype=np.bool_)
        for vector in _undominated(worth):
            # What is leaner and at least as good for each would dominate if it were not equally good for each.
            equal = np.flatnonzero((worth == vector).all(axis=1))
            switched = trades[equal] ^ self.start
            for place, own in zip(equal.tolist(), switched.tolist(), strict=True):
                part = (switched & own) == switched
                told[place] = part.sum() == 1
        return [bool(item) for item in told]


def _undominated(worth: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows of which no other is at least as large everywhere and larger somewhere, each once."""
    rows, best = np.unique(worth, axis=0), []
    while rows.size:
        top = rows[int(rows.sum(axis=1).argmax())]
        best.append(top)
        rows = rows[(rows > top).any(axis=1)]
    return best


def locked(form: OptionForm, state: int) -> int:
    """The bits that nobody can switch in a state (a code): of options of nobody, of acts that cannot be taken back or made,
    and of those whose needs do not hold there."""
    bits = 0
    for bit, option in enumerate(form.options):
        on = bool(state >> bit & 1)
        settled = option.one_way == ("forward" if on else "back")
        if not option.actor or settled or (not on and option.needs is not None and not form.holds(option.needs, state)):
            bits |= 1 << bit
    return bits


def acts_of(switched: Codes) -> NDArray[np.int64]:
    """How many options are switched, given as bits."""
    count = np.zeros_like(switched)
    while switched.any():
        count += switched & 1
        switched = switched >> 1
    return count


def feasible(structure: States, codes: Codes) -> Bools:
    """Which codes are those of feasible states."""
    states = structure.states
    places = np.minimum(np.searchsorted(states, codes), states.size - 1)
    met: Bools = states[places] == codes
    return met
