"""A probability, exact or drawn."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from countermove.brief import Brief

__all__ = ["Chance", "share_of"]


@dataclass(frozen=True, slots=True)
class Chance(Brief):
    """A probability: a Fraction where it is exact (``error`` 0), else the share of the draws and its standard error.
    ``draws``: in how many it was defined; 0 where it is exact."""

    value: Fraction | float
    error: float = 0.0
    draws: int = 0

    @property
    def exact(self) -> bool:
        """Whether it was computed, not drawn."""
        return isinstance(self.value, Fraction)


def share_of(count: int, of: int, *, exact: bool = False) -> Chance:
    """So many of so many draws, with the standard error of that share, √(p(1 − p)/n); or of exact weights."""
    if exact:
        return Chance(Fraction(count, of))
    share = count / of
    return Chance(share, sqrt(share * (1 - share) / of), of)
