"""solve: the stability table of one game, equilibria first, and of a big one the part that matters most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game
from countermove.case.glossary import Glossary
from countermove.case.selection import coalition_named, partition_of
from countermove.errors import CountermoveError
from countermove.questions.solve.concepts import Player, Solved, solved_concepts
from countermove.stability import COALITION_CONCEPTS, CONCEPTS

__all__ = ["SHOWN", "Equilibria", "SolveRecord", "SolvedState", "solve_case"]

SHOWN = 24
"""States shown unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Equilibria(Brief):
    """The equilibria under one concept (of coalitions: the states stable for all that were asked about): how many there
    are, and the codes of those listed, ascending. ``holds_at_start``: None where there is no start."""

    concept: str
    count: int
    codes: tuple[int, ...]
    holds_at_start: bool | None


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
    ``single``, ``joint``: the concepts of actors, and of coalitions; ``coalitions``: those asked about, none for all.
    ``partition``: whether these are a partition of the actors and answer one another as such; ``own``: whether it is that of
    the file. ``start``: None where there is none."""

    frame: Frame
    glossary: Glossary
    layout: str
    start: int | None
    states: int
    single: tuple[str, ...]
    joint: tuple[str, ...]
    coalitions: tuple[Player, ...]
    partition: bool
    own: bool
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
    concepts: Sequence[str] = (),
    coalitions: Sequence[str] = (),
    partition: str | None = None,
    limit: int | None = SHOWN,
) -> SolveRecord:
    """The stability of one game. ``concepts``, ``coalitions``: as in ``desk.concepts``; ``partition``: blocks that are the
    players, as ``A,B/C``. Without a partition or coalitions the coalitions of the file are the players. Without concepts: the
    four of coalitions where some act together, otherwise the five of single actors. ``limit``: states listed at most (None:
    all): the start, then those that are equilibria under most concepts. Raises CountermoveError, UnknownName, ModelError,
    SizeError."""
    conflict = game.conflict
    if partition is not None and coalitions:
        raise CountermoveError("Ask about coalitions, or about a partition: not about both at once.")
    coalitions = [coalition_named(game.glossary.actors, text) for text in coalitions]
    blocks = () if partition is None else partition_of(game.glossary.actors, partition)
    own = not (blocks or coalitions) and any(len(block) > 1 for block in game.coalitions)
    blocks = game.coalitions if own else blocks
    concepts = concepts or (COALITION_CONCEPTS if coalitions or blocks else CONCEPTS)
    solved = solved_concepts(conflict, concepts, coalitions, blocks)
    places = _chosen(game, solved, limit)
    joint = [item for item in solved if item.asked.together]
    asked_about = joint[0].players if joint and (coalitions or blocks) else ()
    if partition is not None and not joint:
        names = ", ".join(COALITION_CONCEPTS)
        raise CountermoveError(f"A partition goes with the concepts of coalitions: {names}. Ask for one of them.")
    frame = game.frame([item.asked.name for item in solved])
    if len(joint) == len(solved):  # nobody is asked about who stands alone
        frame = replace(frame, assumptions=replace(frame.assumptions, apart=()))
    equilibria = tuple(_equilibria(game, item, limit) for item in solved)
    listed = sorted({code for item in equilibria for code in item.codes})
    return SolveRecord(
        frame=frame,
        glossary=game.glossary,
        layout=conflict.layout,
        start=game.start,
        states=int(conflict.states.size),
        single=tuple(item.asked.name for item in solved if not item.asked.together),
        joint=tuple(item.asked.name for item in joint),
        coalitions=asked_about,
        partition=bool(blocks and joint),
        own=bool(own and joint),
        equilibria=equilibria,
        labels={code: conflict.label(code) for code in listed},
        rows=_rows(game, solved, places, asked_about),
        left_out=int(conflict.states.size - places.size),
    )


def _equilibria(game: Game, solved: Solved, limit: int | None) -> Equilibria:
    codes = game.conflict.states[solved.equilibrium]
    listed = codes if limit is None else codes[:limit]
    holds = None if game.start is None else bool((codes == game.start).any())
    return Equilibria(solved.asked.name, int(codes.size), tuple(listed.tolist()), holds)


def _chosen(game: Game, solved: Sequence[Solved], limit: int | None) -> NDArray[np.intp]:
    """Places of the states to list, ascending."""
    states = game.conflict.states
    if limit is None or states.size <= limit:
        return np.arange(states.size)
    weight = np.zeros(states.size, dtype=np.int64)
    for item in solved:
        weight += item.equilibrium
    if game.start is not None:
        weight[np.searchsorted(states, game.start)] = len(solved) + 1
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
