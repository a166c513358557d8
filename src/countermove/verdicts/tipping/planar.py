"""Cells of two drivers as polygons, exactly, and which of them are adjacent.

A cell is the part of a rectangle in which each of some linear forms has one sign. Its closure is a convex polygon, a
segment or a point: the rectangle cut by the same signs, zero allowed. One cell lies in the closure of another iff
each of its signs is zero or the other's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from countermove.presentation.outlines import Corner

__all__ = ["Signs", "area", "beside", "joined", "most_cells", "polygon", "signs_at"]

Signs = tuple[int, ...]
Line = tuple[Fraction, Fraction, Fraction]
"""a·x + b·y + c."""


def signs_at(lines: Sequence[Line], at: Corner) -> Signs:
    """The sign of each line's form at a point: -1, 0 or 1."""
    return tuple((value > 0) - (value < 0) for value in (_value(line, at) for line in lines))


def polygon(lines: Sequence[Line], signs: Signs, box: tuple[Corner, Corner]) -> tuple[Corner, ...]:
    """The corners of a cell's closure, counterclockwise: three or more, the two ends of a segment, or one point."""
    (left, right), (low, high) = box
    corners: list[Corner] = [(left, low), (right, low), (right, high), (left, high)]
    for (a, b, c), sign in zip(lines, signs, strict=True):
        for way in (1, -1) if sign == 0 else (sign,):
            corners = _clipped(corners, (way * a, way * b, way * c))
    return _tidied(corners)


def area(corners: Sequence[Corner]) -> Fraction:
    """The area of a polygon (0 for a segment or a point)."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return sum((x * v - u * y for (x, y), (u, v) in pairs), Fraction(0)) / 2


def beside(one: Signs, other: Signs) -> bool:
    """Whether one of two cells lies in the closure of the other."""
    pairs = list(zip(one, other, strict=True))
    return all(a in (0, b) for a, b in pairs) or all(b in (0, a) for a, b in pairs)


def most_cells(lines: Sequence[Line]) -> int:
    """The largest number of cells into which lines can cut a plane, segments and points included: only parallel ones
    never meet."""
    parallel = Counter(a / b if b else None for a, b, _ in lines if a or b)
    count = parallel.total()
    crossings = (count**2 - sum(own**2 for own in parallel.values())) // 2
    return 1 + 2 * count + 4 * crossings


def joined(cells: Sequence[Signs], labels: Sequence[object]) -> list[list[int]]:
    """Connected groups of cells with equal labels, by index; in the order of their first cells."""
    group = list(range(len(cells)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    for place, signs in enumerate(cells):
        for before in range(place):
            if labels[before] == labels[place] and beside(cells[before], signs):
                one, other = sorted((root(before), root(place)))
                group[other] = one
    groups: dict[int, list[int]] = {}
    for place in range(len(cells)):
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())


def _clipped(corners: Sequence[Corner], line: Line) -> list[Corner]:
    """The part of a convex polygon in which the form is not negative (Sutherland & Hodgman 1974)."""
    clipped: list[Corner] = []
    for here, after in zip(corners, (*corners[1:], *corners[:1]), strict=True):
        a, b = _value(line, here), _value(line, after)
        if a >= 0:
            clipped.append(here)
        if a * b < 0:
            part = a / (a - b)
            clipped.append((here[0] + part * (after[0] - here[0]), here[1] + part * (after[1] - here[1])))
    return clipped


def _value(line: Line, at: Corner) -> Fraction:
    return line[0] * at[0] + line[1] * at[1] + line[2]


def _tidied(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """Corners without repetitions and without corners in the middle of a side; the lowest of the leftmost first."""
    distinct = list(dict.fromkeys(corners))
    if len(distinct) > 2 and area(distinct) == 0:
        distinct = [min(distinct), max(distinct)]
    if len(distinct) < 3:
        return tuple(sorted(distinct))
    count = len(distinct)
    tidied = [distinct[k] for k in range(count) if _turns(distinct[k - 1], distinct[k], distinct[(k + 1) % count])]
    first = tidied.index(min(tidied))
    return (*tidied[first:], *tidied[:first])


def _turns(before: Corner, here: Corner, after: Corner) -> bool:
    return (here[0] - before[0]) * (after[1] - here[1]) != (here[1] - before[1]) * (after[0] - here[0])
