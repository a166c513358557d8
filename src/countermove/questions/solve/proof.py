"""solve for games with too many states to list: the start alone, under the five concepts, each verdict proved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from countermove.questions.solve.formula_equilibria import having_on, proved_with
from countermove.questions.solve.records import Equilibria, EquilibriumWith, Solved, SolvedState
from countermove.verdicts.concepts import parse_concept
from gmcr import CONCEPTS, Conflict
from gmcr.analysis import Games, UnlistedPlay
from gmcr.base.errors import SizeError
from gmcr.base.tasks import Progress, Task
from gmcr.logic import Formula

__all__ = ["proved"]


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
