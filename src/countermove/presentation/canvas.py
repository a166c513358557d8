"""A sheet to draw on: it writes the parts of a drawing and records where everything stands.

All lengths are in the units of the view box, one pixel each at full size. Coordinates are written with at most two
decimals, so that equal input gives equal bytes on every machine.

Adds a heading to a picture that stands alone: its title, and a line that names its case and game.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from countermove.presentation.blocks import Table
from countermove.presentation.drawing import Drawing, Link, Part, Span, TextLine, id_of, number, open_theme
from countermove.presentation.escape import attribute, cleaned, content, shown
from countermove.presentation.figure import Box, Figure
from countermove.presentation.metrics import ASCENT, DESCENT, script_of, width_of, wrapped
from countermove.presentation.theme import ActorStyle, Theme, pattern, theme_named

__all__ = ["Canvas", "Point", "headed", "number"]


Point = tuple[float, float]

_LEAST = 10.0
"""The smallest font size."""


class Canvas:
    """``name`` is the kind of figure; ``x0``, ``x1``: the margins."""

    def __init__(self, name: str, width: float, theme: Theme, *, margin: float = 16) -> None:
        self.name, self.width, self.theme = name, width, open_theme(theme)
        self.x0, self.x1 = margin, width - margin
        self.boxes: list[Box] = []
        self._parts: list[Part] = []
        self._patterns: dict[str, str] = {}

    # -- text ------------------------------------------------------------------------------------------------------

    def text(self, x: float, y: float, written: str, *, size: float = 11.5, face: str = "sans", ink: str = "",
             anchor: str = "start") -> float:  # fmt: skip
        """Draw one line of text on the base line *y*, however long it is; returns its width. ``anchor``: start, middle
        or end."""
        clean = cleaned(written)
        if not clean:
            return 0.0
        span = width_of(clean, size, face)
        left = x - {"start": 0.0, "middle": span / 2, "end": span}[anchor]
        self.boxes.append(Box("text", left, y - ASCENT * size, span, (ASCENT + DESCENT) * size, clean))
        self._parts.append(TextLine(x, y, size, (self._span(clean, face, ink),), anchor))
        return span

    def upright(
        self, x: float, y: float, written: str, *, size: float = 11.5, face: str = "sans", ink: str = ""
    ) -> None:
        """Draw one line of text that reads upwards, its middle at *y* and its base line at *x*."""
        clean = cleaned(written)
        span = width_of(clean, size, face)
        self.boxes.append(Box("text", x - ASCENT * size, y - span / 2, (ASCENT + DESCENT) * size, span, clean))
        self._parts.append(TextLine(x, y, size, (self._span(clean, face, ink),), "middle", turned=True))

    def lines(self, x: float, y: float, written: str, width: float, *, size: float = 11.5, leading: float = 15,
              face: str = "sans", ink: str = "", anchor: str = "start") -> float:  # fmt: skip
        """Draw text over as many lines as it takes, the first on the base line *y*; returns the base line after the
        last."""
        for line in wrapped(cleaned(written), size, face, width):
            self.text(x, y, line, size=size, face=face, ink=ink, anchor=anchor)
            y += leading
        return y

    def run(self, x: float, y: float, written: str, *, size: float = 11, face: str = "sans", ink: str = "") -> Point:
        """Draw text from *x* to the margin, wrapped if needed; returns where its last line ends."""
        lines = wrapped(cleaned(written), size, face, self.x1 - x)
        for place, line in enumerate(lines):
            self.text(x, y + 15 * place, line, size=size, face=face, ink=ink)
        wide = max((width_of(line, size, face) for line in lines), default=0.0)
        return x + wide, y + 15 * max(len(lines) - 1, 0)

    def pieces(
        self,
        x: float,
        y: float,
        pieces: Sequence[tuple[str, str, str]],
        width: float,
        *,
        size: float = 11,
        leading: float = 15,
    ) -> float:
        """Draw text of several faces and inks, (text, face, ink) each, as one flow that is wrapped between words;
        returns the base line after the last."""
        line: list[tuple[str, str, str]] = []
        used, blank, script = 0.0, width_of(" ", size, "bold"), ""
        for written, face, ink in pieces:
            fresh = True
            for word in filter(None, cleaned(written).split(" ")):
                for part in wrapped(word, size, face, width):
                    span, own = width_of(part, size, face), script_of(part)
                    mixed = bool(own and script) and own != script
                    if line and (mixed or used + blank + span > width):
                        self._flow(x, y, line, used, size)
                        line, used, y, fresh, script = [], 0.0, y + leading, True, ""
                    script = own or script
                    used += span + (blank if line else 0.0)
                    if fresh:
                        line.append((part, face, ink))
                    else:
                        line[-1] = (f"{line[-1][0]} {part}", face, ink)
                    fresh = False
        if line:
            self._flow(x, y, line, used, size)
            y += leading
        return y

    def _flow(self, x: float, y: float, line: Sequence[tuple[str, str, str]], span: float, size: float) -> None:
        spans = [part for piece in line for part in (Span(cleaned(" ")), self._span(*piece))][1:]
        self._parts.append(TextLine(x, y, size, tuple(spans)))
        clean = " ".join(part for part, _, _ in line)
        self.boxes.append(Box("text", x, y - ASCENT * size, span, (ASCENT + DESCENT) * size, clean))

    def _span(self, written: str, face: str, ink: str) -> Span:
        return Span(shown(written), face, ink or self.theme.ink)

    # -- strokes and fills -----------------------------------------------------------------------------------------

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "",
        line: float = 1.0,
        radius: float = 0,
        dash: str = "",
        kind: str = "",
        label: str = "",
        opacity: str = "",
    ) -> None:
        """Draw a rectangle. ``kind``: recorded as a box of this kind."""
        extra = f' stroke="{stroke}" stroke-width="{number(line)}"' if stroke else ""
        extra += f' rx="{number(radius)}"' if radius else ""
        extra += f' stroke-dasharray="{dash}"' if dash else ""
        extra += f' fill-opacity="{opacity}"' if opacity else ""
        self._add(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
            f'fill="{fill}"{extra}/>'
        )
        if kind:
            self.boxes.append(Box(kind, x, y, width, height, label))

    def line(self, start: Point, end: Point, *, stroke: str, line: float = 1.0, dash: str = "", round_: bool = False,
             edge: bool = False) -> None:  # fmt: skip
        """Draw a straight line. ``edge``: no text may lie across it."""
        self.path(
            f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}",
            stroke=stroke,
            line=line,
            dash=dash,
            round_=round_,
        )
        if edge:
            self.edge([start, end])

    def path(
        self,
        data: str,
        *,
        stroke: str = "",
        fill: str = "none",
        line: float = 1.0,
        dash: str = "",
        round_: bool = False,
    ) -> None:
        """Draw a path in SVG's own notation (with numbers from ``number``)."""
        extra = f' stroke="{stroke}" stroke-width="{number(line)}"' if stroke else ""
        extra += f' stroke-dasharray="{dash}"' if dash else ""
        extra += ' stroke-linecap="round"' if round_ else ""
        self._add(f'<path d="{data}" fill="{fill}"{extra}/>')

    def circle(self, x: float, y: float, radius: float, *, fill: str = "none", stroke: str = "", line: float = 1.0,
               dash: str = "") -> None:  # fmt: skip
        """Draw a circle."""
        extra = f' stroke="{stroke}" stroke-width="{number(line)}"' if stroke else ""
        extra += f' stroke-dasharray="{dash}"' if dash else ""
        self._add(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"{extra}/>')

    def actor_line(self, points: Sequence[Point], actor: ActorStyle, *, line: float = 2.0, edge: bool = True) -> None:
        """Draw a line through points in an actor's stroke."""
        data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.path(data, stroke=actor.colour, line=line, dash=actor.dash, round_=actor.round)
        if edge:
            self.edge(points)

    def ring(self, x: float, y: float, actor: ActorStyle, *, radius: float = 8) -> None:
        """Draw an actor's ring: its colour and dash as the line, its letter in ink."""
        size = max(1.25 * radius, _LEAST)
        if len(actor.letter) > 1:  # two letters are no smaller than other text: their ring is larger
            radius, size = max(radius, 9.5), max(radius, _LEAST)
        self.circle(x, y, radius, fill=self.theme.sheet, stroke=actor.colour, line=2)
        letter = (self._span(actor.letter, "bold", ""),)
        self._parts.append(TextLine(x, y + 0.36 * size, size, letter, "middle"))
        self.boxes.append(Box("mark", x - radius, y - radius, 2 * radius, 2 * radius, f"ring {actor.letter}"))

    def mark(self, x: float, y: float, width: float, height: float, label: str = "") -> None:
        """Record that a sign stands here."""
        self.boxes.append(Box("mark", x, y, width, height, label))

    def edge(self, points: Sequence[Point], *, step: float = 6) -> None:
        """Record a line as small pieces."""
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            count = max(1, int(max(abs(bx - ax), abs(by - ay)) // step))
            for k in range(count + 1):
                x, y = ax + (bx - ax) * k / count, ay + (by - ay) * k / count
                self.boxes.append(Box("edge", x - 0.5, y - 0.5, 1, 1))

    # -- groups and patterns ---------------------------------------------------------------------------------------

    @contextmanager
    def group(self, kind: str, *, title: str = "", **data: str) -> Iterator[None]:
        """Group what is drawn inside: a class, ``data-*`` attributes for a page that links the groups, and a title that
        shows on hover."""
        extra = "".join(f' data-{key.replace("_", "-")}="{attribute(value)}"' for key, value in data.items())
        self._add(f'<g class="{kind}"{extra}>')
        if title:
            self._add(f"<title>{content(title)}</title>")
        yield
        self._add("</g>")

    @contextmanager
    def link(self, kind: str, key: str, *, title: str, name: str) -> Iterator[None]:
        """Group what is drawn inside, which a page may make a link to *key* (``Drawing.svg``): *title* shows on hover, *name*
        is what is read of the link."""
        self._parts.append(Link(kind, key, title, name))
        yield
        self._parts.append(Link(kind, key, begins=False))

    def fill(self, name: str) -> str:
        """The paint of a pattern (``patterns``), by its name, to fill a shape with."""
        self._patterns[name] = pattern(name, self.theme).replace("{id}", id_of(name))
        return f"url(#{id_of(name)})"

    def _add(self, part: str) -> None:
        self._parts.append(part)

    # -- the whole -------------------------------------------------------------------------------------------------

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts drawn so far, in order."""
        return tuple(self._parts)

    def figure(self, height: float, *, title: str, description: str, table: Table) -> Figure:
        """The finished figure."""
        tall, title, description = float(round(height + 0.49)), cleaned(title), cleaned(description)
        patterns = tuple(self._patterns.values())
        drawing = Drawing(self.name, title, description, self.width, tall, self.theme.name, patterns, self.parts)
        return Figure(
            self.name, title, description, drawing, table, tuple(self.boxes), self.width, tall, self.theme.name
        )


def sentence_figure(canvas: Canvas, text: str, *, description: str, table: Table) -> Figure:
    """The picture of a single sentence: that sentence, which is its title, too."""
    y = canvas.lines(canvas.x0, 24.0, text, canvas.x1 - canvas.x0, size=12, leading=17)
    return replace(canvas.figure(y, title=text, description=description, table=table), sentence=True)


def headed(figure: Figure, line: str) -> Figure:
    """The figure below its title and a *line*, or just these, where its title is all that it says; its words and table
    stay as they were."""
    canvas = Canvas(figure.name, figure.width, theme_named(figure.theme))
    wide = canvas.x1 - canvas.x0
    y = canvas.lines(canvas.x0, 28.0, figure.title, wide, size=16, leading=20, face="serifbold")
    y = canvas.lines(canvas.x0, y - 1, line, wide, size=11, ink=canvas.theme.ink3)
    by = round(y - 14)
    if figure.sentence:
        drawn = canvas.figure(by + 4, title=figure.title, description=figure.description, table=figure.table)
        return replace(drawn, sentence=True)
    height = figure.height + by
    moved = tuple(replace(box, y=box.y + by) for box in figure.boxes)
    drawing = figure.drawing.below(canvas.parts, by, height)
    return replace(figure, drawing=drawing, height=height, boxes=(*canvas.boxes, *moved))
