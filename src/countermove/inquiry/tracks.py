"""What happens at the start of one game as one number moves through its range, all others as they are.

The range falls into *stretches* in which the same steps lead from the start: numbers at which a comparison of a want turns,
and what lies between them, neighbours with the same steps being one. The number *decides* where there is more than one
stretch. Exact, in fractions; a single number of more than six decimals, which nobody can set, is no stretch. Where states
are not listed, a start whose steps are not proved in time has no tracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gmcr import Conflict, Ranking
from gmcr.analysis import Games, UnlistedPlay
from gmcr.base.record import Record
from gmcr.logic import LinearForm

__all__ = ["StartStep", "Stretch", "Track", "steps_from_start", "track", "tracks"]

_SET = 10**6
"""Numbers are set in parts of one of these."""

StartStep = tuple[str, int]
"""The actor of a step from the start, and the code of where it leads."""

Steps = tuple[StartStep, ...]


@dataclass(frozen=True, slots=True)
class Stretch(Record):
    """Numbers with the same steps from the start. ``low``, ``high``: its ends; ``closed``: whether they belong to it;
    ``steps``: none where nobody moves."""

    low: Fraction
    high: Fraction
    closed: tuple[bool, bool]
    steps: Steps

    def has(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        return (self.low < value or (self.closed[0] and self.low == value)) and (
            value < self.high or (self.closed[1] and self.high == value)
        )


@dataclass(frozen=True, slots=True)
class Track(Record):
    """One driver over its range. ``now``: its value in the game; ``stretches``: ascending, of all numbers that can be
    set."""

    driver: str
    low: Fraction
    high: Fraction
    now: Fraction
    stretches: tuple[Stretch, ...]

    @property
    def ticks(self) -> tuple[Fraction, ...]:
        """The numbers at which, or just beyond which, something else happens."""
        return tuple(dict.fromkeys(own.low for own in self.stretches[1:]))

    @property
    def here(self) -> Stretch:
        """The stretch in which the value lies."""
        return next(own for own in self.stretches if own.has(self.now))

    @property
    def distance(self) -> Fraction:
        """How far the value is from the nearest tick, as a share of the range; 1 where there is none."""
        span = self.high - self.low
        return min((abs(self.now - tick) / span for tick in self.ticks), default=Fraction(1))


def tracks(
    games: Games,
    conflict: Conflict,
    concept: str,
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    among: Iterable[str] | None = None,
) -> tuple[Track, ...]:
    """The drivers that decide what happens at the start under a concept, nearest to a tick first. *ranges*: of each
    driver; *among*: the drivers in question, all by default."""
    names = conflict.drivers if among is None else among
    own = (
        track(games, conflict, concept, name, ranges[name])
        for name in names
        if ranges[name][0] <= conflict.drivers[name] <= ranges[name][1]
    )
    return tuple(sorted((item for item in own if len(item.stretches) > 1), key=lambda item: item.distance))


def track(games: Games, conflict: Conflict, concept: str, driver: str, over: tuple[Fraction, Fraction]) -> Track:
    """One driver over a range that has its value. Raises Undecided where states are not listed and steps are not proved."""
    low, high = over
    ends = sorted({low, high, *(root for root in _roots(conflict, driver) if low < root < high)})

    def at(value: Fraction) -> Steps:
        return steps_from_start(games, conflict.with_drivers({**conflict.drivers, driver: value}), concept)

    pieces = [Stretch(low, low, (True, True), at(low))]
    for begin, end in pairwise(ends):
        pieces.append(Stretch(begin, end, (False, False), at((begin + end) / 2)))
        if end in (high, conflict.drivers[driver]) or (end * _SET).denominator == 1:
            pieces.append(Stretch(end, end, (True, True), at(end)))
    return Track(driver, low, high, conflict.drivers[driver], tuple(_joined(pieces)))


def steps_from_start(games: Games, conflict: Conflict, concept: str) -> Steps:
    """The steps from the start, actors as in the file. Raises Undecided where states are not listed and they are not
    proved: there only the best of each actor's is one."""
    play, actors = games.play_of(conflict), conflict.actors
    if isinstance(play, UnlistedPlay):
        best = ((actor, play.leaving(conflict.start, place, concept)) for place, actor in enumerate(actors))
        return tuple((actor, target) for actor, target in best if target is not None)
    cell, code = conflict.structure.cell(conflict.start), conflict.structure.code_of
    return tuple(
        (actors[place], code(there)) for place in play.movers(cell) for there in play.steps(cell, place, concept)
    )


def _roots(conflict: Conflict, driver: str) -> Iterator[Fraction]:
    """Where a comparison of a want turns by a driver, all others as they are."""
    for preference in conflict.preferences.values():
        for want in () if isinstance(preference, Ranking) else preference:
            for part in want.parts:
                if driver in part.drivers:
                    yield from (-form.constant for form in LinearForm.dividing(part, conflict.drivers, [driver]))


def _joined(pieces: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours with the same steps as one."""
    first, *others = pieces
    for piece in others:
        if piece.steps == first.steps:
            first = Stretch(first.low, piece.high, (first.closed[0], piece.closed[1]), first.steps)
        else:
            yield first
            first = piece
    yield first
