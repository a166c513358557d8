"""longrun: where things end in the long run, how long that takes, and what stays as noise vanishes.

The Markov chain of steps under a concept, from the start of one game. In a state the next step is chosen

* *uniform*: each step of any actor is as likely as any other;
* *actors*: an actor that has a step is drawn by its weight, then one of its steps, each as likely;

and a state without a step is where it ends. *logit* knows no concept: an actor is drawn by its weight and stays or makes a
move with probability proportional to exp(precision × rank). Ranks are ordinal, so this takes them for more than they are;
the others do not.

*Ends* are the closed classes that the chain can end in: an outcome, or a circle that is never left, with the share of
time spent in each of its states. *Time* is the expected number of steps until one is entered.

With *noise* ε, mistakes are made: with probability ε an actor is drawn by its weight and makes any of its moves, each as
likely; shares of time are those of that chain. In *logit* and in mistakes an actor without a move is drawn too, and stays.
As ε → 0 only the *stochastically stable* states keep a share (``analysis.vanishing``): a mistake has resistance 1, and in
*logit* a choice that of the ranks that it gives up. Mistakes cannot undo a one-way act, so this is judged in every set of
states that noise never leads out of.

Exact in fractions where circles are small and probabilities are fractions; in floating point up to some thousand states
in a circle; simulated beyond, with standard errors (``analysis.simulation``). A simulation finds the circles that it can
see the whole of; a run that is in none of these when its steps are used up is *under way* still.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from countermove.analysis import Games
from countermove.analysis.roads.dynamics import CHOICES, Dynamics
from countermove.brief import Brief
from countermove.case.games import chosen_game, games_of
from countermove.errors import CountermoveError, UnknownName
from countermove.model import Conflict
from countermove.questions.longrun.ending import Drawing, End, InConcept, Lasting, in_concept
from countermove.stability import CONCEPTS, concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["METHODS", "End", "InConcept", "Lasting", "LongRun", "longrun", "longrun_in"]

METHODS = ("auto", "exact", "simulated")


@dataclass(frozen=True, slots=True)
class LongRun(Brief):
    """``weights``: of the actors; ``noise``: None for none; ``precision``: of logit. ``runs``, ``horizon`` and ``seed``: of
    simulations. ``complete``: False after an interrupt: concepts are missing then, or runs of the last one. ``labels``:
    code → the options that are on."""

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

    def gist(self) -> str:
        """How many ends there are, concept by concept."""
        told = ", ".join(f"{item.concept or self.choice} {len(item.ends)}" for item in self.concepts)
        return f"from {self.labels[self.start]}, ends: {told}"


def longrun(
    of: Assessment | Conflict,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, Any] | None = None,
    concepts: str | Sequence[str] = CONCEPTS,
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
    """The long run from the start of a conflict, or of one game of an assessment. ``weights``: actor → a number above 0 (1
    where it is not named).

    ``method``: "auto" simulates only what is too large, "exact" raises SizeError there. A simulation makes ``runs`` runs
    of at most ``horizon`` steps. ``progress`` is told how far it is, a concept counting for as many as there are runs; an
    interrupt ends it with what is known. Raises UnknownName, ModelError, CountermoveError for numbers that make no sense.
    """
    found = longrun_in(
        chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers),
        concepts=concepts,
        choice=choice,
        weights=weights,
        noise=noise,
        precision=precision,
        method=method,
        runs=runs,
        horizon=horizon,
        seed=seed,
        games=games_of(of),
        progress=progress,
    )
    if isinstance(of, Conflict):
        return found
    return replace(found, reading=dict(of.base_reading) | dict(reading or {}), scenario=scenario, view=view)


def longrun_in(
    conflict: Conflict,
    *,
    concepts: str | Sequence[str] = CONCEPTS,
    choice: str = "uniform",
    weights: Mapping[str, Fraction | int] | None = None,
    noise: Fraction | None = None,
    precision: float = 1.0,
    method: str = "auto",
    runs: int = 2000,
    horizon: int = 1000,
    seed: int = 0,
    games: Games | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LongRun:
    """The same for a conflict. *games*: what is known about games on its structure already."""
    _refuse(conflict.actors, choice, weights or {}, noise, precision, method, runs, horizon, seed)
    play = (games or Games(conflict.structure)).play_of(conflict)
    drawn = {actor: Fraction((weights or {}).get(actor, 1)) for actor in conflict.actors}
    names: tuple[str | None, ...] = tuple(item.name for item in concepts_named(concepts))
    if choice == "logit":
        names = (None,)
    start = conflict.structure.cell(conflict.start)
    found: list[InConcept] = []
    complete = True

    def told(done: int) -> None:
        if progress is not None:
            progress(len(found) * runs + done, len(names) * runs)

    drawing = Drawing(runs, horizon, seed, told)
    try:
        for name in names:
            told(0)
            dynamics = Dynamics(play, name, choice, tuple(drawn.values()), noise, precision)
            one, complete = in_concept(dynamics, start, method, drawing)
            found.append(one)
            if not complete:
                break
    except KeyboardInterrupt:
        complete = False
    mentioned = set().union({conflict.start}, *(item.codes for item in found))
    return LongRun(
        start=conflict.start,
        reading={},
        scenario=None,
        view=None,
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
    actors: Sequence[str],
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
        if actor not in actors:
            raise UnknownName("actor", actor, actors)
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
