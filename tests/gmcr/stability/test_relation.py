"""Preferences as tables: what is consistent, and how a ranking, gaps and pairs are turned into one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gmcr import Conflict, ModelError, Ranking, SizeError, UnknownName
from gmcr.stability import UNKNOWN, Relation, Strength, Unknown, preference
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge.strategies import PlainConflict, plain_conflicts


def line() -> Conflict:
    ranking = Ranking(["s1", ["s2", "s3"], "s4"])
    return Conflict.from_arcs(
        states=["s1", "s2", "s3", "s4"], arcs={"A": [("s4", "s1")], "B": []}, preferences={"A": ranking, "B": ranking}
    )


def test_above_a_strong_gap_everything_is_strongly_preferred() -> None:
    expected = [[0, 1, 1, 2], [-1, 0, 0, 2], [-1, 0, 0, 2], [-2, -2, -2, 0]]
    for given_as in (
        Strength.read("s1 > s2 ~ s3 >> s4"),
        Strength.read("s1>s3~s2≫s4"),
        Strength.of(["s1", ["s2", "s3"]], ["s4"]),
        Strength(Ranking(["s1", ["s2", "s3"], "s4"]), (1, 2)),
        Strength(Ranking([0, [1, 2], 3]), (1, 2)),
    ):
        assert given_as.relation(line()).degrees.tolist() == expected
    further = Strength.read("s1 >>> s2 > s3 >> s4").relation(line())
    assert further.degrees[0].tolist() == [0, 3, 3, 3]
    assert further.degrees[1].tolist() == [-3, 0, 1, 2]
    assert further.top == 3


def test_numbers_are_codes_in_option_form() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]}, preferences={"A": ["b"], "B": ["a"]}, never=["a and b"]
    )
    assert Strength.read("2 >> 0 > 1").relation(conflict).degrees.tolist() == [[0, 1, -2], [-1, 0, -2], [2, 2, 0]]


@given(plain_conflicts(), st.data())
def test_gaps_without_strength_are_the_ranking(plain: PlainConflict, data: st.DataObject) -> None:
    conflict = conflict_of(plain)
    tiers = plain.tiers[0]
    mild = Strength(Ranking(tiers), (1,) * (len(tiers) - 1)).relation(conflict)
    assert np.array_equal(mild.degrees, Relation.weak_order(conflict, "A").degrees)
    gaps = data.draw(st.lists(st.integers(1, 3), min_size=len(tiers) - 1, max_size=len(tiers) - 1))
    graded = Strength(Ranking(tiers), tuple(gaps)).relation(conflict)
    assert np.array_equal(np.sign(graded.degrees), mild.degrees)
    codes = conflict.states.tolist()
    for better, tier in enumerate(tiers):
        for worse in range(better + 1, len(tiers)):
            degree = graded.degrees[codes.index(tier[0]), codes.index(tiers[worse][0])]
            assert degree == max(gaps[better:worse])


def test_pairs_take_the_place_of_the_ranking() -> None:
    conflict = line()
    found = Relation.from_pairs(conflict, {("s4", "s1"): 2, ("s1", "s2"): None}, actor="A")
    assert found.degrees[3, 0] == 2
    assert found.degrees[0, 3] == -2
    assert found.degrees[0, 1] == found.degrees[1, 0] == UNKNOWN
    assert found.degrees[1, 3] == 1
    assert not found.known
    assert Unknown.among(["s1", "s2", "s4"]).pairs == (("s1", "s2"), ("s1", "s4"), ("s2", "s4"))
    for pairs in ((("s1", "s2"),), (("s1", "s2"), ("s2", "s1"))):
        assert (Unknown(pairs).relation(conflict, "A").degrees == UNKNOWN).sum() == 2
    with pytest.raises(ModelError, match="itself"):
        Unknown((("s1", "s1"),)).relation(conflict, "A")
    assert not Relation.from_pairs(conflict, {}).degrees.any()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("s1 > s2 > s3", "lacks 1"),
        ("s1 > s2 > s3 > s4 > s1", "twice"),
        ("s1 > > s2", "without a state"),
        ("s1 > s2 ~", "without a state"),
    ],
)
def test_a_ranking_has_every_state_once(text: str, why: str) -> None:
    with pytest.raises(ModelError, match=why):
        Strength.read(text).relation(line())


def test_what_contradicts_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    one_sided = np.zeros((2, 2), dtype=np.int8)
    one_sided[0, 1] = 1
    tables: list[NDArray[Any]] = [
        one_sided,
        np.eye(2, dtype=np.int8),
        np.full((2, 2), 0.5),
        np.full((2, 2), 101),
        np.zeros((2, 3), dtype=np.int8),
        np.zeros((2, 2), dtype=np.bool_),
    ]
    for table in tables:
        with pytest.raises(ModelError, match=r"elation|preferred to itself"):
            Relation(table)
    whole = Relation([[0, 1], [-1, 0]])  # type: ignore[arg-type]
    assert whole.degrees.dtype == np.int8
    with pytest.raises(ModelError, match=r"row 1 .counted from 0. has 1 entries"):
        Relation([[0, 1], [-1]])  # type: ignore[arg-type]
    half = np.zeros((2, 2), dtype=np.int8)
    half[0, 1] = UNKNOWN
    with pytest.raises(ModelError, match="both ways"):
        Relation(half)
    wrong: list[dict[tuple[str, str], int]] = [
        {("s1", "s2"): 1, ("s2", "s1"): 1},
        {("s1", "s1"): 1},
        {("s1", "s2"): 200},
    ]
    for pairs in wrong:
        with pytest.raises(ModelError, match="pair"):
            Relation.from_pairs(line(), pairs)
    with pytest.raises(UnknownName):
        Relation.from_pairs(line(), {("s1", "s9"): 1})
    with pytest.raises(ModelError, match="gaps"):
        Strength(Ranking(["s1", "s2"]), (1, 1))
    with pytest.raises(ModelError, match="mild"):
        Strength(Ranking(["s1", "s2"]), (0,))
    monkeypatch.setattr(preference, "MAX_STATES", 3)
    with pytest.raises(SizeError, match="at most 3"):
        Relation.weak_order(line(), "A")
