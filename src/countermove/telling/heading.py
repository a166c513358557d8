"""A picture that stands alone: its title above it, and a line that says of which case and game it is."""

from __future__ import annotations

import re
from dataclasses import replace

from countermove.telling.canvas import Canvas, number
from countermove.telling.figure import Figure
from countermove.telling.theme import theme_named

__all__ = ["headed"]

_SVG = re.compile(
    r'(<svg [^>]*viewBox=")[^"]*(" width="[^"]*" height=")[^"]*("[^>]*>.*?</desc>)(.*)(</svg>)', re.DOTALL
)
"""Head and words, body, and end of what ``Canvas.figure`` writes."""


def headed(figure: Figure, line: str) -> Figure:
    """The figure under its title and a *line*, its words and table as they were."""
    canvas = Canvas(figure.name, figure.width, theme_named(figure.theme))
    wide = canvas.x1 - canvas.x0
    y = canvas.lines(canvas.x0, 28.0, figure.title, wide, size=16, leading=20, face="serifbold")
    y = canvas.lines(canvas.x0, y - 1, line, wide, size=11, ink=canvas.theme.ink3)
    by = round(y - 14)
    head = canvas.figure(figure.height + by, title=figure.title, description=figure.description, table=figure.table)
    above, found = _SVG.fullmatch(head.svg), _SVG.fullmatch(figure.svg)
    assert above is not None
    assert found is not None
    ground = f'<rect width="{number(figure.width)}" height="{number(figure.height)}" fill="{canvas.theme.sheet}"/>'
    size = f"0 0 {number(figure.width)} {number(head.height)}"
    svg = (
        f'{found[1]}{size}{found[2]}{number(head.height)}{found[3]}{above[4]}<g transform="translate(0 {by})">'
        f"{found[4].replace(ground, '', 1)}</g>{found[5]}"
    )
    moved = tuple(replace(box, y=box.y + by) for box in figure.boxes)
    return replace(figure, svg=svg, height=head.height, boxes=(*head.boxes, *moved))
