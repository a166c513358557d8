"""Coalitional general metarationality: Inohara & Hipel (2008).

s is stable for H iff for every s1 ∈ CI_H(s) some s2 ∈ R_{N−H}(s1) has s2 ≾_i s for some i ∈ H. The opponents' answers
are legal sequences of their single moves, R_{N−H}: so CSEQ ⊆ CGMR where moves are transitive, not in every graph.
"""

from __future__ import annotations

from gmcr.stability.coalitions.concept import CoalitionConcept

__all__ = ["CONCEPT"]

CONCEPT = CoalitionConcept(name="cgmr", title="Coalitional general metarationality", sanctions="moves", reply=False)
