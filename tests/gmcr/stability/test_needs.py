"""Options that need something: moves are not transitive, and others are followed through several moves in a row.

Everything is compared with the judge, to which a need is a set of states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from gmcr import (
    CONCEPTS,
    Conflict,
    ModelError,
    SizeError,
    solve,
    solve_coalition,
    solve_limited,
    solve_maximin,
    solve_partition,
    solve_relation,
    solve_sim,
    why,
)
from gmcr.kernels import Lattice
from gmcr.model import as_perceived
from gmcr.stability import Relation, solve_ensemble
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import conflict_of
from tests.gmcr.stability.test_solve import INCLUSIONS, computed, literal
from tests.gmcr.stability.test_witness import check_witness
from tests.judge import definitions
from tests.judge.graph import Graph
from tests.judge.options import perceived
from tests.judge.strategies import PlainConflict, conflict_graph, random_conflict, random_relation


def needing(count: int, seed: int, *, actors: int | None = None, bits: int = 5) -> Iterator[PlainConflict]:
    """Conflicts in which some option needs something."""
    rng = np.random.default_rng(seed)
    number = 0
    while number < count:
        plain = random_conflict(
            rng,
            actors=actors,
            options=(2, 3, 4)[number % 3],
            bits=(bits, bits - 1)[number % 2],
            ties=(0.0, 0.3, 0.8)[number % 3],
            infeasible=(0.0, 0.25, 0.6)[number // 3 % 3],
            one_way=(0.0, 0.4)[number // 9 % 2],
            needs=(0.3, 0.7)[number // 2 % 2],
        )
        if plain.needs:
            number += 1
            yield plain


def pairs(count: int, seed: int, **more: int) -> Iterator[tuple[PlainConflict, Graph, Conflict]]:
    for plain in needing(count, seed, **more):
        yield plain, conflict_graph(plain), conflict_of(plain)


STRONG = (("gmr", definitions.strong_gmr), ("smr", definitions.strong_smr), ("seq", definitions.strong_seq))
UNKNOWN = (("gmr", definitions.unknown_gmr), ("smr", definitions.unknown_smr), ("seq", definitions.unknown_seq))


def related(conflict: Conflict, judged: Mapping[str, definitions.Relation]) -> dict[str, Relation]:
    """The engine's relations."""
    return {actor: Relation.from_pairs(conflict, dict(own.degrees)) for actor, own in judged.items()}


def test_moves_are_the_judges() -> None:
    switched_off = 0
    for plain, graph, conflict in pairs(100, 1):
        assert conflict.layout == "sparse"
        for actor in graph.actors:
            for state in graph.states:
                found = conflict.moves(state, actor=actor).tolist()
                assert found == sorted(definitions.moves(graph, state, actor)), plain
                switched_off += any(not target & ~state for target in found)
    assert switched_off


@pytest.mark.level("all")
def test_the_table_is_the_judges() -> None:
    for plain, graph, conflict in pairs(250 if FULL else 100, 2):
        assert computed(conflict) == literal(graph), plain


def test_games_side_by_side_are_the_judges() -> None:
    for plain, graph, conflict in pairs(80, 3):
        ranks = [np.repeat(conflict.ranks(actor)[:, None], 3, axis=1).astype(np.uint8) for actor in conflict.actors]
        found = solve_ensemble(Lattice(conflict.structure), ranks, concepts=CONCEPTS)
        expected = literal(graph)
        for place, actor in enumerate(conflict.actors):
            for bit, concept in enumerate(CONCEPTS):
                for game in range(3):
                    assert (found[place][:, game] >> bit & 1 == 1).tolist() == expected[concept, actor], plain


def test_the_theorems_between_concepts_hold() -> None:
    for _, _, conflict in pairs(100, 4):
        table = solve(conflict)
        for narrow, wide in INCLUSIONS:
            for actor in conflict.actors:
                assert (table.stable(narrow, actor) <= table.stable(wide, actor)).all()


def test_an_idle_bystander_changes_nothing() -> None:
    for plain in needing(60, 5, actors=2):
        beside = replace(
            plain,
            actors=(*plain.actors, "Z"),
            options=(*plain.options, ()),
            tiers=(*plain.tiers, (plain.feasible,)),
        )
        with_it, without = computed(conflict_of(beside)), computed(conflict_of(plain))
        assert without == {key: value for key, value in with_it.items() if key[1] != "Z"}


def test_a_need_that_always_holds_changes_nothing() -> None:
    for plain in needing(60, 6):
        free = replace(plain, needs={})
        assert computed(conflict_of(replace(plain, needs=dict.fromkeys(plain.needs, plain.feasible)))) == computed(
            conflict_of(free)
        )


@pytest.mark.level("all")
def test_witnesses_show_moves_that_can_be_made() -> None:
    repeated = 0
    for plain, graph, conflict in pairs(60 if FULL else 20, 7, bits=4):
        for actor in graph.actors:
            for concept in CONCEPTS:
                for state in graph.states:
                    witness = why(conflict, state, actor=actor, concept=concept)
                    check_witness(graph, witness)
                    repeated += any(
                        first[0] == second[0] for _, path in witness.deterred for first, second in pairwise(path)
                    )
        assert plain.needs
    assert repeated


@pytest.mark.level("all")
def test_foresight_of_two_and_maximin_are_the_judges() -> None:
    for plain, graph, conflict in pairs(60, 8, actors=2, bits=4):
        for horizon in (1, 2, 3, 4):
            far, worst = solve_limited(conflict, horizon=horizon), solve_maximin(conflict, horizon=horizon)
            for actor in graph.actors:
                limited = [definitions.limited(graph, s, actor, horizon) for s in graph.states]
                assert far.stable("limited", actor).tolist() == limited, plain
                maximin = [definitions.maximin(graph, s, actor, horizon) for s in graph.states]
                assert worst.stable("maximin", actor).tolist() == maximin, plain


def test_simultaneous_sanctions_are_the_judges() -> None:
    for plain, graph, conflict in pairs(60, 9):
        table = solve_sim(conflict)
        for actor in graph.actors:
            expected = [definitions.sim(graph, s, actor) for s in graph.states]
            assert table.stable("sim", actor).tolist() == expected, plain


def test_strength_and_unknown_preferences_are_the_judges() -> None:
    rng = np.random.default_rng(10)
    for plain in needing(25, 10, bits=4):
        strong = {actor: random_relation(rng, plain.feasible, degrees=2) for actor in plain.actors}
        unsure = {actor: random_relation(rng, plain.feasible, unknown=0.3) for actor in plain.actors}
        conflict = conflict_of(plain)

        hard = {actor: replace(own, level=2) for actor, own in related(conflict, strong).items()}
        graph, table = conflict_graph(plain, strong), solve_relation(conflict, preferences=hard)
        for actor in plain.actors:
            for name, judged in STRONG:
                found = table.stable(name, actor).tolist()
                assert found == [judged(graph, s, actor) for s in graph.states], (name, plain)
        graph, doubted = conflict_graph(plain, unsure), related(conflict, unsure)
        for kind in "abcd":
            typed = {actor: replace(own, type=kind) for actor, own in doubted.items()}
            seen = solve_relation(conflict, preferences=typed)
            for actor in plain.actors:
                for name, kind_of in UNKNOWN:
                    found = seen.stable(name, actor).tolist()
                    assert found == [kind_of(graph, s, actor, kind) for s in graph.states], (name, kind, plain)


@pytest.mark.level("all")
def test_coalitions_are_the_judges() -> None:
    judged = {"cnash": definitions.cnash, "cgmr": definitions.cgmr, "csmr": definitions.csmr, "cseq": definitions.cseq}
    for plain, graph, conflict in pairs(40 if FULL else 16, 11, actors=3, bits=4):
        for coalition in definitions.coalitions_of(graph.actors):
            table = solve_coalition(conflict, coalition=sorted(coalition))
            for name, concept in judged.items():
                found = table.stable(name, sorted(coalition)).tolist()
                assert found == [concept(graph, s, coalition) for s in graph.states], (name, coalition, plain)
        alone = solve_partition(conflict, partition=[[actor] for actor in graph.actors])
        singly = computed(conflict)
        for name, single in zip(judged, ("nash", "gmr", "smr", "seq"), strict=True):
            for actor in graph.actors:
                assert alone.stable(name, actor).tolist() == singly[single, actor]


def test_what_is_not_perceived_is_the_judges() -> None:
    rng = np.random.default_rng(12)
    for plain, graph, conflict in pairs(40, 12):
        unseen = {actor: [s for s in plain.feasible if rng.random() < 0.3] for actor in plain.actors}
        assert computed(as_perceived(conflict, unseen)) == literal(perceived(graph, unseen)), plain


# --- by hand ---


def test_two_that_need_each_other_never_go_on() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]},
        preferences={"A": ["a and b"], "B": ["c"]},
        needs={"a": "b", "b": "a"},
    )
    assert conflict.moves([], actor="A").tolist() == []
    assert conflict.moves(["a"], actor="A").tolist() == [0, 2, 3]  # b needs a, which is on before the move
    assert conflict.moves(["a", "b"], actor="A").tolist() == [0, 1, 2]


def test_a_need_is_judged_before_the_move_for_every_option_in_it() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["besiege", "take"], "B": ["relieve"]},
        preferences={"A": ["take"], "B": ["relieve"]},
        needs={"take": "besiege and not relieve"},
    )
    assert conflict.moves([], actor="A").tolist() == [1]
    assert conflict.moves(["besiege"], actor="A").tolist() == [0, 2, 3]
    assert conflict.moves(["besiege", "relieve"], actor="A").tolist() == [4]
    assert solve(conflict, concepts="nash").stable("nash", "A")[0]  # besieging alone gains nothing


def test_an_opponent_carries_a_threat_out_in_two_moves() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["grab"], "B": ["arm", "strike"]},
        preferences={"A": ["not strike", "grab"], "B": ["grab iff strike"]},
        needs={"strike": "arm"},
    )
    table = solve(conflict, concepts=["nash", "gmr"])
    place = int(np.searchsorted(conflict.states, 0))
    assert not table.stable("nash", "A")[place]
    assert table.stable("gmr", "A")[place]
    witness = why(conflict, 0, actor="A", concept="gmr")
    assert [mover for mover, _ in witness.deterred[0].path] == ["B", "B"]


def test_what_is_wrong_with_needs_is_said() -> None:
    with pytest.raises(ModelError, match="sparse layout"):
        solve(
            Conflict.from_options(
                actors={"A": ["a"], "B": ["b"]}, preferences={"A": [], "B": []}, needs={"a": "b"}, layout="dense"
            )
        )
    with pytest.raises(SizeError, match=r"at most 16,384 feasible states"):
        Conflict.from_options(
            actors={"A": [f"a{k}" for k in range(8)], "B": [f"b{k}" for k in range(7)]},
            preferences={"A": [], "B": []},
            needs={"a0": "b0"},
            start=None,
        )
    most = Conflict.from_options(
        actors={"A": [f"a{k}" for k in range(7)], "B": [f"b{k}" for k in range(7)]},
        preferences={"A": ["a0"], "B": ["b0"]},
        needs={"a0": "b0"},
    )
    assert solve(most, concepts="seq").equilibria("seq").size
