"""robust: how the conclusions fare if premises are false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import door

if TYPE_CHECKING:
    from countermove.questions.robust.compute import Bar, Finding, OutcomeChance, Robust, robust

__all__ = ["Bar", "Finding", "OutcomeChance", "Robust", "robust"]

__getattr__ = door(
    __name__,
    {
        "countermove.questions.robust.compute": ("Bar", "Finding", "OutcomeChance", "Robust", "robust"),
    },
)
