"""The search on formulas for an equilibrium in which a formula holds, or a proof that there is none.

Candidates are states that satisfy the formula and have not been refuted. An actor that leaves a candidate refutes it,
and with it all states from which the same departure is an improvement that nothing deters, for the same reasons
(counterexample-guided: Clarke et al. 2003): under Nash all states from which it is an improvement; under GMR and SMR
those whose opponents begin inside the same invariant, and which are no better for the actor.

Whether a state is stable for an actor, decided on formulas, with a proof.

s is stable for i iff every improvement of i is deterred. Improvements are examined one by one, the best first: one that
nothing deters settles the question, and those that a path of countermoves deters are excluded together.

Steps, and where they lead, determined state by state on formulas.

A step is an improvement that the concept does not deter and that is *lean*: no other such improvement of the same
actor, changing a strict subset of the same options, is at least as good. From an undeterred improvement the search
descends to smaller ones until there is none; everything that this step outdoes is excluded, and the next step is
searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import thread_time
from typing import Generic, TypeVar

from gmcr.base.errors import ModelError, quoted
from gmcr.base.record import Record
from gmcr.base.tasks import deadline
from gmcr.logic import Formula
from gmcr.stability import CONCEPTS, Concept, concepts_named
from gmcr.stability import concept as concept_named
from gmcr.symbolic.departures import Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import PartialState, SolverSession, TimeUp
from gmcr.symbolic.proofs import Decision, Deterrence, Proof, Undeterred

__all__ = ["FINDABLE", "Found", "Reached", "Steps", "decide", "find", "followed", "roads", "steps"]


FINDABLE = tuple(item.name for item in concepts_named(CONCEPTS) if item.own_only)
"""The concepts for which equilibria can be found: those whose invariants serve all states that an actor leaves for the
same one."""


@dataclass(frozen=True, slots=True)
class Found(Record):
    """An equilibrium under a concept, or the result that there is none."""

    concept: str
    """The concept."""
    state: int | None
    """The code of the equilibrium; null where there is none, or none was found."""
    known: bool
    """Whether that is known; false where the time limit came first."""
    refuted: int
    """How many departures were needed to refute all other candidates."""
    seconds: float
    """How long it took."""


def find(game: SymbolicGame, formula: Formula, *, concept: str, seconds: float = 30.0) -> Found:
    """Find an equilibrium under *concept* (one of ``FINDABLE``) in which *formula* (over options) holds. Raises
    UnknownName, ModelError for another concept, MissingExtra without python-sat."""
    began, chosen = thread_time(), concept_named(concept)
    if chosen.name not in FINDABLE:
        raise ModelError(f"Equilibria are looked for under {', '.join(FINDABLE)}, not under {quoted(chosen.name)}.")
    search = _Search(game, chosen)
    state, known = None, True
    try:
        with SolverSession(game, seconds) as asking:
            state = search.among(asking, formula)
    except TimeUp:
        known = False
    return Found(chosen.name, state, known, search.refuted, thread_time() - began)


class _Search:
    """A search for an equilibrium."""

    def __init__(self, game: SymbolicGame, concept: Concept) -> None:
        self.game, self.concept, self.refuted = game, concept, 0

    def among(self, asking: SolverSession, formula: Formula) -> int | None:
        """An equilibrium in which a formula holds; None where there is none. Raises TimeUp."""
        candidate = asking.new()
        with asking.gates() as gates:
            wanted = [candidate, asking.code.feasible, gates.formula(formula, asking.code.options[0])]
        while asking.ask(wanted):
            state = asking.state(asking.model())
            leaving = list(self._leaving(asking, state))
            if not leaving:
                return state
            for actor, departure in leaving:
                self.refuted += 1
                asking.say([-candidate, *(-reason for reason in self._refuted(asking, state, actor, departure))])
        return None

    def _leaving(self, asking: SolverSession, state: int) -> Iterator[tuple[str, Undeterred]]:
        """The actors who leave a state, each with its proof."""
        for actor in self.game.form.actors:
            departures = Departures(asking, state=state, actor=actor, concept=self.concept)
            while (target := departures.best()) is not None:
                result = departures.settled(target)
                if isinstance(result, Undeterred):
                    yield actor, result
                    break

    def _refuted(self, asking: SolverSession, state: int, actor: str, departure: Undeterred) -> list[int]:
        """Literals that together say that an actor leaves a state for the reasons for which it leaves *state*."""
        code, form = asking.code, self.game.form
        with asking.gates() as gates:
            after = PartialState(code, gates, departure.improvement, form.mask(actor))
            reasons = [*after.may(actor), gates.larger(after.meets(actor), code.here[actor])]
            if self.concept.sanctions != "none":
                unowned = sum(1 << k for k, option in enumerate(form.options) if not option.actor)
                reasons += code.literals(state, unowned)
                reasons.append(-gates.above(code.here[actor], self.game.word(actor, state)))
                for clause in departure.invariant:
                    reasons.append(gates.any([_literal(name, code.options[0]) for name in clause]))
        return reasons


def _literal(name: str, variables: Mapping[str, int]) -> int:
    return -variables[name[4:]] if name.startswith("not ") else variables[name]


def decide(game: SymbolicGame, state: int, *, actor: str, concept: str, seconds: float = 30.0) -> Decision:
    """Decide whether a state is stable for an actor, with a proof.

    Parameters
    ----------
    game : SymbolicGame
        The game.
    state : int
        The code of the state.
    actor : str
        The actor.
    concept : str
        One of ``CONCEPTS``.
    seconds : float, default 30.0
        The time limit, in seconds of the processor, so that other work on the machine makes no difference.

    Returns
    -------
    Decision
        The verdict with its proof; both None if the time limit expires first.

    Raises
    ------
    UnknownName
        If the actor or the concept does not exist.
    ModelError
        If the state is infeasible.
    MissingExtra
        If the extra ``sat`` is not installed.

    See Also
    --------
    Verified.of : Check proofs.

    Notes
    -----
    The states need not be listed, so there may be any number of them. See ``gmcr.solve`` for the definitions.

    References
    ----------
    * L. Fang, K. W. Hipel & D. M. Kilgour (1993). *Interactive Decision Making: The Graph Model for Conflict Resolution*.
      Wiley.

    Examples
    --------
    >>> import gmcr
    >>> from gmcr.analysis import SymbolicGame, decide
    >>> ferry = gmcr.Conflict.from_options(
    ...     actors={"line": "run", "town": "pay"},
    ...     preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    ... )
    >>> decide(SymbolicGame.of(ferry), 3, actor="town", concept="seq").stable
    True
    """
    began = thread_time()
    code, who, chosen = game.require_state(state), game.require_actor(actor), concept_named(concept)
    proof: Proof | None = None
    with SolverSession(game, seconds) as asking, suppress(TimeUp):
        proof = _proof(Departures(asking, state=code, actor=who, concept=chosen))
    verdict = None if proof is None else isinstance(proof, Deterrence)
    return Decision(code, who, chosen.name, verdict, proof, thread_time() - began)


def _proof(departures: Departures) -> Proof:
    deterred = []
    while (target := departures.best()) is not None:
        result = departures.settled(target)
        if isinstance(result, Undeterred):
            return result
        deterred.append(result)
    return Deterrence(tuple(deterred), "carried")


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
    until, chosen = deadline(thread_time(), seconds), concept_named(concept)

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
