"""How drivers drift: in which states, which way, and how fast if that is known.

In a state a driver drifts as the first of its lines says that is true there; where none is, it is at rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import NamedTuple

from gmcr.analysis.drivers.geometry import Range
from gmcr.base.arguments import as_bool, as_instance, as_items, as_mapping, known_name
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.logic import Formula
from gmcr.model import Conflict, EditedStructure, OptionStructure

__all__ = ["Drift", "Drifts", "Motion"]


@dataclass(frozen=True, slots=True)
class Drift(Record):
    """How a driver drifts in some states.

    Attributes
    ----------
    rises : bool
        Whether it rises there; otherwise it falls.
    while_ : Formula or str, optional
        Where: a formula free of drivers. By default everywhere.
    rate : tuple of Fraction, optional
        The least and the largest rate, both above 0. By default any rate above 0 is possible.

    Examples
    --------
    >>> from fractions import Fraction
    >>> import gmcr
    >>> gmcr.Drift(False, "not run", (Fraction(1, 10), Fraction(1, 5))).rises
    False
    """

    rises: bool
    while_: Formula | str | None = None
    rate: tuple[Fraction, Fraction] | None = None


class Motion(NamedTuple):
    """A driver that drifts: its position, the way (1 rises, -1 falls), and the interval of its rate if that is known."""

    driver: int
    way: int
    rate: Range | None


class Drifts:
    """The drifts of a conflict's drivers, checked.

    Parameters
    ----------
    conflict : Conflict
        The conflict; the values of its drivers are those of now.
    drifts : mapping of str to sequence of Drift
        Driver → its lines, of which the first that is true counts.
    ranges : mapping of str to (Fraction, Fraction)
        Driver → the ends of its closed range; one for each driver that drifts.

    Raises
    ------
    ModelError
        If a line, a rate or a range cannot be as it is given.
    UnknownName
        If a driver does not exist.
    """

    def __init__(
        self,
        conflict: Conflict,
        drifts: Mapping[str, Drift | Sequence[Drift]],
        ranges: Mapping[str, tuple[Fraction, Fraction]],
    ) -> None:
        given = as_mapping(drifts, "drifts", "driver → its drifts")
        spans = as_mapping(ranges, "ranges", "driver → its range")
        for name in (*given, *spans):
            known_name("driver", name, conflict.drivers)
        self.structure = conflict.structure
        lines = {name: _lines(conflict, name, own) for name, own in sorted(given.items())}
        self.names = tuple(name for name, own in lines.items() if own)
        self.now = tuple(Fraction(conflict.drivers[name]) for name in self.names)
        self.box: tuple[Range, ...] = tuple(
            _range(name, spans.get(name), now) for name, now in zip(self.names, self.now, strict=True)
        )
        self.lines = tuple(own for own in lines.values() if own)
        self._at: dict[int, tuple[Motion, ...]] = {}

    def at(self, state: int) -> tuple[Motion, ...]:
        """Return how drivers drift in a state (a code), those at rest left out."""
        if state not in self._at:
            moving = []
            for driver, (lines, (low, high)) in enumerate(zip(self.lines, self.box, strict=True)):
                line = next((one for where, one in lines if where is None or self._holds(where, state)), None)
                if line is not None and low < high:
                    moving.append(Motion(driver, 1 if line.rises else -1, line.rate))
            self._at[state] = tuple(moving)
        return self._at[state]

    def _holds(self, formula: Formula, state: int) -> bool:
        structure = self.structure.origin if isinstance(self.structure, EditedStructure) else self.structure
        assert isinstance(structure, OptionStructure)  # in graph form there are no formulas
        return structure.form.holds(formula, state)

    @property
    def rated(self) -> frozenset[int]:
        """The drivers of which some rate is known."""
        return frozenset(
            driver for driver, lines in enumerate(self.lines) if any(line.rate is not None for _, line in lines)
        )


def _range(name: str, span: object, now: Fraction) -> Range:
    if span is None:
        raise ModelError(f"The driver {name} drifts: its range is needed.")
    low, high = _interval(span, f"The range of {name}")
    if not low <= now <= high:
        raise ModelError(f"The value of {name}, {now}, is outside its range from {low} to {high}.")
    return low, high


def _interval(given: object, what: str) -> Range:
    ends = as_items(given, what, "two numbers")
    if len(ends) != 2 or not all(isinstance(end, Rational) for end in ends) or ends[0] > ends[1]:
        raise ModelError(f"{what} is two exact numbers, the lower first.")
    return Fraction(ends[0]), Fraction(ends[1])


def _lines(conflict: Conflict, name: str, given: object) -> tuple[tuple[Formula | None, Drift], ...]:
    lines = (given,) if isinstance(given, Drift) else as_items(given, f"The drifts of {name}", "a list of Drift")
    return tuple(_line(conflict, name, as_instance(line, Drift, f"A drift of {name}", "a Drift")) for line in lines)


def _line(conflict: Conflict, name: str, line: Drift) -> tuple[Formula | None, Drift]:
    as_bool(line.rises, f"Whether {name} rises")
    where = conflict.formula(line.while_) if isinstance(line.while_, str) else line.while_
    if where is not None and where.drivers:
        raise ModelError(
            f"Where {name} drifts is said by options alone: a while may not name {', '.join(sorted(where.drivers))}."
        )
    if line.rate is not None and _interval(line.rate, f"A rate of {name}")[0] <= 0:
        raise ModelError(f"A rate of {name} is above 0; rises says which way it drifts.")
    return where, line
