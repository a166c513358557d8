"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from gmcr.analysis.arena import Arena, Profile
    from gmcr.analysis.decided import why
    from gmcr.analysis.drivers.cells import Range, cell_points
    from gmcr.analysis.edits.changes import BOUND, MinimalChanges, minimal_changes
    from gmcr.analysis.edits.edits import Edit, edits_of, with_edits
    from gmcr.analysis.edits.holding import changes_of_equilibrium
    from gmcr.analysis.games import Games
    from gmcr.analysis.rankings.inverse import InverseOfActor, InverseOfState, inverse_of
    from gmcr.analysis.rankings.requirements import Need, clauses_of, needs_of
    from gmcr.analysis.roads.foresight import foreseen, nash_cells
    from gmcr.analysis.roads.roads import Play, Roads

__all__ = [
    "BOUND",
    "Arena",
    "Edit",
    "Games",
    "InverseOfActor",
    "InverseOfState",
    "MinimalChanges",
    "Need",
    "Play",
    "Profile",
    "Range",
    "Roads",
    "cell_points",
    "changes_of_equilibrium",
    "clauses_of",
    "edits_of",
    "foreseen",
    "inverse_of",
    "minimal_changes",
    "nash_cells",
    "needs_of",
    "why",
    "with_edits",
]

__getattr__ = door(
    __name__,
    {
        "gmcr.analysis.arena": ("Arena", "Profile"),
        "gmcr.analysis.decided": ("why",),
        "gmcr.analysis.drivers.cells": ("Range", "cell_points"),
        "gmcr.analysis.edits.changes": ("BOUND", "MinimalChanges", "minimal_changes"),
        "gmcr.analysis.edits.edits": ("Edit", "edits_of", "with_edits"),
        "gmcr.analysis.edits.holding": ("changes_of_equilibrium",),
        "gmcr.analysis.games": ("Games",),
        "gmcr.analysis.rankings.inverse": ("InverseOfActor", "InverseOfState", "inverse_of"),
        "gmcr.analysis.rankings.requirements": ("Need", "clauses_of", "needs_of"),
        "gmcr.analysis.roads.foresight": ("foreseen", "nash_cells"),
        "gmcr.analysis.roads.roads": ("Play", "Roads"),
    },
)
