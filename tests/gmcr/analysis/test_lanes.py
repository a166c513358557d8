"""What moves lead to, for all cells at once, against a search state by state."""

from __future__ import annotations

import numpy as np
import pytest

from gmcr.analysis.moves import reachable
from gmcr.model import Conflict
from tests.conftest import FULL
from tests.gmcr.stability.conflicts import as_arcs, conflict_of
from tests.judge.strategies import conflict_graph, random_conflict


def searched(conflict: Conflict, start: int) -> list[int]:
    """The codes to which moves of any actors lead from one, itself included, ascending."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for actor in conflict.actors:
            fresh = set(conflict.moves(here, actor=actor).tolist()) - seen
            seen |= fresh
            waiting += fresh
    return sorted(seen)


@pytest.mark.level("all")
@pytest.mark.parametrize("layout", ["dense", "sparse", "graph"])
def test_reachable(layout: str) -> None:
    rng = np.random.default_rng(29)
    parts = 0
    for _ in range(40 if FULL else 12):
        plain = random_conflict(rng, bits=5)
        conflict = as_arcs(plain, conflict_graph(plain)) if layout == "graph" else conflict_of(plain, layout)
        structure = conflict.structure
        for code in conflict.states.tolist():
            found = reachable(structure, structure.cell(code))
            expected = searched(conflict, code)
            assert structure.states[structure.at_states(found)].tolist() == expected
            assert np.flatnonzero(found).size == len(expected)  # nothing that is infeasible
            parts += 1 < len(expected) < conflict.states.size
    assert parts
