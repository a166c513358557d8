"""Of an answer: what it rests on, and what a yes takes (§3)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from tests.judge.answers.games import Game, Want
from tests.judge.sentences.deciding import NOTHING, branch

__all__ = [
    "BOUND",
    "COULD_BE",
    "DROP",
    "KINDS",
    "LOWER",
    "TURN",
    "Change",
    "TooMany",
    "after",
    "after_all",
    "changes_of",
    "smallest",
]
__all__ += ["taken", "turned"]

BOUND = 3
"""Wants that are changed at once, at most."""

DROP, COULD_BE, LOWER, TURN = "left out", "could be", "one place lower", "turned round"
KINDS = (DROP, COULD_BE, LOWER)
"""The kinds of change that a file takes seriously."""

Change = frozenset[tuple[str, str]]
"""Wants, each with what is done to it."""

Case = Mapping[str, Game]
"""The games of a check: ``""`` its own, and one an actor where each is judged in its own view."""


def turned(game: Game, want: Want) -> Want | None:
    """The want whose branch in force at the start is replaced by its negation while the other stays; None where it says nothing
    there."""
    match branch(game, want, game.start):
        case "want":
            return replace(want, want=f"not ({want.want})", says=None)
        case "otherwise":
            return replace(want, otherwise=f"not ({want.otherwise})", otherwise_says=None)
    return None


def changes_of(game: Game, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every single change of these kinds."""
    for line in game.wants.values():
        for place, want in enumerate(line):
            if DROP in kinds:
                yield want.id, DROP
            if COULD_BE in kinds and want.could_be is not None:
                yield want.id, COULD_BE
            if LOWER in kinds and place + 1 < len(line):
                yield want.id, LOWER
            if TURN in kinds and branch(game, want, game.start) != NOTHING:
                yield want.id, TURN


def after(game: Game, change: Change | Mapping[str, str]) -> Game:
    """The game after a change: wants are left out first, then rewritten, then put lower from an actor's last to its first.

    Wants that the game has not are passed over.
    """
    done = dict(change)
    return replace(game, wants={actor: _line(game, line, done) for actor, line in game.wants.items()})


def _line(game: Game, line: tuple[Want, ...], done: Mapping[str, str]) -> tuple[Want, ...]:
    present = []
    for want in line:
        kind = done.get(want.id)
        if kind == DROP:
            continue
        if kind == COULD_BE and want.could_be is not None:
            want = replace(want, want=want.could_be, while_=None, otherwise=None, says=None)
        if kind == TURN:
            want = turned(game, want) or want
        present.append(want)
    for name in [want.id for want in reversed(present)]:
        place = [want.id for want in present].index(name)
        if done.get(name) == LOWER and place + 1 < len(present):
            present[place], present[place + 1] = present[place + 1], present[place]
    return tuple(present)


def after_all(case: Case, change: Change | Mapping[str, str]) -> Case:
    """The games of a check after a change."""
    return {name: after(game, change) for name, game in case.items()}


class TooMany(Exception):
    """There are more sets of changes than can be gone through one by one."""


def smallest(
    case: Case, is_so: Callable[[Case], bool], kinds: Sequence[str], *, bound: int = BOUND, most: int | None = None
) -> list[Change]:
    """The changes of least size after which something is so, of at most ``bound`` wants, in the order of the file. TooMany where
    there are more than ``most`` of a size to go through."""
    single = list(dict.fromkeys(one for game in case.values() for one in changes_of(game, kinds)))
    for size in range(1, bound + 1):
        if most is not None and math.comb(len(single), size) > most:
            raise TooMany
        found = []
        for chosen in itertools.combinations(single, size):
            if len(dict(chosen)) == size and is_so(after_all(case, dict(chosen))):
                found.append(frozenset(chosen))
        if found:
            return found
    return []


def taken(case: Case, is_so: Callable[[Case], bool], *, bound: int = BOUND) -> tuple[list[Change], bool]:
    """What a yes takes: the smallest changes of the kinds that the file takes seriously; where there is none, with wants turned
    round as well, and that they had to be."""
    found = smallest(case, is_so, KINDS, bound=bound)
    if found:
        return found, False
    found = smallest(case, is_so, (*KINDS, TURN), bound=bound)
    return found, bool(found)
