"""Edits of wants, minimal changes for a target, and degrees of responsibility, under one concept."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tests.judge.answers.games import Game, Want
from tests.judge.answers.roads import outcomes, world_of

__all__ = [
    "BOUND",
    "Edit",
    "degrees",
    "edited",
    "edits_of",
    "minimal_changes",
    "negated",
    "owners",
    "single_change_owners",
    "target_holds",
    "turned_round",
]

BOUND = 3
"""How many edits a change has at most."""

Edit = tuple[str, str]
"""A want and what is done to it: ``drop``, ``could_be``, ``swap``, ``turn`` or ``negate``."""


def edits_of(game: Game, *, turn: bool = False, negate: bool = False) -> list[Edit]:
    """Every edit of the wants present; those that turn one round or negate it on request."""
    found = []
    for line in game.wants.values():
        for place, want in enumerate(line):
            found.append((want.id, "drop"))
            if want.could_be is not None:
                found.append((want.id, "could_be"))
            if place + 1 < len(line):
                found.append((want.id, "swap"))
            if turn:
                found.append((want.id, "turn"))
            if negate:
                found.append((want.id, "negate"))
    return found


def owners(game: Game) -> dict[str, str]:
    """The actor of each want present."""
    return {want.id: actor for actor, line in game.wants.items() for want in line}


def edited(game: Game, edits: Mapping[str, str]) -> Game:
    """The game after a set of edits; wants that it does not have are passed over."""
    return replace(game, wants={actor: _line(game, line, edits) for actor, line in game.wants.items()})


def turned_round(game: Game, want: Want) -> Want:
    """A want of which the branch in force at the start is replaced by its negation, and the other stays.

    A branch that is not written says nothing, and has no negation: where it is in force the want stays as it is.
    """
    if want.while_ is None or game.holds(want.while_, game.start):
        return replace(want, want=f"not ({want.want})")
    return replace(want, otherwise=f"not ({want.otherwise})") if want.otherwise else want


def negated(want: Want) -> Want:
    """A want that is met exactly where this one is not."""
    if want.while_ is None:
        return replace(want, want=f"not ({want.want})")
    on, off = want.while_, want.otherwise or "true"
    whole = f"((({on}) and ({want.want})) or (not ({on}) and ({off})))"
    return replace(want, want=f"not {whole}", while_=None, otherwise=None)


def _line(game: Game, line: tuple[Want, ...], edits: Mapping[str, str]) -> tuple[Want, ...]:
    """Drops first, then could_be (turns and negations), then swaps from the last want to the first."""
    present = [want for want in line if edits.get(want.id) != "drop"]
    for place, want in enumerate(present):
        if edits.get(want.id) == "could_be" and want.could_be is not None:
            present[place] = replace(want, want=want.could_be, while_=None, otherwise=None, says=None)
        if edits.get(want.id) == "turn":
            present[place] = turned_round(game, want)
        if edits.get(want.id) == "negate":
            present[place] = negated(want)
    order = [want.id for want in present]
    for name in reversed(order):
        place = [want.id for want in present].index(name)
        if edits.get(name) == "swap" and place + 1 < len(present):
            present[place], present[place + 1] = present[place + 1], present[place]
    return tuple(present)


def target_holds(game: Game, target: object, concept: str) -> bool:
    """A road of steps leads from the start (itself included) to an equilibrium with the target."""
    return any(game.holds(target, state) for state in outcomes(world_of(game), concept, game.start))


def _by_size(
    game: Game, target: object, concept: str, bound: int, edits: Sequence[Edit]
) -> Iterator[list[frozenset[Edit]]]:
    before = target_holds(game, target, concept)
    known: list[frozenset[Edit]] = []
    for size in range(1, bound + 1):
        fresh = []
        for chosen in itertools.combinations(edits, size):
            change = frozenset(chosen)
            if len(dict(chosen)) < size or any(smaller < change for smaller in known):
                continue
            if target_holds(edited(game, dict(chosen)), target, concept) != before:
                fresh.append(change)
        known += fresh
        yield fresh


def minimal_changes(
    game: Game, target: object, concept: str, *, bound: int = BOUND, turn: bool = False, negate: bool = False
) -> list[frozenset[Edit]]:
    """All minimal changes of at most ``bound`` edits for the other truth value of the target, small ones first. ``turn``,
    ``negate``: wants turned round or negated are tried too."""
    edits = edits_of(game, turn=turn, negate=negate)
    return [change for changes in _by_size(game, target, concept, bound, edits) for change in changes]


def degrees(
    game: Game, target: object, concept: str, *, bound: int = BOUND, compared: Sequence[str] = ()
) -> dict[str, Fraction]:
    """Every actor's degree of responsibility: 1/(size of the smallest minimal change with an edit of its wants), or 0. Where some
    are ``compared`` it is enough to know the larger degree of these."""
    owner = owners(game)
    found = dict.fromkeys(game.form.actors, Fraction(0))
    for size, changes in enumerate(_by_size(game, target, concept, bound, edits_of(game)), start=1):
        for change in changes:
            for want, _ in change:
                if not found[owner[want]]:
                    found[owner[want]] = Fraction(1, size)
        if all(found.values()) or any(found[actor] for actor in compared):
            break
    return found


def single_change_owners(game: Game, target: object, concept: str) -> set[str]:
    """The actors owning a single edit that brings the target about; nobody if it already holds."""
    if target_holds(game, target, concept):
        return set()
    owner = owners(game)
    return {owner[want] for change in minimal_changes(game, target, concept, bound=1) for want, _ in change}
