"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.beliefs import Belief
from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.coalitions import CoalitionMap, CoalitionOverReadings, Pact, coalitions, coalitions_in
from countermove.questions.costs import CostTable
from countermove.questions.facts import FactsFit, facts
from countermove.questions.inverse import InverseOfActor, InverseOfState, inverse
from countermove.questions.levers import Lever, Levers, LeverSetting, Pull, levers
from countermove.questions.perception import Perception, perception
from countermove.questions.responsibility import InOneView, Responsibility, responsibility
from countermove.questions.roads import Road, RoadMap, roads, roads_in
from countermove.questions.statusquo import ConceptView, StatusQuo, statusquo
from countermove.questions.suspicions import SUSPICIONS, suspicions
from countermove.questions.turning import Condition
from countermove.questions.views import BeliefOverReadings, InOwnViews, Views, views

__all__ = [
    "SUSPICIONS",
    "Belief",
    "BeliefOverReadings",
    "Changes",
    "ClaimVerdict",
    "CoalitionMap",
    "CoalitionOverReadings",
    "ConceptView",
    "Condition",
    "CostTable",
    "FactsFit",
    "InOneView",
    "InOwnViews",
    "InverseOfActor",
    "InverseOfState",
    "Lever",
    "LeverSetting",
    "Levers",
    "Pact",
    "Perception",
    "Pull",
    "Responsibility",
    "Road",
    "RoadMap",
    "StatusQuo",
    "Support",
    "Views",
    "change",
    "check",
    "coalitions",
    "coalitions_in",
    "facts",
    "inverse",
    "levers",
    "perception",
    "responsibility",
    "roads",
    "roads_in",
    "statusquo",
    "suspicions",
    "views",
]
