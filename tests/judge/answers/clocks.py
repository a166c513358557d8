"""Checks about drifts, by following every order of crossings: for files whose drivers are compared with numbers alone, one by
one, and whose rates are unknown, so that every order is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tests.judge.answers.form import State
from tests.judge.answers.games import Game
from tests.judge.answers.roads import outcomes, world_of
from tests.judge.assessment_files import Document, exact

__all__ = ["Ways", "before", "drift_ends", "drift_passes"]

COMPARED = re.compile(r"([A-Za-z_]\w*)\s*(?:<=|>=|==|!=|<|>)\s*([0-9.]+)")

Stop = Game
"""A stop: its game, of which the start is the state that it leads to."""


@dataclass(frozen=True)
class Way:
    """One way in which things may go: its stops, and whether it comes to rest."""

    stops: tuple[Stop, ...]
    rests: bool


def drift_ends(document: Document, game: Game, formula: Any, concept: str) -> bool | None:
    """Every way that rests does so with the formula; undefined where none rests."""
    last = [way.stops[-1] for way in Ways(document, game, concept, [formula]).followed() if way.rests]
    return all(_holds(stop, formula) for stop in last) if last else None


def drift_passes(document: Document, game: Game, formula: Any, concept: str) -> bool:
    """Some way has a stop with the formula."""
    ways = Ways(document, game, concept, [formula]).followed()
    return any(_holds(stop, formula) for way in ways for stop in way.stops)


def before(document: Document, game: Game, pair: Sequence[Any], concept: str) -> bool:
    """Wherever the second comes to hold, the first held at an earlier stop."""
    first, second = pair
    for way in Ways(document, game, concept, pair).followed():
        held = [_holds(stop, second) for stop in way.stops]
        comes = [k for k in range(1, len(held)) if held[k] and not held[k - 1]]
        if comes and not any(_holds(stop, first) for stop in way.stops[: comes[0]]):
            return False
    return True


def _holds(stop: Stop, formula: Any) -> bool:
    return stop.holds(formula, stop.start)


class Ways:
    """The ways in which things may go in a game."""

    def __init__(self, document: Document, game: Game, concept: str, formulas: Iterable[Any]) -> None:
        self.concept, self.formulas = concept, list(formulas)
        self.game = game
        self.lines: dict[str, list[Mapping[str, Any]]] = {}
        self.marks: dict[str, list[Fraction]] = {}
        texts = [
            text for line in game.wants.values() for want in line for text in (want.want, want.while_, want.otherwise)
        ]
        found = [pair for text in (*texts, *self.formulas) for pair in COMPARED.findall(str(text))]
        for name, body in (document.get("drivers") or {}).items():
            ends = [exact(end) for end in body.get("range") or (0, 1)]
            self.lines[name] = body.get("drifts") or []
            self.marks[name] = sorted({*ends, *(exact(number) for other, number in found if other == name)})

    def followed(self) -> list[Way]:
        """All of them."""
        ends = outcomes(world_of(self.game), self.concept, self.game.start)
        if not ends:
            return [Way((self.game,), False)]
        return [way for end in ends for way in self._from((replace(self.game, start=end),), ())]

    def _from(self, stops: tuple[Stop, ...], seen: tuple[Any, ...], here: Game | None = None) -> Iterator[Way]:
        game = here or stops[-1]
        moving = list(self._moving(game))
        place = (game.start, tuple(game.drivers.items()))
        if not moving or place in seen:
            yield Way(stops, not moving)
            return
        for name, value in moving:
            beyond = replace(game, drivers={**game.drivers, name: value})
            ends = outcomes(world_of(beyond), self.concept, game.start)
            if not ends:
                yield Way((*stops, beyond), False)
            for end in ends:
                after = replace(beyond, start=end)
                told = end != game.start or self._truths(after) != self._truths(game) or not any(self._moving(after))
                yield from self._from((*stops, after) if told else stops, (*seen, place), after)

    def _truths(self, game: Game) -> list[list[bool]]:
        return [[game.holds(formula, state) for state in game.form.states] for formula in self.formulas]

    def _moving(self, game: Game) -> Iterator[tuple[str, Fraction]]:
        """Each driver that drifts, with a value just beyond what it comes to next."""
        return ((name, value) for name, _, _, value in self.crossed(game))

    def crossed(self, game: Game) -> list[tuple[str, Fraction, int, Fraction]]:
        """Each driver that drifts in a game's start, with what it comes to next, the side on which it is then (0 at an end of its
        range), and a value there."""
        found = []
        for name, lines in self.lines.items():
            line = next((own for own in lines if _where(own, game, game.start)), None)
            if line is None:
                continue
            way, now, marks = (1 if "rises" in line else -1), game.drivers[name], self.marks[name]
            ahead = [mark for mark in marks[::way] if (mark - now) * way > 0]
            if len(ahead) == 1:
                found.append((name, ahead[0], 0, ahead[0]))
            elif ahead:
                found.append((name, ahead[0], way, (ahead[0] + ahead[1]) / 2))
        return found


def _where(line: Mapping[str, Any], game: Game, state: State) -> bool:
    return "while" not in line or game.holds(line["while"], state)
