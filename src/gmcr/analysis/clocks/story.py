"""What comes first if nobody does anything, as records: crossings, legs, stops, branches, the storyline."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Literal

from gmcr.analysis.clocks.legs import Inequality
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["Crossing", "Ending", "Leg", "Stop", "StoryBranch", "Storyline", "told_of", "with_rivals"]

Ending = Literal["at rest", "goes round", "held", "steps go round", "cut off"]


@dataclass(frozen=True, slots=True)
class Crossing(Record):
    """A value that a driver, or a sum of drivers, comes to.

    Attributes
    ----------
    terms : tuple of (str, Fraction)
        The drivers and their factors.
    value : Fraction
        The value that their sum comes to.
    before, after : int
        On which side of it the sum is before and after: -1 below, 0 exactly there, 1 above. A driver that comes to an end of
        its range stays exactly there.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Crossing
    >>> str(Crossing((("reward", Fraction(1)), ("risk", Fraction(-1))), Fraction(0), -1, 1))
    'reward - risk rises above 0'
    """

    terms: tuple[tuple[str, Fraction], ...]
    value: Fraction
    before: int
    after: int

    @derived
    def rises(self) -> bool:
        """Whether the sum rises."""
        return self.after > self.before

    def __str__(self) -> str:
        text = ""
        for name, factor in self.terms:
            sign = "- " if factor < 0 else "+ " if text else ""
            text += f"{' ' if text else ''}{sign}{'' if abs(factor) == 1 else f'{abs(factor)} '}{name}"
        where = {-1: "below", 0: "to", 1: "above"}[self.after]
        return f"{text} {'rises' if self.rises else 'falls'} {where} {self.value}"


@dataclass(frozen=True, slots=True)
class Leg(Record):
    """The time between two crossings, in which the state stays and drivers drift.

    Attributes
    ----------
    state : int
        The code of the state.
    drifts : mapping of str to int
        Driver that drifts → 1 if it rises, -1 if it falls.
    rates : mapping of str to tuple of Fraction
        Driver → the least and the largest rate; of those that are known.
    moved : mapping of str to Fraction
        Driver → how far it moves where everything goes as this branch has it; an example, as the other numbers are.
    duration : Fraction or None
        How long that takes; None where no rate is known.
    crossed : tuple of Crossing
        The values that are come to at its end, together.
    to : int
        The code of the state after that, when all steps are made.
    instant : bool
        Whether no time passes: what has just been crossed is crossed back, or left from exactly there.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gmcr.analysis import Leg
    >>> Leg(0, {"hope": -1}, {}, {"hope": Fraction(3, 10)}, None, (), 1, False).to
    1
    """

    state: int
    drifts: Mapping[str, int]
    rates: Mapping[str, tuple[Fraction, Fraction]]
    moved: Mapping[str, Fraction]
    duration: Fraction | None
    crossed: tuple[Crossing, ...]
    to: int
    instant: bool


@dataclass(frozen=True, slots=True)
class Stop(Record):
    """A crossing after which somebody steps, an answer changes, or nothing drifts any more; the first stop is the start.

    Attributes
    ----------
    crossed : tuple of Crossing
        What is crossed; nothing at the start.
    left, state : int
        The codes of the states before and after all steps are made.
    steps : tuple of (str, int)
        Some way from the one to the other, of the fewest steps: who steps, and the code of the state that it leads to.
    also_round : bool
        Whether steps can go round too.
    answers : hashable
        The answers in the game just beyond, as the caller asked for them.
    drivers : mapping of str to Fraction
        Values just beyond for the drivers that drift: a point of the cell, not a forecast.
    leg : int
        How many legs lead to it.
    unless : tuple of tuple of Crossing
        What would be crossed at the next stop of other branches that have been the same so far.

    Examples
    --------
    >>> from gmcr.analysis import Stop
    >>> Stop((), 0, 1, (("line", 1),), False, (), {}, 0, ()).state
    1
    """

    crossed: tuple[Crossing, ...]
    left: int
    state: int
    steps: tuple[tuple[str, int], ...]
    also_round: bool
    answers: Annotated[Hashable, INTERNAL]
    drivers: Mapping[str, Fraction]
    leg: int
    unless: tuple[tuple[Crossing, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryBranch(Record):
    """One way in which things may go.

    Attributes
    ----------
    stops : tuple of Stop
        The stops, the start first.
    end : {"at rest", "goes round", "held", "steps go round", "cut off"}
        How it ends: nothing drifts; cell, ends of ranges and state of an earlier stop come again; they come again without time
        passing; after the last crossing steps go round without an outcome; or there are more stops than were asked for.
    states : tuple of int
        The codes of the states in which it ends; those between which it goes round or is held.
    back_to : int or None
        The number of the stop that comes again, where it goes round.
    held_at : tuple of Crossing
        What is crossed again and again, where it is held.
    orders : int
        How many orders of crossings are told as this branch: they differ only in what is no stop.
    legs : tuple of Leg
        The legs of one of them, of the fewest crossings.
    conditions : tuple of Inequality
        On the legs, for the crossings to come in this order.
    times : tuple of (Fraction, Fraction) or None
        Of each stop, how long it takes from the start at least and at most, in whichever order; None if in one of them nothing
        is known of some leg, or not all orders were followed.

    Examples
    --------
    >>> from gmcr.analysis import StoryBranch
    >>> StoryBranch((), "at rest", (1,), None, (), 1, (), (), ()).end
    'at rest'
    """

    stops: tuple[Stop, ...]
    end: Ending
    states: tuple[int, ...]
    back_to: int | None
    held_at: tuple[Crossing, ...]
    orders: int
    legs: tuple[Leg, ...]
    conditions: tuple[Inequality, ...]
    times: tuple[tuple[Fraction, Fraction] | None, ...]


@dataclass(frozen=True, slots=True)
class Storyline(Record):
    """What comes first if nobody does anything.

    Attributes
    ----------
    concept : str
        The concept under which steps are made.
    branches : tuple of StoryBranch
        The branches, those of the fewest stops first.
    more : int
        How many further branches there are.
    whole : bool
        Whether that is all; otherwise there were more crossings than are followed, and there may be more branches.

    Examples
    --------
    >>> from gmcr.analysis import Storyline
    >>> Storyline("nash", (), 0, True).passes(lambda stop: True)
    False
    """

    concept: str
    branches: tuple[StoryBranch, ...]
    more: int
    whole: bool

    @property
    def cut(self) -> bool:
        """Whether something was left out: branches, or what comes after the stops asked for."""
        return bool(self.more) or not self.whole or any(branch.end == "cut off" for branch in self.branches)

    def ends(self, holds: Callable[[Stop], bool]) -> bool | None:
        """Return whether something holds at the end of every branch that comes to rest.

        Parameters
        ----------
        holds : callable
            Whether it holds at a stop.

        Returns
        -------
        bool or None
            None if none comes to rest, or what was left out would decide it.
        """
        last = [holds(branch.stops[-1]) for branch in self.branches if branch.end == "at rest"]
        if not all(last):
            return False
        return True if last and not self.cut else None

    def passes(self, holds: Callable[[Stop], bool]) -> bool | None:
        """Return whether something holds at some stop of some branch.

        Parameters
        ----------
        holds : callable
            Whether it holds at a stop.

        Returns
        -------
        bool or None
            None if what was left out would decide it.
        """
        if any(holds(stop) for branch in self.branches for stop in branch.stops):
            return True
        return None if self.cut else False

    def before(self, first: Callable[[Stop], bool], then: Callable[[Stop], bool]) -> bool | None:
        """Return whether, on every branch on which a thing comes to hold, another held at an earlier stop.

        Parameters
        ----------
        first : callable
            Whether the other holds at a stop.
        then : callable
            Whether the thing does.

        Returns
        -------
        bool or None
            None if what was left out would decide it. True if it comes to hold on no branch.
        """
        for branch in self.branches:
            had = [then(stop) for stop in branch.stops]
            comes = next((place for place in range(1, len(had)) if had[place] and not had[place - 1]), None)
            if comes is not None and not any(first(stop) for stop in branch.stops[:comes]):
                return False
        return None if self.cut else True


def told_of(stops: Sequence[Stop]) -> tuple[Hashable, ...]:
    """Return what of stops is told. Where one only leaves nothing drifting it does not matter which driver came to rest last."""
    told: list[Hashable] = []
    for before, stop in zip((None, *stops), stops, strict=False):
        stays = stop.state == stop.left and not stop.also_round
        rests = stays and before is not None and stop.answers == before.answers
        told.append((() if rests else stop.crossed, stop.left, stop.state, stop.answers))
    return tuple(told)


def with_rivals(branches: Sequence[StoryBranch], stories: Iterable[tuple[Stop, ...]]) -> tuple[StoryBranch, ...]:
    """Return branches, each of their stops with what is crossed instead in some of all stories."""
    nexts: dict[Hashable, dict[tuple[Crossing, ...], None]] = {}
    for stops in stories:
        story = told_of(stops)
        for number, stop in enumerate(stops[1:], 1):
            nexts.setdefault(story[:number], {})[stop.crossed] = None
    told = []
    for branch in branches:
        story = told_of(branch.stops)
        own = tuple(
            replace(stop, unless=tuple(other for other in nexts.get(story[:number], ()) if other != stop.crossed))
            for number, stop in enumerate(branch.stops)
        )
        told.append(replace(branch, stops=own))
    return tuple(told)
