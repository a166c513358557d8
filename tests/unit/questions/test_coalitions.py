"""What coalitions can do, against the naive judge and the propagation engine; the Korean case and Elmira."""

from __future__ import annotations

import numpy as np
import pytest

import countermove as cm
from countermove import reports
from countermove.assessment.conflicts import load_conflict
from countermove.assessment.overlays import Selection
from countermove.media import page_of
from countermove.presentation.blocks import Sentence
from countermove.questions.coalitions.compute import Pact, coalitions
from gmcr import COALITION_CONCEPTS, Conflict, solve_coalition
from gmcr.analysis import Departures
from gmcr.base.tasks import run_until_interrupted
from gmcr.stability import coalitions_of
from tests.judge import coalitions as judge
from tests.judge.graph import Graph
from tests.unit.questions.assessments import pair
from tests.unit.reports.samples import FERRY

CHUNK = 20


def graph_of(conflict: Conflict) -> Graph:
    """The conflict as the judge's graph."""
    states = tuple(conflict.states.tolist())
    return Graph(
        states,
        conflict.actors,
        {a: {s: frozenset(conflict.moves(s, actor=a).tolist()) for s in states} for a in conflict.actors},
        {a: dict(zip(states, conflict.ranks(a).tolist(), strict=True)) for a in conflict.actors},
    )


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("first", range(0, 3 * CHUNK, CHUNK))
def test_improvements_and_stability_are_those_of_the_judge(first: int) -> None:
    for seed in range(first, first + CHUNK):
        given = pair(seed, claims=0)
        view = [None, *given.document["views"]][seed % 3]
        conflict = given.assessment.selected(Selection(view=view)).conflict()  # readings come after what is selected
        graph = graph_of(conflict)
        found = coalitions(given.assessment, view=view)
        assert [set(item.members) for item in found.coalitions] == [set(g) for g in coalitions_of(conflict.actors)]
        for item in found.coalitions:
            expected = judge.coalition_improvements(graph, item.members, found.state)
            assert {pact.state for pact in item.pacts} == expected, seed
            concepts = {"cnash": judge.cnash, "cgmr": judge.cgmr, "csmr": judge.csmr, "cseq": judge.cseq}
            held = tuple(n for n, stable in concepts.items() if stable(graph, found.state, item.members))
            assert item.stable == held, (seed, item.members)
            for pact in item.pacts:
                compare(graph, conflict, item.members, pact, found.state)


def compare(graph: Graph, conflict: Conflict, members: tuple[str, ...], pact: Pact, state: int) -> None:
    assert [gain.actor for gain in pact.gains] == list(members)
    assert all(gain.sign == 1 and gain.place.then < gain.place.now for gain in pact.gains)
    smaller = [g for g in judge.coalitions_of(members) if g != frozenset(members)]
    assert {frozenset(g) for g in pact.defecting} == {
        g for g in smaller if judge.coalition_improvements(graph, g, pact.state)
    }
    assert {frozenset(g) for g in pact.upset} == {
        g for g in judge.coalitions_of(graph.actors) if judge.coalition_improvements(graph, g, pact.state)
    }
    for answer in pact.answers.values():
        here = pact.state
        for movers, there in answer or ():
            assert not set(movers) & set(members)
            assert there in judge.reach(graph, movers, here) or len(movers) == 1
            here = there
        if answer:
            assert any(conflict.ranks(m)[at(conflict, here)] <= conflict.ranks(m)[at(conflict, state)] for m in members)


def at(conflict: Conflict, code: int) -> int:
    return int(np.searchsorted(conflict.states, code))


def test_the_departures_agree_with_the_propagation_of_all_states() -> None:
    unstable = 0
    for seed in range(100, 112):
        conflict = pair(seed, claims=0).assessment.conflict()
        departures = Departures(conflict)
        for group in coalitions_of(conflict.actors):
            solved = solve_coalition(conflict, coalition=group)
            for place, state in enumerate(conflict.states.tolist()):
                found = departures.of(state, group)
                for name in COALITION_CONCEPTS:
                    leaves = any(item.undeterred(name) for item in found)
                    assert leaves != solved.stable(name, group)[place], (seed, group, state, name)
                    unstable += leaves
    assert unstable > 50


@pytest.mark.level("all")
def test_lean_departures_are_as_good_for_everybody_as_any_other() -> None:
    for seed in range(200, 230):
        conflict = pair(seed, claims=0).assessment.conflict()
        for item in coalitions(conflict).coalitions:
            lean = [pact for pact in item.pacts if pact.lean]
            assert bool(lean) == bool(item.pacts)
            for pact in item.pacts:
                better = [
                    other
                    for other in lean
                    if (other.state ^ conflict.start) & ~(pact.state ^ conflict.start) == 0
                    and all(a.place.then <= b.place.then for a, b in zip(other.gains, pact.gains, strict=True))
                ]
                assert better, "what is idle can be left out"


def test_states_that_are_no_better_for_anybody_are_only_counted() -> None:
    """Both would act together; whether the other one waits as well is nothing to them."""
    case = cm.loads("""\
countermove: 1
actors:
  a: {options: {x: {does: acts}}, wants: [{id: a1, want: a.x and b.y}, {id: a2, want: not a.x}]}
  b: {options: {y: {does: acts}, z: {does: waits}}, wants: [{id: b1, want: a.x and b.y}, {id: b2, want: not b.y}]}
start: []
""")
    record = reports.ask("coalitions", case)
    assert [[pact.lean for pact in item.pacts] for item in record.record.coalitions] == [[], [], [True, False]]
    told = [block.text for block in page_of(record).blocks if isinstance(block, Sentence)]
    assert "There is one further state that all of them prefer." in told


# --- Elmira ---


def test_elmira_the_ministry_and_uniroyal_leave_s5_for_s8() -> None:
    elmira = load_conflict("elmira-1991-graph").conflict
    found = coalitions(elmira, state="s5")
    assert found.leaving == (("M", "U"),)
    (pact,) = [pact for item in found.coalitions for pact in item.pacts]
    assert found.labels[pact.state] == "s8"
    assert [(gain.actor, gain.place) for gain in pact.gains] == [("M", (5, 4, 9)), ("U", (4, 3, 9))]
    assert pact.undeterred == COALITION_CONCEPTS
    assert pact.holds == cm.CONCEPTS
    assert pact.self_enforcing
    assert pact.upset == ()


def test_elmira_in_option_form_says_the_same() -> None:
    case = load_conflict("elmira-1991")
    (jump,) = [item for item in case.published.improvements if len(item.by) > 1]
    found = coalitions(case.conflict, state=jump.start)
    assert [set(group) for group in found.leaving] == [set(jump.by)]
    assert jump.end in {pact.state for item in found.coalitions for pact in item.pacts}


# --- Korea ---


@pytest.fixture(scope="module")
def korea() -> cm.Assessment:
    return cm.load("korea-2021")


def test_no_coalition_leaves_the_stalemate_and_washington_stands_in_the_way(korea: cm.Assessment) -> None:
    found = coalitions(korea)
    assert found.leaving == found.reaching == ()
    (able,) = found.able
    assert able.members == ("dprk", "us")
    assert able.unwilling == ("us",)
    assert able.gains[1].want == "u2"


def test_it_would_if_washington_answered(korea: cm.Assessment) -> None:
    found = coalitions(korea, reading={"O1": "answers"})
    assert found.leaving == found.reaching == (("dprk", "us"),)
    (pact,) = next(item for item in found.coalitions if item.members == ("dprk", "us")).pacts
    assert pact.target
    assert pact.self_enforcing
    assert pact.undeterred == COALITION_CONCEPTS
    assert [(gain.actor, gain.want) for gain in pact.gains] == [("dprk", "d5"), ("us", "u5")]
    assert pact.upset == (("china",),), "China no longer has to urge anybody"
    assert pact.outcomes["nash"] == (650,)


def test_over_readings_it_turns_on_that_question_alone(korea: cm.Assessment) -> None:
    found = coalitions(korea)
    pairs = {item.members: item for item in found.over_readings}
    assert min(map(len, pairs)) == 2
    answers = np.array([reading["O1"] == "answers" for reading in korea.readings])
    assert (pairs["dprk", "us"].leaves == answers).all()
    assert (pairs["dprk", "us"].reaches == answers).all()


def test_the_start_of_each_reading_is_left_unless_a_state_is_named() -> None:
    """The start named as such is no state; its code is, in all readings alike."""
    ferry = cm.loads(FERRY.replace("move: {t2: {before: t1}}", "happens: [town.pay]"), file="ferry.yaml")
    unnamed = reports.ask("coalitions", ferry)
    assert len({ferry.conflict(reading=reading).start for reading in ferry.readings}) == 2

    def leaves(answer: reports.Answer) -> dict[tuple[str, ...], list[int]]:
        return {row.members: row.leaves.tolist() for row in answer.record.over_readings}

    assert leaves(unnamed) == {("town",): [0, 1], ("line",): [0, 1], ("town", "line"): [1, 1]}
    assert leaves(reports.ask("coalitions", ferry, state=" start ")) == leaves(unnamed)
    named = reports.ask("coalitions", ferry, state=str(unnamed.record.start))
    assert named.record.coalitions == unnamed.record.coalitions
    assert leaves(named) == {("town", "line"): [1, 1]}


# --- what is refused ---


def test_what_does_not_make_sense_is_refused(korea: cm.Assessment) -> None:
    with pytest.raises(cm.UnknownName, match="Did you mean china"):
        coalitions(korea, coalition="chinna,us")
    with pytest.raises(cm.ModelError, match="at least one actor"):
        coalitions(korea, coalition=[])
    with pytest.raises(cm.ModelError, match="largest coalition: this should be a whole number of 1 or more, not 0"):
        coalitions(korea, largest=0)
    with pytest.raises(cm.UnknownName, match="coalition concept"):
        coalitions(korea, concepts=["cnahs"])
    with pytest.raises(cm.ModelError, match="graph form"):
        coalitions(load_conflict("elmira-1991-graph").conflict, to="talk")
    with pytest.raises(cm.FormulaError):
        coalitions(korea, to="talk and")


def test_one_coalition_can_be_asked_about(korea: cm.Assessment) -> None:
    found = coalitions(korea, coalition="us,dprk", reading={"O1": "answers"})
    assert [item.members for item in found.coalitions] == [("dprk", "us")]


def test_an_interrupt_keeps_the_coalitions_that_are_done() -> None:
    korea = cm.load("korea-2021")
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 5:
            raise KeyboardInterrupt

    cut = run_until_interrupted(coalitions.work(korea, over_readings=False), stop)
    whole = coalitions(korea, over_readings=False)
    assert told == [(k, 15) for k in range(6)]
    assert whole.complete
    assert not cut.complete
    assert cut.coalitions == whole.coalitions[:5]


def test_an_interrupt_keeps_the_readings_that_are_gone_through() -> None:
    korea = cm.load("korea-2021")

    def stop(done: int, of: int) -> None:
        if of == 15 + 32 and done == 15 + 7:
            raise KeyboardInterrupt

    cut, whole = run_until_interrupted(coalitions.work(korea), stop), coalitions(korea)
    assert (whole.complete, whole.readings, whole.gone_through) == (True, 32, 32)
    assert (cut.complete, cut.readings, cut.gone_through) == (False, 32, 7)
    assert cut.coalitions == whole.coalitions
    every = {item.members: item for item in whole.over_readings}
    assert {item.members for item in cut.over_readings} == {m for m, item in every.items() if item.leaves[:7].any()}
    for item in cut.over_readings:
        assert item.leaves.tolist() == every[item.members].leaves[:7].tolist()
        assert item.reaches.tolist() == every[item.members].reaches[:7].tolist()
