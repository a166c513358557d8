"""The checks that a claim can make: one class for each kind, a module for each family.

A check has its meaning in a case (``holds``), by which it is judged in every draw of a sample too, where the evaluator does
not tell; formulas are resolved, options have their full names. A new kind is a class here and a declaration in
``assessment.schema.checks``. A changed start that is infeasible raises ModelError naming the rule.
"""

from countermove.inquiry.checks.case import CheckedGame, SwitchedStart, Variation
from countermove.inquiry.checks.changes import MoreResponsibleCheck, SingleChangesCheck
from countermove.inquiry.checks.check import Factor, GameCheck
from countermove.inquiry.checks.clocks import DriftCheck, DriftsAsked
from countermove.inquiry.checks.deals import DealCheck, DealsAsked
from countermove.inquiry.checks.minds import ForesightCheck, InducesCheck, LeverCheck, LeverExactly, PrefersCheck
from countermove.inquiry.checks.stability import ContentCheck, OwnViewsCheck, StableByStatements, StableStart
from countermove.inquiry.checks.walks import EverywhereCheck, FromStart, OutcomesCheck, PassesCheck

__all__ = [
    "CheckedGame",
    "ContentCheck",
    "DealCheck",
    "DealsAsked",
    "DriftCheck",
    "DriftsAsked",
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
    "StableByStatements",
    "StableStart",
    "SwitchedStart",
    "Variation",
]
