"""Steps and roads found on formulas are those of the listing; what is not found in time is told."""

from __future__ import annotations

from random import Random

import pytest

from gmcr import CONCEPTS
from gmcr.analysis.roads.roads import Play
from gmcr.symbolic.decisions import roads, steps
from gmcr.symbolic.game import SymbolicGame
from tests.conftest import in_one_test
from tests.counting import Clock
from tests.gmcr.symbolic.models import random_conflict, random_game, random_state

pytest.importorskip("pysat")

from tests.gmcr.symbolic.test_stable import MODELS


@in_one_test("seed", range(MODELS // 2))
def test_steps_and_roads_agree_with_listing(seed: int) -> None:
    rng = Random(1000 + seed)
    conflict = random_conflict(
        rng, options=rng.randint(3, 8), actors=rng.randint(2, 4), needs=0.3 if seed % 5 == 4 else 0.0
    )
    game, play, structure = SymbolicGame.of(conflict), Play.of(conflict), conflict.structure
    for concept in CONCEPTS:
        for state in rng.sample(conflict.states.tolist(), min(2, len(conflict.states))):
            for place, actor in enumerate(conflict.actors):
                found = steps(game, state, actor=actor, concept=concept)
                listed = play.steps(structure.cell(state), place, concept)
                assert found.whole
                assert found.targets == tuple(sorted(map(structure.code_of, listed)))
        there = play.roads(structure.cell(conflict.start), concept)
        if len(there.reached) > 40:
            continue
        here = roads(game, conflict.start, concept=concept)
        assert here.whole
        assert list(here.reached) == [structure.code_of(cell) for cell in there.reached]
        assert set(here.outcomes) == {structure.code_of(cell) for cell in there.outcomes}
        assert len(here.steps) == len(there.steps)


def test_what_is_not_found_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(3)
    game = random_game(rng, options=30, actors=6)
    start = random_state(rng, game)
    actor = next(actor for actor in game.form.actors if steps(game, start, actor=actor, concept="nash").targets)
    found = steps(game, start, actor=actor, concept="nash", seconds=0.0)
    assert not found.whole
    assert found.targets == ()
    clock = Clock()
    for module in ("decisions", "moves"):
        monkeypatch.setattr(f"gmcr.symbolic.{module}.thread_time", clock)
    some = roads(game, start, concept="nash", seconds=1.0)
    assert not some.whole
    assert some.steps
    assert 100 < clock.looks < 120
    few = roads(game, start, concept="nash", most=2)
    assert not few.whole
    assert len(few.reached) == 2
    none = roads(game, start, concept="gmr", seconds=0.0)
    assert not none.whole
    assert none.outcomes == ()
