"""Several exact points of some drivers, looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gmcr.base.summary import Record

__all__ = ["Points"]


@dataclass(frozen=True, eq=False)
class Points(Record):
    """Values of the same drivers at several points. It is itself alone, and so a cheap key of what is known of it."""

    values: tuple[Mapping[str, Fraction], ...]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Mapping[str, Fraction]]:
        return iter(self.values)

    def along(self, names: tuple[str, ...]) -> tuple[tuple[Mapping[str, Fraction], ...], tuple[int, ...]]:
        """The different points as far as some of the drivers count, and for each point which of these it is."""
        own = tuple(name for name in names if self.values and name in self.values[0])
        if own not in self._along:
            found: dict[tuple[tuple[int, int], ...], int] = {}
            firsts: list[Mapping[str, Fraction]] = []
            which = []
            for point in self.values:
                key = tuple((point[name].numerator, point[name].denominator) for name in own)
                if key not in found:
                    found[key] = len(firsts)
                    firsts.append(point)
                which.append(found[key])
            self._along[own] = tuple(firsts), tuple(which)
        return self._along[own]

    @cached_property
    def _along(self) -> dict[tuple[str, ...], tuple[tuple[Mapping[str, Fraction], ...], tuple[int, ...]]]:
        return {}
