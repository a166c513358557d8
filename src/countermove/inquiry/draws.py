"""A share of draws, exact or sampled.

The effect of a false premise: its want is gone, or counts exactly in the states where it did not.

Games without some of their wants: one conflict and many draws of which of its wants are true premises.

A premise that is false in a draw is either *dropped* (the want is gone) or *reversed* (it counts exactly in the states
where it did not: ``analysis.edits``). A draw is a row of truth values, one for each premise by the want's id; it means
the same in every game. Draws with the same ranks for every actor are one game.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import sqrt
from typing import Annotated, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from gmcr import Conflict, Ranking
from gmcr.analysis import Crowd, Games, Pool, different_rows
from gmcr.base.record import INTERNAL, Key, Record, derived

__all__ = ["MODELS", "Chance", "Model", "Sample", "Sampled", "drawn_conflict", "share_of"]


@dataclass(frozen=True, slots=True)
class Chance(Record):
    """A share of draws, or another expected number. A Fraction where it is exact, with an error of 0."""

    value: Annotated[Fraction | float, INTERNAL]
    error: Annotated[float, INTERNAL] = 0.0
    draws: int = 0
    """The number of draws that it is a share of; 0 where it was computed."""

    @derived
    def number(self) -> Annotated[str, Key("value")]:
        """An exact fraction as text where it is exact, otherwise a decimal."""
        return str(self.value)

    @derived
    def deviation(self) -> Annotated[str | None, Key("error")]:
        """Its standard error, a decimal; null where it was computed rather than sampled."""
        return repr(self.error) if self.draws else None

    @property
    def exact(self) -> bool:
        """Whether it was computed rather than sampled."""
        return isinstance(self.value, Fraction)


def share_of(count: int, of: int, *, exact: bool = False) -> Chance:
    """The share *count* of *of* draws, with its standard error, √(p(1 − p)/n); or of exact weights."""
    if exact:
        return Chance(Fraction(count, of))
    share = count / of
    return Chance(share, sqrt(share * (1 - share) / of), of)


Model = Literal["dropped", "reversed"]
"""The effect of a false premise."""

MODELS: tuple[Model, ...] = get_args(Model)


def drawn_conflict(conflict: Conflict, false: frozenset[str], model: str) -> Conflict:
    """One draw as a conflict: the wants named *false* dropped or reversed."""
    changed = {}
    for actor, wants in conflict.preferences.items():
        if isinstance(wants, Ranking):
            continue
        if model == "dropped":
            changed[actor] = tuple(want for want in wants if want.id not in false)
        else:
            changed[actor] = tuple(want.negated if want.id in false else want for want in wants)
    return conflict.with_preferences(changed)


@dataclass(frozen=True, slots=True, eq=False)
class Sampled(Record):
    """The different games of a sample, and the index of each draw's game: (draws,)."""

    crowd: Crowd
    of_draw: NDArray[np.intp]

    def each(self, values: NDArray[Any]) -> NDArray[Any]:
        """Spread values of the games, on the last axis, to the draws."""
        return values[..., self.of_draw]


Drawn = tuple[list[tuple[Conflict, ...]], NDArray[np.intp]]
"""Different games, several together, and for each draw the place of its own."""


class Sample:
    """Draws: ``truths`` is bool (draws, premises), ``place`` the column of each want's id; a want without a column is
    true. ``pool`` caches what is known about games side by side, and ``apart`` about one after another, for other samples too;
    ``kept``: cached results of checks."""

    def __init__(
        self,
        pool: Pool,
        truths: NDArray[np.bool_],
        place: Mapping[str, int],
        model: str,
        *,
        apart: Games | None = None,
    ) -> None:
        self.tables = pool.tables
        self.truths = truths
        self.place = place
        self.model = model
        self._pool = pool
        self.apart = Games(pool.tables.arena.structure) if apart is None else apart
        self._sampled: dict[tuple[Any, ...], Sampled] = {}
        self._drawn: dict[tuple[Conflict, ...], Drawn] = {}
        self.kept: dict[Hashable, Any] = {}

    @property
    def draws(self) -> int:
        """The number of draws."""
        return len(self.truths)

    def games(self, conflict: Conflict) -> Sampled:
        """A conflict in every draw."""
        key = tuple(self._signature(actor, conflict) for actor in conflict.actors)
        if key not in self._sampled:
            numbers = np.stack([self._numbers(own) for own in key], axis=-1)
            first, back = different_rows(numbers)
            crowd = Crowd(self._pool, numbers[first])
            self._sampled[key] = Sampled(crowd, back)
        return self._sampled[key]

    def drawn(self, conflicts: Sequence[Conflict]) -> Drawn:
        """Several conflicts together in every draw: those that differ, each with the wants that it has, and the place of each
        draw's."""
        key = tuple(conflicts)
        if key not in self._drawn:
            ids = dict.fromkeys(want.id for conflict in key for want in conflict.wants() if want.id in self.place)
            truths = self.truths[:, [self.place[name] for name in ids]]
            first, back = different_rows(truths)
            false = (frozenset(compress(ids, row)) for row in (~truths[first]).tolist())
            own = [tuple(drawn_conflict(conflict, names, self.model) for conflict in key) for names in false]
            self._drawn[key] = own, back
        return self._drawn[key]

    def _signature(self, actor: str, conflict: Conflict) -> Any:
        """Everything that an actor's ranks in the draws depend on: a single rank array, or for each want its column (-1
        for none) and the numbers of its truth arrays where the premise is true and where it is not (-1: dropped)."""
        arena = self.tables.arena
        wants = conflict.preferences[actor]
        if isinstance(wants, Ranking):
            return arena.rank(actor, wants, conflict)
        return tuple(
            (
                self.place.get(want.id, -1),
                arena.truth_of(want, conflict.drivers),
                -1 if self.model == "dropped" else arena.truth_of(want.negated, conflict.drivers),
            )
            for want in wants
        )

    def _numbers(self, own: Any) -> NDArray[np.int64]:
        """An actor's rank number in every draw."""
        arena = self.tables.arena
        if isinstance(own, int):
            return np.full(self.draws, own, dtype=np.int64)
        columns = [column for column, _, _ in own if column >= 0]
        if not columns:
            return np.full(self.draws, arena.rank_of_truths(tuple(truth for _, truth, _ in own)), dtype=np.int64)
        first, back = different_rows(self.truths[:, columns])
        orders = []
        for row in self.truths[first].tolist():
            numbers = (true if column < 0 or row[column] else false for column, true, false in own)
            orders.append(tuple(number for number in numbers if number >= 0))
        return np.array(arena.ranks_of_truths(orders), dtype=np.int64)[back]
