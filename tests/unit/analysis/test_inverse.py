"""Inverse GMCR against trying all rankings with the literal definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice, permutations, product
from math import factorial

import pytest

from countermove.assessment.conflicts import load_conflict
from gmcr import CONCEPTS, Conflict, ModelError, Need, Ranking, SizeError, UnknownName, inverse_of, needs_of
from gmcr.analysis import clauses_of
from gmcr.analysis.rankings.count import counts_by_size, share_of_rankings
from gmcr.analysis.rankings.rankings import rankings_meeting, tally_profiles
from gmcr.analysis.rankings.requirements import met
from gmcr.base.tasks import run_until_interrupted
from tests.gmcr.stability.samples import pairs
from tests.judge.definitions import gmr, nash, seq, smr, symseq
from tests.judge.graph import Graph

JUDGES = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq, "symseq": symseq}


def with_ranking(graph: Graph, actor: str, order: tuple[int, ...]) -> Graph:
    ranks = {state: len(order) - place for place, state in enumerate(order)}
    return replace(graph, ranks={**graph.ranks, actor: ranks}, memo={})


def judged(graph: Graph, state: int, vary: tuple[str, ...], concept: str) -> list[tuple[tuple[int, ...], ...]]:
    """Every profile of strict rankings that makes the state an equilibrium, in lexicographic order."""
    found = []
    for profile in product(permutations(graph.states), repeat=len(vary)):
        changed = graph
        for actor, order in zip(vary, profile, strict=True):
            changed = with_ranking(changed, actor, order)
        if all(JUDGES[concept](changed, state, actor) for actor in graph.actors):
            found.append(profile)
    return found


def small(count: int, seed: int, *, states: int = 5, actors: int | None = None) -> Iterator[tuple[Graph, Conflict]]:
    """Conflicts of few states, in option form (all layouts) and by arcs."""
    fitting = (pair for pair in pairs(40 * count, seed, actors=actors, bits=3) if 2 < len(pair[0].states) <= states)
    yield from islice(fitting, count)


def code_of(graph: Graph, conflict: Conflict, state: int) -> int:
    """The judge's state as the engine's code: in graph form codes are positions."""
    return state if conflict.options else graph.states.index(state)


def as_judged(graph: Graph, conflict: Conflict, profile: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    return profile if conflict.options else tuple(tuple(graph.states[code] for code in own) for own in profile)


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_one_actor_varied_against_all_rankings(concept: str) -> None:
    hows: set[str] = set()
    counts: set[int] = set()
    for place, (graph, conflict) in enumerate(small(40, 50)):
        state = graph.states[place % len(graph.states)]
        actor = graph.actors[place // 2 % len(graph.actors)]
        expected = judged(graph, state, (actor,), concept)
        code = code_of(graph, conflict, state)
        found = inverse_of(conflict, code, vary=[actor], concept=concept, limit=1000)
        assert (found.count, found.profiles) == (len(expected), factorial(len(graph.states))), (place, found.how)
        assert found.complete
        assert found.vary == (actor,)
        assert [as_judged(graph, conflict, profile) for profile in found.listed] == expected
        hows.add(found.how)
        counts.add(len(expected))
    assert len(counts) > 5
    assert hows == ({"structure", "enumeration"} if concept in ("seq", "symseq") else {"structure"})


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_several_actors_varied_against_all_profiles(concept: str) -> None:
    counts: set[int] = set()
    for place, (graph, conflict) in enumerate(small(10, 60, states=4)):
        state = graph.states[place % len(graph.states)]
        vary = graph.actors[:2]
        expected = judged(graph, state, vary, concept)
        found = inverse_of(conflict, code_of(graph, conflict, state), vary=vary, concept=concept, limit=1000)
        assert found.count == len(expected)
        assert [as_judged(graph, conflict, profile) for profile in found.listed] == expected
        assert found.profiles == factorial(len(graph.states)) ** len(vary)
        counts.add(len(expected))
    assert len(counts) > 3


@pytest.mark.parametrize("concept", CONCEPTS)
def test_shares_of_all_actors_with_the_others_as_they_are(concept: str) -> None:
    for place, (graph, conflict) in enumerate(small(12, 70)):
        state = graph.states[place % len(graph.states)]
        found = inverse_of(conflict, code_of(graph, conflict, state), vary=graph.actors[:1], concept=concept)
        assert [item.actor for item in found.actors] == list(graph.actors)
        for item in found.actors:
            good = [
                order
                for order in permutations(graph.states)
                if JUDGES[concept](with_ranking(graph, item.actor, order), state, item.actor)
            ]
            assert item.satisfying == len(good)
            assert item.rankings == factorial(len(graph.states))
            assert item.share == Fraction(len(good), item.rankings)
            assert item.stable == JUDGES[concept](graph, state, item.actor)
            assert item.varied == (item.actor == graph.actors[0])


@pytest.mark.parametrize("concept", CONCEPTS)
def test_needs_and_clauses_say_when_an_actor_is_stable(concept: str) -> None:
    for place, (graph, conflict) in enumerate(small(12, 80)):
        state = graph.states[-1 - place % len(graph.states)]
        code, actor = code_of(graph, conflict, state), graph.actors[-1]
        needs = needs_of(conflict, code, actor=actor, concept=concept)
        clauses = clauses_of(needs)
        assert not any(set(one) < set(other) for one in clauses for other in clauses)
        for order in permutations(graph.states):
            stable = JUDGES[concept](with_ranking(graph, actor, order), state, actor)
            better = frozenset(code_of(graph, conflict, above) for above in order[: order.index(state)])
            assert met(needs, better) == stable
            assert all(not set(clause) <= better for clause in clauses) == stable


def test_counts_and_listing_of_arbitrary_needs() -> None:
    """Formulas that no conflict need lead to: entangled ones too."""
    states = tuple(range(7))
    given = [
        [Need(1, ((1, 2), (3,)))],
        [Need(1, ((1,), (2, 3))), Need(2, ((2,), (3, 4)))],
        [Need(1, ((1, 2), (3, 4), (5, 6))), Need(2, ((2, 3), (4, 5))), Need(3, ((6,), (1, 3)))],
        [Need(1, ((1,), (2,), (3,))), Need(2, ((3,), (4,), (5,))), Need(3, ((5,), (6,), (1,)))],
        [Need(1, ((1, 2, 3),)), Need(2, ((3, 4),))],
        [Need(1, ((1,),)), Need(2, ((1,), (2,)))],
        [],
    ]
    for needs in given:
        good = [order for order in permutations(states) if met(needs, frozenset(order[: order.index(0)]))]
        assert share_of_rankings(needs) * factorial(7) == len(good)
        assert list(rankings_meeting(needs, 0, states)) == good
        mentioned = sorted({state for need in needs for item in need.alternatives for state in item})
        counts = counts_by_size(needs)
        assert len(counts) == len(mentioned) + 1
        assert sum(counts) == sum(
            met(needs, frozenset(above)) for size in range(8) for above in combinations(mentioned, size)
        )


def test_a_move_without_a_need_cannot_unsettle_anybody() -> None:
    """B always returns to the start, which is no better than itself."""
    conflict = Conflict.from_arcs(
        states=["s", "q"],
        arcs={"A": [("s", "q")], "B": [("q", "s")]},
        preferences={"A": Ranking([["q"], ["s"]]), "B": Ranking([["s"], ["q"]])},
    )
    assert needs_of(conflict, 0, actor="A", concept="gmr") == ()
    assert needs_of(conflict, 0, actor="A", concept="nash") == (Need(1, ((1,),)),)
    assert inverse_of(conflict, 0, vary=["A"], concept="gmr").count == 2


# -- what was published ------------------------------------------------------------------------------------------------


def test_syria_and_iraq() -> None:
    published = load_conflict("syria-iraq-1975")
    conflict = published.conflict
    state = int(conflict.states[1])
    found = {name: inverse_of(conflict, state, vary=["syria"], concept=name) for name in CONCEPTS}
    assert {name: item.count for name, item in found.items()} == {
        "nash": 240,
        "gmr": 384,
        "smr": 300,
        "seq": 384,
        "symseq": 300,
    }
    assert all(item.profiles == 720 for item in found.values())
    for count in published.published.inverse:
        assert inverse_of(conflict, count.state, vary=count.vary, concept=count.concept).count == count.profiles
    assert needs_of(conflict, state, actor="syria", concept="nash") == (Need(0, ((0,),)), Need(2, ((2,),)))
    attacks = needs_of(conflict, state, actor="syria", concept="gmr")
    assert clauses_of(attacks) == ((0, 4), (2, 6)), "each of its moves Iraq answers by attacking"
    everybody = inverse_of(conflict, state, concept="seq")
    assert (everybody.how, everybody.checked, everybody.profiles) == ("enumeration", 720**2, 720**2)
    assert everybody.easiest == ("iraq",)


def test_the_nash_count_is_a_closed_form() -> None:
    """m!/(k + 1), with k moves, however many states there are."""
    conflict = Conflict.from_options(
        actors={"A": ["a", "b", "c"], "B": ["d", "e", "f"], "C": ["g", "h"]},
        preferences={"A": ["a"], "B": ["d"], "C": ["g"]},
    )
    found = inverse_of(conflict, 5)
    assert [item.share for item in found.actors] == [Fraction(1, 8), Fraction(1, 8), Fraction(1, 4)]
    assert found.count == factorial(256) ** 3 // (8 * 8 * 4)
    assert (found.how, found.easiest) == ("structure", ("C",))
    general = inverse_of(conflict, 5, vary=["A"], concept="gmr")
    assert 0 < general.actors[0].share < 1


# -- limits, errors ----------------------------------------------------------------------------------------------------


def big() -> Conflict:
    return Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c", "d"]}, preferences={"A": ["c", "a"], "B": ["a", "c implies not b"]}
    )


def test_what_is_beyond_reach_says_so() -> None:
    found = inverse_of(big(), 3, concept="seq")
    assert (found.count, found.how, found.complete, found.listed) == (None, "not counted", False, ())
    assert all(item.satisfying > 0 for item in found.actors)
    with pytest.raises(SizeError, match=r"\(16!\)\^2 profiles.*nash, gmr or smr"):
        inverse_of(big(), 3, concept="seq", limit=1)
    huge = Conflict.from_options(actors={"A": [f"a{k}" for k in range(13)]}, preferences={"A": ["a1"]})
    with pytest.raises(SizeError, match="8,192 feasible states"):
        inverse_of(huge, 0)


def test_as_many_states_as_are_compared_one_by_one_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = big()
    module = "gmcr.analysis.rankings.requirements"
    monkeypatch.setattr(f"{module}.MAX_STATES", conflict.states.size)
    assert [need.move for need in needs_of(conflict, 0, actor="A", concept="nash")] == [1, 2, 3]
    monkeypatch.setattr(f"{module}.MAX_STATES", conflict.states.size - 1)
    with pytest.raises(SizeError, match="16 feasible states are too many"):
        needs_of(conflict, 0, actor="A", concept="nash")


def test_bad_input_is_named() -> None:
    with pytest.raises(UnknownName, match="actor"):
        inverse_of(big(), 0, vary=["C"])
    with pytest.raises(UnknownName, match="concept"):
        inverse_of(big(), 0, concept="nsh")
    with pytest.raises(ModelError, match="no state 99"):
        inverse_of(big(), 99)
    with pytest.raises(ModelError, match="negative"):
        inverse_of(big(), 0, limit=-1)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_fixed_actor_that_leaves_the_state_leaves_nothing_to_count(concept: str) -> None:
    conflict = Conflict.from_options(actors={"A": ["a"], "B": ["b"]}, preferences={"A": ["a"], "B": ["b"]})
    found = inverse_of(conflict, 0, vary=["B"], concept=concept, limit=5)
    assert (found.count, found.profiles, found.listed, found.complete) == (0, 24, (), True)
    assert not found.actors[0].stable


def test_an_interrupt_leaves_a_lower_bound() -> None:
    published = load_conflict("syria-iraq-1975").conflict
    calls: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if done:
            raise KeyboardInterrupt

    state = int(published.states[1])
    found = run_until_interrupted(inverse_of.work(published, state, concept="seq"), stop)
    assert calls == [(0, 720**2), (found.checked, 720**2)]
    assert not found.complete
    assert found.count is not None
    assert 0 < found.count < 138492
    whole = tally_profiles(published, state, vary=published.actors, concept="seq")
    assert (whole.count, whole.complete) == (138492, True)
