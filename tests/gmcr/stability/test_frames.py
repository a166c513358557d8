"""Verdicts as a DataFrame: cell by cell what ``stable`` and ``equilibrium`` say."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Any

import pytest

from gmcr import (
    COALITION_CONCEPTS,
    CONCEPTS,
    Conflict,
    Fuzzy,
    MissingExtra,
    ModelError,
    Ranking,
    Solution,
    UnknownName,
    Verdicts,
    changes_of_equilibrium,
    deals,
    edits_of,
    inverse_of,
    solve,
    solve_coalition,
    solve_limited,
    solve_maximin,
    solve_partition,
    solve_relation,
    solve_universal,
    why,
)
from gmcr.analysis import Play
from gmcr.formats import frame_of
from tests.conftest import require_module
from tests.gmcr.stability.samples import pairs
from tests.judge import definitions

__all__: list[str] = []


def solutions(conflict: Conflict) -> Iterator[Solution]:
    everybody = conflict.actors
    fuzzy = Fuzzy.from_pairs(conflict, {}, threshold=0.5, actor=everybody[0])
    yield solve(conflict, concepts=["seq", "nash", "smr"])
    yield solve_relation(conflict, preferences={everybody[0]: fuzzy})
    if len(everybody) == 2:
        yield solve_limited(conflict, horizon=2)
    yield solve_maximin(conflict, horizon=2)
    yield solve_universal(conflict, largest=2)
    yield solve_coalition(conflict, coalition=everybody[:2])
    yield solve_partition(conflict, partition=[everybody[:2], *([who] for who in everybody[2:])])


def test_every_cell_is_what_the_solution_says() -> None:
    require_module("pandas", "the verdicts as a DataFrame")
    for _, conflict in pairs(6, 20):
        for solved in solutions(conflict):
            frame = solved.to_frame()
            assert frame.index.tolist() == conflict.states.tolist()
            assert (frame.index.name, list(frame.columns.names)) == ("state", ["concept", "player"])
            assert set(frame.dtypes.map(str)) == {"bool"}
            named = [player if isinstance(player, str) else ",".join(player) for player in solved.players]
            assert frame.columns.tolist() == [
                (concept, player) for concept in solved.concepts for player in [*named, "equilibrium"]
            ]
            for concept in solved.concepts:
                for name, player in zip(named, solved.players, strict=True):
                    assert frame[concept, name].tolist() == solved.stable(concept, player).tolist()
                assert frame[concept, "equilibrium"].tolist() == solved.equilibrium(concept).tolist()
                told = frame.index[frame[concept, "equilibrium"]]
                assert told.tolist() == solved.equilibria(concept).tolist()
            if isinstance(solved, Verdicts):
                for actor, verdicts in solved.table.items():
                    assert frame[solved.concept, actor].tolist() == verdicts.tolist()


def test_the_frame_of_the_five_concepts_is_the_judges() -> None:
    require_module("pandas", "the verdicts as a DataFrame")
    for graph, conflict in pairs(9, 21):
        frame = solve(conflict).to_frame()
        for concept in CONCEPTS:
            for actor in conflict.actors:
                judged = [definitions.CONCEPTS[concept](graph, state, actor) for state in graph.states]
                assert frame[concept, actor].tolist() == judged


def test_equilibria_are_one_level_of_the_columns() -> None:
    require_module("pandas", "the verdicts as a DataFrame")
    ferry = Conflict.from_options(
        actors={"line": "run", "town": "pay"},
        preferences={"line": ["run implies pay", "run"], "town": ["run", "not pay"]},
    )
    frame = solve(ferry, concepts=["seq", "nash"]).to_frame()
    told = frame.xs("equilibrium", axis=1, level="player")
    assert told.to_dict("list") == {"seq": [True, False, False, True], "nash": [True, False, False, False]}
    assert solve(ferry, concepts=[]).to_frame().shape == (4, 0)
    assert solve_universal(ferry, concepts=COALITION_CONCEPTS[:1]).to_frame().columns.tolist()[2] == (
        "cnash",
        "line,town",
    )


def test_an_actor_may_be_called_equilibrium() -> None:
    require_module("pandas", "the verdicts as a DataFrame")
    odd = Conflict.from_options(
        actors={"equilibrium": "a", "B": "b"}, preferences={"equilibrium": "a", "B": Ranking([3, 2, 1, 0])}
    )
    solved = solve(odd, concepts="nash")
    columns = solved.to_frame()["nash", "equilibrium"].to_numpy()
    assert columns[:, 0].tolist() == solved.stable("nash", "equilibrium").tolist()
    assert columns[:, 1].tolist() == solved.equilibrium("nash").tolist()


def test_without_pandas_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return genuine(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    solved = solve(Conflict.from_options(actors={"A": "a"}, preferences={"A": "a"}))
    with pytest.raises(MissingExtra, match="A DataFrame needs the extra 'data'"):
        solved.to_frame()


# --- tables of records ---


def dilemma() -> Conflict:
    return Conflict.from_options(
        actors={"row": "yield", "column": "yield"},
        preferences={"row": ["column.yield", "not row.yield"], "column": ["row.yield", "not column.yield"]},
    )


def test_a_record_with_a_table_has_a_row_for_each_record_in_it() -> None:
    pandas = require_module("pandas", "tables are DataFrames")
    conflict = dilemma()
    found = deals(conflict)
    frame = found.to_frame()
    assert frame["target"].tolist() == [deal.target for deal in found.deals] == [3]
    assert found.to_frame("deals").equals(frame)
    assert frame.equals(frame_of(found.deals))
    every = frame_of(edits_of(conflict))
    assert list(zip(every["actor"], every["want"], every["kind"], strict=True)) == [
        (edit.actor, edit.want, edit.kind) for edit in edits_of(conflict)
    ]
    changes = changes_of_equilibrium(conflict, 3)
    grouped = changes.to_frame()
    assert grouped.groupby("changes").size().tolist() == [len(change) for change in changes.changes]
    assert grouped["want"].tolist() == [edit.want for change in changes.changes for edit in change]
    road = Play.of(conflict).roads(3, "nash")
    assert list(road.to_frame().itertuples(index=False, name=None)) == list(road.steps)
    inverse = inverse_of(conflict, 3, concept="gmr")
    assert inverse.to_frame()["actor"].tolist() == ["row", "column"]
    assert why(conflict, 3, actor="row", concept="gmr").to_frame()["improvement"].tolist() == [2]
    (single,) = pandas.DataFrame.to_dict(edits_of(conflict)[0].to_frame(), "records")
    assert single["kind"] == edits_of(conflict)[0].kind


def test_an_empty_table_has_its_columns_and_a_wrong_name_is_refused() -> None:
    require_module("pandas", "tables are DataFrames")
    none = deals(dilemma(), state=3)
    assert len(none.deals) == 0 == len(none.to_frame())
    assert "target" in none.to_frame().columns
    for made, name in ((none, "roads"), (Play.of(dilemma()).roads(3, "nash"), "deals"), (solve(dilemma()), "sim")):
        with pytest.raises(UnknownName, match=name):
            made.to_frame(name)
    assert solve(dilemma()).to_frame("Nash").columns.tolist()[-1] == ("nash", "equilibrium")
    with pytest.raises(ModelError, match="made of records, not of int"):
        frame_of([1])  # type: ignore[list-item]
