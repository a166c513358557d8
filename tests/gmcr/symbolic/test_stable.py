"""Decisions and listing agree; proofs are what they say; time limits end as not known."""

from __future__ import annotations

import os
import sys
from itertools import product
from random import Random
from signal import SIGINT
from subprocess import PIPE, Popen
from time import sleep

import pytest

from gmcr import CONCEPTS, Conflict, solve
from gmcr.base.errors import MissingExtra, ModelError, UnknownName
from gmcr.logic import And, Bool, Formula, Iff, Not, OptionAtom, Or
from gmcr.model import ModelOption, OptionForm
from gmcr.symbolic.decisions import decide
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.proofs import Decision, Deterrence, Sanctioned, Undeterred
from tests.counting import Clock
from tests.gmcr.symbolic.models import random_conflict

pytest.importorskip("pysat")

MODELS = int(os.environ.get("COUNTERMOVE_SYMBOLIC", "60"))
"""So many models are compared; all that the figures speak of with 1000."""

LOOKED_THROUGH = 1 << 10
"""Up to so many states a proof is looked through state by state; `verify` looks through all others elsewhere."""


def all_agree(conflict: Conflict, states: list[int]) -> None:
    """Every actor, every concept."""
    table, game = solve(conflict), SymbolicGame.of(conflict)
    for state in states:
        place = conflict.states.tolist().index(state)
        for actor in conflict.actors:
            for concept in CONCEPTS:
                found = decide(game, state, actor=actor, concept=concept)
                assert found.stable is bool(table.stable(concept, actor)[place]), (state, actor, concept)
                if len(conflict.states) <= LOOKED_THROUGH:
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


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("seed", range(MODELS))
def test_decisions_agree_with_listing_and_are_proved(seed: int) -> None:
    rng = Random(seed)
    options = rng.randint(3, 14 if MODELS >= 1000 else 10)
    conflict = random_conflict(rng, options=options, actors=rng.randint(2, 5), needs=0.3 if seed % 5 == 4 else 0.0)
    states = conflict.states.tolist()
    all_agree(conflict, rng.sample(states, min(2, len(states))))


@pytest.mark.parametrize(
    "conflict",
    [
        Conflict.from_options(actors={"a": ["x", "y"]}, preferences={"a": ["x", "not y"]}),
        Conflict.from_options(actors={"a": ["x"], "b": []}, preferences={"a": [], "b": ["a.x"]}),
        Conflict.from_options(
            actors={"a": ["x"], "b": ["y"]},
            preferences={"a": ["true", "0.1 * x + 0.3 * b.y > 0.35", "false"], "b": ["y implies not a.x"]},
            never=["false"],
        ),
        Conflict.from_options(actors={"a": ["x"], "b": ["y"]}, preferences={"a": ["x"], "b": ["y"]}, never=["x or y"]),
    ],
    ids=["nobody else", "no option and no want", "what never changes", "one state"],
)
def test_the_smallest_conflicts(conflict: Conflict) -> None:
    all_agree(conflict, conflict.states.tolist())


@pytest.mark.level("all", but=5)
@pytest.mark.skipif(MODELS < 1000, reason="listing takes minutes: COUNTERMOVE_SYMBOLIC=1000")
@pytest.mark.parametrize("seed", range(50))
def test_decisions_agree_with_listing_at_its_limit(seed: int) -> None:
    rng = Random(5000 + seed)
    conflict = random_conflict(rng, options=rng.randint(20, 22), actors=rng.randint(2, 5))
    table, game = solve(conflict), SymbolicGame.of(conflict)
    for place in rng.sample(range(conflict.states.size), min(5, conflict.states.size)):
        for actor, concept in product(conflict.actors, CONCEPTS):
            found = decide(game, int(conflict.states[place]), actor=actor, concept=concept)
            assert found.stable is bool(table.stable(concept, actor)[place]), (place, actor, concept)


def counting(bits: int) -> SymbolicGame:
    """A Gray code (Gray 1953): one actor a bit, and whose turn it is by the code, gains by turning its own. Nothing but the last
    of all 2^bits words sanctions *leaver*, who may leave the first."""
    on = [OptionAtom(f"b{k}.x") for k in range(bits)]
    last = And((*(Not(bit) for bit in on[:-1]), on[-1]))
    wants: dict[str, tuple[Formula, ...]] = {"leaver": (Not(last), OptionAtom("leaver.go"))}
    for k in range(bits):
        odd: Formula = Bool(False)
        for bit in on[k + 1 :]:
            odd = Not(Iff(odd, bit))
        turn = And((*(Not(bit) for bit in on[: max(k - 1, 0)]), *on[max(k - 1, 0) : k]))
        wants[f"b{k}"] = (Or((Not(turn), Iff(on[k], Not(odd)))),)
    options = (ModelOption("leaver", "go"), *(ModelOption(f"b{k}", "x") for k in range(bits)))
    return SymbolicGame(OptionForm(tuple(wants), options), wants, ())


@pytest.mark.parametrize("bits", [3, 5, 6])
def test_a_sanction_at_the_end_of_a_long_road_is_found(bits: int) -> None:
    game = counting(bits)
    found = decide(game, 0, actor="leaver", concept="seq")
    assert isinstance(found.proof, Deterrence)
    [only] = found.proof.improvements
    assert len(only.path) == 2**bits - 1
    assert len({code for _, code in only.path}) == 2**bits - 1


def test_a_long_road_takes_no_longer_than_the_time_given(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    for module in ("decisions", "moves"):
        monkeypatch.setattr(f"gmcr.symbolic.{module}.thread_time", clock)
    found = decide(counting(40), 0, actor="leaver", concept="seq", seconds=0.5)
    assert found.stable is None
    assert 50 < clock.looks < 60, "one question to the solver more"
    assert found.seconds == pytest.approx(0.01 * (clock.looks - 1))


HARD = """
from gmcr.logic import And, Not, OptionAtom, Or
from gmcr.model import ModelOption, OptionForm
from gmcr.symbolic.game import SymbolicGame
from gmcr.symbolic.decisions import decide
at = [[OptionAtom(f"a.p{i}_{j}") for j in range(12)] for i in range(13)]  # 13 pigeons, 12 holes
never_two = [Not(And((at[i][j], at[k][j]))) for j in range(12) for i in range(13) for k in range(i)]
want = And((*(Or(tuple(own)) for own in at), *never_two))
form = OptionForm(("a",), tuple(ModelOption("a", f"p{i}_{j}") for i in range(13) for j in range(12)))
game = SymbolicGame(form, {"a": (want,)}, ())
print("asked", flush=True)
decide(game, 0, actor="a", concept="gmr", seconds=60.0)
"""


@pytest.mark.level("all")
def test_who_interrupts_is_heard() -> None:
    with Popen([sys.executable, "-c", HARD], stdout=PIPE, stderr=PIPE, text=True) as asked:
        assert asked.stdout is not None
        assert asked.stdout.readline() == "asked\n"
        sleep(0.5)
        asked.send_signal(SIGINT)
        _, told = asked.communicate(timeout=30)
    assert told.rstrip().endswith("KeyboardInterrupt")


def test_no_time_is_not_known() -> None:
    conflict = random_conflict(Random(1), options=8, actors=3)
    game = SymbolicGame.of(conflict)
    found = decide(game, conflict.start, actor="a0", concept="gmr", seconds=0.0)
    assert found.stable is None
    assert found.proof is None


def test_without_the_solver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    game = SymbolicGame.of(random_conflict(Random(3), options=4, actors=2))
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    with pytest.raises(MissingExtra, match=r"Proving stability needs the extra 'sat'"):
        decide(game, 0, actor="a0", concept="gmr")


def test_what_is_asked_wrongly_is_told() -> None:
    conflict = random_conflict(Random(2), options=6, actors=2)
    game = SymbolicGame.of(conflict)
    with pytest.raises(UnknownName, match="actor"):
        decide(game, conflict.start, actor="nobody", concept="gmr")
    with pytest.raises(UnknownName, match="concept"):
        decide(game, conflict.start, actor="a0", concept="best")
    with pytest.raises(ModelError, match="There is no state"):
        decide(game, 1 << 62, actor="a0", concept="gmr")
