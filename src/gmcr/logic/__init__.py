"""Formulas over options and drivers: parsing, printing, names, exact evaluation on arrays, linear forms, clauses."""

from __future__ import annotations

from gmcr.logic.cnf import clauses
from gmcr.logic.evaluate import number, truth
from gmcr.logic.grammar import parse
from gmcr.logic.linear import LinearForm
from gmcr.logic.names import Vocabulary
from gmcr.logic.partial import certain_truth
from gmcr.logic.printer import decimal, to_text
from gmcr.logic.scanner import KEYWORDS, other_wording
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
    Degrees,
    DriverAtom,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    OptionAtom,
    Or,
    Product,
    Sum,
    Symbol,
    children,
)

__all__ = [
    "KEYWORDS",
    "And",
    "Bool",
    "Compare",
    "Comparison",
    "Degrees",
    "DriverAtom",
    "Formula",
    "Iff",
    "Implies",
    "LinearForm",
    "Minus",
    "Negative",
    "Not",
    "Number",
    "OptionAtom",
    "Or",
    "Product",
    "Sum",
    "Symbol",
    "Vocabulary",
    "certain_truth",
    "children",
    "clauses",
    "decimal",
    "number",
    "other_wording",
    "parse",
    "to_text",
    "truth",
]
