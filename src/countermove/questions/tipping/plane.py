"""The plane of a phase diagram, exactly: regions as outlines, the borders between them, and what is nearest to today.

A *border* is a segment between two regions; it is *apart* if the segment itself has an answer of its own. A *threshold*
is a border at one value of one driver. The *tipping point* is the point of the borders around today's region that is
nearest to today, both drivers measured in shares of their ranges (the straight distance, as the eye measures it).

Today on a phase diagram: the ringed point, the arrow to the nearest point where something tips, and, if that moves
one driver alone, the way to the nearest threshold of the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.figure import Box
from countermove.presentation.marks import arrow
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import driver_text
from countermove.presentation.outlines import Corner, Edge, Loop, edges_of, merge_edges, outlines
from countermove.verdicts.tipping.diagrams import Cell, Diagram
from countermove.verdicts.tipping.tips import Tip
from gmcr.base.record import Record

__all__ = ["Border", "BorderThreshold", "Plane", "draw_today", "plane_of"]


@dataclass(frozen=True, slots=True)
class Border(Record):
    """``edge``: its two ends; ``apart``: whether it has an answer of its own; ``here``: whether it bounds today's region."""

    edge: Edge
    apart: bool
    here: bool


@dataclass(frozen=True, slots=True)
class BorderThreshold(Record):
    """``driver`` has the value ``at`` along a border of today's region (``here``), or only of others."""

    driver: str
    at: Fraction
    here: bool


@dataclass(frozen=True, slots=True)
class Plane(Record):
    """``outlines``: of each region (empty if it has no area); ``points``: the indices of regions that are single
    points."""

    diagram: Diagram
    ranges: Mapping[str, Corner]
    outlines: tuple[tuple[Loop, ...], ...]
    borders: tuple[Border, ...]
    points: tuple[tuple[int, Corner], ...]

    @property
    def thresholds(self) -> tuple[BorderThreshold, ...]:
        """The thresholds of either driver, those of today's region and nearest to today first."""
        values: dict[tuple[str, Fraction], bool] = {}
        for border in self.borders:
            (x, y), (u, v) = border.edge
            for driver, one, other in ((self.diagram.x, x, u), (self.diagram.y, y, v)):
                if one == other:
                    values[driver, one] = values.get((driver, one), False) or border.here
        now = dict(zip((self.diagram.x, self.diagram.y), self.diagram.now, strict=True))
        thresholds = (BorderThreshold(driver, at, here) for (driver, at), here in values.items())
        return tuple(sorted(thresholds, key=lambda one: (not one.here, abs(one.at - now[one.driver]), one.at)))

    @property
    def tipping(self) -> Corner | None:
        """The tipping point; None if today's region is the only one."""
        feet = [self._foot(border.edge) for border in self.borders if border.here]
        return min(feet, key=lambda corner: (self.distance(corner), corner), default=None)

    def distance(self, corner: Corner) -> Fraction:
        """The squared distance from today."""
        across, up = self._share(corner)
        x, y = self._share(self.diagram.now)
        return (across - x) ** 2 + (up - y) ** 2

    def _share(self, corner: Corner) -> Corner:
        (low, high), (bottom, top) = self.ranges[self.diagram.x], self.ranges[self.diagram.y]
        return (corner[0] - low) / ((high - low) or 1), (corner[1] - bottom) / ((top - bottom) or 1)

    def _foot(self, edge: Edge) -> Corner:
        """The point of an edge that is nearest to today."""
        (ax, ay), (bx, by) = (self._share(corner) for corner in edge)
        x, y = self._share(self.diagram.now)
        long = (bx - ax) ** 2 + (by - ay) ** 2
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long
        along = min(Fraction(1), max(Fraction(0), along))
        (start, end) = edge
        return start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])


def plane_of(diagram: Diagram, ranges: Mapping[str, Corner]) -> Plane:
    """The plane of a diagram."""
    areas = [_areas(diagram.cells, region.cells) for region in diagram.regions]
    alone = tuple(
        (number, diagram.cells[region.cells[0]].corners[0])
        for number, region in enumerate(diagram.regions)
        if all(diagram.cells[k].dimension == 0 for k in region.cells)
    )
    return Plane(diagram, ranges, tuple(map(outlines, areas)), tuple(_borders(diagram)), alone)


def _areas(cells: Sequence[Cell], chosen: Sequence[int]) -> list[tuple[Corner, ...]]:
    return [cells[k].corners for k in chosen if cells[k].dimension == 2]


def _borders(diagram: Diagram) -> Iterator[Border]:
    beside: dict[frozenset[Corner], set[int]] = {}
    for cell in diagram.cells:
        if cell.dimension == 2:
            for edge in edges_of(cell.corners):
                beside.setdefault(frozenset(edge), set()).add(cell.region)
    kinds: dict[tuple[bool, bool], list[Edge]] = {}
    for cell in diagram.cells:
        if cell.dimension != 1:
            continue
        near = beside.get(frozenset(cell.corners), set())
        apart = bool(near) and cell.region not in near
        if apart or len(near) > 1:
            start, end = cell.corners
            kinds.setdefault((apart, diagram.here in near or diagram.here == cell.region), []).append((start, end))
    for (apart, here), edges in sorted(kinds.items()):
        for edge in merge_edges(edges):
            yield Border(edge, apart, here)


_LEAST = 15.0
"""A shorter way has no room for an arrow: it is given in numbers only."""


def draw_today(canvas: Canvas, plane: Plane, tip: Tip, at: Callable[[Corner], Point], inside: Box) -> None:
    """Draw all of it. ``at``: the position of a corner; ``inside``: of the frame, where labels may stand."""
    theme, now = canvas.theme, plane.diagram.now
    x, y = at(now)
    canvas.mark(x - 8, y - 8, 16, 16, "today")
    nearest = plane.tipping
    ways = [(end, False) for end in _along_axes(plane, tip) if end != nearest]
    if nearest is not None and nearest != now:
        # If the nearest way moves both drivers, those that move one are close to it and say no more.
        level = nearest[0] == now[0] or nearest[1] == now[1]
        ways = [(nearest, True), *(ways if level else ())]
    labels = []
    for end, strong in ways:
        lines = _move_lines(plane, end)
        if math.dist((x, y), at(end)) >= _LEAST:
            _leader(canvas, (x, y), at(end), strong=strong)
        labels.append((lines, _places((x, y), at(end), lines), strong))
    for lines, places, strong in labels:
        _label(canvas, lines, places, inside, strong=strong)
    with canvas.group("today", point=f"{number(x)} {number(y)}"):
        canvas.circle(x, y, 7.5, fill=theme.sheet, stroke=theme.ink, line=1.1, dash="2 2")
        canvas.circle(x, y, 3.4, fill=theme.ink)


def _along_axes(plane: Plane, tip: Tip) -> Iterator[Corner]:
    """The nearest threshold of each driver, moved alone."""
    diagram = plane.diagram
    lines = {line.driver: line for line in tip.lines}
    for driver in (diagram.x, diagram.y):
        line = lines.get(driver)
        near = [] if line is None else [item for item in (line.down, line.up) if item is not None]
        if line is not None and near:
            best = min(near, key=lambda item, now=line.now: (abs(item.at - now), item.at))  # type: ignore[misc]
            yield (best.at, diagram.now[1]) if driver == diagram.x else (diagram.now[0], best.at)


def _move_lines(plane: Plane, end: Corner) -> tuple[str, ...]:
    """How far each driver moves: one line for each that does, with its name where both do."""
    diagram = plane.diagram
    moves = [
        (driver, goal - now)
        for driver, goal, now in zip((diagram.x, diagram.y), end, diagram.now, strict=True)
        if goal != now
    ]
    if len(moves) == 1:
        return (driver_text(moves[0][1], sign=True),)
    return tuple(f"{driver} {driver_text(move, sign=True)}" for driver, move in moves)


def _leader(canvas: Canvas, start: Point, end: Point, *, strong: bool) -> None:
    theme = canvas.theme
    long = math.dist(start, end)
    dx, dy = (end[0] - start[0]) / long, (end[1] - start[1]) / long
    first = (start[0] + 9 * dx, start[1] + 9 * dy)
    last = (end[0] - 6 * dx, end[1] - 6 * dy)
    colour, line = (theme.ink, 1.7) if strong else (theme.ink3, 1.1)
    if math.dist(start, end) > 16:
        canvas.line(first, last, stroke=colour, line=line, edge=True)
    arrow(canvas, end, math.degrees(math.atan2(dy, dx)), colour=colour, size=8 if strong else 6)
    if strong:
        canvas.mark(min(last[0], end[0]), min(last[1], end[1]), abs(end[0] - last[0]), abs(end[1] - last[1]), "nearest")


def _places(start: Point, end: Point, lines: Sequence[str]) -> list[Point]:
    """Centres of boxes where a label may stand, the best first: beside the way, beyond its end, around today."""
    wide, tall = _size(lines)
    (x, y), (tx, ty) = start, end
    mx, my = (x + tx) / 2, (y + ty) / 2
    long = math.dist(start, end) or 1.0
    # A step across the way, far enough for the box to clear it.
    nx, ny = -(ty - y) / long, (tx - x) / long
    off = abs(nx) * wide / 2 + abs(ny) * tall / 2 + 4
    around = [(x + sx * (wide / 2 + 12), y + sy * (tall / 2 + 11)) for sx, sy in ((1, -1), (-1, -1), (1, 1), (-1, 1))]
    beyond = (tx - x) / long, (ty - y) / long
    past = abs(beyond[0]) * wide / 2 + abs(beyond[1]) * tall / 2 + 6
    sides = [(mx + nx * off, my + ny * off), (mx - nx * off, my - ny * off)]
    if abs(tx - x) > abs(ty - y):
        sides.sort(key=lambda place: place[1])  # above a level arrow rather than below
    else:
        sides.sort(key=lambda place: -place[0])
    return [
        *sides,
        *around,
        (x, y - tall / 2 - 11),
        (x, y + tall / 2 + 11),
        (tx + beyond[0] * past, ty + beyond[1] * past),
        *((x + 2 * (px - x), y + 2 * (py - y)) for px, py in around),
    ]


def _size(lines: Sequence[str]) -> tuple[float, float]:
    return max(width_of(line, 11, "bold") for line in lines) + 6, 13.0 * len(lines) + 3


def _label(canvas: Canvas, lines: Sequence[str], places: Sequence[Point], inside: Box, *, strong: bool) -> None:
    wide, tall = _size(lines)
    occupied = [box for box in canvas.boxes if box.kind in ("text", "mark", "edge")]
    for x, y in places:
        box = Box("text", x - wide / 2, y - tall / 2, wide, tall)
        if not box.inside(inside) or any(box.overlaps(other) for other in occupied):
            continue
        theme = canvas.theme
        canvas.rect(box.x + 1, box.y, wide - 2, tall, fill=theme.sheet, radius=3, opacity="0.92")
        base = box.y + 11
        for line in lines:
            face, ink = ("bold", theme.ink) if strong else ("sans", theme.ink2)
            canvas.text(x, base, line, size=11, face=face, ink=ink, anchor="middle")
            base += 13
        return
