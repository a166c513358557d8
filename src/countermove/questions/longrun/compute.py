"""longrun: where things end in the long run, how long that takes, and what persists as noise vanishes.

The Markov chain of steps under a concept, from the start of one game. In a state the next step is chosen

* *uniform*: each step of any actor is equally likely;
* *actors*: an actor that has a step is drawn by its weight, then one of its steps, each equally likely;

and a state without a step is an end. *logit* does not depend on a concept: an actor is drawn by its weight and stays or
makes a move with probability proportional to exp(precision × rank). Ranks are ordinal, so this reads more into them
than they say; the other two do not.

*Ends* are the closed classes that the chain can end in: an outcome, or a circle that is never left, with the share of
time spent in each of its states. *Time* is the expected number of steps until one is entered.

With *noise* ε, mistakes happen: with probability ε an actor is drawn by its weight and makes any of its moves, each
equally likely; shares of time are those of that chain. In *logit* and in mistakes an actor without a move may be drawn
too, and stays. As ε → 0 only the *stochastically stable* states keep a share (``analysis.roads.stochastic_stability``):
a mistake has resistance 1, and in *logit* a choice has the resistance of the ranks that it gives up. Mistakes cannot
undo a one-way act, so this is judged in every set of states that noise never leads out of.

Results are exact fractions if circles are small and probabilities are fractions; floating point up to some thousand
states in a circle; simulated beyond, with standard errors (``analysis.roads.dynamics``). A simulation finds the
circles that it can see completely; a run that is in none of these when its steps are used up is still *under way*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from countermove.context.context import game_context
from countermove.questions.longrun.ends import End, InConcept, Lasting, ShareOfTime, SimulationPlan, in_concept
from gmcr import Conflict
from gmcr.analysis import Dynamics
from gmcr.base.arguments import RNG, GivenNumber, as_integer, as_mapping, as_names, as_seed, as_text, exactly
from gmcr.base.errors import CountermoveError, UnknownName, quoted
from gmcr.base.record import INTERNAL, Key, Record, derived
from gmcr.base.tasks import Progress, Task, one_after_another, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["METHODS", "End", "InConcept", "Lasting", "LongRun", "ShareOfTime", "longrun"]

METHODS = ("auto", "exact", "simulated")

MOST = 10**9
"""The largest number of runs, and of steps in a run."""


@dataclass(frozen=True, slots=True)
class LongRun(Record):
    """Where a game ends in the long run."""

    start: int
    """The start's code."""
    reading: Annotated[Mapping[str, str], INTERNAL]
    """Question → answer; empty for a bare conflict."""
    scenario: Annotated[str | None, INTERNAL]
    """The scenario."""
    view: Annotated[str | None, INTERNAL]
    """The view."""
    choice: Literal["uniform", "actors", "logit"]
    """How the next step is chosen."""
    weights: Mapping[str, Fraction]
    """Actor → its weight, an exact fraction as text."""
    noise: Fraction | None
    """The probability of a mistake, an exact fraction as text."""
    precision: Annotated[float, INTERNAL]
    """For logit: how much ranks count."""
    runs: int
    """The number of runs of a simulation."""
    horizon: int
    """The largest number of steps in a run."""
    seed: Annotated[int | None, INTERNAL]
    """The seed of simulations; None if nothing was simulated."""
    complete: bool
    """Whether the computation ran to its end; otherwise concepts are missing, or runs of the last one."""
    by_concept: Annotated[tuple[InConcept, ...], Key("concepts")]
    """One for each concept."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for every state mentioned."""

    @derived
    def decimal(self) -> Annotated[str, Key("precision")]:
        """The precision of logit, a decimal."""
        return repr(self.precision)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts examined; none for logit."""
        return tuple(item.concept for item in self.by_concept if item.concept is not None)

    def gist(self) -> str:
        """How many ends there are, concept by concept."""
        ends = ", ".join(f"{item.concept or self.choice} {len(item.ends)}" for item in self.by_concept)
        return f"from {self.labels[self.start]}, ends: {ends}"


@task
def longrun(
    of: Assessment | Conflict,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] | None = None,
    choice: str = "uniform",
    weights: Mapping[str, GivenNumber] | None = None,
    noise: GivenNumber | None = None,
    precision: float = 1.0,
    method: str = "auto",
    runs: int = 2000,
    horizon: int = 1000,
    rng: RNG = 0,
) -> Task[LongRun]:
    """The long run from the start of a conflict, or of one game of an assessment. ``concepts``: if none is named,
    those of the file, for a conflict all five; logit ignores them. ``weights``: actor → a number above 0 (1 for actors
    not named).

    ``method``: "auto" simulates only what is too large, "exact" raises SizeError there. A simulation makes ``runs``
    runs of at most ``horizon`` steps; ``rng``: its seed, or a NumPy ``Generator`` or ``SeedSequence`` that one is drawn
    from (None: any). Counts concepts, a simulated one by its runs. Raises UnknownName, ModelError,
    CountermoveError for numbers that make no sense.
    """
    named = () if concepts is None else as_names(concepts, "concepts")
    context = game_context(of, named or None, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict = context.conflict
    if as_text(choice, "choice") not in Dynamics.CHOICES:
        raise UnknownName("way to choose steps", choice, Dynamics.CHOICES)
    if choice == "logit" and named:
        raise CountermoveError(
            "logit knows no concept: name none, or choose steps in another way.", argument="concepts"
        )
    if as_text(method, "method") not in METHODS:
        raise UnknownName("method", method, METHODS)
    drawing = SimulationPlan(as_integer(runs, "runs"), as_integer(horizon, "horizon"), as_seed(rng))
    mistake = None if noise is None else _number(noise, "noise", "noise")
    exponent = _number(precision, "precision", "precision")
    _refuse(choice, mistake, exponent, drawing)
    precision = float(exponent)
    play, start = context.play, conflict.structure.cell(conflict.start)
    drawn = _weights(
        conflict.actors, {} if weights is None else as_mapping(weights, "weights", "actor → a number above 0")
    )
    names: list[str | None] = [None] if choice == "logit" else [*context.concepts]

    def record(results: tuple[InConcept, ...]) -> LongRun:
        simulated = [item for item in results if item.method == "simulated"]
        mentioned = set().union({conflict.start}, *(item.codes for item in results))
        return LongRun(
            start=conflict.start,
            reading=dict(context.reading),
            scenario=context.selection.scenario,
            view=context.selection.view,
            choice=choice,  # type: ignore[arg-type]  # it is one of them
            weights=drawn,
            noise=mistake,
            precision=precision,
            runs=runs,
            horizon=horizon,
            seed=drawing.seed if simulated else None,
            complete=len(results) == len(names) and all(item.runs == runs for item in simulated),
            by_concept=results,
            labels={code: conflict.structure.label(code) for code in sorted(mentioned)},
        )

    every = (Dynamics(play, name, choice, tuple(drawn.values()), mistake, precision) for name in names)
    yield Progress(0, len(names), partial(record, ()))
    works = [partial(in_concept, dynamics, start, method, drawing) for dynamics in every]
    return (yield from one_after_another(works, record))


def _weights(actors: Sequence[str], numbers: Mapping[str, GivenNumber]) -> dict[str, Fraction]:
    """The weights of all actors. Raises UnknownName, CountermoveError."""
    weights = dict.fromkeys(actors, Fraction(1))
    for actor, weight in numbers.items():
        if actor not in weights:
            raise UnknownName("actor", actor, actors)
        weights[actor] = _number(weight, "weight", "weights")
        if weights[actor] <= 0:
            raise CountermoveError(f"The weight of {actor} is a number above 0, not {weight}.")
    return weights


def _number(number: GivenNumber, what: str, argument: str) -> Fraction:
    try:
        return exactly(number)
    except ValueError:
        raise CountermoveError(f"The {what} {quoted(number)} is not a number.", argument=argument) from None


def _refuse(choice: str, noise: Fraction | None, precision: Fraction, drawing: SimulationPlan) -> None:
    """Raise CountermoveError for numbers that make no sense."""
    if noise is not None and not 0 < noise < 1:
        raise CountermoveError(f"Noise is a probability above 0 and below 1, not {noise}.")
    if noise is not None and choice == "logit":
        raise CountermoveError("logit has its own noise: set its precision instead.")
    if not 0 < precision <= 100:
        raise CountermoveError(f"Precision is a number above 0 and at most 100, not {precision}.")
    if drawing.runs < 1 or drawing.horizon < 1:
        raise CountermoveError("A simulation needs at least one run of at least one step.")
    if max(drawing.runs, drawing.horizon) > MOST:
        raise CountermoveError(f"A simulation makes at most {MOST:,} runs of at most {MOST:,} steps.")
