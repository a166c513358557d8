from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr.base.errors import FormulaError
from gmcr.logic.grammar import parse
from gmcr.logic.names import Vocabulary
from gmcr.logic.printer import decimal, to_text
from gmcr.logic.tree import And, Formula, Number, Or, Symbol
from tests.conftest import in_one_test
from tests.gmcr.logic.strategies import OPTIONS, decimals, truths, written


@given(written)
def test_what_is_printed_reads_back_as_the_same_tree(formula: Formula) -> None:
    assert parse(to_text(formula)) == formula


@given(truths())
def test_resolved_formulas_read_back_too(formula: Formula) -> None:
    """Up to conjunctions and disjunctions of fewer than two parts, which have no text of their own."""
    vocabulary = Vocabulary(OPTIONS, {}, ("rivalry", "salience", "shared"))
    text = to_text(formula)
    again = vocabulary.resolve(parse(text))
    assert to_text(again) == text


@in_one_test(
    "text",
    [
        "a and b or c",
        "a and (b or c)",
        "not (a and b)",
        "not a and b",
        "not not a",
        "not a < b",
        "(not a) < b",
        "a implies b implies c",
        "(a implies b) implies c",
        "a iff b iff c",
        "a iff (b iff c)",
        "a and (b and c)",
        "a - (b - c)",
        "a - b - c",
        "(a + b) * c",
        "a + b * c",
        "a * (b * c)",
        "-(a + b)",
        "-a * b",
        "a * -0.5",
        "a - -3 < 0.25",
        "-(3)",
        "--3",
        "shared + salience * dprk.test > rivalry",
        "(a < b) == c",
    ],
)
def test_parentheses_are_the_fewest(text: str) -> None:
    assert to_text(parse(text)) == text


@pytest.mark.parametrize("text", ["((a))", "(a and b) and (c)", "a->(b)", "not(a)"])
def test_needless_parentheses_go(text: str) -> None:
    assert len(to_text(parse(text)).replace("implies", "->").replace(" ", "")) < len(text.replace(" ", ""))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(3), "3"),
        (Fraction(-3), "-3"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-1, 1000), "-0.001"),
        (Fraction(12345, 100), "123.45"),
        (Fraction(1, 2**30), "0.000000000931322574615478515625"),
    ],
)
def test_decimals(value: Fraction, text: str) -> None:
    assert decimal(value) == text
    assert Fraction(text) == value


@given(decimals)
def test_decimals_are_exact(value: Fraction) -> None:
    assert Fraction(decimal(value)) == value


@given(st.text(alphabet="0123456789", min_size=1, max_size=99))
def test_the_longest_numbers_read_back(digits: str) -> None:
    formula = parse("." + digits)
    assert parse(to_text(formula)) == formula


def test_a_third_has_no_decimal() -> None:
    with pytest.raises(FormulaError, match="1/3"):
        to_text(Number(Fraction(1, 3)))


def test_degenerate_conjunctions() -> None:
    assert to_text(And(())) == "true"
    assert to_text(Or(())) == "false"
    assert to_text(Or((And((Symbol("a"),)), Symbol("b")))) == "a or b"
