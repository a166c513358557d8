"""A case in every draw of a sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks.case import AS_IT_IS, CheckedGame, SwitchedStart
from countermove.inquiry.draws.premises import drawn_conflict
from countermove.inquiry.draws.sample import Sample, Sampled
from gmcr.analysis import Games, different_rows
from gmcr.base.summary import Record
from gmcr.logic import Formula

__all__ = ["Drawn"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Drawn(Record):
    """The game of a case with all its wants, in draws of which of them are true premises. States are rows."""

    case: CheckedGame
    sample: Sample

    @cached_property
    def games(self) -> Sampled:
        """The different games, and which of them each draw has."""
        return self.sample.games(self.case.conflict)

    def row(self, switch: SwitchedStart = AS_IT_IS) -> int:
        """The row of the start, switched."""
        return self.sample.tables.row(self.case.start(switch))

    def where(self, formula: Formula) -> Bools:
        """Truth of a formula in every row."""
        met: Bools = self.sample.tables.at_rows(self.case.where(formula))
        return met

    def at(self, case: CheckedGame) -> Drawn:
        """Another case in the same draws."""
        return replace(self, case=case)

    # -- one game after another ------------------------------------------------------------------------------------

    @property
    def cases(self) -> tuple[CheckedGame, ...]:
        """The different cases among the draws, each with the wants that it has."""
        return self._apart[0]

    @property
    def case_of_draw(self) -> NDArray[np.intp]:
        """The index in ``cases`` of each draw."""
        return self._apart[1]

    @cached_property
    def _apart(self) -> tuple[tuple[CheckedGame, ...], NDArray[np.intp]]:
        case, place = self.case, self.sample.place
        ids = {want.id: None for conflict in case.conflicts for want in conflict.wants()}
        uncertain = [name for name in ids if name in place]
        truths = self.sample.truths[:, [place[name] for name in uncertain]]
        first, back = different_rows(truths)
        games = Games(case.conflict.structure)  # of these draws only
        return tuple(self._one(games, uncertain, row) for row in truths[first].tolist()), back

    def _one(self, games: Games, uncertain: list[str], row: list[Any]) -> CheckedGame:
        false = frozenset(name for name, true in zip(uncertain, row, strict=True) if not true)
        model = self.sample.model
        return replace(
            self.case,
            games=games,
            conflict=drawn_conflict(self.case.conflict, false, model),
            own={actor: drawn_conflict(seen, false, model) for actor, seen in self.case.own.items()},
        )
