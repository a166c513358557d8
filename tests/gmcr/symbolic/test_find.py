"""Equilibria found on formulas are equilibria, and where none is found there is none."""

from __future__ import annotations

from random import Random

import pytest

from gmcr import solve
from gmcr.base.errors import ModelError
from gmcr.logic import And, Bool, Not, OptionAtom
from gmcr.model import ModelOption, OptionForm
from gmcr.symbolic.decisions import FINDABLE, decide, find
from gmcr.symbolic.game import SymbolicGame
from tests.conftest import FULL, in_one_test
from tests.gmcr.symbolic.models import random_conflict, random_formula, random_game
from tests.gmcr.symbolic.test_stable import MODELS

pytest.importorskip("pysat")


@in_one_test("seed", range(MODELS // 2))
def test_finds_agree_with_listing(seed: int) -> None:
    rng = Random(2000 + seed)
    conflict = random_conflict(
        rng, options=rng.randint(3, 10), actors=rng.randint(2, 4), needs=0.3 if seed % 5 == 4 else 0.0
    )
    game, table = SymbolicGame.of(conflict), solve(conflict)
    for concept in FINDABLE:
        for formula in (Bool(True), And(tuple(random_formula(rng, game) for _ in range(3)))):
            listed = {code for code in table.equilibria(concept).tolist() if game.holds(formula, code)}
            found = find(game, formula, concept=concept)
            assert found.known
            assert found.state in listed or (found.state is None and not listed)


def test_what_nobody_owns_is_part_of_what_refutes() -> None:
    """b can answer, and so deter a, only in the rain; a dry state that a leaves says nothing of wet ones."""
    x, y, rain = OptionAtom("a.x"), OptionAtom("b.y"), OptionAtom("rain")
    form = OptionForm(("a", "b"), (ModelOption("a", "x"), ModelOption("b", "y"), ModelOption("", "rain")))
    game = SymbolicGame(form, {"a": (Not(y), x), "b": ()}, (And((y, Not(rain))),))
    neither = And((Not(x), Not(y)))
    for concept in ("gmr", "smr"):
        found = find(game, neither, concept=concept)
        assert found.state == 0b100
        assert find(game, And((neither, Not(rain))), concept=concept).state is None


@pytest.mark.level("all")
def test_beyond_listing_what_is_found_is_stable_for_all() -> None:
    game = random_game(Random(7), options=80 if FULL else 60, actors=12 if FULL else 8)
    for concept in FINDABLE:
        found = find(game, Bool(True), concept=concept)
        assert found.state is not None
        for actor in game.form.actors:
            assert decide(game, found.state, actor=actor, concept=concept).stable


def test_no_time_is_not_known_and_other_concepts_are_refused() -> None:
    game = random_game(Random(8), options=20, actors=3)
    found = find(game, Bool(True), concept="gmr", seconds=0.0)
    assert not found.known
    assert found.state is None
    with pytest.raises(ModelError, match="under nash, gmr, smr, not under 'seq'"):
        find(game, Bool(True), concept="seq")
