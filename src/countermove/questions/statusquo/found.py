"""statusquo: does the start hold, for whom, under which concept, and where do roads from it lead.

Everything in one game: the base reading unless told otherwise. ``bare``: the same with no wants at all, since inaction
is what every myopic concept falls back on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from countermove.analysis import Games, Play, foreseen
from countermove.analysis.inducement import Inducement, Inducing
from countermove.analysis.roads.reach import Reach, reach
from countermove.brief import Brief
from countermove.case.games import assessment_given, concepts_asked, games_of
from countermove.case.states import State, state_in
from countermove.logic import Formula
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict
from countermove.record import UNTOLD, Key, told

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["ConceptView", "StatusQuo", "Step", "statusquo"]


class Step(NamedTuple):
    """A step."""

    source: Annotated[int, Key("from")]
    """From this code."""
    actor: str
    """Who."""
    goal: Annotated[int, Key("to")]
    """To this code."""


@dataclass(frozen=True, slots=True)
class ConceptView(Brief):
    """The start under one concept."""

    concept: str
    """The concept."""
    unstable: tuple[str, ...]
    """Actors that would leave it."""
    reached: tuple[State, ...]
    """All that steps lead to, in the order of discovery."""
    outcomes: tuple[int, ...]
    """Codes of the equilibria among them."""
    steps: tuple[Step, ...]
    """Steps between them."""
    reach: Reach | None
    """How far they lead to the target; null without one."""
    inducements: tuple[Inducement, ...]
    """Lean moves at the start that pay by their answer."""

    @told
    def holds(self) -> bool:
        """Whether it is an equilibrium."""
        return not self.unstable

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        reached = {state.code for state in self.reached}
        return reached.union(*(item.codes for item in self.inducements))


@dataclass(frozen=True, slots=True)
class StatusQuo(Brief):
    """The start of one game."""

    start: State
    """The state that it is."""
    reading: Annotated[Mapping[str, str], UNTOLD]
    scenario: Annotated[str | None, UNTOLD]
    view: Annotated[str | None, UNTOLD]
    concepts: tuple[ConceptView, ...]
    """The start under each concept."""
    target_now: bool | None
    """Whether it satisfies the target; null without a target."""
    foreseen: tuple[State, ...] | None
    """Nash states with the target to which far-sighted movers lead; null without a target."""
    holds_bare: bool
    """Whether it would hold under every concept with no wants at all."""
    mentioned: Annotated[tuple[State, ...], UNTOLD]

    @property
    def on(self) -> dict[int, tuple[str, ...]]:
        """Code → the options that are on, for every state mentioned."""
        return dict((self.start, *(self.foreseen or ()), *self.mentioned))

    def gist(self) -> str:
        """Under which concepts the start holds."""
        held = [item.concept for item in self.concepts if not item.unstable]
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
    assessment = assessment_given(assessment, "statusquo")
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    games = games_of(assessment)
    names = concepts_asked(assessment, concepts)
    play = games.play_of(conflict)
    views = tuple(_view(games, conflict, play, assessment.target, name) for name in names)
    bare = games.play_of(conflict.with_preferences(dict.fromkeys(conflict.actors, ())))
    start = conflict.structure.cell(conflict.start)
    mentioned = sorted(set().union(*(item.codes for item in views)))
    return StatusQuo(
        start=state_in(conflict, conflict.start),
        reading=dict(assessment.base_reading) | dict(reading or {}),
        scenario=scenario,
        view=view,
        concepts=views,
        target_now=None if assessment.target is None else _met(games, conflict, assessment.target, (start,)),
        foreseen=_foreseen(games, conflict, play, assessment.target),
        holds_bare=all(bare.stable(start, name) for name in names),
        mentioned=tuple(state_in(conflict, code) for code in mentioned),
    )


def _view(games: Games, conflict: Conflict, play: Play, target: Formula | None, concept: str) -> ConceptView:
    structure = conflict.structure
    start = structure.cell(conflict.start)
    roads = play.roads(start, concept)
    code = structure.code_of
    return ConceptView(
        concept=concept,
        unstable=tuple(actor for k, actor in enumerate(conflict.actors) if play.steps(start, k, concept)),
        reached=tuple(state_in(conflict, code(cell)) for cell in roads.reached),
        outcomes=tuple(map(code, roads.outcomes)),
        steps=tuple(Step(code(source), conflict.actors[actor], code(goal)) for source, actor, goal in roads.steps),
        reach=None if target is None else reach(roads, games.arena.met(target, conflict.drivers)),
        inducements=Inducing(games, conflict, concept).lean(start),
    )


def _met(games: Games, conflict: Conflict, formula: Formula, cells: tuple[int, ...]) -> bool:
    met = games.arena.met(formula, conflict.drivers)
    return bool(met[np.array(cells, dtype=np.intp)].any())


def _foreseen(games: Games, conflict: Conflict, play: Play, target: Formula | None) -> tuple[State, ...] | None:
    if target is None:
        return None
    met = games.arena.met(target, conflict.drivers)
    cells = foreseen(play, conflict.structure.cell(conflict.start), met)
    return tuple(state_in(conflict, conflict.structure.code_of(int(cell))) for cell in cells)
