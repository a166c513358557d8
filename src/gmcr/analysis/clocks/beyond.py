"""The game just beyond a value: who steps there, where that leads, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gmcr.analysis.clocks.walls import Sides, Walls
from gmcr.analysis.games import Games
from gmcr.analysis.roads.roads import Play, Roads
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict

__all__ = ["Beyond", "Cell", "Rest"]


@dataclass(frozen=True, slots=True)
class Cell(Record):
    """The game in a cell, by a point of it."""

    drivers: Mapping[str, Fraction]
    play: Play
    answers: Hashable


@dataclass(frozen=True, slots=True)
class Rest(Record):
    """Where everybody comes to rest: a state, or None where steps only go round; and some way there of the fewest steps."""

    state: int | None
    steps: tuple[tuple[str, int], ...]
    also_round: bool


class Beyond:
    """The games in the cells between walls.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    walls : Walls
        The walls.
    games : Games
        The games on its structure.
    concept : str
        The concept under which steps are made.
    answers : callable
        What is answered in a game.
    """

    def __init__(
        self, conflict: Conflict, walls: Walls, games: Games, concept: str, answers: Callable[[Conflict], Hashable]
    ) -> None:
        self.conflict, self.walls, self.games, self.concept, self.answers = conflict, walls, games, concept, answers
        self._cells: dict[Sides, Cell] = {}
        self._answers: dict[Sides, Hashable] = {}
        self._rests: dict[tuple[int, Sides], tuple[Rest, ...]] = {}

    def cell(self, sides: Sides) -> Cell:
        """Return the game in a cell."""
        if sides not in self._cells:
            drivers = self.walls.point(sides)
            game = self.conflict.with_drivers({**self.conflict.drivers, **drivers})
            compared = tuple(sides[wall] for wall in self.walls.compared)
            if compared not in self._answers:
                self._answers[compared] = self.answers(game)
            self._cells[sides] = Cell(drivers, self.games.play_of(game), self._answers[compared])
        return self._cells[sides]

    def rests(self, state: int, sides: Sides) -> tuple[Rest, ...]:
        """Return where everybody's steps from a state (a code) lead in the game of a cell."""
        if (state, sides) not in self._rests:
            structure = self.conflict.structure
            origin = structure.cell(state)
            roads = self.cell(sides).play.roads(origin, self.concept)
            if not roads.whole:
                raise SizeError(
                    f"Where steps end under {self.concept} was not found out, and states cannot be listed: name another "
                    "concept.",
                    argument="concept",
                )
            ways, also_round = _ways(roads, origin), _goes_round(roads)
            self._rests[state, sides] = tuple(
                Rest(
                    structure.code_of(end),
                    tuple((structure.actors[actor], structure.code_of(to)) for actor, to in ways[end]),
                    also_round,
                )
                for end in roads.outcomes
            ) or (Rest(None, (), True),)
        return self._rests[state, sides]


def _ways(roads: Roads, origin: int) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each cell reached a way to it of the fewest steps: actors and cells."""
    ways: dict[int, tuple[tuple[int, int], ...]] = {origin: ()}
    for cell, actor, to in roads.steps:  # breadth first
        ways.setdefault(to, (*ways[cell], (actor, to)))
    return ways


def _goes_round(roads: Roads) -> bool:
    """Whether steps can lead back to where they began: whether something is left when, over and over, the cells are taken away
    from which no step leads on."""
    left = dict.fromkeys(roads.reached, 0)
    back: dict[int, list[int]] = {}
    for cell, _, to in roads.steps:
        left[cell] += 1
        back.setdefault(to, []).append(cell)
    gone = [cell for cell, steps in left.items() if not steps]
    for cell in gone:  # grows while it is walked
        for before in back.get(cell, ()):
            left[before] -= 1
            if not left[before]:
                gone.append(before)
    return len(gone) < len(left)
