from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from gmcr.base.errors import SizeError
from gmcr.model import Conflict, GraphStructure, OptionStructure, Ranking
from gmcr.model.structure import MAX_FIBRE_OPTIONS
from tests.gmcr.stability.conflicts import as_arcs, form_of
from tests.judge.strategies import PlainConflict, conflict_graph, plain_conflicts


@given(plain_conflicts())
def test_cells_and_codes(plain: PlainConflict) -> None:
    form = form_of(plain)
    codes = np.array(plain.feasible)
    for layout in ("dense", "sparse"):
        structure = OptionStructure(form, layout)
        cells = structure.cells_of(codes)
        assert cells.tolist() == [structure.cell(code) for code in plain.feasible]
        assert [structure.code_of(int(cell)) for cell in cells] == list(plain.feasible)
        assert structure.at_states(np.arange(structure.cells)).tolist() == cells.tolist()
        assert [structure.code(structure.label(code)) for code in plain.feasible if code] == [
            code for code in plain.feasible if code
        ]
    graph = as_arcs(plain, conflict_graph(plain)).structure
    assert isinstance(graph, GraphStructure)
    places = np.arange(codes.size)
    assert graph.cells_of(places).tolist() == places.tolist()
    assert [graph.code_of(graph.cell(int(place))) for place in places] == places.tolist()


def wide(options: int) -> Conflict:
    names = [f"o{k}" for k in range(options)]
    rules = [f"o{k} and not o0" for k in range(1, options)] + [f"o{k} and not o{k - 1}" for k in range(2, options)]
    return Conflict.from_options(
        actors={"A": names, "B": ["b"]}, preferences={"A": ["o0"], "B": ["b"]}, never=rules, layout="sparse"
    )


def test_moves_are_listed_up_to_a_number_of_options() -> None:
    conflict = wide(MAX_FIBRE_OPTIONS)
    assert conflict.moves(0, actor="A").tolist() == [(1 << k) - 1 for k in range(1, MAX_FIBRE_OPTIONS + 1)]
    larger = wide(MAX_FIBRE_OPTIONS + 1)
    assert larger.states.size == 2 * (MAX_FIBRE_OPTIONS + 2)
    with pytest.raises(SizeError, match="A has 23 options") as error:
        larger.moves(0, actor="A")
    assert error.value.actor == "A"


def test_the_last_state_is_found_too() -> None:
    """Targets beyond the last feasible code are looked up at the end of the list."""
    conflict = Conflict.from_options(
        actors={"A": ["a1", "a2", "a3"]},
        preferences={"A": Ranking([[0, 1, 2]])},
        never=["a3", "a1 and a2"],
        layout="sparse",
    )
    assert conflict.moves(2, actor="A").tolist() == [0, 1]
    assert conflict.moves(0, actor="A").tolist() == [1, 2]
