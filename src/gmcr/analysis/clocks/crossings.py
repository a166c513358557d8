"""Which walls drivers come to next while the state stays: every set of them that can come first, and where that leaves them.

* What comes first is one wall; several come together only where rates leave nothing else: where the equations of the legs so
  far make their forms vanish together.
* A wall that has been crossed is crossed back without time passing if the state is another now and its drift leads back.
  In the same state it is not: the drivers would only have touched it.

Drivers are *coupled* by walls that they share, and by rates where those of several are known. The others come to their walls
in any order; where nothing is coupled no linear program needs solving.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from gmcr.analysis.clocks.drifts import Drifts, Motion
from gmcr.analysis.clocks.legs import TIME, Condition, Expression, Program, Variable, plus
from gmcr.analysis.clocks.walls import Sides, Walls
from gmcr.base.record import Record

__all__ = ["Crossings", "Passage", "Position"]

Motions = tuple[Motion, ...]
NOTHING = Expression({}, Fraction(0))


Step = tuple[Motions, frozenset[tuple[int, int]]]
"""How drivers moved, and the walls that they crossed at the end of that, each with its side then. No motions: no time passed."""


class Stretch(NamedTuple):
    """A leg in which time passes: its number, who moves, the sides before, to which of them drivers set out from walls that they
    are at to the number, the walls that may come next, and those that do."""

    leg: int
    motions: Motions
    sides: Sides
    ways: Mapping[int, int]
    ahead: Sequence[int]
    walls: frozenset[int]


@dataclass(frozen=True, slots=True)
class Position(Record):
    """Where drivers are."""

    sides: Sides
    zero: frozenset[int]
    """The walls that they are at to the number."""
    settled: frozenset[int]
    """Those of them that were crossed in this state, and are not crossed back at once."""
    legs: tuple[Stretch, ...]
    """The legs so far in which time passed."""
    histories: tuple[tuple[Step, ...], ...]
    """For each cluster what its drivers have gone through. Those with the same history can be at the same values."""


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A leg that is over."""

    after: Position
    motions: Motions
    instant: bool
    """Whether no time passes."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A leg: its program, how far each driver moves, and where it ends."""

    program: Program
    distances: Mapping[int, Expression]
    at: tuple[Expression, ...]


class Crossings:
    """What drivers cross.

    Parameters
    ----------
    walls : Walls
        The walls.
    drifts : Drifts
        The drifts.
    """

    def __init__(self, walls: Walls, drifts: Drifts) -> None:
        self.walls, self.now, self.solved = walls, drifts.now, 0
        self._ways = tuple({1 if line.rises else -1 for _, line in lines} for lines in drifts.lines)
        rated = drifts.rated
        shared = [frozenset(driver for driver, _ in walls.terms[wall]) for wall in walls.shared]
        self.clusters = _joined([*shared, frozenset(rated if len(rated) > 1 else ())])
        """The drivers that are coupled with each other."""
        self._walls_of = tuple(
            frozenset(wall for wall, terms in enumerate(walls.terms) if terms[0][0] in drivers)
            for drivers in self.clusters
        )
        timing = rated.union(*(drivers for drivers in self.clusters if drivers & rated))
        self.timing = tuple(wall for wall, terms in enumerate(walls.terms) if terms[0][0] in timing)
        """The walls of drivers of known rates, and of those that are coupled with them."""
        self._first: dict[Hashable, tuple[frozenset[int], ...]] = {}
        self._patterns: dict[tuple[Motions, tuple[int, ...]], list[tuple[int, ...]]] = {}

    def moving(self, motions: Motions, sides: Sides) -> Motions:
        """Return the motions of drivers that are not at the end that they drift to."""
        return tuple(m for m in motions if sides[self.walls.ends[m.driver][m.way > 0]] != 0)

    def after(self, position: Position, motions: Motions, leg: int) -> Iterator[Passage]:
        """Yield what can come first from a position.

        Parameters
        ----------
        position : Position
            The position.
        motions : tuple of Motion
            The drivers that move.
        leg : int
            The number of the leg.
        """
        left = self._moving_walls(position.zero, motions)
        for pattern in self.patterns(motions, left):
            ways = dict(zip(left, pattern, strict=True))
            turned = {wall: way for wall, way in ways.items() if way not in (0, position.sides[wall])}
            if not turned:
                yield from self._passages(position, motions, ways, leg)
            elif not turned.keys() & position.settled:
                for sides, kept in self._beyond(position.sides, motions, turned, frozenset(left)):
                    yield Passage(self._turned(position, sides, kept), motions, True)

    def _moving_walls(self, walls: frozenset[int], motions: Motions) -> tuple[int, ...]:
        drivers = {motion.driver for motion in motions}
        return tuple(wall for wall in sorted(walls) if any(driver in drivers for driver, _ in self.walls.terms[wall]))

    def turns(self, position: Position, motions: Motions) -> bool:
        """Return whether something may be crossed without time passing."""
        zero = self._moving_walls(position.zero - position.settled, motions)
        return any(self._signs(motions, wall) != (position.sides[wall],) for wall in zero)

    def left(self, position: Position, motions: Motions) -> frozenset[int]:
        """Return the walls that drivers are at to the number and leave in any case, each to the side on which they are."""
        zero = self._moving_walls(position.zero, motions)
        return frozenset(wall for wall in zero if self._signs(motions, wall) == (position.sides[wall],))

    def returns(self, position: Position, sides: Sides) -> bool:
        """Return whether drivers may come back to the sides that they were on, as far as the ways of their drifts tell."""
        return all(
            side == before
            or any(
                way * factor * (before - side) > 0
                for driver, factor in self.walls.terms[wall]
                for way in self._ways[driver]
            )
            or (len(self.walls.terms[wall]) > 1 and wall in position.zero)
            for wall, (side, before) in enumerate(zip(position.sides, sides, strict=True))
        )

    # -- directions -------------------------------------------------------------------------------------------------

    def patterns(self, motions: Motions, walls: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Return the signs that the forms of some walls can take when drivers set out from all of them; 0 only where rates
        leave nothing else."""
        if (motions, walls) not in self._patterns:
            self._patterns[motions, walls] = self._directions(motions, walls)
        return self._patterns[motions, walls]

    def _directions(self, motions: Motions, walls: tuple[int, ...]) -> list[tuple[int, ...]]:
        choices = [self._signs(motions, wall) for wall in walls]
        if all(len(signs) == 1 for signs in choices):
            return [tuple(sign for (sign,) in choices)]
        begun = self._begun(Program(), tuple(NOTHING for _ in self.walls.names), motions, 0)
        able = [
            pattern
            for pattern in product(*choices)
            if begun.program.with_rows(self._set_out(begun, dict(zip(walls, pattern, strict=True)))).solved()
        ]
        return [pattern for pattern in able if not any(_refines(other, pattern) for other in able)]

    def _signs(self, motions: Motions, wall: int) -> tuple[int, ...]:
        """The signs that the change of a form may have, as far as the ways of its drivers tell."""
        ways = {motion.driver: motion.way for motion in motions}
        found = {
            ways[driver] * (1 if factor > 0 else -1) for driver, factor in self.walls.terms[wall] if driver in ways
        }
        return tuple(found) if len(found) == 1 else (-1, 0, 1)

    def _set_out(self, begun: _Begun, ways: Mapping[int, int]) -> list[Condition]:
        """The conditions under which forms that are 0 become positive, negative, or stay."""
        rows: list[Condition] = []
        for wall, way in ways.items():
            if len(self.walls.terms[wall]) > 1:
                change = NOTHING
                for driver, factor in self.walls.terms[wall]:
                    if driver in begun.distances:
                        change = plus(change, begun.distances[driver], factor)
                rows.append((plus(NOTHING, change, Fraction(way)), ">") if way else (change, "="))
        return rows

    # -- clusters ---------------------------------------------------------------------------------------------------

    def _turned(self, position: Position, sides: Sides, settled: frozenset[int]) -> Position:
        """The position where walls are crossed without time passing."""
        histories = tuple(self._histories(position, (), sides))
        return replace(position, sides=sides, settled=settled, histories=histories)

    def _histories(self, position: Position, motions: Motions, sides: Sides) -> Iterator[tuple[Step, ...]]:
        """What drivers have gone through when they have moved to other sides. A leg in which those of a cluster crossed nothing
        goes on in the next."""
        for drivers, walls, history in zip(self.clusters, self._walls_of, position.histories, strict=True):
            own = tuple(motion for motion in motions if motion.driver in drivers)
            crossed = frozenset((wall, sides[wall]) for wall in walls if sides[wall] != position.sides[wall])
            if own and history and history[-1] == (own, frozenset()):
                yield (*history[:-1], (own, crossed))
            else:
                yield (*history, (own, crossed)) if own or crossed else history

    def histories(self, position: Position, motions: Motions) -> tuple[tuple[Step, ...], ...]:
        """Return what drivers have gone through, but for what they go on with."""
        return tuple(
            history[:-1]
            if history and history[-1] == (tuple(m for m in motions if m.driver in drivers), frozenset())
            else history
            for drivers, history in zip(self.clusters, position.histories, strict=True)
        )

    def _firsts(self, own: Stretch, position: Position) -> list[frozenset[int]]:
        """What can come first in a leg. Of drivers that are coupled with none each wall can; of a cluster it depends on what its
        drivers have gone through."""
        coupled = frozenset[int]().union(*self._walls_of)
        found = [frozenset([wall]) for wall in own.ahead if wall not in coupled]
        begun: _Begun | None = None
        for drivers, walls, history in zip(self.clusters, self._walls_of, position.histories, strict=True):
            ahead = [wall for wall in own.ahead if wall in walls]
            motions = tuple(motion for motion in own.motions if motion.driver in drivers)
            ways = tuple((wall, way) for wall, way in own.ways.items() if wall in walls)
            key = (drivers, history, motions, ways, tuple(ahead))
            if ahead and key not in self._first:
                begun = begun or self._set_off(*self.retraced(position.legs), own)
                values = {wall: begun.program.reduced(self._value(wall, begun.at)) for wall in ahead}
                first = [own._replace(walls=together) for together in _together(values)]
                self.solved += len(first)
                self._first[key] = tuple(one.walls for one in first if self._come(begun, one).has_solution(drivers))
            found += self._first[key] if ahead else ()
        return sorted(found, key=min)

    # -- legs -------------------------------------------------------------------------------------------------------

    def retraced(self, legs: Sequence[Stretch]) -> tuple[Program, Sequence[Expression]]:
        """Return what legs ask, and where drivers are after them."""
        program, at = Program(), [Expression({}, value) for value in self.now]
        for own in legs:
            begun = self._set_off(program, at, own)
            program, at = self._come(begun, own), list(begun.at)
            for wall in own.walls:
                if len(self.walls.terms[wall]) == 1:  # known to the number
                    at[self.walls.terms[wall][0][0]] = Expression({}, self.walls.root(wall))
        return program, at

    def _begun(self, program: Program, at: Sequence[Expression], motions: Motions, leg: int) -> _Begun:
        distances: dict[int, Expression] = {}
        ends, time = list(at), NOTHING
        if any(motion.rate is not None for motion in motions):
            program, time = program.with_variable(Variable(leg, TIME))
        for driver, way, rate in motions:
            program, distance = program.with_variable(Variable(leg, driver))
            if rate is not None:
                program = program.rated(distance, time, rate)
            distances[driver] = plus(NOTHING, distance, Fraction(way))
            ends[driver] = plus(at[driver], distances[driver], Fraction(1))
        return _Begun(program, distances, tuple(ends))

    def _set_off(self, program: Program, at: Sequence[Expression], own: Stretch) -> _Begun:
        begun = self._begun(program, at, own.motions, own.leg)
        return replace(begun, program=begun.program.with_rows(self._set_out(begun, own.ways)))

    def _come(self, begun: _Begun, own: Stretch) -> Program:
        """The program of a leg that is over."""
        rows: list[Condition] = []
        for wall in own.ahead:
            value = self._value(wall, begun.at)
            rows.append((value, "=") if wall in own.walls else (plus(NOTHING, value, Fraction(own.sides[wall])), ">"))
        return begun.program.with_rows(rows)

    def _passages(self, position: Position, motions: Motions, ways: Mapping[int, int], leg: int) -> Iterator[Passage]:
        """The legs in which time passes."""
        own = Stretch(leg, motions, position.sides, ways, self._ahead(position, motions), frozenset())
        for walls in self._firsts(own, position):
            for after in self._arrivals(position, own._replace(walls=walls)):
                yield Passage(after, motions, False)

    def _ahead(self, position: Position, motions: Motions) -> list[int]:
        """The walls that may come next."""
        shared = self._moving_walls(frozenset(self.walls.shared) - position.zero, motions)
        nearing = [wall for wall in shared if -position.sides[wall] in self._signs(motions, wall)]
        return sorted({self.walls.ahead(position.sides, motion) for motion in motions} | set(nearing))

    def _value(self, wall: int, at: Sequence[Expression]) -> Expression:
        value = Expression({}, self.walls.forms[wall].constant)
        for driver, factor in self.walls.terms[wall]:
            value = plus(value, at[driver], factor)
        return value

    def _arrivals(self, position: Position, own: Stretch) -> Iterator[Position]:
        """Where drivers are when they have crossed some walls, just beyond them."""
        zero = frozenset({wall for wall in position.zero if not own.ways.get(wall)} | own.walls)
        turned = {wall: -position.sides[wall] for wall in own.walls}
        for sides, kept in self._beyond(position.sides, own.motions, turned, zero):
            histories = tuple(self._histories(position, own.motions, sides))
            yield Position(sides, zero, kept, (*position.legs, own), histories)

    def _beyond(
        self, sides: Sides, motions: Motions, turned: Mapping[int, int], zero: frozenset[int]
    ) -> Iterator[tuple[Sides, frozenset[int]]]:
        """The sides just beyond some walls, and which of those that drivers are at are not crossed back at once: at an end of
        its range a driver stays, and what it shares with others goes on as these do."""
        ended = {self.walls.terms[wall][0][0] for wall in turned if self.walls.is_end(wall) and sides[wall]}
        halted = {wall for wall in zero if any(driver in ended for driver, _ in self.walls.terms[wall])}
        left = tuple(motion for motion in motions if motion.driver not in ended)
        onward = self._moving_walls(frozenset(halted), left)
        to = {**turned, **dict.fromkeys(halted, 0)}
        for pattern in self.patterns(left, onward):
            after = _changed(sides, to | dict(zip(onward, pattern, strict=True)))
            still = [wall for wall in sorted(halted) if after[wall] == 0 and not self.walls.is_end(wall)]
            for beyond in self.walls.cells(after, still):
                yield beyond, zero - halted


def _joined(sets: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Sets, those in one that have something in common."""
    joined: list[frozenset[int]] = []
    for own in filter(None, sets):
        joined = [
            *(other for other in joined if not own & other),
            own.union(*(other for other in joined if own & other)),
        ]
    return tuple(joined)


def _changed(sides: Sides, to: Mapping[int, int]) -> Sides:
    return tuple(to.get(wall, side) for wall, side in enumerate(sides))


def _together(values: Mapping[int, Expression]) -> list[frozenset[int]]:
    """Walls, those together that rates leave nothing else for: where one is come to so are the others."""
    found: dict[tuple[tuple[int, Fraction], ...], set[int]] = {}
    for wall, (factors, constant) in values.items():
        if factors:  # otherwise it is as far as it was
            lead = factors[min(factors)]
            scaled = tuple((variable, factors[variable] / lead) for variable in sorted(factors))
            found.setdefault((*scaled, (TIME, constant / lead)), set()).add(wall)
    return [frozenset(walls) for walls in found.values()]


def _refines(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one has signs where another has zeros, and is like it elsewhere."""
    return one != other and all(a == b or b == 0 for a, b in zip(one, other, strict=True))
