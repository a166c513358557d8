"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.responsibility import InOneView, Responsibility, responsibility
from countermove.questions.statusquo import ConceptView, StatusQuo, statusquo
from countermove.questions.turning import Condition

__all__ = [
    "Changes",
    "ClaimVerdict",
    "ConceptView",
    "Condition",
    "InOneView",
    "Responsibility",
    "StatusQuo",
    "Support",
    "change",
    "check",
    "responsibility",
    "statusquo",
]
