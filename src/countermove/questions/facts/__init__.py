"""facts: which readings what happened leaves."""

from countermove.questions.facts.found import FactsFit, facts

__all__ = ["FactsFit", "facts"]
