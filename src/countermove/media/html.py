"""A dossier as one HTML file that stands alone: it makes no request, runs no script but that of a report that argues
back (``plugins.serve.explorable``), allowed by its hash, and nothing of a case is markup.

Such a report holds all but its first page packed, and its script unpacks it.

Whatever is put into the template loses the characters that do anything but show and is escaped
(``presentation.templates``), and between tags right-to-left stretches are isolated. The Content-Security-Policy allows the
one style sheet, by its hash, the embedded typefaces, and nothing else.

Figures use the custom properties of the style sheet as their inks, so that one drawing serves light, dark and print.

The typefaces of a page, embedded in it: rules whose files are data, so that a report looks the same wherever it is
opened.

They are the package's own (``presentation/fonts``), cut into parts by script, and a page embeds the parts whose letters
it uses: some 55 kB of text for English. Subsetting for each report would save a third of that, but need fontTools and a
compressor wherever a report is made. Letters of other scripts use the reader's fonts.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from countermove.presentation.blocks import Sentence, Share, Sketch, Table, text_of
from countermove.presentation.drawing import PAGE, Faces, Links
from countermove.presentation.escape import cleaned
from countermove.presentation.figure import Figure
from countermove.presentation.templates import directed, environment_of
from countermove.presentation.typefaces import OWN
from countermove.reports.report.blocks import (
    ID,
    Dossier,
    DossierBlock,
    Entries,
    Grid,
    Judgements,
    Listing,
    Marks,
    Pairs,
    ShownPicture,
    Timeline,
    flow_of,
)
from gmcr.base.record import Record

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

__all__ = [
    "FOLDED",
    "IN_PAGE",
    "PARTS",
    "ArguingGroup",
    "ArguingParts",
    "blocks_environment",
    "faces_of",
    "fragment_of",
    "html_of",
    "read_template",
]


IN_PAGE = Faces(f"'{OWN.sans}', {PAGE.sans}", f"'{OWN.serif}', {PAGE.serif}")
"""The typefaces of a page's figures: the embedded fonts, then the usual substitutes."""

PARTS: Mapping[str, str] = {
    "basic": "20-7E A0 A7 B1 B6-B7 D7 2010 2012-2014 2018-2019 201C-201D 2026 2190-2193 2212 2260 2264-2265 2713",
    "western": "A1-A6 A8-AC AE-B0 B2-B5 B8-D6 D8-FF 152-153 178 20AC",
    "latin": "100-151 154-177 179-36F 1E00-1EFF",
    "greek": "370-3FF",
    "cyrillic": "400-52F",
    "signs": "2011 2015-2017 201A-201B 201E-2025 2027-205F 2070-20AB 20AD-218F 2194-2211 2213-225F 2261-2263 2266-2712 2714-27BF",
}
"""Part of a typeface → its characters, as ranges of code points; no character is in two."""

_WEIGHTS = {"Regular": 400, "SemiBold": 600}


def faces_of(page: str) -> str:
    """The CSS rules for the letters of a page."""
    letters = set(map(ord, set(page)))
    return "".join(_rules(part) for part, ranges in PARTS.items() if not letters.isdisjoint(_codes(ranges)))


@cache
def _rules(part: str) -> str:
    return "\n".join(_rule(family, weight, part) for family in OWN for weight in _WEIGHTS) + "\n"


def _rule(family: str, weight: str, part: str) -> str:
    file = (
        resources.files("countermove.presentation")
        / "fonts"
        / "web"
        / f"{family.replace(' ', '')}-{weight}-{part}.woff2"
    )
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    ranges = ", ".join(f"U+{span}" for span in PARTS[part].split())
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {_WEIGHTS[weight]}; unicode-range: {ranges}; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )


def _codes(ranges: str) -> Iterator[int]:
    for span in ranges.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


_STYLE, _HASH, _SCRIPT, _SCRIPT_HASH, _DATA = "\0style", "\0hash", "\0script", "\0digest", "\0data"
"""Placeholders for what depends on the letters of the page. No text holds them."""

FOLDED = "\0folded"
"""Stands before and after what a report that argues back has beside its first page, which is packed."""

_CELL = 4
"""Pixels from one cell of a grid to the next, including the gap."""

_PHONE, _LETTER, _BETWEEN, _PHONE_TEXT = 328.0, 7.0, 10.0, 12
"""For narrow screens: pixels between the margins, of a letter and between columns, and letters in a column of texts."""

_SHORT, _TEXT_ACROSS = 6, 40
"""Letters of a short cell, and of the longest one in a table that scrolls sideways."""

_CARDS = 60
"""The most rows of a table that become cards on a narrow screen."""


@dataclass(frozen=True, slots=True)
class ArguingGroup(Record):
    """What is folded under one title: HTML that argues back, and chapters of the report, by their ids. A chapter that is in
    no group follows them."""

    id: str
    title: str
    html: Markup | str
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArguingParts(Record):
    """The additional parts of a report that argues back. ``first``: HTML before its first page, which it replaces if
    the script runs; ``data``: the script's data, in letters that are no markup; ``letters``: those of its texts, to
    choose typefaces by; ``groups``: in which its chapters are folded."""

    first: Markup
    data: str
    style: str
    script: str
    letters: str
    groups: tuple[ArguingGroup, ...]

    @property
    def placed(self) -> frozenset[str]:
        """The chapters that are in a group."""
        return frozenset(name for group in self.groups for name in group.chapters)


def html_of(dossier: Dossier, alive: ArguingParts | None = None) -> str:
    """The whole file."""
    from markupsafe import Markup

    page = directed(
        _environment()
        .get_template("report.html.j2")
        .render(
            dossier=dossier,
            links=_links(dossier),
            style=Markup(_STYLE),  # noqa: S704  # ours, or escaped
            style_hash=Markup(_HASH),  # noqa: S704  # ours, or escaped
            alive=alive,
            script=Markup(_SCRIPT),  # noqa: S704  # ours, or escaped
            script_hash=Markup(_SCRIPT_HASH),  # noqa: S704  # ours, or escaped
            data=Markup(_DATA),  # noqa: S704  # ours, or escaped
            folded=Markup(FOLDED),  # noqa: S704  # ours, or escaped
        )
    )
    letters, own = ("", "") if alive is None else (alive.letters, alive.style)
    style = f"{faces_of(page + letters)}{read_template('report.css')}{read_template('places.css')}{own}"
    page = page.replace(_STYLE, style, 1).replace(_HASH, _digest(style), 1)
    if alive is None:
        return page
    fillings = ((_SCRIPT_HASH, _digest(alive.script)), (_SCRIPT, alive.script), (_DATA, alive.data))
    for stands_for, text in fillings:
        page = page.replace(stands_for, text, 1)
    return "".join(_deflated(part) if place % 2 else part for place, part in enumerate(page.split(FOLDED)))


def _deflated(text: str) -> str:
    """A text as the script of the page inflates it."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def fragment_of(items: Sequence[DossierBlock | Grid]) -> str:
    """Some blocks as a piece of HTML with a small style of its own, for a notebook."""
    from markupsafe import Markup

    template = _environment().get_template("fragment.html.j2")
    return directed(template.render(items=items, style=Markup(read_template("fragment.css")), dossier=None, links={}))  # noqa: S704


def _links(dossier: Dossier) -> dict[str, str]:
    """Id of the case → a link to its definition."""
    return {name: f"#{anchor}" for name, anchor in dossier.anchors.items()}


def read_template(name: str) -> str:
    """A template, or a style sheet, of reports."""
    return resources.files("countermove.media").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return blocks_environment(read_template)


def blocks_environment(read: Callable[[str], str]) -> Environment:
    """The environment for templates that *read* gives by name and that show blocks of a report."""
    from jinja2 import pass_context

    environment = environment_of(read)
    environment.filters |= {
        "drawn": _drawn,
        "runs": _runs,
        "flow": flow_of,
        "text_of": text_of,
        "linked": pass_context(_linked),
    }
    environment.tests |= {"for_phones": _fits, "for_scrolling": _scrolls} | {
        name: _instance(kind)
        for name, kind in {
            "sentence": Sentence,
            "listing": Listing,
            "a_table": Table,
            "entries": Entries,
            "judgements": Judgements,
            "a_grid": Grid,
            "sketch": Sketch,
            "pairs": Pairs,
            "picture": ShownPicture,
            "marks_row": Marks,
            "timeline": Timeline,
            "a_share": Share,
        }.items()
    }
    return environment


def _fits(table: Table) -> bool:
    """Whether the narrowest screen can show a table as one; otherwise its rows become cards there."""
    return _LETTER * sum(table.least(_PHONE_TEXT)) + _BETWEEN * (len(table.columns) - 1) <= _PHONE


def _scrolls(table: Table) -> bool:
    """Whether a table stays one on the narrowest screen, which scrolls sideways: most columns but the first have short
    cells, or there are more rows than anybody reads as cards."""
    if len(table.columns) < 4 or not table.rows or _fits(table):
        return False
    if len(table.rows) > _CARDS:
        return True
    longest = [
        max((len(line) for cell in column for line in cell.split("\n")), default=0)
        for column in zip(*table.texts, strict=True)
    ]
    return 2 * sum(width <= _SHORT for width in longest[1:]) > len(longest) - 1 and max(longest) <= _TEXT_ACROSS


def _instance(kind: type) -> Any:
    return lambda value: isinstance(value, kind)


def _linked(context: Context, text: str) -> Markup:
    """A text in which each id of the case links to its definition."""
    from markupsafe import Markup, escape

    links: Mapping[str, str] = context.get("links", {})
    parts, last = [], 0
    for match in ID.finditer(text := cleaned(text)) if links else ():
        if match[0] in links:
            link = f'<a class="id" href="{escape(links[match[0]])}">{match[0]}</a>'
            parts += [str(escape(text[last : match.start()])), link]
            last = match.end()
    return Markup("".join((*parts, str(escape(text[last:])))))  # ids are words, and everything else is escaped  # noqa: S704


def _drawn(figure: Figure, links: Links | None = None) -> Markup:
    """A figure's SVG, its colours as custom properties; *links*: where its links lead, in a page that has these."""
    from markupsafe import Markup

    return Markup(  # noqa: S704  # ours, or escaped
        figure.drawing.svg(ink="variables", faces=IN_PAGE, links=links)
    )  # presentation.canvas escapes what it draws


def _runs(grid: Grid, value: int) -> str:
    """The cells of one value as the path of a dashed line: one dash per cell, one stretch for neighbours."""
    parts = []
    for row, cells in enumerate(grid.cells):
        y = row * _CELL + 1.5
        start = None
        for column, cell in enumerate((*cells, None)):
            if cell == value and start is None:
                start = column
            elif cell != value and start is not None:
                parts.append(f"M{start * _CELL} {y:g}h{(column - start) * _CELL - 1}")
                start = None
    return "".join(parts)
