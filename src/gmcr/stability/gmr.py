"""General metarationality: Howard (1971).

s is stable for i iff for every s1 ∈ R_i⁺(s) some s2 ∈ R_o(s1) has s2 ≾_i s: any countermove counts, even one that hurts
the actor who makes it.
"""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="gmr", title="General metarationality", sanctions="moves", reply=False)
