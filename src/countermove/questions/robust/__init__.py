"""robust: how the conclusions fare if premises are false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from countermove.questions.robust.found import Bar, Finding, OutcomeChance, Robust, robust

__all__ = ["Bar", "Finding", "OutcomeChance", "Robust", "robust"]

__getattr__ = door(
    __name__,
    {
        "countermove.questions.robust.found": ("Bar", "Finding", "OutcomeChance", "Robust", "robust"),
    },
)
