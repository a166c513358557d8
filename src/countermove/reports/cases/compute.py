"""cases: what comes with the program: assessments, published conflicts, and the 78 games of two actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Annotated, NamedTuple

from countermove.assessment import (
    ConflictCase,
    Game2x2,
    PublishedConflict,
    cases,
    conflict_cases,
    game_2x2,
    games_2x2,
    is_2x2,
    load,
    load_conflict,
)
from countermove.reports.cases.publication import PublishedRecord, published_record
from gmcr import CONCEPTS, solve
from gmcr.base.errors import UnknownName
from gmcr.base.record import NULL_IF_EMPTY
from gmcr.base.summary import Record

__all__ = [
    "CaseLine",
    "CasesRecord",
    "ClaimLine",
    "ConflictLine",
    "GameLine",
    "GamesRecord",
    "list_cases",
    "list_games",
    "show_case",
]


class ClaimLine(NamedTuple):
    """A claim in words."""

    id: str
    """Its name."""
    says: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class CaseLine(Record):
    """A bundled case in numbers."""

    name: str
    """Its name on the command line."""
    title: str
    """The question that it answers."""
    digest: str
    """SHA-256 of its text."""
    actors: tuple[str, ...]
    """Its actors, in words."""
    options: int
    """The number of its options."""
    readings: int
    """The number of readings that its open questions make."""
    claims: tuple[ClaimLine, ...]
    """Its claims."""


@dataclass(frozen=True, slots=True)
class ConflictLine(Record):
    """A published conflict."""

    name: str
    """Its name on the command line."""
    title: str
    """Its subject."""
    citation: tuple[str, ...]
    """Its sources."""
    actors: tuple[str, ...]
    """Its actors, in words."""
    options: int
    """The number of its options; 0 in graph form."""
    states: int
    """The number of feasible states."""


@dataclass(frozen=True, slots=True)
class GameLine(Record):
    """A game of two (code 0: both play the first strategy; 1: Row the second; 2: Column the second; 3: both)."""

    id: str
    """Its id: the ranks of Row, then of Column."""
    name: Annotated[str, NULL_IF_EMPTY]
    """Its classic name."""
    symmetric: bool
    """Whether both players are in the same situation."""
    row: tuple[int, ...]
    """Row's ranks of the outcomes 0 to 3, from 1 (worst) to 4."""
    column: tuple[int, ...]
    """Column's ranks of the outcomes."""
    equilibria: Mapping[str, tuple[int, ...]]
    """Concept: the codes of its equilibria, ascending."""


@dataclass(frozen=True, slots=True)
class CasesRecord(Record):
    """The bundled cases and conflicts."""

    cases: tuple[CaseLine, ...]
    """Assessments, by name."""
    conflicts: tuple[ConflictLine, ...]
    """Published conflicts, by name."""
    games: int
    """The number of 2x2 games (cases --games); 0 if only one case was asked for."""


@dataclass(frozen=True, slots=True)
class GamesRecord(Record):
    """Strict ordinal 2x2 games."""

    games: tuple[GameLine, ...]
    """The games, by id."""


def list_cases() -> CasesRecord:
    """Everything that is bundled."""
    return CasesRecord(
        cases=tuple(_case(case.name, case.title) for case in cases()),
        conflicts=tuple(map(_conflict, conflict_cases())),
        games=len(games_2x2()),
    )


def list_games() -> GamesRecord:
    """The 78 strict ordinal 2×2 games."""
    return GamesRecord(tuple(map(_game, games_2x2())))


def show_case(name: str) -> CasesRecord | GamesRecord | PublishedRecord:
    """One bundled case, a published conflict (with its results recomputed), or a 2×2 game by id or classic name. Raises
    UnknownName."""
    known = {case.name: case.title for case in cases()}
    published = [case.name for case in conflict_cases()]
    if name in known:
        return CasesRecord((_case(name, known[name]),), (), 0)
    if name in published:
        return published_record(name)
    if is_2x2(name):
        return GamesRecord((_game(game_2x2(name)),))
    raise UnknownName("bundled case", name, [*known, *published])


def _case(name: str, title: str) -> CaseLine:
    assessment = load(name)
    return CaseLine(
        name=name,
        title=title,
        digest=assessment.digest,
        actors=tuple(record.name or actor for actor, record in assessment.document.actors.items()),
        options=len(assessment.form.acts),
        readings=prod(map(len, assessment.questions.values())),
        claims=tuple(ClaimLine(name, claim.says) for name, claim in assessment.claims.items()),
    )


def _conflict(case: ConflictCase) -> ConflictLine:
    made: PublishedConflict = load_conflict(case.name)
    return ConflictLine(
        name=case.name,
        title=case.title,
        citation=case.citation,
        actors=tuple(made.titles.get(actor, actor) for actor in made.conflict.actors),
        options=len(made.conflict.options),
        states=int(made.conflict.states.size),
    )


def _game(game: Game2x2) -> GameLine:
    solved = solve(game.conflict())
    equilibria = {name: tuple(solved.equilibria(name).tolist()) for name in CONCEPTS}
    return GameLine(game.id, game.name, game.symmetric, game.row, game.column, equilibria)
