"""cases: what is bundled with the program: assessments, published conflicts, and the 78 games of two actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

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
from countermove.brief import Brief
from countermove.desk.cases.published import PublishedRecord, published_record
from countermove.errors import UnknownName
from countermove.stability import CONCEPTS, solve

__all__ = [
    "CaseLine",
    "CasesRecord",
    "ConflictLine",
    "GameLine",
    "GamesRecord",
    "list_cases",
    "list_games",
    "show_case",
]


@dataclass(frozen=True, slots=True)
class CaseLine(Brief):
    """A bundled case in numbers, and its claims in words (id → what it says)."""

    name: str
    title: str
    digest: str
    actors: tuple[str, ...]
    options: int
    readings: int
    claims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConflictLine(Brief):
    """A bundled published conflict: its source and its size (``options`` is 0 in graph form)."""

    name: str
    title: str
    citation: tuple[str, ...]
    actors: tuple[str, ...]
    options: int
    states: int


@dataclass(frozen=True, slots=True)
class GameLine(Brief):
    """One of the 78 games: the ranks of Row and of Column (1 worst to 4 best) over the outcomes 0 to 3, and the codes
    of its equilibria by concept."""

    id: str
    name: str
    symmetric: bool
    row: tuple[int, ...]
    column: tuple[int, ...]
    equilibria: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class CasesRecord(Brief):
    """Bundled cases and published conflicts, each by name; ``games``: how many games of two actors there are."""

    cases: tuple[CaseLine, ...]
    conflicts: tuple[ConflictLine, ...]
    games: int


@dataclass(frozen=True, slots=True)
class GamesRecord(Brief):
    """Games of two actors with an option each, by id."""

    games: tuple[GameLine, ...]


def list_cases() -> CasesRecord:
    """All that is bundled."""
    return CasesRecord(
        cases=tuple(_case(case.name, case.title) for case in cases()),
        conflicts=tuple(map(_conflict, conflict_cases())),
        games=len(games_2x2()),
    )


def list_games() -> GamesRecord:
    """The 78 strict ordinal 2×2 games."""
    return GamesRecord(tuple(map(_game, games_2x2())))


def show_case(name: str) -> CasesRecord | GamesRecord | PublishedRecord:
    """One bundled thing: a case, a published conflict (its results computed again), or a 2×2 game by id or classic
    name. Raises UnknownName."""
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
        claims={claim_id: claim.says for claim_id, claim in assessment.claims.items()},
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
