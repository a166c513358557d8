from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gmcr.base.errors import ModelError
from gmcr.logic import Bool, Formula, Not, OptionAtom
from gmcr.model import Conflict, ModelOption, ModelWant, NeverRule, OptionForm, OptionStructure, Ranking
from gmcr.model.ranking import dense_ranks, rank_type, ranks_from_truths, ranks_of_many
from tests.conftest import in_one_test
from tests.gmcr.stability.conflicts import state_formula


def dense(keys: list[int], feasible: list[bool] | None = None) -> list[int]:
    """Ranks by sorting."""
    kept = sorted({key for key, ok in zip(keys, feasible or [True] * len(keys), strict=True) if ok})
    return [kept.index(k) + 1 if ok else 0 for k, ok in zip(keys, feasible or [True] * len(keys), strict=True)]


# --- tiers ---


def test_a_tier_may_be_a_single_state() -> None:
    assert Ranking([3, [0, 1], 2]).tiers == ((3,), (0, 1), (2,))
    assert Ranking(["ab", ["c", "d"]]).tiers == (("ab",), ("c", "d"))
    assert Ranking([np.int64(3), np.array([1, 2])]).tiers == ((3,), (1, 2))
    assert all(type(state) is int for tier in Ranking([np.array([1, 2])]).tiers for state in tier)


@pytest.mark.parametrize("strange", [True, 1.5, None, np.bool_(True)])
def test_what_is_neither_a_code_nor_a_label_is_no_state_of_a_tier(strange: object) -> None:
    with pytest.raises(ModelError, match="states as codes or labels"):
        Ranking([[0, strange]])


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40))
def test_a_ranking_by_numbers(numbers: list[int]) -> None:
    ranking = Ranking.from_ranks(np.array(numbers))
    assert ranking.tiers == ()
    assert ranking.worth is not None
    assert ranking.worth.tolist() == dense(numbers)


# --- dense ranks ---


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1, max_size=30))
def test_dense_ranks(rows: list[tuple[int, bool]]) -> None:
    keys, feasible = [key for key, _ in rows], [ok for _, ok in rows]
    assert dense_ranks(np.array(keys), 91).tolist() == dense(keys)
    masked = dense_ranks(np.array(keys), 91, np.array(feasible))
    assert masked.tolist() == dense(keys, feasible)
    assert masked.dtype == np.uint8


@given(st.lists(st.tuples(st.integers(0, 10**12), st.booleans()), min_size=1, max_size=30))
def test_dense_ranks_of_keys_too_far_apart_for_a_table(rows: list[tuple[int, bool]]) -> None:
    keys, feasible = [key for key, _ in rows], [ok for _, ok in rows]
    assert dense_ranks(np.array(keys), 10**12 + 1).tolist() == dense(keys)
    assert dense_ranks(np.array(keys), 10**12 + 1, np.array(feasible)).tolist() == dense(keys, feasible)


@pytest.mark.parametrize(
    ("top", "kind"),
    [(1, np.uint8), (254, np.uint8), (255, np.uint16), (65534, np.uint16), (65535, np.uint32), (2**32 - 1, np.uint64)],
)
def test_the_maximum_of_the_type_stays_free(top: int, kind: type) -> None:
    assert rank_type(top) is kind


@pytest.mark.parametrize("classes", [254, 255, 256, 65535])
def test_ranks_at_the_edges_of_the_types(classes: int) -> None:
    ranks = dense_ranks(np.arange(classes), classes)
    assert ranks.max() == classes
    assert ranks.max() < np.iinfo(ranks.dtype).max


# --- wants in order ---


def lexicographic(truths: list[NDArray[np.bool_]], size: int) -> list[int]:
    """Python's big integers: the sum of 2^(P-j) over the wants that are met."""
    keys = [0] * size
    for met in truths:
        flat = np.broadcast_to(met, (size,)).tolist()
        keys = [2 * key + int(value) for key, value in zip(keys, flat, strict=True)]
    return keys


@pytest.mark.level("judge", but=16)
@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("count", [0, 1, 8, 9, 16, 17, 31, 32, 33, 62, 63, 64, 65, 100, 200, 1000])
@pytest.mark.parametrize("size", [1, 37, 4096])
def test_any_number_of_wants(count: int, size: int) -> None:
    rng = np.random.default_rng(count * 10007 + size)
    if size == 4096 and count > 200:
        count = 250
    truths = [rng.random(size) < rng.choice([0.02, 0.5, 0.98]) for _ in range(count)]
    feasible = rng.random(size) < 0.8
    keys = lexicographic(truths, size)
    assert ranks_from_truths(truths, (size,)).tolist() == dense(keys)
    assert ranks_from_truths(truths, (size,), feasible).tolist() == dense(keys, feasible.tolist())


@in_one_test("count", [0, 1, 7, 61, 62, 63, 130])
@in_one_test("size", [1, 37, 400])
def test_many_orders_together_rank_as_each_alone(count: int, size: int) -> None:
    rng = np.random.default_rng(count * 10007 + size)
    truths = [rng.random((5, size)) < rng.choice([0.02, 0.5, 0.98]) for _ in range(count)]
    for feasible in (None, rng.random(size) < 0.8, np.ones(size, dtype=np.bool_)):
        found = ranks_of_many(iter(truths), (5, size), feasible)
        for k, ranks in enumerate(found):
            alone = ranks_from_truths([met[k] for met in truths], (size,), feasible)
            assert ranks.tolist() == alone.tolist()
            assert ranks.dtype == alone.dtype
    assert ranks_of_many([], (0, size)) == []


@pytest.mark.parametrize("count", [63, 100, 200])
def test_the_last_of_many_wants_still_counts(count: int) -> None:
    met = np.ones(3, dtype=np.bool_)
    truths = [met.copy() for _ in range(count)]
    truths[0][0] = False
    truths[-1][1] = False
    assert ranks_from_truths(truths, (3,)).tolist() == [1, 2, 3]


def test_more_classes_than_a_small_type_holds() -> None:
    bits = np.arange(1 << 17)
    truths = [bits >> k & 1 == 1 for k in reversed(range(17))]
    ranks = ranks_from_truths(truths, (1 << 17,))
    assert ranks.dtype == np.uint32
    assert np.array_equal(ranks, bits + 1)
    doubled = ranks_from_truths([*truths, *truths], (1 << 17,))
    assert np.array_equal(doubled, ranks)


def test_a_want_after_many_classes_were_made_dense() -> None:
    """40,000 classes fit 16 bits, and one want more does not."""
    size = 40_000
    places = np.arange(size)
    truths = [(places >> bit & 1).astype(bool) for bit in range(15, 0, -1)]
    truths += [np.arange(size) % 3 == 0] * 6 + [(places & 1).astype(bool)]
    ranks = ranks_from_truths(truths, (size,))
    # Pairs of places share the first wants: of two, the third part stands higher, or else the odd one.
    order = sorted(range(size), key=lambda place: (place >> 1, place % 3 == 0, place & 1))
    assert ranks[order].tolist() == list(range(1, size + 1))


@pytest.mark.parametrize(
    "strange", [[], [[1, 2]], [[1], [2, 3]], ["a", "b"], [1.0, float("nan")], [True, False], None, 3]
)
def test_ranks_that_are_no_list_of_numbers_are_refused(strange: object) -> None:
    with pytest.raises(ModelError, match="Ranks are a list of numbers"):
        Ranking.from_ranks(strange)  # type: ignore[arg-type]


def test_wants_of_any_shape_and_wants_that_say_nothing() -> None:
    rows, columns = np.array([[False], [True]]), np.array([[True, False, True]])
    ranks = ranks_from_truths([np.array(True), columns, rows, np.array(False)], (2, 3))
    assert ranks.tolist() == [3, 1, 3, 4, 2, 4]
    assert ranks_from_truths([], (2, 2)).tolist() == [1, 1, 1, 1]
    assert ranks_from_truths([], (3,), np.array([True, False, True])).tolist() == [1, 0, 1]


@pytest.mark.parametrize("layout", ["dense", "sparse"])
@pytest.mark.parametrize("count", [100, 200])
def test_conflicts_with_very_many_wants(layout: str, count: int) -> None:
    rng = np.random.default_rng(count)
    names = [f"A.o{k}" for k in range(5)] + ["B.p"]
    options = tuple(ModelOption(*name.split(".")) for name in names)
    form = OptionForm(("A", "B"), options, (NeverRule("r", state_formula(names, 9)),))
    wants, keys = [], dict.fromkeys([s for s in range(64) if s != 9], 0)
    for number in range(count):
        # Wants that only one state breaks: late ones decide often, since the early ones tell few states apart.
        state = int(rng.integers(64))
        condition, otherwise = None, None
        met = {s: s != state for s in keys}
        formula: Formula = Not(state_formula(names, state))
        if number % 3 == 1:
            condition = OptionAtom("B.p")
            met = {s: value or not s >> 5 & 1 for s, value in met.items()}
        if number % 3 == 2:
            condition, otherwise = OptionAtom("A.o0"), Bool(False)
            met = {s: value and bool(s & 1) for s, value in met.items()}
        wants.append(ModelWant(formula, condition, otherwise, id=f"w{number}"))
        keys = {s: 2 * key + met[s] for s, key in keys.items()}
    conflict = Conflict(OptionStructure(form, layout), {"A": tuple(wants), "B": ()}, 0, {"d": Fraction(1, 2)})
    assert conflict.ranks("A").tolist() == dense(list(keys.values()))
    assert len(set(keys.values())) > 30
    assert conflict.ranks("B").tolist() == [1] * 63
