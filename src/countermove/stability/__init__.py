"""Stability: the concepts, the table of a conflict, and the witness of each verdict; coalitions, foresight, and
preferences beyond one weak order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.doors import door
from countermove.stability.catalogue import CONCEPTS, concept, concepts_named
from countermove.stability.concept import Concept
from countermove.stability.ensemble import ensemble_guarantees, solve_ensemble
from countermove.stability.guarantees import guarantees, stable_where
from countermove.stability.solution import Solution
from countermove.stability.solve import Stability, solve
from countermove.stability.verdicts import Verdicts
from countermove.stability.witness import Path, Witness, why

if TYPE_CHECKING:
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
    from countermove.stability.limited import limited_outcomes, solve_limited
    from countermove.stability.literal import LITERAL_CONCEPTS
    from countermove.stability.maximin import solve_maximin
    from countermove.stability.nonmyopic import solve_nonmyopic
    from countermove.stability.relation import UNKNOWN, Relation
    from countermove.stability.sim import SIM_FORMS, solve_sim
    from countermove.stability.strength import Strength, StrengthStability, solve_strength
    from countermove.stability.unknown import UNKNOWN_TYPES, Unknown, UnknownStability, solve_unknown

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

__getattr__ = door(
    __name__,
    {
        "countermove.stability.coalitions": (
            "COALITION_CONCEPTS",
            "CoalitionStability",
            "coalition_improvements",
            "coalitions_of",
            "partitions_of",
            "solve_coalition",
            "solve_coalitions",
            "solve_partition",
            "solve_universal",
        ),
        "countermove.stability.limited": ("limited_outcomes", "solve_limited"),
        "countermove.stability.literal": ("LITERAL_CONCEPTS",),
        "countermove.stability.maximin": ("solve_maximin",),
        "countermove.stability.nonmyopic": ("solve_nonmyopic",),
        "countermove.stability.relation": ("UNKNOWN", "Relation"),
        "countermove.stability.sim": ("SIM_FORMS", "solve_sim"),
        "countermove.stability.strength": ("Strength", "StrengthStability", "solve_strength"),
        "countermove.stability.unknown": ("UNKNOWN_TYPES", "Unknown", "UnknownStability", "solve_unknown"),
    },
)
