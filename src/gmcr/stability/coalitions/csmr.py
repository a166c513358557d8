"""Coalitional symmetric metarationality: Inohara & Hipel (2008).

s is stable for H iff for every s1 ∈ CI_H(s) some s2 ∈ R_{N−H}(s1) sanctions H at s, and so does every s3 ∈ R_H(s2): no
reply of H gets all its members above s again.
"""

from __future__ import annotations

from gmcr.stability.coalitions.concept import CoalitionConcept

__all__ = ["CONCEPT"]

CONCEPT = CoalitionConcept(name="csmr", title="Coalitional symmetric metarationality", sanctions="moves", reply=True)
