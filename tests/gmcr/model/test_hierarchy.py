"""Hierarchies: the whole by its definition, pair by pair, and how its stability follows from the local ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmcr import Conflict, ModelError, SizeError, UnknownName, solve
from gmcr.model import hierarchy, hierarchy_of
from tests.gmcr.stability.conflicts import conflict_of, graph_conflict
from tests.gmcr.stability.samples import plain_arcs, plain_options
from tests.judge.strategies import PlainConflict, PlainGraph, plain_conflicts, plain_graphs

LOCAL = {"north": ("A", "B"), "south": ("A", "C")}


def renamed(plain: PlainConflict | PlainGraph, second: str) -> Conflict:
    """A conflict of A and B as one of A and another actor; options keep their names."""
    if isinstance(plain, PlainGraph):
        return graph_conflict(replace(plain, actors=("A", second)))
    one_way = {name.replace("B.", f"{second}."): way for name, way in plain.one_way.items()}
    return conflict_of(replace(plain, actors=("A", second), one_way=one_way))


options = plain_conflicts(max_actors=2, max_bits=3)
locals_of_options = st.tuples(options, options).map(lambda pair: (renamed(pair[0], "B"), renamed(pair[1], "C")))
graphs = st.tuples(plain_graphs(max_actors=2, max_states=5), plain_graphs(max_actors=2, max_states=5))
locals_of_arcs = graphs.map(lambda pair: (renamed(pair[0], "B"), renamed(pair[1], "C")))


def some_locals(count: int) -> Iterator[tuple[Conflict, Conflict]]:
    forms: list[PlainConflict | PlainGraph] = list(plain_options(2 * count, seed=1000, actors=2, bits=3))
    arcs: list[PlainConflict | PlainGraph] = list(plain_arcs(2 * count, seed=1001, actors=2))
    for one, other in zip(forms[::2] + arcs[::2], arcs[1::2] + forms[1::2], strict=True):
        yield renamed(one, "B"), renamed(other, "C")


@pytest.mark.parametrize("together", [False, True])
def test_moves_and_preferences_are_those_of_the_definition(together: bool) -> None:
    for north, south in some_locals(6):
        parts = {"north": north, "south": south}
        whole = hierarchy_of(parts, together=together, importance={"A": ["south", "north"]})
        states = list(product(north.states.tolist(), south.states.tolist()))
        assert [whole.label(k) for k in range(len(states))] == [
            f"{north.label(s)} | {south.label(q)}" for s, q in states
        ]
        assert states[whole.start] == (north.start, south.start)
        for actor in ("A", "B", "C"):
            can = {name: actor in LOCAL[name] for name in LOCAL}
            for place, (s, q) in enumerate(states):
                up: list[int] = north.moves(s, actor=actor).tolist() if can["north"] else []
                down: list[int] = south.moves(q, actor=actor).tolist() if can["south"] else []
                ends = {(t, q) for t in up} | {(s, t) for t in down}
                if together:
                    ends |= set(product(up, down))
                assert {states[k] for k in whole.moves(place, actor=actor).tolist()} == ends

        def worth(part: Conflict, actor: str, state: int) -> int:
            return int(part.ranks(actor)[np.searchsorted(part.states, state)])

        keys: dict[str, list[Any]] = {
            "A": [(worth(south, "A", q), worth(north, "A", s)) for s, q in states],
            "B": [worth(north, "B", s) for s, _ in states],
            "C": [worth(south, "C", q) for _, q in states],
        }
        for actor, own in keys.items():
            order = sorted(set(own))
            assert whole.ranks(actor).tolist() == [order.index(key) + 1 for key in own]


@given(st.one_of(locals_of_options, locals_of_arcs), st.booleans(), st.booleans())
def test_its_nash_equilibria_are_the_combinations_of_the_local_ones(
    pair: tuple[Conflict, Conflict], together: bool, turned: bool
) -> None:
    parts = dict(zip(LOCAL, pair, strict=True))
    order = {"A": ["south", "north"]} if turned else {}
    whole = solve(hierarchy_of(parts, together=together, importance=order), concepts="nash")
    north, south = (solve(part, concepts="nash").equilibrium("nash") for part in pair)
    assert np.array_equal(whole.equilibrium("nash"), np.logical_and.outer(north, south).reshape(-1))


@given(locals_of_options, st.booleans())
def test_a_local_actor_judges_as_in_its_local_conflict_where_moves_are_transitive(
    pair: tuple[Conflict, Conflict], together: bool
) -> None:
    whole = solve(hierarchy_of(dict(zip(LOCAL, pair, strict=True)), together=together))
    north, south = map(solve, pair)
    shape = north.conflict.states.size, south.conflict.states.size
    for concept in ("nash", "gmr", "smr") if together else ("nash", "gmr", "smr", "seq", "symseq"):
        assert (whole.stable(concept, "B").reshape(shape) == north.stable(concept, "B")[:, None]).all()
        assert (whole.stable(concept, "C").reshape(shape) == south.stable(concept, "C")).all()


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    north, south = next(some_locals(1))
    parts = {"north": north, "south": south}
    with pytest.raises(ModelError, match="two local conflicts"):
        hierarchy_of({"north": north}, together=True)
    with pytest.raises(ModelError, match="The conflict south"):
        hierarchy_of({"north": north, "south": "south"}, together=True)  # type: ignore[dict-item]
    with pytest.raises(ModelError, match="north and south, where it acts"):
        hierarchy_of(parts, together=True, importance={"A": "north"})
    with pytest.raises(UnknownName, match="local conflict"):
        hierarchy_of(parts, together=True, importance={"A": ["north", "west"]})
    with pytest.raises(UnknownName, match="D"):
        hierarchy_of(parts, together=True, importance={"D": "north"})
    monkeypatch.setattr(hierarchy, "MAX_MOVES", 1)
    with pytest.raises(SizeError, match="moves"):
        hierarchy_of(parts, together=True)
    monkeypatch.setattr(hierarchy, "MAX_STATES", 1)
    with pytest.raises(SizeError, match="states"):
        hierarchy_of(parts, together=True)
