"""The formulas of a conflict mean what the conflict means."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from gmcr import Conflict, Ranking
from gmcr.base.errors import ModelError, UnknownName
from gmcr.logic import parse
from gmcr.logic.names import Vocabulary
from gmcr.model import ModelWant
from gmcr.symbolic.game import SymbolicGame


def levelled() -> Conflict:
    return Conflict.from_options(
        actors={"a": ["x", "y"], "b": ["z"]},
        preferences={"a": ["x >= mid iff b.z", "y"], "b": ["not a.y", "z"]},
        levels={"a.x": ["low", "mid", "high"]},
        never=["a.y and b.z"],
    )


def test_words_order_states_as_ranks_do() -> None:
    conflict = levelled()
    game = SymbolicGame.of(conflict)
    for actor in conflict.actors:
        ranks = conflict.ranks(actor).tolist()
        words = [game.word(actor, int(code)) for code in conflict.states]
        assert sorted(zip(words, ranks, strict=True)) == sorted(
            zip(words, ranks, strict=True), key=lambda pair: pair[1]
        )
        assert len(set(words)) == len(set(ranks))


def test_rules_and_the_order_of_levels_exclude_states() -> None:
    conflict = levelled()
    game = SymbolicGame.of(conflict)
    feasible = [code for code in range(1 << len(game.form.options)) if game.feasible(code)]
    assert feasible == conflict.states.tolist()
    assert len(game.never) == 2
    with pytest.raises(ModelError, match="infeasible"):
        game.require_state(0b010)
    with pytest.raises(ModelError, match="There is no state"):
        game.require_state(1 << 4)


def test_drivers_are_put_in_exactly() -> None:
    plain = levelled()
    vocabulary = Vocabulary(plain.options, {}, ("pull",), plain.structure.levels)
    want = ModelWant(vocabulary.resolve(parse("0.1 * b.z + pull > 0.3"), kind="truth"))
    conflict = replace(plain, preferences={**plain.preferences, "a": (want,)}, drivers={"pull": Fraction(1, 5)})
    game = SymbolicGame.of(conflict)
    assert not any(game.word("a", int(code))[0] for code in conflict.states)  # 0.1 + 0.2 is not more than 0.3
    with pytest.raises(UnknownName, match="driver"):
        SymbolicGame.of(replace(conflict, drivers={}))


def test_what_has_no_formulas_is_refused_in_one_sentence() -> None:
    conflict = levelled()
    ranking = Ranking([conflict.states.tolist()])
    with pytest.raises(ModelError, match=r"a's preferences rank states: proofs need ordered wants\."):
        SymbolicGame.of(conflict.with_preferences({"a": ranking}))
    graph = Conflict.from_arcs(states=["s", "t"], arcs={"a": [("s", "t")]}, preferences={"a": Ranking([["t"], ["s"]])})
    with pytest.raises(ModelError, match="graph form"):
        SymbolicGame.of(graph)
