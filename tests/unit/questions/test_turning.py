"""Minimal deciding conditions against trying every set of equations."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from countermove.verdicts.turning_points import Condition, Factor, turning_points

Equations = frozenset[tuple[str, str]]


def brute(values: list[int], factors: list[Factor]) -> dict[Equations, bool]:
    """Every deciding set of at most three equations, one a factor, of which no proper subset decides."""
    equations = [(name, choice) for name, choices in factors for choice in choices]
    rows = [frozenset(zip([n for n, _ in factors], picks, strict=True)) for picks in product(*(c for _, c in factors))]
    deciding: dict[Equations, bool] = {}
    for size in (1, 2, 3):
        for chosen in combinations(equations, size):
            met = {v for row, v in zip(rows, values, strict=True) if set(chosen) <= row and v != -1}
            if len(met) == 1 and len({name for name, _ in chosen}) == size:
                deciding[frozenset(chosen)] = met == {1}
    return {one: holds for one, holds in deciding.items() if not any(other < one for other in deciding)}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[Factor]]:
    count = draw(st.integers(1, 4))
    factors: list[Factor] = [
        (f"Q{k}", tuple(f"{k}{letter}" for letter in "abc"[: draw(st.integers(1, 3))])) for k in range(count)
    ]
    cells = int(np.prod([len(choices) for _, choices in factors]))
    kinds = draw(st.sampled_from([[0, 1], [-1, 0, 1], [1, 1, 1, 0], [-1, -1, 1, 0]]))
    return draw(st.lists(st.sampled_from(kinds), min_size=cells, max_size=cells)), factors


@given(tables())
def test_all_minimal_deciding_conditions_and_no_others(table: tuple[list[int], list[Factor]]) -> None:
    values, factors = table
    found = turning_points(np.array(values, dtype=np.int8), factors)
    assert {frozenset(c.equations): c.holds for c in found} == brute(values, factors)
    assert len({c.equations for c in found}) == len(found)
    assert [len(c.equations) for c in found] == sorted(len(c.equations) for c in found)
    order = [(name, choice) for name, choices in factors for choice in choices]
    for condition in found:
        assert list(condition.equations) == sorted(condition.equations, key=order.index)


def test_one_answer_decides() -> None:
    factors: list[Factor] = [("O1", ("answers", "refuses")), ("concept", ("nash", "seq"))]
    found = turning_points(np.array([[1, 0], [0, 0]], dtype=np.int8), factors)
    assert found == (
        Condition((("O1", "refuses"),), False),
        Condition((("concept", "seq"),), False),
        Condition((("O1", "answers"), ("concept", "nash")), True),
    )


def test_what_is_undefined_decides_nothing() -> None:
    factors: list[Factor] = [("Q", ("a", "b", "c"))]
    assert turning_points(np.array([-1, 1, 0], dtype=np.int8), factors) == (
        Condition((("Q", "b"),), True),
        Condition((("Q", "c"),), False),
    )


def test_more_than_three_equations_are_not_looked_for() -> None:
    factors: list[Factor] = [(f"Q{k}", ("a", "b")) for k in range(4)]
    parity = np.array([bin(k).count("1") % 2 for k in range(16)], dtype=np.int8)
    assert turning_points(parity, factors) == ()
