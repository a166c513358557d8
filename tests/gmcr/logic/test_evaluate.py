from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gmcr.base.errors import FormulaError, UnknownName
from gmcr.logic import evaluate
from gmcr.logic.evaluate import number, truth
from gmcr.logic.grammar import parse
from gmcr.logic.names import Vocabulary
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import (
    Compare,
    DriverAtom,
    Formula,
    Minus,
    Negative,
    Number,
    OptionAtom,
    Product,
    Sum,
    Symbol,
)
from tests.conftest import in_one_test
from tests.gmcr.logic.strategies import DRIVERS, OPTIONS, driver_values, holds, states, truths

VOCABULARY = Vocabulary(OPTIONS, {}, DRIVERS)
STATES = list(states())
FLAT = {name: np.array([state[name] for state in STATES]) for name in OPTIONS}
# The low options along the columns, the high ones along the rows: together the same states in the same order.
LATTICE = {
    name: (FLAT[name].reshape(4, 8)[:1, :] if k < 3 else FLAT[name].reshape(4, 8)[:, :1]).copy()
    for k, name in enumerate(OPTIONS)
}
VALUES = {"rivalry": Fraction("0.8"), "salience": Fraction("0.4"), "shared": Fraction("0.5")}


def of(text: str) -> Formula:
    return VOCABULARY.resolve(parse(text))


def judged(formula: Formula, drivers: dict[str, Fraction]) -> NDArray[np.bool_]:
    return np.array([bool(holds(formula, state, drivers)) for state in STATES])


@given(truths(), driver_values, st.sampled_from([0, 1, 3]))
def test_agrees_with_the_plain_reading(formula: Formula, drivers: dict[str, Fraction], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "_FEW", few)  # comparisons by table, and by integer arrays
        flat = truth(formula, FLAT, drivers)
        lattice = truth(formula, LATTICE, drivers)
    expected = judged(formula, drivers)
    assert flat.dtype == lattice.dtype == np.bool_
    assert np.array_equal(np.broadcast_to(flat, 32), expected)
    assert np.array_equal(np.broadcast_to(lattice, (4, 8)).reshape(32), expected)


@in_one_test("few", [0, 3])
@in_one_test("op", ["<", "<=", "==", "!=", ">=", ">"])
@in_one_test("left", ["us.engage", "-us.engage", "-(us.engage + shared)", "2 * us.engage - shared"])
def test_every_way_in_which_two_acts_decide_a_comparison(
    monkeypatch: pytest.MonkeyPatch, left: str, op: str, few: int
) -> None:
    monkeypatch.setattr(evaluate, "_FEW", few)
    for sign in "+-":
        for bound in ("-2", "-1", "0", "0.5", "1", "2"):
            formula = of(f"{left} {sign} us.sanction {op} {bound}")
            expected = judged(formula, VALUES)
            assert np.array_equal(np.broadcast_to(truth(formula, FLAT, VALUES), 32), expected), formula


@given(truths(3), driver_values)
def test_options_may_be_single_states(formula: Formula, drivers: dict[str, Fraction]) -> None:
    for state in STATES[::5]:
        for options in (state, {name: np.array(on) for name, on in state.items()}):
            value = truth(formula, options, drivers)
            assert value.shape == ()
            assert bool(value) == holds(formula, state, drivers)


@given(truths(3), driver_values)
def test_a_number_in_one_state(formula: Formula, drivers: dict[str, Fraction]) -> None:
    doubled = Product(Sum(formula, formula), Minus(DriverAtom("shared"), Negative(formula)))
    for state in STATES[::5]:
        assert number(formula, state, drivers) == holds(formula, state, drivers)
        assert number(doubled, state, drivers) == holds(doubled, state, drivers)


def test_a_number_says_what_is_missing() -> None:
    with pytest.raises(UnknownName, match="rivalry"):
        number(Sum(DriverAtom("rivalry"), Number(Fraction(1))), {}, {})
    with pytest.raises(FormulaError, match="not resolved"):
        number(Symbol("x"), {}, {})


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("us.engage and us.sanction", (1, 8)),
        ("dprk.talk or china.press", (4, 1)),
        ("dprk.talk implies us.engage", (4, 8)),
        ("shared + salience * dprk.talk > rivalry", (4, 1)),
        ("us.engage + us.sanction + dprk.test + shared > 1", (1, 8)),
        ("us.engage + us.sanction + dprk.test + dprk.talk > 1", (4, 8)),
        ("us.engage + us.sanction + dprk.test > 1", (1, 8)),
        ("shared < rivalry", ()),
        ("shared > rivalry and us.engage", ()),
        ("shared < rivalry implies us.engage", (1, 8)),
    ],
)
def test_shapes_stay_small(text: str, shape: tuple[int, ...]) -> None:
    assert truth(of(text), LATTICE, VALUES).shape == shape


def test_conjunctions_combine_small_shapes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def spy(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> NDArray[np.bool_]:
        seen.append(np.broadcast_shapes(a.shape, b.shape))
        return np.bitwise_and(a, b)

    monkeypatch.setattr(np, "logical_and", spy)
    truth(of("us.engage and dprk.talk and us.sanction and china.press and dprk.test"), LATTICE, {})
    assert sorted(seen) == [(1, 8), (1, 8), (4, 1), (4, 8)]


def test_comparisons_are_exact_where_floats_are_not() -> None:
    assert truth(of("0.1 + 0.2 == 0.3"), {}, {})
    assert not truth(of("shared + salience > 0.9"), {}, VALUES)
    drivers = {"shared": Fraction(1, 10), "salience": Fraction(2, 10), "rivalry": Fraction(3, 10)}
    assert truth(of("shared + salience * dprk.test == rivalry"), FLAT, drivers).tolist() == FLAT["dprk.test"].tolist()


@pytest.mark.parametrize("digits", [1, 3, 6, 17, 18, 19, 30])
def test_no_size_of_numbers_overflows(digits: int) -> None:
    """Weights that differ only in their last digit, from 8-bit numbers to ones beyond 64 bits."""
    big = 10**digits
    total: Formula = Number(Fraction(1, 3))
    for k, name in enumerate(OPTIONS):
        total = Sum(total, Product(Number(Fraction(big + k)), OptionAtom(name)))
    formula = Compare(">", total, Sum(Number(Fraction(2 * big + 3)), DriverAtom("shared")))
    drivers = {"shared": Fraction(1, 3)}
    assert np.array_equal(truth(formula, FLAT, drivers), judged(formula, drivers))
    narrow = Compare("<=", Product(total, total), Number(Fraction(4 * big * big)))
    assert np.array_equal(truth(narrow, FLAT, drivers), judged(narrow, drivers))


def test_the_result_is_never_an_array_passed_in() -> None:
    given_ = {"us.engage": np.array([True, False]), "us.sanction": np.array([True, True])}
    for text in ("us.engage", "true and us.engage", "not (not us.engage and true)", "us.engage == 1"):
        result = truth(of(text), given_, {})
        result[:] = ~result
        assert given_["us.engage"].tolist() == [True, False]


def test_says_what_is_missing() -> None:
    with pytest.raises(UnknownName, match=r"dprk\.tset") as missing:
        truth(OptionAtom("dprk.tset"), FLAT, {})
    assert missing.value.suggestion == "dprk.test"
    with pytest.raises(UnknownName, match="shared"):
        truth(of("shared > 0"), FLAT, {})
    for formula in (Symbol("us.engage"), Number(Fraction(1)), Compare("<", Symbol("a"), Number(Fraction(1)))):
        with pytest.raises(FormulaError):
            truth(formula, FLAT, {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("not ", ""),
        ("us.engage implies ", ""),
        ("", " iff us.engage"),
        ("(", " < 1)"),
        ("(us.engage and ", ")"),
        ("(", " + us.engage + us.sanction + dprk.test + dprk.talk)"),
    ],
)
def test_the_deepest_formulas_evaluate(before: str, after: str) -> None:
    levels = (NESTING - 3) // max(1, after.count("+"))
    formula = of(f"({before * levels}china.press{after * levels}) == 0")
    assert np.array_equal(truth(formula, FLAT, {}), judged(formula, {}))
