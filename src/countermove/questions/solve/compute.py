"""solve: the stability table of one game, equilibria first, and of a big one the part that matters most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import game_context
from countermove.questions.solve.formula_equilibria import having_on, listed_with
from countermove.questions.solve.proof import proved
from countermove.questions.solve.records import Equilibria, EquilibriumWith, Solved, SolvedState, StayTogether
from countermove.verdicts.concepts import Player, SolvedConcept, solved_concepts
from gmcr import COALITION_CONCEPTS, CONCEPTS, Conflict
from gmcr.base.arguments import as_names
from gmcr.base.errors import CountermoveError
from gmcr.base.numbers import GivenNumber
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["SHOWN", "Equilibria", "EquilibriumWith", "Solved", "SolvedState", "StayTogether", "solve"]

SHOWN = 24
"""The number of states shown unless all are requested."""


@task
def solve(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] = (),
    coalitions: str | Sequence[str] = (),
    partition: Sequence[Player] = (),
    own: Sequence[Player] = (),
    limit: int = SHOWN,
    every: bool = False,
    where: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    begins: bool = True,
) -> Task[Solved]:
    """The stability of one game. ``concepts``: as in ``questions.solve.concepts``. ``coalitions``: as "A,B";
    ``partition``: blocks that are the players; if neither is given, *own*, the coalitions of the file, are. Without
    concepts: the four of coalitional stability if some act together, otherwise the five for single actors. ``limit``:
    the largest number of states listed: the start, then those that are equilibria under most concepts; *every*: all of
    them. ``where``: a formula that equilibria should satisfy. ``begins``: whether the game's start is a status quo. If
    states are not listed, counts the verdicts proved, and solves the start under the five concepts. Raises
    CountermoveError, FormulaError, UnknownName, ModelError, SizeError."""
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict = context.conflict
    coalitions, concepts = as_names(coalitions, "coalitions"), as_names(concepts, "concepts")
    if partition and coalitions:
        raise CountermoveError("Ask about coalitions, or about a partition: not about both at once.")
    from_file = not (partition or coalitions) and any(len(block) > 1 for block in own)
    blocks = tuple(own) if from_file else tuple(partition)
    concepts = concepts or (COALITION_CONCEPTS if coalitions or blocks else CONCEPTS)
    formula = None if where is None else context.of.formula(where)
    if not conflict.structure.listed:
        return (yield from proved(conflict, context.games, concepts, where, formula))
    yield Progress(0, 1)
    solved = solved_concepts(conflict, concepts, coalitions, blocks)
    joint = [item for item in solved if item.request.together]
    if partition and not joint:
        names = ", ".join(COALITION_CONCEPTS)
        raise CountermoveError(f"A partition goes with the concepts of coalitions: {names}. Ask for one of them.")
    most, start = None if every else limit, conflict.start if begins else None
    places = _chosen(conflict, start, solved, most)
    asked_about = joint[0].solution.players if joint and (coalitions or blocks) else ()
    having = {} if formula is None else listed_with(conflict, context.games, solved, formula)
    equilibria = {item.request.name: _equilibria(conflict, start, item, most) for item in solved}
    listed = sorted({code for item in equilibria.values() for code in item.codes})
    return Solved(
        layout=_layout(conflict),
        states=int(conflict.states.size),
        start=start,
        actors=conflict.actors,
        options=conflict.options,
        single=tuple(item.request.name for item in solved if not item.request.together),
        joint=tuple(item.request.name for item in joint),
        coalitions=asked_about,
        partition=bool(blocks and joint),
        own=bool(from_file and joint),
        equilibria=equilibria,
        rows=_rows(conflict, solved, places, asked_about),
        left_out=int(conflict.states.size - places.size),
        names={code: conflict.label(code) for code in listed},
        where=where,
        having=having,
        having_on=having_on(conflict, having),
    )


def _layout(conflict: Conflict) -> Literal["dense", "sparse", "graph"]:
    match conflict.layout:
        case "dense" | "sparse" | "graph" as layout:
            return layout
    raise AssertionError(f"an unknown layout: {conflict.layout}")


def _equilibria(conflict: Conflict, start: int | None, solved: SolvedConcept, limit: int | None) -> Equilibria:
    codes = conflict.states[solved.equilibrium()]
    listed = codes if limit is None else codes[:limit]
    holds = None if start is None else bool((codes == start).any())
    return Equilibria(int(codes.size), tuple(listed.tolist()), holds)


def _chosen(
    conflict: Conflict, start: int | None, solved: Sequence[SolvedConcept], limit: int | None
) -> NDArray[np.intp]:
    """Indices of the states to list, ascending."""
    states = conflict.states
    if limit is None or states.size <= limit:
        return np.arange(states.size)
    weight = np.zeros(states.size, dtype=np.int64)
    for item in solved:
        weight += item.equilibrium()
    if start is not None:
        weight[np.searchsorted(states, start)] = len(solved) + 1
    return np.sort(np.argsort(-weight, kind="stable")[:limit])


def _rows(
    conflict: Conflict, solved: Sequence[SolvedConcept], places: NDArray[np.intp], coalitions: Sequence[Player]
) -> tuple[SolvedState, ...]:
    single = [item for item in solved if not item.request.together]
    joint = [item for item in solved if item.request.together]
    actors = {actor: _named(single, actor, places) for actor in conflict.actors}
    groups = {group: _named(joint, group, places) for group in coalitions}
    everybody = [(item.request.name, item.equilibrium()[places].tolist()) for item in solved]
    return tuple(
        SolvedState(
            code=code,
            label=conflict.label(code),
            on=conflict.structure.on(code) if conflict.options else (),
            stable={actor: names[row] for actor, names in actors.items()},
            together=tuple(StayTogether(group, names[row]) for group, names in groups.items()),
            equilibrium=tuple(name for name, met in everybody if met[row]),
        )
        for row, code in enumerate(conflict.states[places].tolist())
    )


def _named(solved: Sequence[SolvedConcept], player: str | Player, places: NDArray[np.intp]) -> list[tuple[str, ...]]:
    """For each index the concepts under which a player is stable there."""
    columns = [(item.request.name, item.stable(player)[places].tolist()) for item in solved]
    return [tuple(name for name, met in columns if met[row]) for row in range(places.size)]
