"""together: which claims can be true together."""

from __future__ import annotations

from countermove.questions.together.found import Exclusion, Nearly, Settles, Together, together

__all__ = ["Exclusion", "Nearly", "Settles", "Together", "together"]
