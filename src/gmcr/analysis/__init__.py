"""What follows from a game: steps, roads and outcomes, foresight, edits and changes, driver cells, proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from gmcr.analysis.agreements.deals import Deal, DealPart, Deals, deals, deals_in
    from gmcr.analysis.agreements.fate import Fate
    from gmcr.analysis.agreements.near import NearOffer, nearest_offer
    from gmcr.analysis.agreements.trades import Trades
    from gmcr.analysis.arena import Arena
    from gmcr.analysis.arrays import different_rows
    from gmcr.analysis.behaviour import Behaviour, behaviour_of
    from gmcr.analysis.clocks.drifts import Drift
    from gmcr.analysis.clocks.legs import Inequality
    from gmcr.analysis.clocks.story import Crossing, Leg, Stop, StoryBranch, Storyline
    from gmcr.analysis.clocks.storyline import storyline, storylines
    from gmcr.analysis.drivers.cells import Points, Stretch, cell_points
    from gmcr.analysis.drivers.groups import DriverGroup
    from gmcr.analysis.edits.calculus import EditSets
    from gmcr.analysis.edits.changes import MinimalChanges, minimal_changes
    from gmcr.analysis.edits.edits import Edit, EditKind, edits_of, with_edits
    from gmcr.analysis.edits.ensemble import GamesEdited
    from gmcr.analysis.edits.equilibrium_changes import changes_of_equilibrium
    from gmcr.analysis.games import Games, why
    from gmcr.analysis.orders import Profile
    from gmcr.analysis.own_views import OwnViews
    from gmcr.analysis.rankings.inverse import InverseOfActor, InverseOfState, inverse_of
    from gmcr.analysis.rankings.nearest import NearestRanking, NearestRankings, nearest_rankings
    from gmcr.analysis.rankings.requirements import Need, clauses_of, needs_of
    from gmcr.analysis.roads.crowd import Crowd, Pool
    from gmcr.analysis.roads.departures import Answer, Departures
    from gmcr.analysis.roads.dynamics import Dynamics
    from gmcr.analysis.roads.foresight import foreseen, foresees, nash_cells
    from gmcr.analysis.roads.paths import Paths
    from gmcr.analysis.roads.roads import Play, Roads
    from gmcr.analysis.unlisted.play import UnlistedPlay
    from gmcr.symbolic.check import Condition, Verified
    from gmcr.symbolic.decisions import decide
    from gmcr.symbolic.game import SymbolicGame
    from gmcr.symbolic.proofs import Decision

__all__ = [
    "Answer",
    "Arena",
    "Behaviour",
    "Condition",
    "Crossing",
    "Crowd",
    "Deal",
    "DealPart",
    "Deals",
    "Decision",
    "Departures",
    "Drift",
    "DriverGroup",
    "Dynamics",
    "Edit",
    "EditKind",
    "EditSets",
    "Fate",
    "Games",
    "GamesEdited",
    "Inequality",
    "InverseOfActor",
    "InverseOfState",
    "Leg",
    "MinimalChanges",
    "NearOffer",
    "NearestRanking",
    "NearestRankings",
    "Need",
    "OwnViews",
    "Paths",
    "Play",
    "Points",
    "Pool",
    "Profile",
    "Roads",
    "Stop",
    "StoryBranch",
    "Storyline",
    "Stretch",
    "SymbolicGame",
    "Trades",
    "UnlistedPlay",
    "Verified",
    "behaviour_of",
    "cell_points",
    "changes_of_equilibrium",
    "clauses_of",
    "deals",
    "deals_in",
    "decide",
    "different_rows",
    "edits_of",
    "foreseen",
    "foresees",
    "inverse_of",
    "minimal_changes",
    "nash_cells",
    "nearest_offer",
    "nearest_rankings",
    "needs_of",
    "storyline",
    "storylines",
    "why",
    "with_edits",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "gmcr.analysis.arena": ("Arena",),
        "gmcr.analysis.arrays": ("different_rows",),
        "gmcr.analysis.behaviour": ("Behaviour", "behaviour_of"),
        "gmcr.analysis.agreements.deals": ("Deal", "DealPart", "Deals", "deals", "deals_in"),
        "gmcr.analysis.agreements.fate": ("Fate",),
        "gmcr.analysis.agreements.near": ("NearOffer", "nearest_offer"),
        "gmcr.analysis.agreements.trades": ("Trades",),
        "gmcr.analysis.clocks.drifts": ("Drift",),
        "gmcr.analysis.clocks.legs": ("Inequality",),
        "gmcr.analysis.clocks.story": (
            "Crossing",
            "Leg",
            "Stop",
            "StoryBranch",
            "Storyline",
        ),
        "gmcr.analysis.clocks.storyline": ("storyline", "storylines"),
        "gmcr.analysis.drivers.cells": (
            "Points",
            "Stretch",
            "cell_points",
        ),
        "gmcr.analysis.drivers.groups": ("DriverGroup",),
        "gmcr.analysis.edits.calculus": ("EditSets",),
        "gmcr.analysis.edits.changes": (
            "MinimalChanges",
            "minimal_changes",
        ),
        "gmcr.analysis.edits.edits": (
            "Edit",
            "EditKind",
            "edits_of",
            "with_edits",
        ),
        "gmcr.analysis.edits.ensemble": ("GamesEdited",),
        "gmcr.analysis.edits.equilibrium_changes": ("changes_of_equilibrium",),
        "gmcr.analysis.games": (
            "Games",
            "why",
        ),
        "gmcr.analysis.orders": ("Profile",),
        "gmcr.analysis.rankings.inverse": (
            "InverseOfActor",
            "InverseOfState",
            "inverse_of",
        ),
        "gmcr.analysis.rankings.nearest": (
            "NearestRanking",
            "NearestRankings",
            "nearest_rankings",
        ),
        "gmcr.analysis.rankings.requirements": (
            "Need",
            "clauses_of",
            "needs_of",
        ),
        "gmcr.analysis.roads.crowd": (
            "Crowd",
            "Pool",
        ),
        "gmcr.analysis.roads.departures": (
            "Answer",
            "Departures",
        ),
        "gmcr.analysis.roads.dynamics": ("Dynamics",),
        "gmcr.analysis.roads.foresight": (
            "foreseen",
            "foresees",
            "nash_cells",
        ),
        "gmcr.analysis.own_views": ("OwnViews",),
        "gmcr.analysis.roads.paths": ("Paths",),
        "gmcr.analysis.roads.roads": (
            "Play",
            "Roads",
        ),
        "gmcr.analysis.unlisted.play": ("UnlistedPlay",),
        "gmcr.symbolic.check": (
            "Condition",
            "Verified",
        ),
        "gmcr.symbolic.decisions": ("decide",),
        "gmcr.symbolic.game": ("SymbolicGame",),
        "gmcr.symbolic.proofs": ("Decision",),
    },
)
