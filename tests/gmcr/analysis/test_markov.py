"""Chains against powers of their matrix, and against answers worked out on paper."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gmcr import SizeError
from gmcr.analysis.roads import markov
from gmcr.analysis.roads.markov import Chain, classes_of, solve_chain

HALF = Fraction(1, 2)


def random_chain(rng: np.random.Generator, size: int) -> Chain:
    targets, chances = [], []
    for state in range(size):
        count = int(rng.integers(1, 4))
        own = sorted(rng.choice(size, min(count, size), replace=False).tolist()) if rng.random() < 0.8 else [state]
        weights = rng.integers(1, 5, len(own)).tolist()
        targets.append(tuple(own))
        chances.append(tuple(Fraction(weight, sum(weights)) for weight in weights))
    return Chain(tuple(targets), tuple(chances))


def matrix(chain: Chain) -> np.ndarray:
    found = np.zeros((len(chain.targets),) * 2)
    for state, (targets, chances) in enumerate(zip(chain.targets, chain.chances, strict=True)):
        found[state, list(targets)] = [float(chance) for chance in chances]
    return found


def test_a_gambler_is_ruined() -> None:
    """Fair, from 1 of 0 … 4: ruined with 3/4, after 1 · 3 steps."""
    inner = tuple((k - 1, k + 1) for k in (1, 2, 3))
    chain = Chain(((0,), *inner, (4,)), ((Fraction(1),), *[(HALF, HALF)] * 3, (Fraction(1),)))
    found = solve_chain(chain, 1)
    assert found.closed == ((0,), (4,))
    assert found.ends == (Fraction(3, 4), Fraction(1, 4))
    assert (found.time, found.exact) == (3, True)
    assert found.shares() == {0: Fraction(3, 4), 4: Fraction(1, 4)}


def test_a_circle_shares_its_time() -> None:
    """Never in state 0 again; 1 → 2 always, 2 → 1 or stays, each half."""
    chain = Chain(((1,), (2,), (1, 2)), ((Fraction(1),), (Fraction(1),), (HALF, HALF)))
    found = solve_chain(chain, 0)
    assert (found.closed, found.ends, found.time) == (((1, 2),), (1,), 1)
    assert found.within == ((Fraction(1, 3), Fraction(2, 3)),)


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("exact", [True, False])
def test_random_chains_against_the_powers_of_their_matrix(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exact:
        monkeypatch.setattr(markov, "EXACT", 1)
    rng = np.random.default_rng(3)
    kinds = set()
    for number in range(80):
        chain = random_chain(rng, int(rng.integers(1, 13)))
        found = solve_chain(chain, 0)
        lazy = (matrix(chain) + np.eye(len(chain.targets))) / 2  # as stationary, and not periodic
        far = np.linalg.matrix_power(lazy, 1 << 20)[0]
        shares = found.shares()
        assert np.allclose([float(shares.get(k, 0)) for k in range(len(far))], far, atol=1e-9), number
        for members, end in zip(found.closed, found.ends, strict=True):
            assert abs(far[list(members)].sum() - float(end)) < 1e-9
        passing = np.ones(len(far), dtype=bool)
        passing[[k for part in _closed(chain) for k in part]] = False
        alive, time, step = np.eye(len(far))[0] * passing, 0.0, matrix(chain)
        for _ in range(1500):
            time += alive.sum()
            alive = (alive @ step) * passing
        assert abs(time - float(found.time)) < 1e-6, number
        kinds.add((found.exact, len(found.closed) > 1, any(len(part) > 1 for part in found.closed)))
    assert {kind[0] for kind in kinds} >= {exact}
    assert {kind[1:] for kind in kinds} == {(a, b) for a in (False, True) for b in (False, True)}


def _closed(chain: Chain) -> list[tuple[int, ...]]:
    power = np.linalg.matrix_power(matrix(chain) + np.eye(len(chain.targets)), 64) > 0
    return [
        tuple(np.flatnonzero(row).tolist())
        for k, row in enumerate(power)
        if all(power[j, k] for j in np.flatnonzero(row))
    ]


def test_components_come_after_what_they_lead_to() -> None:
    targets = [[1], [2], [1, 3], [4], [4], [0, 5]]
    found = classes_of(targets)
    assert sorted(found) == [(0,), (1, 2), (3,), (4,), (5,)]
    place = {state: k for k, part in enumerate(found) for state in part}
    assert all(place[target] <= place[state] for state, onward in enumerate(targets) for target in onward)


@pytest.mark.level("judge")
def test_a_long_chain_does_not_recurse() -> None:
    size = 20_000
    chain = Chain((*((k + 1,) for k in range(size - 1)), (size - 1,)), tuple((Fraction(1),) for _ in range(size)))
    assert solve_chain(chain, 0).time == size - 1


def test_too_many_states_in_one_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markov, "LARGEST", 2)
    monkeypatch.setattr(markov, "EXACT", 1)
    circle = Chain(((1,), (2,), (0,)), ((1.0,),) * 3)
    with pytest.raises(SizeError, match="simulation"):
        solve_chain(circle, 0)
    left = Chain(((1,), (2,), (0, 3), (3,)), ((1.0,), (1.0,), (0.5, 0.5), (1.0,)))
    with pytest.raises(SizeError, match="simulation"):
        solve_chain(left, 0)


def test_too_many_ends_for_so_many_transitions(monkeypatch: pytest.MonkeyPatch) -> None:
    branching = Chain(((1, 2), (1,), (2,)), ((Fraction(1, 2), Fraction(1, 2)), (Fraction(1),), (Fraction(1),)))
    assert solve_chain(branching, 0).ends == (Fraction(1, 2), Fraction(1, 2))
    monkeypatch.setattr(markov, "MOST_SUMS", 11)
    with pytest.raises(SizeError, match="2 ends, with 4 transitions"):
        solve_chain(branching, 0)


def test_an_answer_is_exact_only_if_all_of_its_shares_are() -> None:
    """Half end in 1; half in the circle of 2 and 3, of which only rounded chances are known."""
    chain = Chain(((1, 2), (1,), (3,), (2, 3)), ((HALF, HALF), (Fraction(1),), (1.0,), (0.5, 0.5)))
    found = solve_chain(chain, 0)
    assert (found.closed, found.ends, found.time) == (((1,), (2, 3)), (HALF, HALF), 1)
    assert found.within[0] == (1,)
    assert found.within[1] == pytest.approx((1 / 3, 2 / 3))
    assert not found.exact
