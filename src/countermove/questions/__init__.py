"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.facts import FactsFit, facts
from countermove.questions.responsibility import InOneView, Responsibility, responsibility
from countermove.questions.statusquo import ConceptView, StatusQuo, statusquo
from countermove.questions.suspicions import SUSPICIONS, suspicions
from countermove.questions.turning import Condition

__all__ = [
    "SUSPICIONS",
    "Changes",
    "ClaimVerdict",
    "ConceptView",
    "Condition",
    "FactsFit",
    "InOneView",
    "Responsibility",
    "StatusQuo",
    "Support",
    "change",
    "check",
    "facts",
    "responsibility",
    "statusquo",
    "suspicions",
]
