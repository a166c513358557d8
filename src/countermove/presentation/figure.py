"""A figure: a picture as SVG, with its words and the table behind it.

The SVG stands alone (no style sheet, script, font or image from elsewhere), is the same byte for byte whenever it is made
from equal records, and gives every id a prefix from its own content, so that several figures can stand on one page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from countermove.presentation.blocks import Table, csv_of
from countermove.presentation.drawing import Drawing
from countermove.presentation.escape import content
from gmcr.base.characters import Shown
from gmcr.base.files import write_whole
from gmcr.base.record import Record

__all__ = ["TALLEST", "Box", "Figure", "no_taller"]

TALLEST = 1500.0
"""The greatest height of a picture of the usual width, unless there is less in it than can be left out."""

_USUAL = 760.0


@dataclass(frozen=True, slots=True)
class Box(Record):
    """Where something stands, in the units of the view box. ``kind``: "text" (a line of it), "mark" (a sign: nothing
    else may cover it), "frame" (its contents lie on it) or "edge" (a piece of a line that must not cross text)."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str = ""

    def overlaps(self, other: Box, *, slack: float = 0.0) -> bool:
        """Whether two boxes share more than *slack* in both directions."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across > slack and down > slack

    def inside(self, other: Box, *, slack: float = 0.0) -> bool:
        """Whether it lies within another box."""
        return (
            self.x >= other.x - slack
            and self.y >= other.y - slack
            and self.x + self.width <= other.x + other.width + slack
            and self.y + self.height <= other.y + other.height + slack
        )


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """``name``: the kind of figure; ``title``, ``description``: its words, the second for those who do not see it;
    ``drawing``: the picture; ``table``: the data behind it; ``boxes``: positions of its texts and marks; ``width``,
    ``height``: of the view box; ``sentence``: whether its title is all that it says."""

    name: str
    title: Shown
    description: Shown
    drawing: Drawing
    table: Table
    boxes: tuple[Box, ...]
    width: float
    height: float
    theme: str
    sentence: bool = False

    @property
    def svg(self) -> str:
        """The picture as SVG."""
        return self.drawing.svg()

    # -- as files --------------------------------------------------------------------------------------------------

    def to_svg(self, path: str | Path, *, force: bool = False) -> None:
        """Write the picture as SVG. Raises CountermoveError if the file exists (unless *force*) or cannot be
        written."""
        write_whole(Path(path), f'<?xml version="1.0" encoding="UTF-8"?>\n{self.svg}\n', force=force)

    def to_csv(self, path: str | Path, *, force: bool = False) -> None:
        """Write the table behind the picture as CSV."""
        write_whole(Path(path), self.csv(), force=force)

    def to_png(self, path: str | Path, *, scale: float = 2.0, force: bool = False) -> None:
        """Write the picture as PNG, *scale* pixels per unit. Needs the extra ``figures``."""
        write_whole(Path(path), self.png(scale=scale), force=force)

    # -- as text and bytes -----------------------------------------------------------------------------------------

    def csv(self) -> str:
        """The table as CSV (RFC 4180). No cell is a formula to a spreadsheet."""
        return csv_of(self.table)

    def png(self, *, scale: float = 2.0) -> bytes:
        """The picture as PNG, the same on every machine unless it has letters of scripts that the package's own
        typefaces lack: those are drawn in the fonts of the machine. Raises MissingExtra."""
        from countermove.presentation.png import png_of

        return png_of(self.drawing, scale=scale)

    def html(self) -> str:
        """The picture as a piece of HTML, with its table folded away below it."""
        head = "".join(f'<th scope="col">{content(column.title)}</th>' for column in self.table.columns)
        body = "".join(f"<tr>{''.join(f'<td>{content(cell)}</td>' for cell in row)}</tr>" for row in self.table.texts)
        return (
            f'<figure class="countermove-figure">{self.svg}'
            f"<details><summary>Table: {content(self.title)}</summary>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details></figure>"
        )

    # -- in a notebook ---------------------------------------------------------------------------------------------

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.html()

    def gist(self) -> str:
        """Its title and size."""
        return f"{self.title}, {self.width:g} by {self.height:g}"


def no_taller(draw: Callable[[int], Figure], tries: Sequence[int], *, height: float = TALLEST) -> Figure:
    """The first figure that is no taller than *height*, or the last one: *draw* takes a number of *tries*, with each of
    which it leaves out more. A narrow figure may be as much taller as it is narrower."""
    *several, last = tries
    for number in several:
        figure = draw(number)
        if figure.height <= height * max(1.0, _USUAL / figure.width):
            return figure
    return draw(last)
