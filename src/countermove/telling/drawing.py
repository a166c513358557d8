"""What is drawn, in parts that are still open: inks, faces and ids are put in when it is asked for as SVG.

So one drawing serves a page that has colours of its own, a file that stands alone, a PDF that is cut into pages, and a renderer
with other typefaces, and nobody has to take apart SVG that was written before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

from countermove.brief import Brief
from countermove.telling.escaping import content
from countermove.telling.theme import SANS, SERIF, Theme, theme_named

__all__ = ["PAGE", "Drawing", "DrawnLine", "Faces", "Ink", "Part", "id_of", "number", "open_theme", "serif"]

Ink: TypeAlias = Literal["fixed", "variables"]
"""The colours of the theme, or the custom properties of a page that has them by the same names."""

_ID = "\0"
"""Stands for the prefix of ids."""

_OPEN = "\1"
"""Stands on both sides of the name of an ink or a face that is put in. No text holds this or the other."""

_SERIF_FACE = f' font-family="{_OPEN}serif{_OPEN}"'


class Faces(NamedTuple):
    """What texts are set in."""

    sans: str
    serif: str


PAGE: Final = Faces(SANS, SERIF)
"""The fonts of a page, and those that usually stand in for them."""


class DrawnLine(NamedTuple):
    """A line of text: the attributes of its element, what stands inside, and what of that is seen."""

    attributes: str
    inside: str
    shown: str

    def svg(self, families: str) -> str:
        """Its element; *families*: the fonts for all of it, "" for its own."""
        if not families:
            return f"<text{self.attributes}>{self.inside}</text>"
        bare, inside = (item.replace(_SERIF_FACE, "") for item in (self.attributes, self.inside))
        return f'<text{bare} font-family="{families}">{inside}</text>'


Part: TypeAlias = str | DrawnLine


def number(value: float) -> str:
    """A coordinate: at most two decimals, no minus before zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def id_of(name: str) -> str:
    """The id of something, whose prefix is put in."""
    return f"{_ID}-{name}"


def serif() -> str:
    """The attribute of a text in the serif face."""
    return _SERIF_FACE


def open_theme(theme: Theme) -> Theme:
    """The theme with a name that is put in for each of its inks."""
    names = _inks(theme)
    hues = tuple(name for name in names if name.startswith("hue"))
    plain = {name: f"{_OPEN}{name}{_OPEN}" for name in names if name not in hues}
    return replace(theme, **plain, hues=tuple(f"{_OPEN}{name}{_OPEN}" for name in hues))


def _inks(theme: Theme) -> dict[str, str]:
    """Name → colour."""
    plain = ("sheet", "wash", "ink", "ink2", "ink3", "rule", "control", "holds", "fails", "marked")
    return {name: getattr(theme, name) for name in plain} | {
        f"hue{place}": hue for place, hue in enumerate(theme.hues, 1)
    }


@dataclass(frozen=True, slots=True)
class Drawing(Brief):
    """``name``: the kind of figure; ``theme``: by name; ``patterns``: the elements of fills; ``parts``: what is drawn, in order.
    ``heading``: what stands above it, and then it begins ``down`` from the top."""

    name: str
    title: str
    description: str
    width: float
    height: float
    theme: str
    patterns: tuple[str, ...]
    parts: tuple[Part, ...]
    heading: tuple[Part, ...] = ()
    down: int = 0

    @property
    def lines(self) -> tuple[DrawnLine, ...]:
        """The lines of text in it."""
        return tuple(part for part in (*self.heading, *self.parts) if isinstance(part, DrawnLine))

    def below(self, heading: tuple[Part, ...], down: int, height: float) -> Drawing:
        """The same below a heading, *height* with it."""
        return replace(self, heading=heading, down=down, height=height)

    def svg(
        self,
        *,
        ink: Ink = "fixed",
        faces: Faces = PAGE,
        families: Callable[[str], str] | None = None,
        part: tuple[float, float] | None = None,
    ) -> str:
        """The picture. *families*: the fonts for a line of text as it is seen, "" for its own; *part*: what stands between two
        heights alone."""
        named = {**self._named(ink), "sans": faces.sans, "serif": faces.serif}
        top, bottom = part or (0, self.height)
        svg = f"{self._head(top, bottom - top)}{self._words()}{self._body(families)}</svg>"
        return _put_in(svg, named).replace(_ID, self._prefix())

    def _named(self, ink: Ink) -> dict[str, str]:
        inks = _inks(theme_named(self.theme))
        return inks if ink == "fixed" else {name: f"var(--{name})" for name in inks} | {"marked": inks["marked"]}

    def _head(self, top: float, tall: float) -> str:
        size = f'width="{number(self.width)}" height="{number(tall)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {number(top)} {number(self.width)} {number(tall)}" {size} '
            f'role="img" aria-labelledby="{id_of("t")} {id_of("d")}" class="countermove-{self.name}">'
        )

    def _words(self) -> str:
        return (
            f'<title id="{id_of("t")}">{content(self.title)}</title>'
            f'<desc id="{id_of("d")}">{content(self.description)}</desc>'
        )

    def _body(self, families: Callable[[str], str] | None) -> str:
        defs = f"<defs>{''.join(self.patterns)}</defs>" if self.patterns else ""
        sheet = (
            f'<rect width="{number(self.width)}" height="{number(self.height)}" '
            f'fill="{open_theme(theme_named(self.theme)).sheet}"/>'
        )
        drawn = _group(self.parts, families)
        if not self.heading:
            return f"{defs}{sheet}{drawn}"
        return f'{sheet}{_group(self.heading, families)}<g transform="translate(0 {self.down})">{defs}{drawn}</g>'

    def _prefix(self) -> str:
        """Of its ids: from what it is itself, however it is asked for."""
        bare = self.below((), 0, self.height - self.down)
        svg = f"{bare._head(0, bare.height)}{bare._words()}{bare._body(None)}"
        named = {**self._named("fixed"), **PAGE._asdict()}
        return f"cm{hashlib.sha256(_put_in(svg, named).encode()).hexdigest()[:10]}"


def _group(parts: tuple[Part, ...], families: Callable[[str], str] | None) -> str:
    drawn = (
        part if isinstance(part, str) else part.svg("" if families is None else families(part.shown)) for part in parts
    )
    return f'<g font-family="{_OPEN}sans{_OPEN}">{"".join(drawn)}</g>'


def _put_in(svg: str, named: Mapping[str, str]) -> str:
    for name, value in named.items():
        svg = svg.replace(f"{_OPEN}{name}{_OPEN}", value)
    return svg
