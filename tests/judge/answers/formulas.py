"""Formulas over states with degrees.

Trees are those of ``tests.judge.assessment_formula``; a single ``=`` is read as ``==``. A comparison whose left side
names an option with levels, and whose right side is one of its levels, compares degrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.judge.assessment_formula import COMPARISONS, Tree, compare, parse

__all__ = ["Scope", "Value", "degree", "mentions", "read", "truth", "value"]

Value = bool | Fraction

_SINGLE = re.compile(r"(?<![<>=!])=(?!=)")


def read(formula: Any) -> Tree:
    """The tree of a formula of the file (YAML reads a bare ``true`` as a bool)."""
    text = str(formula).lower() if isinstance(formula, bool) else str(formula)
    return parse(_SINGLE.sub("==", text))


class Scope:
    """What names stand for: options by full and (where unique) bare name, their levels, and terms."""

    def __init__(self, options: Mapping[str, str], levels: Mapping[str, tuple[str, ...]], terms: Mapping[str, Tree]):
        self.options = options
        """Any name of an option, and its full name."""
        self.levels = levels
        """The levels of an option in degrees by full name, lowest first; no entry for a yes/no option."""
        self.terms = terms


def degree(tree: Tree, scope: Scope) -> tuple[str, int] | None:
    """The full name and the level's number where the comparison is one of degrees, else None."""
    if tree[0] not in COMPARISONS or tree[1][0] != "name" or tree[2][0] != "name":
        return None
    full = scope.options.get(tree[1][1])
    if full is None or tree[2][1] not in scope.levels.get(full, ()):
        return None
    return full, scope.levels[full].index(tree[2][1])


def value(tree: Tree, scope: Scope, levels: Mapping[str, int], drivers: Mapping[str, Fraction]) -> Value:
    """The value of a formula in a state (its level of every option by full name)."""
    word = tree[0]
    if word == "name":
        name = tree[1]
        if name in scope.options:
            return levels[scope.options[name]] > 0
        if name in drivers:
            return drivers[name]
        if name in scope.terms:
            return value(scope.terms[name], scope, levels, drivers)
        raise ValueError(f"unknown name {name!r}")
    if word == "number":
        return Fraction(tree[1])
    if word in ("true", "false"):
        return bool(word == "true")
    of_degrees = degree(tree, scope)
    if of_degrees is not None:
        full, number = of_degrees
        return compare(word, Fraction(levels[full]), Fraction(number))
    if word == "minus":
        return -Fraction(value(tree[1], scope, levels, drivers))
    if word == "not":
        return not truth(tree[1], scope, levels, drivers)
    if word in ("and", "or", "implies", "iff"):
        left, right = truth(tree[1], scope, levels, drivers), truth(tree[2], scope, levels, drivers)
        return {
            "and": left and right,
            "or": left or right,
            "implies": not left or right,
            "iff": left == right,
        }[word]
    one = Fraction(value(tree[1], scope, levels, drivers))
    other = Fraction(value(tree[2], scope, levels, drivers))
    if word == "+":
        return one + other
    if word == "-":
        return one - other
    if word == "*":
        return one * other
    return compare(word, one, other)


def truth(tree: Tree, scope: Scope, levels: Mapping[str, int], drivers: Mapping[str, Fraction]) -> bool:
    """The truth of a formula in a state; ValueError where it is a number."""
    found = value(tree, scope, levels, drivers)
    if not isinstance(found, bool):
        raise ValueError(f"a truth value is needed, not the number {tree}")
    return found


def mentions(tree: Tree, scope: Scope) -> Iterator[str]:
    """The options (by full name) and drivers that a formula mentions, also inside its terms."""
    of_degrees = degree(tree, scope)
    if of_degrees is not None:
        yield of_degrees[0]
        return
    if tree[0] == "name":
        name = tree[1]
        if name in scope.options:
            yield scope.options[name]
        elif name in scope.terms:
            yield from mentions(scope.terms[name], scope)
        else:
            yield name
        return
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from mentions(part, scope)
