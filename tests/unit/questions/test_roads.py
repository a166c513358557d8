"""Where the conflict can get from the start, against the naive judge; the Korean case and Elmira."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

import countermove as cm
from countermove import CONCEPTS
from countermove.assessment.conflicts import load_conflict
from countermove.context.answer import ask
from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import page_of_answer
from countermove.questions.roads.compute import RoadMap, roads
from gmcr import coalition_improvements
from gmcr.base.tasks import run_until_interrupted
from gmcr.stability import coalitions_of
from tests.conftest import models
from tests.judge.answers.form import Form, State
from tests.judge.answers.roads import (
    World,
    deterred,
    equilibrium,
    improvements,
    outcomes,
    reached,
    steps,
    world_of,
)
from tests.unit.questions.assessments import pair

CHUNK = 30


def lengths(world: World, start: State, mode: str) -> dict[int, int]:
    """The moves of a shortest legal path to every state, by plain breadth first search over (state, last mover), who may
    not go on unless options need something."""
    form = world.form
    found, layer = {start: 0}, {(start, "")}
    seen = set(layer)
    depth = 0
    while layer:
        depth += 1
        fresh = set()
        for here, last in layer:
            for actor in form.actors:
                if actor == last and mode in ("moves", "improvements") and not form.needs:
                    continue
                if mode == "moves":
                    onward = form.moves[actor][here]
                elif mode == "improvements":
                    onward = improvements(world, actor, here)
                else:
                    onward = steps(world, mode, actor, here)
                fresh |= {(there, actor) for there in onward} - seen
        for there, _ in fresh:
            found.setdefault(there, depth)
        seen |= fresh
        layer = fresh
    return {form.code(state): depth for state, depth in found.items()}


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("first", range(0, 3 * CHUNK, CHUNK))
def test_what_is_reached_and_in_how_many_moves_is_what_the_judge_finds(first: int) -> None:
    for seed in range(first, first + CHUNK):
        given = pair(seed, claims=0)
        view = [None, *given.document["views"]][seed % 3]
        scenario = [None, *given.document["scenarios"]][seed % (1 + len(given.document["scenarios"]))]
        game = given.game(view=view, scenario=scenario)
        world = world_of(game)
        # Answers that are named come before scenario and view, as in the judge; others would come after them.
        found = roads(given.assessment, reading=given.assessment.base_reading, view=view, scenario=scenario)
        for way in found.reached:
            pairs = zip(way.codes.tolist(), way.lengths.tolist(), strict=True)
            assert dict(pairs) == lengths(world, game.start, way.mode), (seed, way.mode)
            if way.mode in CONCEPTS:
                assert way.codes.tolist() == given.form.codes(reached(world, way.mode, game.start))
        judged(found, world, game.start)


def judged(found: RoadMap, world: World, start: State) -> None:
    form, state = world.form, world.form.by_code
    every = {code for code, s in state.items() if any(equilibrium(world, c, s) for c in CONCEPTS)}
    assert {row.code for row in found.equilibria} == every
    assert found.left_out == 0
    by_mode = {mode: lengths(world, start, mode) for mode in ("moves", "improvements", *CONCEPTS)}
    for row in found.equilibria:
        assert row.concepts == tuple(c for c in CONCEPTS if equilibrium(world, c, state[row.code]))
        for mode, path in row.ways.items():
            assert (path is None) == (row.code not in by_mode[mode])
            if path is not None:
                assert len(path) == by_mode[mode][row.code]
                here = start
                for actor, code in path:
                    there = state[code]
                    assert there in form.moves[actor][here]
                    if mode != "moves":
                        assert there in improvements(world, actor, here)
                    if mode in CONCEPTS:
                        assert there in steps(world, mode, actor, here)
                    here = there
                assert form.code(here) == row.code
                assert mode in CONCEPTS or all(a != b for (a, _), (b, _) in pairwise(path))
        assert row.alone == tuple(a for a in form.actors if state[row.code] in improvements(world, a, start))
    for concept in CONCEPTS:
        told = [road for road in found.roads if road.concept == concept]
        assert [road.outcome for road in told] == form.codes(outcomes(world, concept, start))
        for road in told:
            assert all(step.sign == 1 for step in road.steps)
            for step in road.steps:
                assert state[step.after] in steps(world, concept, step.actor, state[step.before])
            left, end = form.code(start), state[road.outcome]
            for back in road.returns:
                rank = world.ranks[back.actor]
                own = sum(1 << k for k, name in enumerate(form.options) if form.owner[name] == back.actor)
                if back.status in ("nothing", "cannot", "infeasible"):
                    assert back.target is None
                    assert (back.status == "nothing") == (road.outcome & own == left & own)
                    continue
                assert state[back.target] in form.moves[back.actor][end]
                assert (back.target ^ left) & own & ~one_way(form) == 0
                gain = rank[state[back.target]] - rank[end]
                assert back.status == ("deterred" if gain > 0 else "loses" if gain < 0 else "no gain")
                if gain > 0:
                    assert deterred(world, concept, back.actor, end, state[back.target])
                    assert rank[state[back.path[-1][1]]] <= rank[end]


def one_way(form: Form) -> int:
    return sum(1 << k for k, name in enumerate(form.options) if form.one_way[name])


@pytest.mark.level("all")
def test_jumps_are_the_minimal_coalition_improvements_to_what_nobody_reaches_alone() -> None:
    jumping = 0
    for seed in models(range(300, 380), (*range(300, 309), 330, 339)):
        given = pair(seed, claims=0)
        conflict = given.assessment.conflict()
        found = roads(given.assessment)
        alone = set(next(way for way in found.reached if way.mode == "improvements").codes.tolist())
        origins = {found.start, *(road.outcome for road in found.roads)}
        for row in found.equilibria:
            expected = set()
            for origin in origins if row.code not in alone else ():
                able = [
                    set(group)
                    for group in coalitions_of(conflict.actors)
                    if len(group) > 1 and row.code in coalition_improvements(conflict, origin, coalition=group)
                ]
                expected |= {(origin, frozenset(g)) for g in able if not any(other < g for other in able)}
            assert {(jump.origin, frozenset(jump.coalition)) for jump in row.jumps} == expected, seed
            for jump in row.jumps:
                assert all(gain.sign == 1 for gain in jump.gains)
                jumping += 1
    assert jumping > 5


@pytest.mark.level("all")
def test_a_goal_is_reached_by_the_shortest_path_with_the_fewest_unwilling_moves() -> None:
    compared = 0
    for seed in range(400, 440):
        given = pair(seed, claims=0)
        game = given.game()
        world = world_of(game)
        found = roads(given.assessment).goal
        assert found is not None
        aims = set(given.form.codes(s for s in given.form.states if game.holds(given.document["target"], s)))
        start = given.form.code(game.start)
        assert found.count == len(aims)
        assert found.now == (start in aims)
        for mode, told in found.ways.items():
            near = {s: n for s, n in lengths(world, game.start, mode).items() if s in aims}
            assert (told is None) == (not near)
            if told is not None:
                assert len(told) == min(near.values())
                assert (told[-1].after if told else start) in aims
                compared += bool(told)
    assert compared > 20


# --- graph form ---


def test_in_graph_form_nobody_moves_twice_running() -> None:
    conflict = cm.Conflict.from_arcs(
        states=["s", "t", "u", "v"],
        arcs={"A": [("s", "t"), ("t", "u")], "B": [("s", "v"), ("v", "t")]},
        preferences={"A": cm.Ranking([["u"], ["t"], ["s", "v"]]), "B": cm.Ranking([["t"], ["v"], ["s"], ["u"]])},
    )
    found = {
        way.mode: dict(zip(way.codes.tolist(), way.lengths.tolist(), strict=True)) for way in roads(conflict).reached
    }
    assert found["moves"] == {0: 0, 1: 1, 3: 1}, "t to u would need A twice"
    assert found["nash"] == {0: 0, 1: 1, 2: 2, 3: 1}, "steps follow one another freely"


def test_elmira_the_ministry_and_uniroyal_jump_where_nobody_gets_alone() -> None:
    elmira = load_conflict("elmira-1991-graph").conflict
    found = roads(elmira)
    (row,) = [item for item in found.equilibria if found.labels[item.code] == "s8"]
    assert row.ways["improvements"] is None
    assert all(row.ways[name] is None for name in row.concepts)
    assert [(found.labels[jump.origin], jump.coalition) for jump in row.jumps] == [("s5", ("M", "U"))]
    (s5,) = [road for road in found.roads if road.concept == "nash"]
    assert [(step.actor, found.labels[step.after]) for step in s5.steps] == [("L", "s5")]


# --- Korea ---


@pytest.fixture(scope="module")
def korea() -> cm.Assessment:
    return cm.load("korea-2021")


def test_no_road_leaves_the_stalemate_though_every_state_can_be_moved_to(korea: cm.Assessment) -> None:
    found = roads(korea)
    sizes = {way.mode: way.codes.size for way in found.reached}
    assert sizes == {"moves": 336, "improvements": 1} | dict.fromkeys(CONCEPTS, 1)
    assert found.goal is not None
    told = found.goal.ways["moves"]
    assert told is not None
    assert [(step.actor, step.sign, step.want) for step in told] == [("us", -1, "u2"), ("dprk", 1, "d4")]
    assert not any(row.jumps for row in found.equilibria)


def test_a_willing_washington_opens_the_road_and_nobody_turns_back(korea: cm.Assessment) -> None:
    found = roads(korea, scenario="us_engages", concepts=["nash"])
    (road,) = found.roads
    assert [(step.actor, step.want, step.gained, step.lost) for step in road.steps] == [
        ("us", "u2", ("u2",), ()),
        ("dprk", "d4", ("d4",), ()),
        ("china", "c6", ("c6",), ()),
    ]
    assert [(back.actor, back.status, back.reason and back.reason.want) for back in road.returns] == [
        ("us", "loses", "u2"),
        ("dprk", "loses", "d4"),
        ("china", "loses", "c6"),
    ]


ROAD = """
countermove: 1
concepts: [nash]
actors:
  a: {name: Arvia, options: {pay: {does: pays}}, wants: [{id: a1, want: pay}]}
  b: {name: Bellmark, options: {run: {does: runs}}, wants: [{id: b1, want: run iff a.pay}]}
start: []
"""


def sentences(text: str, **given: Any) -> list[str]:
    """What is said of the roads of a case."""
    page = page_of_answer(ask("roads", cm.loads(text), **given))
    return [str(block.text) for block in page.blocks if isinstance(block, Sentence)]


def test_each_step_of_a_road_is_told_with_what_its_actor_gains() -> None:
    told = sentences(ROAD)
    assert "Arvia pays (state 1), since it wants to pay (a1)." in told
    assert "Bellmark runs (state 3), since it wants to run if, and only if, Arvia pays (b1)." in told
    unwilling = sentences(ROAD.replace("want: pay}", "want: not pay}"), to="a.pay")
    assert "Arvia pays (state 1), against its own interest, since it wants not to pay (a1)." in unwilling
    careless = sentences(ROAD.replace("[{id: a1, want: pay}]", "[]"), to="a.pay")
    assert "Arvia pays (state 1), though it gains nothing by it." in careless


def test_an_act_that_cannot_be_taken_back_is_said_to_be_so() -> None:
    conflict = cm.Conflict.from_options(
        actors={"A": ["shot", "shout"], "B": ["hide"]},
        preferences={"A": ["A.shot", "A.shout"], "B": ["B.hide"]},
        one_way=["shot"],
    )
    (road,) = roads(conflict, concepts=["nash"]).roads[:1]
    by = {back.actor: back for back in road.returns}
    assert by["B"].status == "loses"
    assert by["A"].target is not None, "the shout can be taken back, the shot cannot"
    assert conflict.label(by["A"].target) == "A.shot, B.hide"
    only = cm.Conflict.from_options(
        actors={"A": ["shot"], "B": ["hide"]}, preferences={"A": ["A.shot"], "B": []}, one_way=["shot"]
    )
    assert [back.status for back in roads(only, concepts=["nash"]).roads[0].returns] == ["cannot"]


def test_a_return_that_would_pay_is_deterred_by_a_countermove() -> None:
    """Some outcome of some game is held by a countermove against undoing what led there."""
    rng = random.Random(5)
    for _ in range(3000):
        ranks = {a: cm.Ranking([[s] for s in rng.sample(range(8), 8)]) for a in "AB"}
        conflict = cm.Conflict.from_options(actors={"A": ["x"], "B": ["y", "z"]}, preferences=ranks)
        for road in roads(conflict, concepts=["gmr", "seq"]).roads:
            for back in road.returns:
                if back.status == "deterred":
                    assert back.path
                    assert back.reason is not None
                    assert back.reason.sign == 1
                    return
    pytest.fail("no such game among 3000")


# --- what is refused ---


def test_what_does_not_make_sense_is_refused(korea: cm.Assessment) -> None:
    with pytest.raises(cm.FormulaError, match=r"us\.engage"):
        roads(korea, to="us.engag")
    with pytest.raises(cm.ModelError, match="largest coalition: this should be a whole number of 1 or more, not 0"):
        roads(korea, largest=0)
    with pytest.raises(cm.ModelError, match="graph form"):
        roads(load_conflict("elmira-1991-graph").conflict, to="s8")


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("after", range(2, 15))
def test_an_interrupt_keeps_what_is_followed_and_told(after: int) -> None:
    """Moves, improvements, five concepts; three places to jump from; five roads."""
    korea = cm.load("korea-2021")

    def stop(done: int, of: int) -> None:
        assert done <= of
        if done == after:
            raise KeyboardInterrupt

    cut, whole = (
        run_until_interrupted(roads.work(korea, scenario="us_engages"), stop),
        roads(korea, scenario="us_engages"),
    )
    assert whole.complete
    assert whole.unfollowed == ()
    assert not cut.complete
    followed = min(after - 2, 5)
    assert cut.concepts == whole.concepts[:followed]
    assert cut.unfollowed == whole.concepts[followed:]
    assert [way.outcomes for way in cut.reached] == [way.outcomes for way in whole.reached][: 2 + followed]
    assert cut.roads == whole.roads[: max(0, after - 10)]
    assert cut.untold == sum(len(whole.outcomes(name)) for name in cut.concepts) - len(cut.roads)
    assert {row.code for row in cut.equilibria} <= {row.code for row in whole.equilibria}


def test_an_interrupt_before_anything_is_followed_is_one() -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_until_interrupted(roads.work(cm.load("korea-2021")), stop)
