"""Legal sequences over arcs: nobody moves twice running, and everybody may come again."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.kernels.graph import GraphKernel
from gmcr.model import ArcForm

CHAIN = [("0", "1"), ("1", "2"), ("2", "3"), ("3", "4")]


def kernel(arcs: dict[str, list[tuple[str, str]]], ranks: list[list[int]] | None = None) -> GraphKernel:
    form = ArcForm.from_labels(list("01234"), arcs)
    flat = [[1] * 5] * len(arcs)
    return GraphKernel(form, [np.array([own], dtype=np.uint8) for own in ranks or flat])


FALLING = np.array([[9, 8, 7, 6, 5]], dtype=np.uint8)


@pytest.mark.parametrize(
    ("arcs", "worst"),
    [
        ({"A": [], "B": CHAIN}, [8, 7, 6, 5, 5]),  # one move, then B would move twice running
        ({"A": [], "B": CHAIN[::2], "C": CHAIN[1::2]}, [5, 5, 5, 5, 5]),  # B, C, B, C
        ({"A": CHAIN[1:2], "B": CHAIN[:1], "C": CHAIN[2:]}, [8, 8, 6, 5, 5]),  # A's moves are not its opponents'
        ({"A": [], "B": CHAIN[:2], "C": CHAIN[2:]}, [8, 6, 6, 5, 5]),
        ({"A": CHAIN}, [9, 8, 7, 6, 5]),
    ],
)
def test_worst(arcs: dict[str, list[tuple[str, str]]], worst: list[int]) -> None:
    [found] = kernel(arcs).worst([FALLING], 0)
    assert found.tolist() == [worst]


def test_worst_improving_takes_gains_only() -> None:
    arcs: dict[str, list[tuple[str, str]]] = {"A": [], "B": CHAIN[::2], "C": CHAIN[1::2]}
    flat = [1] * 5
    given = kernel(arcs, [flat, [1, 2, 1, 2, 1], [1, 1, 2, 2, 2]])
    assert given.worst_improving([FALLING], 0)[0].tolist() == [[6, 6, 6, 6, 5]]


def test_own_best_is_one_move() -> None:
    rising = FALLING[:, ::-1].copy()
    assert kernel({"A": CHAIN}).own_best(rising, 0).tolist() == [[6, 7, 8, 9, 9]]
