"""The definition of a stability concept for a coalition H of actors with weak orders.

CI_H(s) = {q ∈ R_H(s) : q ≻_i s for every i ∈ H} are H's *coalition improvements* (R_H: legal sequences of moves by
members, nobody twice in a row). A state x *sanctions* H at s iff x ≾_i s for some i ∈ H. s is stable for H iff every s1
∈ CI_H(s) is answered by a sanction; the concepts differ in which answers of N−H count (``sanctions``) and whether H
gets to reply (``reply``), in which case every reply has to be a sanction too. With H = N nobody answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from gmcr.base.record import Record

__all__ = ["CoalitionConcept"]


@dataclass(frozen=True, slots=True)
class CoalitionConcept(Record):
    """``sanctions``: "none", "moves" or "improvements" of the opponents; ``reply``: the coalition answers them."""

    name: str
    title: str
    sanctions: str
    reply: bool
