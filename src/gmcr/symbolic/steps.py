"""Steps, and where they lead, found state by state on formulas.

A step is an improvement that the concept does not deter and that is *lean*: no other such improvement of the same actor,
changing a strict subset of the same options, is at least as good. From an undeterred improvement smaller ones are asked for
until there is none; what such a step outdoes is struck out, and the next one asked for.
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
from gmcr.symbolic.moves import Asking, TimeUp
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
    """The codes that steps lead to, ascending."""
    whole: bool
    """Whether these are all; false where the time was over."""
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True)
class Reached(Record, Generic[A]):
    """What steps of any actors lead to from a start, under a concept. ``A``: how actors are told, by name or place."""

    reached: tuple[int, ...]
    """Codes, in the order of discovery (breadth first), the start among them."""
    outcomes: tuple[int, ...]
    """Those from which no step leads, which are equilibria."""
    steps: tuple[tuple[int, A, int], ...]
    """From where, who, where to."""
    whole: bool
    """Whether this is all; false where the budget was spent: then more may be reached, and states known to be reached may have
    more steps, but every one told is one, and so is every outcome."""


def steps(game: SymbolicGame, state: int, *, actor: str, concept: str, seconds: float = 30.0) -> Steps:
    """The steps of *actor* from *state* (a code) under *concept*; as many as are found in *seconds*. Raises UnknownName,
    ModelError for an infeasible state, MissingExtra without python-sat."""
    began = thread_time()
    code, who, chosen = game.state_given(state), game.actor_given(actor), concept_named(concept)
    found, whole = _steps(game, code, who, chosen, seconds)
    return Steps(code, who, chosen.name, tuple(sorted(found)), whole, thread_time() - began)


def roads(game: SymbolicGame, start: int, *, concept: str, seconds: float = 30.0, most: int = 10_000) -> Reached[str]:
    """All that steps lead to from *start*, as far as *seconds*, and *most* states, allow. Raises as ``steps``."""
    until, chosen = thread_time() + seconds, concept_named(concept)

    def onward(state: int, actor: str) -> tuple[Sequence[int], bool]:
        targets, whole = _steps(game, state, actor, chosen, until - thread_time())
        return sorted(targets), whole

    return followed(game.state_given(start), game.form.actors, onward, most=most, over=lambda: thread_time() > until)


def followed(
    start: int,
    actors: Sequence[A],
    onward: Callable[[int, A], tuple[Sequence[int], bool]],
    *,
    most: int,
    over: Callable[[], bool],
) -> Reached[A]:
    """All that steps lead to from *start*, breadth first, at most *most* states and until it is *over*. ``onward(state, actor)``:
    where the steps of an actor lead, and whether these are all."""
    reached, outcomes, taken, whole = [start], list[int](), list[tuple[int, A, int]](), True
    seen = {start}
    for state in reached:  # grows while it is walked
        if over():
            whole = False
            break
        ends = True
        for actor in actors:
            targets, all_of_them = onward(state, actor)
            whole, ends = whole and all_of_them, ends and all_of_them and not targets
            for target in targets:
                taken.append((state, actor, target))
                if target not in seen and len(reached) < most:
                    seen.add(target)
                    reached.append(target)
                whole = whole and target in seen
        if ends:
            outcomes.append(state)
    return Reached(tuple(reached), tuple(outcomes), tuple(taken), whole)


def _steps(game: SymbolicGame, state: int, actor: str, concept: Concept, seconds: float) -> tuple[list[int], bool]:
    """Steps found, and whether they are all."""
    found: list[int] = []
    try:
        with Asking.again(game, seconds) as asking:
            departures = Departures(asking, state=state, actor=actor, concept=concept)
            while (target := _undeterred(departures)) is not None:
                found.append(_lean(departures, target))
    except TimeUp:
        return found, False
    return found, True


def _undeterred(departures: Departures, assumptions: tuple[int, ...] = ()) -> int | None:
    """An improvement that nothing deters, of those that meet some literals there; None where there is no other."""
    while (target := departures.best(assumptions)) is not None:
        if isinstance(departures.settled(target), Undeterred):
            return target
    return None


def _lean(departures: Departures, target: int) -> int:
    """A step within an undeterred improvement, which is struck out with all that it outdoes."""
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
