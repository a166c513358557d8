"""solve: the stability table of one game, equilibria first, and of a big one the part that matters most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.desk.concepts import Player, Solved, solved_concepts
from countermove.desk.frame import Frame
from countermove.desk.game import Game
from countermove.desk.glossary import Glossary
from countermove.desk.selection import coalition_named
from countermove.stability import CONCEPTS

__all__ = ["SHOWN", "Equilibria", "SolveRecord", "SolvedState", "solve_case"]

SHOWN = 24
"""States shown unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Equilibria(Brief):
    """The equilibria under one concept (of coalitions: the states stable for all that were asked about): how many there
    are, and the codes of those listed, ascending."""

    concept: str
    count: int
    codes: tuple[int, ...]
    holds_at_start: bool


@dataclass(frozen=True, slots=True)
class SolvedState(Brief):
    """One state: its label, the options that are on, and for each actor, and for each coalition asked about, the
    concepts under which it is stable."""

    code: int
    label: str
    on: tuple[str, ...]
    stable: Mapping[str, tuple[str, ...]]
    together: Mapping[Player, tuple[str, ...]]
    equilibrium: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SolveRecord(Brief):
    """``layout``: how the states are kept, "dense", "sparse" or "graph". ``states``: how many are feasible; ``rows``:
    those listed, ascending by code; ``left_out``: how many are not. ``labels``: of the codes of listed equilibria.
    ``single``, ``joint``: the concepts of actors, and of coalitions; ``coalitions``: those asked about, none for all."""

    frame: Frame
    glossary: Glossary
    layout: str
    start: int
    states: int
    single: tuple[str, ...]
    joint: tuple[str, ...]
    coalitions: tuple[Player, ...]
    equilibria: tuple[Equilibria, ...]
    labels: Mapping[int, str]
    rows: tuple[SolvedState, ...]
    left_out: int

    def gist(self) -> str:
        """How many equilibria there are, concept by concept."""
        told = ", ".join(f"{item.concept} {item.count}" for item in self.equilibria)
        return f"{self.states:,} states, equilibria: {told}"


def solve_case(
    game: Game,
    *,
    concepts: Sequence[str] = CONCEPTS,
    coalitions: Sequence[str] = (),
    limit: int | None = SHOWN,
) -> SolveRecord:
    """The stability of one game. ``concepts``, ``coalitions``: as in ``desk.concepts``. ``limit``: states listed at
    most (None: all): the start, then those that are equilibria under most concepts. Raises CountermoveError,
    UnknownName, ModelError, SizeError."""
    conflict = game.conflict
    coalitions = [coalition_named(game.glossary.actors, text) for text in coalitions]
    solved = solved_concepts(conflict, concepts, coalitions)
    places = _chosen(game, solved, limit)
    joint = [item for item in solved if item.asked.together]
    asked_about = joint[0].players if joint and coalitions else ()
    equilibria = tuple(_equilibria(game, item, limit) for item in solved)
    listed = sorted({code for item in equilibria for code in item.codes})
    return SolveRecord(
        frame=game.frame([item.asked.name for item in solved]),
        glossary=game.glossary,
        layout=conflict.layout,
        start=conflict.start,
        states=int(conflict.states.size),
        single=tuple(item.asked.name for item in solved if not item.asked.together),
        joint=tuple(item.asked.name for item in joint),
        coalitions=asked_about,
        equilibria=equilibria,
        labels={code: conflict.label(code) for code in listed},
        rows=_rows(game, solved, places, asked_about),
        left_out=int(conflict.states.size - places.size),
    )


def _equilibria(game: Game, solved: Solved, limit: int | None) -> Equilibria:
    codes = game.conflict.states[solved.equilibrium]
    listed = codes if limit is None else codes[:limit]
    holds = bool((codes == game.conflict.start).any())
    return Equilibria(solved.asked.name, int(codes.size), tuple(listed.tolist()), holds)


def _chosen(game: Game, solved: Sequence[Solved], limit: int | None) -> NDArray[np.intp]:
    """Places of the states to list, ascending."""
    states = game.conflict.states
    if limit is None or states.size <= limit:
        return np.arange(states.size)
    weight = np.zeros(states.size, dtype=np.int64)
    for item in solved:
        weight += item.equilibrium
    weight[np.searchsorted(states, game.conflict.start)] = len(solved) + 1
    return np.sort(np.argsort(-weight, kind="stable")[:limit])


def _rows(
    game: Game, solved: Sequence[Solved], places: NDArray[np.intp], coalitions: Sequence[Player]
) -> tuple[SolvedState, ...]:
    conflict = game.conflict
    single = [item for item in solved if not item.asked.together]
    joint = [item for item in solved if item.asked.together]
    actors = {actor: _named(single, (actor,), places) for actor in conflict.actors}
    groups = {group: _named(joint, group, places) for group in coalitions}
    everybody = [(item.asked.name, item.equilibrium[places].tolist()) for item in solved]
    return tuple(
        SolvedState(
            code=code,
            label=conflict.label(code),
            on=tuple(name for k, name in enumerate(conflict.options) if code >> k & 1),
            stable={actor: names[row] for actor, names in actors.items()},
            together={group: names[row] for group, names in groups.items()},
            equilibrium=tuple(name for name, met in everybody if met[row]),
        )
        for row, code in enumerate(conflict.states[places].tolist())
    )


def _named(solved: Sequence[Solved], player: Player, places: NDArray[np.intp]) -> list[tuple[str, ...]]:
    """For each place the concepts under which a player is stable there."""
    columns = [(item.asked.name, item.stable(player)[places].tolist()) for item in solved]
    return [tuple(name for name, met in columns if met[row]) for row in range(places.size)]
