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
    """A stretch of a driver's values.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Stretch
    >>> Fraction(1, 2) in Stretch(Fraction(0), Fraction(1, 2), True, False)
    False
    """

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
        """Return the cells into which linear forms cut one driver's range.

        Parameters
        ----------
        forms : sequence of LinearForm
            Forms over that driver alone, each with a coefficient that is not 0.
        span : (Fraction, Fraction)
            The ends of the closed range, the lower first.

        Returns
        -------
        tuple of Stretch
            The cells, ascending: each root in the range, and the intervals between them.

        Examples
        --------
        >>> from fractions import Fraction
        >>> from gmcr.analysis import Stretch
        >>> from gmcr.logic import LinearForm
        >>> half = LinearForm((("x", Fraction(2)),), Fraction(-1))
        >>> [str(part.middle) for part in Stretch.cut([half], (Fraction(0), Fraction(1)))]
        ['1/4', '1/2', '3/4']
        """
        low, high = span
        roots = sorted({-form.constant / form.coefficients[0][1] for form in forms})
        inside = [root for root in roots if low <= root <= high]
        if low == high:
            return (Stretch(low, low, True, True),)
        parts: list[Stretch] = []
        last, closed = low, False
        for root in inside:
            if root > last:
                parts.append(Stretch(last, root, not closed, False))
            parts.append(Stretch(root, root, True, True))
            last, closed = root, True
        if last < high:
            parts.append(Stretch(last, high, not closed, True))
        return tuple(parts)

    @staticmethod
    def merged(parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """Return stretches with neighbours joined.

        Parameters
        ----------
        parts : sequence of Stretch
            Stretches, ascending.

        Returns
        -------
        tuple of Stretch
            Stretches with the same values, no two of which touch.

        Examples
        --------
        >>> from fractions import Fraction
        >>> from gmcr.analysis import Stretch
        >>> low = Stretch(Fraction(0), Fraction(1), True, False)
        >>> high = Stretch(Fraction(1), Fraction(2), True, True)
        >>> [str(part.high) for part in Stretch.merged([low, high])]
        ['2']
        """
        joined: list[Stretch] = []
        for part in parts:
            if joined and joined[-1].high == part.low and (joined[-1].with_high or part.with_low):
                before = joined.pop()
                part = Stretch(before.low, part.high, before.with_low, part.with_high)
            joined.append(part)
        return tuple(joined)
