from __future__ import annotations

from fractions import Fraction

import pytest

from gmcr.base.errors import FormulaError
from gmcr.logic.grammar import LONGEST, parse
from gmcr.logic.names import Vocabulary
from gmcr.logic.printer import to_text
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import And, Compare, DriverAtom, Not, Number, OptionAtom, Symbol
from tests.conftest import in_one_test

OPTIONS = ["dprk.test", "dprk.talk", "us.engage", "us.press", "china.press"]
TERMS = {
    "talks": "engage and talk",
    "holdout": "us.engage and not talks",
    "shared_now": "shared + salience * dprk.test",
    "half": "0.5",
}
VOCABULARY = Vocabulary(
    OPTIONS, {name: parse(text) for name, text in TERMS.items()}, {"shared", "salience", "rivalry", "window"}
)


def resolved(text: str, kind: str = "truth") -> str:
    return to_text(VOCABULARY.resolve(parse(text), kind=kind))  # type: ignore[arg-type]


def test_names_become_what_they_mean() -> None:
    formula = VOCABULARY.resolve(parse("test and dprk.talk and window > 0"))
    assert formula.options == {"dprk.test", "dprk.talk"}
    assert formula.drivers == {"window"}
    assert isinstance(formula, And)
    assert formula.items[:2] == (OptionAtom("dprk.test"), OptionAtom("dprk.talk"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("talks", "us.engage and dprk.talk"),
        ("not talks", "not (us.engage and dprk.talk)"),
        ("holdout", "us.engage and not (us.engage and dprk.talk)"),
        ("shared_now > rivalry", "shared + salience * dprk.test > rivalry"),
        ("shared_now * half > talks", "(shared + salience * dprk.test) * 0.5 > (us.engage and dprk.talk)"),
        ("test + talk + engage >= 2", "dprk.test + dprk.talk + us.engage >= 2"),
        ("(test or talk) * window > half", "(dprk.test or dprk.talk) * window > 0.5"),
        ("(test + talk) * window > 1", "(dprk.test + dprk.talk) * window > 1"),
        ("(window > 0.5) * shared > salience", "(window > 0.5) * shared > salience"),
        ("2 * half * window < 1", "2 * 0.5 * window < 1"),
        ("test == talk", "dprk.test == dprk.talk"),
    ],
)
def test_terms_are_written_out(text: str, expected: str) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("engage and dprk.test", "us.engage and dprk.test", "engage and test"),
        ("press or us.press", "press or us.press", "press or us.press"),  # a bare name that two options have
        ("not talks implies shared_now > rivalry", "not talks implies shared_now > rivalry", None),
        ("salience * talk <= nothing", "salience * dprk.talk <= nothing", "salience * talk <= nothing"),
    ],
)
def test_people_are_told_names(text: str, full: str, short: str | None) -> None:
    told = VOCABULARY.named(parse(text))
    assert to_text(told) == full
    assert to_text(VOCABULARY.bare(told)) == (short or full)


def test_a_bare_name_that_means_something_else_is_not_told() -> None:
    vocabulary = Vocabulary(["us.talks", "us.window"], {"talks": parse("us.window")}, ["window"])
    assert vocabulary.named(parse("talks and window > 0")) == And(
        (Symbol("talks"), Compare(">", DriverAtom("window"), Number(Fraction(0))))
    )
    full = And((OptionAtom("us.talks"), OptionAtom("us.window")))
    for _ in range(2):  # whatever it has resolved before
        assert vocabulary.bare(full) == full
        vocabulary.resolve(parse("talks"))


def test_what_is_resolved_stays() -> None:
    once = VOCABULARY.resolve(parse("holdout and shared_now > rivalry"))
    assert VOCABULARY.resolve(once) == once
    with pytest.raises(FormulaError, match=r"us\.wait"):
        VOCABULARY.resolve(Not(OptionAtom("us.wait")))
    with pytest.raises(FormulaError, match="talks"):
        VOCABULARY.resolve(DriverAtom("talks"), kind="any")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("talks", "number", "us.engage and dprk.talk"),
        ("window", "number", "window"),
        ("window", "any", "window"),
        ("talks", "any", "us.engage and dprk.talk"),
        ("3", "number", "3"),
    ],
)
def test_a_truth_may_stand_for_a_number_but_not_the_reverse(text: str, kind: str, expected: str) -> None:
    assert resolved(text, kind) == expected
    if text != "talks":
        with pytest.raises(FormulaError):
            resolved(text)


@in_one_test(
    ("text", "column", "says", "suggestion"),
    [
        ("talk and us.engag", 10, "us.engag", "us.engage"),
        ("dprk.engage", 1, "dprk.engage", "us.engage"),
        ("talk and windw > 1", 10, "windw", "window"),
        ("talk and tolks", 10, "tolks", "talks"),
        ("talk and zzzzzz", 10, "zzzzzz", None),
        ("talk and press", 10, "us.press or china.press", None),
        ("talk and window", 10, "number", None),
        ("talk and 1", 10, "number", None),
        ("not (shared + 1)", 6, "number", None),
        ("shared_now", 1, "number", None),
        ("0.5", 1, "number", None),
        ("shared * window > 1", 10, "linear", None),
        ("shared_now * window > 1", 14, "linear", None),
        ("test * (1 + salience) * window > 1", 25, "linear", None),
    ],
)
def test_says_where_and_what_is_wrong(text: str, column: int, says: str, suggestion: str | None) -> None:
    with pytest.raises(FormulaError) as caught:
        VOCABULARY.resolve(parse(text), text=text)
    error = caught.value
    assert (error.column, error.suggestion, error.text) == (column, suggestion, text)
    assert says in error.reason


def test_exact_names_come_before_bare_ones() -> None:
    vocabulary = Vocabulary(["us.talks", "us.window"], {"talks": parse("us.window")}, ["window"])
    assert vocabulary.resolve(parse("talks")) == OptionAtom("us.window")
    assert vocabulary.resolve(parse("window"), kind="number") == DriverAtom("window")


def test_a_mistake_inside_a_term_is_reported_where_the_term_is_used() -> None:
    vocabulary = Vocabulary(OPTIONS, {"outer": parse("test or inner"), "inner": parse("talk and enage")}, ())
    with pytest.raises(FormulaError) as caught:
        vocabulary.resolve(parse("test and outer"))
    assert caught.value.column == 10
    assert caught.value.suggestion == "engage"
    assert "in the term 'outer': in the term 'inner': 'enage'" in caught.value.reason


def test_circles_are_named() -> None:
    terms = {"p": parse("test or q"), "q": parse("r"), "r": parse("not p"), "s": parse("p")}
    with pytest.raises(FormulaError) as caught:
        Vocabulary(OPTIONS, terms).resolve(parse("test and s"))
    assert caught.value.reason == "the term 'p' defines itself: p -> q -> r -> p"
    assert caught.value.column == 10
    with pytest.raises(FormulaError, match="x -> x"):
        Vocabulary(OPTIONS, {"x": parse("x and test")}).resolve(parse("x"))


def test_terms_that_double_are_refused_before_they_explode() -> None:
    terms = {"t0": parse("test")} | {f"t{k}": parse(f"t{k - 1} and t{k - 1}") for k in range(1, 60)}
    with pytest.raises(FormulaError, match=str(LONGEST)):
        Vocabulary(OPTIONS, terms).resolve(parse("t59"))
    Vocabulary(OPTIONS, terms).resolve(parse("t10"))


@pytest.mark.parametrize("used_before", [False, True])
def test_chains_of_terms_are_limited_however_they_are_reached(used_before: bool) -> None:
    terms = {"t0": parse("test")} | {f"t{k}": parse(f"not t{k - 1}") for k in range(1, 3000)}
    vocabulary = Vocabulary(OPTIONS, terms)
    deepest = 0
    for k in range(3000) if used_before else (2999,):
        try:
            vocabulary.resolve(parse(f"t{k}"))
        except FormulaError as error:
            assert str(NESTING) in error.reason  # noqa: PT017
            break
        deepest = k
    else:
        pytest.fail("no limit")
    assert deepest == (NESTING // 2 - 1 if used_before else 0)


def test_symbols_made_by_hand_have_a_column() -> None:
    with pytest.raises(FormulaError) as caught:
        VOCABULARY.resolve(Symbol("nowhere"))
    assert caught.value.column == 1
