"""Edits, minimal changes and degrees of responsibility, by brute force over all sets of edits.

An edit is a pair (want, kind). A set of edits maps wants to kinds, at most one per want.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from tests.judge.assessment_games import Game, Want
from tests.judge.assessment_roads import Profile, Taste, outcomes, taste_of

__all__ = [
    "Edit",
    "applied",
    "degrees",
    "edits_of",
    "minimal_changes",
    "owners",
    "single_change_owners",
    "smallest_sizes",
    "target_holds",
    "target_of",
    "turned_round",
]

Edit = tuple[str, str]


def edits_of(game: Game, *, turn: bool = False, negate: bool = False) -> list[Edit]:
    """Every edit of the wants present: drop, could_be where declared, swap unless last; turn and negate on request."""
    found: list[Edit] = []
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


def applied(game: Game, edits: Mapping[str, str]) -> Game:
    """The game after a set of edits; wants that the game does not have are passed over."""
    return replace(game, wants={actor: _edited(game, line, edits) for actor, line in game.wants.items()})


def turned_round(game: Game, want: Want) -> Want:
    """The branch in force at the start is replaced by its negation, the other stays.

    In force is ``want`` where there is no ``while`` or it holds at the start, else ``otherwise``; where that is absent the
    want says nothing there, before and after. (``negate`` is another thing: met exactly where it was not.)
    """
    if want.while_ is None or game.holds(want.while_, game.start):
        return replace(want, want=f"not ({want.want})")
    return want if want.otherwise is None else replace(want, otherwise=f"not ({want.otherwise})")


def _edited(game: Game, line: tuple[Want, ...], edits: Mapping[str, str]) -> tuple[Want, ...]:
    """Drops first, then could_be (turns and negations), then swaps from the last want to the first."""
    present = [want for want in line if edits.get(want.id) != "drop"]
    for place, want in enumerate(present):
        if edits.get(want.id) == "could_be" and want.could_be is not None:
            present[place] = replace(want, want=want.could_be, while_=None, otherwise=None, negated=False)
        if edits.get(want.id) == "turn":
            present[place] = turned_round(game, want)
        if edits.get(want.id) == "negate":
            present[place] = replace(want, negated=not want.negated)
    for place in reversed(range(len(present) - 1)):
        if edits.get(present[place].id) == "swap":  # only wants further down have moved so far
            present[place], present[place + 1] = present[place + 1], present[place]
    return tuple(present)


def target_of(game: Game) -> str:
    """The target of the assessment; ValueError without one."""
    if game.form.target is None:
        raise ValueError("the assessment names no target")
    return game.form.target


def target_holds(game: Game, target: str, concept: str = "nash") -> bool:
    """A road of steps leads from the start (itself included) to an equilibrium with the target."""
    profile = Profile(game.form, tuple(taste_of(game, actor) for actor in game.form.actors))
    return _arrives(game, profile, target, concept)


def _arrives(game: Game, profile: Profile, target: str, concept: str) -> bool:
    return any(_target_in(game, target, state) for state in outcomes(profile, concept, game.start))


def _target_in(game: Game, target: str, state: int) -> bool:
    key = ("target", target, state, id(game.drivers))
    kept = game.form.kept
    if key not in kept:
        kept[key] = (game.holds(target, state), game.drivers)  # keeping the drivers keeps their id theirs
    return bool(kept[key][0])


def minimal_changes(
    game: Game, target: str, *, bound: int = 3, concept: str = "nash", turn: bool = False, negate: bool = False
) -> list[frozenset[Edit]]:
    """All minimal changes of at most ``bound`` edits, small ones first."""
    edits = edits_of(game, turn=turn, negate=negate)
    return [change for size in _by_size(game, target, bound, concept, edits) for change in size]


def _by_size(
    game: Game, target: str, bound: int, concept: str, edits: Sequence[Edit]
) -> Iterator[list[frozenset[Edit]]]:
    """The minimal changes of one of these edits, then of two, and so on."""
    before = target_holds(game, target, concept)
    tastes: dict[tuple[str, frozenset[Edit]], Taste] = {}
    owner = owners(game)
    known: list[frozenset[Edit]] = []
    for size in range(1, bound + 1):
        fresh = []
        for chosen in itertools.combinations(edits, size):
            change = frozenset(chosen)
            if len(dict(chosen)) < size or any(smaller <= change for smaller in known):
                continue
            profile = Profile(game.form, tuple(_taste(game, a, change, owner, tastes) for a in game.form.actors))
            if _arrives(game, profile, target, concept) != before:
                fresh.append(change)
        known += fresh
        yield fresh


def _taste(
    game: Game,
    actor: str,
    change: frozenset[Edit],
    owner: Mapping[str, str],
    tastes: dict[tuple[str, frozenset[Edit]], Taste],
) -> Taste:
    """The actor's preference after the change; only edits of its own wants matter to it."""
    own = frozenset(edit for edit in change if owner[edit[0]] == actor)
    if (actor, own) not in tastes:
        tastes[actor, own] = taste_of(applied(game, dict(own)), actor)
    return tastes[actor, own]


def smallest_sizes(
    game: Game, target: str, *, bound: int = 3, actors: tuple[str, ...] = (), concept: str = "nash"
) -> dict[str, int]:
    """Per actor, the size of the smallest minimal change with an edit of its wants (absent: none).

    With ``actors``, the search ends when one of these has its size: enough to compare two.
    """
    owner = owners(game)
    sizes: dict[str, int] = {}
    for size, changes in enumerate(_by_size(game, target, bound, concept, edits_of(game)), start=1):
        for change in changes:
            for want, _ in change:
                sizes.setdefault(owner[want], size)
        if actors and any(actor in sizes for actor in actors):
            break
    return sizes


def degrees(game: Game, target: str, *, bound: int = 3, concept: str = "nash") -> dict[str, Fraction]:
    """The degree of responsibility of every actor: 1/size, or 0."""
    sizes = smallest_sizes(game, target, bound=bound, concept=concept)
    return {actor: Fraction(1, sizes[actor]) if actor in sizes else Fraction(0) for actor in game.form.actors}


def single_change_owners(game: Game, target: str, concept: str = "nash") -> set[str]:
    """The actors owning a single edit that brings the target about; nobody if it already holds."""
    if target_holds(game, target, concept):
        return set()
    owner = owners(game)
    return {owner[want] for change in minimal_changes(game, target, bound=1, concept=concept) for want, _ in change}
