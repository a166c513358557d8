"""Games of random assessments: the judge's and the engine's, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gmcr import Conflict
from tests.judge.answers.games import Game
from tests.unit.questions.assessments import Pair, games, pair

__all__ = ["both", "sides"]


def both(given: Pair, **setting: object) -> tuple[Game, Conflict]:
    """One game, judged and computed."""
    game = given.game(**setting)  # type: ignore[arg-type]
    return game, given.assessment.conflict(**setting)  # type: ignore[arg-type]


@cache
def _sides(first: int, count: int, step: int) -> tuple[tuple[Pair, Game, Conflict], ...]:
    found = []
    for seed in range(first, first + count):
        given = pair(seed)
        for setting in list(games(given.document))[::step]:
            found.append((given, *both(given, **setting)))
    return tuple(found)


def sides(first: int, count: int, step: int = 4) -> Iterator[tuple[Pair, Game, Conflict]]:
    """Some games of so many random assessments."""
    yield from _sides(first, count, step)
