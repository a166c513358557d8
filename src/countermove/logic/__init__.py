"""Formulas over options and drivers: reading, printing, names, exact evaluation on arrays, linear forms,
clauses."""

from __future__ import annotations

from countermove.logic.cnf import clauses
from countermove.logic.evaluate import number, truth
from countermove.logic.grammar import parse
from countermove.logic.linear import LinearForm, comparisons
from countermove.logic.names import Vocabulary, bare_names, drivers_in, named, options_in, resolve
from countermove.logic.partial import surely
from countermove.logic.polarity import only_denies
from countermove.logic.printing import decimal, to_text
from countermove.logic.scanning import KEYWORDS
from countermove.logic.tree import (
    And,
    Bool,
    Compare,
    Comparison,
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
    replaced,
    walk,
)

__all__ = [
    "KEYWORDS",
    "And",
    "Bool",
    "Compare",
    "Comparison",
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
    "bare_names",
    "children",
    "clauses",
    "comparisons",
    "decimal",
    "drivers_in",
    "named",
    "number",
    "only_denies",
    "options_in",
    "parse",
    "replaced",
    "resolve",
    "surely",
    "to_text",
    "truth",
    "walk",
]
