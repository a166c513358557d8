"""Behaviour: a concept explains an actor iff the judge, too, has it stay where it stayed and leave where it left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, UnknownName
from gmcr.analysis import behaviour_of
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import pairs, plain_options
from tests.judge.definitions import CONCEPTS
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(plain_conflicts(max_bits=4).map(conflict_of), plain_graphs().map(graph_conflict))


def test_the_judge_agrees() -> None:
    rng = np.random.default_rng(900)
    some = 0
    for graph, conflict in pairs(54 if FULL else 9, seed=901, bits=4):
        code = dict(zip(graph.states, conflict.states.tolist(), strict=True))
        signs = {actor: rng.choice([-1, 0, 0, 0, 0, 1], len(graph.states)).tolist() for actor in graph.actors}
        seen = {actor: dict(zip(graph.states, own, strict=True)) for actor, own in signs.items()}
        seen["A"][graph.states[0]] = 1
        stayed = {actor: [code[s] for s, sign in own.items() if sign > 0] for actor, own in seen.items()}
        left = {actor: [code[s] for s, sign in own.items() if sign < 0] for actor, own in seen.items()}
        found = behaviour_of(conflict, stayed=stayed, left=left)
        for actor, own in seen.items():
            for concept, judged in CONCEPTS.items():
                wrong = [code[s] for s, sign in own.items() if sign and judged(graph, s, actor) != (sign > 0)]
                assert found.against[actor][concept] == tuple(wrong)
                assert (concept in found.explaining(actor)) == (not wrong)
                some += not wrong
        assert found.together == tuple(
            name for name in CONCEPTS if all(name in found.explaining(actor) for actor in graph.actors)
        )
    assert some


@given(conflicts, st.integers(0, 1000))
def test_whoever_stays_is_explained_by_gmr_if_by_anything_and_whoever_leaves_by_nash(
    conflict: Conflict, number: int
) -> None:
    code = int(conflict.states[number % conflict.states.size])
    rested = behaviour_of(conflict, rested=code)
    gone = behaviour_of(conflict, left=dict.fromkeys(conflict.actors, code))
    for actor in conflict.actors:
        assert not rested.explaining(actor) or "gmr" in rested.explaining(actor)
        assert not gone.explaining(actor) or "nash" in gone.explaining(actor)
        assert set(rested.explaining(actor)) == set(CONCEPTS) - set(gone.explaining(actor))


def test_what_is_refused() -> None:
    conflict = conflict_of(next(plain_options(1, seed=5, actors=2)))
    with pytest.raises(ModelError, match="Nothing was seen"):
        behaviour_of(conflict, stayed={"A": []})
    with pytest.raises(ModelError, match="A cannot have stayed in state"):
        behaviour_of(conflict, rested=conflict.start, left={"A": conflict.start})
    with pytest.raises(UnknownName, match="D"):
        behaviour_of(conflict, left={"D": conflict.start})
