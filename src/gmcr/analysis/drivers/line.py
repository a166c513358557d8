"""The range of one driver, cut at every value where a comparison changes its truth: exact intervals in order.

Forms c·x + d over one driver have roots -d/c; the roots inside the closed range cut it into points and open intervals
(half-open at the ends of the range), in each of which every comparison has one truth value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gmcr.analysis.drivers.rational import Range
from gmcr.base.summary import Record
from gmcr.logic import LinearForm

__all__ = ["Stretch"]


@dataclass(frozen=True, slots=True)
class Stretch(Record):
    """A stretch of a driver's values."""

    low: Fraction
    """Its lower end, an exact fraction as text."""
    high: Fraction
    """Its upper end."""
    with_low: bool
    """Whether the lower end belongs to it."""
    with_high: bool
    """Whether the upper end does."""

    @property
    def middle(self) -> Fraction:
        """A value inside."""
        return (self.low + self.high) / 2

    def __contains__(self, value: Fraction) -> bool:
        return (
            self.low < value < self.high
            or (value == self.low and self.with_low)
            or (value == self.high and self.with_high)
        )

    @staticmethod
    def cut(forms: Sequence[LinearForm], span: Range) -> tuple[Stretch, ...]:
        """The cells of one driver's range, ascending. *forms*: over that driver alone."""
        low, high = span
        roots = sorted({-form.constant / form.coefficients[0][1] for form in forms})
        inside = [root for root in roots if low <= root <= high]
        if low == high:
            return (Stretch(low, low, True, True),)
        found: list[Stretch] = []
        last, taken = low, False
        for root in inside:
            if root > last:
                found.append(Stretch(last, root, not taken, False))
            found.append(Stretch(root, root, True, True))
            last, taken = root, True
        if last < high:
            found.append(Stretch(last, high, not taken, True))
        return tuple(found)

    @staticmethod
    def merged(parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """Neighbouring stretches joined; *parts* ascend."""
        joined: list[Stretch] = []
        for part in parts:
            if joined and joined[-1].high == part.low and (joined[-1].with_high or part.with_low):
                before = joined.pop()
                part = Stretch(before.low, part.high, before.with_low, part.with_high)
            joined.append(part)
        return tuple(joined)
