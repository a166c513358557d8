"""Phase diagram: two drivers over their ranges, the plane cut exactly into regions with one answer each.

Blank: as now; dots: the desired result holds; hatched: something else (every further answer in a pattern of its own).
Every region is one outline, named at its pole; if one is too small for that all have numbers; of many the smaller ones
are grey. Thresholds of one driver are named where they meet the frame, with the relation that comes to hold beyond
them, slanted borders beside them. The ringed point is today; the strong arrow leads to the nearest point where
something tips, lighter ones to the nearest threshold along each axis. Corners are exact; only drawing rounds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.answer import Answer
from countermove.presentation.blocks import Column, Table
from countermove.presentation.canvas import Canvas, Point, number
from countermove.presentation.figure import Box, Figure
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.numbers import decimal_text, percent_text, relations_text, signed
from countermove.presentation.outlines import pole
from countermove.presentation.theme import theme_named
from countermove.presentation.words import capital, concepts_phrase, count, plural
from countermove.questions.tipping.answers import TippingAnswers, alike, drivers_now, tip_under
from countermove.questions.tipping.phase_frame import PhaseFrame, draw_slanted
from countermove.questions.tipping.plane import Plane, draw_today, plane_of
from countermove.verdicts.tippable import Values
from countermove.verdicts.tipping.diagrams import Diagram
from countermove.verdicts.tipping.tips import Tip
from gmcr.base.errors import CountermoveError

__all__ = ["NAMED", "phase"]

NAMED = 24
"""The number of regions that are named, or numbered: the largest."""

_PATTERNS = ("hatch", "cross", "steep")
_BETWEEN = re.compile(r"( and |; |: |, )")
_OTHERS = 3
_DESCRIBED = 8
"""The number of regions described one by one to readers who do not see the picture."""
_FLOWING = 8
"""More numbered regions than this are listed in running text."""


def phase(answer: Answer, *, thing: str = "outcomes", theme: str = "light", width: float = 480) -> Figure:
    """The diagram of one thing that tips: start, outcomes, target or the id of a claim. Raises UnknownName,
    CountermoveError if there is no diagram (two drivers have to be varied)."""
    result, glossary = answer.record, answer.glossary
    whole: Tip = result.thing(thing)
    if whole.diagram is None:
        raise CountermoveError(
            "A phase diagram needs exactly two drivers: name them, as in `tipping CASE reward window`."
        )
    canvas = Canvas("phase", width, theme_named(theme))
    first, *others = alike(whole, result.concepts)
    tip, answers = _under(answer, whole, first)
    diagram = tip.diagram
    assert diagram is not None
    drawing = _PhaseDrawing(canvas, plane_of(diagram, result.ranges), answers, glossary.drivers)
    y = drawing.draw(tip)
    differing = "" if not others else _differing(answer, whole, first, others)
    if differing:
        y = canvas.lines(canvas.x0, y, differing, canvas.x1 - canvas.x0, size=11, ink=canvas.theme.ink2) + 2
    values = drivers_now(tip, glossary, answer.frame.assumptions.view)
    stay = [(name, value) for name, value in values.items() if name not in (diagram.x, diagram.y)]
    if stay:
        y = canvas.lines(
            canvas.x0, y, _stays(stay), canvas.x1 - canvas.x0, size=10.5, leading=14, ink=canvas.theme.ink3
        )
    named = [answers.name(region.answer) for region in diagram.regions]
    return canvas.figure(
        y,
        title=_title(diagram, named),
        description=(
            f"Where {answers.subject} tips over {diagram.x} (across) and {diagram.y} (upwards): "
            f"{count(len(diagram.regions), 'region')}. Now {diagram.x} {decimal_text(diagram.now[0], fixed=True)}, {diagram.y} "
            f"{decimal_text(diagram.now[1], fixed=True)}: {named[diagram.here]}. "
            + " ".join(
                f"{capital(name)}: {percent_text(region.area)} of the square."
                for name, region in list(zip(named, diagram.regions, strict=True))[:_DESCRIBED]
            )
            + (
                f" And {count(len(named) - _DESCRIBED, 'region')} more, in the table."
                if len(named) > _DESCRIBED
                else ""
            )
            + (f" {differing}" if differing else "")
            + (f" {_stays(stay)}" if stay else "")
        ),
        table=_table(diagram, named),
    )


def _title(diagram: Diagram, named: Sequence[str]) -> str:
    """The finding: on how much of the plane it is as it is now."""
    now = diagram.regions[diagram.here].answer
    share = sum((region.area for region in diagram.regions if region.answer == now), Fraction(0))
    if share == 1:
        return f"{capital(named[diagram.here])} on the whole plane of {diagram.x} and {diagram.y}"
    return f"{capital(named[diagram.here])} in {percent_text(share)} of the plane of {diagram.x} and {diagram.y}"


def _under(answer: Answer, whole: Tip, own: Sequence[int]) -> tuple[Tip, TippingAnswers]:
    """What tips under some concepts that agree, and its words."""
    tip = tip_under(whole, own[0])
    return tip, TippingAnswers(tip, answer, [answer.record.concepts[own[0]]])


def _differing(answer: Answer, whole: Tip, first: Sequence[int], others: Sequence[Sequence[int]]) -> str:
    """The concepts that the picture shows, and what differs under the others."""
    concepts, texts = answer.record.concepts, []
    for own in others:
        tip, answers = _under(answer, whole, own)
        assert tip.diagram is not None
        shares: dict[str, Fraction] = {}
        for region in tip.diagram.regions:
            name = answers.name(region.answer)
            shares[name] = shares.get(name, Fraction(0)) + region.area
        parts = [f"{name} in {percent_text(share)}" for name, share in shares.items() if share]
        more = "" if len(parts) <= _OTHERS else f", and {count(len(parts) - _OTHERS, 'further answer')}"
        differs = "alone differs" if len(others) == 1 and len(own) == 1 else plural(len(own), "differs", "differ")
        under = concepts_phrase([concepts[place] for place in own])
        texts.append(f"{under} {differs}: {'; '.join(parts[:_OTHERS])} of the square{more}.")
    return f"Drawn under {concepts_phrase([concepts[place] for place in first])}. {' '.join(texts)}"


def _stays(stay: Sequence[tuple[str, Fraction]]) -> str:
    """The slice that is shown: the values at which the other drivers are fixed."""
    text = ", ".join(f"{name} {decimal_text(value, fixed=True)}" for name, value in stay)
    return f"Held as they are: {text}."


class _PhaseDrawing:
    def __init__(self, canvas: Canvas, plane: Plane, answers: TippingAnswers, means: Mapping[str, str]) -> None:
        self.canvas, self.theme, self.plane, self.diagram = canvas, canvas.theme, plane, plane.diagram
        self.answers = answers
        self.frame = PhaseFrame(canvas, plane, answers.tip, means)
        self.fills = self._fills()
        self._bordered = 0

    def _fills(self) -> dict[Values, str]:
        """A fill for each answer: patterns in the order of regions; regions without a name are grey."""
        canvas, fills = self.canvas, dict[Values, str]()
        others = 0
        for region in self.diagram.regions[:NAMED]:
            if region.answer in fills:
                continue
            kind = self.answers.fill(region.answer)
            if kind == "hatch":
                kind = _PATTERNS[min(others, len(_PATTERNS) - 1)]
                others += 1
            fills[region.answer] = canvas.fill(kind) if kind else self.theme.sheet
        return fills

    def draw(self, tip: Tip) -> float:
        canvas, theme, frame = self.canvas, self.theme, self.frame
        for place, (region, loops) in enumerate(zip(self.diagram.regions, self.plane.outlines, strict=True)):
            if loops:
                data = "".join(f"{_stroke([frame.at(corner) for corner in loop])}Z" for loop in loops)
                with canvas.group("region", title=self.answers.name(region.answer), region=str(place)):
                    canvas.path(data, fill=self.fills.get(region.answer, theme.wash))
        for apart in (False, True):
            edges = [border.edge for border in self.plane.borders if border.apart == apart]
            if edges:
                data = "".join(_stroke([frame.at(corner) for corner in edge]) for edge in edges)
                line, dash = (2.6, "5 2.5") if apart else (1.2, "")
                canvas.path(data, stroke=theme.ink, line=line, dash=dash)
                for edge in edges:
                    canvas.edge([frame.at(corner) for corner in edge])
        self._bordered = len(canvas.boxes)
        for _, corner in self.plane.points:
            canvas.circle(*frame.at(corner), 2.6, fill=theme.ink)
        y = frame.draw()
        draw_today(canvas, self.plane, tip, frame.at, frame.box)
        slanted = draw_slanted(canvas, self.plane, frame.at, frame.box)
        notes, unnamed = self._names()
        notes += [(0, f"Slanted border: {text}") for text in slanted]
        if len(notes) > _FLOWING:
            ends = [";"] * (len(notes) - 1) + ["."]
            flow = [
                piece
                for (place, text), end in zip(notes, ends, strict=True)
                for piece in self._note(place, f"{text}{end}")
            ]
            y = canvas.pieces(canvas.x0, y, flow, canvas.x1 - canvas.x0)
        else:
            for place, text in notes:
                y = canvas.pieces(canvas.x0, y, self._note(place, text), canvas.x1 - canvas.x0)
        if unnamed:
            text = f"{capital(count(unnamed, 'smaller region'))} {plural(unnamed, 'is', 'are')} not named; the table has all."
            y = canvas.lines(canvas.x0, y, text, canvas.x1 - canvas.x0, size=10.5, leading=14, ink=theme.ink3)
        return y

    def _note(self, place: int, text: str) -> list[tuple[str, str, str]]:
        number_ = [(str(place), "bold", self.theme.ink2)] if place else []
        return [*number_, (text, "sans", self.theme.ink2)]

    # -- names -----------------------------------------------------------------------------------------------------

    def _names(self) -> tuple[list[tuple[int, str]], int]:
        """Names in their regions; numbers if they have no room, in all of them if most have none. Returns the names to
        list below, by number (0: without one), and how many regions are not named at all."""
        regions = list(enumerate(self.diagram.regions[:NAMED]))
        texts = {place: self._answer_text(region.answer) for place, region in regions}
        wide = {place: texts[place] for place, region in regions if region.area}
        lines = [(0, f"{texts[place]}: on a line or at a point only") for place in texts if place not in wide]
        labels = self._fitted(wide, (12, 11))
        if 2 * len(labels) < len(wide):
            labels = {}
        apart = [place for place in wide if place not in labels]
        numbers = {place: str(number_) for number_, place in enumerate(apart, start=1)}
        labels |= self._fitted(numbers, (10.5,), labels)
        notes = [
            (int(numbers[place]), wide[place] + ("" if place in labels else " (too small to be marked)"))
            for place in apart
        ]
        for label in labels.values():
            self._write(label)
        return [*notes, *lines], max(0, len(self.diagram.regions) - NAMED)

    def _answer_text(self, answer: Values) -> str:
        text = self.answers.name(answer)
        return capital(text)

    def _fitted(
        self, texts: Mapping[int, str], sizes: Sequence[float], before: Mapping[int, _Label] | None = None
    ) -> dict[int, _Label]:
        """A label at the pole of each region that has room for it, as large as possible. *before*: labels already
        placed."""
        # The outlines of regions are among the loops already.
        occupied = [box for box in self.canvas.boxes[self._bordered :] if box.kind in ("text", "mark", "edge")]
        occupied += [label.box for label in (before or {}).values()]
        labels = {}
        for place, text in texts.items():
            label = next(filter(None, (self._label(place, text, size, occupied) for size in sizes)), None)
            if label is not None:
                labels[place] = label
                occupied.append(label.box)
        return labels

    def _label(self, place: int, text: str, size: float, occupied: Sequence[Box]) -> _Label | None:
        loops = [[self.frame.at(corner) for corner in loop] for loop in self.plane.outlines[place]]
        for room in (190.0, 130.0, 90.0, 66.0):
            lines = wrapped(_with_unbroken_acts(text, size, room), size, "bold", room)
            if len(lines) > _MOST_LINES:
                continue
            wide = max(width_of(line, size, "bold") for line in lines)
            tall = 15.0 * len(lines) + 5
            middle = pole(loops, occupied, wide + 12, tall + 2)
            if middle is not None:
                return _Label(middle, lines, wide, tall, size)
        return None

    def _write(self, label: _Label) -> None:
        """Write a label on a background that keeps it legible over a pattern."""
        canvas, (x, y) = self.canvas, label.middle
        base = y - label.tall / 2 + 3 + label.size
        canvas.rect(
            x - label.wide / 2 - 4,
            y - label.tall / 2,
            label.wide + 8,
            label.tall,
            fill=self.theme.sheet,
            radius=3,
            opacity="0.92",
        )
        for line in label.lines:
            canvas.text(x, base, line.replace("\u00a0", " "), size=label.size, face="bold", anchor="middle")
            base += 15


_MOST_LINES = 5
"""A name of more lines stands beside the plane, not in it."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Lines around a centre, ``wide`` and ``tall`` together."""

    middle: Point
    lines: tuple[str, ...]
    wide: float
    tall: float
    size: float

    @property
    def box(self) -> Box:
        """The box that it occupies."""
        x, y = self.middle
        return Box("text", x - self.wide / 2, y - self.tall / 2, self.wide, self.tall)


def _with_unbroken_acts(text: str, size: float, room: float) -> str:
    """A name that is broken between acts rather than within one that fits."""
    parts = _BETWEEN.split(text)
    return "".join(
        part if place % 2 or width_of(part, size, "bold") > room else part.replace(" ", "\u00a0")
        for place, part in enumerate(parts)
    )


def _stroke(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _table(diagram: Diagram, named: Sequence[str]) -> Table:
    columns = (
        Column("Region", right=True),
        Column("Answer"),
        Column("Share of the square", right=True),
        Column("Holds today", fixed=True),
        Column("Where"),
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
            where = signed(relations_text(region.relations))
            rows.append((str(place + 1), name, f"{float(region.area):.4f}", here, where, kind, corners))
    return Table(columns, tuple(rows), f"Cells of {diagram.x} and {diagram.y}")
