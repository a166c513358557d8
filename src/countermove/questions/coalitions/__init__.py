"""coalitions: who could leave a state, or reach the target, together."""

from __future__ import annotations

from countermove.questions.coalitions.compute import (
    Able,
    Coalition,
    CoalitionMap,
    CoalitionOverReadings,
    Pact,
    coalitions,
)

__all__ = ["Able", "Coalition", "CoalitionMap", "CoalitionOverReadings", "Pact", "coalitions"]
