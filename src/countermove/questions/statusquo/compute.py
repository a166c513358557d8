"""statusquo: does the start hold, for whom, under which concept, and where do roads from it lead.

All results are for one game: the base reading by default. ``bare``: the same game without any wants, since inaction
is what every myopic concept falls back on.

How the start fares in every reading, and what that turns on.

Many readings lead to the same game: each distinct game is examined once. Readings are processed in batches, after
each of which an interrupt keeps the results so far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Annotated, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from countermove.assessment import Assessment
from countermove.context.context import Context, context_of
from countermove.context.selection import State, state_in
from countermove.inquiry.inducement import Inducement, Inducing
from countermove.inquiry.outcomes import UNDECIDED, Reach
from countermove.verdicts.claims import factors_of
from countermove.verdicts.turning_points import Condition, turning_points
from gmcr import Conflict, foreseen
from gmcr.analysis import Games, Play, Profile, foresees
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import Undecided
from gmcr.base.record import INTERNAL, Among, Key, Record, derived
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula

__all__ = [
    "ConceptView",
    "OverReadings",
    "StatusQuo",
    "Step",
    "over_readings",
    "rounds_of",
    "start_in",
    "statusquo",
    "stays_in",
]


class Step(NamedTuple):
    """A step."""

    source: Annotated[int, Key("from")]
    """The code that it leads from."""
    actor: str
    """The mover."""
    goal: Annotated[int, Key("to")]
    """The code that it leads to."""


@dataclass(frozen=True, slots=True)
class ConceptView(Record):
    """The start under one concept."""

    concept: str
    """The concept."""
    unstable: tuple[str, ...]
    """Actors that would leave it."""
    reached: tuple[State, ...]
    """All states that steps lead to, in the order of discovery."""
    outcomes: tuple[int, ...]
    """Codes of the equilibria among them."""
    steps: tuple[Step, ...]
    """Steps between them."""
    reach: Reach | None
    """How far they lead to the target; null without one, and if that is not known."""
    inducements: tuple[Inducement, ...]
    """Lean moves at the start that pay because of the answer to them."""
    undecided: tuple[str, ...] = ()
    """Actors for whom that was not decided within the time limit; empty if states are listed."""
    whole: bool = True
    """Whether everything that steps lead to was examined; if states are not listed, the time limit may expire before."""

    @derived
    def holds(self) -> bool | None:
        """Whether it is an equilibrium; null if that was not decided within the time limit."""
        return False if self.unstable else None if self.undecided else True

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        reached = {state.code for state in self.reached}
        return reached.union(*(item.codes for item in self.inducements))


@dataclass(frozen=True, slots=True)
class StatusQuo(Record):
    """The start of one game."""

    start: State
    """The start."""
    reading: Annotated[Mapping[str, str], INTERNAL]
    scenario: Annotated[str | None, INTERNAL]
    view: Annotated[str | None, INTERNAL]
    concepts: tuple[ConceptView, ...]
    """The start under each concept."""
    target_now: bool | None
    """Whether it satisfies the target; null without a target."""
    foreseen: tuple[State, ...] | None
    """Nash states with the target to which far-sighted movers lead; null without a target, and if states are not
    listed."""
    holds_bare: bool
    """Whether it would hold under every concept without any wants."""
    mentioned: Annotated[tuple[State, ...], INTERNAL]

    @property
    def on(self) -> dict[int, tuple[str, ...]]:
        """Code → the options that are on, for every state mentioned."""
        return dict((self.start, *(self.foreseen or ()), *self.mentioned))

    def gist(self) -> str:
        """The concepts under which the start holds."""
        held = [item.concept for item in self.concepts if item.holds]
        return f"holds under {', '.join(held) or 'none'} of {len(self.concepts)} concepts"


def statusquo(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: Sequence[str] | None = None,
) -> StatusQuo:
    """The status quo in one game. Raises UnknownName, ModelError."""
    return start_in(
        context_of(
            assessment, "statusquo", concepts=concepts, reading=reading, scenario=scenario, view=view, drivers=drivers
        )
    )


def start_in(context: Context) -> StatusQuo:
    """The status quo in the game that a call is about."""
    assessment, games, names = context.assessment, context.games, context.concepts
    conflict = assessment.conflict()
    play = games.play_of(conflict)
    views = tuple(_view(games, conflict, play, assessment.target, name) for name in names)
    bare = games.play_of(conflict.with_preferences(dict.fromkeys(conflict.actors, ())))
    start = conflict.structure.cell(conflict.start)
    mentioned = sorted(set().union(*(item.codes for item in views)))
    return StatusQuo(
        start=state_in(conflict, conflict.start),
        reading=dict(assessment.base_reading),
        scenario=assessment.selection.scenario,
        view=assessment.selection.view,
        concepts=views,
        target_now=None if assessment.target is None else _met(games, conflict, assessment.target, (start,)),
        foreseen=_foreseen(games, conflict, play, assessment.target),
        holds_bare=not conflict.structure.listed or all(bare.stable(start, name) for name in names),
        mentioned=tuple(state_in(conflict, code) for code in mentioned),
    )


def _view(games: Games, conflict: Conflict, play: Play, target: Formula | None, concept: str) -> ConceptView:
    structure = conflict.structure
    start = structure.cell(conflict.start)
    roads = play.roads(start, concept)
    code = structure.code_of
    stays = {actor: stays_in(play, start, k, concept) for k, actor in enumerate(conflict.actors)}
    met = None if target is None else games.arena.met(target, conflict.drivers)
    return ConceptView(
        concept=concept,
        unstable=tuple(actor for actor, stay in stays.items() if stay is False),
        undecided=tuple(actor for actor, stay in stays.items() if stay is None),
        reached=tuple(state_in(conflict, code(cell)) for cell in roads.reached),
        outcomes=tuple(map(code, roads.outcomes)),
        steps=tuple(Step(code(source), conflict.actors[actor], code(goal)) for source, actor, goal in roads.steps),
        whole=roads.whole,
        reach=None if met is None or not roads.whole else Reach.of(roads, met),
        inducements=Inducing(games, conflict, concept).lean(start) if structure.listed else (),
    )


def stays_in(play: Play, cell: int, actor: int, concept: str) -> bool | None:
    """Whether an actor (by its index) stays in a cell; None if that is not decided within the time limit."""
    try:
        return play.stable(cell, concept, actor)
    except Undecided:
        return None


def _met(games: Games, conflict: Conflict, formula: Formula, cells: tuple[int, ...]) -> bool:
    met = games.arena.met(formula, conflict.drivers)
    return bool(met[list(cells)].any())


def _foreseen(games: Games, conflict: Conflict, play: Play, target: Formula | None) -> tuple[State, ...] | None:
    if target is None or not conflict.structure.listed:
        return None
    met = games.arena.met(target, conflict.drivers)
    cells = foreseen(play, conflict.structure.cell(conflict.start), met)
    return tuple(state_in(conflict, conflict.structure.code_of(int(cell))) for cell in cells)


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
