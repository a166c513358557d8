"""Attacks on a claim: what each consists of, when it overturns, and which of them are minimal.

The *parts* of an attack are edits of wants, other answers to open questions, drivers moved, and another concept. An
attack is *within* another if each of its parts is one of the other's, a driver being moved no farther; it is *minimal*
among some if none of them is strictly within it.

Attacks of several kinds at once: edits of wants in another reading, with a driver moved, under another concept.

A mixed attack changes some answers (counted as one part, however many), makes some edits, and moves at most one driver,
up or down to where the claim first turns; another concept is added if the claim is undefined under it at present.
Mixtures are examined by the number of their parts, the concept not counted. Only those are reported that are minimal
and cheaper than every attack of one kind and every mixture of fewer parts, or are the only ones: anything that already
costs as much is skipped before anything is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm
from typing import Annotated, Literal, get_args

from countermove.inquiry.checks import CheckedGame
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable, row_of
from countermove.verdicts.tipping.cell_answers import answers_along
from countermove.verdicts.values import prepare, values_in
from gmcr import Edit
from gmcr.analysis import Stretch
from gmcr.base.record import BY_NAME, INTERNAL, Key, Record, derived

__all__ = ["KINDS", "Attack", "Attacked", "DriverMove", "Mixtures", "Overturning", "driver_turns", "minimal_attacks"]


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


_BATCH = 256

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class _Start:
    """The base of edits and moves: a reading (``changed``: its answers that are not the first), its game and cost."""

    changed: tuple[tuple[str, str], ...]
    case: CheckedGame
    cost: Fraction


class Mixtures:
    """The mixed attacks on one claim. ``prices``: of a driver, an answer and a concept; ``price``: of an edit in a game."""

    def __init__(
        self,
        item: Setting,
        overturning: Overturning,
        prices: Mapping[str, Fraction],
        price: Callable[[Edit, CheckedGame], Fraction],
    ) -> None:
        self.item, self.overturning, self.prices, self._price = item, overturning, prices, price

    def moves(self) -> list[Attack]:
        """The attacks that move one driver of the base reading, and nothing else."""
        bare = Attack(Fraction(0), ())
        return [attack for attack in self._with_driver(bare, self.item.base) if not attack.concept]

    def of_size(self, size: int, known: Sequence[Attack]) -> list[Attack]:
        """The mixtures of exactly *size* parts that are cheaper than all *known* attacks, and within which none of
        these lies."""
        most = min((attack.cost for attack in known), default=None)
        attacks: dict[Attack, None] = {}
        for answers, driver in product((False, True), (False, True)):
            count = size - answers - driver
            if count >= 0 and (self._elsewhere or answers + driver + (count > 0) > 1):
                every = self._of_shape(count, answers=answers, driver=driver, most=most, known=known)
                attacks |= dict.fromkeys(every)
        known_ones = set(known)
        return [one for one in minimal_attacks([*known, *attacks]) if one not in known_ones]

    @property
    def _elsewhere(self) -> bool:
        """Whether there are other concepts that can be combined with something else."""
        return -1 in self.overturning.base and not self.overturning.by_concept

    def _of_shape(
        self, count: int, *, answers: bool, driver: bool, most: Fraction | None, known: Sequence[Attack]
    ) -> Iterator[Attack]:
        """Attacks of *count* edits, in other readings or the base one, with a driver or none."""
        mixed = answers + driver + (count > 0) > 1
        extra = Fraction(0) if mixed else self.prices["concept"]
        waiting: list[tuple[Attack, CheckedGame]] = []
        after = self.item.after if driver else self.item.judged_after
        for start in self._readings if answers else [_Start((), self.item.base, Fraction(0))]:
            for chosen, cost in self._edits(start, count, None if most is None else most - extra):
                bare = Attack(cost, (), edits=chosen, answers=start.changed)
                if any(attack.within(bare) for attack in known):
                    continue
                waiting.append((bare, after(chosen, start.case) if chosen else start.case))
                if len(waiting) == _BATCH:
                    yield from self._successful(waiting, mixed=mixed, driver=driver, most=most)
                    waiting = []
        yield from self._successful(waiting, mixed=mixed, driver=driver, most=most)

    def _edits(self, start: _Start, count: int, most: Fraction | None) -> Iterator[tuple[tuple[Edit, ...], Fraction]]:
        """Sets of *count* edits added to a start, each with the total cost, if that is less than *most*."""
        if most is not None and start.cost >= most:
            return
        if not count:
            yield (), start.cost
            return
        every = self.item.edits_in(start.case)
        prices = {edit: self._price(edit, start.case) for edit in every}
        # Integers over a common denominator are added, and compared, many times faster than fractions.
        scale = lcm(start.cost.denominator, *(price.denominator for price in prices.values()))
        parts = {edit: int(price * scale) for edit, price in prices.items()}
        base, least = int(start.cost * scale), None if most is None else most * scale
        for chosen in Edit.sets(every, count):
            cost = base + sum(parts[edit] for edit in chosen)
            if least is None or cost < least:
                yield chosen, Fraction(cost, scale)

    def _successful(
        self, waiting: Sequence[tuple[Attack, CheckedGame]], *, mixed: bool, driver: bool, most: Fraction | None
    ) -> Iterator[Attack]:
        """The attacks that overturn the claim, as they are or with a driver moved."""
        concepts = self.overturning.concepts
        if driver:
            attacks = [attack for bare, case in waiting for attack in self._with_driver(bare, case)]
        else:
            different = dict.fromkeys(case for _, case in waiting)
            prepare(((self.item, case) for case in different), concepts)
            rows = {case: values_in(self.item, case, concepts) for case in different}
            attacks = [attack for bare, case in waiting for attack in self._attacks(bare, rows[case])]
        for attack in attacks:
            if (mixed or attack.concept) and (most is None or attack.cost < most):
                yield attack

    def _attacks(self, bare: Attack, row: Row) -> Iterator[Attack]:
        if under := self.overturning.under(row):
            yield replace(bare, concepts=under)
        elif under := self.overturning.elsewhere(row):
            yield replace(bare, cost=bare.cost + self.prices["concept"], concepts=under, concept=True)

    def _with_driver(self, bare: Attack, case: CheckedGame) -> Iterator[Attack]:
        ranges = self.item.assessment.ranges
        for move, row in driver_turns(self.item, case, self.overturning):
            low, high = ranges[move.driver]
            cost = bare.cost + self.prices["driver"] * abs(move.goal - move.now) / (high - low)
            yield from self._attacks(replace(bare, cost=cost, moves=(move,)), row)

    # -- other readings ------------------------------------------------------------------------------------------------

    @cached_property
    def _readings(self) -> tuple[_Start, ...]:
        """The other readings, those with the fewest other answers first."""
        assessment = self.item.assessment
        base = assessment.base_reading
        starts = []
        for reading in assessment.readings[1:]:
            changed = tuple((name, answer) for name, answer in reading.items() if answer != base[name])
            starts.append(_Start(changed, self.item.case(reading), self.prices["answer"] * len(changed)))
        return tuple(sorted(starts, key=lambda start: len(start.changed)))


def driver_turns(item: Setting, case: CheckedGame, overturning: Overturning) -> Iterator[tuple[DriverMove, Row]]:
    """For each driver of a game, up and down, the nearest values with which the claim is overturned under a concept
    under which it stood, and under another one: the move, and the claim's values there."""
    ranges = item.assessment.ranges
    thing = Tippable("claim", item.id, case, item, overturning.concepts)
    lines = [
        (driver, parts) for driver in ranges if len(parts := Stretch.cut(thing.forms((driver,)), ranges[driver])) > 1
    ]
    for (driver, parts), answers in zip(lines, answers_along(thing, lines), strict=True):
        yield from _turns_along(driver, thing.now[driver], parts, [*map(row_of, answers)], overturning)


def _turns_along(
    driver: str, now: Fraction, parts: Sequence[Stretch], rows: Sequence[Row], overturning: Overturning
) -> Iterator[tuple[DriverMove, Row]]:
    here = next(k for k, part in enumerate(parts) if now in part)
    for way, places in ((1, range(here + 1, len(parts))), (-1, range(here - 1, -1, -1))):
        for turned in (overturning.under, overturning.elsewhere):
            place = next((k for k in places if turned(rows[k])), None)
            if place is not None:
                part = parts[place]
                goal, closed = (part.low, part.with_low) if way > 0 else (part.high, part.with_high)
                yield DriverMove(driver, now, goal, 0 if closed else way), rows[place]
