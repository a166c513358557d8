"""Three-valued truth against all completions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr.base.errors import FormulaError
from gmcr.logic import DriverAtom, Formula, Number, OptionAtom, Symbol, Vocabulary, certain_truth, parse, truth
from tests.conftest import in_one_test
from tests.gmcr.logic.strategies import truths

__all__: list[str] = []

NAMES = ("A.a", "A.b", "B.c", "B.d")
EVERY = np.array(list(product([False, True], repeat=4)))


def read(text: str) -> Formula:
    return Vocabulary(NAMES, {}, ()).resolve(parse(text), kind="truth")


def options(columns: list[int]) -> dict[str, np.ndarray]:
    return {NAMES[k]: EVERY[:, k] for k in columns}


def met(formula: Formula) -> np.ndarray:
    return np.broadcast_to(truth(formula, options([0, 1, 2, 3]), {}), (16,))


@given(truths(3, NAMES, ()), st.sets(st.integers(0, 3)))
def test_what_is_sure_holds_under_every_completion(formula: Formula, known: set[int]) -> None:
    sure = np.broadcast_to(certain_truth(formula, options(sorted(known))), (16,))
    whole = met(formula)
    for row in np.flatnonzero(sure):
        alike = np.all(EVERY[:, sorted(known)] == EVERY[row, sorted(known)], axis=1)
        assert whole[alike].all()


@given(truths(3, NAMES, ()))
def test_with_nothing_open_it_is_the_truth(formula: Formula) -> None:
    assert np.array_equal(np.broadcast_to(certain_truth(formula, options([0, 1, 2, 3])), (16,)), met(formula))


@in_one_test(
    ("text", "known", "rows"),
    [
        ("a or b", ["A.a"], "a"),
        ("a and b", ["A.a"], ""),
        ("not (a and b)", ["A.a"], "not a"),
        ("a implies b", ["A.a"], "not a"),
        ("a implies b", ["A.b"], "b"),
        ("a iff b", ["A.a"], ""),
        ("a + b + c + d > 2", ["A.a", "A.b", "B.c"], "a and b and c"),
        ("a + b + c + d < 2", ["A.a", "A.b"], ""),
        ("a + b + c + d < 2", ["A.a", "A.b", "B.c"], "not a and not b and not c"),
        ("2 * a - 3 * b >= 0 - 1", ["A.b"], "not b"),
        ("a - a == 0", ["A.a"], "true"),
        ("a - b == 1", ["A.a", "A.b"], "a and not b"),
        ("a + b != 3", [], "true"),
        ("a + b == 0", ["A.a"], ""),
        ("0.5 * a + 0.25 * b > 0.6", ["A.a"], ""),
        ("0.5 * a + 0.25 * b <= 0.25", ["A.a"], "not a"),
        ("a * (b + 1) <= 1", ["A.b"], "not b"),
    ],
)
def test_what_is_sure_of_the_open_rest(text: str, known: list[str], rows: str) -> None:
    found = np.broadcast_to(certain_truth(read(text), options([NAMES.index(name) for name in known])), (16,))
    expected = met(read(rows)) if rows else np.zeros(16, dtype=bool)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("formula", [Symbol("a"), Number(Fraction(1)), DriverAtom("x")])
def test_only_resolved_truths_without_drivers(formula: Formula) -> None:
    with pytest.raises(FormulaError):
        certain_truth(formula, {})


def test_an_open_option_is_neither_sure_nor_excluded() -> None:
    assert not certain_truth(OptionAtom("A.a"), {}).any()
    assert not certain_truth(read("not a"), {}).any()
