"""A line of text of a drawing: its position and its type, for whatever renders it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from countermove.presentation.escape import escaped

__all__ = ["OPEN", "Setting", "Span", "TextLine", "number"]

OPEN = "\1"
"""Delimits the name of an ink or a face that is filled in later. No text holds it."""


class Span(NamedTuple):
    """A piece of a line. ``text``: cleaned, its right-to-left stretches isolated; ``face``: sans, bold, serif or
    serifbold; ``ink``: "" for a blank between others; ``families``, ``size``: fonts and a size of its own, "" and 0 for
    those of its face and line."""

    text: str
    face: str = "sans"
    ink: str = ""
    families: str = ""
    size: float = 0

    @property
    def attributes(self) -> str:
        """Its type as attributes of SVG, except its ink."""
        families = self.families or (f"{OPEN}serif{OPEN}" if self.face.startswith("serif") else "")
        return (
            (f' font-size="{self.size:g}"' if self.size else "")
            + (f' font-family="{families}"' if families else "")
            + (' font-weight="600"' if self.face.endswith("bold") else "")
        )

    @property
    def svg(self) -> str:
        """Its element; a blank is written as it is."""
        if not (self.attributes or self.ink):
            return escaped(self.text)
        ink = f' fill="{self.ink}"' if self.ink else ""
        return f"<tspan{self.attributes}{ink}>{escaped(self.text)}</tspan>"


class TextLine(NamedTuple):
    """``x``, ``y``: of its anchor ("start", "middle" or "end") on the base line; ``turned``: whether it reads
    upwards."""

    x: float
    y: float
    size: float
    spans: tuple[Span, ...]
    anchor: str = "start"
    turned: bool = False

    @property
    def shown(self) -> str:
        """Its visible text."""
        return "".join(span.text for span in self.spans)

    @property
    def svg(self) -> str:
        """Its element."""
        place = f'x="{number(self.x)}" y="{number(self.y)}"'
        if self.turned:
            place = f'transform="translate({number(self.x)} {number(self.y)}) rotate(-90)"'
        anchored = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        own, inside = anchored, "".join(span.svg for span in self.spans)
        if len(self.spans) == 1:
            only = self.spans[0]
            own, inside = f'{only.attributes}{anchored} fill="{only.ink}"', escaped(only.text)
        return f'<text {place} font-size="{number(self.size)}"{own}>{inside}</text>'


Setting: TypeAlias = Callable[[TextLine], TextLine | None]
"""Sets a line in other spans; None leaves it out."""


def number(value: float) -> str:
    """A coordinate: at most two decimals, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
