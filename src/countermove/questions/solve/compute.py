"""solve: the stability table of one game, equilibria first, and of a big one the part that matters most.

Equilibria that satisfy a formula: filtered from listed states, or sought by proof.

solve for games with too many states to list: the start alone, under the five concepts, each verdict proved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import game_context
from countermove.inquiry.statements import WHATEVER, Statements, by_statements
from countermove.questions.solve.records import (
    ByStatements,
    Equilibria,
    EquilibriumWith,
    Solved,
    SolvedState,
    StayTogether,
)
from countermove.verdicts.concepts import Player, SolvedConcept, parse_concept, solved_concepts
from gmcr import COALITION_CONCEPTS, CONCEPTS, Conflict
from gmcr.analysis import Games, UnlistedPlay
from gmcr.base.arguments import GivenNumber, as_names
from gmcr.base.errors import CountermoveError, SizeError
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.stability import LITERAL_CONCEPTS

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = [
    "SHOWN",
    "ByStatements",
    "Equilibria",
    "EquilibriumWith",
    "Solved",
    "SolvedState",
    "StayTogether",
    "having_on",
    "listed_with",
    "proved",
    "proved_with",
    "solve",
]


def listed_with(
    conflict: Conflict, games: Games, solved: Sequence[SolvedConcept], formula: Formula
) -> dict[str, EquilibriumWith]:
    """For each concept the equilibria in which a formula holds."""
    met = conflict.structure.at_states(games.arena.met(formula, conflict.drivers))
    equilibria = {}
    for item in solved:
        codes = conflict.states[item.equilibrium() & met]
        first = int(codes[0]) if codes.size else None
        equilibria[item.request.name] = EquilibriumWith("none" if first is None else "found", first, int(codes.size))
    return equilibria


def having_on(conflict: Conflict, having: Mapping[str, EquilibriumWith]) -> dict[int, tuple[str, ...]]:
    """Code → the options that are on, of the states found."""
    return {item.state: conflict.structure.on(item.state) for item in having.values() if item.state is not None}


def proved_with(known: bool, state: int | None) -> EquilibriumWith:
    """Whether there is one, where states are not listed: whether that is known, and its code."""
    return EquilibriumWith("not decided" if not known else "none" if state is None else "found", state, None)


def proved(
    conflict: Conflict, games: Games, concepts: Sequence[str], where: str | None, formula: Formula | None
) -> Task[Solved]:
    """The start under some of the five concepts and, with *where*, whether there is an equilibrium with a formula under
    each. Counts verdicts. Raises UnknownName, and SizeError, before anything is proved, for a concept that needs a list
    of states."""
    names = tuple(dict.fromkeys(parse_concept(text).name for text in concepts))
    for name in names:
        if name not in CONCEPTS:
            raise SizeError(
                f"{name} needs a list of the states; {', '.join(CONCEPTS)} do not. {conflict.structure.unlisted}"
            )
    play, stays = games.play_of(conflict), dict[tuple[str, str], bool | None]()
    assert isinstance(play, UnlistedPlay), "its states are not listed"
    having: dict[str, EquilibriumWith] = {}
    of = len(names) * (len(conflict.actors) + (formula is not None))

    def known() -> Solved:
        return _record(conflict, names, stays, where, having)

    for name, (place, actor) in product(names, enumerate(conflict.actors)):
        yield Progress(len(stays), of, known)
        stays[name, actor] = play.verdict(conflict.start, name, place)
    if formula is not None:
        finding = play.equilibria_with(conflict, formula)
        for name in names:
            yield Progress(len(stays) + len(having), of, known)
            having[name] = proved_with(*finding.under(name))
    return known()


def _record(
    conflict: Conflict,
    names: tuple[str, ...],
    stays: dict[tuple[str, str], bool | None],
    where: str | None,
    having: dict[str, EquilibriumWith],
) -> Solved:
    """The results so far; missing ones count as undecided."""
    start = conflict.start
    held = {name: _all([stays.get((name, actor)) for actor in conflict.actors]) for name in names}

    def those(actor: str, verdict: bool | None) -> tuple[str, ...]:
        return tuple(name for name in names if stays.get((name, actor)) is verdict)

    row = SolvedState(
        code=start,
        label=conflict.label(start),
        on=conflict.structure.on(start),
        stable={actor: those(actor, True) for actor in conflict.actors},
        together=(),
        equilibrium=tuple(name for name in names if held[name]),
        undecided={actor: undecided for actor in conflict.actors if (undecided := those(actor, None))},
    )
    return Solved(
        layout="unlisted",
        states=None,
        start=start,
        actors=conflict.actors,
        options=conflict.options,
        single=names,
        joint=(),
        coalitions=(),
        partition=False,
        own=False,
        equilibria={name: Equilibria(None, (start,) if held[name] else (), held[name]) for name in names},
        rows=(row,),
        left_out=0,
        names={start: row.label},
        where=where,
        having_on=having_on(conflict, having),
        having={name: having.get(name, EquilibriumWith("not decided", None, None)) for name in names} if where else {},
    )


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


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
    strongly: bool = False,
    type: str | None = None,
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
    them. ``where``: a formula that equilibria should satisfy. ``strongly``, ``type``: how strength and doubt of wants are
    read (``inquiry.statements``); otherwise in every way. ``begins``: whether the game's start is a status quo. If
    states are not listed, counts the verdicts proved, and solves the start under the five concepts. Raises
    CountermoveError, FormulaError, UnknownName, ModelError, SizeError."""
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict = context.conflict
    coalitions, concepts = as_names(coalitions, "coalitions"), as_names(concepts, "concepts")
    if partition and coalitions:
        raise CountermoveError("Ask about coalitions, or about a partition: not about both at once.")
    from_file = not (partition or coalitions) and any(len(block) > 1 for block in own)
    blocks = tuple(own) if from_file else tuple(partition)
    statements = Statements.of(conflict)
    statements.need(strongly, type)
    alone = LITERAL_CONCEPTS if statements else CONCEPTS
    concepts = concepts or (COALITION_CONCEPTS if coalitions or blocks else alone)
    formula = None if where is None else context.of.formula(where)
    if not conflict.structure.listed:
        return (yield from proved(conflict, context.games, concepts, where, formula))
    yield Progress(0, 1)
    kind = (type or WHATEVER) if statements.unknown else None
    preferences = by_statements(conflict, strongly, kind) if statements else None
    solved = solved_concepts(conflict, concepts, coalitions, blocks, preferences)
    joint = [item for item in solved if item.request.together]
    if partition and not joint:
        names = ", ".join(COALITION_CONCEPTS)
        raise CountermoveError(f"A partition goes with the concepts of coalitions: {names}. Ask for one of them.")
    most, start = None if every else limit, conflict.start if begins else None
    places = _chosen(conflict, start, solved, most)
    asked_about = joint[0].solution.players if joint and (coalitions or blocks) else ()
    having = {} if formula is None else listed_with(conflict, context.games, solved, formula)
    equilibria = {item.request.name: _equilibria(conflict, start, item, most) for item in solved}
    ways = () if strongly or type else _ways(conflict, start, solved, statements)
    counted = (*equilibria.values(), *(item for way in ways for item in way.equilibria.values()))
    listed = sorted({code for item in counted for code in item.codes})
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
        great=statements.great,
        unknown=statements.unknown,
        strongly=strongly,
        type=kind,
        ways=ways,
    )


def _ways(
    conflict: Conflict, start: int | None, solved: Sequence[SolvedConcept], statements: Statements
) -> tuple[ByStatements, ...]:
    """All equilibria in every way to read strength and doubt."""
    names = [item.request.name for item in solved if item.request.name in LITERAL_CONCEPTS]
    ways = []
    for strongly, kind in statements.ways if names else ():
        read = solved_concepts(conflict, names, preferences=by_statements(conflict, strongly, kind))
        equilibria = {item.request.name: _equilibria(conflict, start, item, None) for item in read}
        ways.append(ByStatements(strongly, kind, equilibria))
    return tuple(ways)


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
