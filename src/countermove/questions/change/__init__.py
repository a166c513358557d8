"""change: what would have to change in somebody's mind."""

from countermove.questions.change.costs import CostTable
from countermove.questions.change.found import Change, Changes, change, changes_in

__all__ = ["Change", "Changes", "CostTable", "change", "changes_in"]
