from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given

from gmcr.base.errors import FormulaError, SizeError, UnknownName
from gmcr.logic.cnf import clauses
from gmcr.logic.grammar import parse
from gmcr.logic.names import Vocabulary
from gmcr.logic.scanner import NESTING
from gmcr.logic.tree import Bool, Formula
from tests.conftest import in_one_test
from tests.gmcr.logic.strategies import OPTIONS, holds, states, truths

VARIABLES = {name: k for k, name in enumerate(OPTIONS, start=1)}


def of(text: str, options: tuple[str, ...] = OPTIONS) -> Formula:
    return Vocabulary(options, {}, ["shared"]).resolve(parse(text))


def extensions(found: list[list[int]], fixed: list[int]) -> int:
    """How many ways there are to extend an assignment to all variables of the clauses (plain splitting)."""
    remaining = found
    queue = list(fixed)
    while True:
        for literal in queue:
            remaining = [[x for x in clause if x != -literal] for clause in remaining if literal not in clause]
        if any(not clause for clause in remaining):
            return 0
        queue = [clause[0] for clause in remaining if len(clause) == 1][:1]
        if not queue:
            break
    if not remaining:
        return 1
    literal = remaining[0][0]
    return extensions(remaining, [literal]) + extensions(remaining, [-literal])


@given(truths(4, OPTIONS, ()))
def test_the_clauses_hold_where_the_formula_holds_and_in_one_way(formula: Formula) -> None:
    found, next_free = clauses(formula, VARIABLES, first_free=10)
    assert all(clause for clause in found)
    assert all(0 < abs(literal) < next_free for clause in found for literal in clause)
    assert all(abs(literal) <= 5 or abs(literal) >= 10 for clause in found for literal in clause)
    for state in states():
        fixed = [VARIABLES[name] if on else -VARIABLES[name] for name, on in state.items()]
        assert extensions(found, fixed) == int(bool(holds(formula, state, {})))


@given(truths(2, OPTIONS[:2], ()))
def test_equisatisfiable_by_trying_every_assignment(formula: Formula) -> None:
    found, next_free = clauses(formula, {name: VARIABLES[name] for name in OPTIONS[:2]}, first_free=3)
    assume(next_free <= 13)
    satisfiable = any(
        all(any(bits[abs(x) - 1] == (x > 0) for x in clause) for clause in found)
        for bits in product((False, True), repeat=next_free - 1)
    )
    assert satisfiable == any(holds(formula, state, {}) for state in states(OPTIONS[:2]))


@in_one_test(
    ("text", "expected"),
    [
        ("us.engage", [[1]]),
        ("not us.engage", [[-1]]),
        ("us.engage and not us.sanction", [[1], [-2]]),
        ("us.engage or not us.sanction", [[1, -2]]),
        ("us.engage implies us.sanction", [[-1, 2]]),
        ("not (us.engage and us.sanction)", [[-1, -2]]),
        ("not (us.engage or us.sanction)", [[-1], [-2]]),
        ("not (us.engage implies us.sanction)", [[1], [-2]]),
        ("true", []),
        ("us.engage or true", []),
        ("us.engage or not us.engage", []),
        ("0.1 + 0.2 == 0.3", []),
    ],
)
def test_plain_clauses_need_no_new_variables(text: str, expected: list[list[int]]) -> None:
    assert clauses(of(text), VARIABLES, first_free=6) == (expected, 6)


def test_what_is_false_is_a_contradiction_without_an_empty_clause() -> None:
    assert clauses(Bool(False), VARIABLES, first_free=6) == ([[6], [-6]], 7)
    assert clauses(of("us.engage + us.sanction > 2"), VARIABLES, first_free=6) == ([[6], [-6]], 7)


def test_the_same_part_has_one_variable() -> None:
    both = "(us.engage and us.sanction)"
    found, next_free = clauses(of(f"({both} iff dprk.test) or ({both} iff dprk.talk)"), VARIABLES, first_free=6)
    assert next_free == 9
    assert len(found) == len({tuple(clause) for clause in found})


@pytest.mark.level("all")
def test_counting_many_options_stays_small() -> None:
    names = tuple(f"a.o{k}" for k in range(40))
    variables = {name: k for k, name in enumerate(names, start=1)}
    found, next_free = clauses(of(f"{' + '.join(names)} >= 20", names), variables, first_free=41)
    assert next_free < 41 + 40 * 40
    for on, holds_there in ((20, 1), (19, 0)):
        fixed = [variable if variable <= on else -variable for variable in variables.values()]
        assert extensions(found, fixed) == holds_there


def test_too_many_partial_sums_are_refused() -> None:
    names = tuple(f"a.o{k}" for k in range(40))
    variables = {name: k for k, name in enumerate(names, start=1)}
    powers = " + ".join(f"{3**k + 7**k} * {name}" for k, name in enumerate(names[:30]))
    half = sum(3**k + 7**k for k in range(30)) // 2
    with pytest.raises(SizeError, match="partial sums"):
        clauses(
            of(f"({powers}) * 1 + ({' + '.join(names)}) * {half // 40} == {half}", names),
            variables,
            first_free=41,
        )


def test_says_what_is_wrong() -> None:
    with pytest.raises(FormulaError, match="shared"):
        clauses(of("shared > 0.5"), VARIABLES, first_free=6)
    with pytest.raises(UnknownName, match=r"us\.engage"):
        clauses(of("us.engage"), {}, first_free=1)
    with pytest.raises(ValueError, match="first_free"):
        clauses(of("us.engage"), VARIABLES, first_free=5)
    with pytest.raises(FormulaError, match="resolve"):
        clauses(parse("us.engage"), VARIABLES, first_free=6)


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("before", "after"),
    [("(", " < 1)"), ("not ", ""), ("(us.engage and ", ")"), ("", " iff us.engage"), ("-", "")],
)
def test_the_deepest_formulas_are_encoded(before: str, after: str) -> None:
    levels = NESTING - 3
    formula = of(f"({before * levels}china.press{after * levels}) == 0")
    found, _ = clauses(formula, VARIABLES, first_free=6)
    for state in states():
        fixed = [VARIABLES[name] if on else -VARIABLES[name] for name, on in state.items()]
        assert extensions(found, fixed) == int(bool(holds(formula, state, {})))
