"""Places a label in a region: at its pole, the place with the most room around it.

A label is a box, so room is measured in boxes: the *clearance* of a point is the largest factor by which a box of the
label's proportions around it can be scaled before it meets the outline of the region or anything that is drawn already.
The label fits where the clearance is 1 or more. In units of the label's half width and half height the clearance is a
distance in the maximum norm, which changes by no more than the distance moved: so squares in which no better point can
lie are skipped (as Mapbox's polylabel does for circles), and the search ends within ``_NEAR`` of the best. Between
places with equal room the one nearest to the middle of the region wins.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence

from countermove.presentation.canvas import Point
from countermove.presentation.figure import Box

__all__ = ["pole"]

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
