"""Attacks of several kinds at once: edits of wants in another reading, with a driver moved, under another concept.

A mixed attack changes some answers (counted as one part, however many), makes some edits, and moves at most one driver,
up or down to where the claim first turns; another concept is added if the claim is undefined under it at present.
Mixtures are examined by the number of their parts, the concept not counted. Only those are reported that are minimal
and cheaper than every attack of one kind and every mixture of fewer parts, or are the only ones: anything that already
costs as much is skipped before anything is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm

from countermove.inquiry.checks import CheckedGame
from countermove.questions.redteam.attacks import Attack, DriverMove, Overturning, minimal_attacks
from countermove.verdicts.settings import Setting
from countermove.verdicts.tippable import Tippable, row_of
from countermove.verdicts.tipping.cell_answers import answers_along
from countermove.verdicts.values import prepare, values_in
from gmcr import Edit
from gmcr.analysis import Stretch

__all__ = ["Mixtures", "driver_turns"]

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
