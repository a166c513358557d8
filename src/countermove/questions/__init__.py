"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.costs import CostTable
from countermove.questions.facts import FactsFit, facts
from countermove.questions.inverse import InverseOfActor, InverseOfState, inverse
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
    "CostTable",
    "FactsFit",
    "InOneView",
    "InverseOfActor",
    "InverseOfState",
    "Responsibility",
    "StatusQuo",
    "Support",
    "change",
    "check",
    "facts",
    "inverse",
    "responsibility",
    "statusquo",
    "suspicions",
]
