"""The questions that can be asked of an assessment: one module each, an assessment in, a frozen record out."""

from countermove.questions.beliefs import Belief
from countermove.questions.change import Changes, change
from countermove.questions.claims import ClaimVerdict, Support, check
from countermove.questions.coalitions import CoalitionMap, CoalitionOverReadings, Pact, coalitions, coalitions_in
from countermove.questions.costs import CostTable
from countermove.questions.diff import ClaimChange, Diff, diff
from countermove.questions.facts import FactsFit, facts
from countermove.questions.inverse import InverseOfActor, InverseOfState, inverse
from countermove.questions.levers import Lever, Levers, LeverSetting, Pull, levers
from countermove.questions.longrun import End, InConcept, Lasting, LongRun, longrun
from countermove.questions.matrix import Bearing, Matrix, matrix
from countermove.questions.perception import Perception, perception
from countermove.questions.redteam import Attack, Attacked, RedTeam, redteam
from countermove.questions.responsibility import InOneView, Responsibility, responsibility
from countermove.questions.roads import Road, RoadMap, roads, roads_in
from countermove.questions.robust import Bar, Chance, Finding, OutcomeChance, Robust, robust
from countermove.questions.statusquo import ConceptView, StatusQuo, statusquo
from countermove.questions.suspicions import SUSPICIONS, suspicions
from countermove.questions.tipping import Tip, Tipping, tipping
from countermove.questions.together import Exclusion, Together, together
from countermove.questions.turning import Condition
from countermove.questions.views import BeliefOverReadings, InOwnViews, Views, views
from countermove.questions.workers import carried_by

__all__ = [
    "SUSPICIONS",
    "Attack",
    "Attacked",
    "Bar",
    "Bearing",
    "Belief",
    "BeliefOverReadings",
    "Chance",
    "Changes",
    "ClaimChange",
    "ClaimVerdict",
    "CoalitionMap",
    "CoalitionOverReadings",
    "ConceptView",
    "Condition",
    "CostTable",
    "Diff",
    "End",
    "Exclusion",
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
    "Matrix",
    "OutcomeChance",
    "Pact",
    "Perception",
    "Pull",
    "RedTeam",
    "Responsibility",
    "Road",
    "RoadMap",
    "Robust",
    "StatusQuo",
    "Support",
    "Tip",
    "Tipping",
    "Together",
    "Views",
    "carried_by",
    "change",
    "check",
    "coalitions",
    "coalitions_in",
    "diff",
    "facts",
    "inverse",
    "levers",
    "longrun",
    "matrix",
    "perception",
    "redteam",
    "responsibility",
    "roads",
    "roads_in",
    "robust",
    "statusquo",
    "suspicions",
    "tipping",
    "together",
    "views",
]
