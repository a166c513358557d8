"""Shortest paths layer by layer against a search over the same conflict's arcs, state by state."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.analysis import Play
from gmcr.analysis.roads.paths import Layers, Paths
from tests.gmcr.stability.conflicts import as_arcs, conflict_of
from tests.judge.strategies import conflict_graph, random_conflict


def unwilling(play: Play, start: int, path: tuple[tuple[int, int], ...]) -> int:
    """How many of the moves along a path their movers do not improve by; every move has to be one."""
    here, count = start, 0
    for actor, there in path:
        assert there in play.arena.moves(here, actor)[0].tolist()
        count += bool(play.ranks(actor)[there] <= play.ranks(actor)[here])
        here = there
    return count


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_lengths_and_unwilling_moves(layout: str) -> None:
    rng = np.random.default_rng(83)
    longest = reluctant = 0
    for _ in range(60):
        plain = random_conflict(rng, bits=5)
        conflict = conflict_of(plain, layout)
        arcs = as_arcs(plain, conflict_graph(plain))
        play, other = Play.of(conflict), Play.of(arcs)
        cells = conflict.structure.cells_of(conflict.states)
        place = {int(cell): k for k, cell in enumerate(cells.tolist())}
        start = conflict.structure.cell(conflict.start)
        for mode in ("moves", "improvements"):
            found, expected = Paths(play, start, mode), Paths(other, place[start], mode)
            assert isinstance(found.search, Layers)
            assert [place[cell] for cell in found.cells.tolist()] == expected.cells.tolist()
            assert found.lengths.tolist() == expected.lengths.tolist()
            for cell, length in zip(found.cells.tolist(), found.lengths.tolist(), strict=True):
                path, way = found.to(cell), expected.to(place[cell])
                assert path is not None
                assert way is not None
                assert len(path) == len(way) == length
                assert not path or path[-1][1] == cell
                cost = unwilling(play, start, path)
                assert cost == unwilling(other, place[start], way)
                assert mode == "moves" or cost == 0
                longest, reluctant = max(longest, length), reluctant + bool(cost)
            for cell in set(place) - set(found.cells.tolist()):
                assert found.to(cell) is None
    assert longest > 2
    assert reluctant
