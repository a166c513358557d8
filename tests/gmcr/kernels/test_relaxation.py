"""Tiles, threads and sorted fibres of larger lattices: always the same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr import solve
from gmcr.kernels import dense as relaxation
from gmcr.kernels.dense import DenseKernel
from gmcr.kernels.sparse import SparseKernel
from gmcr.logic import And, Not, OptionAtom
from gmcr.model import Conflict, ModelOption, NeverRule, OptionForm, OptionStructure, Ranking
from tests.gmcr.kernels.games import random_ranks


def form(sizes: tuple[int, ...], one_way: str = "", never: bool = False) -> OptionForm:
    options = []
    for k, size in enumerate(sizes):
        for o in range(size):
            way = {"forward": "forward", "mixed": ("forward", "back", "")[o % 3]}.get(one_way, "")
            options.append(ModelOption("ABCD"[k], f"{'abcd'[k]}{o}", way))
    rules = ()
    if never:
        rules = (
            NeverRule("r1", And((OptionAtom("A.a0"), OptionAtom("B.b0")))),
            NeverRule("r2", And((OptionAtom("C.c0"), Not(OptionAtom("A.a1"))))),
        )
    return OptionForm(tuple("ABCD"[: len(sizes)]), tuple(options), rules)


def ranks_of(structure: OptionStructure, batch: int, seed: int, kind: type = np.uint16) -> list[NDArray[Any]]:
    rng = np.random.default_rng(seed)
    feasible = structure.space.feasible
    ranks = random_ranks(rng, len(structure.actors), batch, structure.cells, kind)
    if feasible is not None:
        ranks = ranks * feasible
    return list(ranks.astype(kind))


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("never", [True, False])
@pytest.mark.parametrize("one_way", ["mixed", "forward", ""])
def test_tiles_and_threads_change_nothing(one_way: str, never: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    structure = OptionStructure(form((3, 2, 4, 3), one_way, never), "dense")
    ranks = ranks_of(structure, 3, seed=1)
    feasible = structure.space.feasible

    def results(tile: int, processors: int) -> list[NDArray[Any]]:
        monkeypatch.setattr(relaxation, "_TILE", tile)
        monkeypatch.setattr(relaxation.os, "cpu_count", lambda: processors)
        kernel = DenseKernel(structure.form, ranks, feasible)
        found = []
        for actor in range(4):
            lanes = [ranks[actor], kernel.own_best(ranks[actor], actor), ranks[(actor + 1) % 4]]
            found += kernel.worst_improving(lanes, actor)
        return [values if feasible is None else values[:, feasible] for values in found]

    whole = results(1 << 20, 1)
    for tile, processors in ((1 << 20, 8), (4096, 1), (1000, 4), (64, 8), (1, 3)):
        assert all(map(np.array_equal, results(tile, processors), whole)), (tile, processors)


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("one_way", ["mixed", ""])
@pytest.mark.parametrize("never", [True, False])
def test_large_lattices_with_real_tiles_agree_with_the_sparse_kernel(one_way: str, never: bool) -> None:
    given = form((4, 4, 4, 4), one_way, never)
    dense, sparse = OptionStructure(given, "dense"), OptionStructure(given, "sparse")
    ranks = ranks_of(dense, 1, seed=2)
    one = DenseKernel(given, ranks, dense.space.feasible)
    other = SparseKernel(given, [dense.at_states(r[0])[None] for r in ranks], sparse.states)
    for actor in range(4):
        lanes = [ranks[actor], one.own_best(ranks[actor], actor)]
        narrow = [dense.at_states(values[0])[None] for values in lanes]
        assert np.array_equal(other.own_best(narrow[0], actor)[0], dense.at_states(lanes[1][0]))
        for name in ("worst", "worst_improving"):
            first, second = getattr(one, name)(lanes, actor), getattr(other, name)(narrow, actor)
            for x, y in zip(first, second, strict=True):
                assert np.array_equal(dense.at_states(x[0]), y[0]), (name, actor)


def test_solving_is_the_same_whatever_the_number_of_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    given = form((4, 4, 4, 4))
    wants = {actor: Ranking.from_ranks(rng.integers(0, 900, 1 << 16)) for actor in "ABCD"}
    tables = []
    for processors in (1, 2, 16, None):
        monkeypatch.setattr(relaxation.os, "cpu_count", lambda n=processors: n)
        tables.append(solve(Conflict(OptionStructure(given), wants, 0)))
    for table in tables[1:]:
        assert all(np.array_equal(table.bits[actor], tables[0].bits[actor]) for actor in "ABCD")


@pytest.mark.parametrize("sizes", [(9, 1), (1, 9), (10, 0, 1), (0, 4, 3)])
def test_fibres_of_very_different_widths(sizes: tuple[int, ...]) -> None:
    """More than 256 states in a fibre need two bytes for their places; an actor without options has no fibre."""
    for one_way in ("", "mixed"):
        given = form(sizes, one_way)
        dense, sparse = OptionStructure(given, "dense"), OptionStructure(given, "sparse")
        for kind in (np.uint8, np.uint32):
            ranks = [1 + r % 200 for r in ranks_of(dense, 2, seed=4, kind=kind)]
            one, other = DenseKernel(given, ranks, None), SparseKernel(given, ranks, sparse.states)
            for actor in range(len(sizes)):
                for name in ("worst", "worst_improving"):
                    first, second = getattr(one, name)(ranks[:2], actor), getattr(other, name)(ranks[:2], actor)
                    assert all(map(np.array_equal, first, second)), (name, actor)
