"""Nash stability (R): Nash (1950, 1951).

s is stable for i iff there is no state to which i can improve: R_i⁺(s) = ∅. The guarantee of a move is its own rank:
nobody answers.
"""

from __future__ import annotations

from gmcr.stability.concept import Concept

__all__ = ["CONCEPT"]

CONCEPT = Concept(name="nash", title="Nash stability (R)", sanctions="none", reply=False)
