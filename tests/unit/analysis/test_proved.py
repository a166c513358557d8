"""What is proved where states are not listed is what the list says: verdicts, values of claims, answers, roads, best replies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove.inquiry.outcomes import UNDECIDED
from countermove.questions.solve.compute import solve
from countermove.questions.statusquo.compute import statusquo
from countermove.questions.why.compute import why
from countermove.verdicts.answers.compute import answers
from gmcr import CONCEPTS, Conflict, SizeError
from gmcr.analysis import Decision, Games, UnlistedPlay, decide
from gmcr.analysis.unlisted import arena, play
from gmcr.analysis.unlisted.arena import UnlistedArena
from gmcr.base.errors import Undecided
from gmcr.logic import OptionAtom
from gmcr.model import OptionStructure
from tests.gmcr.symbolic.models import random_conflict
from tests.unit.questions.assessments import pair

pytest.importorskip("pysat")


@contextmanager
def unlisted() -> Iterator[None]:
    """As if no states could be listed, with time for every road."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(play, "_WALK", 600.0)
        patch.setattr(play, "_PART", 1)
        patch.setattr(arena, "SECONDS", 600.0)
        patch.setattr(OptionStructure, "unlisted", "too many")
        yield


def again(conflict: Conflict) -> Conflict:
    """The same conflict, of which nothing is known."""
    structure = conflict.structure
    assert isinstance(structure, OptionStructure)
    return Conflict(OptionStructure(structure.form), conflict.preferences, conflict.start, conflict.drivers)


@pytest.mark.parametrize("seed", range(8))
def test_the_start_and_its_witnesses(seed: int) -> None:
    conflict = random_conflict(Random(seed), options=7, actors=3, needs=0.1 if seed % 4 == 0 else 0.0)
    listed, reasons = solve(conflict), why(conflict, conflict.start)
    [row] = [row for row in listed.rows if row.code == conflict.start] or [None]
    with unlisted():
        same = again(conflict)
        proved, told = solve(same), why(same, same.start)
    assert (proved.layout, proved.states, proved.left_out) == ("unlisted", None, 0)
    [start] = proved.rows
    assert not start.undecided
    for name in CONCEPTS:
        held = listed.equilibria[name].holds_at_start
        assert proved.equilibria[name].holds_at_start == held
        assert proved.equilibria[name].count is None
    if row is not None:
        assert (start.stable, start.equilibrium) == (row.stable, row.equilibrium)
    assert [item.stable for item in told.witnesses] == [item.stable for item in reasons.witnesses]
    assert told.acts == reasons.acts
    ranks = {
        actor: dict(zip(conflict.states.tolist(), conflict.ranks(actor), strict=True)) for actor in conflict.actors
    }
    for item, other in zip(told.witnesses, reasons.witnesses, strict=True):
        own = ranks[item.actor]
        if item.improvement is not None:
            assert other.improvement is not None
            assert own[item.improvement] == own[other.improvement], "the best that nothing deters"
            assert item.proof == "invariant"
        for improvement, path in item.deterred:
            assert own[improvement] > own[conflict.start]
            assert own[path[-1].to] <= own[conflict.start]
            assert improvement in {target for target, _ in other.deterred} or other.improvement is not None


@pytest.mark.parametrize("seed", range(4))
def test_equilibria_with_a_formula(seed: int) -> None:
    conflict = random_conflict(Random(100 + seed), options=7, actors=3)
    name = conflict.structure.switches[seed]
    listed = solve(conflict, where=name)
    with unlisted():
        proved = solve(again(conflict), where=name)
    for concept in CONCEPTS:
        own, other = listed.having[concept], proved.having[concept]
        if other.verdict == "not decided":
            assert concept in ("seq", "symseq"), "under the others one is looked for"
            continue
        assert other.verdict == own.verdict
        assert (own.count or 0) > 0 if own.verdict == "found" else own.count == 0
        for code in (own.state, other.state):
            if code is not None:
                held = cm.solve(conflict, concepts=(concept,)).equilibria(concept)
                assert code in held.tolist()
                assert name in conflict.structure.on(code) or "=" in name


def test_what_holds_under_one_concept_is_not_ruled_out_by_another() -> None:
    """A is deterred by an answer that pays B, to which it could reply: SEQ holds it, SMR does not."""
    conflict = Conflict.from_options(
        actors={"A": ["x"], "B": ["y"]},
        preferences={"A": ["not (A.x and B.y)", "A.x or B.y", "A.x"], "B": ["A.x iff B.y"]},
    )
    nowhere = "not A.x and not B.y"
    listed = solve(conflict, where=nowhere)
    with unlisted():
        proved = solve(again(conflict), where=nowhere)
    verdicts = {name: item.verdict for name, item in proved.having.items()}
    assert verdicts == {name: item.verdict for name, item in listed.having.items()}
    assert (verdicts["gmr"], verdicts["smr"], verdicts["seq"]) == ("found", "none", "found")


@pytest.mark.parametrize("seed", range(6))
def test_roads_and_best_replies(seed: int) -> None:
    conflict = random_conflict(Random(200 + seed), options=6, actors=3, needs=0.2 if seed % 3 == 0 else 0.0)
    listed, start = Games(conflict.structure), conflict.start
    cell, code = conflict.structure.cell(start), conflict.structure.code_of
    plays = listed.play_of(conflict)
    with unlisted():
        same = again(conflict)
        proved = Games(same.structure).play_of(same)
        assert isinstance(proved, UnlistedPlay)
        for concept in CONCEPTS:
            own, other = plays.roads(cell, concept), proved.roads(start, concept)
            assert other.whole
            assert [*map(code, own.reached)] == [*other.reached]
            assert [*map(code, own.outcomes)] == [*other.outcomes]
            assert {(code(a), who, code(b)) for a, who, b in own.steps} == set(other.steps)
        for actor in range(len(conflict.actors)):
            assert [*map(code, plays.best_replies(cell, actor))] == sorted(proved.best_replies(start, actor))


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", range(10))
def test_values_of_claims_and_answers(seed: int) -> None:
    made = pair(seed, needs=0.2 if seed % 5 == 0 else 0.0).assessment
    verdicts, answered = cm.check(made), answers(made, search=False)
    with unlisted():
        same = cm.loads(made.text)
        proved, told = cm.check(same), answers(same)
        now = statusquo(same)
    compared = 0
    for own, other in zip(verdicts, proved, strict=True):
        if (other.values == UNDECIDED).any():
            assert (other.values == UNDECIDED).all(), "nothing here takes long"
            assert other.verdict == "undecided"
            assert not other.searched
            assert made.claims[own.id].check.compiled(made).lists(made.form)
        else:
            np.testing.assert_array_equal(own.values, other.values)
            assert (own.verdict, own.turns_on) == (other.verdict, other.turns_on)
            compared += 1
    assert compared > 0
    for question, same_question in zip(answered.questions, told.questions, strict=True):
        for cells, others in zip(question.answers, same_question.answers, strict=True):
            if UNDECIDED not in others.values:
                np.testing.assert_array_equal(cells.values, others.values)
                assert (cells.answer, cells.shares, others.rests_on) == (others.answer, others.shares, None)
    assert [(view.holds, view.unstable, view.outcomes, view.reach) for view in now.concepts] == [
        (view.holds, view.unstable, view.outcomes, view.reach) for view in statusquo(made).concepts
    ]


def wide() -> Conflict:
    names = [f"o{k}" for k in range(20)]
    return Conflict.from_options(
        actors={"A": names, "B": names},
        preferences={"A": ["A.o0", "not B.o1"], "B": ["A.o0 iff B.o0", "B.o2"]},
        start=["B.o1"],
    )


def test_what_a_concept_settles_is_not_proved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(*given: Any, concept: str, **more: Any) -> Decision:
        asked.append(concept)
        return decide(*given, concept=concept, **more)

    monkeypatch.setattr(arena, "decide", counting)
    conflict = wide().with_start(["A.o0", "B.o0", "B.o2"])
    games = Games(conflict.structure)
    assert all(games.play_of(conflict).stable(conflict.start, concept) for concept in CONCEPTS)
    assert asked == ["nash", "nash"], "whoever has no improvement stays under every concept"


def test_what_is_not_decided_in_time_is_no_value() -> None:
    conflict = wide()
    games = Games(conflict.structure)
    assert isinstance(games.arena, UnlistedArena)
    play = games.play_of(conflict)
    with games.arena.within(0.0):
        with pytest.raises(Undecided, match="not decided in the time allowed"):
            play.stable(conflict.start, "seq")
        assert not play.roads(conflict.start, "seq").whole
        found = solve(conflict, concepts=["seq"])  # which has games of its own, and time
        assert found.equilibria["seq"].holds_at_start is False
    assert not play.stable(conflict.start, "seq"), "there is time again"


def test_a_ranking_of_more_states_than_can_be_listed() -> None:
    conflict = wide().with_preferences({"B": cm.Ranking([[0]])})
    with pytest.raises(SizeError, match="B's preferences rank states"):
        Games(conflict.structure).play_of(conflict)


def test_what_needs_a_list_says_so() -> None:
    conflict = wide()
    games = Games(conflict.structure)
    with pytest.raises(SizeError, match="answer questions that need no list"):
        games.arena.guarantee((0, 0), 0, "seq")
    with pytest.raises(SizeError, match="`why` and `certify` judge one"):
        cm.solve(conflict)
    with pytest.raises(SizeError, match="cgmr needs a list of the states"):
        solve(conflict, concepts=["cgmr"])
    with pytest.raises(SizeError, match="A has 20 options"):
        games.play_of(conflict).best_replies(conflict.start, 0)


def test_met_and_order_are_evaluated_where_they_are_asked_for() -> None:
    conflict = wide()
    games = Games(conflict.structure)
    met = games.arena.met(OptionAtom("B.o19"), {})
    assert met[1 << 39]
    assert met[[1 << 39, 0, (1 << 40) - 1]].tolist() == [True, False, True]
    ranks = games.play_of(conflict).ranks(0)
    assert ranks[1] > ranks[0] > ranks[1 << 21]
