"""A request for a figure: the answer that it is drawn from, and the drawing.

What a figure asks is declared with its question (``catalogue.Picture``), so that a report and the command line draw the
same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from countermove.assessment import Assessment
from countermove.catalogue import PICTURES, Declaration, Picture, picture_named
from countermove.context.answer import Answer, put
from countermove.context.game import Game, game_of
from countermove.context.selection import Selection
from countermove.presentation.figure import Figure
from countermove.presentation.words import listed
from countermove.verdicts.tipping.tips import Tipping
from gmcr import MinimalChanges
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.summary import Record
from gmcr.base.tasks import OnProgress, run_until_interrupted

__all__ = ["PICTURES", "Request", "answer_for", "draw", "drawn_from", "game_shown", "two_drivers"]


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
    seed: int = 0
    theme: str = "light"
    width: float | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment. Raises CountermoveError for a conflict alone."""
        if self.game.assessment is None:
            raise CountermoveError(f"{self.game.name} is a conflict alone: this figure needs an assessment.")
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
        raise CountermoveError(f"{request.game.name} is a conflict alone: {why}. Its figures are {have}.")
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
    own = {key: getattr(request, key) for key in ("concepts", "vary", "bound", "draws", "seed")}
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
