"""The frame of a phase diagram: axes with their numbers and meanings, and thresholds named where they meet the frame.

Slanted borders of a phase diagram: beside each stands the relation that comes to hold beyond it.

The words are those of the file if the regions on both sides have the comparison, otherwise the equation of the border.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.relations import WordedComparison
from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.figure import Box
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.numbers import (
    decimal_text,
    exact_number,
    relation_text,
    relations_text,
    signed,
    tick_text,
)
from countermove.presentation.outlines import Corner, Edge
from countermove.presentation.words import capital, count, plural
from countermove.questions.tipping.plane import BorderThreshold, Plane
from countermove.verdicts.tipping.tips import Tip

__all__ = ["PhaseFrame", "draw_slanted"]


_NAMED = 6
"""The number of thresholds named for each driver: those of today's region, the nearest first."""

_RANKS = 2
"""The largest number of rows (columns) of names: names without a place in them are counted, and listed in the table."""

_TALLEST = 360.0
_RANK = 14.0


class PhaseFrame:
    """The position of the plane on the sheet. ``box``: of its inside; ``at``: the position of an exact corner."""

    def __init__(self, canvas: Canvas, plane: Plane, tip: Tip, means: Mapping[str, str]) -> None:
        self.canvas, self.theme, self.plane, self.means = canvas, canvas.theme, plane, means
        self._relations = {
            (line.driver, item.at): signed(relations_text(item.above)) for line in tip.lines for item in line.thresholds
        }
        own = plane.thresholds
        self._across = [item for item in own if item.driver == plane.diagram.x][:_NAMED]
        self._up = [item for item in own if item.driver == plane.diagram.y][:_NAMED]
        self.left, self.right, self.top, self.bottom = canvas.x0 + 44, canvas.x1 - 8, 14.0, 0.0
        for _ in range(2):  # names take room from the plane, which moves the names
            rows = 1 + max((rank for _, _, rank in self._ranked(self._across, self.left, self.right)), default=-1)
            self.top = 14.0 + (_RANK * rows + 4 if rows else 0)
            self.bottom = self.top + min(self.right - self.left, _TALLEST)
            columns = 1 + max((rank for _, _, rank in self._ranked(self._up, self.top, self.bottom)), default=-1)
            self.right = canvas.x1 - 8 - _RANK * columns
        self.bottom = self.top + min(self.right - self.left, _TALLEST)

    @property
    def box(self) -> Box:
        return Box("plane", self.left, self.top, self.right - self.left, self.bottom - self.top)

    def at(self, corner: Corner) -> Point:
        """The position of a corner of the plane."""
        (low, high), (bottom, top) = self.plane.ranges[self.plane.diagram.x], self.plane.ranges[self.plane.diagram.y]
        across = float((corner[0] - low) / ((high - low) or 1))
        up = float((corner[1] - bottom) / ((top - bottom) or 1))
        return self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top)

    def draw(self) -> float:
        """Draw frame, axes and names; returns the base line below them."""
        box, (x, y) = self.box, self.plane.diagram.now
        inside = " ".join(map(number, (box.x, box.y, box.width, box.height)))
        with self.canvas.group("frame", plane=self._axes(), plot=inside, at=f"{float(x)} {float(y)}"):
            self.canvas.rect(box.x, box.y, box.width, box.height, stroke=self.theme.ink3, kind="frame", label="plane")
        self._ticks()
        self._thresholds()
        return self._meanings()

    def _axes(self) -> str:
        """The variables along the sides, for a page on which the point can be moved: ``x:DRIVER:FROM:TO
        y:DRIVER:FROM:TO``."""
        diagram, ranges = self.plane.diagram, self.plane.ranges
        own = (("x", diagram.x), ("y", diagram.y))
        return " ".join(f"{side}:{name}:{float(ranges[name][0])}:{float(ranges[name][1])}" for side, name in own)

    # -- axes ------------------------------------------------------------------------------------------------------

    def _ticks(self) -> None:
        canvas, theme, diagram = self.canvas, self.theme, self.plane.diagram
        (low, high), (bottom, top) = self.plane.ranges[diagram.x], self.plane.ranges[diagram.y]
        for k in range(6):
            share = Fraction(k, 5)
            x, y = low + share * (high - low), bottom + share * (top - bottom)
            px, py = self.at((x, y))
            canvas.line((px, self.bottom), (px, self.bottom + 4), stroke=theme.ink3)
            canvas.line((self.left - 4, py), (self.left, py), stroke=theme.ink3)
            canvas.text(px, self.bottom + 16, tick_text(x), size=10, ink=theme.ink3, anchor="middle")
            canvas.text(self.left - 7, py + 3.5, tick_text(y), size=10, ink=theme.ink3, anchor="end")

    def _meanings(self) -> float:
        canvas, diagram = self.canvas, self.plane.diagram
        middle, y = (self.left + self.right) / 2, self.bottom + 33
        text = self._axis(diagram.x)
        y = canvas.lines(
            middle, y, text, self.right - self.left, size=11, leading=14, ink=self.theme.ink2, anchor="middle"
        )
        if below := self._upright(self._axis(diagram.y)):
            y = canvas.lines(self.left, y, below, self.right - self.left, size=11, leading=14, ink=self.theme.ink2)
        unplaced = len(self._across) - len(self._ranked(self._across, self.left, self.right))
        unplaced += len(self._up) - len(self._ranked(self._up, self.top, self.bottom))
        if unplaced:
            text = f"{capital(count(unplaced, 'threshold'))} more {plural(unplaced, 'is', 'are')} in the table."
            y = canvas.lines(self.left, y, text, self.right - self.left, size=11, leading=14, ink=self.theme.ink3)
        return y + 5

    def _upright(self, text: str) -> str:
        """Write a text upwards beside the axis, or its name alone if the axis is too short; returns what is then to be
        said below."""
        canvas, name = self.canvas, self.plane.diagram.y
        shown = next((item for item in (text, name) if width_of(item, 11) <= self.bottom - self.top), "")
        if shown:
            canvas.upright(canvas.x0 + 9, (self.top + self.bottom) / 2, shown, size=11, ink=self.theme.ink2)
        return "" if shown == text else f"Upwards: {text}"

    def _axis(self, driver: str) -> str:
        means = self.means.get(driver, "")
        return f"{driver}: {means}" if means else driver

    # -- thresholds ------------------------------------------------------------------------------------------------

    def _thresholds(self) -> None:
        canvas, theme = self.canvas, self.theme
        with canvas.group("thresholds"):
            for item, middle, rank in self._ranked(self._across, self.left, self.right):
                x = self.at((item.at, Fraction(0)))[0]
                y = self.top - 6 - _RANK * rank
                canvas.line((x, self.top), (x, y + 3), stroke=theme.ink3)
                canvas.text(middle, y, self._name(item), size=10, ink=theme.ink2, anchor="middle")
            for item, middle, rank in self._ranked(self._up, self.top, self.bottom):
                y = self.at((Fraction(0), item.at))[1]
                x = self.right + 14 + _RANK * rank
                canvas.line((self.right, y), (x - 10, y), stroke=theme.ink3)
                canvas.upright(x, middle, self._name(item), size=10, ink=theme.ink2)

    def _ranked(
        self, items: list[BorderThreshold], low: float, high: float
    ) -> list[tuple[BorderThreshold, float, int]]:
        """Each name's centre and its row (or column), those without a place left out. ``low``, ``high``: the extent of
        the side."""
        ends: dict[int, list[tuple[float, float]]] = {}
        placed = []
        for item in items:
            span = width_of(self._name(item), 10) + 8
            if span > high - low:
                continue
            place = self.at((item.at, item.at))[0 if item.driver == self.plane.diagram.x else 1]
            middle = min(max(place, low + span / 2), high - span / 2)
            for rank in range(_RANKS):
                intervals = ends.setdefault(rank, [])
                below = [edges for under in range(rank) for edges in ends[under]]
                # The tick that leads to a name must not run through names nearer to the frame.
                if all(
                    middle + span / 2 <= left or middle - span / 2 >= right for left, right in intervals
                ) and not any(left <= place <= right for left, right in below):
                    intervals.append((middle - span / 2, middle + span / 2))
                    placed.append((item, middle, rank))
                    break
        return placed

    def _name(self, item: BorderThreshold) -> str:
        """The relation that comes to hold above, with its number."""
        relation = self._relations.get((item.driver, item.at), "")
        value = tick_text(item.at)
        if not relation:
            return f"{item.driver} {decimal_text(item.at, fixed=True)}"
        return relation if relation.endswith(f" {value}") else f"{relation} ({decimal_text(item.at, fixed=True)})"


_COMPARISON = re.compile(r" (<=|>=|==|!=|<|>) ")
_SIZE = 10.0
_LEADING = 13.0
_MOST_LINES = 3
"""A name of more lines stands in the table, not in the plane."""


@dataclass(frozen=True, slots=True)
class _Slanted:
    """The longest edge of a slanted line, and the possible names beside it, each with the region where it stands (None:
    either), the best first."""

    edge: Edge
    told: tuple[tuple[str, int | None], ...]


def draw_slanted(canvas: Canvas, plane: Plane, at: Callable[[Corner], Point], inside: Box) -> list[str]:
    """Name every slanted border; returns the names that found no place. ``at``: the position of a corner; ``inside``:
    where names may stand."""
    unplaced = []
    for item in _slanted(plane):
        start, end = (at(corner) for corner in item.edge)
        for text, side in item.told:
            loops = None if side is None else [[at(corner) for corner in loop] for loop in plane.outlines[side]]
            if _write_beside(canvas, text, (start, end), loops, inside):
                break
        else:
            unplaced.append(item.told[0][0])
    return unplaced


def _slanted(plane: Plane) -> Iterator[_Slanted]:
    """Each slanted line once."""
    lines: dict[tuple[Fraction, Fraction], Edge] = {}
    for border in plane.borders:
        (x, y), (u, v) = border.edge
        if x == u or y == v:
            continue
        slope = (v - y) / (u - x)
        known = lines.get((slope, y - slope * x))
        if known is None or abs(known[0][0] - known[1][0]) < abs(x - u):
            lines[slope, y - slope * x] = border.edge
    for (slope, offset), edge in lines.items():
        sides = _sides(plane, edge)
        names = [(_relation(plane, one, other), one) for one, other in itertools.permutations(sides, 2)]
        known_by_file = tuple((relation, side) for relation, side in names if relation is not None)
        yield _Slanted(edge, (*known_by_file, (_equation(plane, slope, offset), None)))


def _sides(plane: Plane, edge: Edge) -> tuple[int, ...]:
    """The regions on both sides of an edge, that of today last; a single one if it bounds no other."""
    middle = ((edge[0][0] + edge[1][0]) / 2, (edge[0][1] + edge[1][1]) / 2)
    regions = [
        place
        for place, loops in enumerate(plane.outlines)
        if any(_on(middle, one, other) for loop in loops for one, other in zip(loop, (*loop[1:], loop[0]), strict=True))
    ]
    return tuple(sorted(regions, key=lambda place: (place == plane.diagram.here, -place)))


def _on(point: Corner, one: Corner, other: Corner) -> bool:
    """Whether a point lies on the segment between two."""
    (x, y), (ax, ay), (bx, by) = point, one, other
    on_line = (bx - ax) * (y - ay) == (by - ay) * (x - ax)
    return on_line and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)


def _relation(plane: Plane, beyond: int, here: int) -> str | None:
    """The one comparison that differs between two regions, as it holds in the first."""
    regions = plane.diagram.regions
    held = {_terms(relation): relation.text for relation in regions[here].relations}
    relations = [
        relation for relation in regions[beyond].relations if held.get(_terms(relation), relation.text) != relation.text
    ]
    return signed(relation_text(relations[0])) if len(relations) == 1 else None


def _terms(relation: WordedComparison) -> tuple[object, ...]:
    """What a relation compares, regardless of its direction."""
    return (*_COMPARISON.split(relation.text)[::2], relation.where)


def _equation(plane: Plane, slope: Fraction, offset: Fraction) -> str:
    """The line that a border lies on: "rains = 2 scarcity − 0.4"."""
    x, y = plane.diagram.x, plane.diagram.y
    factor = "" if abs(slope) == 1 else f"{exact_number(abs(slope))} "
    if slope > 0:
        text = f"{factor}{x}"
        return f"{y} = {text}" + (f" {'+' if offset > 0 else '−'} {exact_number(abs(offset))}" if offset else "")
    return f"{y} = {exact_number(offset)} − {factor}{x}".replace("= -", "= −")


# -- places ------------------------------------------------------------------------------------------------------------


def _write_beside(
    canvas: Canvas, text: str, edge: tuple[Point, Point], loops: Sequence[Sequence[Point]] | None, inside: Box
) -> bool:
    """Write a name beside a border where it covers nothing, within *loops* if these are given."""
    theme = canvas.theme
    occupied = [box for box in canvas.boxes if box.kind in ("text", "mark", "edge")]
    for room in (260.0, 130.0, 90.0):
        lines = wrapped(text, _SIZE, "sans", room)
        if len(lines) > _MOST_LINES:
            continue
        wide, tall = max(width_of(line, _SIZE) for line in lines) + 6, _LEADING * len(lines) + 3
        for x, y in _beside(edge, wide, tall):
            box = Box("text", x - wide / 2, y - tall / 2, wide, tall)
            if loops is not None and not _within((x, y), loops):
                continue
            if not box.inside(inside) or any(box.overlaps(other) for other in occupied):
                continue
            canvas.rect(box.x, box.y, wide, tall, fill=theme.sheet, radius=3, opacity="0.92")
            for place, line in enumerate(lines):
                canvas.text(x, box.y + 11 + _LEADING * place, line, size=_SIZE, ink=theme.ink2, anchor="middle")
            return True
    return False


def _beside(edge: tuple[Point, Point], wide: float, tall: float) -> Iterator[Point]:
    """Centres of boxes that clear the border; beside the middle of the border first."""
    (ax, ay), (bx, by) = edge
    long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    nx, ny = -(by - ay) / long, (bx - ax) / long
    off = abs(nx) * wide / 2 + abs(ny) * tall / 2 + 3
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
        x, y = ax + (bx - ax) * share, ay + (by - ay) * share
        yield x + nx * off, y + ny * off
        yield x - nx * off, y - ny * off


def _within(point: Point, loops: Sequence[Sequence[Point]]) -> bool:
    """Whether a point lies inside loops (even-odd)."""
    x, y = point
    crossed = False
    for loop in loops:
        for (ax, ay), (bx, by) in zip(loop, (*loop[1:], loop[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                crossed = not crossed
    return crossed
