"""Attacks on a claim: what each consists of, when it overturns, and which of them are minimal.

The *parts* of an attack are edits of wants, other answers to open questions, drivers moved, and another concept. An
attack is *within* another if each of its parts is one of the other's, a driver being moved no farther; it is *minimal*
among some if none of them is strictly within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Literal, get_args

from gmcr import Edit
from gmcr.base.record import BY_NAME, INTERNAL, Key, derived
from gmcr.base.summary import Record

__all__ = ["KINDS", "Attack", "Attacked", "DriverMove", "Overturning", "minimal_attacks"]

Kind = Literal["edits", "drivers", "answers", "concept"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_SIDES: Mapping[int, Literal["", "below", "above"]] = {-1: "below", 0: "", 1: "above"}
"""The side of a value to which a driver has to go, by the sign of the move."""


@dataclass(frozen=True, slots=True)
class DriverMove(Record):
    """A driver moved."""

    driver: str
    """Its name."""
    now: Fraction
    """Its present value."""
    goal: Annotated[Fraction, Key("to")]
    """The value to which, or past which, it moves."""
    beyond: Annotated[int, INTERNAL] = 0

    @derived
    def past(self) -> Literal["", "below", "above"]:
        """The side of that value to which it has to move; "" if the value itself suffices."""
        return _SIDES[self.beyond]

    def within(self, other: DriverMove) -> bool:
        """Whether it goes in the direction of another move of the same driver and no farther."""
        if self.driver != other.driver:
            return False
        low, high = sorted((self.now, other.goal))
        if self.goal == other.goal:
            return self.beyond in (0, other.beyond)
        return low <= self.goal <= high


@dataclass(frozen=True, slots=True)
class Attack(Record):
    """Parts that together overturn a claim."""

    cost: Fraction
    """An exact fraction as text."""
    concepts: tuple[str, ...]
    """The concepts under which the claim is overturned."""
    edits: tuple[Edit, ...] = ()
    """Edits made together."""
    moves: tuple[DriverMove, ...] = ()
    """Drivers moved."""
    answers: Annotated[tuple[tuple[str, str], ...], BY_NAME] = ()
    """Question → the other answer."""
    concept: Annotated[bool, INTERNAL] = False
    """Whether it takes another concept too."""

    @derived
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its parts."""
        present = (self.edits, self.moves, self.answers, self.concept)
        return tuple(kind for kind, own in zip(KINDS, present, strict=True) if own)

    @derived
    def kind(self) -> Literal["edits", "drivers", "answers", "concept", "mixed"]:
        """The kind of its parts, or mixed."""
        return self.kinds[0] if len(self.kinds) == 1 else "mixed"

    @property
    def attained(self) -> bool:
        """Whether exactly these values overturn the claim."""
        return not any(move.beyond for move in self.moves)

    def within(self, other: Attack) -> bool:
        """Whether each of its parts is one of another attack's."""
        return (
            self.concept <= other.concept
            and set(self.edits) <= set(other.edits)
            and set(self.answers) <= set(other.answers)
            and all(any(move.within(further) for further in other.moves) for move in self.moves)
        )


@dataclass(frozen=True, slots=True)
class Attacked(Record):
    """A claim under attack."""

    claim: Annotated[str, Key("id")]
    """Its name."""
    values: tuple[int, ...]
    """Its values in the base reading, one a concept: 1, 0, -1 undefined."""
    stands: bool | None
    """Its value there; null if it is undefined under every concept."""
    attacks: tuple[Attack, ...]
    """The attacks, cheapest first."""
    searched: int
    """The size up to which all sets of edits were examined."""
    mixed: int
    """The number of parts up to which all mixed attacks that could be cheapest were examined."""
    settled: bool
    """Whether no larger set of edits, and no mixed attack left unexamined, can be cheaper than the cheapest."""
    drivers: str
    """Why moves of several drivers at once are undecided; "" if they are not."""


def minimal_attacks(attacks: Iterable[Attack]) -> list[Attack]:
    """The attacks within which no other lies strictly, each once: the same parts found under several concepts are
    one attack."""
    merged = list(_merged(attacks))
    return [one for one in merged if not any(other is not one and other.within(one) for other in merged)]


def _merged(attacks: Iterable[Attack]) -> Iterable[Attack]:
    same: dict[tuple[object, ...], Attack] = {}
    for attack in attacks:
        parts = (attack.concept, frozenset(attack.edits), frozenset(attack.answers), frozenset(attack.moves))
        known = same.get(parts, attack)
        under = tuple(dict.fromkeys((*known.concepts, *attack.concepts)))
        same[parts] = replace(known, cost=min(known.cost, attack.cost), concepts=under)
    return same.values()


@dataclass(frozen=True, slots=True)
class Overturning(Record):
    """``base``: the claim's values in the base reading, one a concept (1, 0, -1); ``stand``: the first defined one."""

    concepts: tuple[str, ...]
    base: tuple[int, ...]
    stand: int

    @property
    def by_concept(self) -> tuple[str, ...]:
        """The concepts under which it already has the other value."""
        return tuple(name for name, value in zip(self.concepts, self.base, strict=True) if value == 1 - self.stand)

    def under(self, row: Sequence[int]) -> tuple[str, ...]:
        """The concepts under which it stood and, with these values, is overturned."""
        return self._overturned(row, self.stand)

    def elsewhere(self, row: Sequence[int]) -> tuple[str, ...]:
        """The concepts under which it was undefined and now has the other value: another concept together with these
        values overturns it. Empty if another concept does so alone."""
        return () if self.by_concept else self._overturned(row, -1)

    def _overturned(self, row: Sequence[int], before: int) -> tuple[str, ...]:
        return tuple(
            name
            for name, old, new in zip(self.concepts, self.base, row, strict=True)
            if old == before and new == 1 - self.stand
        )
