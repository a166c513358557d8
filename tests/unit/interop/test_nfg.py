from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from countermove import Conflict, CountermoveError, Ranking, SizeError, solve
from countermove.assessment.conflicts import load_conflict
from countermove.interop import nfg_text, write_nfg
from countermove.model import ModelOption, OptionForm, OptionStructure
from tests.conftest import require_module
from tests.unit.interop.makers import random_conflict


def pure_equilibria(text: str) -> set[int]:
    """The codes of the pure equilibria that Gambit finds; outcomes are labelled ``code: …``."""
    gambit = require_module("pygambit", "Gambit's equilibria are compared with ours")
    game = gambit.read_nfg(BytesIO(text.encode()))
    found = set()
    for profile in gambit.nash.enumpure_solve(game).equilibria:
        played = [next(s for s in player.strategies if profile[s] == 1) for player in game.players]
        outcome = game[tuple(list(player.strategies).index(s) for player, s in zip(game.players, played, strict=True))]
        found.add(int(outcome.label.partition(":")[0]))
    return found


def test_gambit_finds_our_nash_equilibria() -> None:
    rng = np.random.default_rng(31)
    several = 0
    for _ in range(60):
        conflict = random_conflict(rng, actors=int(rng.integers(1, 5)), free=True)
        ours = set(solve(conflict, ["nash"]).equilibria("nash").tolist())
        assert pure_equilibria(nfg_text(conflict)) == ours
        several += len(ours) > 1
    assert several > 10


def test_payoffs_are_ranks_and_strategies_combinations_of_own_options() -> None:
    gambit = require_module("pygambit", "Gambit reads the file")
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]}, preferences={"A": ["a", "not c"], "B": ["b", "c", "a"]}
    )
    game = gambit.read_nfg(BytesIO(nfg_text(conflict, title='a "title"').encode()))
    assert game.title == 'a "title"'
    assert [[s.label for s in player.strategies] for player in game.players] == [
        ["nothing", "a", "b", "a, b"],
        ["nothing", "c"],
    ]
    for code in range(8):
        outcome = game[code & 3, code >> 2]
        assert [int(outcome[player]) for player in game.players] == [
            conflict.ranks(actor)[code] for actor in conflict.actors
        ]


def test_an_actor_may_have_no_options_and_actors_another_order_than_options() -> None:
    form = OptionForm(("idle", "A", "B"), (ModelOption("B", "b"), ModelOption("A", "a")))
    ranks = {"idle": Ranking([[0, 1, 2, 3]]), "A": Ranking([1, 2, 3, 0]), "B": Ranking([3, 0, 1, 2])}
    conflict = Conflict(OptionStructure(form), ranks, 0)
    assert pure_equilibria(nfg_text(conflict)) == set(solve(conflict).equilibria("nash").tolist())


def test_where_no_normal_form_is_equivalent_the_error_says_why(tmp_path: Path) -> None:
    path = tmp_path / "out.nfg"
    with pytest.raises(CountermoveError, match=r"us.strike is one-way"):
        write_nfg(load_conflict("cuban-missile-crisis-1962").conflict, path)
    with pytest.raises(CountermoveError, match=r"2 combinations are infeasible \(rule 'never 1'"):
        write_nfg(load_conflict("syria-iraq-1975").conflict, path)
    with pytest.raises(CountermoveError, match="graph form"):
        write_nfg(load_conflict("elmira-1991-graph").conflict, path)
    unowned = OptionForm(("A",), (ModelOption("A", "a"), ModelOption("", "season")))
    with pytest.raises(CountermoveError, match="season belongs to nobody"):
        write_nfg(Conflict(OptionStructure(unowned), {"A": ()}, 0), path)
    large = Conflict.from_options(actors={"A": [f"o{k}" for k in range(17)]}, preferences={"A": ["o1"]})
    with pytest.raises(SizeError, match="65,536 profiles"):
        write_nfg(large, path)
    assert not path.exists()
    write_nfg(load_conflict("chicken").conflict, path)
    assert pure_equilibria(path.read_text(encoding="utf-8")) == {1, 2}
