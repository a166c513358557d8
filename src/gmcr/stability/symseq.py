"""Symmetric sequential stability: Rêgo & Vieira (2015 for two actors; 2017, doi 10.1007/s10726-016-9520-8, for n).

s is stable for i iff for every s1 ∈ R_i⁺(s) some s2 ∈ R_o⁺(s1) has s2 ≾_i s, and so has every reply s3 ∈ R_i(s2).
"""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="symseq", title="Symmetric sequential stability", sanctions="improvements", reply=True)
