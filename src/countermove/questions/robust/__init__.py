"""robust: how the conclusions fare if premises are false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.questions.robust.compute import Bar, Finding, OutcomeChance, Robust, robust

__all__ = ["Bar", "Finding", "OutcomeChance", "Robust", "robust"]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.questions.robust.compute": ("Bar", "Finding", "OutcomeChance", "Robust", "robust"),
    },
)
