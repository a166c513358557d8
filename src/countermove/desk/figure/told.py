"""A figure that was asked for, and where it was written: as a record, as a page and as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from countermove.brief import Brief
from countermove.case.frame import Frame
from countermove.desk.figure.catalogue import FIGURES, Request, draw
from countermove.errors import CountermoveError
from countermove.telling.assumptions import game_text
from countermove.telling.blocks import Page, Sentence
from countermove.telling.describing import list_of, or_null, record, text, whole
from countermove.telling.figure import Figure
from countermove.telling.glyphs import lacking, lacking_text, with_resvg
from countermove.telling.heading import headed
from countermove.telling.phrases import Teller
from countermove.telling.words import concepts_phrase

__all__ = ["DRAWN", "DrawnRecord", "drawn", "drawn_data", "drawn_page", "titled"]

SUFFIXES = (".svg", ".png", ".csv")


@dataclass(frozen=True, slots=True)
class DrawnRecord(Brief):
    """``file``: where the figure was written, None where it was not. ``lacking``: scripts of which it has letters that no
    typeface here has, so that the picture has boxes; PNG only, since whoever shows an SVG has typefaces of their own."""

    frame: Frame
    figure: Figure
    file: str | None
    lacking: tuple[str, ...] = ()


def drawn(name: str, request: Request, *, out: str | None = None, force: bool = False) -> DrawnRecord:
    """Draw a figure, and write it as *out* says by its suffix: .svg, .png (extra ``figures``) or .csv (the table behind it).

    Raises CountermoveError, MissingExtra, UnknownName.
    """
    suffix = "" if out is None else Path(out).suffix.lower()
    if out is not None and suffix not in SUFFIXES:
        raise CountermoveError(f"{out}: a figure is written as .svg, .png or .csv.")
    figure = titled(name, request) if suffix in (".svg", ".png") else draw(name, request)
    if out is not None:
        {".svg": figure.to_svg, ".png": figure.to_png, ".csv": figure.to_csv}[suffix](out, force=force)
    boxes = (
        lacking("".join(box.label for box in figure.boxes if box.kind == "text"), with_resvg)
        if suffix == ".png"
        else ()
    )
    return DrawnRecord(request.game.frame(request.concepts), figure, out, boxes)


def titled(name: str, request: Request) -> Figure:
    """The figure as a file that stands alone: below its title and a line that says what it is about. Raises as ``draw``."""
    figure = draw(name, request)
    return headed(figure, _line(name, request, figure))


def _line(name: str, request: Request, figure: Figure) -> str:
    """Of which case, game and concepts a figure is, as far as its title does not say so."""
    kind, game = FIGURES[name], request.game
    named = game.glossary.title
    parts = [game.name if named in figure.title or named == game.name else f"{game.name}: {named}"]
    if kind.game and game.assessment is not None:
        frame = game.frame(())
        if request.thing in game.assessment.claims:  # which is judged in a scenario and view of its own
            frame = replace(frame, assumptions=replace(frame.assumptions, scenario=None, view=None))
        told = game_text(frame, Teller(game.glossary, game.selection.view))
        parts.append(told.removeprefix("Game: ").rstrip("."))
    concepts = kind.under(request)
    if concepts:
        parts.append(f"under {concepts_phrase(concepts)}")
    return " · ".join(parts)


def drawn_page(given: DrawnRecord) -> Page:
    """What was written; where nothing was, the figure for those who do not see it: its words and its table."""
    figure = given.figure
    if given.file is not None:
        told = [Sentence(f"Wrote {given.file} ({figure.name}).", "line")]
        told += [Sentence(lacking_text(given.lacking, "the PNG"), "caution")] if given.lacking else []
        return Page(tuple(told))
    return Page(
        (
            Sentence(figure.title, "title"),
            Sentence(figure.description),
            replace(figure.table, by_row=True),
            Sentence("This is the table behind the figure; -o FILE.svg (.png, .csv) writes it.", "note"),
        )
    )


def drawn_data(given: DrawnRecord) -> dict[str, Any]:
    """The data of a drawn figure."""
    figure = given.figure
    return {
        "name": figure.name,
        "title": figure.title,
        "alt": figure.description,
        "theme": figure.theme,
        "width": int(figure.width),
        "height": int(figure.height),
        "columns": [column.title for column in figure.table.columns],
        "rows": [list(row) for row in figure.table.texts],
        "svg": figure.svg if given.file is None else None,
        "file": given.file,
        "lacking": list(given.lacking),
    }


_ROW = {"type": "array", "items": {"type": "string"}}

DRAWN = record(
    "A figure.",
    name=text("What kind of figure."),
    title=text("Its title."),
    alt=text("What it shows, for those who do not see it."),
    theme=text("light or dark."),
    width=whole("Of its view box."),
    height=whole("Of its view box."),
    columns=list_of("The columns of the table behind it.", {"type": "string"}),
    rows=list_of("Its rows, one text a column.", _ROW),
    svg=or_null(text("The picture; null where it was written to a file.")),
    file=or_null(text("Where it was written; null where it was not.")),
    lacking=list_of("Scripts with letters that no typeface here has: boxes in a PNG.", {"type": "string"}),
)
"""What the data means."""
