"""Exact cells of a space of drivers: one rational point for every sign vector that comparisons can take.

Linear forms f_1, …, f_m over drivers in closed ranges cut the box into cells, faces included: in each cell every f_k
is negative, zero or positive throughout. Drivers that share no form are independent, so each connected group of
drivers is cut by itself, and the cells of the whole are the products. One driver is cut at the roots of its forms, a
few into faces with corners (``analysis.drivers.faces``). A box of many drivers has too many corners to examine, but
few forms cut it into few cells: there sign vectors grow form by form, and a new sign is kept iff an exact linear
program over the rationals finds a point with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gmcr.analysis.drivers.faces import face_points
from gmcr.analysis.drivers.line import Stretch
from gmcr.analysis.drivers.rational import Range, Row, interior_point, sign_of, value_of
from gmcr.base.errors import SizeError
from gmcr.logic import LinearForm

__all__ = ["MAX_CELLS", "Point", "Range", "cell_points", "groups_of"]

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
