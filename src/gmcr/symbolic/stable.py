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
from gmcr.symbolic.moves import SolverSession, TimeUp
from gmcr.symbolic.proofs import Decision, Deterrence, Proof, Undeterred

__all__ = ["decide"]


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
