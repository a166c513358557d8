"""Decisions and listing agree; proofs are what they say; time limits end as not known."""

from __future__ import annotations

import os
from random import Random

import pytest

from countermove import CONCEPTS, Conflict, solve
from countermove.errors import ModelError, UnknownName
from countermove.symbolic.game import SymbolicGame, game_of
from countermove.symbolic.proofs import Decision, Deterrence, Sanctioned, Undeterred
from countermove.symbolic.stable import stable
from tests.unit.symbolic.models import random_conflict

pytest.importorskip("pysat")

MODELS = int(os.environ.get("COUNTERMOVE_SYMBOLIC", "60"))
"""So many models are compared; all that the figures speak of with 1000."""


def all_agree(conflict: Conflict, states: list[int]) -> None:
    """Every actor, every concept."""
    table, game = solve(conflict), game_of(conflict)
    for state in states:
        place = conflict.states.tolist().index(state)
        for actor in conflict.actors:
            for concept in CONCEPTS:
                found = stable(game, state, actor=actor, concept=concept)
                assert found.stable is bool(table.stable(concept, actor)[place]), (state, actor, concept)
                proved(conflict, game, found)


def proved(conflict: Conflict, game: SymbolicGame, found: Decision) -> None:
    """Paths lead step by step to sanctions; invariants hold the improvement and no sanction, and nothing leads out."""
    improving = found.concept in ("seq", "symseq")
    others = [actor for actor in game.form.actors if actor != found.actor]
    worth = {code: game.word(found.actor, code) for code in conflict.states.tolist()}
    improvements = set(conflict.moves(found.state, actor=found.actor, improvements=True).tolist())

    def sanctions(code: int) -> bool:
        if worth[code] > worth[found.state]:
            return False
        replies = conflict.moves(code, actor=found.actor).tolist() if found.concept in ("smr", "symseq") else []
        return all(worth[reply] <= worth[found.state] for reply in replies)

    def met(name: str, code: int) -> bool:
        return (code >> game.form.bit[name.removeprefix("not ")] & 1 == 1) != name.startswith("not ")

    if isinstance(found.proof, Deterrence):
        for each in found.proof.improvements:
            follows(conflict, each, others, improving=improving)
            assert each.target in improvements
            assert sanctions(each.path[-1][1])
        assert bool(found.proof.improvements) <= (found.concept != "nash")
    elif isinstance(found.proof, Undeterred):
        target = found.proof.improvement
        assert target in improvements
        if found.concept == "nash":
            return
        moved = sum(game.form.mask(actor) for actor in others)
        inside = {
            code
            for code in conflict.states.tolist()
            if code & ~moved == target & ~moved
            and all(any(met(name, code) for name in clause) for clause in found.proof.invariant)
        }
        assert target in inside
        for code in inside:
            assert not sanctions(code)
            for actor in others:
                assert set(conflict.moves(code, actor=actor, improvements=improving).tolist()) <= inside


def follows(conflict: Conflict, each: Sanctioned, others: list[str], *, improving: bool) -> None:
    """A path is one of countermoves, nobody twice running unless moves are not transitive."""
    here, last = each.target, ""
    for actor, there in each.path:
        assert actor in others
        assert actor != last or conflict.structure.repeats
        assert there in conflict.moves(here, actor=actor, improvements=improving)
        here, last = there, actor


@pytest.mark.parametrize("seed", range(MODELS))
def test_decisions_agree_with_listing_and_are_proved(seed: int) -> None:
    rng = Random(seed)
    options = rng.randint(3, 14 if MODELS >= 1000 else 10)
    conflict = random_conflict(rng, options=options, actors=rng.randint(2, 5), needs=0.3 if seed % 5 == 4 else 0.0)
    states = conflict.states.tolist()
    all_agree(conflict, rng.sample(states, min(2, len(states))))


def test_no_time_is_not_known() -> None:
    conflict = random_conflict(Random(1), options=8, actors=3)
    game = game_of(conflict)
    found = stable(game, conflict.start, actor="a0", concept="gmr", seconds=0.0)
    assert found.stable is None
    assert found.proof is None


def test_what_is_asked_wrongly_is_told() -> None:
    conflict = random_conflict(Random(2), options=6, actors=2)
    game = game_of(conflict)
    with pytest.raises(UnknownName, match="actor"):
        stable(game, conflict.start, actor="nobody", concept="gmr")
    with pytest.raises(UnknownName, match="concept"):
        stable(game, conflict.start, actor="a0", concept="best")
    with pytest.raises(ModelError, match="There is no state"):
        stable(game, 1 << 62, actor="a0", concept="gmr")
