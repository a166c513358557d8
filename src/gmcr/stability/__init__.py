"""Stability: the concepts, the table of a conflict, and the witness of each verdict; coalitions, foresight, and
preferences beyond one weak order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports
from gmcr.stability.catalogue import CONCEPTS, concept, concepts_named, further_concept
from gmcr.stability.concept import Concept
from gmcr.stability.guarantees import ensemble_guarantees, guarantees, solve_ensemble, stable_where
from gmcr.stability.solution import Solution, Verdicts
from gmcr.stability.solve import Stability, solve
from gmcr.stability.witness import Countermove, Deterred, Path, Witness, why

if TYPE_CHECKING:
    from gmcr.stability.attitudes import Attitudes
    from gmcr.stability.berge import solve_berge
    from gmcr.stability.coalitions import (
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
    from gmcr.stability.crisp import Crisp
    from gmcr.stability.fuzzy import Fuzzy
    from gmcr.stability.hypergame import solve_hypergame
    from gmcr.stability.limited_moves import limited_outcomes, solve_limited
    from gmcr.stability.literal import LITERAL_CONCEPTS
    from gmcr.stability.maximin import solve_maximin
    from gmcr.stability.nonmyopic import solve_nonmyopic
    from gmcr.stability.preference import MAX_STATES, Preference
    from gmcr.stability.probabilistic import Probabilistic
    from gmcr.stability.reasons import why_relation
    from gmcr.stability.relation import UNKNOWN, UNKNOWN_TYPES, Relation
    from gmcr.stability.relations import solve_relation
    from gmcr.stability.sim import SIM_FORMS, solve_sim
    from gmcr.stability.stackelberg import solve_stackelberg
    from gmcr.stability.strength import Strength
    from gmcr.stability.sweep import Interval, Regions, sweep_thresholds
    from gmcr.stability.unknown import Unknown

__all__ = [
    "COALITION_CONCEPTS",
    "CONCEPTS",
    "LITERAL_CONCEPTS",
    "MAX_STATES",
    "SIM_FORMS",
    "UNKNOWN",
    "UNKNOWN_TYPES",
    "Attitudes",
    "CoalitionStability",
    "Concept",
    "Countermove",
    "Crisp",
    "Deterred",
    "Fuzzy",
    "Interval",
    "Path",
    "Preference",
    "Probabilistic",
    "Regions",
    "Relation",
    "Solution",
    "Stability",
    "Strength",
    "Unknown",
    "Verdicts",
    "Witness",
    "coalition_improvements",
    "coalitions_of",
    "concept",
    "concepts_named",
    "ensemble_guarantees",
    "further_concept",
    "guarantees",
    "limited_outcomes",
    "partitions_of",
    "solve",
    "solve_berge",
    "solve_coalition",
    "solve_coalitions",
    "solve_ensemble",
    "solve_hypergame",
    "solve_limited",
    "solve_maximin",
    "solve_nonmyopic",
    "solve_partition",
    "solve_relation",
    "solve_sim",
    "solve_stackelberg",
    "solve_universal",
    "stable_where",
    "sweep_thresholds",
    "why",
    "why_relation",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "gmcr.stability.attitudes": ("Attitudes",),
        "gmcr.stability.berge": ("solve_berge",),
        "gmcr.stability.coalitions": (
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
        "gmcr.stability.crisp": ("Crisp",),
        "gmcr.stability.fuzzy": ("Fuzzy",),
        "gmcr.stability.hypergame": ("solve_hypergame",),
        "gmcr.stability.limited_moves": ("limited_outcomes", "solve_limited"),
        "gmcr.stability.literal": ("LITERAL_CONCEPTS",),
        "gmcr.stability.maximin": ("solve_maximin",),
        "gmcr.stability.nonmyopic": ("solve_nonmyopic",),
        "gmcr.stability.preference": ("MAX_STATES", "Preference"),
        "gmcr.stability.probabilistic": ("Probabilistic",),
        "gmcr.stability.reasons": ("why_relation",),
        "gmcr.stability.relation": ("UNKNOWN", "UNKNOWN_TYPES", "Relation"),
        "gmcr.stability.relations": ("solve_relation",),
        "gmcr.stability.sim": ("SIM_FORMS", "solve_sim"),
        "gmcr.stability.stackelberg": ("solve_stackelberg",),
        "gmcr.stability.strength": ("Strength",),
        "gmcr.stability.sweep": ("Interval", "Regions", "sweep_thresholds"),
        "gmcr.stability.unknown": ("Unknown",),
    },
)
