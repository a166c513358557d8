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
    Ranking,
    Solution,
    Verdicts,
    solve,
    solve_coalition,
    solve_limited,
    solve_maximin,
    solve_partition,
    solve_relation,
    solve_universal,
)
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
