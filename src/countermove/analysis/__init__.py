"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.doors import door

if TYPE_CHECKING:
    from countermove.analysis.arena import Arena, Profile
    from countermove.analysis.decided import why
    from countermove.analysis.drivers.cells import Range, cell_points
    from countermove.analysis.edits.changes import BOUND, MinimalChanges, minimal_changes
    from countermove.analysis.edits.edits import Edit, edits_of, with_edits
    from countermove.analysis.edits.holding import changes_of_equilibrium
    from countermove.analysis.games import Games
    from countermove.analysis.rankings.inverse import InverseOfActor, InverseOfState, inverse_of
    from countermove.analysis.rankings.requirements import Need, clauses_of, needs_of
    from countermove.analysis.roads.foresight import foreseen, nash_cells
    from countermove.analysis.roads.roads import Play, Roads

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
        "countermove.analysis.arena": ("Arena", "Profile"),
        "countermove.analysis.decided": ("why",),
        "countermove.analysis.drivers.cells": ("Range", "cell_points"),
        "countermove.analysis.edits.changes": ("BOUND", "MinimalChanges", "minimal_changes"),
        "countermove.analysis.edits.edits": ("Edit", "edits_of", "with_edits"),
        "countermove.analysis.edits.holding": ("changes_of_equilibrium",),
        "countermove.analysis.games": ("Games",),
        "countermove.analysis.rankings.inverse": ("InverseOfActor", "InverseOfState", "inverse_of"),
        "countermove.analysis.rankings.requirements": ("Need", "clauses_of", "needs_of"),
        "countermove.analysis.roads.foresight": ("foreseen", "nash_cells"),
        "countermove.analysis.roads.roads": ("Play", "Roads"),
    },
)
