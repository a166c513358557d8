"""A share of draws, exact or sampled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Annotated

from gmcr.base.record import INTERNAL, Key, derived
from gmcr.base.summary import Record

__all__ = ["Chance", "share_of"]


@dataclass(frozen=True, slots=True)
class Chance(Record):
    """A share of draws, or another expected number. A Fraction where it is exact, with an error of 0."""

    value: Annotated[Fraction | float, INTERNAL]
    error: Annotated[float, INTERNAL] = 0.0
    draws: int = 0
    """The number of draws that it is a share of; 0 where it was computed."""

    @derived
    def number(self) -> Annotated[str, Key("value")]:
        """An exact fraction as text where it is exact, otherwise a decimal."""
        return str(self.value)

    @derived
    def deviation(self) -> Annotated[str | None, Key("error")]:
        """Its standard error, a decimal; null where it was computed rather than sampled."""
        return repr(self.error) if self.draws else None

    @property
    def exact(self) -> bool:
        """Whether it was computed rather than sampled."""
        return isinstance(self.value, Fraction)


def share_of(count: int, of: int, *, exact: bool = False) -> Chance:
    """The share *count* of *of* draws, with its standard error, √(p(1 − p)/n); or of exact weights."""
    if exact:
        return Chance(Fraction(count, of))
    share = count / of
    return Chance(share, sqrt(share * (1 - share) / of), of)
