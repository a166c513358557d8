"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells, checks."""

from countermove.analysis.arena import Arena, Profile
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
    "with_edits",
]
