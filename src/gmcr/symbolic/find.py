"""The search on formulas for an equilibrium in which a formula holds, or a proof that there is none.

Candidates are states that satisfy the formula and have not been refuted. An actor that leaves a candidate refutes it,
and with it all states from which the same departure is an improvement that nothing deters, for the same reasons
(counterexample-guided: Clarke et al. 2003): under Nash all states from which it is an improvement; under GMR and SMR
those whose opponents begin inside the same invariant, and which are no better for the actor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import thread_time

from gmcr.base.errors import ModelError, quoted
from gmcr.base.summary import Record
from gmcr.logic import Formula
from gmcr.stability import CONCEPTS, Concept, concepts_named
from gmcr.stability import concept as concept_named
from gmcr.symbolic.departures import Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import SolverSession, TimeUp
from gmcr.symbolic.proofs import Undeterred
from gmcr.symbolic.substitution import PartialState

__all__ = ["FINDABLE", "Found", "find"]

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
