"""The checker says of proofs what going through all states says of them, names what fails, and ends in time."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from dataclasses import replace
from time import thread_time

import pytest

from gmcr import CONCEPTS, Conflict, MissingExtra, UnknownName
from gmcr.logic import Vocabulary, parse, truth
from gmcr.model import ModelOption, OptionForm
from gmcr.symbolic import moves
from gmcr.symbolic.check import Condition, Fault, Verified, verify
from gmcr.symbolic.checking import clauses as clauses_module
from gmcr.symbolic.checking.clauses import Clauses, NotChecked, StateLiterals
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.proofs import Decision, Deterrence, Sanctioned, Undeterred
from tests.conftest import in_one_test, require_module
from tests.gmcr.symbolic.listing import listed_decision, literally_proved, random_conflict
from tests.gmcr.symbolic.mutating import mutated

require_module("pysat", "proofs are checked with it")

MANY = int(os.environ.get("COUNTERMOVE_MUTATED", "400"))
"""Mutated proofs that are compared."""


def decisions(conflict: Conflict, draw: random.Random) -> list[Decision]:
    """What listing says of two states, for all actors and concepts, with its proofs."""
    states = draw.sample(conflict.states.tolist(), min(2, conflict.states.size))
    return [
        listed_decision(conflict, state, actor, concept, draw.choice(["listed", "proved", "carried"]))
        for state in states
        for actor in conflict.actors
        for concept in CONCEPTS
    ]


@pytest.mark.level("all", but=16)
@pytest.mark.parametrize("seed", range(30))
def test_proofs_of_what_listing_says_hold(seed: int) -> None:
    conflict = random_conflict(seed)
    given = decisions(conflict, random.Random(seed))
    for decision, found in zip(given, Verified.of(SymbolicGame.of(conflict), given), strict=True):
        assert found.holds is True, (decision, found)


def test_mutated_proofs_hold_where_going_through_all_states_says_so() -> None:
    said = {True: 0, False: 0}
    for seed in range(MANY // 20):
        conflict, draw = random_conflict(1000 + seed), random.Random(seed)
        game, given = SymbolicGame.of(conflict), decisions(conflict, draw)
        changed = [mutated(draw, game.form, draw.choice(given)) for _ in range(20)]
        for decision, found in zip(changed, Verified.of(game, changed), strict=True):
            assert found.holds is literally_proved(conflict, decision), (seed, decision, found)
            said[found.holds] += 1
    assert min(said[False] / 3, said[True]) > MANY / 20, said


# -- what fails is named -----------------------------------------------------------------------------------------------


def chain() -> Conflict:
    """Actor a would gain by x; b answers y, then c answers z, and that a does not want; a cannot get out again."""
    return Conflict.from_options(
        actors={"a": ["x"], "b": ["y"], "c": ["z", "w"]},
        preferences={"a": ["not a.x or not c.z", "a.x"], "b": ["a.x iff b.y"], "c": ["b.y iff c.z"]},
        one_way={"a.x": "forward", "c.w": "forward"},
        never=["c.w and b.y"],
    )


X, Y, Z, W = 1, 2, 4, 8
STAYS = Decision(0, "a", "seq", True, Deterrence((Sanctioned(X, (("b", X | Y), ("c", X | Y | Z))),), "listed"), 0.0)


def proof(*path: tuple[str, int], target: int = X) -> Decision:
    return replace(STAYS, proof=Deterrence((Sanctioned(target, path),), "listed"))


@in_one_test(
    ("given", "condition"),
    [
        (replace(STAYS, state=Y | W), "state"),
        (replace(STAYS, state=1 << 200), "state"),
        (replace(STAYS, state=-1), "state"),
        (replace(STAYS, stable=False), "verdict"),
        (replace(STAYS, stable=None), "verdict"),
        (replace(STAYS, proof=None), "verdict"),
        (proof(("b", X | Y), ("c", X | Y | Z), target=Z), "improvement"),
        (proof(("b", X | Y), ("c", X | Y | Z), target=1 << 99), "improvement"),
        (proof(("b", X | Y), ("d", X | Y | Z)), "mover"),
        (proof(("a", 0)), "mover"),
        (replace(STAYS, concept="nash"), "mover"),
        (proof(("b", X | Y | Z)), "move"),
        (proof(("b", X | Y), ("c", X | Y | W)), "move"),
        (proof(("c", X | Z), ("b", X | Y | Z)), "gain"),
        (proof(("b", X | Y)), "sanction"),
        (proof(), "sanction"),
        (replace(STAYS, proof=Deterrence((), "listed")), "whole"),
        (replace(STAYS, proof=Deterrence((), "proved")), "whole"),
        (replace(STAYS, proof=Deterrence((), "carried")), "whole"),
    ],
)
def test_what_fails_of_paths_is_named(given: Decision, condition: Condition) -> None:
    game = SymbolicGame.of(chain())
    assert verify(game, STAYS).holds is True
    found = verify(game, given)
    assert found.fault is not None, found
    assert (found.holds, found.fault.condition) == (False, condition)


def test_a_reply_undoes_a_sanction() -> None:
    conflict = Conflict.from_options(
        actors={"a": ["x"], "b": ["y"]}, preferences={"a": ["a.x iff not b.y", "not b.y"], "b": ["true"]}
    )
    game, deterred = SymbolicGame.of(conflict), Deterrence((Sanctioned(1, (("b", 3),)),), "listed")
    assert verify(game, Decision(0, "a", "gmr", True, deterred, 0.0)).holds
    found = verify(game, Decision(0, "a", "smr", True, deterred, 0.0))
    assert found.fault is not None
    assert (found.fault.condition, found.fault.at, found.fault.to) == ("reply", 3, 2)


LEAVES = Decision(0, "a", "gmr", False, Undeterred(X, (("not b.y",), ("not c.z",))), 0.0)


@pytest.mark.parametrize(
    ("improvement", "invariant", "condition"),
    [
        (Y, (("not b.y",), ("not c.z",)), "improvement"),
        (X, (("not b.y",), ("not a.x",)), "clause"),
        (X, (("not b.y",), ("not d.w",)), "clause"),
        (X, (("not b.y",), ()), "contains"),
        (X, (("b.y",),), "contains"),
        (X, (("not b.y",),), "closed"),
        (X, (), "free"),
    ],
)
def test_what_fails_of_invariants_is_named(improvement: int, invariant: tuple, condition: Condition) -> None:
    still = SymbolicGame.of(  # nobody but a can do anything from X on
        Conflict.from_options(
            actors={"a": ["x"], "b": ["y"], "c": ["z", "w"]},
            preferences={"a": ["a.x and not c.z"], "b": ["true"], "c": ["true"]},
            never=["a.x and b.y and not c.z", "a.x and c.z and not b.y"],
        )
    )
    assert verify(still, LEAVES).holds is True
    found = verify(SymbolicGame.of(chain()), replace(LEAVES, proof=Undeterred(improvement, invariant)))
    assert found.fault is not None, found
    assert (found.holds, found.fault.condition) == (False, condition)


def test_nothing_is_claimed_where_it_is_unknown() -> None:
    assert verify(SymbolicGame.of(chain()), replace(STAYS, stable=None, proof=None)).holds is True


def test_another_solver_checks_than_the_one_that_finds() -> None:
    assert clauses_module._BACK_END != moves._SOLVER


def test_names_that_the_game_has_not_are_errors() -> None:
    with pytest.raises(UnknownName, match="actor"):
        verify(SymbolicGame.of(chain()), replace(STAYS, actor="d"))
    with pytest.raises(UnknownName, match="concept"):
        verify(SymbolicGame.of(chain()), replace(STAYS, concept="gnr"))


def test_without_the_extra_one_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat", None)
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    with pytest.raises(MissingExtra, match="'sat'"):
        verify(SymbolicGame.of(chain()), STAYS)


# -- limits ------------------------------------------------------------------------------------------------------------


def large(actors: dict[str, list[str]], wants: dict[str, list[str]]) -> SymbolicGame:
    """A game with more states than can be listed."""
    form = OptionForm(tuple(actors), tuple(ModelOption(actor, name) for actor, own in actors.items() for name in own))
    vocabulary = Vocabulary(form.names)
    read = {actor: tuple(vocabulary.resolve(parse(text)) for text in own) for actor, own in wants.items()}
    return SymbolicGame(form, read, ())


def pigeons(holes: int) -> SymbolicGame:
    """Whether b can move at all asks whether pigeons fit into fewer holes: no, and no solver sees that soon."""
    names = [f"p{i}_{j}" for i in range(holes + 1) for j in range(holes)]
    placed = " and ".join("(" + " or ".join(f"b.p{i}_{j}" for j in range(holes)) + ")" for i in range(holes + 1))
    shared = [
        f"(b.p{i}_{j} and b.p{k}_{j})" for j in range(holes) for i in range(holes + 1) for k in range(i)
    ]  # fmt: skip
    fits = f"{placed} and not ({' or '.join(shared)})"
    return large({"a": ["x"], "b": names}, {"a": [f"not ({fits})", "a.x"], "b": ["true"]})


def test_what_takes_too_long_is_not_checked() -> None:
    game = pigeons(5)
    hard = Decision(0, "a", "gmr", False, Undeterred(1, ()), 0.0)
    assert verify(game, hard).holds is True  # b has no way to make a worse off
    harder = verify(pigeons(9), hard, seconds=0.3)
    assert harder == Verified(None, Fault("time"))


def test_who_interrupts_ends_it_while_the_solver_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    hard = Decision(0, "a", "gmr", False, Undeterred(1, ()), 0.0)
    timer = threading.Timer(0.4, signal.raise_signal, [signal.SIGINT])
    late, look = list[bool](), Clauses.look

    def looked(own: Clauses) -> object:
        late.append(timer.finished.is_set())
        if len(late) == 1:
            timer.start()
        return look(own)

    monkeypatch.setattr(Clauses, "look", looked)
    try:
        with pytest.raises(KeyboardInterrupt):
            verify(pigeons(9), hard, seconds=600)
    finally:
        timer.cancel()
    assert sum(late) <= 1, "before the signal is heard"


@pytest.mark.level("all")
def test_comparisons_without_end_are_not_checked() -> None:
    options = [f"o{k}" for k in range(48)]
    weights = random.Random(7)
    total = " + ".join(f"{weights.randint(10**9, 10**10)} * a.{name}" for name in options)
    game = large({"a": options, "b": ["y"]}, {"a": [f"{total} == 123456789012"], "b": ["true"]})
    found = verify(game, Decision(0, "a", "nash", True, Deterrence((), "carried"), 0.0), seconds=1)
    assert found in (Verified(None, Fault("size")), Verified(None, Fault("time")))


# -- the encoding ------------------------------------------------------------------------------------------------------


@in_one_test("seed", range(12))
def test_a_formula_has_its_literal_exactly_where_it_is_true(seed: int) -> None:
    conflict = random_conflict(seed, most=7)
    game = SymbolicGame.of(conflict)
    clauses = Clauses(thread_time() + 60)
    free = StateLiterals({name: clauses.new() for name in game.form.names})
    formulas = [*game.never, *(want for own in game.wants.values() for want in own)]
    for formula in formulas:
        literal = clauses.literal(formula, free)
        for code in range(1 << len(game.form.options)):
            on = {name: code >> bit & 1 == 1 for bit, name in enumerate(game.form.names)}
            assumed = [free.options[name] * (1 if value else -1) for name, value in on.items()]
            expected = bool(truth(formula, on, {}))
            assert (clauses.model([*assumed, literal]) is not None) is expected
            assert (clauses.model([*assumed, -literal]) is not None) is not expected
            known = StateLiterals({name: clauses.true * (1 if value else -1) for name, value in on.items()})
            assert clauses.literal(formula, known) == clauses.true * (1 if expected else -1)
    clauses.close()


@pytest.mark.parametrize(
    "text", ["(a.x - 1) * (1 - b.y) >= -0.5", "a.x * a.x - a.x == 0", "2 * (a.x and b.y) != 1 + b.y"]
)
def test_products_of_truths_are_those_of_numbers(text: str) -> None:
    conflict = Conflict.from_options(actors={"a": ["x"], "b": ["y"]}, preferences={"a": [text], "b": ["true"]})
    (formula,) = SymbolicGame.of(conflict).wants["a"]
    clauses = Clauses(thread_time() + 60)
    for code in range(4):
        on = {"a.x": code & 1 == 1, "b.y": code & 2 == 2}
        seen = StateLiterals({name: clauses.true * (1 if value else -1) for name, value in on.items()})
        assert (clauses.literal(formula, seen) == clauses.true) is bool(truth(formula, on, {}))
    clauses.close()


def test_polynomials_that_outgrow_memory_are_not_checked() -> None:
    clauses = Clauses(thread_time() + 60)
    seen = StateLiterals({f"a.o{k}": clauses.new() for k in range(60)})
    product = " * ".join("(" + " + ".join(f"a.o{k}" for k in range(j, 60, 5)) + ")" for j in range(5))
    game = large({"a": [f"o{k}" for k in range(60)]}, {"a": [f"{product} > 9"]})
    with pytest.raises(NotChecked, match="size"):
        clauses.literal(game.wants["a"][0], seen)
    clauses.close()


def test_whatever_is_checked_ends_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = random_conflict(0)
    given = decisions(conflict, random.Random(0))
    assert {found.fault for found in Verified.of(SymbolicGame.of(conflict), given, seconds=-1.0)} == {Fault("time")}
    looks = []
    monkeypatch.setattr(Clauses, "look", lambda _: looks.append(1))
    back_and_forth = large({"a": ["x"], "b": ["y"]}, {"a": ["a.x and not b.y"], "b": []})
    path = (("b", 0b11), ("b", 0b01)) * 30 + (("b", 0b11),)
    long = Decision(0, "a", "gmr", True, Deterrence((Sanctioned(0b01, path),), "carried"), 0.0)
    assert verify(back_and_forth, long).holds
    assert len(looks) >= 2 * len(path), "before each step, and before each that is carried over"
    looks.clear()
    assert not verify(back_and_forth, replace(long, proof=Deterrence((), "listed"))).holds
    assert len(looks) >= 2, "before the proof, and before each formula that moves are listed by"
