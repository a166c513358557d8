"""change: what would have to change in somebody's mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gmcr.base.doors import door

if TYPE_CHECKING:
    from countermove.questions.change.found import Change, change
    from countermove.verdicts.changes import Changes, changes_in
    from countermove.verdicts.costs import CostTable

__all__ = ["Change", "Changes", "CostTable", "change", "changes_in"]

__getattr__ = door(
    __name__,
    {
        "countermove.verdicts.costs": ("CostTable",),
        "countermove.verdicts.changes": ("Changes", "changes_in"),
        "countermove.questions.change.found": ("Change", "change"),
    },
)
