from __future__ import annotations

import pytest

from gmcr.kernels import kernel_for
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.graph import GraphKernel
from gmcr.kernels.sparse import SparseKernel
from gmcr.model import Conflict, Ranking


@pytest.mark.parametrize(("layout", "kernel"), [("dense", DenseKernel), ("sparse", SparseKernel)])
def test_a_kernel_for_each_layout(layout: str, kernel: type) -> None:
    conflict = Conflict.from_options(actors={"A": ["a"]}, preferences={"A": ["a"]}, layout=layout)
    found = kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])
    assert isinstance(found, kernel)
    assert [r.tolist() for r in found.ranks] == [[[1, 2]]]


def test_a_kernel_for_arcs() -> None:
    conflict = Conflict.from_arcs(states=["s"], arcs={"A": []}, preferences={"A": Ranking(["s"])})
    assert type(kernel_for(conflict.structure, [r[None] for r in conflict.cell_ranks])) is GraphKernel
