"""Several exact points of some drivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gmcr.base.summary import Record

__all__ = ["Points"]


@dataclass(frozen=True, eq=False)
class Points(Record):
    """Values of the same drivers at several points, compared by identity and so a cheap key.

    Parameters
    ----------
    values : tuple of mapping of str to Fraction
        The points: driver → value, the same drivers in each.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Points
    >>> points = Points(({"x": Fraction(0), "y": Fraction(1)}, {"x": Fraction(0), "y": Fraction(2)}))
    >>> len(points), points.along(("x",))[1]
    (2, (0, 0))
    """

    values: tuple[Mapping[str, Fraction], ...]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Mapping[str, Fraction]]:
        return iter(self.values)

    def along(self, names: tuple[str, ...]) -> tuple[tuple[Mapping[str, Fraction], ...], tuple[int, ...]]:
        """Return the points that differ in some of the drivers.

        Parameters
        ----------
        names : tuple of str
            The drivers that count; others are ignored, as are names of no driver.

        Returns
        -------
        firsts : tuple of mapping of str to Fraction
            The first point with each different combination of values.
        which : tuple of int
            For each point the position in *firsts* of the one that it agrees with.
        """
        own = tuple(name for name in names if self.values and name in self.values[0])
        if own not in self._along:
            numbers: dict[tuple[tuple[int, int], ...], int] = {}
            firsts: list[Mapping[str, Fraction]] = []
            which = []
            for point in self.values:
                key = tuple((point[name].numerator, point[name].denominator) for name in own)
                if key not in numbers:
                    numbers[key] = len(firsts)
                    firsts.append(point)
                which.append(numbers[key])
            self._along[own] = tuple(firsts), tuple(which)
        return self._along[own]

    @cached_property
    def _along(self) -> dict[tuple[str, ...], tuple[tuple[Mapping[str, Fraction], ...], tuple[int, ...]]]:
        return {}
