"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.beliefs import Belief
from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.coalitions import CoalitionMap, CoalitionOverReadings, Pact, coalitions, coalitions_in
from countermove.questions.costs import CostTable
from countermove.questions.facts import FactsFit, facts
from countermove.questions.inverse import InverseOfActor, InverseOfState, inverse
from countermove.questions.levers import Lever, Levers, LeverSetting, Pull, levers
from countermove.questions.longrun import End, InConcept, Lasting, LongRun, longrun
from countermove.questions.perception import Perception, perception
from countermove.questions.responsibility import InOneView, Responsibility, responsibility
from countermove.questions.roads import Road, RoadMap, roads, roads_in
from countermove.questions.robust import Bar, Chance, Finding, OutcomeChance, Robust, robust
from countermove.questions.statusquo import ConceptView, StatusQuo, statusquo
from countermove.questions.suspicions import SUSPICIONS, suspicions
from countermove.questions.turning import Condition
from countermove.questions.views import BeliefOverReadings, InOwnViews, Views, views
from countermove.questions.workers import carried_by

__all__ = [
    "SUSPICIONS",
    "Bar",
    "Belief",
    "BeliefOverReadings",
    "Chance",
    "Changes",
    "ClaimVerdict",
    "CoalitionMap",
    "CoalitionOverReadings",
    "ConceptView",
    "Condition",
    "CostTable",
    "End",
    "FactsFit",
    "Finding",
    "InConcept",
    "InOneView",
    "InOwnViews",
    "InverseOfActor",
    "InverseOfState",
    "Lasting",
    "Lever",
    "LeverSetting",
    "Levers",
    "LongRun",
    "OutcomeChance",
    "Pact",
    "Perception",
    "Pull",
    "Responsibility",
    "Road",
    "RoadMap",
    "Robust",
    "StatusQuo",
    "Support",
    "Views",
    "carried_by",
    "change",
    "check",
    "coalitions",
    "coalitions_in",
    "facts",
    "inverse",
    "levers",
    "longrun",
    "perception",
    "responsibility",
    "roads",
    "roads_in",
    "robust",
    "statusquo",
    "suspicions",
    "views",
]
