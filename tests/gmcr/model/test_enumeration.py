"""Feasible states without looking at all combinations, against looking at all."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr.base.errors import ModelError, SizeError
from gmcr.logic import And, Bool, Formula, Iff, Implies, Not, OptionAtom, Or, Vocabulary, parse
from gmcr.model import ModelOption, NeverRule, OptionForm
from gmcr.model import space as enumeration
from gmcr.model.space import Space, extending, feasible_codes
from tests.conftest import require_module

NAMES = tuple(f"A.o{k}" for k in range(6))


def form(rules: Sequence[Formula], count: int = 6) -> OptionForm:
    options = tuple(ModelOption("A", f"o{k}") for k in range(count))
    return OptionForm(("A",), options, tuple(NeverRule(f"r{k}", rule) for k, rule in enumerate(rules)))


def on(formula: Formula, code: int) -> bool:
    """Truth in one state, by recursion."""
    match formula:
        case Bool(value):
            return value
        case OptionAtom(name):
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
    st.one_of(st.sampled_from([OptionAtom(name) for name in NAMES]), st.booleans().map(Bool)),
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
    rules = [And((OptionAtom(names[k + 1]), Not(OptionAtom(names[k])))) for k in range(39) if k % 8 != 7]
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
    rules = [Not(Iff(OptionAtom(names[k]), OptionAtom(names[39 - k]))) for k in range(20)]
    rules.append(Or(tuple(OptionAtom(name) for name in names[:12])))
    codes = feasible_codes(form(rules, 40), limit=1 << 13)
    assert codes.size == 1 << 8
    assert all(code >> k & 1 == code >> (39 - k) & 1 for code in codes.tolist() for k in range(20))


def test_too_many_are_refused_with_the_way_out() -> None:
    with pytest.raises(SizeError, match=r"More than 1,000 feasible combinations of 30 options. Exclude"):
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


def resolved(text: str, count: int) -> Formula:
    names = [f"A.o{k}" for k in range(count)]
    return Vocabulary(names, {}, ()).resolve(parse(text), kind="truth")


def peak_of(given_form: OptionForm, limit: int) -> tuple[list[int], int]:
    """The codes, and the most bytes that finding them took."""
    tracemalloc.start()
    codes = feasible_codes(given_form, limit=limit)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return codes.tolist(), peak


def test_a_rule_over_all_options_prunes_long_before_its_last_one() -> None:
    """At most two of forty: the one rule is complete only when everything is decided."""
    everything = " + ".join(f"o{k}" for k in range(40))
    codes, peak = peak_of(form([resolved(f"{everything} > 2", 40)], 40), 1 << 12)
    pairs = {(1 << a) | (1 << b) for a in range(40) for b in range(40)}
    assert codes == sorted({0, *pairs})
    assert peak < 8 << 20


@pytest.mark.level("all")
def test_weighted_windows_over_all_options() -> None:
    weights = [k % 7 + 1 for k in range(40)]
    total = " + ".join(f"{w} * o{k}" for k, w in enumerate(weights))
    codes, peak = peak_of(form([resolved(f"{total} > 4", 40), resolved(f"{total} < 4", 40)], 40), 1 << 14)
    assert codes
    assert all(sum(w for k, w in enumerate(weights) if code >> k & 1) == 4 for code in codes)
    assert len(codes) == ways_to_make(4, weights)
    assert peak < 32 << 20


def ways_to_make(total: int, weights: Sequence[int]) -> int:
    ways = [1] + [0] * total
    for weight in weights:
        for amount in range(total, weight - 1, -1):
            ways[amount] += ways[amount - weight]
    return ways[total]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rules_in_an_adversarial_order(seed: int) -> None:
    """Permutation matrices of size six: rows need one, rows and columns allow one; options and rules shuffled."""
    rng = np.random.default_rng(seed)
    place = rng.permutation(36).reshape(6, 6)
    rules = [f"not ({' or '.join(f'o{k}' for k in row)})" for row in place]
    for line in (*place, *place.T):
        rules += [f"o{a} and o{b}" for i, a in enumerate(line) for b in line[:i]]
    rng.shuffle(rules)
    codes, peak = peak_of(form([resolved(text, 36) for text in rules], 36), 1 << 16)
    assert len(codes) == 720
    assert peak < 32 << 20


def random_rules(count: int, width: int, options: int, seed: int) -> list[Formula]:
    rng = np.random.default_rng(seed)
    texts = []
    for _ in range(count):
        chosen = rng.choice(options, width, replace=False)
        texts.append(" and ".join(("not " if rng.random() < 0.5 else "") + f"o{k}" for k in chosen))
    return [resolved(text, options) for text in texts]


def test_with_a_solver_few_more_are_kept_than_are_feasible() -> None:
    """Random rules near the threshold: one at a time they strike out little, together almost everything."""
    require_module("pysat", "it shows which partial combinations lead nowhere")
    given_form = form(random_rules(170, 3, 40, 5), 40)
    whole = feasible_codes(given_form, limit=1 << 22)
    assert 0 < whole.size < 1 << 12
    assert np.array_equal(feasible_codes(given_form, limit=1 << 12, watched=1 << 8), whole)


def test_without_a_solver_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enumeration, "extending", lambda form: nullcontext(None))
    given_form = form(random_rules(170, 3, 40, 5), 40)
    with pytest.raises(SizeError, match=r"only together\. Install .*-m pip install '(?:countermove|gmcr)\[sat\]'"):
        feasible_codes(given_form, limit=1 << 12)


def test_what_a_solver_cannot_decide_is_kept() -> None:
    """Parities: each call is given up after some conflicts, and nothing feasible is lost."""
    require_module("pysat", "it shows which partial combinations lead nowhere")
    rng = np.random.default_rng(4)
    texts = []
    for _ in range(14):
        first, *rest = rng.choice(20, 6, replace=False)
        texts.append("(" * 5 + f"o{first}" + "".join(f") iff o{k}" for k in rest))
    given_form = form([resolved(text, 20) for text in texts], 20)
    whole = Space(given_form, "dense").states
    assert np.array_equal(feasible_codes(given_form, limit=1 << 22), whole)
    with extending(given_form) as solver:
        assert solver is not None
        decided = list(range(12))
        prefixes = np.arange(1 << 12)
        assert np.isin(whole & 0xFFF, solver.filtered(prefixes, decided)).all()


def test_forty_options_take_little_memory_and_no_table_of_all() -> None:
    """2^16 of 2^40 combinations, each bound option a function of two free ones."""
    from benchmarks import models

    tracemalloc.start()
    conflict = models.sparse(feasible_bits=16)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (conflict.layout, conflict.states.size) == ("sparse", 1 << 16)
    assert peak < 64 << 20
