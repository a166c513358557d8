from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from countermove.assessment.conflicts import load_conflict
from gmcr import Conflict, CountermoveError, Ranking, SizeError, solve, write_nfg
from gmcr.formats import nfg_text
from gmcr.model import ModelOption, OptionForm, OptionStructure
from tests.conftest import require_module
from tests.gmcr.formats.makers import random_conflict


def gambit() -> ModuleType:
    """Gambit's own library, of the version whose labels these tests use."""
    module = require_module("pygambit", "Gambit reads the file, and its equilibria are compared with ours")
    if int(module.__version__.partition(".")[0]) < 17:
        pytest.skip("pygambit 17 or later is needed: pip install 'countermove[test]'")
    return module


def read(text: str) -> Any:
    return gambit().read_nfg(BytesIO(text.encode()))


def pure_equilibria(text: str) -> set[int]:
    """The codes of the pure equilibria that Gambit finds; outcomes are labelled ``code: …``."""
    game = read(text)
    found = set()
    for profile in gambit().nash.enumpure_solve(game).equilibria:
        played = {
            player: next(s for s in game.get_strategies(player) if profile[player][s] == 1) for player in game.players
        }
        found.add(int(game.get_outcome(played).partition(":")[0]))
    return found


@pytest.mark.level("all")
def test_gambit_finds_our_nash_equilibria() -> None:
    rng = np.random.default_rng(31)
    several = 0
    for _ in range(60):
        conflict = random_conflict(rng, actors=int(rng.integers(1, 5)), free=True)
        ours = set(solve(conflict, concepts=["nash"]).equilibria("nash").tolist())
        assert pure_equilibria(nfg_text(conflict)) == ours
        several += len(ours) > 1
    assert several > 10


def test_payoffs_are_ranks_and_strategies_combinations_of_own_options() -> None:
    conflict = Conflict.from_options(
        actors={"A": ["a", "b"], "B": ["c"]}, preferences={"A": ["a", "not c"], "B": ["b", "c", "a"]}
    )
    game = read(nfg_text(conflict, title='a "title"'))
    assert game.title == 'a "title"'
    strategies = {"A": ["no option on", "a", "b", "a, b"], "B": ["no option on", "c"]}
    assert {player: list(game.get_strategies(player)) for player in game.players} == strategies
    for code in range(8):
        payoffs = game.get_payoffs({"A": strategies["A"][code & 3], "B": strategies["B"][code >> 2]})
        assert [int(payoffs[actor]) for actor in conflict.actors] == [
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
