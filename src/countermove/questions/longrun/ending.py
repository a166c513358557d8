"""ending: where one chain of steps ends, how soon, and what stays as noise vanishes; exact, or by simulation.

What the fields mean is defined in ``questions.longrun``, which asks this of every concept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Literal, NamedTuple

from countermove.inquiry.draws.chance import Chance, share_of
from gmcr.analysis.roads.dynamics import Dynamics, Row
from gmcr.analysis.roads.markov import Chain, solve_chain, stationary
from gmcr.analysis.roads.simulation import ROOM, Simulation
from gmcr.analysis.roads.simultaneous import JointFibre
from gmcr.analysis.roads.vanishing import vanishing_noise
from gmcr.base.brief import Brief
from gmcr.base.errors import SizeError
from gmcr.base.work import Done, Work
from gmcr.model import OptionStructure

__all__ = ["End", "InConcept", "Lasting", "ShareOfTime", "SimulationPlan", "in_concept"]

_REACHED = ROOM
"""States, at most, of a chain that is solved and not simulated."""

_NOISY = 5000
"""States, at most, in which stochastic stability is sought."""

_SHARED = 3000
"""States, at most, of a circle in which shares of time are computed."""


@dataclass(frozen=True, slots=True)
class End(Brief):
    """An end."""

    states: tuple[int, ...]
    """Codes, ascending; one: an outcome."""
    chance: Chance
    """The probability to end there."""
    shares: tuple[Chance, ...]
    """The long-run share of time in each of its states; empty for a very large circle."""


@dataclass(frozen=True, slots=True)
class Lasting(Brief):
    """A set of states that noise never leads out of."""

    states: int
    """How many states it has."""
    with_start: bool
    """Whether the start is one of them."""
    classes: int
    """How many recurrent classes there are in it without noise."""
    stable: tuple[int, ...]
    """Codes of the stochastically stable states, ascending."""


class ShareOfTime(NamedTuple):
    """A state."""

    code: int
    """Its code."""
    share: Chance
    """Its long-run share of time."""


@dataclass(frozen=True, slots=True)
class InConcept(Brief):
    """The long run under one concept."""

    concept: str | None
    """The concept; null for logit, which knows none."""
    method: Literal["fractions", "floats", "simulated"]
    """How it was found."""
    reached: int
    """How many states the chain can be in; in a simulation, how many were looked at."""
    runs: int
    """Runs made of a simulation; 0 without one."""
    ends: tuple[End, ...]
    """Where it can end, the likeliest first: an outcome, or a circle that is never left."""
    time: Chance | None
    """Expected steps until an end is entered, in a simulation of the runs that ended; null where no run did."""
    unended: Chance
    """The share of simulated runs that had not ended, as far as is known."""
    noisy: tuple[ShareOfTime, ...] | None
    """Shares of time with mistakes, the largest first; null where no noise was asked for, or there are too many states."""
    lasting: tuple[Lasting, ...] | None
    """What stays as noise vanishes; null where there are too many states."""

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        ends = {code for end in self.ends for code in end.states}
        stable = {code for part in self.lasting or () for code in part.stable}
        return ends | stable | {code for code, _ in self.noisy or ()}

    def stays(self, end: End) -> bool | None:
        """Whether an end stays as noise vanishes; None where that is not known."""
        if self.lasting is None:
            return None
        return any(code in end.states for part in self.lasting for code in part.stable)


@dataclass(frozen=True, slots=True)
class SimulationPlan(Brief):
    """How a simulation is made."""

    runs: int
    horizon: int
    seed: int


def in_concept(dynamics: Dynamics, start: int, method: str, drawing: SimulationPlan) -> Work[InConcept]:
    """The long run from a cell, which counts the runs of a simulation. ``method``: "auto", "exact" or "simulated".
    Raises SizeError where "exact" takes too many states."""
    rows: dict[int, Row] = {}
    few = _few_by_moves(dynamics, start)
    noisy = _shares(dynamics, start) if few and dynamics.noise is not None else None
    lasting = _lasting(dynamics, start) if few else None
    if method != "simulated":
        try:
            _all_rows(dynamics.row, start, _REACHED, rows)
            return _solved(dynamics, rows, start, noisy, lasting)
        except SizeError:
            if method == "exact":
                raise
    return (yield from _simulated(dynamics, start, drawing, rows, noisy, lasting))


def _few_by_moves(dynamics: Dynamics, start: int) -> bool:
    """Whether noise may lead to few enough states: known beforehand in option form, where it is not found out state by
    state."""
    structure = dynamics.play.arena.structure
    if not isinstance(structure, OptionStructure):
        return True
    code = dynamics.code(start)
    return JointFibre(structure, code, structure.actors).reached(code).size < _NOISY


def _all_rows(row: Callable[[int], Row], start: int, most: int, rows: dict[int, Row] | None = None) -> dict[int, Row]:
    """The rows of all states that can be reached, in *rows*. Raises SizeError."""
    rows = {} if rows is None else rows
    waiting = [start]
    while waiting:
        cell = waiting.pop()
        if cell in rows:
            continue
        rows[cell] = row(cell)
        if len(rows) > most:
            raise SizeError(f"More than {most:,} states can be reached: ask for a simulation.")
        waiting += [target for target in rows[cell] if target not in rows]
    return rows


def _chain(rows: Mapping[int, Row]) -> tuple[Chain, list[int]]:
    cells = sorted(rows)
    place = {cell: k for k, cell in enumerate(cells)}
    targets = tuple(tuple(place[target] for target in rows[cell]) for cell in cells)
    return Chain(targets, tuple(tuple(rows[cell].values()) for cell in cells)), cells


def _solved(
    dynamics: Dynamics,
    rows: Mapping[int, Row],
    start: int,
    noisy: tuple[ShareOfTime, ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> InConcept:
    chain, cells = _chain(rows)
    found = solve_chain(chain, cells.index(start))
    ends = [
        End(
            states=tuple(dynamics.code(cells[k]) for k in members),
            chance=Chance(end),
            shares=tuple(map(Chance, shares)),
        )
        for members, end, shares in zip(found.closed, found.ends, found.within, strict=True)
    ]
    return InConcept(
        concept=dynamics.concept,
        method="fractions" if found.exact else "floats",
        reached=len(cells),
        runs=0,
        ends=tuple(sorted(ends, key=lambda end: (-end.chance.value, end.states))),
        time=Chance(found.time),
        unended=Chance(Fraction(0)),
        noisy=noisy,
        lasting=lasting,
    )


def _shares(dynamics: Dynamics, start: int) -> tuple[ShareOfTime, ...] | None:
    """Long-run shares of time with mistakes, the largest first."""
    try:
        chain, cells = _chain(_all_rows(dynamics.noisy_row, start, _NOISY))
        shares = solve_chain(chain, cells.index(start)).shares()
    except SizeError:
        return None
    found = [ShareOfTime(dynamics.code(cells[k]), Chance(share)) for k, share in shares.items()]
    return tuple(sorted(found, key=lambda item: (-item.share.value, item.code)))


def _lasting(dynamics: Dynamics, start: int) -> tuple[Lasting, ...] | None:
    try:
        rows = _all_rows(dynamics.resistances, start, _NOISY)
        cells = sorted(rows)
        place = {cell: k for k, cell in enumerate(cells)}
        found = vanishing_noise([{place[target]: cost for target, cost in rows[cell].items()} for cell in cells])
    except SizeError:
        return None
    return tuple(
        Lasting(
            states=len(item.states),
            with_start=place[start] in item.states,
            classes=len(item.classes),
            stable=tuple(sorted(dynamics.code(cells[k]) for k in item.stable)),
        )
        for item in found
    )


# -- simulation --------------------------------------------------------------------------------------------------------


def _simulated(
    dynamics: Dynamics,
    start: int,
    drawing: SimulationPlan,
    rows: dict[int, Row],
    noisy: tuple[ShareOfTime, ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> Work[InConcept]:
    simulation = Simulation(dynamics.row, start, seed=drawing.seed, horizon=drawing.horizon, rows=rows, room=_REACHED)

    def known() -> InConcept:
        times, done = simulation.times, simulation.done
        ends = [
            End(tuple(map(dynamics.code, cells)), share_of(count, done), _within(rows, cells))
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
        yield Done(simulation.done, drawing.runs, known)
    return known()


def _within(rows: Mapping[int, Row], cells: Sequence[int]) -> tuple[Chance, ...]:
    """Shares of time within a closed class."""
    if len(cells) > _SHARED:
        return ()
    chain, _ = _chain({cell: rows[cell] for cell in cells})
    return tuple(map(Chance, stationary(chain, tuple(range(len(cells))))))


def _mean(values: Sequence[int]) -> Chance:
    mean = sum(values) / len(values)
    spread = sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))
    return Chance(mean, spread / sqrt(len(values)), len(values))
