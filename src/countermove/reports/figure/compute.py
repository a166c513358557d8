"""figure: one picture of a case, by name, and the file it was written to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

from countermove.catalogue import picture_named
from countermove.context.answer import Answer
from countermove.context.frame import Frame
from countermove.context.selection import BASE
from countermove.presentation.assumptions import chosen_parts, game_parts
from countermove.presentation.byline import byline
from countermove.presentation.figure import Figure
from countermove.presentation.glyphs import lacking, with_resvg
from countermove.presentation.heading import headed
from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import concepts_phrase
from countermove.reports.figure.request import Request, answer_for, drawn_from, game_shown
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, Key, derived
from gmcr.base.summary import Record
from gmcr.base.tasks import OnProgress

__all__ = ["SUFFIXES", "DrawnRecord", "drawn", "titled"]

SUFFIXES: Final = (".svg", ".png", ".csv")
"""Suffixes of the files that a figure can be written to."""


@dataclass(frozen=True, slots=True)
class DrawnRecord(Record):
    """A figure."""

    frame: Annotated[Frame, INTERNAL]
    figure: Annotated[Figure, INTERNAL]
    file: str | None
    """The file that it was written to; null if none."""
    lacking: tuple[str, ...] = ()
    """Scripts with letters that no typeface here has: boxes in a PNG. A viewer of the SVG uses its own typefaces."""

    @derived
    def name(self) -> str:
        """The kind of figure."""
        return self.figure.name

    @derived
    def title(self) -> str:
        """Its title."""
        return self.figure.title

    @derived
    def description(self) -> Annotated[str, Key("alt")]:
        """Its content, for those who do not see it."""
        return self.figure.description

    @derived
    def theme(self) -> str:
        """Its theme: light or dark."""
        return self.figure.theme

    @derived
    def width(self) -> int:
        """The width of its view box."""
        return int(self.figure.width)

    @derived
    def height(self) -> int:
        """The height of its view box."""
        return int(self.figure.height)

    @derived
    def columns(self) -> tuple[str, ...]:
        """The columns of the table behind it."""
        return tuple(column.title for column in self.figure.table.columns)

    @derived
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of that table, one text per column."""
        return self.figure.table.texts

    @derived
    def svg(self) -> str | None:
        """The picture; null if it was written to a file."""
        return self.figure.svg if self.file is None else None


def drawn(
    name: str, request: Request, *, out: str | None = None, force: bool = False, tell: OnProgress | None = None
) -> DrawnRecord:
    """Draw a figure, and write it to *out* in the format of its suffix: .svg, .png (extra ``figures``) or .csv (the
    table behind it). *tell* receives the progress of the answer that it is drawn from.

    Raises CountermoveError, MissingExtra, UnknownName.
    """
    suffix = "" if out is None else Path(out).suffix.lower()
    if out is not None and suffix not in SUFFIXES:
        raise CountermoveError(f"{out}: a figure is written as .svg, .png or .csv.")
    answer = answer_for(name, request, tell)
    figure = (titled if suffix in (".svg", ".png") else drawn_from)(answer, name, request)
    if out is not None:
        {".svg": figure.to_svg, ".png": figure.to_png, ".csv": figure.to_csv}[suffix](out, force=force)
    boxes = (
        lacking("".join(box.label for box in figure.boxes if box.kind == "text"), with_resvg)
        if suffix == ".png"
        else ()
    )
    return DrawnRecord(answer.frame, figure, out, boxes)


def titled(answer: Answer, name: str, request: Request) -> Figure:
    """The figure of an answer that was asked for it, as a file that stands alone: below its title and a line that says
    what it is about. Raises the same errors as ``drawn_from``."""
    figure = drawn_from(answer, name, request)
    return headed(figure, _line(answer, name, request, figure))


def _line(answer: Answer, name: str, request: Request, figure: Figure) -> str:
    """The case, game and concepts of a figure, unless its title names them; the concepts are those of the answer."""
    (_, picture), game = picture_named(name), request.game
    named = game.glossary.title
    parts = [game.name if named in figure.title or named == game.name else f"{game.name}: {named}"]
    shown = game_shown(picture, request)
    if game.assessment is not None and (picture.game or shown.selection != BASE):
        frame = shown.frame((), over_readings=not picture.game)
        if request.claim:  # a claim is judged in its own scenario and view, if it has one
            claim, assumed = game.assessment.claims[request.thing], frame.assumptions
            scenario, view = claim.in_ or assumed.scenario, claim.under or assumed.view
            frame = replace(frame, assumptions=replace(assumed, scenario=scenario, view=view))
        phrasing = Phrasing(game.glossary, game.selection.view)
        settings = game_parts(frame, phrasing) if picture.game else chosen_parts(frame.assumptions, game.glossary)
        parts.append("; ".join(settings) or "the author's model")
    if picture.under:
        parts.append(f"under {concepts_phrase(answer.frame.assumptions.concepts)}")
    if credit := byline(game.glossary):
        parts.append(credit)
    return " · ".join(parts)
