"""How the start fares in every reading, and what that turns on.

Many readings lead to the same game: each distinct game is examined once. Readings are processed in batches, after
each of which an interrupt keeps the results so far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Annotated, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.context.context import Context
from countermove.inquiry.no_value import UNDECIDED
from countermove.questions.statusquo.compute import stays_in
from countermove.verdicts.claims import factors_of
from countermove.verdicts.turning_points import Condition, turning_points
from gmcr import Conflict
from gmcr.analysis import Games, Profile, foresees
from gmcr.base.record import Among
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula

__all__ = ["OverReadings", "over_readings", "rounds_of"]

BATCH = 1024
"""The number of readings between reports of progress."""


Cells: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.int8]]


@dataclass(frozen=True, slots=True, eq=False)
class OverReadings(Record):
    """The start in all readings."""

    readings: int
    """The number of readings examined."""
    holds: Annotated[Cells, Among(1, 0, -2)]
    """One row a reading, one value a concept: 1 if the start is an equilibrium, -2 if that was not decided within the
    time limit (only if states are not listed)."""
    leaves: Mapping[str, Mapping[str, int]]
    """Actor → concept → the number of readings in which it would leave."""
    turns_on: tuple[Condition, ...]
    """What it turns on; empty if it has one value throughout, or readings are left out."""
    foreseen: int | None
    """The number of readings in which far-sighted movers lead to the target; null without a target."""
    foresight_turns_on: tuple[Condition, ...]
    """What that turns on."""
    left_out: int
    """The number of readings that an interrupt left out."""

    @property
    def held(self) -> NDArray[np.bool_]:
        """Where the start is known to be an equilibrium: bool (readings, concepts)."""
        held: NDArray[np.bool_] = self.holds == 1
        return held


@dataclass(frozen=True, slots=True)
class _Fate:
    """``unstable``: one set of actors a concept; ``undecided``: those of whom it is not known."""

    unstable: tuple[frozenset[str], ...]
    undecided: tuple[frozenset[str], ...]
    foreseen: bool

    @property
    def holds(self) -> list[int]:
        """Whether nobody leaves, concept by concept."""
        pairs = zip(self.unstable, self.undecided, strict=True)
        return [0 if leaving else UNDECIDED if undecided else 1 for leaving, undecided in pairs]


def rounds_of(readings: Sequence[Mapping[str, str]]) -> int:
    """The number of batches that readings make."""
    return ceil(len(readings) / BATCH)


@task
def over_readings(context: Context) -> Task[OverReadings]:
    """The start in every selected reading. Counts ``rounds_of`` batches; there is no result before the first is done.
    Raises UnknownName, ModelError."""
    assessment, concepts = context.assessment, context.concepts
    readings, rounds = assessment.readings, rounds_of(assessment.readings)
    fates = _Fates(context.games, assessment.target, concepts)
    settled: list[_Fate] = []
    known = partial(_summary, assessment, concepts, settled)
    for done in range(rounds):
        batch = readings[done * BATCH : (done + 1) * BATCH]
        settled += fates.of([assessment.conflict(reading=reading) for reading in batch])
        yield Progress(done + 1, rounds, known)
    return known()


def _summary(assessment: Assessment, concepts: tuple[str, ...], fates: Sequence[_Fate]) -> OverReadings:
    holds = np.array([fate.holds for fate in fates], dtype=np.int8)
    foreseen = np.array([[fate.foreseen] for fate in fates], dtype=np.int8)
    left_out = len(assessment.readings) - len(fates)
    factors = factors_of(assessment.questions, concepts)
    times = Counter(fates)
    sighted = assessment.target is not None and assessment.structure.listed
    return OverReadings(
        readings=len(fates),
        holds=holds,
        leaves={
            actor: {
                name: sum(count for fate, count in times.items() if actor in fate.unstable[k])
                for k, name in enumerate(concepts)
            }
            for actor in assessment.actors
        },
        turns_on=() if left_out else _turning(holds, factors),
        foreseen=int(foreseen.sum()) if sighted else None,
        foresight_turns_on=() if left_out or not sighted else _turning(foreseen, factors[:-1]),
        left_out=left_out,
    )


def _turning(values: NDArray[np.int8], factors: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Condition, ...]:
    """What a table turns on; empty if it has one value throughout, or if some of it is not known."""
    return turning_points(values, factors) if values.min() != values.max() and (values != UNDECIDED).all() else ()


class _Fates:
    """What becomes of the start; each distinct game is examined once."""

    def __init__(self, games: Games, target: Formula | None, concepts: tuple[str, ...]) -> None:
        self._games, self._target, self._concepts = games, target, concepts
        self._known: dict[tuple[Profile, int, int | None], _Fate] = {}

    def of(self, conflicts: Sequence[Conflict]) -> list[_Fate]:
        """The fate for each game; unknown ones are solved together."""
        arena = self._games.arena
        keys = [
            (
                arena.profile(conflict),
                conflict.structure.cell(conflict.start),
                None if self._target is None else arena.truth_of_formula(self._target, conflict.drivers),
            )
            for conflict in conflicts
        ]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._known]
        arena.prepare([profile for profile, _, _ in fresh], self._concepts)
        for key in fresh:
            self._known[key] = self._fate(*key)
        return [self._known[key] for key in keys]

    def _fate(self, profile: Profile, start: int, target: int | None) -> _Fate:
        play, arena = self._games.play(profile), self._games.arena
        stays = [
            {actor: stays_in(play, start, k, concept) for k, actor in enumerate(arena.actors)}
            for concept in self._concepts
        ]
        sighted = target is not None and arena.structure.listed
        return _Fate(
            tuple(frozenset(actor for actor, stay in own.items() if stay is False) for own in stays),
            tuple(frozenset(actor for actor, stay in own.items() if stay is None) for own in stays),
            target is not None and sighted and foresees(play, start, arena.truth(target)),
        )
