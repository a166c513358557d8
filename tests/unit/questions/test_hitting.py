"""Minimal hitting sets against their definition, and where there are too many to list."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from countermove.questions.together.compute import minimal, minimal_hitting_sets
from tests.conftest import in_one_test

__all__: list[str] = []


def by_definition(sets: list[frozenset[int]], members: int) -> list[frozenset[int]]:
    """All sets of some members that hit each of *sets*, and of which no part does."""
    every = [frozenset(chosen) for size in range(members + 1) for chosen in combinations(range(members), size)]
    hitting = [chosen for chosen in every if all(chosen & own for own in sets)]
    return [chosen for chosen in hitting if not any(other < chosen for other in hitting)]


@in_one_test("seed", range(60))
def test_they_are_those_of_the_definition(seed: int) -> None:
    rng = random.Random(seed)
    members = rng.randint(1, 8)
    sets = [
        frozenset(rng.sample(range(members), rng.randint(1, min(4, members)))) for _ in range(rng.choice((0, 1, 3, 9)))
    ]
    assert minimal_hitting_sets(sets) == (by_definition(sets, members), True)


def test_an_empty_set_cannot_be_hit() -> None:
    assert minimal_hitting_sets([frozenset({1}), frozenset()]) == ([], True)


def test_minimal_sets_contain_no_other() -> None:
    sets = [frozenset({1, 2}), frozenset({3}), frozenset({2, 3}), frozenset({1, 2}), frozenset({0, 1, 4})]
    assert minimal(sets) == [frozenset({3}), frozenset({1, 2}), frozenset({0, 1, 4})]


@pytest.mark.level("all")
def test_of_very_many_some_are_told_soon() -> None:
    """Of n pairs there are 2ⁿ minimal hitting sets."""
    pairs = [frozenset({2 * k, 2 * k + 1}) for k in range(40)]
    found, whole = minimal_hitting_sets(pairs, most=500)
    assert not whole
    assert len(set(found)) == 500
    for chosen in found:
        assert len(chosen) == 40
        assert all(chosen & own for own in pairs)


def test_what_is_told_of_very_many_is_minimal() -> None:
    rng = random.Random(3)
    sets = [frozenset(rng.sample(range(24), rng.randint(2, 5))) for _ in range(40)]
    every, _ = minimal_hitting_sets(sets)
    found, whole = minimal_hitting_sets(sets, most=30)
    assert not whole
    assert len(found) == 30
    assert set(found) < set(every)
