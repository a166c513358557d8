"""The cells into which comparisons cut drivers, group by group: drivers that share no comparison are cut apart.

A cell of the whole is one cell of each group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from countermove.verdicts.watched import Watched
from gmcr.analysis.drivers.cells import Range, cell_points, groups_of
from gmcr.analysis.drivers.nearest import CellDistance
from gmcr.analysis.drivers.rational import Row, sign_of, value_of
from gmcr.base.brief import Brief
from gmcr.base.errors import SizeError
from gmcr.logic import LinearForm

__all__ = ["Cells", "Group", "Groups", "Point", "at_cells", "driver_groups"]

Point = Mapping[str, Fraction]

Cells = tuple[int, ...]
"""One cell of each group, by number."""

MAX_GROUP = 4_000
"""A group of drivers that may have more cells than this is not cut."""


@dataclass(frozen=True, slots=True)
class Group(Brief):
    """Drivers that share comparisons, and the cells into which these cut them: ``points``, ``signs`` of the comparisons'
    ``rows``, and how far each is from now."""

    names: tuple[str, ...]
    box: tuple[Range, ...]
    rows: tuple[Row, ...]
    points: tuple[Point, ...]
    signs: tuple[tuple[int, ...], ...]
    distances: tuple[CellDistance, ...]


Groups = dict[tuple[tuple[str, ...], tuple[LinearForm, ...], tuple[Fraction, ...]], Group]
"""Groups by their drivers, comparisons, and the drivers' values now."""


def driver_groups(thing: Watched, names: tuple[str, ...], ranges: Mapping[str, Range], known: Groups) -> list[Group]:
    """The groups of some drivers. *known*: groups cut before, to which new ones are added.

    Raises SizeError where a group has too many cells.
    """
    forms = thing.forms(names)
    return [
        _known_group(thing, own, own_forms, ranges, known)
        for own in groups_of(forms, ranges)
        if (own_forms := tuple(form for form in forms if {name for name, _ in form.coefficients} & set(own)))
    ]


def _known_group(
    thing: Watched,
    names: tuple[str, ...],
    forms: tuple[LinearForm, ...],
    ranges: Mapping[str, Range],
    known: Groups,
) -> Group:
    now = tuple(thing.now[name] for name in names)
    key = (names, forms, now)
    if key not in known:
        known[key] = _group(names, forms, ranges, now)
    return known[key]


def _group(
    names: tuple[str, ...], forms: Sequence[LinearForm], ranges: Mapping[str, Range], now: Sequence[Fraction]
) -> Group:
    if _faces(len(forms), len(names)) > MAX_GROUP:
        raise SizeError(
            f"the drivers {', '.join(names)} share {len(forms)} comparisons and may fall into more than {MAX_GROUP} "
            "cells: vary fewer of them at once"
        )
    box = tuple(ranges[name] for name in names)
    rows = tuple(([dict(form.coefficients).get(name, Fraction(0)) for name in names], form.constant) for form in forms)
    points = tuple(cell_points(forms, {name: ranges[name] for name in names}))
    signs = tuple(tuple(sign_of(value_of(row, [point[name] for name in names])) for row in rows) for point in points)
    distances = tuple(CellDistance(own, rows, box, now) for own in signs)
    return Group(names, box, rows, points, signs, distances)


def _faces(forms: int, drivers: int) -> int:
    """How many cells that many hyperplanes can cut a space into, faces included, at most (Buck 1943)."""
    if drivers == 1:
        return 2 * forms + 1
    return sum(
        comb(forms, drivers - k) * sum(comb(forms - drivers + k, i) for i in range(k + 1))
        for k in range(drivers + 1)
        if forms >= drivers - k
    )


def at_cells(groups: Sequence[Group], cell: Sequence[int]) -> dict[str, Fraction]:
    """A point of a combination of cells."""
    return {
        name: value for group, place in zip(groups, cell, strict=True) for name, value in group.points[place].items()
    }
