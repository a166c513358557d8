"""Which kernel fits which structure."""

from __future__ import annotations

from collections.abc import Sequence

from countermove.kernels.dense import DenseKernel
from countermove.kernels.graph import GraphKernel
from countermove.kernels.layout import Kernel, Values
from countermove.kernels.sparse import SparseKernel
from countermove.model import GraphStructure, OptionStructure, Structure

__all__ = ["kernel_for"]


def kernel_for(structure: Structure, ranks: Sequence[Values]) -> Kernel:
    """The kernel for a structure's layout, with *ranks* (one array (B, cells) an actor) given."""
    if isinstance(structure, GraphStructure):
        return GraphKernel(structure.form, ranks)
    assert isinstance(structure, OptionStructure)
    if structure.layout == "dense":
        return DenseKernel(structure.form, ranks, structure.space.feasible)
    return SparseKernel(structure.form, ranks, structure.states)
