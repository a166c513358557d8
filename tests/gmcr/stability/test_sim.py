"""Simultaneous sanctioning in the senses that are stated: both forms, every layout, and with states unperceived."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from gmcr import Conflict, ModelError, Ranking, SizeError, UnknownName, as_perceived, solve
from gmcr.stability import SIM_FORMS, solve_sim
from gmcr.stability import sim as joint
from tests.gmcr.stability.conflicts import as_arcs, conflict_of
from tests.gmcr.stability.samples import compared, layout_of, plain_options
from tests.judge import definitions
from tests.judge.graph import Graph
from tests.judge.options import perceived
from tests.judge.strategies import PlainConflict, conflict_graph, plain_conflicts, random_conflict

JUDGE: dict[str, Callable[[Graph, int, str], bool]] = {"every": definitions.sim, "tableau": definitions.sim_tableau}


def assert_judged(conflict: Conflict, graph: Graph) -> None:
    for form, literal in JUDGE.items():
        found = solve_sim(conflict, form=form)
        assert found.parameters == {"form": form}
        for actor in graph.actors:
            assert found.stable("sim", actor).tolist() == [literal(graph, s, actor) for s in graph.states]


def test_the_judge_agrees() -> None:
    for number, plain in enumerate(plain_options(compared(300), seed=50)):
        assert_judged(conflict_of(plain, ("dense", "sparse")[layout_of(number, 2)]), conflict_graph(plain))


def test_the_judge_agrees_on_wider_fibres() -> None:
    rng = np.random.default_rng(52)
    for number in range(24):
        plain = random_conflict(
            rng,
            actors=(2, 3)[number % 2],
            bits=(6, 7)[number % 2],
            options=3,
            ties=(0.0, 0.5)[number // 2 % 2],
            infeasible=(0.0, 0.3)[number // 4 % 2],
            one_way=(0.0, 0.2)[number // 8 % 2],
        )
        assert_judged(conflict_of(plain, "dense"), conflict_graph(plain))


def test_layouts_agree_on_larger_conflicts_however_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(53)
    for number in range(8):
        plain = random_conflict(rng, actors=(2, 3)[number % 2], bits=8, options=4, ties=0.4, infeasible=0.1)
        dense, sparse = (conflict_of(plain, layout) for layout in ("dense", "sparse"))
        for form in SIM_FORMS:
            whole = solve_sim(dense, form=form)
            with monkeypatch.context() as patch:
                patch.setattr("gmcr.kernels.joint._BLOCK", 64)
                patch.setattr(joint, "_BLOCK", 8)
                parts = [solve_sim(dense, form=form), solve_sim(sparse, form=form)]
            for actor in plain.actors:
                for found in parts:
                    assert np.array_equal(found.stable("sim", actor), whole.stable("sim", actor))


def test_states_that_are_not_perceived_are_neither_left_nor_moved_to() -> None:
    rng = np.random.default_rng(54)
    matters = dict.fromkeys(SIM_FORMS, 0)
    for number, plain in enumerate(plain_options(compared(150), seed=54)):
        graph, conflict = conflict_graph(plain), conflict_of(plain, ("dense", "sparse")[layout_of(number, 2)])
        unseen = {actor: [s for s in graph.states if rng.random() < 0.2] for actor in plain.actors[:2]}
        seen = as_perceived(conflict, unseen)
        assert_judged(seen, perceived(graph, unseen))
        for form in SIM_FORMS:
            one, other = solve_sim(seen, form=form), solve_sim(conflict, form=form)
            matters[form] += any(not np.array_equal(one.stable("sim", a), other.stable("sim", a)) for a in plain.actors)
    assert min(matters.values()) > number // 3


@given(plain_conflicts())
def test_theorems(plain: PlainConflict) -> None:
    conflict = conflict_of(plain)
    every, tableau = (solve_sim(conflict, form=form) for form in SIM_FORMS)
    table = solve(conflict, concepts=("nash", "seq"))
    for actor in conflict.actors:
        nash, seq = (table.stable(name, actor) for name in ("nash", "seq"))
        assert not (nash & ~every.stable("sim", actor)).any()
        assert not (seq & ~tableau.stable("sim", actor)).any()
        assert not (tableau.stable("sim", actor) & ~(seq | every.stable("sim", actor))).any()


def test_in_the_tableau_only_those_move_who_would_leave() -> None:
    """A and B would both defect; where B, too, is deterred by a reply, A alone would leave, and leaves."""
    dilemma = Conflict.from_options(
        actors={"A": ["cooperate"], "B": ["cooperate"]},
        preferences={"A": Ranking([2, 3, 0, 1]), "B": Ranking([1, 3, 0, 2])},
    )
    assert solve(dilemma).equilibria("seq").tolist() == [0, 3]
    assert [solve_sim(dilemma, form=form).equilibria("sim").tolist() for form in SIM_FORMS] == [[0, 3], [0, 3]]
    # A gains by going from 3 to 2, where B cannot answer; B would go from 3 to 1 and A answers that.
    split = Conflict.from_options(
        actors={"A": ["a"], "B": ["b"]},
        preferences={"A": Ranking([2, 3, 0, 1]), "B": Ranking([1, 2, 3, 0])},
    )
    table = solve(split, concepts="seq")
    assert [bool(table.stable("seq", actor)[3]) for actor in "AB"] == [False, True]
    every, tableau = (solve_sim(split, form=form) for form in SIM_FORMS)
    assert every.stable("sim", "A")[3]
    assert not tableau.stable("sim", "A")[3]
    assert tableau.stable("sim", "B")[3]


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = next(plain_options(1, seed=51))
    for form in SIM_FORMS:
        with pytest.raises(ModelError, match="option form"):
            solve_sim(as_arcs(plain, conflict_graph(plain)), form=form)
    with pytest.raises(UnknownName, match="tableau"):
        solve_sim(conflict_of(plain), form="tablaeu")
    flat = Conflict.from_options(
        actors={"A": ["a"], "B": ["b"], "C": ["c"]},
        preferences={"A": ["a"], "B": ["b"], "C": ["c"]},
    )
    monkeypatch.setattr(joint, "MAX_JOINT", 3)
    with pytest.raises(SizeError, match="joint moves in one state"):
        solve_sim(flat)
