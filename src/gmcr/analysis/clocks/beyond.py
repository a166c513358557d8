"""The game just beyond a value: who steps there, where that leads, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gmcr.analysis.clocks.walls import Sides, Walls
from gmcr.analysis.games import Games
from gmcr.analysis.roads.roads import Play, Roads
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.model import Conflict

__all__ = ["Beyond", "Cell", "Rest", "Rests"]


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


Rests = tuple[Rest, ...]


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
    known : dict, optional
        Where steps lead, by profile and cell, as it is known of other games on the structure under the concept.
    """

    def __init__(
        self,
        conflict: Conflict,
        walls: Walls,
        games: Games,
        concept: str,
        answers: Callable[[Conflict], Hashable],
        *,
        known: dict[Hashable, Rests] | None = None,
    ) -> None:
        self.conflict, self.walls, self.games, self.concept, self.answers = conflict, walls, games, concept, answers
        self._cells: dict[Sides, Cell] = {}
        self._answers: dict[Sides, Hashable] = {}
        self._rests: dict[tuple[int, Sides], Rests] = {}
        self._known: dict[Hashable, Rests] = {} if known is None else known

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

    def rests(self, state: int, sides: Sides) -> Rests:
        """Return where everybody's steps from a state (a code) lead in the game of a cell."""
        if (state, sides) not in self._rests:
            play = self.cell(sides).play
            key = (play.profile, state)
            if key not in self._known:
                self._known[key] = self._ends(play, state)
            self._rests[state, sides] = self._known[key]
        return self._rests[state, sides]

    def agreeing(self, others: Iterable[Beyond]) -> list[Beyond]:
        """Return those of others, with the same walls and games, where all that was asked here has the same answers."""
        left = list(others)
        for (state, sides), own in self._rests.items():
            plays = {other.cell(sides).play for other in left}
            fresh = [play for play in plays if (play.profile, state) not in self._known]
            moved = [play.profile for play in fresh if not play.stable(self.conflict.structure.cell(state), "nash")]
            self.games.arena.prepare(moved, [self.concept])
            left = [other for other in left if other.rests(state, sides) == own]
        for sides, cell in self._cells.items():
            left = [other for other in left if other.cell(sides).answers == cell.answers]
        return left

    def _ends(self, play: Play, state: int) -> Rests:
        structure = self.conflict.structure
        origin = structure.cell(state)
        roads = play.roads(origin, self.concept)
        if not roads.whole:
            raise SizeError(
                f"Where steps end under {self.concept} was not found out, and states cannot be listed: name another "
                "concept.",
                argument="concept",
            )
        ways, also_round = _ways(roads, origin), _goes_round(roads)
        return tuple(
            Rest(
                structure.code_of(end),
                tuple((structure.actors[actor], structure.code_of(to)) for actor, to in ways[end]),
                also_round,
            )
            for end in roads.outcomes
        ) or (Rest(None, (), True),)


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
