"""tipping: where drivers tip the start, the outcomes and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.questions.tipping.compute import tipping
    from countermove.verdicts.tipping.tips import Tip, Tipping

__all__ = ["Tip", "Tipping", "tipping"]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.verdicts.tipping.tips": ("Tip", "Tipping"),
        "countermove.questions.tipping.compute": ("tipping",),
    },
)
