"""together: which claims can be true together."""

from countermove.questions.together.found import Exclusion, Nearly, Settles, Together, together

__all__ = ["Exclusion", "Nearly", "Settles", "Together", "together"]
