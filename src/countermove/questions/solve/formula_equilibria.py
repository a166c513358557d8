"""Equilibria that satisfy a formula: filtered from listed states, or sought by proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove.questions.solve.records import EquilibriumWith
from countermove.verdicts.concepts import SolvedConcept
from gmcr import Conflict
from gmcr.analysis import Games
from gmcr.logic import Formula

__all__ = ["having_on", "listed_with", "proved_with"]


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
