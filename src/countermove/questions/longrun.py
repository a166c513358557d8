"""longrun: where things end in the long run, how long that takes, and what stays as noise vanishes.

The Markov chain of steps under a concept, from the start of one game. In a state the next step is chosen

* *uniform*: each step of any actor is as likely as any other;
* *actors*: an actor that has a step is drawn by its weight, then one of its steps, each as likely;

and a state without a step is where it ends. *logit* knows no concept: an actor that has a move is drawn by its weight and
stays or makes a move with probability proportional to exp(precision × rank). Ranks are ordinal, so this takes them for more
than they are; the others do not.

*Ends* are the closed classes that the chain can end in: an outcome, or a circle that is never left, with the share of
time spent in each of its states. *Time* is the expected number of steps until one is entered.

With *noise* ε, mistakes are made: with probability ε an actor that has a move is drawn by its weight and makes any of its
moves, each as likely; shares of time are those of that chain. As ε → 0 only the *stochastically stable* states keep a
share (``analysis.vanishing``): a mistake has resistance 1, and in *logit* a choice that of the ranks that it gives up.
Mistakes cannot undo a one-way act, so this is judged in every set of states that noise never leads out of.

Exact in fractions where circles are small and probabilities are fractions; in floating point up to some thousand states
in a circle; simulated beyond, with standard errors (``analysis.simulation``). A simulation finds the circles that it can
see the whole of; a run that is in none of these when its steps are used up is *under way* still.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from countermove.analysis.dynamics import CHOICES, Dynamics, Row
from countermove.analysis.markov import Chain, solve_chain, stationary
from countermove.analysis.simulation import ROOM, Simulation
from countermove.analysis.vanishing import vanishing_noise
from countermove.errors import CountermoveError, SizeError, UnknownName
from countermove.questions.chance import Chance, share_of
from countermove.questions.games import games_of
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["METHODS", "End", "InConcept", "Lasting", "LongRun", "longrun"]

METHODS = ("auto", "exact", "simulated")

_REACHED = ROOM
"""States, at most, of a chain that is solved and not simulated."""

_NOISY = 5000
"""States, at most, in which stochastic stability is sought."""

_SHARED = 3000
"""States, at most, of a circle in which shares of time are computed."""


@dataclass(frozen=True, slots=True)
class End:
    """A closed class: ``states`` (codes, ascending; one: an outcome), the ``chance`` to end in it, and the ``shares`` of
    time within it (empty for a circle of more than some thousand states)."""

    states: tuple[int, ...]
    chance: Chance
    shares: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Lasting:
    """As noise vanishes, in one set of states that noise never leads out of: how many ``states`` it has, whether the
    start is one of them, how many recurrent ``classes``, and which states are stochastically ``stable`` (codes)."""

    states: int
    with_start: bool
    classes: int
    stable: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InConcept:
    """The long run under one concept (None: logit). ``method``: "fractions", "floats" or "simulated". ``reached``: how
    many states the chain can be in (in a simulation: were looked at). ``ends``: likeliest first. ``time``: expected steps,
    in a simulation of the runs that ended (None: none did). ``unended``: the share of runs that were still under way, as
    far as is known (0 where it was not simulated).
    ``noisy``: code → share of time at the noise asked for (None: none was, or too many states). ``lasting``: None where
    there are too many states."""

    concept: str | None
    method: str
    reached: int
    ends: tuple[End, ...]
    time: Chance | None
    unended: Chance
    noisy: tuple[tuple[int, Chance], ...] | None
    lasting: tuple[Lasting, ...] | None


@dataclass(frozen=True, slots=True)
class LongRun:
    """``weights``: of the actors; ``noise``: None for none; ``precision``: of logit. ``runs``, ``horizon`` and ``seed``: of
    simulations. ``complete``: False after an interrupt. ``labels``: code → the options that are on."""

    start: int
    reading: Mapping[str, str]
    scenario: str | None
    view: str | None
    choice: str
    weights: Mapping[str, Fraction]
    noise: Fraction | None
    precision: float
    runs: int
    horizon: int
    seed: int
    concepts: tuple[InConcept, ...]
    complete: bool
    labels: Mapping[int, str]


def longrun(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    choice: str = "uniform",
    weights: Mapping[str, Fraction | int] | None = None,
    noise: Fraction | None = None,
    precision: float = 1.0,
    method: str = "auto",
    runs: int = 2000,
    horizon: int = 1000,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> LongRun:
    """The long run from the start of one game. ``weights``: actor → a number above 0 (1 where it is not named).

    ``method``: "auto" simulates only what is too large, "exact" raises SizeError there. A simulation makes ``runs`` runs
    of at most ``horizon`` steps. Raises UnknownName, ModelError, CountermoveError for numbers that make no sense.
    """
    _refuse(assessment, choice, weights or {}, noise, precision, method, runs, horizon, seed)
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)
    play = games_of(assessment).play_of(conflict)
    drawn = {actor: Fraction((weights or {}).get(actor, 1)) for actor in assessment.actors}
    names: tuple[str | None, ...] = tuple(item.name for item in concepts_named(concepts))
    if choice == "logit":
        names = (None,)
    start = conflict.structure.cell(conflict.start)
    drawing = _Drawing(runs, horizon, seed, progress)
    found: list[InConcept] = []
    complete = True
    for name in names:
        dynamics = Dynamics(play, name, choice, tuple(drawn.values()), noise, precision)
        try:
            one, complete = _in_concept(dynamics, start, method, drawing)
        except KeyboardInterrupt:
            if not found:
                raise  # there is nothing to tell
            complete = False
            break
        found.append(one)
        if not complete:
            break
    mentioned = {conflict.start, *(code for item in found for code in _codes(item))}
    return LongRun(
        start=conflict.start,
        reading=dict(assessment.base_reading) | dict(reading or {}),
        scenario=scenario,
        view=view,
        choice=choice,
        weights=drawn,
        noise=noise,
        precision=precision,
        runs=runs,
        horizon=horizon,
        seed=seed,
        concepts=tuple(found),
        complete=complete,
        labels={code: conflict.structure.label(code) for code in sorted(mentioned)},
    )


def _refuse(
    assessment: Assessment,
    choice: str,
    weights: Mapping[str, Fraction | int],
    noise: Fraction | None,
    precision: float,
    method: str,
    runs: int,
    horizon: int,
    seed: int,
) -> None:
    if choice not in CHOICES:
        raise UnknownName("way to choose steps", choice, CHOICES)
    if method not in METHODS:
        raise UnknownName("method", method, METHODS)
    for actor, weight in weights.items():
        if actor not in assessment.actors:
            raise UnknownName("actor", actor, assessment.actors)
        if weight <= 0:
            raise CountermoveError(f"The weight of {actor} is a number above 0, not {weight}.")
    if noise is not None and not 0 < noise < 1:
        raise CountermoveError(f"Noise is a probability above 0 and below 1, not {noise}.")
    if noise is not None and choice == "logit":
        raise CountermoveError("logit has its own noise: set its precision instead.")
    if not 0 < precision <= 100:
        raise CountermoveError(f"Precision is a number above 0 and at most 100, not {precision:g}.")
    if runs < 1 or horizon < 1:
        raise CountermoveError("A simulation needs at least one run of at least one step.")
    if not 0 <= seed < 1 << 64:
        raise CountermoveError(f"The seed is a whole number from 0 to 2^64 - 1, not {seed}.")


# -- one concept -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How a simulation is made."""

    runs: int
    horizon: int
    seed: int
    progress: Callable[[int, int], None] | None


def _in_concept(dynamics: Dynamics, start: int, method: str, drawing: _Drawing) -> tuple[InConcept, bool]:
    rows: dict[int, Row] = {}
    noisy = _shares(dynamics, start) if dynamics.noise is not None else None
    lasting = _lasting(dynamics, start)
    if method != "simulated":
        try:
            _all_rows(dynamics.row, start, _REACHED, rows)
            return _solved(dynamics, rows, start, noisy, lasting), True
        except SizeError:
            if method == "exact":
                raise
    return _simulated(dynamics, start, drawing, rows, noisy, lasting)


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
    drawing: _Drawing,
    rows: dict[int, Row],
    noisy: tuple[tuple[int, Chance], ...] | None,
    lasting: tuple[Lasting, ...] | None,
) -> tuple[InConcept, bool]:
    simulation = Simulation(dynamics.row, start, seed=drawing.seed, horizon=drawing.horizon, rows=rows, room=_REACHED)
    try:
        while simulation.done < drawing.runs:
            simulation.run()
            if drawing.progress is not None:
                drawing.progress(simulation.done, drawing.runs)
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


def _codes(item: InConcept) -> set[int]:
    ends = {code for end in item.ends for code in end.states}
    stable = {code for part in item.lasting or () for code in part.stable}
    return ends | stable | {code for code, _ in item.noisy or ()}
