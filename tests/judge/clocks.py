"""Drivers that drift, by exact simulation: what comes first if nobody does anything, one run at a time.

A run goes from crossing to crossing with one admissible rate for every driver and leg, drawn at random. A driver has a
value and, below it, how it is just beyond that value: the directions in which it last went, the latest first. A comparison
looks at its value first, and where that is even at these directions, one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal, Protocol

from tests.judge.graph import Graph
from tests.judge.inducement import outcomes
from tests.judge.options import option_graph

__all__ = [
    "Chance",
    "ClockGame",
    "Comparison",
    "Crossed",
    "Halt",
    "Line",
    "Op",
    "Run",
    "ToldLeg",
    "Want",
    "replayed",
    "run",
]

ZERO = Fraction(0)
Op = Literal["<", "<=", ">", ">=", "==", "!="]
Vector = Mapping[str, Fraction]
Wall = tuple[tuple[tuple[str, Fraction], ...], Fraction]
"""A sum of drivers and the value that it comes to; the factor of the first driver by name is 1."""
Signs = Mapping[Wall, int]
Crossed = frozenset[tuple[Wall, int, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sum of drivers, compared with a number."""

    terms: Mapping[str, Fraction]
    op: Op
    value: Fraction

    def holds(self, side: int) -> bool:
        """Whether it holds where the sum is below (-1), at (0) or above (1) the number."""
        return {"<": side < 0, "<=": side <= 0, ">": side > 0, ">=": side >= 0, "==": side == 0, "!=": side != 0}[
            self.op
        ]


@dataclass(frozen=True, slots=True)
class Want:
    """Met in some states where the comparison holds, and in others where it does not."""

    met: frozenset[int]
    when: Comparison | None = None
    otherwise: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """In some states a driver rises (1) or falls (-1), at a rate in an interval or at any."""

    where: frozenset[int]
    way: int
    rate: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class ClockGame:
    """A game whose drivers drift. Where it asks, its answer is where roads from its own start end."""

    options: Mapping[str, Sequence[str]]
    feasible: tuple[int, ...]
    start: int
    wants: Mapping[str, Sequence[Want]]
    now: Vector
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    drifts: Mapping[str, Sequence[Line]]
    concept: str = "nash"
    asks: bool = False
    memo: dict[tuple[bool, ...], Graph] = field(default_factory=dict)

    @property
    def comparisons(self) -> list[Comparison]:
        return [want.when for own in self.wants.values() for want in own if want.when is not None]

    @property
    def walls(self) -> list[Wall]:
        """The values of sums of drifting drivers at which a comparison changes, and the ends of their ranges."""
        ends = [(((name, Fraction(1)),), end) for name in self.drifts for end in self.ranges[name]]
        found = [wall for when in self.comparisons if (wall := self._wall(when)) is not None]
        return list(dict.fromkeys([*found, *ends]))

    def _wall(self, when: Comparison) -> Wall | None:
        """Where a comparison changes; None where nothing in it drifts."""
        drifting = sorted(name for name in when.terms if name in self.drifts)
        if not drifting:
            return None
        fixed = sum((factor * self.now[name] for name, factor in when.terms.items() if name not in self.drifts), ZERO)
        first = when.terms[drifting[0]]
        return tuple((name, when.terms[name] / first) for name in drifting), (when.value - fixed) / first

    def graph(self, side: Callable[[Comparison], int]) -> Graph:
        """The game where the sum of each comparison is on some side of its number."""
        truths = tuple(when.holds(side(when)) for when in self.comparisons)
        if truths not in self.memo:
            holding = iter(truths)
            ranks = {
                actor: self._ranks([want.met if want.when is None or next(holding) else want.otherwise for want in own])
                for actor, own in self.wants.items()
            }
            self.memo[truths] = option_graph(options=self.options, feasible=self.feasible, ranks=ranks)
        return self.memo[truths]

    def _ranks(self, met: Sequence[frozenset[int]]) -> dict[int, int]:
        """Ranks by where wants are met, the most important first."""
        return {
            state: sum((state in own) << place for place, own in enumerate(reversed(met))) for state in self.feasible
        }

    def line(self, driver: str, state: int) -> Line | None:
        """The first line that is true in a state."""
        return next((line for line in self.drifts[driver] if state in line.where), None)


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop of a run."""

    crossed: Crossed
    left: int
    state: int
    answers: Hashable
    after: Fraction = ZERO
    """How long it took from the start."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its stops, the start first, how it ends, and the number of the stop that comes again or the states in which it is
    held."""

    stops: tuple[Halt, ...]
    end: str
    detail: Hashable = None


class Chooser(Protocol):
    """What a run leaves open."""

    def rates(self, moving: Mapping[str, Line], after: Callable[[Vector], Crossed | None]) -> Vector:
        """How fast each driver goes, admissibly. `after` says what comes first then; None if the drivers would go back at once
        from what they have only just crossed in this state, which is no crossing."""
        ...

    def outcome(self, ends: Sequence[int]) -> int:
        """Where steps end."""
        ...


@dataclass
class Chance:
    """Everything at random."""

    random: Random

    def rates(self, moving: Mapping[str, Line], after: Callable[[Vector], Crossed | None]) -> Vector:
        """Any that cross something."""
        return self.such(moving, lambda rates: after(rates) is not None)

    def such(self, moving: Mapping[str, Line], may: Callable[[Vector], bool]) -> Vector:
        """Any that are as they may be."""
        for _ in range(2000):
            rates = {name: line.way * self._rate(line.rate) for name, line in moving.items()}
            if may(rates):
                return rates
        raise AssertionError("no admissible rates")

    def _rate(self, rate: tuple[Fraction, Fraction] | None) -> Fraction:
        part = Fraction(self.random.randrange(1, 1 << 40), 1 << 40)
        if rate is None:
            return Fraction(4) ** self.random.randrange(-2, 3) * (part + Fraction(1, 1 << 20))
        low, high = rate
        return low + (high - low) * part

    def outcome(self, ends: Sequence[int]) -> int:
        """Any."""
        return self.random.choice(ends)


def run(game: ClockGame, chooser: Chooser, most: int) -> Run:
    """A run of at most so many stops."""
    simulation = _Simulation(game, chooser, most)
    return simulation.result()


@dataclass(frozen=True, slots=True)
class _Where:
    """Where drivers are: their values, the directions in which they last went, the latest first, and those that have just come
    to an end of their ranges."""

    value: Vector
    beyond: tuple[Vector, ...] = ()
    ended: frozenset[str] = frozenset()

    def side(self, terms: Sequence[tuple[str, Fraction]], value: Fraction) -> int:
        """On which side of a value a sum is."""
        sides = [_sign(_sum(terms, self.value) - value), *(_sign(_sum(terms, way)) for way in self.beyond)]
        return next((side for side in sides if side), 0)


class _Simulation:
    def __init__(self, game: ClockGame, chooser: Chooser, most: int) -> None:
        self.game, self.chooser, self.most = game, chooser, most
        self.where = _Where(game.now)
        self.walls = game.walls
        self.state = game.start

    def signs(self, where: _Where) -> Signs:
        return {(terms, value): where.side(terms, value) for terms, value in self.walls}

    def graph(self) -> Graph:
        """The game just beyond."""
        return self.game.graph(lambda when: self.where.side(list(when.terms.items()), when.value))

    def moving(self, state: int) -> dict[str, Line]:
        """The drivers that drift in a state, those left out that are at the end to which they drift."""
        found = {}
        for name in self.game.drifts:
            line, (low, high) = self.game.line(name, state), self.game.ranges[name]
            if line is not None and self.where.side([(name, Fraction(1))], high if line.way > 0 else low) != 0:
                found[name] = line
        return found

    def settle(self) -> int | None:
        """Where steps end from here: an outcome, or None where there is none."""
        ends = sorted(outcomes(self.graph(), self.game.concept, self.state, options=True))
        return self.chooser.outcome(ends) if ends else None

    def answers(self) -> Hashable:
        if not self.game.asks:
            return ()
        return tuple(sorted(outcomes(self.graph(), self.game.concept, self.game.start, options=True)))

    def result(self) -> Run:
        signs, answers = self.signs(self.where), self.answers()
        before, end = self.state, self.settle()
        stops = [Halt(frozenset(), before, before if end is None else end, answers)]
        if end is None:
            return Run(tuple(stops), "steps go round")
        self.state = end
        key = (self.state, tuple(signs.values()))
        visited, instant = [key], [key]
        fresh, passed = True, ZERO
        while True:
            moving = self.moving(self.state)
            if not moving:
                return Run(tuple(stops), "at rest")
            if len(stops) > self.most:
                return Run(tuple(stops), "cut off")
            time, crossed = self.leg(moving, signs, fresh)
            passed += time
            if time:
                instant = [(self.state, tuple(signs.values()))]
            signs, before, end = self.signs(self.where), self.state, self.settle()
            self.state = before if end is None else end
            fresh = self.state != before
            key, now = (self.state, tuple(signs.values())), self.answers()
            is_stop = end != before or now != answers or not self.moving(self.state)
            answers = now
            if is_stop:
                stops.append(Halt(crossed, before, self.state, now, passed))
            if key in instant:
                held = {state for state, _ in instant[instant.index(key) :]}
                return Run(tuple(stops), "held", tuple(sorted(held)))
            instant.append(key)
            if end is None:
                return Run(tuple(stops), "steps go round")
            if is_stop:
                if key in visited:
                    return Run(tuple(stops), "goes round", visited.index(key))
                visited.append(key)

    def leg(self, moving: Mapping[str, Line], signs: Signs, fresh: bool) -> tuple[Fraction, Crossed]:
        """Go on to what comes first; how long that took, and what is crossed. `fresh`: the state has just changed."""

        def after(rates: Vector) -> Crossed | None:
            if not fresh and self.touches(rates, signs):
                return None
            return self.crossed(signs, self.gone(moving, rates, signs)[1])

        rates = self.chooser.rates(moving, after)
        time, where = self.gone(moving, rates, signs)
        self.where = where
        crossed = self.crossed(signs, where)
        assert crossed
        return time, crossed

    def crossed(self, signs: Signs, where: _Where) -> Crossed:
        """What has another sign than before."""
        after = self.signs(where)
        return frozenset((wall, signs[wall], after[wall]) for wall in signs if signs[wall] != after[wall])

    def touches(self, rates: Vector, signs: Signs) -> bool:
        """Whether drivers would go back at once from what they are at."""
        way = dict.fromkeys(self.where.value, ZERO) | dict(rates)
        return any(
            _sum(terms, self.where.value) == value
            and _sign(_sum(terms, way)) not in (0, signs[terms, value])
            and not self.where.ended & {name for name, _ in terms}
            for terms, value in self.walls
        )

    def gone(self, moving: Mapping[str, Line], rates: Vector, signs: Signs) -> tuple[Fraction, _Where]:
        """When something comes first, and where drivers are then."""
        way = dict.fromkeys(self.where.value, ZERO) | dict(rates)
        time = min(time for wall in self.walls if (time := self._time(wall, way, signs)) is not None)
        value = {name: self.where.value[name] + time * way[name] for name in way}
        ended = {name for name, line in moving.items() if value[name] == self.game.ranges[name][line.way > 0]}
        stay = dict.fromkeys(ended, ZERO)
        return time, _Where(value, tuple(dict(old) | stay for old in (way, *self.where.beyond)), frozenset(ended))

    def _time(self, wall: Wall, rates: Vector, signs: Signs) -> Fraction | None:
        """When a wall is crossed; None if it is not."""
        terms, value = wall
        distance, way = value - _sum(terms, self.where.value), _sum(terms, rates)
        if not way or (not distance and _sign(way) == signs[wall]):
            return None
        time = distance / way
        return time if time >= 0 else None


@dataclass(frozen=True, slots=True)
class ToldLeg:
    """A leg as a branch has it: how far drivers go (0 where no time passes), how long it takes if that is known, what is
    crossed, and the state after."""

    moved: Vector
    duration: Fraction | None
    crossed: Crossed
    to: int


@dataclass
class _AsTold:
    """What a branch leaves open, as the branch has it."""

    legs: Iterator[ToldLeg]
    first: int
    random: Random
    to: int = -1

    def rates(self, moving: Mapping[str, Line], after: Callable[[Vector], Crossed | None]) -> Vector:
        """Those that make of the next leg what it is."""
        leg = next(self.legs)
        self.to = leg.to
        if not leg.moved:
            return Chance(self.random).such(moving, lambda rates: after(rates) == leg.crossed)
        assert set(leg.moved) == set(moving)
        time = Fraction(1) if leg.duration is None else leg.duration
        assert time > 0
        rates = {name: line.way * leg.moved[name] / time for name, line in moving.items()}
        for name, line in moving.items():
            assert leg.moved[name] > 0
            if line.rate is not None:
                assert leg.duration is not None
                assert line.rate[0] <= leg.moved[name] / time <= line.rate[1]
        assert after(rates) == leg.crossed
        return rates

    def outcome(self, ends: Sequence[int]) -> int:
        """The one that it leads to."""
        to = self.first if self.to < 0 else self.to
        assert to in ends
        return to


def replayed(game: ClockGame, first: int, legs: Sequence[ToldLeg], most: int, random: Random) -> Run:
    """The run that goes as a branch has it: to the state that steps from the start lead to, and leg by leg."""
    return run(game, _AsTold(iter(legs), first, random), most)


def _sum(terms: Sequence[tuple[str, Fraction]], at: Vector) -> Fraction:
    return sum((factor * at[name] for name, factor in terms), ZERO)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
