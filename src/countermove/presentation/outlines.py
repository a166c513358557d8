"""Outlines: convex cells that tile a part of the plane, merged exactly into the area that they enclose together.

A *cell* is a polygon, counterclockwise. Two adjacent cells run along their common edge in opposite directions, so that
the edge cancels; what remains is the outline: *loops* that have the inside on their left, outer ones counterclockwise,
those around holes clockwise. Corners are rational numbers, and no step rounds.

Places a label in a region: at its pole, the place with the most room around it.

A label is a box, so room is measured in boxes: the *clearance* of a point is the largest factor by which a box of the
label's proportions around it can be scaled before it meets the outline of the region or anything that is drawn already.
The label fits where the clearance is 1 or more. In units of the label's half width and half height the clearance is a
distance in the maximum norm, which changes by no more than the distance moved: so squares in which no better point can
lie are skipped (as Mapbox's polylabel does for circles), and the search ends within ``_NEAR`` of the best. Between
places with equal room the one nearest to the middle of the region wins.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from countermove.presentation.canvas import Point
from countermove.presentation.figure import Box

__all__ = ["Corner", "Edge", "Loop", "carrier", "edges_of", "merge_edges", "outlines", "pole"]


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


_NEAR = 0.04
_MIDDLE = 0.05
"""The cost of a step away from the middle of the region, relative to a step of room."""

_MOST = 4_000
"""The most squares that are examined."""


def pole(loops: Sequence[Sequence[Point]], taken: Iterable[Box], wide: float, tall: float) -> Point | None:
    """The centre of a box within the loops (an outline and its holes) that meets none of the boxes *taken*; None if it
    fits nowhere."""
    scaled = [[(2 * x / wide, 2 * y / tall) for x, y in loop] for loop in loops]
    xs = [x for loop in scaled for x, _ in loop]
    ys = [y for loop in scaled for _, y in loop]
    if not xs or max(xs) - min(xs) < 2 or max(ys) - min(ys) < 2:
        return None
    middle = _PoleSearch(scaled, _blocks(taken, wide, tall, (min(xs), min(ys), max(xs), max(ys)))).best()
    return None if middle is None else (middle[0] * wide / 2, middle[1] * tall / 2)


def _blocks(
    taken: Iterable[Box], wide: float, tall: float, within: tuple[float, float, float, float]
) -> list[tuple[float, float, float, float]]:
    blocks = []
    for box in taken:
        left, top = 2 * box.x / wide, 2 * box.y / tall
        right, bottom = 2 * (box.x + box.width) / wide, 2 * (box.y + box.height) / tall
        if left < within[2] and right > within[0] and top < within[3] and bottom > within[1]:
            blocks.append((left, top, right, bottom))
    return blocks


class _PoleSearch:
    def __init__(self, loops: Sequence[Sequence[Point]], blocks: Sequence[tuple[float, float, float, float]]) -> None:
        self.edges = [edge for loop in loops for edge in zip(loop, (*loop[1:], loop[0]), strict=True)]
        self.blocks = blocks
        xs = [x for loop in loops for x, _ in loop]
        ys = [y for loop in loops for _, y in loop]
        self.low, self.high = (min(xs), min(ys)), (max(xs), max(ys))
        self.middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)

    def best(self) -> Point | None:
        waiting = list(self._first())
        heapq.heapify(waiting)
        known: tuple[float, Point] | None = None
        for _ in range(_MOST):
            if not waiting:
                break
            bound, x, y, half = heapq.heappop(waiting)
            if known is not None and -bound <= known[0] + _NEAR:
                break
            clearance = self._clearance(x, y)
            worth = clearance - self._away(x, y)
            if clearance >= 1 and (known is None or worth > known[0]):
                known = (worth, (x, y))
            quarter = half / 2
            if clearance + half < 1 or quarter < _NEAR / 4:
                continue
            for dx in (-quarter, quarter):
                for dy in (-quarter, quarter):
                    waiting_bound = worth + half * (1 + _MIDDLE)
                    heapq.heappush(waiting, (-waiting_bound, x + dx, y + dy, quarter))
        return None if known is None else known[1]

    def _first(self) -> Iterator[tuple[float, float, float, float]]:
        (left, top), (right, bottom) = self.low, self.high
        half = max(min(right - left, bottom - top) / 2, 0.5)
        # The middle first: in a plain region it is the answer, and it bounds all the others.
        yield (-float("inf"), *self.middle, half)
        x = left + half
        while x - half < right:
            y = top + half
            while y - half < bottom:
                yield (-float("inf"), x, y, half)
                y += 2 * half
            x += 2 * half

    def _away(self, x: float, y: float) -> float:
        return _MIDDLE * max(abs(x - self.middle[0]), abs(y - self.middle[1]))

    def _clearance(self, x: float, y: float) -> float:
        """The clearance of a point; negative outside."""
        inside = False
        nearest = float("inf")
        for (ax, ay), (bx, by) in self.edges:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            nearest = min(nearest, _distance(ax - x, ay - y, bx - x, by - y))
        if not inside:
            return -nearest
        for left, top, right, bottom in self.blocks:
            nearest = min(nearest, max(left - x, x - right, top - y, y - bottom))
        return nearest


def _distance(ax: float, ay: float, bx: float, by: float) -> float:
    """The distance from the origin to a segment in the maximum norm: least at an end, or where both coordinates are
    equally far."""
    dx, dy = bx - ax, by - ay
    least = min(max(abs(ax), abs(ay)), max(abs(bx), abs(by)))
    for slope, gap in ((dx - dy, ay - ax), (dx + dy, -ay - ax)):
        if slope:
            share = gap / slope
            if 0 < share < 1:
                least = min(least, max(abs(ax + share * dx), abs(ay + share * dy)))
    return least
