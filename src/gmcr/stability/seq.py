"""Sequential stability: Fraser & Hipel (1979, 1984).

s is stable for i iff for every s1 ∈ R_i⁺(s) some s2 ∈ R_o⁺(s1) has s2 ≾_i s: only countermoves by which each mover
gains count.
"""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="seq", title="Sequential stability", sanctions="improvements", reply=False)
