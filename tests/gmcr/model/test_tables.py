"""Preferences and arcs from frames, Series, mappings, lists, texts and files: one conflict, however it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gmcr import Conflict, CountermoveError, FormulaError, ModelError, Ranking, UnknownName, solve_relation
from gmcr.stability import Crisp, Strength
from tests.conftest import require_module

__all__: list[str] = []

STATES = ["talks", "court", "deal"]
ARCS = {"claimant": [("talks", "court")], "owner": [("talks", "deal"), ("deal", "talks")]}
CLAIMANT: list[Any] = [
    Ranking(["deal", ["court", "talks"]]),
    Ranking.from_ranks(np.array([1, 1, 2])),
    ["deal", ["court", "talks"]],
    [2, [1, 0]],
    "deal > court ~ talks",
    {"deal": 3, "court": 1.5, "talks": 1.5},
    {0: -1, 1: -1, 2: 0},
]


def pandas() -> Any:
    return require_module("pandas", "frames are those of pandas")


def dispute(**given: Any) -> Conflict:
    said = {"states": STATES, "arcs": ARCS, "preferences": {"claimant": CLAIMANT[0], "owner": "talks > deal > court"}}
    return Conflict.from_arcs(**{**said, **given})


def ferry(**given: Any) -> Conflict:
    said: dict[str, Any] = {
        "actors": {"line": "run", "town": "pay"},
        "preferences": {"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    }
    return Conflict.from_options(**{**said, **given})


@pytest.mark.parametrize("given", CLAIMANT)
def test_a_ranking_however_it_is_written(given: Any) -> None:
    assert dispute(preferences={"claimant": given, "owner": ["talks", "deal", "court"]}) == dispute()
    assert dispute().with_preferences({"claimant": given}) == dispute()
    solved = solve_relation(dispute(), preferences={"claimant": Crisp(given)})
    assert np.array_equal(solved.equilibria("nash"), solve_relation(dispute(), preferences={}).equilibria("nash"))


@pytest.mark.parametrize(
    "given",
    [
        "3 > 0 ~ 2 > 1",
        "run, pay > no option on ~ pay > run",
        [3, [0, 2], 1],
        [3, ["pay", 0], "run"],
        {3: 9, 0: 5, 2: 5, 1: 1},
        {"run, pay": 9, "0": 5, "town.pay": 5, "run": 1},
        ["run implies pay", "run"],
    ],
)
def test_of_options_too(given: Any) -> None:
    assert ferry(preferences={"line": given, "town": "run"}).ranks("line").tolist() == [2, 1, 2, 3]
    assert ferry().with_preferences({"line": given}).ranks("line").tolist() == [2, 1, 2, 3]


def test_a_text_that_can_be_a_want_is_one() -> None:
    levels = {"strike": ["none", "some", "heavy"]}
    scaled = Conflict.from_options(
        actors={"athens": ["strike", "some"]}, preferences={"athens": "strike > some"}, levels=levels
    )
    assert scaled.ranks("athens").tolist() == [1, 1, 2, 1, 1, 2]
    for text in ("run > walk", "run >", "run > > pay"):
        with pytest.raises(FormulaError):
            ferry(preferences={"line": text, "town": "run"})


def test_strength_takes_rankings_as_everybody_does() -> None:
    for given in ([3, [0, 2], 1], "3 > 0 ~ 2 > 1", Ranking([3, [0, 2], 1])):
        solved = [
            solve_relation(ferry(), preferences={"line": kind}).equilibria("smr").tolist()
            for kind in (Strength(given, (1, 2), level=2), Strength.read("3 > 0 ~ 2 >> 1", level=2))
        ]
        assert solved[0] == solved[1]
    with pytest.raises(ModelError, match="a Strength says"):
        Ranking.read("3 >> 1")


def test_frames_and_series() -> None:
    pd = pandas()
    ranks = pd.DataFrame({"claimant": [1, 1, 2], "owner": [3, 1, 2]}, index=STATES)
    assert dispute(preferences=ranks) == dispute()
    assert dispute(preferences=ranks.reset_index(names="state").iloc[::-1]) == dispute()
    assert dispute(preferences={"claimant": ranks["claimant"], "owner": ranks["owner"]}) == dispute()
    arcs = pd.DataFrame(
        [(actor, *pair) for actor, own in ARCS.items() for pair in own], columns=["actor", "from", "to"]
    )
    assert dispute(arcs=arcs, preferences=ranks) == dispute()
    idle = ranks.assign(mayor=[1, 2, 3])
    watched = dispute(arcs=arcs, preferences=idle)
    assert watched.actors == ("claimant", "owner", "mayor")
    assert watched.moves("talks", actor="mayor").size == 0
    numbered = pd.DataFrame({"line": [2, 1, 2, 3], "town": [2, 4, 1, 3]})
    assert [ferry(preferences=numbered).ranks(actor).tolist() for actor in ("line", "town")] == [
        [2, 1, 2, 3],
        [2, 4, 1, 3],
    ]
    edited = pd.DataFrame({"actor": ["line"], "from": [1.0], "to": [0.0]})
    assert ferry(arcs=edited).moves(1, actor="line").tolist() == [0]
    assert ferry(arcs=edited).moves(0, actor="line").tolist() == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.iloc[:2], "preferences, column claimant: there is no rank for state deal"),
        (lambda frame: frame.iloc[:1], "no rank for state court and for 1 more"),
        (lambda frame: frame.iloc[[0, 1, 2, 1]], "column claimant, row court: this state stands there twice"),
        (lambda frame: frame.assign(owner=[1, None, 2]), "column owner, row court: a rank is a number, .* not nan"),
        (lambda frame: frame.assign(owner=["a", "b", "c"]), "column owner, row talks: a rank is a number, .* not 'a'"),
        (
            lambda frame: frame.assign(owner=[True, False, True]),
            "column owner, row talks: a rank is a number, .* not True",
        ),
        (lambda frame: frame.rename(index={"deal": "war"}), "column claimant, row war: .*war"),
    ],
)
def test_an_error_in_a_frame_names_row_and_column(change: Any, message: str) -> None:
    ranks = pandas().DataFrame({"claimant": [1, 1, 2], "owner": [3, 1, 2]}, index=STATES)
    with pytest.raises(ModelError, match=message):
        dispute(preferences=change(ranks))


def test_other_errors_of_tables() -> None:
    pd = pandas()
    ranks = pd.DataFrame({"claimant": [1, 1, 2], "mayor": [3, 1, 2]}, index=STATES)
    with pytest.raises(UnknownName, match="mayor"):
        dispute(preferences=ranks)
    arcs = pd.DataFrame({"actor": ["owner"] * 2, "from": ["talks"] * 2, "to": ["deal", "war"]}, index=["x", "y"])
    with pytest.raises(ModelError, match=r"arcs, row y, column to: .*war"):
        dispute(arcs=arcs)
    with pytest.raises(ModelError, match="should have one column to, and has actor, from"):
        dispute(arcs=arcs.drop(columns="to"))
    cannot = pd.DataFrame({"actor": ["line"], "from": [0], "to": [3]}, index=[7])
    with pytest.raises(ModelError, match="arcs, row 7, column to: State 3 is infeasible"):
        ferry(arcs=cannot, never="run and pay")
    with pytest.raises(ModelError, match=r"arcs, row 7, column from: .*nan"):
        ferry(arcs=cannot.assign(**{"from": [np.nan]}))
    for given in (7, [1, 2]):
        with pytest.raises(ModelError, match="preferences: this should be a mapping"):
            dispute(preferences=given)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "ranks.csv"
    path.write_text("state,claimant,owner\ntalks,1,3\ncourt,1,1\ndeal,2,2\n")
    assert dispute(preferences=path) == dispute(preferences=str(path)) == dispute()
    path.write_text("state,claimant,owner\ntalks,1,3\ncourt,,1\ndeal,2,2\n")
    with pytest.raises(ModelError, match=r"preferences, column claimant, line 3: a rank is a number, .* not ''"):
        dispute(preferences=path)
    path.write_text("claimant,owner\n1,3\n")
    with pytest.raises(CountermoveError, match="should have one column state"):
        dispute(preferences=path)
