"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells, checks."""

from countermove.analysis.arena import Arena, Profile
from countermove.analysis.cells import Range, cell_points
from countermove.analysis.changes import BOUND, MinimalChanges, minimal_changes
from countermove.analysis.edits import Edit, edits_of, with_edits
from countermove.analysis.foresight import foreseen, nash_cells
from countermove.analysis.games import Games
from countermove.analysis.roads import Play, Roads

__all__ = [
    "BOUND",
    "Arena",
    "Edit",
    "Games",
    "MinimalChanges",
    "Play",
    "Profile",
    "Range",
    "Roads",
    "cell_points",
    "edits_of",
    "foreseen",
    "minimal_changes",
    "nash_cells",
    "with_edits",
]
