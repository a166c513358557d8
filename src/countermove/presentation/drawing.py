"""A drawing in parts with placeholders: inks, faces and ids are filled in when its SVG is requested.

So one drawing serves a page with colours of its own, a standalone file, a PDF that is cut into pages, and a renderer
with other typefaces, and nothing has to parse SVG that was written before.

A line of text of a drawing: its position and its type, for whatever renders it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

from countermove.presentation.escape import attribute, content, escaped
from countermove.presentation.theme import SANS, SERIF, Theme, theme_named
from gmcr.base.characters import Shown
from gmcr.base.record import Record

__all__ = [
    "OPEN",
    "PAGE",
    "Drawing",
    "Faces",
    "Ink",
    "Link",
    "Links",
    "Part",
    "Setting",
    "Span",
    "TextLine",
    "id_of",
    "number",
    "open_theme",
]


OPEN = "\1"
"""Delimits the name of an ink or a face that is filled in later. No text holds it."""


class Span(NamedTuple):
    """A piece of a line. ``text``: cleaned, its right-to-left stretches isolated; ``face``: sans, bold, serif or
    serifbold; ``ink``: "" for a blank between others; ``families``, ``size``: fonts and a size of its own, "" and 0 for
    those of its face and line."""

    text: Shown
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


Ink: TypeAlias = Literal["fixed", "variables"]
"""The colours of the theme, or the custom properties of a page that defines them by the same names."""

_ID = "\0"
"""The placeholder for the prefix of ids."""


class Faces(NamedTuple):
    """The typefaces of texts."""

    sans: str
    serif: str


PAGE: Final = Faces(SANS, SERIF)
"""The fonts of a page, then the usual substitutes."""


class Link(NamedTuple):
    """The beginning of a group that a page may make a link, or (``begins`` is false) its end. ``kind``: its class;
    ``key``: what it leads to, as ``data-KIND``; ``title``: shows on hover; ``name``: what is read of the link."""

    kind: str
    key: str
    title: str = ""
    name: str = ""
    begins: bool = True

    def svg(self, links: Links | None) -> str:
        """Its tag, with the title; a plain group without *links*."""
        if not self.begins:
            return "</g>" if links is None else "</a>"
        marked = f'class="{self.kind}" data-{self.kind}="{attribute(self.key)}"'
        titled = f"<title>{content(self.title)}</title>"
        if links is None:
            return f"<g {marked}>{titled}"
        return f'<a {marked} href="{attribute(links(self.key))}" aria-label="{attribute(self.name)}">{titled}'


Links: TypeAlias = Callable[[str], str]
"""What a link leads to → its address in a page."""

Part: TypeAlias = str | TextLine | Link


def id_of(name: str) -> str:
    """An id with a placeholder for its prefix."""
    return f"{_ID}-{name}"


def open_theme(theme: Theme) -> Theme:
    """The theme with a placeholder for each of its inks."""
    names = _inks(theme)
    hues = tuple(name for name in names if name.startswith("hue"))
    plain = {name: f"{OPEN}{name}{OPEN}" for name in names if name not in hues}
    return replace(theme, **plain, hues=tuple(f"{OPEN}{name}{OPEN}" for name in hues))


def _inks(theme: Theme) -> dict[str, str]:
    """Ink name → colour."""
    plain = ("sheet", "wash", "ink", "ink2", "ink3", "rule", "control", "holds", "fails", "marked")
    return {name: getattr(theme, name) for name in plain} | {
        f"hue{place}": hue for place, hue in enumerate(theme.hues, 1)
    }


@dataclass(frozen=True, slots=True)
class Drawing(Record):
    """``name``: the kind of figure; ``theme``: by name; ``patterns``: the elements of fills; ``parts``: the drawn
    elements, in order. ``heading``: elements above it, which move it ``down`` from the top."""

    name: str
    title: Shown
    description: Shown
    width: float
    height: float
    theme: str
    patterns: tuple[str, ...]
    parts: tuple[Part, ...]
    heading: tuple[Part, ...] = ()
    down: int = 0

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """Its lines of text."""
        return tuple(part for part in (*self.heading, *self.parts) if isinstance(part, TextLine))

    def lines_between(self, top: float, bottom: float) -> tuple[TextLine, ...]:
        """The lines whose base line is between two heights, measured down from the first, in the colours of the
        theme."""
        inks = self._named("fixed")
        placed = [
            line._replace(
                y=line.y + down - top, spans=tuple(one._replace(ink=_put_in(one.ink, inks)) for one in line.spans)
            )
            for parts, down in ((self.heading, 0), (self.parts, self.down))
            for line in parts
            if isinstance(line, TextLine)
        ]
        return tuple(line for line in placed if 0 <= line.y < bottom - top)

    def below(self, heading: tuple[Part, ...], down: int, height: float) -> Drawing:
        """This drawing below a heading; *height* includes it."""
        return replace(self, heading=heading, down=down, height=height)

    def svg(
        self,
        *,
        ink: Ink = "fixed",
        faces: Faces = PAGE,
        setting: Setting | None = None,
        part: tuple[float, float] | None = None,
        links: Links | None = None,
    ) -> str:
        """The picture. *setting*: replaces its lines, unless None; *part*: only what stands between two heights; *links*: in
        a page, where its links lead: it is then a group in which they can be read, and no image."""
        named = {**self._named(ink), "sans": faces.sans, "serif": faces.serif}
        top, bottom = part or (0, self.height)
        linked = links if any(isinstance(part, Link) for part in self.parts) else None
        role = "img" if linked is None else "group"
        svg = f"{self._head(top, bottom - top, role)}{self._words()}{self._body(setting, linked)}</svg>"
        return _put_in(svg, named).replace(_ID, self._prefix())

    def _named(self, ink: Ink) -> dict[str, str]:
        inks = _inks(theme_named(self.theme))
        return inks if ink == "fixed" else {name: f"var(--{name})" for name in inks} | {"marked": inks["marked"]}

    def _head(self, top: float, tall: float, role: str = "img") -> str:
        size = f'width="{number(self.width)}" height="{number(tall)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {number(top)} {number(self.width)} {number(tall)}" {size} '
            f'role="{role}" aria-labelledby="{id_of("t")} {id_of("d")}" class="countermove-{self.name}">'
        )

    def _words(self) -> str:
        return (
            f'<title id="{id_of("t")}">{content(self.title)}</title>'
            f'<desc id="{id_of("d")}">{content(self.description)}</desc>'
        )

    def _body(self, setting: Setting | None, links: Links | None = None) -> str:
        defs = f"<defs>{''.join(self.patterns)}</defs>" if self.patterns else ""
        sheet = (
            f'<rect width="{number(self.width)}" height="{number(self.height)}" '
            f'fill="{open_theme(theme_named(self.theme)).sheet}"/>'
        )
        drawn = _group(self.parts, setting, links)
        if not self.heading:
            return f"{defs}{sheet}{drawn}"
        return f'{sheet}{_group(self.heading, setting)}<g transform="translate(0 {self.down})">{defs}{drawn}</g>'

    def _prefix(self) -> str:
        """The prefix of its ids, derived from its own content, however it is requested."""
        bare = self.below((), 0, self.height - self.down)
        svg = f"{bare._head(0, bare.height)}{bare._words()}{bare._body(None)}"
        named = {**self._named("fixed"), **PAGE._asdict()}
        return f"cm{hashlib.sha256(_put_in(svg, named).encode()).hexdigest()[:10]}"


def _group(parts: tuple[Part, ...], setting: Setting | None, links: Links | None = None) -> str:
    drawn = (_part(part, setting, links) for part in parts)
    return f'<g font-family="{OPEN}sans{OPEN}">{"".join(drawn)}</g>'


def _part(part: Part, setting: Setting | None, links: Links | None) -> str:
    if isinstance(part, Link):
        return part.svg(links)
    if isinstance(part, TextLine):
        drawn = part if setting is None else setting(part)
        return "" if drawn is None else drawn.svg
    return part


def _put_in(svg: str, named: Mapping[str, str]) -> str:
    for name, value in named.items():
        svg = svg.replace(f"{OPEN}{name}{OPEN}", value)
    return svg
