"""Exact cells of a space of drivers: one rational point for every sign vector that comparisons can take.

Linear forms f_1, …, f_m over drivers in closed ranges cut the box into cells, faces included: in each cell every f_k is
negative, zero or positive throughout. Drivers that share no form are independent, so each connected group of drivers is
cut by itself and the cells of the whole are the products. Within a group sign vectors grow form by form; a new sign is
kept iff an exact linear program over the rationals finds a point with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from countermove.analysis.rational import interior_point, sign_of, value_of
from countermove.errors import SizeError
from countermove.logic import LinearForm

__all__ = ["MAX_CELLS", "Point", "Range", "cell_points", "groups_of"]

Point = Mapping[str, Fraction]
Range = tuple[Fraction, Fraction]

MAX_CELLS = 200_000
"""More cells than this are refused: the answer would not be read, and it says which drivers to fix."""


def cell_points(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> Iterator[dict[str, Fraction]]:
    """One exact point of each non-empty cell. Every driver of *ranges* gets a value.

    Forms must mention drivers of *ranges* only. Raises SizeError beyond MAX_CELLS.
    """
    parts = [
        _cut([f for f in forms if set(_names(f)) & set(group)], group, ranges) for group in groups_of(forms, ranges)
    ]
    if prod(map(len, parts)) > MAX_CELLS:
        raise SizeError(
            f"The drivers {', '.join(ranges)} fall into more than {MAX_CELLS} cells; vary fewer of them at once."
        )
    for points in product(*parts):
        whole = {name: value for point in points for name, value in point.items()}
        yield {name: whole[name] for name in ranges}


def groups_of(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> list[tuple[str, ...]]:
    """Drivers in connected groups: two that occur in one form belong together. In the order of *ranges*."""
    group = {name: {name} for name in ranges}
    for form in forms:
        names = _names(form)
        merged = set().union(*(group[name] for name in names))
        for name in merged:
            group[name] = merged
    order = list(ranges)
    found = {tuple(sorted(members, key=order.index)) for members in group.values()}
    return sorted(found, key=lambda members: order.index(members[0]))


def _cut(forms: Sequence[LinearForm], group: tuple[str, ...], ranges: Mapping[str, Range]) -> list[dict[str, Fraction]]:
    """One point for each sign vector of *forms* over the box of *group*."""
    box = [ranges[name] for name in group]
    rows = [([dict(form.coefficients).get(name, Fraction(0)) for name in group], form.constant) for form in forms]
    kept: list[tuple[tuple[int, ...], list[Fraction]]] = []
    point = interior_point([], [], box)
    if point is not None:
        kept = [((), point)]
    for count, row in enumerate(rows):
        grown = []
        for signs, point in kept:
            known = sign_of(value_of(row, point))
            for sign in (-1, 0, 1):
                found: list[Fraction] | None = point
                if sign != known:
                    found = interior_point([*signs, sign], rows[: count + 1], box)
                if found is not None:
                    grown.append(((*signs, sign), found))
        kept = grown
        if len(kept) > MAX_CELLS:
            raise SizeError(f"The drivers {', '.join(group)} fall into too many cells; vary fewer of them at once.")
    return [dict(zip(group, point, strict=True)) for _, point in kept]


def _names(form: LinearForm) -> list[str]:
    return [name for name, _ in form.coefficients]
