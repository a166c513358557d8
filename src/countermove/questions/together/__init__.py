"""together: which claims can be true together."""

from __future__ import annotations

from countermove.questions.together.compute import Exclusion, Nearly, Settles, Together, together

__all__ = ["Exclusion", "Nearly", "Settles", "Together", "together"]
