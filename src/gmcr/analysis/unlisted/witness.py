"""Proofs as witnesses: the countermoves that deter, or the improvement that nothing deters."""

from __future__ import annotations

from collections.abc import Mapping

from gmcr.model import Conflict
from gmcr.stability.witness import Countermove, Deterred, Path, Witness
from gmcr.symbolic.proofs import Decision, Deterrence, Undeterred

__all__ = ["witness_of"]


def witness_of(conflict: Conflict, decision: Decision) -> Witness:
    """Return the witness in a decision. Improvements that the same countermoves deter appear once."""
    proof = decision.proof
    improvement: int | None = None
    deterred: tuple[Deterred, ...] = ()
    if isinstance(proof, Undeterred):
        improvement = proof.improvement
    elif isinstance(proof, Deterrence):
        paths = (Deterred(item.target, _path(item.path)) for item in proof.improvements)
        deterred = tuple(sorted(paths, key=lambda item: item.improvement))
    return Witness(
        state=decision.state,
        actor=decision.actor,
        concept=decision.concept,
        stable=decision.stable,
        improvement=improvement,
        deterred=deterred,
        labels=_labels(conflict, decision.state, improvement, deterred),
        proof="paths" if isinstance(proof, Deterrence) else "invariant" if proof is not None else "none",
        invariant=proof.invariant if isinstance(proof, Undeterred) else (),
    )


def _path(moves: tuple[tuple[str, int], ...]) -> Path:
    return tuple(Countermove(actor, code) for actor, code in moves)


def _labels(
    conflict: Conflict, state: int, improvement: int | None, deterred: tuple[Deterred, ...]
) -> Mapping[int, str]:
    mentioned = {state, *([] if improvement is None else [improvement])}
    for target, path in deterred:
        mentioned |= {target, *(there for _, there in path)}
    return {code: conflict.structure.label(code) for code in sorted(mentioned)}
