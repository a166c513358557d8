"""jumps: equilibria that a coalition gets to at once, and to which no improvements of single actors lead.

H of two or more actors jumps from a state s to an equilibrium T iff T is a coalition improvement of H there
(``stability.coalitions``: all members prefer it, and their moves lead there). Only coalitions minimal by inclusion are
given, for each place to jump from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from countermove.analysis.departures import Departures
from countermove.analysis.reasons import Reason, reason

__all__ = ["Jump", "jumps_from"]

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Jump:
    """A coalition that gets from ``origin`` (the start, or an outcome) to an equilibrium at once; ``gains``: what each
    member makes of it."""

    origin: int
    coalition: tuple[str, ...]
    gains: tuple[Reason, ...]


def jumps_from(
    departures: Departures, origin: int, groups: Sequence[tuple[str, ...]], goals: Codes
) -> dict[int, tuple[Jump, ...]]:
    """Goal → who jumps there from a state (a code). ``groups``: coalitions, small ones first; ``goals``: codes, ascending.
    Raises SizeError."""
    found: dict[int, list[tuple[str, ...]]] = {}
    for group in groups:
        improved = departures.improvements(origin, group)
        for code in np.intersect1d(improved, goals, assume_unique=True).tolist():
            known = found.setdefault(code, [])
            if not any(set(smaller) <= set(group) for smaller in known):
                known.append(group)
    conflict = departures.conflict
    return {
        code: tuple(
            Jump(origin, group, tuple(reason(conflict, member, origin, code) for member in group)) for group in own
        )
        for code, own in found.items()
    }
