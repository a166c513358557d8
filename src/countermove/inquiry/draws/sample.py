"""Games without some of their wants: one conflict and many draws of which of its wants are true premises.

A premise that is false in a draw is either *dropped* (the want is gone) or *reversed* (it counts exactly in the states
where it did not: ``analysis.edits``). A draw is a row of truth values, one for each premise by the want's id; it means
the same in every game. Draws with the same ranks for every actor are one game.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.draws.sample_edits import EditSample
from gmcr import Conflict, Ranking
from gmcr.analysis import Crowd, GamesEdited, Pool, different_rows
from gmcr.base.summary import Record
from gmcr.logic import Formula

__all__ = ["Sample", "Sampled"]


@dataclass(frozen=True, slots=True, eq=False)
class Sampled(Record):
    """The different games of a sample, and the index of each draw's game: (draws,)."""

    crowd: Crowd
    of_draw: NDArray[np.intp]

    def each(self, values: NDArray[Any]) -> NDArray[Any]:
        """Spread values of the games, on the last axis, to the draws."""
        return values[..., self.of_draw]


class Sample:
    """Draws: ``truths`` is bool (draws, premises), ``place`` the column of each want's id; a want without a column is
    true. ``pool`` caches results about games, and ``edits`` those about changes of wants, for other samples too;
    ``kept``: cached results of checks."""

    def __init__(
        self,
        pool: Pool,
        truths: NDArray[np.bool_],
        place: Mapping[str, int],
        model: str,
        *,
        edits: EditSample | None = None,
    ) -> None:
        self.tables = pool.tables
        self.truths = truths
        self.place = place
        self.model = model
        self._pool = pool
        self._edits = EditSample(pool) if edits is None else edits
        self._sampled: dict[tuple[Any, ...], Sampled] = {}
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

    def edited(self, conflict: Conflict, target: Formula, *, concept: str) -> tuple[GamesEdited, NDArray[np.intp]]:
        """The games to search for minimal changes for a target under the roads of a concept, and the number of each
        draw with its target."""
        return self._edits.edited(conflict, target, self.truths, self.place, model=self.model, concept=concept)

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
