"""Tables of best replies against the best of each state's moves."""

from __future__ import annotations

import numpy as np
import pytest

from countermove.questions.views.beliefs import reply_table
from gmcr.model import OptionStructure
from tests.gmcr.stability.conflicts import conflict_of
from tests.judge.strategies import random_conflict


@pytest.mark.parametrize("layout", ["dense", "sparse"])
def test_replies_are_the_best_of_the_moves(layout: str) -> None:
    rng = np.random.default_rng(2)
    for number in range(12):
        plain = random_conflict(rng, bits=6, infeasible=(0.0, 0.4)[number % 2], one_way=(0.0, 0.5)[number // 2 % 2])
        conflict = conflict_of(plain, layout)
        structure = conflict.structure
        assert isinstance(structure, OptionStructure)
        for place, actor in enumerate(conflict.actors):
            ranks, (low, high) = conflict.cell_ranks[place], structure.form.span[actor]
            table = reply_table(structure, ranks, actor)
            assert table.shape == (1 << (high - low), conflict.states.size)
            for column, state in enumerate(conflict.states.tolist()):
                near = [state, *conflict.moves(state, actor=actor).tolist()]
                worth = [int(ranks[structure.cell(code)]) for code in near]
                best = [code for code, rank in zip(near, worth, strict=True) if rank == max(worth)]
                replies = {state} if state in best else set(best)
                strategies = {code >> low & ((1 << (high - low)) - 1) for code in replies}
                assert set(np.flatnonzero(table[:, column]).tolist()) == strategies
