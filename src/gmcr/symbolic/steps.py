"""Steps, and where they lead, determined state by state on formulas.

A step is an improvement that the concept does not deter and that is *lean*: no other such improvement of the same
actor, changing a strict subset of the same options, is at least as good. From an undeterred improvement the search
descends to smaller ones until there is none; everything that this step outdoes is excluded, and the next step is
searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import thread_time
from typing import Generic, TypeVar

from gmcr.base.summary import Record
from gmcr.stability import Concept
from gmcr.stability import concept as concept_named
from gmcr.symbolic.departures import Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import SolverSession, TimeUp
from gmcr.symbolic.proofs import Undeterred

__all__ = ["Reached", "Steps", "followed", "roads", "steps"]

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Steps(Record):
    """The steps of an actor from a state under a concept."""

    state: int
    """The code of the state."""
    actor: str
    """The actor."""
    concept: str
    """The concept."""
    targets: tuple[int, ...]
    """The codes to which steps lead, ascending."""
    whole: bool
    """Whether these are all; false where the time limit came first."""
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True)
class Reached(Record, Generic[A]):
    """The states to which steps of any actors lead from a start, under a concept. ``A``: the type that identifies
    actors, by name or by position."""

    reached: tuple[int, ...]
    """Codes, in the order of discovery (breadth first), the start among them."""
    outcomes: tuple[int, ...]
    """The reached states from which no step leads, which are equilibria."""
    steps: tuple[tuple[int, A, int], ...]
    """Steps as (from, actor, to)."""
    whole: bool
    """Whether this is everything; false where the budget was spent: then more states may be reached, and reached states
    may have more steps, but every step and every outcome listed here is one."""


def steps(game: SymbolicGame, state: int, *, actor: str, concept: str, seconds: float = 30.0) -> Steps:
    """The steps of *actor* from *state* (a code) under *concept*: those found within *seconds*. Raises UnknownName,
    ModelError for an infeasible state, MissingExtra without python-sat."""
    began = thread_time()
    code, who, chosen = game.require_state(state), game.require_actor(actor), concept_named(concept)
    targets, whole = _steps(game, code, who, chosen, seconds)
    return Steps(code, who, chosen.name, tuple(sorted(targets)), whole, thread_time() - began)


def roads(game: SymbolicGame, start: int, *, concept: str, seconds: float = 30.0, most: int = 10_000) -> Reached[str]:
    """All states to which steps lead from *start*, within *seconds* and *most* states. Raises as ``steps``."""
    until, chosen = thread_time() + seconds, concept_named(concept)

    def onward(state: int, actor: str) -> tuple[Sequence[int], bool]:
        targets, whole = _steps(game, state, actor, chosen, until - thread_time())
        return sorted(targets), whole

    return followed(game.require_state(start), game.form.actors, onward, most=most, over=lambda: thread_time() > until)


def followed(
    start: int,
    actors: Sequence[A],
    onward: Callable[[int, A], tuple[Sequence[int], bool]],
    *,
    most: int,
    over: Callable[[], bool],
) -> Reached[A]:
    """All states to which steps lead from *start*, breadth first, at most *most* states and until it is *over*.
    ``onward(state, actor)``: where the steps of an actor lead, and whether these are all."""
    reached, outcomes, edges, whole = [start], list[int](), list[tuple[int, A, int]](), True
    seen = {start}
    for state in reached:  # grows during the loop
        if over():
            whole = False
            break
        ends = True
        for actor in actors:
            targets, all_of_them = onward(state, actor)
            whole, ends = whole and all_of_them, ends and all_of_them and not targets
            for target in targets:
                edges.append((state, actor, target))
                if target not in seen and len(reached) < most:
                    seen.add(target)
                    reached.append(target)
                whole = whole and target in seen
        if ends:
            outcomes.append(state)
    return Reached(tuple(reached), tuple(outcomes), tuple(edges), whole)


def _steps(game: SymbolicGame, state: int, actor: str, concept: Concept, seconds: float) -> tuple[list[int], bool]:
    """The steps found, and whether they are all."""
    targets: list[int] = []
    try:
        with SolverSession.again(game, seconds) as asking:
            departures = Departures(asking, state=state, actor=actor, concept=concept)
            while (target := _undeterred(departures)) is not None:
                targets.append(_lean(departures, target))
    except TimeUp:
        return targets, False
    return targets, True


def _undeterred(departures: Departures, assumptions: tuple[int, ...] = ()) -> int | None:
    """An improvement that nothing deters and whose literals there meet the assumptions; None where there is no
    other."""
    while (target := departures.best(assumptions)) is not None:
        if isinstance(departures.settled(target), Undeterred):
            return target
    return None


def _lean(departures: Departures, target: int) -> int:
    """A step within an undeterred improvement; everything that the step outdoes is excluded."""
    asking, code, state = departures.asking, departures.asking.code, departures.state
    while True:
        changed, word = target ^ state, code.game.word(departures.actor, target)
        with asking.gates() as gates:
            as_good = gates.above(code.there[departures.actor], word, equal=True)
            better = gates.above(code.there[departures.actor], word)
            fewer = gates.any(code.literals(state, changed, there=True))
        unchanged = code.literals(state, departures.own & ~changed, there=True)
        smaller = _undeterred(departures, (*unchanged, fewer, as_good))
        if smaller is None:
            asking.say([-departures.open, fewer, better])
            return target
        target = smaller
