"""change: what would have to change in somebody's mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.lazy import lazy_exports

if TYPE_CHECKING:
    from countermove.questions.change.compute import Change, change, changes_in
    from countermove.verdicts.changes import Changes
    from countermove.verdicts.costs import CostTable

__all__ = ["Change", "Changes", "CostTable", "change", "changes_in"]

__getattr__ = lazy_exports(
    __name__,
    {
        "countermove.verdicts.costs": ("CostTable",),
        "countermove.verdicts.changes": ("Changes",),
        "countermove.questions.change.compute": ("Change", "change", "changes_in"),
    },
)
