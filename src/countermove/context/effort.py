"""Estimates the cost of a question from counts, before anything is solved.

A question goes through certain things, each combined with each (``Declaration.sweeps``): claims in all readings, say,
and claims after each edit. The number of combinations is the number of *looks*; different *games* are fewer, since
claims share them. Both have a calibrated price: an estimate is meant to be right within a factor of five, enough to
know whether to wait or to ask for less (``python -m benchmarks effort`` compares estimates with measurements).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.assessment import Assessment
from countermove.assessment.variants import variants_of
from countermove.catalogue import Declaration, Sweep, Through, question_named
from countermove.context.departing import departures_counted
from countermove.context.game import Game, game_from
from countermove.context.games import game_of as game_in
from countermove.context.games import games_of
from countermove.inquiry.checks import CheckedGame
from gmcr import CONCEPTS, Conflict, edits_of
from gmcr.analysis import Games
from gmcr.base.arguments import as_names, as_text
from gmcr.base.errors import CountermoveError, ModelError, SizeError
from gmcr.base.memory import need_memory
from gmcr.base.record import Record
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    from countermove.assessment.conflicts import PublishedConflict

__all__ = ["Effort", "afford", "effort", "effort_of"]

LOOK = 4e-5
"""Seconds for one look in a known game, all five concepts together."""

GAME = 1e-4
"""Seconds for any game, however small, …"""

SOLVED, SEARCHED = 5e-8, 5e-9
"""… and for each actor and cell: in small structures, whose games are solved whole, and in all others."""

ONCE = 100.0
"""The price, in looks, of a question that examines one game from all sides."""

PROVED = 0.02
"""Seconds for a proof, where states are not listed."""

_LOOK_BYTES = 2500
"""Bytes stored for each look, …"""

_SOLVED, _SEARCHED = 3.0, 0.1
"""… and for a game, for each actor and cell, as above."""

_READINGS = 1024
"""The number of readings up to which coalitions are looked at in all of them."""

_SAMPLED = 512
"""Codings of which not all are asked any more."""

_MANY = 10**9
"""The number assumed where counting would take too long."""


@dataclass(frozen=True, slots=True)
class Effort(Record):
    """The estimated cost of an answer."""

    question: str
    """The question."""
    looks: int
    """The number of looks."""
    games: int
    """The number of different games."""
    states: int | None
    """The number of states in each game; null where there are too many to list."""
    seconds: float
    """Seconds on one processor."""
    bytes: float
    """Bytes of memory."""
    over: tuple[tuple[Through, int], ...] = ()
    """What it goes through, with their numbers, where there is more than one."""
    most: tuple[str, ...] = ()
    """The claims that account for more than half of it, where they are fewer than half."""

    def gist(self) -> str:
        """The estimated time."""
        return f"{self.question}: about {self.seconds:.2g} s"


def effort(question: str, of: str | Path | Assessment | Conflict | PublishedConflict, **arguments: Any) -> Effort:
    """Estimate the cost of a question for a file, an assessment or a conflict with the options *arguments*. Nothing is
    solved. Raises UnknownName, AssessmentError, ModelError."""
    parts = {name: arguments.pop(name, None) for name in ("reading", "scenario", "view", "drivers")}
    if arguments.get("concepts") is not None:
        arguments["concepts"] = as_names(arguments["concepts"], "concepts")
    declaration = question_named(as_text(question, "question", "its name"))
    return effort_of(declaration, game_from(of, **parts), arguments)


def effort_of(question: Declaration, game: Game, arguments: Mapping[str, Any]) -> Effort:
    """Like `effort`, for a declared question."""
    structure = game.conflict.structure
    if not structure.listed:
        return _proved(question, game)
    few, cells = (min(structure.cells, most) * len(structure.actors) for most in (Games.FEW_CELLS, structure.cells))
    counts = _Counts(question, game, arguments)
    swept = [
        (sweep, math.prod(map(counts.looks, sweep.over)), math.prod(map(counts.games, sweep.over)))
        for sweep in question.sweeps or (Sweep((), ONCE),)
    ]
    share = len(counts.concepts) / len(CONCEPTS)
    seconds = GAME + few * SOLVED + cells * SEARCHED
    size = few * _SOLVED + cells * _SEARCHED
    return Effort(
        question=question.name,
        looks=round(sum(min(sweep.price, 1.0) * looks for sweep, looks, _ in swept)),
        games=round(sum(min(sweep.price, 1.0) * games for sweep, _, games in swept)) or 1,
        states=int(structure.states.size),
        seconds=share * sum(sweep.price * (looks * LOOK + games * seconds) for sweep, looks, games in swept),
        bytes=sum(sweep.kept * sweep.price * (looks * _LOOK_BYTES + games * size) for sweep, looks, games in swept),
        over=counts.over,
        most=counts.most,
    )


def _proved(question: Declaration, game: Game) -> Effort:
    """The cost of proving: each actor, under each concept, in each reading. It may be much more, up to the time limit."""
    readings = 1
    if game.assessment is not None and question.swept:
        readings = math.prod(map(len, game.assessment.questions.values()))
    looks = readings * len(game.conflict.actors) * len(CONCEPTS)
    return Effort(question.name, looks, readings, None, looks * PROVED, 0.0)


def afford(estimate: Effort) -> None:
    """Raise SizeError where even half of the estimated memory is more than is allowed by default."""
    need_memory(estimate.bytes / 2, f"{estimate.question}, as it is asked,", "ask for less at once")


class _Counts:
    """Counts everything that a question goes through."""

    def __init__(self, question: Declaration, game: Game, given: Mapping[str, Any]) -> None:
        self.question, self.game, self.given = question, game, given
        self.assessment = game.assessment
        self.own = {option.name: option.default for option in question.options}
        self._count: Mapping[Through, Callable[[], int]] = {
            "readings": self._readings,
            "edits": lambda: self._edits,
            "sets": self._sets,
            "wants": lambda: sum(1 for _ in game.conflict.wants()),
            "draws": lambda: int(self._argument("draws") or 0),
            "views": lambda: 1 + len(self.assessment.document.views) if self.assessment else 1,
            "scenarios": lambda: 1 + len(self.assessment.document.scenarios) if self.assessment else 1,
            "questions": lambda: max(1, len(self.assessment.document.key_questions)) if self.assessment else 1,
            "acts": lambda: len(game.conflict.structure.switches),
            "cells": self._cells,
            "coalitions": self._coalitions,
            "codings": self._codings,
        }

    def looks(self, thing: Through) -> int:
        """The number of looks for one thing."""
        return round(sum(self._points.values())) if thing == "claims" else self._counted(thing)

    def games(self, thing: Through) -> int:
        """The number of different games for one thing: claims in the same setting share theirs, and coalitions one."""
        if thing == "coalitions":
            return 0  # it is counted once, whoever departs
        return round(self._settings) if thing == "claims" else self._counted(thing)

    @property
    def over(self) -> tuple[tuple[Through, int], ...]:
        """Everything with more than one instance."""
        things = dict.fromkeys(thing for sweep in self.question.sweeps for thing in sweep.over)
        counted = ((thing, len(self._points) if thing == "claims" else self._counted(thing)) for thing in things)
        return tuple((thing, count) for thing, count in counted if count > 1)

    @property
    def most(self) -> tuple[str, ...]:
        """The claims that make up more than half of the looks, if they are fewer than half of all."""
        if not any("claims" in sweep.over for sweep in self.question.sweeps):
            return ()
        half, names = sum(self._points.values()) / 2, list[str]()
        for name in sorted(self._points, key=lambda name: -self._points[name]):
            if half < 0:
                break
            half -= self._points[name]
            names.append(name)
        return tuple(names) if 2 * len(names) < len(self._points) else ()

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The concepts asked for."""
        names = self._argument("concepts") or self._argument("concept")
        try:
            return self.game.concepts if names is None else tuple(item.name for item in concepts_named(names))
        except (CountermoveError, TypeError):  # invalid concepts: the question itself raises
            return CONCEPTS

    @cached_property
    def _counts(self) -> dict[Through, int]:
        return {}

    def _counted(self, thing: Through) -> int:
        if thing not in self._counts:
            self._counts[thing] = self._count[thing]()
        return self._counts[thing]

    def _argument(self, name: str) -> Any:
        value = self.given.get(name)
        return self.own.get(name) if value is None else value

    def _readings(self) -> int:
        assessment = self.assessment
        return 1 if assessment is None else math.prod(map(len, assessment.questions.values()))

    @cached_property
    def _edits(self) -> int:
        return len(edits_of(self.game.conflict, stress=bool(self._argument("stress"))))

    def _sets(self) -> int:
        return sum(math.comb(self._edits, size) for size in range(int(self._argument("bound") or 0) + 1))

    def _cells(self) -> int:
        """Pieces of the ranges of drivers: of each alone, or of those that are named together."""
        conflict, games = self.game.conflict, games_of(self.game.asked)

        def lines(*vary: str) -> int:
            own = (games.forms(wants, conflict.drivers, vary) for wants in conflict.preferences.values())
            return len({form for forms in own for form in forms})

        named: Sequence[str] = self._argument("vary") or ()
        if len(named) > 1:
            return int((lines(*named) + 2) ** len(named))
        return sum(2 * lines(name) + 1 for name in named or conflict.drivers) or 1

    def _coalitions(self) -> int:
        """The pairs of a coalition and a state: where it begins, in every reading, and every state to which a coalition
        would go, since all are asked whether they would go on from there."""
        conflict = self.game.conflict
        actors, largest = len(conflict.actors), self._argument("largest")
        most = min(actors, int(largest)) if largest else actors
        every = sum(math.comb(actors, size) for size in range(1, most + 1))
        only: tuple[str, ...] | None = None
        try:
            if self._argument("coalition"):
                only = conflict.coalition(self._argument("coalition"))
            begin = self._argument("state")
            state = conflict.code(conflict.start if begin in (None, "start") else begin)
        except CountermoveError:  # no such coalition or state, or no start: the question itself raises
            return every
        readings = self._readings()
        first = (1 if only else every) * (readings if readings <= _READINGS else 1)
        concepts = self._argument("concepts")
        countered = concepts is None or "cseq" in map(str.lower, as_names(concepts, "concepts"))
        return first + departures_counted(conflict, state, most=most, only=only, countered=countered)

    def _codings(self) -> int:
        """The codings that the choices varied make, up to a sample, and the variants if they are asked."""
        assessment = self.assessment
        if assessment is None:
            return 1
        only, every = self._argument("only"), assessment.document.alternatives
        named = [part.strip() for part in only.split(",")] if isinstance(only, str) else only
        varied = [item for name, item in every.items() if named is None or name in named]
        codings = min(math.prod(1 + len(item.other) for item in varied), _SAMPLED)
        return codings + (len(variants_of(assessment)) if self._argument("mechanical") or not varied else 0)

    @cached_property
    def _points(self) -> dict[str, float]:
        """Claim → the number of driver points that it looks at. The square root of the number of points fits
        measurements: a claim that fails at one point is not tried elsewhere, and at many points the games are the same.
        """
        return {name: math.sqrt(points) for name, (_, points) in self._claims.items()}

    @property
    def _settings(self) -> float:
        """The number of games that the claims look at in one reading."""
        each: dict[object, float] = {}
        for name, (setting, _) in self._claims.items():
            each[setting] = max(self._points[name], each.get(setting, 0.0))
        return sum(each.values())

    @cached_property
    def _claims(self) -> dict[str, tuple[object, int]]:
        """Claim → the key of its game, and the number of driver points that it looks at."""
        assessment = self.assessment
        if assessment is None:
            return {}
        argument = self.given.get("claims")
        names: Collection[object] = (argument,) if isinstance(argument, str) else assessment.claims
        if isinstance(argument, (list, tuple, set, frozenset)):  # an iterator must be left for the question to consume
            names = argument
        claims: dict[str, tuple[object, int]] = {}
        for name in names:
            if not isinstance(name, str) or (claim := assessment.claims.get(name)) is None:
                continue  # the question itself raises
            own = id(claim.with_) if claim.with_ else None
            check = claim.check.compiled(assessment)
            points = 1
            if check.varied:
                try:
                    conflict = game_in(assessment, scenario=claim.in_, view=claim.under)
                    points = len(check.points(CheckedGame.of(games_of(assessment), conflict, ranges=assessment.ranges)))
                except SizeError:
                    points = _MANY
                except ModelError:  # no such game: the question itself raises
                    points = 1
            claims[name] = ((claim.in_, claim.under, own, check.varied), points)
        return claims
