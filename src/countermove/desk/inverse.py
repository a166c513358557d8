"""inverse: which preferences would make a state hold, of a case or of a conflict alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from countermove.desk.frame import Frame
from countermove.desk.game import on_in, open_game
from countermove.desk.glossary import Glossary
from countermove.desk.selection import BASE, Selection, state_code
from countermove.questions import InverseOfState, inverse

__all__ = ["InverseRecord", "inverse_case"]


@dataclass(frozen=True, slots=True)
class InverseRecord:
    """``found``: one answer a concept. ``start``: the code of the start; ``states``: how many are feasible. ``on``:
    code → the options that are on, for every state mentioned (in graph form its label)."""

    frame: Frame
    glossary: Glossary
    found: tuple[InverseOfState, ...]
    start: int
    states: int
    on: Mapping[int, tuple[str, ...]]


def inverse_case(
    case: str,
    state: str,
    selection: Selection = BASE,
    *,
    vary: Sequence[str] = (),
    concepts: Sequence[str] = ("nash",),
    limit: int = 0,
) -> InverseRecord:
    """Which strict rankings of the actors *vary* (all where empty) make a state (as a person writes it) an equilibrium.

    ``limit``: profiles listed. Raises AssessmentError, UnknownName, ModelError, SizeError.
    """
    game = open_game(case, selection)
    conflict = game.conflict
    code = state_code(conflict, state)
    names = tuple(dict.fromkeys(concepts))
    found = tuple(inverse(conflict, code, vary=vary, concept=name, limit=limit) for name in names)
    mentioned = {code}
    for item in found:
        mentioned |= {other for actor in item.actors for need in actor.needs for other in _states(need.alternatives)}
        mentioned |= {other for actor in item.actors for need in actor.needs for other in (need.move,)}
        mentioned |= {other for profile in item.listed for order in profile for other in order}
    return InverseRecord(
        frame=game.frame(names),
        glossary=game.glossary,
        found=found,
        start=conflict.start,
        states=int(conflict.states.size),
        on=on_in(conflict, {other: conflict.label(other) for other in sorted(mentioned)}),
    )


def _states(alternatives: Sequence[Sequence[int]]) -> set[int]:
    return {state for item in alternatives for state in item}
