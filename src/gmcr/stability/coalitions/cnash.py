"""Coalitional Nash stability: Kilgour, Hipel, Fang & Peng (2001); Inohara & Hipel (2008).

s is stable for H iff CI_H(s) = ∅.
"""

from __future__ import annotations

from gmcr.stability.coalitions.concept import CoalitionConcept

__all__ = ["CONCEPT"]

CONCEPT = CoalitionConcept(name="cnash", title="Coalitional Nash stability", sanctions="none", reply=False)
