"""What every kernel promises, for all of them: the primitives against following all sequences, game by game."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr.kernels import dense as relaxation
from tests.gmcr.kernels.games import Batch, batches, literal_best, literal_worst, random_ranks

LAYOUTS = ("dense", "sparse", "graph", "arcs")


def lanes_of(batch: Batch, rng: np.random.Generator, actor: int, count: int) -> list[NDArray[Any]]:
    """Arrays to propagate, over states: the actor's ranks and arbitrary ones."""
    games, states = batch.ranks.shape[1:]
    return [batch.ranks[actor], *(random_ranks(rng, 1, games, states)[0] for _ in range(count - 1))][:count]


def check(batch: Batch, rng: np.random.Generator, lanes: int) -> None:
    kernel = batch.kernel()
    for actor in range(len(batch.graph.actors)):
        arrays = lanes_of(batch, rng, actor, lanes)
        given = [batch.cells(values) for values in arrays]
        kept = [values.copy() for values in given]
        for values, whole in zip(arrays, given, strict=True):
            assert batch.states(kernel.own_best(whole, actor)) == literal_best(batch, values, actor)
        for improving, primitive in ((False, kernel.worst), (True, kernel.worst_improving)):
            found = primitive(given, actor)
            assert len(found) == lanes
            for values, result in zip(arrays, found, strict=True):
                expected = literal_worst(batch, values, actor, improving=improving)
                assert batch.states(result) == expected, (improving, actor)
        assert all(np.array_equal(before, after) for before, after in zip(kept, given, strict=True)), (
            "given arrays changed"
        )


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lanes", [1, 2, 3])
def test_primitives_are_literally_what_they_say(layout: str, lanes: int) -> None:
    for batch, rng in batches(layout, 24, seed=lanes, games=3):
        check(batch, rng, lanes)


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("tile", [1, 3, 16, 200])
def test_tiles_of_any_size(tile: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Very small tiles: one slice of one game each, and threads, since there is always enough to do."""
    monkeypatch.setattr(relaxation, "_TILE", tile)
    monkeypatch.setattr(relaxation.os, "cpu_count", lambda: 4)
    for batch, rng in batches("dense", 24, seed=40 + tile, games=5):
        check(batch, rng, 2)


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_many_games_at_once_are_one_by_one(layout: str) -> None:
    for batch, rng in batches(layout, 12, seed=60, games=9):
        together = batch.kernel()
        for actor in range(len(batch.graph.actors)):
            given = [batch.cells(values) for values in lanes_of(batch, rng, actor, 2)]
            best = together.own_best(given[0], actor)
            worst, improving = together.worst(given, actor), together.worst_improving(given, actor)
            for game in range(9):
                part = slice(game, game + 1)
                one, own = batch.kernel(part), [values[part] for values in given]
                assert batch.states(best[part]) == batch.states(one.own_best(own[0], actor))
                for lane in range(2):
                    assert batch.states(worst[lane][part]) == batch.states(one.worst(own, actor)[lane])
                    assert batch.states(improving[lane][part]) == batch.states(one.worst_improving(own, actor)[lane])


@pytest.mark.parametrize("kind", [np.uint16, np.uint32])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_ranks_of_wider_types(layout: str, kind: type) -> None:
    for batch, _ in batches(layout, 10, seed=70, games=2):
        scaled = batch.ranks.astype(kind) * kind(1000 if kind is np.uint16 else 10**8)
        wide = Batch(batch.structure, batch.graph, scaled)
        kernel, narrow = wide.kernel(), batch.kernel()
        factor = int(scaled[0, 0, 0]) // int(batch.ranks[0, 0, 0])
        for actor in range(len(batch.graph.actors)):
            values = [wide.cells(scaled[actor])]
            small = [batch.cells(batch.ranks[actor])]
            for name in ("worst", "worst_improving"):
                [found] = getattr(kernel, name)(values, actor)
                [expected] = getattr(narrow, name)(small, actor)
                assert found.dtype == kind
                assert batch.states(found) == [[x * factor for x in game] for game in batch.states(expected)]
