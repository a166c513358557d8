"""Stackelberg and Berge stability: the judge, and what textbooks say of normal forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, Ranking, UnknownName, solve, solve_coalition
from gmcr.stability import solve_berge, solve_stackelberg
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import ROUND, compared, in_every_layout, pairs, plain_options
from tests.judge import definitions
from tests.judge.strategies import plain_conflicts, plain_graphs

both = st.one_of(plain_conflicts(max_actors=2).map(conflict_of), plain_graphs(max_actors=2).map(graph_conflict))
any_number = st.one_of(plain_conflicts().map(conflict_of), plain_graphs().map(graph_conflict))


@st.composite
def normal_forms(draw: st.DrawFn, *, actors: int, ties: bool) -> tuple[Conflict, dict[str, list[int]]]:
    """Conflicts in which each actor has one or two options of its own and everything can be, and each actor's ranks."""
    names = "ABC"[:actors]
    options = {name: [f"{name.lower()}{k}" for k in range(draw(st.integers(1, 2)))] for name in names}
    size = 1 << sum(map(len, options.values()))
    orders = st.lists(st.integers(0, size), min_size=size, max_size=size) if ties else st.permutations(range(size))
    ranks = {name: list(draw(orders)) for name in names}
    conflict = Conflict.from_options(
        actors=options, preferences={name: Ranking.from_ranks(np.array(own)) for name, own in ranks.items()}
    )
    return conflict, ranks


def strategies(conflict: Conflict, actor: str) -> list[int]:
    """The codes in which an actor alone has options on, one for each of its strategies."""
    own = [1 << place for place, name in enumerate(conflict.options) if name.startswith(f"{actor}.")]
    return [sum(bit for k, bit in enumerate(own) if chosen >> k & 1) for chosen in range(1 << len(own))]


# --- a leader and a follower ---


@pytest.mark.level("all")
def test_the_judge_agrees_on_leaders() -> None:
    for graph, conflict in pairs(120 if FULL else 18, seed=600, actors=2, bits=4):
        for leader in graph.actors:
            for ties in ("every", "some"):
                found = solve_stackelberg(conflict, leader=leader, ties=ties)
                for actor in graph.actors:
                    expected = [definitions.stackelberg(graph, s, actor, leader, ties=ties) for s in graph.states]
                    assert found.stable("stackelberg", actor).tolist() == expected


@given(normal_forms(actors=2, ties=False))
def test_in_a_normal_form_the_leader_takes_the_best_of_the_followers_best_replies(
    drawn: tuple[Conflict, dict[str, list[int]]],
) -> None:
    conflict, ranks = drawn
    for leader, follower in (("A", "B"), ("B", "A")):
        replies = [
            max((own + reply for reply in strategies(conflict, follower)), key=ranks[follower].__getitem__)
            for own in strategies(conflict, leader)
        ]
        best = max(replies, key=ranks[leader].__getitem__)
        assert solve_stackelberg(conflict, leader=leader).equilibria("stackelberg").tolist() == [best]


# --- each for the others ---


@pytest.mark.level("all")
def test_the_judge_agrees_on_what_the_others_can_do() -> None:
    for graph, conflict in pairs(compared(150, ROUND // 3), seed=610):
        found = solve_berge(conflict)
        for actor in graph.actors:
            expected = [definitions.berge(graph, s, actor) for s in graph.states]
            assert found.stable("berge", actor).tolist() == expected


def test_layouts_agree() -> None:
    for plain in plain_options(20, seed=611, bits=6):
        results = [solve_berge(conflict) for _, conflict in in_every_layout(plain)]
        for actor in plain.actors:
            assert len({tuple(found.stable("berge", actor).tolist()) for found in results}) == 1


@given(normal_forms(actors=3, ties=True))
def test_in_a_normal_form_it_is_zhukovskiis(drawn: tuple[Conflict, dict[str, list[int]]]) -> None:
    conflict, ranks = drawn
    found = solve_berge(conflict)
    for actor, own in ranks.items():
        mine = max(strategies(conflict, actor))
        expected = [all(own[q] <= own[s] for q in range(len(own)) if q & mine == s & mine) for s in range(len(own))]
        assert found.stable("berge", actor).tolist() == expected


@given(both)
def test_two_actors_berge_is_the_nash_of_exchanged_preferences(conflict: Conflict) -> None:
    one, other = conflict.actors
    ranks = {actor: Ranking.from_ranks(conflict.ranks(actor)) for actor in conflict.actors}
    exchanged = conflict.with_preferences({one: ranks[other], other: ranks[one]})
    found, nash = solve_berge(conflict), solve(exchanged, concepts="nash")
    assert np.array_equal(found.equilibrium("berge"), nash.equilibrium("nash"))
    assert np.array_equal(found.stable("berge", one), nash.stable("nash", other))


@given(any_number)
def test_it_is_what_the_others_would_do_together_if_they_wanted_what_the_actor_wants(conflict: Conflict) -> None:
    found = solve_berge(conflict)
    for actor in conflict.actors:
        others = [other for other in conflict.actors if other != actor]
        mine = Ranking.from_ranks(conflict.ranks(actor))
        devoted = conflict.with_preferences(dict.fromkeys(others, mine))
        together = solve_coalition(devoted, coalition=others, concepts="cnash")
        assert np.array_equal(found.stable("berge", actor), together.stable("cnash", others))


def test_what_is_refused() -> None:
    three = conflict_of(next(plain_options(1, seed=1, actors=3)))
    with pytest.raises(ModelError, match="two actors, and here are 3"):
        solve_stackelberg(three, leader="A")
    with pytest.raises(UnknownName, match="D"):
        solve_stackelberg(three, leader="D")
    with pytest.raises(ModelError, match="Conflict"):
        solve_berge("chicken")  # type: ignore[arg-type]
