"""The 78 strict ordinal 2×2 games (Rapoport & Guyer 1966), generated.

Two players have two strategies each; each ranks the four outcomes 1 to 4, larger is better, without ties: 24² = 576
games. Two games are the same when they differ only in which strategy is called first and which player Row. These
symmetries form a group of order 8, under which the 576 fall into 78 classes: 12 symmetric ones (equal to themselves
with the players interchanged, up to names of strategies) of four games each and 66 of eight.

Outcomes are codes: bit 0 says that Row plays its second strategy, bit 1 that Column does. A game is (r, c), the ranks
of Row and of Column over the codes 0 to 3. Each class is represented by its least member, read as the word r c, and its
``id`` is that word: ``2x2-1234-1243``. Ids thus need no table and never change.

Names are given where the literature agrees. With R for mutual cooperation, P for mutual defection, T for defecting
against a cooperator and S for the reverse (in that player's own ranks): Prisoner's Dilemma T > R > P > S, Chicken
T > R > S > P, Stag Hunt R > T > P > S, Deadlock T > P > R > S; and after Rapoport (1967, doi 10.1002/bs.3830120202)
Leader T > S > R > P (who shifts alone from the natural outcome R gains most, and the other gains too) and Hero
S > T > R > P (the other gains most). "Battle of the Sexes" is in use for both of the last two, and as first published
has ties: no game bears it. The numbers 1 to 78 of Rapoport and Guyer are not used, as no checked table was at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import cast

from gmcr import Conflict, Ranking
from gmcr.base.arguments import as_text
from gmcr.base.errors import CountermoveError, UnknownName
from gmcr.base.record import Record
from gmcr.model import OptionStructure

__all__ = ["Game2x2", "game_2x2", "games_2x2", "identify_2x2", "is_2x2"]

Ranks = tuple[int, int, int, int]

_NAMED = {
    "Prisoner's Dilemma": "TRPS",
    "Chicken": "TRSP",
    "Stag Hunt": "RTPS",
    "Deadlock": "TPRS",
    "Leader": "TSRP",
    "Hero": "STRP",
}


@dataclass(frozen=True, slots=True)
class Game2x2(Record):
    """A class of strict 2×2 games by its representative.

    ``row``, ``column``: ranks (1 worst to 4 best) of the outcomes 0 to 3. ``size``: how many of the 576 games belong to
    the class. ``symmetric``: whether the players' situations are alike. ``name``: its classic name, or "".
    """

    id: str
    row: Ranks
    column: Ranks
    size: int
    symmetric: bool
    name: str = ""

    def conflict(self) -> Conflict:
        """The game as a conflict of ``row`` and ``column``, whose option ``second`` is to play the second strategy."""
        ranked = {"row": _ranking(self.row), "column": _ranking(self.column)}
        return Conflict.from_options(actors={actor: ["second"] for actor in ranked}, preferences=ranked)


@cache
def games_2x2() -> tuple[Game2x2, ...]:
    """All 78 games, ascending by id."""
    names = {_least(*_from_order(order)): name for name, order in _NAMED.items()}
    every = [cast(Ranks, order) for order in permutations((1, 2, 3, 4))]
    games = []
    for row in every:
        for column in every:
            if _least(row, column) == (row, column):
                size = len(set(_images(row, column)))
                name = names.get((row, column), "")
                games.append(Game2x2(_id(row, column), row, column, size, size == 4, name))
    return tuple(games)


def is_2x2(name: str) -> bool:
    """Whether a name is meant as that of a 2×2 game: it begins as ids do, or is a classic name."""
    return name.startswith("2x2-") or any(name.casefold() == known.casefold() for known in _NAMED)


def game_2x2(name: str) -> Game2x2:
    """A game by its id or classic name (case-insensitive). Raises UnknownName."""
    as_text(name, "A 2x2 game", "its id or its classic name")
    for game in games_2x2():
        if name == game.id or (game.name and name.casefold() == game.name.casefold()):
            return game
    raise UnknownName("2x2 game", name, [*_NAMED, *(game.id for game in games_2x2())])


def identify_2x2(conflict: Conflict) -> Game2x2:
    """Which of the 78 games a conflict is. Raises CountermoveError where it is no strict 2×2 game."""
    structure = conflict.structure
    if not isinstance(structure, OptionStructure) or conflict.states.size != 4:
        raise CountermoveError("A 2x2 game has four states, made by one option of each of two actors.")
    options = structure.form.options
    if [option.actor for option in options] != list(conflict.actors) or any(option.one_way for option in options):
        raise CountermoveError("A 2x2 game is one of two actors, each with one option, and nothing is one-way.")
    row, column = (cast(Ranks, tuple(conflict.ranks(actor).tolist())) for actor in conflict.actors)
    if {*row} != {1, 2, 3, 4} or {*column} != {1, 2, 3, 4}:
        raise CountermoveError("This 2x2 game has ties; the 78 games are the strict ones.")
    return game_2x2(_id(*_least(row, column)))


def _ranking(ranks: Ranks) -> Ranking:
    return Ranking(sorted(range(4), key=lambda code: -ranks[code]))


def _images(row: Ranks, column: Ranks) -> Iterator[tuple[Ranks, Ranks]]:
    """The game under the eight symmetries."""
    for flip in range(4):
        r, c = _rearranged(row, flip), _rearranged(column, flip)
        yield r, c
        yield (c[0], c[2], c[1], c[3]), (r[0], r[2], r[1], r[3])


def _rearranged(ranks: Ranks, flip: int) -> Ranks:
    return ranks[flip], ranks[flip ^ 1], ranks[flip ^ 2], ranks[flip ^ 3]


def _least(row: Ranks, column: Ranks) -> tuple[Ranks, Ranks]:
    return min(_images(row, column))


def _from_order(order: str) -> tuple[Ranks, Ranks]:
    """The symmetric game in which both rank R, S, T and P in this order, best first; code 3 is mutual cooperation."""
    r, s, t, p = (4 - order.index(letter) for letter in "RSTP")
    return (p, s, t, r), (p, t, s, r)


def _id(row: Ranks, column: Ranks) -> str:
    return f"2x2-{''.join(map(str, row))}-{''.join(map(str, column))}"
