"""The records of what comes first if nobody does anything: stops, branches, what was seen, and what would stop the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from countermove.inquiry.reasons import Reason
from countermove.verdicts.claims import ClaimVerdict
from gmcr.analysis import Crossing, Inequality
from gmcr.base.record import INTERNAL, Record, derived

__all__ = [
    "Brake",
    "ChangedThere",
    "ClockStep",
    "ClockStop",
    "Condition",
    "CrossedValue",
    "DriftBranch",
    "DriftMap",
    "Drifting",
    "DriverFactor",
    "Moved",
    "SeenValue",
]


@dataclass(frozen=True, slots=True)
class DriverFactor(Record):
    """A driver in a sum."""

    driver: str
    """The driver."""
    factor: Fraction
    """Its factor."""


@dataclass(frozen=True, slots=True)
class CrossedValue(Record):
    """A value that a driver, or a sum of drivers, comes to."""

    terms: tuple[DriverFactor, ...]
    """The sum."""
    value: Fraction
    """The value that it comes to."""
    before: int
    """On which side of it the sum is before: -1 below, 0 exactly there, 1 above."""
    after: int
    """On which side it is then; exactly there at an end of a driver's range."""

    @derived
    def rises(self) -> bool:
        """Whether the sum rises."""
        return self.after > self.before

    @classmethod
    def of(cls, crossed: Iterable[Crossing]) -> tuple[CrossedValue, ...]:
        """Those of the engine."""
        return tuple(
            cls(tuple(DriverFactor(*term) for term in own.terms), own.value, own.before, own.after) for own in crossed
        )

    def __str__(self) -> str:
        return str(Crossing(tuple((own.driver, own.factor) for own in self.terms), self.value, self.before, self.after))


@dataclass(frozen=True, slots=True)
class Moved(Record):
    """A part of a condition."""

    leg: int
    """The leg, from one crossing to the next, counted from 0."""
    driver: str | None
    """The driver that moves in it; null for how long the leg takes."""
    factor: Fraction
    """The factor of how far it moves."""


@dataclass(frozen=True, slots=True)
class Condition(Record):
    """A linear condition on how far drivers move in legs, and how long legs take."""

    terms: tuple[Moved, ...]
    """The parts of a sum."""
    constant: Fraction
    """What is added to it."""
    relation: Literal["=", ">", ">="]
    """How the sum is to 0."""

    @classmethod
    def of(cls, conditions: Iterable[Inequality]) -> tuple[Condition, ...]:
        """Those of the engine."""
        return tuple(
            cls(
                tuple(Moved(leg, driver or None, factor) for leg, driver, factor in own.terms),
                own.constant,
                own.relation,
            )
            for own in conditions
        )

    def __str__(self) -> str:
        terms = tuple((own.leg, own.driver or "", own.factor) for own in self.terms)
        return str(Inequality(terms, self.constant, self.relation))


@dataclass(frozen=True, slots=True)
class ChangedThere(Record):
    """An answer or a verdict that is another one after a stop."""

    kind: Literal["answer", "claim"]
    """An answer to a key question, or the verdict on a claim."""
    name: str
    """The key question, or the claim."""
    scenario: str | None
    """The scenario in which the question is answered; null for the base, and for claims."""
    before: str
    """The answer, or the verdict, at the stop before."""
    after: str
    """The answer, or the verdict, from here on."""


@dataclass(frozen=True, slots=True)
class ClockStep(Record):
    """A step that is made once a value is passed."""

    actor: str
    """Who makes it."""
    to: int
    """The code of the state that it leads to."""
    reason: Annotated[Reason, INTERNAL]


@dataclass(frozen=True, slots=True)
class SeenValue(Record):
    """A dated value of a driver."""

    driver: str
    """The driver."""
    value: Fraction
    """Its value."""
    date: date
    """The day on which it was so."""
    observation: str
    """The observation that says so."""


@dataclass(frozen=True, slots=True)
class Drifting(Record):
    """A driver that drifts in a state."""

    driver: str
    """The driver."""
    rises: bool
    """Whether it rises; otherwise it falls."""
    rate: tuple[Fraction, Fraction] | None
    """The least and the largest rate; null where it is not known."""


@dataclass(frozen=True, slots=True)
class ClockStop(Record):
    """The start, or a crossing after which somebody steps, an answer changes, or nothing drifts any more."""

    crossed: tuple[CrossedValue, ...]
    """What is crossed; nothing at the start."""
    left: int
    """The code of the state before."""
    state: int
    """The code of the state after all steps."""
    steps: tuple[ClockStep, ...]
    """Some way from the one to the other, of the fewest steps."""
    also_round: bool
    """Whether steps can go round too."""
    drivers: Mapping[str, Fraction]
    """Values of the drivers that drift, just beyond: an example, not a forecast."""
    reached: Mapping[str, Fraction]
    """Where drivers are when it is crossed, where everything goes as this branch has it: an example, but exact of a driver that
    crosses a value alone."""
    drifting: tuple[Drifting, ...]
    """What drifts from here on."""
    changed: tuple[ChangedThere, ...]
    """Answers and verdicts that are others than at the stop before."""
    unless: tuple[tuple[CrossedValue, ...], ...]
    """What other branches, the same so far, cross instead."""
    after: tuple[Fraction, Fraction] | None
    """The least and the largest time from the start; null where of some part of the way no rate is known."""
    passed: SeenValue | None
    """The observation by which what is crossed had been passed; null if it was not."""


@dataclass(frozen=True, slots=True)
class DriftBranch(Record):
    """One way in which things may go."""

    stops: tuple[ClockStop, ...]
    """The stops, the start first."""
    end: Literal["at rest", "goes round", "held", "steps go round", "cut off"]
    """How it ends: nothing drifts; an earlier stop comes again; drivers are held at a value; steps go round after the last
    crossing; or there are more stops than were asked for."""
    states: tuple[int, ...]
    """The codes of the states in which it ends; those between which it goes round or is held."""
    back_to: int | None
    """The number of the stop that comes again, where it goes round."""
    held_at: tuple[CrossedValue, ...]
    """What is crossed again and again, where it is held."""
    orders: int
    """How many orders of crossings are told as this branch: they differ only in what is no stop."""
    conditions: tuple[Condition, ...]
    """On how far drivers move in each leg, for the crossings to come in this order."""


@dataclass(frozen=True, slots=True)
class Brake(Record):
    """An act that would stop a driver, or turn it, in the state in which the clock starts."""

    state: int
    """The code of that state."""
    drivers: tuple[str, ...]
    """The drivers."""
    actor: str
    """Whose act it is."""
    to: int
    """The code of the state that it leads to."""
    steps: tuple[str, ...]
    """The concepts asked about under which its actor has this step."""
    reason: Annotated[Reason, INTERNAL]


@dataclass(frozen=True, slots=True, eq=False)
class DriftMap(Record):
    """What comes first if nobody does anything."""

    concept: Annotated[str, INTERNAL]
    concepts: Annotated[tuple[str, ...], INTERNAL]
    start: int
    """The code of the start."""
    now: Mapping[str, Fraction]
    """The drivers that drift somewhere, and their values at the start."""
    ranges: Mapping[str, tuple[Fraction, Fraction]]
    """The ends of their ranges."""
    unit: str | None
    """The unit of time of rates; null where none is known."""
    as_of: date | None
    """The day whose knowledge counts; null if everything counts."""
    seen: tuple[SeenValue, ...]
    """Dated values of drivers that drift, the earliest first."""
    branches: tuple[DriftBranch, ...]
    """The ways in which things may go, those of the fewest stops first; at most 64."""
    more: int
    """How many further branches there are."""
    whole: bool
    """Whether all orders of crossings were followed."""
    brakes: tuple[Brake, ...]
    """What would stop the clock, act by act."""
    complete: bool
    """Whether the computation ran to its end."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    forecasts: tuple[ClaimVerdict, ...] = ()
    """The forecasts that are drawn from what comes first, each by its name, and whether that bears them out."""

    def gist(self) -> str:
        """How many branches there are, and what is crossed first."""
        firsts = dict.fromkeys(" and ".join(map(str, own.stops[1].crossed)) for own in self.branches if own.stops[1:])
        return f"{len(self.branches) + self.more} branches; first: {'; or '.join(firsts) or 'nothing'}"
