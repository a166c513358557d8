"""Formulas at random, and the plainest possible reading of them: one state, fractions, recursion."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product

from hypothesis import strategies as st

from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
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
)

OPTIONS = ("us.engage", "us.sanction", "dprk.test", "dprk.talk", "china.press")
DRIVERS = ("rivalry", "salience", "shared")
OPS = ("<", "<=", "==", "!=", ">=", ">")

decimals = st.builds(lambda n, places: Fraction(n, 10**places), st.integers(-2000, 2000), st.integers(0, 3))
fractions = st.builds(Fraction, st.integers(-9, 9), st.integers(1, 7))
driver_values = st.fixed_dictionaries(dict.fromkeys(DRIVERS, decimals))


def _written(below: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    many = st.lists(below, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Not, below),
        st.builds(Negative, below),
        st.builds(And, many),
        st.builds(Or, many),
        st.builds(Compare, st.sampled_from(OPS), below, below),
        *(st.builds(kind, below, below) for kind in (Implies, Iff, Sum, Minus, Product)),
    )


written: st.SearchStrategy[Formula] = st.recursive(
    st.one_of(
        st.sampled_from(["a", "b", "us.engage", "_x", "andy", "not_", "été"]).map(Symbol),
        st.booleans().map(Bool),
        decimals.map(Number),
    ),
    _written,
    max_leaves=20,
)
"""Any tree that some text can stand for, whether or not it makes sense."""


@cache
def truths(
    depth: int = 4, options: tuple[str, ...] = OPTIONS, drivers: tuple[str, ...] = DRIVERS
) -> st.SearchStrategy[Formula]:
    """Resolved truths."""
    leaves = st.one_of(st.sampled_from(options).map(OptionAtom), st.booleans().map(Bool))
    if depth == 0:
        return leaves
    below = truths(depth - 1, options, drivers)
    number = numbers(depth - 1, options, drivers)
    many = st.lists(below, max_size=4).map(tuple)
    return st.one_of(
        st.sampled_from(options).map(OptionAtom),
        st.builds(Not, below),
        st.builds(And, many),
        st.builds(Or, many),
        st.builds(Implies, below, below),
        st.builds(Iff, below, below),
        st.builds(Compare, st.sampled_from(OPS), number, number),
    )


@cache
def numbers(
    depth: int, options: tuple[str, ...] = OPTIONS, drivers: tuple[str, ...] = DRIVERS
) -> st.SearchStrategy[Formula]:
    """Resolved numbers (or truths counting 0 or 1), linear in drivers."""
    leaves = [decimals.map(Number), st.sampled_from(options).map(OptionAtom)]
    if drivers:
        leaves.append(st.sampled_from(drivers).map(DriverAtom))
    if depth == 0:
        return st.one_of(*leaves)
    below = numbers(depth - 1, options, drivers)
    free = numbers(depth - 1, options, ())
    return st.one_of(
        *leaves,
        truths(depth - 1, options, drivers),
        st.builds(Sum, below, below),
        st.builds(Minus, below, below),
        st.builds(Negative, below),
        st.builds(Product, free, below),
        st.builds(Product, below, free),
    )


def states(options: tuple[str, ...] = OPTIONS) -> Iterator[dict[str, bool]]:
    """All on/off combinations; the first option changes fastest."""
    for bits in product((False, True), repeat=len(options)):
        yield dict(zip(options, reversed(bits), strict=True))


def holds(node: Formula, state: Mapping[str, bool], drivers: Mapping[str, Fraction]) -> bool | Fraction:
    """The value of a resolved formula in one state."""

    def value(part: Formula) -> bool | Fraction:
        return holds(part, state, drivers)

    match node:
        case Bool(constant):
            return constant
        case Number(number):
            return number
        case OptionAtom(name):
            return state[name]
        case DriverAtom(name):
            return drivers[name]
        case Not(of):
            return not value(of)
        case And(items):
            return all(value(item) for item in items)
        case Or(items):
            return any(value(item) for item in items)
        case Implies(left, right):
            return not value(left) or bool(value(right))
        case Iff(left, right):
            return bool(value(left)) == bool(value(right))
        case Sum(left, right):
            return Fraction(value(left)) + Fraction(value(right))
        case Minus(left, right):
            return Fraction(value(left)) - Fraction(value(right))
        case Product(left, right):
            return Fraction(value(left)) * Fraction(value(right))
        case Negative(of):
            return -Fraction(value(of))
        case Compare(op, left, right):
            test = {
                "<": operator.lt,
                "<=": operator.le,
                "==": operator.eq,
                "!=": operator.ne,
                ">=": operator.ge,
                ">": operator.gt,
            }
            return bool(test[op](Fraction(value(left)), Fraction(value(right))))
    raise AssertionError(node)
