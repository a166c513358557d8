"""Feasible states without looking at all combinations, against looking at all."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.errors import ModelError, SizeError
from countermove.logic import And, Bool, Formula, Iff, Implies, Not, Option, Or
from countermove.model import ModelOption, NeverRule, OptionForm
from countermove.model.enumeration import feasible_codes
from countermove.model.space import Space

NAMES = tuple(f"A.o{k}" for k in range(6))


def form(rules: Sequence[Formula], count: int = 6) -> OptionForm:
    options = tuple(ModelOption("A", f"o{k}") for k in range(count))
    return OptionForm(("A",), options, tuple(NeverRule(f"r{k}", rule) for k, rule in enumerate(rules)))


def on(formula: Formula, code: int) -> bool:
    """Truth in one state, by recursion."""
    match formula:
        case Bool(value):
            return value
        case Option(name):
            return bool(code >> NAMES.index(name) & 1)
        case Not(of):
            return not on(of, code)
        case And(items):
            return all(on(item, code) for item in items)
        case Or(items):
            return any(on(item, code) for item in items)
        case Implies(premise, conclusion):
            return not on(premise, code) or on(conclusion, code)
        case Iff(left, right):
            return on(left, code) == on(right, code)
    raise AssertionError(formula)


formulas = st.recursive(
    st.one_of(st.sampled_from([Option(name) for name in NAMES]), st.booleans().map(Bool)),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: And(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Or(tuple(items))),
        st.builds(Implies, inner, inner),
        st.builds(Iff, inner, inner),
    ),
    max_leaves=6,
)


@given(st.lists(formulas, max_size=5))
def test_the_same_states_as_by_looking_at_all(rules: list[Formula]) -> None:
    expected = [code for code in range(64) if not any(on(rule, code) for rule in rules)]
    codes = feasible_codes(form(rules), limit=64)
    assert codes.dtype == np.int64
    assert codes.tolist() == expected
    if expected:
        dense, sparse = Space(form(rules), "dense"), Space(form(rules), "sparse")
        assert dense.states.tolist() == sparse.states.tolist() == expected
    else:
        for layout in ("dense", "sparse"):
            with pytest.raises(ModelError, match="No state is feasible"):
                Space(form(rules), layout)


def test_forty_options_with_few_feasible_states() -> None:
    """Chains: an option needs the one before it in its group of eight, so 9^5 of 2^40 combinations are left."""
    names = [f"A.o{k}" for k in range(40)]
    rules = [And((Option(names[k + 1]), Not(Option(names[k])))) for k in range(39) if k % 8 != 7]
    given_form = form(rules, 40)
    tracemalloc.start()
    codes = feasible_codes(given_form, limit=1 << 17)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    blocks = [(1 << k) - 1 for k in range(9)]
    expected = [0]
    for group in range(5):
        expected = [code | block << 8 * group for code in expected for block in blocks]
    assert codes.tolist() == sorted(expected)
    assert peak < 64 << 20


def test_rules_across_the_whole_width_are_completed_early() -> None:
    """Options 2k and 2k+1 counted from both ends exclude each other; deciding bits in plain order would keep 2^20."""
    names = [f"A.o{k}" for k in range(40)]
    rules = [Not(Iff(Option(names[k]), Option(names[39 - k]))) for k in range(20)]
    rules.append(Or(tuple(Option(name) for name in names[:12])))
    codes = feasible_codes(form(rules, 40), limit=1 << 13)
    assert codes.size == 1 << 8
    assert all(code >> k & 1 == code >> (39 - k) & 1 for code in codes.tolist() for k in range(20))


def test_too_many_are_refused_with_the_way_out() -> None:
    with pytest.raises(SizeError, match=r"More than 1000 feasible combinations of 30 options. Exclude"):
        feasible_codes(form([], 30), limit=1000)
    with pytest.raises(SizeError):
        Space(form([], 30))


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_rules_without_options(layout: str) -> None:
    assert Space(form([Bool(False)]), layout).count == 64
    assert Space(form([], 0), layout).states.tolist() == [0]
    for count in (0, 1):
        with pytest.raises(ModelError, match="No state is feasible") as error:
            Space(form([Bool(True)], count), layout)
        assert error.value.rule == "r0"
