"""Stability: the concepts, the table of a conflict, and the witness of each verdict; coalitions, foresight, and
preferences beyond one weak order."""

from countermove.stability.catalogue import CONCEPTS, concept, concepts_named
from countermove.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionStability,
    coalition_improvements,
    coalitions_of,
    partitions_of,
    solve_coalition,
    solve_coalitions,
    solve_partition,
    solve_universal,
)
from countermove.stability.concept import Concept
from countermove.stability.ensemble import ensemble_guarantees, solve_ensemble
from countermove.stability.guarantees import guarantees, stable_where
from countermove.stability.limited import limited_outcomes, solve_limited
from countermove.stability.literal import LITERAL_CONCEPTS
from countermove.stability.maximin import solve_maximin
from countermove.stability.nonmyopic import solve_nonmyopic
from countermove.stability.relation import UNKNOWN, Relation
from countermove.stability.sim import SIM_FORMS, solve_sim
from countermove.stability.solution import Solution
from countermove.stability.solve import Stability, solve
from countermove.stability.strength import Strength, StrengthStability, solve_strength
from countermove.stability.unknown import UNKNOWN_TYPES, Unknown, UnknownStability, solve_unknown
from countermove.stability.verdicts import Verdicts
from countermove.stability.witness import Path, Witness, why

__all__ = [
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "LITERAL_CONCEPTS",
    "SIM_FORMS",
    "UNKNOWN",
    "UNKNOWN_TYPES",
    "CoalitionStability",
    "Concept",
    "Path",
    "Relation",
    "Solution",
    "Stability",
    "Strength",
    "StrengthStability",
    "Unknown",
    "UnknownStability",
    "Verdicts",
    "Witness",
    "coalition_improvements",
    "coalitions_of",
    "concept",
    "concepts_named",
    "ensemble_guarantees",
    "guarantees",
    "limited_outcomes",
    "partitions_of",
    "solve",
    "solve_coalition",
    "solve_coalitions",
    "solve_ensemble",
    "solve_limited",
    "solve_maximin",
    "solve_nonmyopic",
    "solve_partition",
    "solve_sim",
    "solve_strength",
    "solve_universal",
    "solve_unknown",
    "stable_where",
    "why",
]
