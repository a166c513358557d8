"""Transforms bit by bit on the full lattice."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.kernels.dense import DenseKernel
from gmcr.model import ModelOption, OptionForm


def kernel(*options: tuple[str, str], feasible: list[int] | None = None) -> DenseKernel:
    """Options as (owner, way)."""
    made = tuple(ModelOption(owner, f"o{k}", way) for k, (owner, way) in enumerate(options))
    cells = 1 << len(options)
    ranks = np.ones((1, cells), dtype=np.uint8)
    mask = None if feasible is None else np.isin(np.arange(cells), feasible)
    return DenseKernel(OptionForm(("A", "B"), made), [ranks, ranks], mask)


VALUES = np.array([[4, 3, 2, 1]], dtype=np.uint8)


@pytest.mark.parametrize(
    ("way", "best", "worst"),
    [
        ("", [4, 4, 2, 2], [2, 1, 2, 1]),
        ("forward", [4, 3, 2, 1], [2, 1, 2, 1]),
        ("back", [4, 4, 2, 2], [2, 1, 2, 1]),
    ],
)
def test_own_options_both_ways_and_one_way(way: str, best: list[int], worst: list[int]) -> None:
    given = kernel(("A", way), ("B", ""))
    assert given.own_best(VALUES, 0).tolist() == [best]
    assert given.worst([VALUES], 0)[0].tolist() == [worst]


@pytest.mark.parametrize(("way", "worst"), [("", [2, 1, 2, 1]), ("forward", [2, 1, 2, 1]), ("back", [4, 3, 2, 1])])
def test_opponents_options_both_ways_and_one_way(way: str, worst: list[int]) -> None:
    assert kernel(("A", ""), ("B", way)).worst([VALUES], 0)[0].tolist() == [worst]


def test_options_that_nobody_owns_stay() -> None:
    given = kernel(("A", ""), ("", ""), ("B", ""))
    values = np.array([[8, 7, 6, 5, 4, 3, 2, 1]], dtype=np.uint8)
    assert given.worst([values], 0)[0].tolist() == [[4, 3, 2, 1, 4, 3, 2, 1]]
    assert given.own_best(values, 0).tolist() == [[8, 8, 6, 6, 4, 4, 2, 2]]


def test_several_acts_in_one_move_pass_over_infeasible_states() -> None:
    """B goes from 00 to 11 at once, though neither 01 nor 10 is feasible."""
    given = kernel(("B", ""), ("B", ""), feasible=[0, 3])
    values = np.array([[5, 0, 0, 2]], dtype=np.uint8)
    found = given.worst([values], 0)[0][0]
    assert found[[0, 3]].tolist() == [2, 2]


def test_given_arrays_are_left_alone() -> None:
    given = kernel(("A", "forward"), ("B", "back"), feasible=[0, 1, 3])
    before = VALUES.copy()
    given.own_best(VALUES, 0)
    given.worst([VALUES], 0)
    given.worst_improving([VALUES], 0)
    assert np.array_equal(VALUES, before)
