"""A decision and its proof: paths of countermoves, or a set of states that opponents cannot leave.

With s the state, i the actor, r_i its order of states: an improvement s1 of i is deterred by a path of countermoves
that ends in a *sanction*, a state s2 with r_i(s2) ≤ r_i(s) from which, under SMR and symmetric SEQ, no move of i is
better than s. That nothing deters it is shown by an inductive invariant: a set of states that contains s1, is closed
under the opponents' moves (for SEQ and symmetric SEQ: improvements), and contains no sanction (Floyd 1967; Bradley
2011).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr.base.record import Record

__all__ = ["Clause", "Completeness", "Decision", "Deterrence", "Proof", "Sanctioned", "Undeterred"]

Clause: TypeAlias = tuple[str, ...]
"""At least one of these holds: full names of options, "us.engage", or "not us.engage"."""

Completeness: TypeAlias = Literal["listed", "proved", "carried"]
"""How it is known that every improvement of the actor is deterred: those given are all, which the checker lists
("listed") or proves ("proved"); or from every improvement some given path deters when *carried over* ("carried"): each
mover of the path in turn sets its options as the path does, while all of the actor's own are as in the improvement;
every one of these moves is legal (SEQ: an improvement of its mover), and the end is a sanction."""


@dataclass(frozen=True, slots=True)
class Sanctioned(Record):
    """An improvement and the countermoves that deter it."""

    target: int
    """The code that the improvement leads to."""
    path: tuple[tuple[str, int], ...]
    """Countermoves one after another, the first from the target: the mover, and the code to which it leads. The last
    code is a sanction."""


@dataclass(frozen=True, slots=True)
class Deterrence(Record):
    """Why an actor stays: every improvement is deterred."""

    improvements: tuple[Sanctioned, ...]
    """Improvements with the countermoves that deter them; none under Nash."""
    whole: Completeness
    """How it is known that there is no other improvement, or that none needs another path."""


@dataclass(frozen=True, slots=True)
class Undeterred(Record):
    """Why an actor leaves: an improvement that nothing deters."""

    improvement: int
    """The code to which it leads."""
    invariant: tuple[Clause, ...]
    """Clauses over the opponents' options. The feasible states that meet all of them, with the actor's own options and
    those that nobody owns as in the improvement, are closed under countermoves and contain no sanction. Empty under
    Nash, where it is not needed."""


Proof: TypeAlias = Deterrence | Undeterred


@dataclass(frozen=True, slots=True)
class Decision(Record):
    """Whether a state is stable for an actor under a concept, with the proof.

    Examples
    --------
    >>> from gmcr.analysis import Decision
    >>> Decision.given(3, "town", "seq", True, deterred=("carried", [(1, (("line", 0),))])).deterrence.improvements[0].path
    (('line', 0),)
    """

    state: int
    """The code of the state."""
    actor: str
    """The actor."""
    concept: str
    """The concept."""
    stable: bool | None
    """Whether the actor stays; null where the time limit came first."""
    proof: Proof | None
    """The proof; null where the verdict is not known."""
    seconds: float
    """How long it took, in seconds of the processor."""

    @classmethod
    def given(
        cls,
        state: int,
        actor: str,
        concept: str,
        stable: bool | None,
        *,
        deterred: tuple[Completeness, Iterable[tuple[int, tuple[tuple[str, int], ...]]]] | None = None,
        undeterred: tuple[int, tuple[Clause, ...]] | None = None,
    ) -> Decision:
        """Return a decision that somebody else made, to be checked.

        Parameters
        ----------
        state : int
            The code of the state.
        actor : str
            The actor.
        concept : str
            One of ``CONCEPTS``.
        stable : bool or None
            The claimed verdict; None for none.
        deterred : (str, iterable of (int, tuple of (str, int))), optional
            A proof that the actor stays: how it is known that nothing else counts, and each improvement (a code) with its
            countermoves, as pairs of an actor and the code that it moves to.
        undeterred : (int, tuple of clauses), optional
            A proof that the actor leaves: an improvement (a code), and the invariant.

        Returns
        -------
        Decision
            The decision.

        Examples
        --------
        >>> from gmcr.analysis import Decision
        >>> Decision.given(0, "town", "nash", True, deterred=("carried", [])).stable
        True
        """
        proof: Proof | None = None
        if deterred is not None:
            whole, improvements = deterred
            proof = Deterrence(tuple(Sanctioned(target, path) for target, path in improvements), whole)
        if undeterred is not None:
            proof = Undeterred(*undeterred)
        return cls(state, actor, concept, stable, proof, 0.0)

    @property
    def deterrence(self) -> Deterrence | None:
        """The proof that the actor stays; None where it leaves or the verdict is not known."""
        return self.proof if isinstance(self.proof, Deterrence) else None

    @property
    def undeterred(self) -> Undeterred | None:
        """The proof that the actor leaves; None where it stays or the verdict is not known."""
        return self.proof if isinstance(self.proof, Undeterred) else None
