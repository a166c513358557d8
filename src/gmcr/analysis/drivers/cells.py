"""Exact cells of a space of drivers: one rational point for every sign vector that comparisons can take.

Linear forms f_1, …, f_m over drivers in closed ranges cut the box into cells, faces included: in each cell every f_k
is negative, zero or positive throughout. Drivers that share no form are independent, so each connected group of
drivers is cut by itself, and the cells of the whole are the products. One driver is cut at the roots of its forms, a
few into faces with corners (``analysis.drivers.geometry``). A box of many drivers has too many corners to examine, but
few forms cut it into few cells: there sign vectors grow form by form, and a new sign is kept iff an exact linear
program over the rationals finds a point with it.

The range of one driver, cut at every value where a comparison changes its truth: exact intervals in order.

Forms c·x + d over one driver have roots -d/c; the roots inside the closed range cut it into points and open intervals
(half-open at the ends of the range), in each of which every comparison has one truth value.

Several exact points of some drivers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from gmcr.analysis.drivers.geometry import Range, Row, face_points, interior_point, sign_of, value_of
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.logic import LinearForm

__all__ = ["MAX_CELLS", "Point", "Points", "Range", "Stretch", "cell_points", "groups_of"]


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


Point = Mapping[str, Fraction]

MAX_CELLS = 50_000
"""The number of cells, at most: each is a game that is examined under every change of a want."""

MOST_WITH_CORNERS = 6
"""The number of drivers of a group that is cut into faces with corners. A box has 2^n corners, and its faces have
4^n."""

MAX_PROGRAM_STEPS = 15_000_000
"""The limit on linear programs for one group of drivers, each counted by the cube of its size, as is its time."""


def cell_points(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> Iterator[dict[str, Fraction]]:
    """Yield one exact point of each non-empty cell into which linear forms cut ranges.

    Parameters
    ----------
    forms : sequence of LinearForm
        Forms over drivers of *ranges* only.
    ranges : mapping of str to (Fraction, Fraction)
        Driver → the ends of its closed range, the lower first.

    Returns
    -------
    iterator of dict of str to Fraction
        The points, each with a value for every driver of *ranges*.

    Raises
    ------
    SizeError
        If there are more than 50,000 cells, or cutting takes too long.

    Notes
    -----
    The forms f_1, …, f_m cut the box of the ranges into cells, faces included: in each cell every f_k is negative,
    zero or positive throughout.

    References
    ----------
    * H. Edelsbrunner, J. O'Rourke & R. Seidel (1986). Constructing arrangements of lines and hyperplanes with
      applications. *SIAM Journal on Computing* 15, 341–363.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import cell_points
    >>> from gmcr.logic import LinearForm
    >>> half = LinearForm((("x", Fraction(2)),), Fraction(-1))
    >>> [str(point["x"]) for point in cell_points([half], {"x": (Fraction(0), Fraction(1))})]
    ['1/4', '1/2', '3/4']
    """
    parts = [
        _cut([f for f in forms if set(_names(f)) & set(group)], group, ranges) for group in groups_of(forms, ranges)
    ]
    if prod(map(len, parts)) > MAX_CELLS:
        raise SizeError(
            f"The drivers {', '.join(ranges)} fall into more than {MAX_CELLS:,} cells; vary fewer of them at once."
        )
    for points in product(*parts):
        whole = {name: value for point in points for name, value in point.items()}
        yield {name: whole[name] for name in ranges}


def groups_of(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> list[tuple[str, ...]]:
    """Return drivers in connected groups: two that occur in one form belong together. In the order of *ranges*."""
    group = {name: {name} for name in ranges}
    for form in forms:
        names = _names(form)
        merged = set().union(*(group[name] for name in names))
        for name in merged:
            group[name] = merged
    order = list(ranges)
    groups = {tuple(sorted(members, key=order.index)) for members in group.values()}
    return sorted(groups, key=lambda members: order.index(members[0]))


def _cut(forms: Sequence[LinearForm], group: tuple[str, ...], ranges: Mapping[str, Range]) -> list[dict[str, Fraction]]:
    """One point for each sign vector of *forms* over the box of *group*."""
    fixed = {name: low for name in group for low, high in [ranges[name]] if low == high}
    free = tuple(name for name in group if name not in fixed)
    box = [ranges[name] for name in free]
    try:
        points = _points(_rows(forms, free, fixed), box)
    except SizeError:
        raise SizeError(
            f"{len(forms)} comparisons cut the drivers {', '.join(group)} into too many cells; vary fewer of them at once."
        ) from None
    return [fixed | dict(zip(free, point, strict=True)) for point in points]


def _rows(forms: Sequence[LinearForm], free: Sequence[str], fixed: Mapping[str, Fraction]) -> list[Row]:
    """The different forms over the free drivers, without those that have no free driver."""
    rows: dict[tuple[tuple[Fraction, ...], Fraction], None] = {}
    for form in forms:
        by_name = dict(form.coefficients)
        row = tuple(by_name.get(name, Fraction(0)) for name in free)
        if any(row):
            lead = abs(next(filter(None, row)))
            constant = form.constant + sum(by_name.get(name, Fraction(0)) * value for name, value in fixed.items())
            rows[tuple(value / lead for value in row), constant / lead] = None
    return list(rows)


def _points(rows: Sequence[Row], box: Sequence[Range]) -> Sequence[Sequence[Fraction]]:
    """One point of each cell. Raises SizeError if there are too many of them, or they take too long."""
    if not box:
        return [()]
    if len(box) == 1:
        points: Sequence[Sequence[Fraction]] = _on_a_line(rows, box[0])
    elif len(box) <= MOST_WITH_CORNERS:
        points = face_points(rows, box)
    else:
        points = _by_programs(rows, box)
    if len(points) > MAX_CELLS:
        raise SizeError("too many cells")
    return points


def _on_a_line(rows: Sequence[Row], span: Range) -> list[tuple[Fraction]]:
    return [(part.middle,) for part in Stretch.cut([LinearForm((("", a),), c) for (a,), c in rows], span)]


def _by_programs(rows: Sequence[Row], box: Sequence[Range]) -> list[list[Fraction]]:
    steps = 0
    cells: list[tuple[tuple[int, ...], list[Fraction]]] = [((), [(low + high) / 2 for low, high in box])]
    for count, row in enumerate(rows, 1):
        grown = []
        for signs, point in cells:
            known = sign_of(value_of(row, point))
            for sign in (-1, 0, 1):
                inside: list[Fraction] | None = point
                if sign != known:
                    steps += (len(box) + count) ** 3
                    inside = interior_point([*signs, sign], rows[:count], box)
                if inside is not None:
                    grown.append(((*signs, sign), inside))
            if steps > MAX_PROGRAM_STEPS:
                raise SizeError("too many linear programs")
        cells = grown
    return [point for _, point in cells]


def _names(form: LinearForm) -> list[str]:
    return [name for name, _ in form.coefficients]
