"""robust: how the conclusions fare if premises are false."""

from __future__ import annotations

from countermove.questions.robust.found import Bar, Finding, OutcomeChance, Robust, robust

__all__ = ["Bar", "Finding", "OutcomeChance", "Robust", "robust"]
