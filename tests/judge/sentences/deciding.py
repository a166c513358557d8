"""Why an actor acts or stays: the branch of a want that is in force, the want that decides, the chain of reasons (§2, §3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.judge.answers.drivers import at
from tests.judge.answers.form import State
from tests.judge.answers.formulas import degree, read, value
from tests.judge.answers.games import Game, Want
from tests.judge.assessment_formula import COMPARISONS, Tree

__all__ = ["NOTHING", "OTHERWISE", "WANT", "Chain", "Link", "branch", "chain", "decides", "sign", "without"]
__all__ += ["compared", "moved", "value_of"]

WANT, OTHERWISE, NOTHING = "want", "otherwise", "nothing"
"""The branches of a want; ``nothing``: its condition is off and it says nothing."""


def branch(game: Game, want: Want, state: State) -> str:
    """The branch in force in a state."""
    if want.while_ is None or game.holds(want.while_, state):
        return WANT
    return NOTHING if want.otherwise is None else OTHERWISE


def without(game: Game, names: Collection[str]) -> Game:
    """The game in which these wants are left out."""
    left = {actor: tuple(want for want in line if want.id not in names) for actor, line in game.wants.items()}
    return replace(game, wants=left)


def decides(game: Game, actor: str, here: State, there: State) -> Want | None:
    """The first want in the actor's order in which the two states differ."""
    for want in game.wants[actor]:
        if game.met(want, here) is not game.met(want, there):
            return want
    return None


def sign(game: Game, actor: str, here: State, there: State) -> int:
    """What going there is to the actor: 1 better, -1 worse, 0 neither."""
    want = decides(game, actor, here, there)
    return 0 if want is None else 1 if game.met(want, there) else -1


@dataclass(frozen=True, slots=True)
class Link:
    """A want that decides once those before it are left out, with its branch in force at the state left and at the state
    after the act."""

    want: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Why an act is done or left at a state: its links in their order, and what the act is to its actor without all of them."""

    pays: bool
    """The act makes its actor better off, as things are."""
    links: tuple[Link, ...]
    end: int
    """1: without all links the act pays; -1: it costs; 0: nothing speaks for it, nor against."""


def chain(game: Game, actor: str, here: State, there: State) -> Chain:
    """The decisive want; it is left out and it is asked again, until the act pays (of one that pays: until it does not), or
    nothing decides."""
    pays = sign(game, actor, here, there) > 0
    links: list[Link] = []
    while True:
        want = decides(game, actor, here, there)
        now = sign(game, actor, here, there)
        if want is None or (now > 0) is not pays:
            return Chain(pays, tuple(links), now)
        links.append(Link(want.id, branch(game, want, here), branch(game, want, there)))
        game = without(game, [want.id])


# --- where a number tips ---


def value_of(game: Game, tree: Tree, state: State) -> Fraction:
    """The value of a number in a state."""
    return Fraction(value(tree, game.form.scope, game.form.level_of(state), game.drivers))


def compared(game: Game, want: Want) -> Iterator[tuple[Tree, Tree]]:
    """Both sides of every comparison of numbers in the want's condition, either side first."""

    def walk(tree: Tree) -> Iterator[tuple[Tree, Tree]]:
        if tree[0] in COMPARISONS and degree(tree, game.form.scope) is None:
            yield tree[1], tree[2]
            yield tree[2], tree[1]
        elif tree[0] == "name" and tree[1] in game.form.terms and tree[1] not in game.form.scope.options:
            yield from walk(game.form.terms[tree[1]])
        for part in tree[1:]:
            if isinstance(part, tuple):
                yield from walk(part)

    if want.while_ is not None:
        yield from walk(read(want.while_))


def moved(game: Game, left: Tree, right: Tree, state: State, by: Fraction) -> Iterator[Game]:
    """The game with one driver moved so far that the left number lies so much above the right one; nothing where none can be."""
    for driver, now in game.drivers.items():
        there = at(game, {driver: now + 1})
        gap = value_of(game, left, state) - value_of(game, right, state)
        slope = value_of(there, left, state) - value_of(there, right, state) - gap
        if slope:
            goal = now + (by - gap) / slope
            low, high = game.form.ranges[driver]
            if low <= goal <= high:
                yield at(game, {driver: goal})
