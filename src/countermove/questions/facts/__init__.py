"""facts: which readings what happened leaves."""

from __future__ import annotations

from countermove.questions.facts.found import FactsFit, facts

__all__ = ["FactsFit", "facts"]
