"""The integrated graph of a game: all feasible states, all moves of all actors, and which states are equilibria.

An arc (s, q) of actor i is a unilateral move, q ∈ R_i(s); an improvement iff q ∈ R_i⁺(s) (Fang, Hipel & Kilgour 1993).
States are numbered from 1 by ascending code, as the literature prints them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.context.context import game_context
from gmcr import CONCEPTS, Conflict, solve
from gmcr.base.arguments import GivenNumber, as_names
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MOST", "DrawnState", "Move", "WholeGraph", "graph"]

MOST = 60
"""The largest number of states in a graph: more would be a thicket."""


@dataclass(frozen=True, slots=True)
class DrawnState(Record):
    """``number``: from 1, by ascending code; ``ranks``: actor → its rank there, larger is better, from 1 without gaps;
    ``equilibrium``: the concepts under which everybody stays."""

    code: int
    number: int
    label: str
    ranks: Mapping[str, int]
    equilibrium: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move(Record):
    """A unilateral move from code to code. ``better``: 1 if its mover gains, 0 if it is as well off, -1 if it loses."""

    source: int
    actor: str
    target: int
    better: int


@dataclass(frozen=True, slots=True)
class WholeGraph(Record):
    """``start``: the code of the status quo, None if there is none. ``states``: ascending by code; ``moves``: by
    source, actor and target."""

    concepts: tuple[str, ...]
    start: int | None
    states: tuple[DrawnState, ...]
    moves: tuple[Move, ...]

    @property
    def labels(self) -> Mapping[int, str]:
        """Code → label."""
        return {state.code: state.label for state in self.states}

    def state(self, code: int) -> DrawnState:
        """The state with a code."""
        return next(state for state in self.states if state.code == code)

    def equilibria(self, concept: str) -> tuple[DrawnState, ...]:
        """The states in which everybody stays under a concept."""
        return tuple(state for state in self.states if concept in state.equilibrium)


@task
def graph(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] = (),
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    begins: bool = True,
) -> Task[WholeGraph]:
    """The whole graph of one game, its equilibria under *concepts* (all five if none is named). ``begins``: whether the
    game's start is a status quo. There is no partial result. Raises UnknownName, ModelError, and SizeError for more
    than ``MOST`` states."""
    names = tuple(concept.name for concept in concepts_named(as_names(concepts, "concepts") or CONCEPTS))
    conflict = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers).conflict
    many = int(conflict.states.size)
    if many > MOST:
        raise SizeError(
            f"There are {many:,} feasible states, and the graph of all of them can be read up to {MOST}: the figure states shows "
            "what is reached from the start."
        )
    yield Progress(0, 1)
    solved = solve(conflict, concepts=names)
    met = {name: solved.equilibrium(name).tolist() for name in names}
    ranks = {actor: conflict.ranks(actor).tolist() for actor in conflict.actors}
    codes = conflict.states.tolist()
    states = tuple(
        DrawnState(
            code=code,
            number=place + 1,
            label=conflict.label(code),
            ranks={actor: own[place] for actor, own in ranks.items()},
            equilibrium=tuple(name for name in names if met[name][place]),
        )
        for place, code in enumerate(codes)
    )
    return WholeGraph(names, conflict.start if begins else None, states, _moves(conflict, states))


def _moves(conflict: Conflict, states: Sequence[DrawnState]) -> tuple[Move, ...]:
    known = {state.code: state for state in states}
    return tuple(
        Move(state.code, actor, target, (there > here) - (there < here))
        for state in states
        for actor, here in state.ranks.items()
        for target in conflict.moves(state.code, actor=actor).tolist()
        for there in (known[target].ranks[actor],)
    )
