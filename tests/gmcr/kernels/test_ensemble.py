"""Ensembles against the ordinary kernels, game by game."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gmcr import CONCEPTS, Conflict, ModelError, Ranking, SizeError, solve
from gmcr.kernels import Ensemble, Lattice, in_chunks, kernel_for
from gmcr.kernels import choose as chunks
from gmcr.kernels import ensemble as module
from gmcr.stability import concepts_named, ensemble_guarantees, guarantees, solve_ensemble
from tests.gmcr.stability.conflicts import conflict_of, exchange
from tests.gmcr.stability.samples import plain_options
from tests.judge.strategies import PlainConflict

Ranks = list[NDArray[Any]]


def drawn(conflict: Conflict, games: int, seed: int, *, top: int) -> Ranks:
    """Random ranks from 1 to *top* for so many games: (states, games) an actor."""
    rng = np.random.default_rng(seed)
    kind = np.uint8 if top < 255 else np.uint16
    size = (conflict.states.size, games)
    return [rng.integers(1, top + 1, size).astype(kind) for _ in conflict.actors]


def one(conflict: Conflict, ranks: Sequence[NDArray[Any]], game: int) -> Conflict:
    """One of the games as an ordinary conflict."""
    return conflict.with_preferences(
        {actor: Ranking.from_ranks(own[:, game]) for actor, own in zip(conflict.actors, ranks, strict=True)}
    )


def samples(count: int, seed: int) -> list[tuple[PlainConflict, str | None]]:
    return [
        (plain, (None, "sparse")[number % 2])
        for number, plain in enumerate(plain_options(count, seed, actors=(2, 3, 4)[seed % 3]))
    ]


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_states_and_actors_under_five_concepts(seed: int) -> None:
    kinds = set()
    for number, (plain, layout) in enumerate(samples(36, seed)):
        conflict = conflict_of(plain, layout)
        lattice = Lattice(conflict.structure)
        ranks = drawn(conflict, 5, number, top=(3, 12, 300)[number % 3])
        table = solve_ensemble(lattice, ranks)
        kinds.add((lattice.full, all(lattice.free)))
        for game in range(5):
            solved = solve(one(conflict, ranks, game))
            for place, actor in enumerate(conflict.actors):
                assert np.array_equal(table[place][:, game], solved.bits[actor]), (number, game, actor)
    assert kinds == {(full, free) for full in (False, True) for free in (False, True)}


def test_the_guarantees_are_those_of_the_ordinary_kernel() -> None:
    for number, (plain, layout) in enumerate(samples(18, 4)):
        conflict = conflict_of(plain, layout)
        ranks = drawn(conflict, 4, number, top=9)
        found = ensemble_guarantees(Lattice(conflict.structure), ranks)
        batch = []
        for own in ranks:
            cells = np.zeros((4, conflict.structure.cells), dtype=np.uint8)
            cells[:, conflict.structure.cells_of(conflict.states)] = own.T
            batch.append(cells)
        kernel = kernel_for(conflict.structure, batch)
        for place in range(len(conflict.actors)):
            for item, values in guarantees(kernel, place, concepts_named(CONCEPTS)):
                expected = conflict.structure.at_states(values.T)
                assert np.array_equal(found[item.name][place], expected), (number, item.name)


def test_chunks_and_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = conflict_of(next(iter(plain_options(1, 5, actors=3, bits=6))))
    lattice = Lattice(conflict.structure)
    ranks = drawn(conflict, 1000, 1, top=20)
    whole = solve_ensemble(lattice, ranks, threads=1)
    monkeypatch.setattr(chunks, "_CACHED", 1)
    widths = in_chunks(lattice, ranks, lambda kernel: kernel.ranks[0].shape[-1], threads=2)
    assert widths == [64] * 15 + [40]
    for threads in (1, 2, 5):
        cut = solve_ensemble(lattice, ranks, threads=threads)
        assert all(np.array_equal(one, other) for one, other in zip(whole, cut, strict=True))


def test_an_array_that_words_of_eight_do_not_divide() -> None:
    conflict = conflict_of(next(iter(plain_options(1, 6, actors=2, bits=3))))
    ranks = drawn(conflict, 1, 1, top=4)
    lattice = Lattice(conflict.structure)
    solved = solve(one(conflict, ranks, 0))
    table = solve_ensemble(lattice, ranks)
    assert [column[:, 0].tolist() for column in table] == [solved.bits[a].tolist() for a in conflict.actors]


def test_where_every_switch_leads() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a1", "a2"], "B": ["b1"]},
        preferences={"A": [], "B": []},
        never=["a1 and a2 and b1"],
        one_way=["b1"],
    )
    lattice = Lattice(conflict.structure)
    for place, actor in enumerate(conflict.actors):
        table, changed = lattice.targets[place]
        for row, state in enumerate(conflict.states.tolist()):
            goals = [int(conflict.states[goal]) for goal in table[row].tolist() if goal >= 0]
            assert sorted(goals) == conflict.moves(state, actor=actor).tolist()
            for goal, bits in zip(table[row].tolist(), changed.tolist(), strict=True):
                assert goal < 0 or int(conflict.states[goal]) ^ state == bits


def test_too_many_moves_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = Conflict.from_options(actors={"A": ["a1", "a2"], "B": ["b1"]}, preferences={"A": [], "B": []})
    monkeypatch.setattr(module, "MAX_TARGETS", 31)
    with pytest.raises(SizeError, match="8 states there are 32 moves"):
        _ = Lattice(conflict.structure).targets


def test_games_in_graph_form_are_refused() -> None:
    with pytest.raises(ModelError, match="option form"):
        Lattice(exchange(sanction="worse").structure)


def test_an_option_that_nobody_owns_stays() -> None:
    from gmcr.model import ModelOption, OptionForm, OptionStructure

    form = OptionForm(("A", "B"), (ModelOption("A", "x"), ModelOption("", "rain"), ModelOption("B", "y")))
    conflict = Conflict(OptionStructure(form), {"A": (), "B": ()}, 0)
    lattice = Lattice(conflict.structure)
    assert (lattice.full, lattice.owned) == (True, False)
    ranks = drawn(conflict, 3, 7, top=5)
    for game in range(3):
        solved = solve(one(conflict, ranks, game))
        for place, table in enumerate(solve_ensemble(lattice, ranks)):
            assert np.array_equal(table[:, game], solved.bits[conflict.actors[place]])
    assert Ensemble(lattice, ranks).own_best(ranks[0], 0).shape == (8, 3)


def test_as_many_moves_are_listed_as_fit_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = Conflict.from_options(actors={"A": ["a1", "a2"], "B": ["b1"]}, preferences={"A": [], "B": []})
    monkeypatch.setattr(module, "MAX_ARCS", 32)  # of each of 8 states 3 and 1
    listed = Lattice(conflict.structure).arcs
    assert listed is not None
    assert [len(own) for own in listed] == [24, 8]
    monkeypatch.setattr(module, "MAX_ARCS", 31)
    assert Lattice(conflict.structure).arcs is None
