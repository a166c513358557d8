"""Limited moves against the judge, set-valued under ties; what theory says of them for two actors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, SizeError, UnknownName, solve
from gmcr.stability import limited_outcomes, outcomes, solve_limited, solve_maximin
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import ROUND, compared, in_every_layout, pairs, plain_options
from tests.judge import definitions
from tests.judge.strategies import plain_conflicts, plain_graphs

conflicts = st.one_of(plain_conflicts(max_actors=2).map(conflict_of), plain_graphs(max_actors=2).map(graph_conflict))


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("horizon", [1, 2, 3, 4, 7])
def test_the_judge_agrees(horizon: int) -> None:
    for graph, conflict in pairs(compared(150), seed=10 + horizon, actors=2):
        for ties in ("every", "some"):
            found = solve_limited(conflict, horizon=horizon, ties=ties)
            for actor in graph.actors:
                expected = [definitions.limited(graph, s, actor, horizon, ties=ties) for s in graph.states]
                assert found.stable("limited", actor).tolist() == expected


@pytest.mark.level("all")
def test_outcomes_are_the_judges_sets() -> None:
    several = 0
    for graph, conflict in pairs(compared(60, ROUND // 3), seed=20, actors=2):
        for horizon in (1, 2, 3, 5):
            for actor in graph.actors:
                for place, s in enumerate(graph.states):
                    expected = sorted(definitions.limited_outcomes(graph, s, actor, horizon))
                    if conflict.layout == "graph":  # codes are positions there
                        expected = sorted(graph.states.index(x) for x in expected)
                    code = int(conflict.states[place])
                    assert limited_outcomes(conflict, code, actor=actor, horizon=horizon).tolist() == expected
                    several += len(expected) > 1
    assert several > 100


def test_layouts_agree() -> None:
    for plain in plain_options(60, seed=21, actors=2, bits=6):
        results = [solve_limited(conflict, horizon=4) for _, conflict in in_every_layout(plain)]
        for actor in plain.actors:
            assert len({tuple(found.stable("limited", actor).tolist()) for found in results}) == 1


@given(conflicts)
def test_the_first_is_nash_whatever_the_ties(conflict: Conflict) -> None:
    table = solve(conflict)
    for ties in ("every", "some"):
        found = solve_limited(conflict, horizon=1, ties=ties)
        assert all(np.array_equal(found.stable("limited", a), table.stable("nash", a)) for a in conflict.actors)


@given(conflicts)
def test_inclusions(conflict: Conflict) -> None:
    table = solve(conflict)
    wider = [(2, "seq"), (3, "smr"), (2, "gmr"), (3, "gmr"), (4, "gmr")]
    for actor in conflict.actors:
        for horizon, concept in wider:
            stays = solve_limited(conflict, horizon=horizon).stable("limited", actor)
            assert not (stays & ~table.stable(concept, actor)).any()
        for horizon in (1, 2, 3, 4):
            stays = solve_limited(conflict, horizon=horizon).stable("limited", actor)
            assert not (stays & ~solve_limited(conflict, horizon=horizon, ties="some").stable("limited", actor)).any()
            assert not (stays & ~solve_maximin(conflict, horizon=horizon).stable("maximin", actor)).any()


@pytest.mark.level("all")
def test_what_looks_like_an_inclusion_and_is_none() -> None:
    outside = set()
    for _, conflict in pairs(150 if FULL else 60, seed=22, actors=2):
        table = solve(conflict)
        second, third, fourth = (solve_limited(conflict, horizon=h) for h in (2, 3, 4))
        for actor in conflict.actors:
            nash, smr, seq = (table.stable(name, actor) for name in ("nash", "smr", "seq"))
            claims = {
                "nash in L2": nash & ~second.stable("limited", actor),
                "L2 in smr": second.stable("limited", actor) & ~smr,
                "L4 in smr": fourth.stable("limited", actor) & ~smr,
                "L3 in seq": third.stable("limited", actor) & ~seq,
            }
            outside |= {claim for claim, states in claims.items() if states.any()}
    assert len(outside) == 4


def chicken() -> Conflict:
    """Each may swerve; going straight while the other swerves is best, two going straight is worst."""
    return Conflict.from_options(
        actors={"Row": ["swerve"], "Column": ["swerve"]},
        preferences={"Row": Ranking([2, 3, 1, 0]), "Column": Ranking([1, 3, 2, 0])},
    )


def test_in_chicken_two_moves_ahead_only_what_is_best_holds() -> None:
    assert solve_limited(chicken(), horizon=1).equilibria("limited").tolist() == [1, 2]
    found = solve_limited(chicken(), horizon=2)
    # From 3 Row goes straight and Column stays; from 1 it goes straight too, and then Column has to swerve.
    assert found.stable("limited", "Row").tolist() == [False, False, True, False]
    ends = [limited_outcomes(chicken(), s, actor="Row", horizon=2).tolist() for s in range(4)]
    assert ends == [[1], [2], [2], [2]]
    assert found.equilibria("limited").tolist() == []


def test_what_is_refused() -> None:
    conflict = chicken()
    with pytest.raises(ModelError, match="1 or more"):
        solve_limited(conflict, horizon=0)
    with pytest.raises(UnknownName, match="every"):
        solve_limited(conflict, horizon=1, ties="evry")
    three = conflict_of(next(plain_options(1, seed=1, actors=3)))
    with pytest.raises(ModelError, match="two actors"):
        solve_limited(three, horizon=2)
    found = solve_limited(conflict, horizon=2)
    assert found.parameters == {"horizon": 2, "ties": "every"}


def test_too_many_outcomes_are_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "MAX_OUTCOMES", 4)  # one for each state, as nothing is tied
    solve_limited(chicken(), horizon=2)
    monkeypatch.setattr(outcomes, "MAX_OUTCOMES", 3)
    with pytest.raises(SizeError, match="more wants"):
        solve_limited(chicken(), horizon=2)
