"""The frame of a phase diagram: axes with their numbers and meanings, and thresholds named where they meet the frame."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.exact import relations_text
from countermove.presentation.figure import Box
from countermove.presentation.metrics import width_of
from countermove.presentation.numbers import decimal_text, tick_text
from countermove.presentation.outlines import Corner
from countermove.presentation.signs import signed
from countermove.presentation.words import capital, count, plural
from countermove.questions.tipping.plane import BorderThreshold, Plane
from countermove.verdicts.tipping.tips import Tip

__all__ = ["PhaseFrame"]

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
