"""Symmetric metarationality: Howard (1971).

s is stable for i iff for every s1 ∈ R_i⁺(s) some s2 ∈ R_o(s1) has s2 ≾_i s, and so has every reply s3 ∈ R_i(s2): i
cannot escape the sanction.
"""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="smr", title="Symmetric metarationality", sanctions="moves", reply=True)
