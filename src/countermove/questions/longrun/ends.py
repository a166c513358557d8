"""ends: where one chain of steps ends, how soon, and what persists as noise vanishes; exact, or by simulation.

``questions.longrun``, which asks this for every concept, defines the fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any, Literal, NamedTuple

from countermove.inquiry.draws import Chance, share_of
from gmcr.analysis import Dynamics
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task

__all__ = ["End", "InConcept", "Lasting", "ShareOfTime", "SimulationPlan", "in_concept"]


@dataclass(frozen=True, slots=True)
class End(Record):
    """An end."""

    states: tuple[int, ...]
    """Codes, ascending; a single one is an outcome."""
    chance: Chance
    """The probability of ending there."""
    shares: tuple[Chance, ...]
    """The long-run share of time in each of its states; empty for a very large circle."""


@dataclass(frozen=True, slots=True)
class Lasting(Record):
    """A set of states that noise never leads out of."""

    states: int
    """The number of its states."""
    with_start: bool
    """Whether the start is one of them."""
    classes: int
    """The number of its recurrent classes without noise."""
    stable: tuple[int, ...]
    """Codes of the stochastically stable states, ascending."""


class ShareOfTime(NamedTuple):
    """The share of time of a state."""

    code: int
    """Its code."""
    share: Chance
    """Its long-run share of time."""


@dataclass(frozen=True, slots=True)
class InConcept(Record):
    """The long run under one concept."""

    concept: str | None
    """The concept; null for logit, which uses none."""
    method: Literal["fractions", "floats", "simulated"]
    """How the result was computed."""
    reached: int
    """The number of states that the chain can be in; for a simulation, of those examined."""
    runs: int
    """The number of runs of a simulation; 0 without one."""
    ends: tuple[End, ...]
    """Where it can end, the likeliest first: an outcome, or a circle that is never left."""
    time: Chance | None
    """Expected steps until an end is entered, for a simulation over the runs that ended; null if no run did."""
    unended: Chance
    """The share of simulated runs that had not ended, as far as is known."""
    noisy: tuple[ShareOfTime, ...] | None
    """Shares of time with mistakes, the largest first; null if no noise was requested, or there are too many states."""
    lasting: tuple[Lasting, ...] | None
    """What persists as noise vanishes; null if there are too many states."""

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        ends = {code for end in self.ends for code in end.states}
        stable = {code for part in self.lasting or () for code in part.stable}
        return ends | stable | {code for code, _ in self.noisy or ()}

    def stays(self, end: End) -> bool | None:
        """Whether an end persists as noise vanishes; None if that is not known."""
        if self.lasting is None:
            return None
        return any(code in end.states for part in self.lasting for code in part.stable)


@dataclass(frozen=True, slots=True)
class SimulationPlan(Record):
    """The parameters of a simulation."""

    runs: int
    horizon: int
    seed: int


def in_concept(dynamics: Dynamics, start: int, method: str, drawing: SimulationPlan) -> Task[InConcept]:
    """The long run from a cell; counts the runs of a simulation. ``method``: "auto", "exact" or "simulated".
    Raises SizeError if "exact" needs too many states."""
    rows: dict[int, dict[int, Any]] = {}
    few = dynamics.few(start)
    noisy = _shares(dynamics, start) if few and dynamics.noise is not None else None
    lasting = _lasting(dynamics, start) if few else None
    if method != "simulated":
        try:
            dynamics.explored(start, rows)
            return _solved(dynamics, rows, start, noisy, lasting)
        except SizeError:
            if method == "exact":
                raise
    return (yield from _simulated(dynamics, start, drawing, rows, noisy, lasting))


def _solved(
    dynamics: Dynamics,
    rows: Mapping[int, dict[int, Any]],
    start: int,
    noisy: tuple[ShareOfTime, ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> InConcept:
    ended = dynamics.ended(start, rows)
    ends = [
        End(
            states=tuple(map(dynamics.code, members)),
            chance=Chance(end),
            shares=tuple(map(Chance, shares)),
        )
        for members, end, shares in zip(ended.closed, ended.ends, ended.within, strict=True)
    ]
    return InConcept(
        concept=dynamics.concept,
        method="fractions" if ended.exact else "floats",
        reached=len(rows),
        runs=0,
        ends=tuple(sorted(ends, key=lambda end: (-end.chance.value, end.states))),
        time=Chance(ended.time),
        unended=Chance(Fraction(0)),
        noisy=noisy,
        lasting=lasting,
    )


def _shares(dynamics: Dynamics, start: int) -> tuple[ShareOfTime, ...] | None:
    """Long-run shares of time with mistakes, the largest first."""
    shares = dynamics.shares(start)
    if shares is None:
        return None
    result = [ShareOfTime(dynamics.code(cell), Chance(share)) for cell, share in shares.items()]
    return tuple(sorted(result, key=lambda item: (-item.share.value, item.code)))


def _lasting(dynamics: Dynamics, start: int) -> tuple[Lasting, ...] | None:
    lasting = dynamics.lasting(start)
    if lasting is None:
        return None
    return tuple(
        Lasting(
            states=len(item.states),
            with_start=start in item.states,
            classes=len(item.classes),
            stable=tuple(sorted(map(dynamics.code, item.stable))),
        )
        for item in lasting
    )


def _simulated(
    dynamics: Dynamics,
    start: int,
    drawing: SimulationPlan,
    rows: dict[int, dict[int, Any]],
    noisy: tuple[ShareOfTime, ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> Task[InConcept]:
    simulation = dynamics.simulated(start, rows, horizon=drawing.horizon, rng=drawing.seed)

    def known() -> InConcept:
        times, done = simulation.times, simulation.done
        ends = [
            End(
                states=tuple(map(dynamics.code, cells)),
                chance=share_of(count, done),
                shares=tuple(map(Chance, dynamics.within(rows, cells))),
            )
            for cells, count in simulation.ended.items()
        ]
        return InConcept(
            concept=dynamics.concept,
            method="simulated",
            reached=simulation.known,
            runs=done,
            ends=tuple(sorted(ends, key=lambda end: (-end.chance.value, end.states))),
            time=_mean(times) if times else None,
            unended=share_of(simulation.under_way, done),
            noisy=noisy,
            lasting=lasting,
        )

    while simulation.done < drawing.runs:
        simulation.run()
        yield Progress(simulation.done, drawing.runs, known)
    return known()


def _mean(values: Sequence[int]) -> Chance:
    mean = sum(values) / len(values)
    spread = sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))
    return Chance(mean, spread / sqrt(len(values)), len(values))
