"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells, checks."""

from countermove.analysis.arena import Arena, Profile
from countermove.analysis.cells import Range, cell_points
from countermove.analysis.changes import BOUND, MinimalChanges, minimal_changes
from countermove.analysis.edits import Edit, edits_of, with_edits
from countermove.analysis.foresight import foreseen, nash_cells
from countermove.analysis.games import Games
from countermove.analysis.holding import changes_of_equilibrium
from countermove.analysis.inverse import InverseOfActor, InverseOfState, inverse_of
from countermove.analysis.requirements import Need, clauses_of, needs_of
from countermove.analysis.roads import Play, Roads

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
    "with_edits",
]
