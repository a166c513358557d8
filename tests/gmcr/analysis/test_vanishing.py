"""Least trees against all trees, and stochastic stability against shares of time at very small noise."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from gmcr import SizeError
from gmcr.analysis.roads import stochastic_stability
from gmcr.analysis.roads.markov import Chain, solve_chain
from gmcr.analysis.roads.stochastic_stability import least_trees, vanishing_noise


def every_tree(cost: np.ndarray, root: int) -> int:
    """The least weight over all ways to give each node but the root one arc, such that all lead to the root."""
    others = [k for k in range(len(cost)) if k != root]
    best = None
    for choice in itertools.product(range(len(cost)), repeat=len(others)):
        onward = dict(zip(others, choice, strict=True))
        if all(_leads(k, onward, root) for k in others):
            weight = sum(int(cost[k, onward[k]]) for k in others)
            best = weight if best is None else min(best, weight)
    assert best is not None
    return best


def _leads(node: int, onward: dict[int, int], root: int) -> bool:
    for _ in range(len(onward) + 1):
        if node == root:
            return True
        node = onward[node]
    return False


def test_least_trees_are_the_least_of_all_trees() -> None:
    rng = np.random.default_rng(1)
    for number in range(120):
        size = 1 + number % 5
        cost = rng.integers(0, (3, 9)[number % 2], (size, size))
        np.fill_diagonal(cost, 0)
        for root in range(size):
            assert least_trees(cost)[root] == every_tree(cost, root), (number, root)


def test_a_given_matrix_is_left_alone() -> None:
    cost = np.array([[0, 1, 5], [1, 0, 5], [2, 2, 0]])
    before = cost.copy()
    assert least_trees(cost).tolist() == [3, 3, 6]
    assert np.array_equal(cost, before)


def random_arcs(rng: np.random.Generator, size: int) -> list[dict[int, int]]:
    arcs = []
    for state in range(size):
        onward = {int(t): int(rng.integers(0, 4)) for t in rng.choice(size, min(3, size), replace=False)}
        if 0 not in onward.values():
            onward[state] = 0
        arcs.append(onward)
    return arcs


@pytest.mark.parametrize("seed", range(4))
def test_what_is_stable_keeps_its_share_of_time_at_very_small_noise(seed: int) -> None:
    rng = np.random.default_rng(seed)
    noise = Fraction(1, 10**6)
    seen = set()
    for number in range(30):
        arcs = random_arcs(rng, int(rng.integers(2, 9)))
        for item in vanishing_noise(arcs):
            rows = [{t: noise**cost for t, cost in onward.items()} for onward in arcs]
            chain = Chain(
                tuple(tuple(row) for row in rows),
                tuple(tuple(p / sum(row.values()) for p in row.values()) for row in rows),
            )
            shares = solve_chain(chain, item.states[0]).shares()
            assert set(shares) == set(item.states)
            kept = tuple(sorted(state for state, share in shares.items() if share > Fraction(1, 1000)))
            assert kept == item.stable, (seed, number)
            seen.add((len(item.classes) > 1, len(item.stable) > 1))
    assert (True, False) in seen
    assert any(several for _, several in seen)


def test_one_way_acts_leave_nothing_behind() -> None:
    """From 0 noise leads to 1 or to 2, and from there nowhere."""
    found = vanishing_noise([{0: 0, 1: 1, 2: 3}, {1: 0}, {2: 0}])
    assert [(item.states, item.stable) for item in found] == [((1,), (1,)), ((2,), (2,))]


def test_too_many_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stochastic_stability, "MOST_CLASSES", 1)
    with pytest.raises(SizeError, match="recurrent classes"):
        vanishing_noise([{0: 0, 1: 1}, {1: 0, 0: 1}])
    monkeypatch.undo()
    monkeypatch.setattr(stochastic_stability, "MOST_WAYS", 7)
    with pytest.raises(SizeError, match="too many transitions"):
        vanishing_noise([{0: 0, 1: 1}, {1: 0, 0: 1}])
