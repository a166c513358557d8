"""The checks that a claim can make: one class for each kind, a module for each family.

A check has its meaning in a case (``holds``) and in every draw of a sample (``holds_in``); formulas are resolved, options
have their full names. A new kind is a class here and a declaration in ``assessment.schema.checks``. A changed start that is
infeasible raises ModelError naming the rule.
"""

from countermove.inquiry.checks.case import CheckedGame, Drawn, SwitchedStart, Variation
from countermove.inquiry.checks.changes import MoreResponsibleCheck, SingleChangesCheck
from countermove.inquiry.checks.check import Factor, GameCheck, Truths
from countermove.inquiry.checks.minds import ForesightCheck, InducesCheck, LeverCheck, LeverExactly, PrefersCheck
from countermove.inquiry.checks.stability import ContentCheck, OwnViewsCheck, StableStart
from countermove.inquiry.checks.walks import EverywhereCheck, FromStart, OutcomesCheck, PassesCheck

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
    "Variation",
]
