"""statusquo: does the start hold, for whom, under which concept, and where do roads from it lead.

All results are for one game: the base reading by default. ``bare``: the same game without any wants, since inaction
is what every myopic concept falls back on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

from countermove.context.context import Context, context_of
from countermove.context.states import State, state_in
from countermove.inquiry.inducement import Inducement, Inducing
from countermove.inquiry.reach import Reach
from gmcr import Conflict, foreseen
from gmcr.analysis import Games, Play
from gmcr.base.errors import Undecided
from gmcr.base.numbers import GivenNumber
from gmcr.base.record import INTERNAL, Key, derived
from gmcr.base.summary import Record
from gmcr.logic import Formula

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["ConceptView", "StatusQuo", "Step", "start_in", "statusquo", "stays_in"]


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
