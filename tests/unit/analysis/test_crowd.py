"""Crowds of games: what is asked of many at once, or of one after another where states are many, is the same."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.analysis import Arena, Crowd, Play, Pool, foresees
from gmcr.analysis.roads import crowd
from tests.unit.analysis.test_sample import wanting

__all__: list[str] = []


@pytest.mark.level("judge", but=3)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", range(12))
def test_foresight_one_by_one_is_foresight_of_all_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    counts = {"a": 3, "b": 4, "c": 2} if seed % 2 else {"a": 4, "b": 5}
    games = [wanting(rng, counts) for _ in range(15)]
    arena = Arena(games[0].structure)
    profiles = [arena.profile(game) for game in games]
    many = Crowd(Pool.of(arena), np.array(profiles, dtype=np.int64))
    values = set()
    for _ in range(8):
        row, among = int(rng.integers(many.lattice.rows)), rng.random(many.lattice.rows) < rng.choice([0.1, 0.5, 1])
        together = many.foresees(row, among)
        with monkeypatch.context() as patch:
            patch.setattr(crowd, "_ONE_BY_ONE", 0)
            apart = many.foresees(row, among)
        cells = arena.structure.cells_of(many.lattice.states)
        met = np.zeros(arena.structure.cells, dtype=np.bool_)
        met[cells] = among
        alone = [foresees(Play(arena, profile), int(cells[row]), met) for profile in profiles]
        assert together.tolist() == apart.tolist() == alone
        values |= set(alone)
    assert values == {True, False}
