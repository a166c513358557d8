"""Minimal changes of calculus for a target, and the degrees of responsibility that follow.

The target holds iff a road of steps leads from the start, itself included, to an equilibrium with F (*passing*: to a state
with F); steps and equilibria are those of one concept, Nash unless said otherwise. A *minimal change* is a non-empty set of edits
after which the target's truth value is the other one while no proper non-empty subset does that. An actor's *degree of
responsibility* is 1/(size of the smallest minimal change in which an edit of its wants takes part), 0 if there is none
within the bound (after Chockler & Halpern 2004).

Complete up to the bound. How they are looked for: ``analysis.edits.ensemble``.
"""

from __future__ import annotations

from collections.abc import Sequence

from gmcr.analysis.arena import Arena
from gmcr.analysis.edits.calculus import EditSets
from gmcr.analysis.edits.edits import edits_of
from gmcr.analysis.edits.ensemble import GamesEdited, OneEdited, games_edited
from gmcr.analysis.edits.search import BOUND, MinimalChanges, collect
from gmcr.base.work import Work, counted
from gmcr.logic import Formula
from gmcr.model import Conflict

__all__ = ["BOUND", "MinimalChanges", "minimal_changes"]


@counted
def minimal_changes(
    conflict: Conflict,
    target: Formula,
    *,
    bound: int = BOUND,
    concept: str = "nash",
    calculi: Sequence[EditSets] | None = None,
    among: GamesEdited | None = None,
    start: int | None = None,
    passing: bool = False,
    turn: bool = False,
    stress: bool = False,
    leave_out: bool = False,
) -> Work[MinimalChanges]:
    """All minimal changes of at most *bound* edits for a target (a resolved formula), under the roads of *concept*.

    ``calculi``: one for each actor, where they are known already (made with the same kinds of edits); ``among``: games
    under the same concept that share what is found. ``start``: another cell from which roads lead; ``passing``: whether they
    only have to pass the target. ``turn``: wants turned round too;
    ``stress``: reversed too; ``leave_out``: drops alone. Counts the sizes of sets. Raises UnknownName, SizeError.
    """
    if calculi is None:
        arena = Arena(conflict.structure)
        calculi = [
            EditSets(conflict, arena, actor, turn=turn, stress=stress, leave_out=leave_out) for actor in conflict.actors
        ]
    arena = calculi[0].arena
    games = games_edited(arena, concept, passing=passing) if among is None else among
    target_number = arena.truth_of_formula(target, conflict.drivers)
    game = games.number(calculi, conflict.structure.cell(conflict.start) if start is None else start, target_number)
    order = edits_of(conflict, turn=turn, stress=stress, leave_out=leave_out)
    return (yield from collect(OneEdited(games, game), order, bound))
