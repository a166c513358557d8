"""inverse: which preferences would make a state hold, of a case or of a conflict alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.case.game import Game, on_in, open_game
from countermove.case.glossary import Glossary
from countermove.case.interrupts import one_by_one
from countermove.case.selection import BASE, Selection, actor_named
from countermove.questions.inverse.found import InverseOfState, inverse

__all__ = ["InverseRecord", "inverse_case", "inverse_in"]


@dataclass(frozen=True, slots=True)
class InverseRecord(Brief):
    """``found``: one answer a concept; ``left_out``: concepts asked for that an interrupt came before. ``start``: the
    code of the start; ``states``: how many are feasible. ``on``: code → the options that are on, for every state
    mentioned (in graph form its label)."""

    frame: Frame
    glossary: Glossary
    found: tuple[InverseOfState, ...]
    left_out: tuple[str, ...]
    start: int | None
    states: int
    on: Mapping[int, tuple[str, ...]]

    def gist(self) -> str:
        """Concept by concept."""
        return "; ".join(item.gist() for item in self.found)


def inverse_case(
    case: str,
    state: str,
    selection: Selection = BASE,
    *,
    vary: Sequence[str] = (),
    concepts: Sequence[str] = ("nash",),
    limit: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> InverseRecord:
    """Which strict rankings of the actors *vary* (all where empty) make a state (as a person writes it) an equilibrium.

    ``limit``: profiles listed. ``progress`` is told how many profiles are gone through, where they are; an interrupt
    ends it with what it has. Raises AssessmentError, UnknownName, ModelError, SizeError.
    """
    game = open_game(case, selection)
    return inverse_in(game, state, vary=vary, concepts=concepts, limit=limit, progress=progress)


def inverse_in(
    game: Game,
    state: str,
    *,
    vary: Sequence[str] = (),
    concepts: Sequence[str] = ("nash",),
    limit: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> InverseRecord:
    """The same of a game that is open."""
    conflict = game.conflict
    code = game.state(state)
    names = tuple(dict.fromkeys(concepts))
    vary = tuple(actor_named(game.glossary.actors, name) for name in vary)
    found = one_by_one(
        names,
        lambda name, told: inverse(conflict, code, vary=vary, concept=name, limit=limit, progress=told),
        lambda item: not item.interrupted,
        progress,
    )
    mentioned = {code}
    for item in found:
        mentioned |= {other for actor in item.actors for need in actor.needs for other in _states(need.alternatives)}
        mentioned |= {other for actor in item.actors for need in actor.needs for other in (need.move,)}
        mentioned |= {other for profile in item.listed for order in profile for other in order}
    return InverseRecord(
        frame=game.frame(names[: len(found)]),
        glossary=game.glossary,
        found=found,
        left_out=names[len(found) :],
        start=game.start,
        states=int(conflict.states.size),
        on=on_in(conflict, {other: conflict.label(other) for other in sorted(mentioned)}),
    )


def _states(alternatives: Sequence[Sequence[int]]) -> set[int]:
    return {state for item in alternatives for state in item}
