"""Checks of deals, and what they make of what happened, by plain enumeration (`tests.judge.deals`)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.judge import deals
from tests.judge.answers.games import Game
from tests.judge.answers.roads import outcomes, reached, world_of
from tests.judge.option_games import OptionGame, game_of_assessment

__all__ = ["agreements", "deal", "deal_lasts", "no_deal"]


def deal(game: Game, formula: object, concept: str) -> bool | None:
    """From every resting state some told deal has the formula; undefined without a resting state."""
    found = [any(_holds(game, formula, t) for _, t in deals.told(own, s)) for own, s in _rests(game, concept)]
    return all(found) if found else None


def no_deal(game: Game, formula: object, concept: str) -> bool | None:
    """From no resting state a told deal has the formula."""
    found = [any(_holds(game, formula, t) for _, t in deals.told(own, s)) for own, s in _rests(game, concept)]
    return not any(found) if found else None


def deal_lasts(game: Game, formula: object, concept: str) -> bool | None:
    """From every resting state some told deal has the formula, and is kept or overtaken."""

    def lasts(own: OptionGame, s: int, who: tuple[str, ...], t: int) -> bool:
        return _holds(game, formula, t) and deals.fate(own, concept, s, t, who).word in ("kept", "overtaken")

    found = [any(lasts(own, s, *one) for one in deals.told(own, s)) for own, s in _rests(game, concept)]
    return all(found) if found else None


def agreements(game: Game, kind: str, formula: object, concept: str) -> set[tuple[str, ...]]:
    """Whose told deals from a resting state, each followed by its roads, allow that this was seen, or that it so ended."""
    world, states, whose = world_of(game), _states(game), set()
    for own, s in _rests(game, concept):
        for who, t in deals.told(own, s):
            passed, ends = reached(world, concept, states[t]), outcomes(world, concept, states[t])
            if any(game.holds(formula, state) for state in (ends if kind == "ended" and ends else passed)):
                whose.add(who)
    return whose


def _rests(game: Game, concept: str) -> Iterator[tuple[OptionGame, int]]:
    own = game_of_assessment(game)
    return ((own, s) for s in deals.resting(own, concept))


def _states(game: Game) -> dict[int, tuple[int, ...]]:
    return {game.form.code(state): state for state in game.form.states}


def _holds(game: Game, formula: object, code: int) -> bool:
    return game.holds(formula, _states(game)[code])
