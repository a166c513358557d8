"""The checks that a claim can make: one class for each kind, a module for each family.

A check has its meaning in a case (``holds``) and in every draw of a sample (``holds_in``); formulas are resolved, options
have their full names. A new kind is a class here and a declaration in ``assessment.schema.checks``. A changed start that is
infeasible raises ModelError naming the rule.
"""

from countermove.analysis.checks.case import Case, Switch
from countermove.analysis.checks.changes import MoreResponsible, SingleChangesOnlyBy
from countermove.analysis.checks.check import Check, Factor, Truths
from countermove.analysis.checks.drawn import Drawn
from countermove.analysis.checks.foresight import Foresight
from countermove.analysis.checks.inducing import Induces
from countermove.analysis.checks.levers import Lever, LeverExactly
from countermove.analysis.checks.preferring import Prefers
from countermove.analysis.checks.stability import Content, StableInOwnViews, StableStart
from countermove.analysis.checks.walks import Everywhere, FromStart, Outcomes, Passes

__all__ = [
    "Case",
    "Check",
    "Content",
    "Drawn",
    "Everywhere",
    "Factor",
    "Foresight",
    "FromStart",
    "Induces",
    "Lever",
    "LeverExactly",
    "MoreResponsible",
    "Outcomes",
    "Passes",
    "Prefers",
    "SingleChangesOnlyBy",
    "StableInOwnViews",
    "StableStart",
    "Switch",
    "Truths",
]
