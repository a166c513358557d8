"""Hubs against the moves one by one."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr import Conflict, Ranking, SizeError
from gmcr.stability import arcs as hubs
from gmcr.stability.arcs import arcs_of, shared_moves_of
from tests.gmcr.stability.samples import pairs


def test_members_are_the_state_and_what_it_can_move_to() -> None:
    rng = np.random.default_rng(7)
    shared = 0
    for _, conflict in pairs(120, seed=80):
        for actor in conflict.actors:
            found = shared_moves_of(conflict, actor)
            shared += found.bounds.size - 1 < conflict.states.size
            assert found.owner.tolist() == np.repeat(np.arange(found.bounds.size - 1), np.diff(found.bounds)).tolist()
            sources, targets = arcs_of(conflict, actor)
            values = rng.integers(0, 4, conflict.states.size)
            best = found.best(values)
            for place in range(conflict.states.size):
                hub = found.hub[place]
                members = sorted(found.members[found.bounds[hub] : found.bounds[hub + 1]].tolist())
                onward = targets[sources == place].tolist()
                assert members == sorted([place, *onward])
                assert best[place] == max(values[onward].tolist(), default=0)
    assert shared > 100


def test_too_many_patterns_of_one_way_acts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]},
        preferences={name: Ranking([list(range(8))]) for name in "AB"},
        one_way=["a", "b"],
    )
    monkeypatch.setattr(hubs, "MAX_ARCS", 31)
    with pytest.raises(SizeError, match="one-way acts") as raised:
        shared_moves_of(conflict, "A")
    assert raised.value.actor == "A"
    assert shared_moves_of(conflict, "B").bounds.size == 5
