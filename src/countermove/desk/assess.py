"""assess: the main job. The status quo, the claims, what would bring the target about, who is responsible, and what
every other question has to say in short.

The status quo is told in one game (the base reading unless another is selected) and then over all readings, where a
table of readings × concepts says what it turns on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.changes import BOUND
from countermove.assessment import Assessment
from countermove.desk.frame import Frame, frame_of
from countermove.desk.game import game_of
from countermove.desk.glossary import Glossary
from countermove.desk.ladders import LaddersRecord, ladders
from countermove.desk.obstacles import Obstacle, obstacles
from countermove.desk.parts import Parts, parts_of
from countermove.desk.selection import BASE, Selection
from countermove.questions import (
    Changes,
    ClaimVerdict,
    Condition,
    FactsFit,
    Responsibility,
    StatusQuo,
    change,
    check,
    facts,
    responsibility,
    statusquo,
)
from countermove.questions.claims import factors_of
from countermove.questions.games import games_of
from countermove.questions.turning import turning_points
from countermove.stability import CONCEPTS, concepts_named

__all__ = ["DRAWS", "AssessRecord", "OverReadings", "assess"]

DRAWS = 200
"""Draws for how robust the status quo is, where it is not exact, unless told otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class OverReadings:
    """How the start fares in every reading. ``holds``: int8 (readings, concepts), 1 where it is an equilibrium, else 0.
    ``leaves``: actor → concept → in how many readings the actor would leave it. ``foreseen``: in how many readings
    far-sighted movers lead to the target (None without target)."""

    readings: int
    holds: NDArray[np.int8]
    leaves: Mapping[str, Mapping[str, int]]
    turns_on: tuple[Condition, ...]
    foreseen: int | None
    foresight_turns_on: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AssessRecord:
    """``acts``: what becomes of every single act from the start. ``on``: code → the options that are on, for every
    state mentioned. ``changes`` and ``responsibility`` are None without a target, ``facts`` where the file states
    none."""

    frame: Frame
    glossary: Glossary
    states: int
    statusquo: StatusQuo
    over_readings: OverReadings
    ladders: LaddersRecord
    acts: tuple[Obstacle, ...]
    claims: tuple[ClaimVerdict, ...]
    changes: Changes | None
    responsibility: Responsibility | None
    facts: FactsFit | None
    parts: Parts
    on: Mapping[int, tuple[str, ...]]

    @property
    def as_expected(self) -> bool:
        """Whether no claim differs from the verdict that its file expects."""
        return all(claim.as_expected is not False for claim in self.claims)


def assess(
    assessment: Assessment,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> AssessRecord:
    """Assess a case. Status quo, changes and responsibility are those of the selected game; claims are judged in all
    readings, each in its own scenario and view. ``draws``, ``seed``: of how robust it is. ``progress`` is told how many
    of its parts are done. Raises UnknownName, ModelError."""
    names = tuple(item.name for item in concepts_named(concepts))
    game = game_of(assessment, selection)
    conflict = game.conflict
    claims = check(assessment, None, names)
    now = statusquo(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        concepts=names,
    )
    has_target = assessment.target is not None
    return AssessRecord(
        frame=frame_of(assessment, selection=selection, concepts=names, bound=bound, seed=seed),
        glossary=game.glossary,
        states=int(conflict.states.size),
        statusquo=now,
        over_readings=_over_readings(assessment, selection, names),
        ladders=ladders(assessment, selection),
        acts=obstacles(conflict, conflict.start),
        claims=claims,
        changes=_changes(assessment, selection, bound) if has_target else None,
        responsibility=_responsibility(assessment, selection, bound) if has_target else None,
        facts=facts(assessment, concepts=names),
        parts=parts_of(game, claims, concepts=names, draws=draws, seed=seed, progress=progress),
        on={code: tuple(name for k, name in enumerate(conflict.options) if code >> k & 1) for code in now.labels},
    )


def _changes(assessment: Assessment, selection: Selection, bound: int) -> Changes:
    return change(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        view=selection.view,
        drivers=selection.drivers,
        bound=bound,
    )


def _responsibility(assessment: Assessment, selection: Selection, bound: int) -> Responsibility:
    return responsibility(
        assessment,
        reading=selection.reading,
        scenario=selection.scenario,
        drivers=selection.drivers,
        bound=bound,
        over_readings=False,
    )


def _over_readings(assessment: Assessment, selection: Selection, concepts: tuple[str, ...]) -> OverReadings:
    readings = assessment.readings
    arena = games_of(assessment).arena
    arena.prepare(
        [arena.profile(Selection(r, selection.scenario, selection.view, selection.drivers).conflict(assessment))
         for r in readings],
        concepts,
    )  # fmt: skip
    found = [
        statusquo(
            assessment,
            reading=reading,
            scenario=selection.scenario,
            view=selection.view,
            drivers=selection.drivers,
            concepts=concepts,
        )
        for reading in readings
    ]
    holds = np.array([[view.holds for view in item.concepts] for item in found], dtype=np.int8)
    foreseen = np.array([[bool(item.foreseen)] for item in found], dtype=np.int8)
    factors = factors_of(assessment, concepts)
    return OverReadings(
        readings=len(readings),
        holds=holds,
        leaves={
            actor: {name: sum(actor in item.concepts[k].unstable for item in found) for k, name in enumerate(concepts)}
            for actor in assessment.actors
        },
        turns_on=_turning(holds, factors),
        foreseen=None if assessment.target is None else int(foreseen.sum()),
        foresight_turns_on=() if assessment.target is None else _turning(foreseen, factors[:-1]),
    )


def _turning(values: NDArray[np.int8], factors: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Condition, ...]:
    """What a table turns on; nothing where it has one value throughout."""
    return turning_points(values, factors) if values.min() != values.max() else ()
