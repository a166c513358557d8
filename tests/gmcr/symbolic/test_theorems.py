"""Theorems between concepts hold where no listing reaches: Nash ⊆ symmetric SEQ ⊆ SEQ ⊆ GMR, symmetric SEQ ⊆ SMR ⊆ GMR
(Fang, Hipel & Kilgour 1989; Rêgo & Vieira 2017)."""

from __future__ import annotations

from random import Random

import pytest

from gmcr import CONCEPTS
from gmcr.logic import Bool
from gmcr.symbolic.decisions import decide, find
from tests.gmcr.symbolic.models import random_game, random_state

pytest.importorskip("pysat")


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(("seed", "options", "actors"), [(1, 60, 6), (2, 60, 15), (3, 100, 20), (4, 100, 3)])
def test_concepts_lie_within_one_another(seed: int, options: int, actors: int) -> None:
    rng = Random(seed)
    game = random_game(rng, options=options, actors=actors)
    states = [random_state(rng, game) for _ in range(2)]
    equilibrium = find(game, Bool(True), concept="nash").state
    seen = set()
    for code in states if equilibrium is None else (equilibrium, *states):
        for actor in game.form.actors:
            holds = {each: bool(decide(game, code, actor=actor, concept=each).stable) for each in CONCEPTS}
            assert holds["nash"] <= holds["symseq"] <= holds["seq"] <= holds["gmr"]
            assert holds["symseq"] <= holds["smr"] <= holds["gmr"]
            seen.add(tuple(holds.values()))
    assert len(seen) > 2
