"""Coalitional sequential stability: Inohara & Hipel (2008).

s is stable for H iff for every s1 ∈ CI_H(s) the opponents reach some s2 that sanctions H at s from s1 by a legal
sequence of coalition improvements: each step t → q with q ∈ CI_K(t), K any coalition of N−H, no K twice in a row. As
opponents may act together, SEQ ⊆ CSEQ for a single actor, with equality for two actors. Among the blocks of a partition
the K are the other blocks; with everybody alone that is SEQ.
"""

from __future__ import annotations

from gmcr.stability.coalitions.concept import CoalitionConcept

__all__ = ["CONCEPT"]

CONCEPT = CoalitionConcept(name="cseq", title="Coalitional sequential stability", sanctions="improvements", reply=False)
