"""ending: where one chain of steps ends, how soon, and what stays as noise vanishes; exact, or by simulation.

What the fields mean is defined in ``questions.longrun``, which asks this of every concept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from countermove.analysis.draws.chance import Chance, share_of
from countermove.analysis.roads.dynamics import Dynamics, Row
from countermove.analysis.roads.markov import Chain, solve_chain, stationary
from countermove.analysis.roads.simulation import ROOM, Simulation
from countermove.analysis.roads.simultaneous import Together
from countermove.analysis.roads.vanishing import vanishing_noise
from countermove.brief import Brief
from countermove.errors import SizeError
from countermove.model import OptionStructure

__all__ = ["Drawing", "End", "InConcept", "Lasting", "in_concept"]

_REACHED = ROOM
"""States, at most, of a chain that is solved and not simulated."""

_NOISY = 5000
"""States, at most, in which stochastic stability is sought."""

_SHARED = 3000
"""States, at most, of a circle in which shares of time are computed."""


@dataclass(frozen=True, slots=True)
class End(Brief):
    """A closed class: ``states`` (codes, ascending; one: an outcome), the ``chance`` to end in it, and the ``shares`` of
    time within it (empty for a circle of more than some thousand states)."""

    states: tuple[int, ...]
    chance: Chance
    shares: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Lasting(Brief):
    """As noise vanishes, in one set of states that noise never leads out of: how many ``states`` it has, whether the
    start is one of them, how many recurrent ``classes``, and which states are stochastically ``stable`` (codes)."""

    states: int
    with_start: bool
    classes: int
    stable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InConcept(Brief):
    """The long run under one concept (None: logit). ``method``: "fractions", "floats" or "simulated". ``reached``: how
    many states the chain can be in (in a simulation: were looked at). ``runs``: those made of a simulation, 0 without one.
    ``ends``: likeliest first. ``time``: expected steps, in a simulation of the runs that ended (None: none did).
    ``unended``: the share of runs that were still under way, as far as is known (0 where it was not simulated).
    ``noisy``: code → share of time at the noise asked for (None: none was, or too many states). ``lasting``: None where
    there are too many states."""

    concept: str | None
    method: str
    reached: int
    runs: int
    ends: tuple[End, ...]
    time: Chance | None
    unended: Chance
    noisy: tuple[tuple[int, Chance], ...] | None
    lasting: tuple[Lasting, ...] | None

    @property
    def codes(self) -> set[int]:
        """Every state that it mentions."""
        ends = {code for end in self.ends for code in end.states}
        stable = {code for part in self.lasting or () for code in part.stable}
        return ends | stable | {code for code, _ in self.noisy or ()}


@dataclass(frozen=True, slots=True)
class Drawing(Brief):
    """How a simulation is made. ``told``: is told after each run how many are made."""

    runs: int
    horizon: int
    seed: int
    told: Callable[[int], None]


def in_concept(dynamics: Dynamics, start: int, method: str, drawing: Drawing) -> tuple[InConcept, bool]:
    """The long run from a cell, and whether no interrupt cut a simulation short. ``method``: "auto", "exact" or "simulated".
    Raises SizeError where "exact" takes too many states."""
    rows: dict[int, Row] = {}
    few = _few_by_moves(dynamics, start)
    noisy = _shares(dynamics, start) if few and dynamics.noise is not None else None
    lasting = _lasting(dynamics, start) if few else None
    if method != "simulated":
        try:
            _all_rows(dynamics.row, start, _REACHED, rows)
            return _solved(dynamics, rows, start, noisy, lasting), True
        except SizeError:
            if method == "exact":
                raise
    return _simulated(dynamics, start, drawing, rows, noisy, lasting)


def _few_by_moves(dynamics: Dynamics, start: int) -> bool:
    """Whether noise may lead to few enough states: known beforehand in option form, where it is not found out state by
    state."""
    structure = dynamics.play.arena.structure
    if not isinstance(structure, OptionStructure):
        return True
    code = dynamics.code(start)
    return Together(structure, code, structure.actors).reached(code).size < _NOISY


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
    noisy: tuple[tuple[int, Chance], ...] | None,
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


def _shares(dynamics: Dynamics, start: int) -> tuple[tuple[int, Chance], ...] | None:
    """Long-run shares of time with mistakes, the largest first."""
    try:
        chain, cells = _chain(_all_rows(dynamics.noisy_row, start, _NOISY))
        shares = solve_chain(chain, cells.index(start)).shares()
    except SizeError:
        return None
    found = [(dynamics.code(cells[k]), Chance(share)) for k, share in shares.items()]
    return tuple(sorted(found, key=lambda item: (-item[1].value, item[0])))


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
    drawing: Drawing,
    rows: dict[int, Row],
    noisy: tuple[tuple[int, Chance], ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> tuple[InConcept, bool]:
    simulation = Simulation(dynamics.row, start, seed=drawing.seed, horizon=drawing.horizon, rows=rows, room=_REACHED)
    try:
        while simulation.done < drawing.runs:
            simulation.run()
            drawing.told(simulation.done)
    except KeyboardInterrupt:
        pass
    times, done = simulation.times, simulation.done
    ends = [
        End(tuple(map(dynamics.code, cells)), share_of(count, done), _within(rows, cells))
        for cells, count in simulation.ended.items()
    ]
    one = InConcept(
        concept=dynamics.concept,
        method="simulated",
        reached=simulation.known,
        runs=done,
        ends=tuple(sorted(ends, key=lambda end: (-end.chance.value, end.states))),
        time=_mean(times) if times else None,
        unended=share_of(simulation.under_way, done) if done else Chance(0.0),
        noisy=noisy,
        lasting=lasting,
    )
    return one, done == drawing.runs


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
