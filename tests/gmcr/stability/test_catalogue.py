from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import gmcr
from gmcr.analysis import Departures
from gmcr.base.errors import UnknownName
from gmcr.stability import (
    CONCEPTS,
    concept,
    concepts_named,
    further_concept,
    gmr,
    nash,
    seq,
    smr,
    sweep_thresholds,
    symseq,
)


def test_the_five_concepts_in_the_order_in_which_they_are_shown() -> None:
    assert CONCEPTS == ("nash", "gmr", "smr", "seq", "symseq")
    assert [concept(name) for name in CONCEPTS] == [m.CONCEPT for m in (nash, gmr, smr, seq, symseq)]
    assert all(concept(name).name == name for name in CONCEPTS)
    assert len({concept(name).title for name in CONCEPTS}) == 5


def test_each_is_named_once_in_the_order_given() -> None:
    assert [item.name for item in concepts_named(["seq", "nash", "seq"])] == ["seq", "nash"]
    assert concepts_named([]) == ()


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean symseq") as error:
        concept("simseq")
    assert error.value.kind == "concept"
    assert error.value.suggestion == "symseq"
    assert error.value.valid == CONCEPTS
    with pytest.raises(UnknownName):
        concepts_named(["nash", "l2"])


FERRY = gmcr.Conflict.from_options(
    actors={"line": "run", "town": "pay"},
    preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
)
FUZZY = {"line": gmcr.Fuzzy.from_pairs(FERRY, {(0, 1): 0.5}, threshold=0.2)}
ASKED: dict[str, Callable[[str], Any]] = {
    "solve": lambda name: gmcr.solve(FERRY, concepts=name).equilibria(),
    "solve_relation": lambda name: gmcr.solve_relation(FERRY, concepts=name, preferences=FUZZY).equilibria(),
    "sweep": lambda name: sweep_thresholds(
        FERRY, concepts=name, preferences=FUZZY, over=[("line", "threshold")]
    ).margin(name, 0),
    "why": lambda name: gmcr.why(FERRY, 3, actor="town", concept=name),
    "needs_of": lambda name: gmcr.needs_of(FERRY, 3, actor="town", concept=name),
    "inverse_of": lambda name: gmcr.inverse_of(FERRY, 3, vary=["town"], concept=name, limit=3),
    "minimal_changes": lambda name: gmcr.minimal_changes(FERRY, FERRY.formula("run"), concept=name),
    "changes_of_equilibrium": lambda name: gmcr.changes_of_equilibrium(FERRY, 3, concept=name),
    "deals": lambda name: gmcr.deals(FERRY, concepts=name),
    "solve_universal": lambda name: gmcr.solve_universal(FERRY, concepts=f"c{name}").equilibria(),
    "Departures": lambda name: Departures(FERRY, [f"c{name}"]).concepts,
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", ["nash", "smr", "seq"])
def test_a_name_is_taken_in_any_case(asked: str, name: str) -> None:
    expected = repr(ASKED[asked](name))
    for written in (name.upper(), name.capitalize()):
        assert repr(ASKED[asked](written)) == expected


def test_names_that_differ_in_case_are_one_concept() -> None:
    assert [item.name for item in concepts_named(["SymSEQ", "nash", "Nash"])] == ["symseq", "nash"]
    assert gmcr.solve(FERRY, concepts=["Nash", "NASH", "seq"]).concepts == ("nash", "seq")
    assert gmcr.solve_relation(FERRY, concepts=["Nash", "NASH"], preferences=FUZZY).concepts == ("nash",)
    assert gmcr.solve_universal(FERRY, concepts=["cNash", "CNASH"]).concepts == ("cnash",)
    assert gmcr.solve_limited(FERRY, horizon=2).solved("Limited") == "limited"
    assert further_concept("MaxiMin") is gmcr.solve_maximin


def test_a_name_that_is_unknown_in_every_case_is_repeated_as_it_was_given() -> None:
    with pytest.raises(UnknownName, match="SimSEQ"):
        concept("SimSEQ")
    with pytest.raises(UnknownName):
        gmcr.solve(FERRY, concepts="nash").equilibria("SEQ")
