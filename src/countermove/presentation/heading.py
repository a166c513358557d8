"""Adds a heading to a picture that stands alone: its title, and a line that names its case and game."""

from __future__ import annotations

from dataclasses import replace

from countermove.presentation.canvas import Canvas
from countermove.presentation.figure import Figure
from countermove.presentation.theme import theme_named

__all__ = ["headed"]


def headed(figure: Figure, line: str) -> Figure:
    """The figure below its title and a *line*; its words and table stay as they were."""
    canvas = Canvas(figure.name, figure.width, theme_named(figure.theme))
    wide = canvas.x1 - canvas.x0
    y = canvas.lines(canvas.x0, 28.0, figure.title, wide, size=16, leading=20, face="serifbold")
    y = canvas.lines(canvas.x0, y - 1, line, wide, size=11, ink=canvas.theme.ink3)
    by = round(y - 14)
    height = figure.height + by
    moved = tuple(replace(box, y=box.y + by) for box in figure.boxes)
    drawing = figure.drawing.below(canvas.parts, by, height)
    return replace(figure, drawing=drawing, height=height, boxes=(*canvas.boxes, *moved))
