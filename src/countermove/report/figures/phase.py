"""Phase diagram: two drivers over their ranges, the plane cut exactly into regions with one answer each.

Blank: as now; dots: what is asked about comes true; hatched: something else (every further answer in a pattern of its own).
Every region is named in place, or by a number where it is too small. The ringed point is today; arrows lead to the nearest
threshold along each axis, with their length. Corners are the exact ones of the cells; only drawing rounds them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from countermove.desk.glossary import Glossary
from countermove.errors import CountermoveError
from countermove.questions.diagrams import Cell, Diagram, Region
from countermove.questions.lines import Line
from countermove.questions.tipping import Tip, Tipping
from countermove.questions.watched import Answer
from countermove.report.figures.answers import Answers
from countermove.report.figures.canvas import Canvas, Point, number
from countermove.report.figures.figure import Box, Figure
from countermove.report.figures.marks import arrow
from countermove.report.figures.metrics import width_of, wrapped
from countermove.report.figures.theme import theme_named
from countermove.report.text import Column, Table
from countermove.report.words import capital, count

__all__ = ["phase"]

_PATTERNS = ("hatch", "cross", "steep")
_STEPS = 24


def phase(
    found: Tipping,
    tip: Tip,
    *,
    glossary: Glossary,
    on: Mapping[int, Sequence[str]] | None = None,
    start: int | None = None,
    means: Mapping[str, str] | None = None,
    reached: Collection[int] = (),
    theme: str = "light",
    width: float = 480,
) -> Figure:
    """The diagram of one thing that tips. ``on``: code → options that are on, and ``start``, to name outcomes; ``means``: what
    each driver measures; ``reached``: outcomes (codes) with the target. Raises CountermoveError where the tip has no diagram (two drivers have to be varied)."""
    if tip.diagram is None:
        raise CountermoveError(
            "A phase diagram needs exactly two drivers: name them, as in `tipping CASE reward window`."
        )
    canvas = Canvas("phase", width, theme_named(theme))
    answers = Answers(tip, found.concepts, glossary, on or {}, start, reached)
    drawing = _Drawing(canvas, tip.diagram, found, answers, means or {})
    y = drawing.draw(14.0, tip)
    named = [answers.name(region.answer) for region in tip.diagram.regions]
    diagram = tip.diagram
    return canvas.figure(
        y,
        title=f"{capital(answers.subject)}: {diagram.y} against {diagram.x}",
        description=(
            f"Where {answers.subject} tips over {diagram.x} (across) and {diagram.y} (upwards): "
            f"{count(len(diagram.regions), 'region')}. Now {diagram.x} {_decimal(diagram.now[0])}, {diagram.y} "
            f"{_decimal(diagram.now[1])}: {named[diagram.here]}. "
            + " ".join(
                f"{capital(name)}: {float(region.area):.0%} of the square."
                for name, region in list(zip(named, diagram.regions, strict=True))[:8]
            )
        ),
        table=_table(diagram, named),
    )


class _Drawing:
    def __init__(
        self, canvas: Canvas, diagram: Diagram, found: Tipping, answers: Answers, means: Mapping[str, str]
    ) -> None:
        self.canvas, self.theme, self.diagram, self.answers, self.means = canvas, canvas.theme, diagram, answers, means
        self.outcomes = answers.tip.kind == "outcomes"
        self.x_range, self.y_range = found.ranges[diagram.x], found.ranges[diagram.y]
        self.left, self.right = canvas.x0 + 44, canvas.x1 - 8
        self.top = 14.0
        self.bottom = self.top + min(self.right - self.left, 380.0)
        self.fills = self._fills()
        self._labels: list[tuple[str, list[Point]]] = []

    def _fills(self) -> dict[Answer, str]:
        """A fill for each answer: patterns in the order of regions."""
        canvas, found = self.canvas, dict[Answer, str]()
        others = 0
        for region in self.diagram.regions:
            if region.answer in found:
                continue
            kind = self.answers.fill(region.answer)
            if kind == "hatch":
                kind = _PATTERNS[min(others, len(_PATTERNS) - 1)]
                others += 1
            found[region.answer] = getattr(canvas, kind)() if kind else self.theme.sheet
        return found

    def at(self, corner: tuple[Fraction, Fraction]) -> Point:
        (low, high), (bottom, top) = self.x_range, self.y_range
        across = float((corner[0] - low) / ((high - low) or 1))
        up = float((corner[1] - bottom) / ((top - bottom) or 1))
        return self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top)

    def draw(self, y: float, tip: Tip) -> float:
        canvas, theme = self.canvas, self.theme
        for number_, region in enumerate(self.diagram.regions):
            cells = [self.diagram.cells[k] for k in region.cells]
            data = "".join(_outline([self.at(c) for c in cell.corners]) for cell in cells if cell.dimension == 2)
            if data:
                with canvas.group("region", title=self.answers.name(region.answer), region=str(number_)):
                    canvas.path(data, fill=self.fills[region.answer])
        self._borders()
        canvas.rect(
            self.left,
            self.top,
            self.right - self.left,
            self.bottom - self.top,
            stroke=theme.ink3,
            kind="frame",
            label="plane",
        )
        self._axes()
        self._today(tip)
        notes = self._names()
        y = self.bottom + 52
        for place, told in notes:
            y = canvas.pieces(
                canvas.x0, y, [(str(place), "bold", theme.ink2), (told, "sans", theme.ink2)], canvas.x1 - canvas.x0
            )
        return y

    # -- borders ---------------------------------------------------------------------------------------------------

    def _borders(self) -> None:
        """Lines between regions, and segments and points that have an answer of their own."""
        canvas, theme, cells = self.canvas, self.theme, self.diagram.cells
        beside: dict[frozenset[object], list[int]] = {}
        for cell in cells:
            if cell.dimension == 2:
                for a, b in zip(cell.corners, (*cell.corners[1:], cell.corners[0]), strict=True):
                    beside.setdefault(frozenset((a, b)), []).append(cell.region)
        plain: list[str] = []
        own: list[str] = []
        for cell in cells:
            if cell.dimension != 1:
                continue
            near = beside.get(frozenset(cell.corners), [])
            data = _stroke([self.at(corner) for corner in cell.corners])
            if near and all(region != cell.region for region in near):
                own.append(data)
            elif len(set(near)) > 1:
                plain.append(data)
        if plain:
            canvas.path("".join(plain), stroke=theme.ink, line=1.2)
        if own:
            canvas.path("".join(own), stroke=theme.ink, line=2.6, dash="5 2.5")
        for cell in cells:
            if cell.dimension == 0 and self._alone(cell):
                canvas.circle(*self.at(cell.corners[0]), 2.6, fill=theme.ink)

    def _alone(self, cell: Cell) -> bool:
        """Whether a point belongs to a region that has no more than it."""
        return all(self.diagram.cells[k].dimension == 0 for k in self.diagram.regions[cell.region].cells)

    # -- axes ------------------------------------------------------------------------------------------------------

    def _axes(self) -> None:
        canvas, theme, diagram = self.canvas, self.theme, self.diagram
        for k in range(6):
            share = Fraction(k, 5)
            x = self.x_range[0] + share * (self.x_range[1] - self.x_range[0])
            y = self.y_range[0] + share * (self.y_range[1] - self.y_range[0])
            px, py = self.at((x, y))
            canvas.line((px, self.bottom), (px, self.bottom + 4), stroke=theme.ink3)
            canvas.line((self.left - 4, py), (self.left, py), stroke=theme.ink3)
            canvas.text(px, self.bottom + 16, _tick(x), size=10, ink=theme.ink3, anchor="middle")
            canvas.text(self.left - 7, py + 3.5, _tick(y), size=10, ink=theme.ink3, anchor="end")
        middle = (self.left + self.right) / 2
        canvas.text(
            middle, self.bottom + 33, self._axis(diagram.x), size=11, ink=theme.ink2, anchor="middle",
            within=self.right - self.left,
        )  # fmt: skip
        canvas.upright(
            canvas.x0 + 9, (self.top + self.bottom) / 2, self._axis(diagram.y), size=11, ink=theme.ink2,
            within=self.bottom - self.top,
        )  # fmt: skip

    def _axis(self, driver: str) -> str:
        means = self.means.get(driver, "")
        return f"{driver}: {means}" if means else driver

    # -- today -----------------------------------------------------------------------------------------------------

    def _today(self, tip: Tip) -> None:
        canvas, theme, diagram = self.canvas, self.theme, self.diagram
        x, y = self.at(diagram.now)
        by_driver = {line.driver: line for line in tip.lines}
        canvas.mark(x - 8, y - 8, 16, 16, "today")
        for target, label, level in self._thresholds(by_driver, diagram):
            tx, ty = self.at(target)
            self._leader((x, y), (tx, ty), label, level)
        self._label_arrows()
        canvas.circle(x, y, 7.5, fill=theme.sheet, stroke=theme.ink, line=1.1, dash="2 2")
        canvas.circle(x, y, 3.4, fill=theme.ink)

    def _thresholds(
        self, lines: Mapping[str, Line], diagram: Diagram
    ) -> list[tuple[tuple[Fraction, Fraction], str, bool]]:
        found = []
        for driver, level in ((diagram.x, True), (diagram.y, False)):
            line = lines.get(driver)
            if line is None:
                continue
            near = [item for item in (line.down, line.up) if item is not None]
            if not near:
                continue
            best = min(near, key=lambda item: (abs(item.at - line.now), item.at))  # used at once
            target = (best.at, diagram.now[1]) if level else (diagram.now[0], best.at)
            found.append((target, f"{float(best.at - line.now):+.2f}".replace("-", "−"), level))
        return found

    def _leader(self, start: Point, end: Point, label: str, level: bool) -> None:
        canvas, theme = self.canvas, self.theme
        (x, y), (tx, ty) = start, end
        long = abs(tx - x) if level else abs(ty - y)
        if long < 14:
            return
        sign = 1 if (tx > x if level else ty > y) else -1
        direction = (0 if sign > 0 else 180) if level else (90 if sign > 0 else 270)
        first = (x + 9 * sign, y) if level else (x, y + 9 * sign)
        last = (tx - 7 * sign, y) if level else (x, ty - 7 * sign)
        canvas.line(first, last, stroke=theme.ink, line=1.3, edge=True)
        arrow(canvas, end, direction, colour=theme.ink, size=7)
        self._labels.append((label, self._beside(start, end, label, level)))

    def _beside(self, start: Point, end: Point, label: str, level: bool) -> list[Point]:
        """Where an arrow's label may stand (middle and base line), the best place first."""
        (x, y), (tx, ty) = start, end
        half = width_of(label, 11, "bold") / 2 + 4
        mx, my = (x + tx) / 2, (y + ty) / 2
        if level:
            beyond = tx + half if tx > x else tx - half
            return [(mx, y - 7), (mx, y + 17), (beyond, y - 9), (beyond, y + 17), (mx, y - 24), (mx, y + 32)]
        past = ty + 16 if ty > y else ty - 8
        return [(x + 8 + half, my + 4), (x - 8 - half, my + 4), (x + 8 + half, past), (x - 8 - half, past), (x, past)]

    def _label_arrows(self) -> None:
        for label, places in self._labels:
            span = width_of(label, 11, "bold")
            for x, base in places:
                if self._clear(Box("text", x - span / 2 - 2, base - 11, span + 4, 15)):
                    self._plate(x, base, span)
                    self.canvas.text(x, base, label, size=11, face="bold", anchor="middle")
                    break

    def _plate(self, middle: float, base: float, span: float, size: float = 11, lines: int = 1) -> None:
        """A ground on which text can be read over a pattern."""
        self.canvas.rect(
            middle - span / 2 - 4, base - size, span + 8, size + 5 + 14 * (lines - 1), fill=self.theme.sheet, radius=3,
            opacity="0.92",
        )  # fmt: skip

    def _clear(self, place: Box) -> bool:
        inside = place.x >= self.left and place.x + place.width <= self.right
        inside = inside and place.y >= self.top and place.y + place.height <= self.bottom
        return inside and not any(
            place.overlaps(box) for box in self.canvas.boxes if box.kind in ("text", "mark", "edge")
        )

    # -- names -----------------------------------------------------------------------------------------------------

    def _names(self) -> list[tuple[int, str]]:
        """Each region's name in place where there is room, else its number; gives the numbered ones."""
        notes = []
        for place, region in enumerate(self.diagram.regions):
            told = self.answers.name(region.answer)
            told = told if self.outcomes else capital(told)
            if self._named(region, told):
                continue
            number_ = place + 1
            if region.area and self._named(region, str(number_), size=10.5):
                notes.append((number_, told))
            else:
                notes.append((number_, f"{told} (too small to be marked)"))
        return notes

    def _named(self, region: Region, told: str, size: float = 12) -> bool:
        polygons = [
            [self.at(corner) for corner in self.diagram.cells[k].corners]
            for k in region.cells
            if self.diagram.cells[k].dimension == 2
        ]
        for room in (190.0, 130.0, 90.0, 66.0):
            lines, complete = wrapped(told, size, "bold", room, 4)
            if not complete:
                continue
            wide = max(width_of(line, size, "bold") for line in lines) + 10
            tall = 15.0 * len(lines) + 5
            middle = self._place(polygons, wide, tall)
            if middle is not None:
                x, y = middle
                base = y - tall / 2 + 3 + size
                self._plate(x, base, wide - 10, size, len(lines))
                for line in lines:
                    self.canvas.text(x, base, line, size=size, face="bold", anchor="middle")
                    base += 15
                return True
        return False

    def _place(self, polygons: Sequence[Sequence[Point]], wide: float, tall: float) -> Point | None:
        """The middle of a box of this size inside the region, clear of all other marks, as near its middle as can be."""
        if not polygons:
            return None
        xs = [x for polygon in polygons for x, _ in polygon]
        ys = [y for polygon in polygons for _, y in polygon]
        centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        best: tuple[float, Point] | None = None
        for i in range(1, _STEPS):
            for j in range(1, _STEPS):
                x = min(xs) + (max(xs) - min(xs)) * i / _STEPS
                y = min(ys) + (max(ys) - min(ys)) * j / _STEPS
                box = Box("text", x - wide / 2, y - tall / 2, wide, tall)
                distance = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
                if best is not None and distance >= best[0]:
                    continue
                if self._holds(polygons, box) and self._clear(box):
                    best = (distance, (x, y))
        return None if best is None else best[1]

    @staticmethod
    def _holds(polygons: Sequence[Sequence[Point]], box: Box) -> bool:
        """Whether points spread over a box all lie in the region."""
        return all(
            any(_inside(polygon, (box.x + box.width * i / 6, box.y + box.height * j / 3)) for polygon in polygons)
            for i in range(7)
            for j in range(4)
        )


def _inside(polygon: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a convex polygon, or on its border."""
    signs = set()
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        cross = (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        if abs(cross) > 1e-6:
            signs.add(cross > 0)
    return len(signs) <= 1


def _outline(points: Sequence[Point]) -> str:
    return f"{_stroke(points)}Z"


def _stroke(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _tick(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _decimal(value: Fraction) -> str:
    return f"{float(value):.2f}"


def _table(diagram: Diagram, named: Sequence[str]) -> Table:
    columns = (
        Column("Region", right=True),
        Column("Answer"),
        Column("Share of the square", right=True),
        Column("Holds today", fixed=True),
        Column("Cell", fixed=True),
        Column(f"Corners ({diagram.x}, {diagram.y})"),
    )
    rows = []
    for place, (region, name) in enumerate(zip(diagram.regions, named, strict=True)):
        for k in region.cells:
            cell = diagram.cells[k]
            corners = "; ".join(f"{x}, {y}" for x, y in cell.corners)
            kind = ("point", "segment", "polygon")[cell.dimension]
            here = "yes" if place == diagram.here else "no"
            rows.append((str(place + 1), name, f"{float(region.area):.4f}", here, kind, corners))
    return Table(columns, tuple(rows), f"Cells of {diagram.x} and {diagram.y}")
