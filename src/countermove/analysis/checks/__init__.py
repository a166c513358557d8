"""The checks that a claim can make: one class for each kind, a module for each family.

A check has its meaning in a case (``holds``) and in every draw of a sample (``holds_in``); formulas are resolved, options
have their full names. A new kind is a class here and a declaration in ``assessment.schema.checks``. A changed start that is
infeasible raises ModelError naming the rule.
"""

from countermove.analysis.checks.case import CheckedGame, SwitchedStart
from countermove.analysis.checks.changes import MoreResponsibleCheck, SingleChangesCheck
from countermove.analysis.checks.check import Factor, GameCheck, Truths
from countermove.analysis.checks.drawn import Drawn
from countermove.analysis.checks.foresight import ForesightCheck
from countermove.analysis.checks.inducing import InducesCheck
from countermove.analysis.checks.levers import LeverCheck, LeverExactly
from countermove.analysis.checks.preferring import PrefersCheck
from countermove.analysis.checks.stability import ContentCheck, OwnViewsCheck, StableStart
from countermove.analysis.checks.walks import EverywhereCheck, FromStart, OutcomesCheck, PassesCheck

__all__ = [
    "CheckedGame",
    "ContentCheck",
    "Drawn",
    "EverywhereCheck",
    "Factor",
    "ForesightCheck",
    "FromStart",
    "GameCheck",
    "InducesCheck",
    "LeverCheck",
    "LeverExactly",
    "MoreResponsibleCheck",
    "OutcomesCheck",
    "OwnViewsCheck",
    "PassesCheck",
    "PrefersCheck",
    "SingleChangesCheck",
    "StableStart",
    "SwitchedStart",
    "Truths",
]
