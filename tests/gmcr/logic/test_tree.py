from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    DriverAtom,
    Formula,
    Iff,
    Implies,
    Negative,
    Not,
    Number,
    OptionAtom,
    Or,
    Product,
    Sum,
    Symbol,
    children,
    column_of,
    truths_within,
)


def test_where_something_was_written_does_not_count() -> None:
    assert Symbol("a", 3) == Symbol("a", 8)
    assert hash(Symbol("a", 3)) == hash(Symbol("a"))
    assert Number(Fraction(1, 2), 4) == Number(Fraction(1, 2))
    assert len({Symbol("a"), OptionAtom("a"), DriverAtom("a")}) == 3


def test_nodes_cannot_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Symbol("a").name = "b"  # type: ignore[misc]


def test_walk_goes_from_the_outside_in_and_from_left_to_right() -> None:
    a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
    formula = And((Not(a), Compare("<", b, Sum(c, a))))
    assert list(formula.walk()) == [formula, Not(a), a, Compare("<", b, Sum(c, a)), b, Sum(c, a), c, a]
    assert children(a) == ()


def test_walk_does_not_recurse() -> None:
    formula = Symbol("a")
    for _ in range(5000):
        formula = Not(formula)  # type: ignore[assignment]
    assert sum(1 for _ in formula.walk()) == 5001


def test_column_of_is_the_leftmost_known() -> None:
    assert column_of(Sum(Number(Fraction(1), 4), Symbol("a", 8))) == 4
    assert column_of(Not(OptionAtom("a.b"))) == 1


def test_truths_and_numbers() -> None:
    assert OptionAtom("a.b").is_truth
    assert Compare("<", DriverAtom("x"), DriverAtom("y")).is_truth
    assert not DriverAtom("x").is_truth
    assert not Sum(OptionAtom("a.b"), OptionAtom("a.c")).is_truth


def test_the_outermost_parts_are_replaced() -> None:
    a, b, x = OptionAtom("a"), OptionAtom("b"), DriverAtom("x")
    told: dict[Formula, Formula] = {a: Bool(True), Not(b): OptionAtom("c"), b: Bool(False), x: Number(Fraction(2))}
    formula = Iff(Implies(a, Not(b)), Or((b, Compare("<", Negative(x), Product(x, a)))))
    two = Number(Fraction(2))
    assert formula.replaced(told.get) == Iff(
        Implies(Bool(True), OptionAtom("c")),
        Or((Bool(False), Compare("<", Negative(two), Product(two, Bool(True))))),
    )
    assert formula.replaced(lambda part: None) == formula


def test_truths_within_a_number_go_from_left_to_right() -> None:
    a, b = OptionAtom("a"), Not(OptionAtom("b"))
    assert list(truths_within(Sum(Product(DriverAtom("x"), b), a), a)) == [b, a, a]
    assert list(truths_within(And((a, b)))) == [And((a, b))]
