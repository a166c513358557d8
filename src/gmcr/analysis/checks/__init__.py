"""The checks that a claim can make: one class for each kind, a module for each family.

A check has its meaning in a case (``holds``) and in every draw of a sample (``holds_in``); formulas are resolved, options
have their full names. A new kind is a class here and a declaration in ``assessment.schema.checks``. A changed start that is
infeasible raises ModelError naming the rule.
"""

from gmcr.analysis.checks.case import CheckedGame, SwitchedStart
from gmcr.analysis.checks.changes import MoreResponsibleCheck, SingleChangesCheck
from gmcr.analysis.checks.check import Factor, GameCheck, Truths
from gmcr.analysis.checks.drawn import Drawn
from gmcr.analysis.checks.foresight import ForesightCheck
from gmcr.analysis.checks.inducing import InducesCheck
from gmcr.analysis.checks.levers import LeverCheck, LeverExactly
from gmcr.analysis.checks.preferring import PrefersCheck
from gmcr.analysis.checks.stability import ContentCheck, OwnViewsCheck, StableStart
from gmcr.analysis.checks.walks import EverywhereCheck, FromStart, OutcomesCheck, PassesCheck

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
