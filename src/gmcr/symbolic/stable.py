"""Whether a state is stable for an actor, decided on formulas, with a proof.

s is stable for i iff every improvement of i is deterred. Improvements are examined one by one, the best first: one that
nothing deters settles the question, and those that a path of countermoves deters are excluded together.
"""

from __future__ import annotations

from contextlib import suppress
from time import thread_time

from gmcr.stability import concept as concept_named
from gmcr.symbolic.departures import Departures
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.moves import Asking, TimeUp
from gmcr.symbolic.proofs import Decision, Deterrence, Proof, Undeterred

__all__ = ["decide"]


def decide(game: SymbolicGame, state: int, *, actor: str, concept: str, seconds: float = 30.0) -> Decision:
    """Decide whether *state* (a code) is stable for *actor* under *concept*, with the proof. The verdict is unknown
    where *seconds* expire first; they are of processor time, so that other work on the machine makes no difference.
    Raises UnknownName, ModelError for an infeasible state, MissingExtra without python-sat."""
    began = thread_time()
    code, who, chosen = game.state_given(state), game.actor_given(actor), concept_named(concept)
    proof: Proof | None = None
    with Asking(game, seconds) as asking, suppress(TimeUp):
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
