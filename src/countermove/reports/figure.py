"""A request for a figure: the answer that it is drawn from, and the drawing.

What a figure asks is declared with its question (``catalogue.Picture``), so that a report and the command line draw the
same.

figure: one picture of a case, by name, and the file it was written to.

figure in words: the file that was written, or a description of the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

from countermove.assessment import Assessment
from countermove.catalogue import PICTURES, Declaration, Picture, picture_named
from countermove.context.answer import Answer, put
from countermove.context.frame import Frame
from countermove.context.game import Game, game_of
from countermove.context.selection import BASE, Selection
from countermove.presentation.assumptions import byline, chosen_parts, game_parts
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.canvas import headed
from countermove.presentation.figure import Figure
from countermove.presentation.phrases import Phrasing
from countermove.presentation.typefaces import lacking, lacking_text, with_resvg
from countermove.presentation.words import concepts_phrase, listed
from countermove.verdicts.tipping.tips import Tipping
from gmcr import MinimalChanges
from gmcr.base.arguments import RNG
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import INTERNAL, Key, Record, derived
from gmcr.base.tasks import OnProgress, run_until_interrupted

__all__ = [
    "PICTURES",
    "SUFFIXES",
    "DrawnRecord",
    "Request",
    "answer_for",
    "draw",
    "drawn",
    "drawn_from",
    "drawn_page",
    "game_shown",
    "titled",
    "two_drivers",
]


@dataclass(frozen=True, slots=True)
class Request(Record):
    """A request for a figure of a game. ``concepts``: none for the figure's own choice; ``vary``: drivers;
    ``thing``: what tips or is uncertain: start, outcomes, target or the id of a claim ("": the figure's own choice);
    ``model``: of a false premise (dropped or reversed); ``bound``: the most edits of a change; ``width``: None for
    the figure's own."""

    game: Game
    concepts: tuple[str, ...] = ()
    vary: tuple[str, ...] = ()
    thing: str = ""
    model: str = "reversed"
    bound: int = MinimalChanges.BOUND
    draws: int = 2000
    rng: RNG = 0
    theme: str = "light"
    width: float | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment. Raises CountermoveError for a bare conflict."""
        if self.game.assessment is None:
            raise CountermoveError(f"{self.game.name} is a bare conflict: this figure needs an assessment.")
        return self.game.assessment

    @property
    def selection(self) -> Selection:
        """The selected game of the assessment."""
        return self.game.selection

    @property
    def claim(self) -> bool:
        """Whether the thing is a claim."""
        return self.game.assessment is not None and self.thing in self.game.assessment.claims

    def wide(self, own: float) -> float:
        """The requested width, or the figure's own. Raises CountermoveError."""
        if self.width is None:
            return own
        if not 240 <= self.width <= 4000:
            raise CountermoveError(f"A figure is 240 to 4000 units wide, not {self.width:g}.")
        return self.width


def draw(name: str, request: Request, tell: OnProgress | None = None) -> Figure:
    """The figure of that name. Raises UnknownName, ModelError, CountermoveError (the case lacks what it needs)."""
    return drawn_from(answer_for(name, request, tell), name, request)


def drawn_from(answer: Answer, name: str, request: Request) -> Figure:
    """The figure of an answer that was asked for it. Raises UnknownName, CountermoveError."""
    question, picture = picture_named(name)
    known: dict[str, Any] = {"thing": request.thing, "model": request.model, "reading": request.selection.reading}
    drawing: Callable[..., Figure] = getattr(import_module(question.module("figure")), picture.name)
    options = {key: known[key] for key in picture.takes if known[key]}
    return drawing(answer, **options, theme=request.theme, width=request.wide(picture.width))


def answer_for(name: str, request: Request, tell: OnProgress | None = None) -> Answer:
    """The answer that a figure is drawn from. Raises UnknownName, ModelError, CountermoveError."""
    question, picture = picture_named(name)
    if not picture.alone and request.game.assessment is None:
        have = listed(name for name, (_, other) in PICTURES.items() if other.alone)
        why = picture.why_not or question.alone
        raise CountermoveError(f"{request.game.name} is a bare conflict: {why}. Its figures are {have}.")
    if name == "phase" and not request.vary:
        request = replace(request, vary=two_drivers(request))
        if not request.vary:
            raise CountermoveError(f"Fewer than two drivers tip it alone: {_naming_two(request.assessment)}")
    work = put(question, game_shown(picture, request), **_options(question, picture, request))
    return run_until_interrupted(work, tell)


def game_shown(picture: Picture, request: Request) -> Game:
    """The game that a picture shows: without the reading if the picture only marks that."""
    if "reading" not in picture.takes or not request.selection.reading:
        return request.game
    return game_of(request.assessment, replace(request.selection, reading={}))


def _options(question: Declaration, picture: Picture, request: Request) -> dict[str, Any]:
    """The options with which the question is asked."""
    options = {option.name for option in question.options}
    own = {key: getattr(request, key) for key in ("concepts", "vary", "bound", "draws", "rng")}
    values = {**picture.asks, **{key: value for key, value in own.items() if key in options and value}}
    if picture.one:
        values["concepts"] = (request.concepts or request.game.concepts)[:1]
    if "concept" in options and request.concepts:
        values["concept"] = request.concepts[0]
    if question.name == "tipping":
        _need_drivers(picture, request)
    if "thing" in picture.takes and request.thing:
        values["claims"] = (request.thing,) if request.claim else ()
    return values


# -- drivers -----------------------------------------------------------------------------------------------------------


def _need_drivers(picture: Picture, request: Request) -> None:
    """Raise CountermoveError or UnknownName if nothing tips, or there are no two drivers for a plane."""
    assessment, vary = request.assessment, request.vary
    if picture.name == "phase" and len(vary) != 2:
        raise CountermoveError(f"A phase diagram needs two drivers, not {len(vary)}: {_naming_two(assessment)}")
    if not assessment.ranges:
        raise CountermoveError("The case has no drivers, so nothing tips.")
    target = () if assessment.target is None else ("target",)
    known = ("start", "outcomes", *target, *assessment.claims)
    if request.thing and request.thing not in known:
        raise UnknownName("thing that tips", request.thing, known)


def two_drivers(request: Request) -> tuple[str, ...]:
    """The two drivers that tip nearest, for a phase diagram for which none are named; none if fewer than two tip."""
    thing = request.thing or "outcomes"
    tipping: Tipping = answer_for("drivers", replace(request, thing=thing)).record
    return tipping.plane(thing)


def _naming_two(assessment: Assessment) -> str:
    names = list(assessment.ranges)
    if len(names) < 2:
        return f"the case has only {names[0]}."
    return f"name two to vary, as {names[0]} and {names[1]}. The case has {', '.join(names)}."


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


def drawn_page(record: DrawnRecord) -> Page:
    """The file that was written; if none, the figure for those who do not see it: its words and its table."""
    figure = record.figure
    if record.file is not None:
        sentences = [Sentence(f"Wrote {record.file} ({figure.name}).", "line")]
        sentences += [Sentence(lacking_text(record.lacking, "the PNG"), "caution")] if record.lacking else []
        return Page(tuple(sentences))
    return Page(
        (
            Sentence(figure.title, "title"),
            Sentence(figure.description),
            replace(figure.table, by_row=True),
            Sentence("This is the table behind the figure; -o FILE.svg (.png, .csv) writes it.", "note"),
        )
    )
