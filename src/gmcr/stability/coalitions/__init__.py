"""Coalitions: what actors can do together, and which states are stable against it."""

from gmcr.stability.coalitions.concept import CoalitionConcept
from gmcr.stability.coalitions.improvements import coalition_improvements, coalitions_of, partition_named, partitions_of
from gmcr.stability.coalitions.solve import (
    COALITION_CONCEPTS,
    CoalitionStability,
    solve_coalition,
    solve_coalitions,
    solve_partition,
    solve_universal,
)

__all__ = [
    "COALITION_CONCEPTS",
    "CoalitionConcept",
    "CoalitionStability",
    "coalition_improvements",
    "coalitions_of",
    "partition_named",
    "partitions_of",
    "solve_coalition",
    "solve_coalitions",
    "solve_partition",
    "solve_universal",
]
