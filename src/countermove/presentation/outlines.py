"""Outlines: convex cells that tile a part of the plane, merged exactly into the area that they enclose together.

A *cell* is a polygon, counterclockwise. Two adjacent cells run along their common edge in opposite directions, so that
the edge cancels; what remains is the outline: *loops* that have the inside on their left, outer ones counterclockwise,
those around holes clockwise. Corners are rational numbers, and no step rounds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

__all__ = ["Corner", "Edge", "Loop", "carrier", "edges_of", "merge_edges", "outlines"]

Corner = tuple[Fraction, Fraction]
Edge = tuple[Corner, Corner]
Loop = tuple[Corner, ...]
Carrier = tuple[Fraction, Fraction, Fraction]
"""a·x + b·y = c: the line that an edge lies on, in a unique form."""


def outlines(cells: Iterable[Sequence[Corner]]) -> tuple[Loop, ...]:
    """The loops around cells (of three corners or more) that do not overlap; each begins at the lowest of its leftmost
    corners and has no corner on a straight stretch."""
    open_: dict[Edge, None] = {}
    for start, end in _split([edge for cell in cells for edge in edges_of(cell)]):
        if (end, start) in open_:
            del open_[end, start]
        else:
            open_[start, end] = None
    return tuple(sorted(map(_tidied, _loops(open_))))


def edges_of(cell: Sequence[Corner]) -> Iterator[Edge]:
    """The edges of a polygon in order."""
    yield from zip(cell, (*cell[1:], *cell[:1]), strict=True)


def carrier(edge: Edge) -> Carrier:
    """The line that an edge lies on, whatever its direction."""
    (x, y), (u, v) = edge
    a, b = v - y, x - u
    scale = a if a else b
    return a / scale, b / scale, (a * x + b * y) / scale


def merge_edges(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The same stretches in the fewest edges: those that continue one another are merged."""
    by_line: dict[Carrier, list[Edge]] = {}
    for edge in edges:
        start, end = sorted(edge)
        by_line.setdefault(carrier(edge), []).append((start, end))
    merged: list[Edge] = []
    for own in by_line.values():
        (start, end), *others = sorted(own)
        for low, high in others:
            if low > end:
                merged.append((start, end))
                start, end = low, high
            else:
                end = max(end, high)
        merged.append((start, end))
    return tuple(merged)


def _split(edges: Sequence[Edge]) -> Iterator[Edge]:
    """The edges, cut wherever one of them ends within another."""
    stops: dict[Carrier, set[Corner]] = {}
    lines = [carrier(edge) for edge in edges]
    for line, edge in zip(lines, edges, strict=True):
        stops.setdefault(line, set()).update(edge)
    ordered = {line: sorted(corners) for line, corners in stops.items()}
    for line, (start, end) in zip(lines, edges, strict=True):
        corners = ordered[line]
        low, high = min(start, end), max(start, end)
        along = corners[bisect_left(corners, low) : bisect_right(corners, high)]
        yield from pairwise(along if start < end else along[::-1])


def _loops(edges: Iterable[Edge]) -> Iterator[Loop]:
    onward: dict[Corner, list[Corner]] = {}
    for start, end in edges:
        onward.setdefault(start, []).append(end)
    while onward:
        first = at = min(onward)
        before: Corner | None = None
        corners: list[Corner] = []
        while not corners or at != first:
            corners.append(at)
            choices = onward[at]
            chosen = choices[0] if before is None or len(choices) == 1 else _leftmost(before, at, choices)
            choices.remove(chosen)
            if not choices:
                del onward[at]
            before, at = at, chosen
        yield tuple(corners)


def _leftmost(before: Corner, at: Corner, choices: Sequence[Corner]) -> Corner:
    """The edge that stays with the part of the inside on the left, where two parts meet in a point."""
    came = (at[0] - before[0], at[1] - before[1])

    def side(way: Corner) -> int:
        turn = _cross(came, way)
        return (turn > 0) - (turn < 0)

    best = choices[0]
    for other in choices[1:]:
        one, two = (best[0] - at[0], best[1] - at[1]), (other[0] - at[0], other[1] - at[1])
        if (side(two), _cross(one, two)) > (side(one), Fraction(0)):
            best = other
    return best


def _cross(one: Corner, other: Corner) -> Fraction:
    return one[0] * other[1] - one[1] * other[0]


def _tidied(loop: Loop) -> Loop:
    around = (loop[-1], *loop, loop[0])
    corners = [
        at
        for before, at, after in zip(around, around[1:], around[2:], strict=False)
        if _cross((at[0] - before[0], at[1] - before[1]), (after[0] - at[0], after[1] - at[1]))
    ]
    first = corners.index(min(corners))
    return (*corners[first:], *corners[:first])
