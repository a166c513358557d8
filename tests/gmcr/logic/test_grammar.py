from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from math import nextafter

import pytest

from gmcr.base.errors import FormulaError
from gmcr.logic.grammar import LONGEST, parse
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import (
    And,
    Bool,
    Compare,
    Formula,
    Iff,
    Implies,
    Minus,
    Negative,
    Not,
    Number,
    Or,
    Product,
    Sum,
    Symbol,
)
from tests.conftest import in_one_test
from tests.counting import grows_evenly

a, b, c, d = (Symbol(name) for name in "abcd")


def number(text: str) -> Number:
    return Number(Fraction(text))


@in_one_test(
    ("text", "tree"),
    [
        ("a", a),
        ("us.engage", Symbol("us.engage")),
        ("true", Bool(True)),
        ("false", Bool(False)),
        ("not a and b", And((Not(a), b))),
        ("a and b and c", And((a, b, c))),
        ("a and (b and c)", And((a, And((b, c))))),
        ("a or b and c", Or((a, And((b, c))))),
        ("a or b or c", Or((a, b, c))),
        ("a or b implies c", Implies(Or((a, b)), c)),
        ("a implies b implies c", Implies(a, Implies(b, c))),
        ("a -> b -> c", Implies(a, Implies(b, c))),
        ("a iff b iff c", Iff(Iff(a, b), c)),
        ("a implies b iff c implies d", Iff(Implies(a, b), Implies(c, d))),
        ("a<->b", Iff(a, b)),
        ("not a < b", Not(Compare("<", a, b))),
        ("a + b - c < d", Compare("<", Minus(Sum(a, b), c), d)),
        ("a - (b - c)", Minus(a, Minus(b, c))),
        ("a + b * c", Sum(a, Product(b, c))),
        ("a * b * c", Product(Product(a, b), c)),
        ("-a * b", Product(Negative(a), b)),
        ("a - -0.5", Minus(a, number("-0.5"))),
        ("-(0.5)", Negative(number("0.5"))),
        ("(a and b) * 0.3 > c", Compare(">", Product(And((a, b)), number("0.3")), c)),
        ("a >= .25", Compare(">=", a, number("1/4"))),
        ("a and\n  not b", And((a, Not(b)))),
        ("andy or nothing", Or((Symbol("andy"), Symbol("nothing")))),
        ("us.not", Symbol("us.not")),
        ("NO.test", Symbol("NO.test")),
    ],
)
def test_reads(text: str, tree: Formula) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("op", ["<", "<=", "==", "!=", ">=", ">"])
def test_reads_every_comparison(op: str) -> None:
    assert parse(f"a {op} b") == parse(f"a{op}b") == Compare(op, a, b)  # type: ignore[arg-type]


def test_numbers_are_exact() -> None:
    assert parse("0.1") == number("1/10")
    assert parse("123456789012345678901234567890.000000000000000000001") == Number(
        Fraction("123456789012345678901234567890.000000000000000000001")
    )


def test_scalars_of_yaml() -> None:
    assert parse(True) == Bool(True)
    assert parse(False) == Bool(False)
    assert parse(3) == number("3")
    assert parse(0.1) == number("1/10")
    assert parse(1e-5) == number("0.00001")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, 10**5000, None, ["a"]], ids=lambda _: "")
def test_refuses_other_values(value: object) -> None:
    with pytest.raises(FormulaError):
        parse(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("bound", [1e-80, 1 / 1e-80])
def test_a_number_is_smaller_than_the_largest_and_larger_than_the_smallest(bound: float) -> None:
    for refused in (bound, -bound):
        with pytest.raises(FormulaError, match="in size"):
            parse(refused)
    assert isinstance(parse(nextafter(bound, 1)), Number)


def test_columns_count_from_one() -> None:
    found = [node.column for node in parse("aa and (bb < 0.5)").walk() if isinstance(node, (Symbol, Number))]
    assert found == [1, 9, 14]


@in_one_test(
    ("text", "column", "says", "suggestion"),
    [
        ("", 1, "empty", None),
        ("  \n", 1, "empty", None),
        ("a and", 6, "ends after 'and'", None),
        ("a and  ", 6, "ends after 'and'", None),
        ("a b", 3, "operator", None),
        ("(a and (b or c)", 1, "never closed", None),
        ("a and (b", 7, "never closed", None),
        ("a or b)", 7, "no '('", None),
        ("a and ()", 8, "nothing between", None),
        ("a < b < c", 7, "chained", None),
        ("a <= b == c", 8, "chained", None),
        ("a = 0.5", 3, "'='", "=="),
        ("a AND b", 3, "lowercase", "and"),
        ("a and True", 7, "lowercase", "true"),
        ("Not a", 1, "lowercase", "not"),
        ("a && b", 3, "'&&'", "and"),
        ("a & b", 3, "'&'", "and"),
        ("a || b", 3, "'||'", "or"),
        ("!a", 1, "'!'", "not"),
        ("a → b", 3, "'→'", "implies"),
        ("a => b", 3, "at least", "implies"),
        ("a <=> b", 3, "'<=>'", "iff"),
        ("a ≤ b", 3, "'≤'", "<="),
        ("a <> b", 3, "'<>'", "!="),
        ("a / 2 < 1", 3, "division", None),
        ("a ** 2 < 1", 3, "powers", None),
        ("a impies b", 3, "not an operator", "implies"),
        ("nott a", 1, "not an operator", "not"),
        ("if a then b", 1, "'a implies b' for 'if a then b'", None),
        ("b if a", 3, "'a implies b' for 'if a then b' and for 'b if a'", None),
        ("a and b unless c", 9, "'not a implies b' for 'b unless a'", None),
        ("probably not a", 1, "`certainty`", None),
        ("a and likely b", 7, "`chance`", None),
        ("b when a", 3, "'a implies b' for 'b when a'", None),
        ("a should b", 3, "what is so", None),
        ("Should a", 1, "'Should'", None),
        ("a only if b", 3, "'a implies b' for 'a only if b'", None),
        ("neither a nor b", 1, "'not a and not b'", None),
        ("either a or b", 1, "exactly one", None),
        ("a but not b", 3, "'and'", None),
        ("no a", 1, "'not a'", None),
        ("a is true", 3, "a name alone", None),
        ("a < not b", 5, "parentheses", None),
        ("+a < 1", 1, "expected", None),
        ("a < 1e5", 5, "not a number", None),
        ("a < 1.", 5, "not a number", None),
        ("2x < 1", 1, "not a number", None),
        ("us.engage.now", 1, "not a name", None),
        ("a and us.", 7, "not a name", None),
        ("a and $b", 7, "'$'", None),
        ("a and\nb c", 9, "operator", None),
        ("a < " + "1" * 101, 5, "digits", None),
    ],
)
def test_says_where_and_what_is_wrong(text: str, column: int, says: str, suggestion: str | None) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.column == column
    assert says in caught.value.reason
    assert caught.value.suggestion == suggestion
    if text.strip():
        assert caught.value.text == text


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("begin", "part", "times"),
    [
        ("", "(", 100_000),
        ("", "not ", 25_000),
        ("", "- ", 50_000),
        ("", "(not ", 20_000),
        ("", "a implies ", 9_000),
        ("a", "+a", 49_000),
        ("a", " iff a", 16_000),
        ("", ")", 100_000),
        ("", "a ", 50_000),
        ("", "a", LONGEST + 1),
    ],
)
def test_hostile_input_is_refused_soon(begin: str, part: str, times: int) -> None:
    def refused(many: int) -> None:
        with pytest.raises(FormulaError) as caught:
            parse(begin + part * many)
        assert len(str(caught.value)) < 1000

    refused(times)
    assert part == "a" or grows_evenly(refused, times // 40)


@pytest.mark.parametrize(
    ("before", "after"),
    [("(", ")"), ("not ", ""), ("-", ""), ("a implies ", ""), ("", " + a"), ("", " iff a")],
)
def test_the_limit_of_nesting(before: str, after: str) -> None:
    levels = NESTING if before == "(" else NESTING - 1  # what stands inside is a level itself
    parse(before * levels + "a" + after * levels)
    with pytest.raises(FormulaError, match="levels"):
        parse(before * (levels + 1) + "a" + after * (levels + 1))


def test_long_conjunctions_are_flat() -> None:
    formula = parse(" and ".join(["a"] * 10_000))
    assert isinstance(formula, And)
    assert len(formula.items) == 10_000


def test_importing_the_package_does_not_load_the_parser() -> None:
    code = "import sys, gmcr.logic; sys.exit('lark' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode
        == 0
    )
