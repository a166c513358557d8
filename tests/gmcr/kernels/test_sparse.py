"""Few feasible states of very many options, against the same conflict by its arcs."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr import CONCEPTS, Conflict, Ranking, solve
from gmcr.model import OptionStructure

GROUP = 8


def chained(groups: int, one_way: dict[str, str] | None = None) -> Conflict:
    """Three actors with so many groups of eight options; an option needs the one before it in its group."""
    names = {actor: [f"{actor.lower()}{k}" for k in range(GROUP * groups)] for actor in "ABC"}
    never = [f"{own[k + 1]} and not {own[k]}" for own in names.values() for k in range(len(own) - 1) if (k + 1) % GROUP]
    never.append("a0 and b0 and c0")
    return Conflict.from_options(
        actors=names, preferences=dict.fromkeys("ABC", ()), never=never, one_way=one_way or {}, layout=None
    )


@pytest.mark.parametrize("one_way", [{}, {"a1": "forward", "b7": "back", "c3": "forward", "c4": "back"}])
def test_solving_agrees_with_the_arcs(one_way: dict[str, str]) -> None:
    bare = chained(1, one_way)
    assert (len(bare.options), bare.layout) == (24, "sparse")
    rng = np.random.default_rng(6)
    count = bare.states.size
    assert count == 9**3 - 8**3
    wants = {actor: Ranking.from_ranks(rng.integers(0, 40, count)) for actor in "ABC"}
    conflict = bare.with_preferences(wants)
    labels = [str(code) for code in conflict.states.tolist()]
    arcs = {
        actor: [(str(s), str(q)) for s in conflict.states.tolist() for q in conflict.moves(s, actor=actor).tolist()]
        for actor in "ABC"
    }
    graph = Conflict.from_arcs(states=labels, arcs=arcs, preferences=wants)
    one, other = solve(conflict), solve(graph)
    for name in CONCEPTS:
        for actor in "ABC":
            assert np.array_equal(one.stable(name, actor), other.stable(name, actor)), (name, actor)


def test_forty_eight_options() -> None:
    bare = chained(2)
    assert len(bare.options) == 48
    assert bare.layout == "sparse"
    assert bare.states.size == (81**3) - 8**3 * 9**3
    assert isinstance(bare.structure, OptionStructure)
    conflict = Conflict.from_options(
        actors={actor: [f"{actor.lower()}{k}" for k in range(16)] for actor in "ABC"},
        preferences={"A": ["a0 and a8", "not b0"], "B": ["b0", "not c0"], "C": ["c0", "not a15"]},
        never=[rule.id for rule in bare.structure.form.never],
    )
    table = solve(conflict, concepts=["nash", "seq"])
    on = {name: conflict.states >> k & 1 == 1 for k, name in enumerate(o.rpartition(".")[2] for o in conflict.options)}
    # What each would have by its own options alone, whoever else holds the third of the first options.
    content_a = np.where(on["b0"] & on["c0"], True, on["a0"] & on["a8"])
    assert np.array_equal(table.stable("nash", "A"), content_a)
