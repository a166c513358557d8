"""Levers against the naive judge, their exact thresholds, and the Korean facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import pytest

import countermove as cm
from countermove.inquiry.inducement import Pays
from countermove.questions.levers.compute import Lever, LeverSetting, Pull, levers
from gmcr.analysis import Stretch
from gmcr.base.tasks import run_until_interrupted
from gmcr.logic import LinearForm
from tests.conftest import models
from tests.judge.answers.drivers import at
from tests.judge.answers.form import State
from tests.judge.answers.games import Game
from tests.judge.answers.roads import best_replies, world_of
from tests.judge.inducement import graph_of, lean_inducements, pays
from tests.unit.questions.assessments import pair

CHUNK = 30


def said(actor: str, game: Game, state: State) -> dict[str, str]:
    """What the actor's best replies say of each of its options."""
    found = {}
    for k, name in enumerate(game.form.options):
        if game.form.owner[name] == actor:
            values = {reply[k] for reply in best_replies(world_of(game), actor, state)}
            found[name] = "either" if len(values) == 2 else "on" if values == {1} else "off"
    return found


def shifts(actor: str, game: Game, before: State, after: State) -> dict[str, tuple[str, str]]:
    was, now = said(actor, game, before), said(actor, game, after)
    return {name: (was[name], now[name]) for name in was if was[name] != now[name]}


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, 3 * CHUNK, CHUNK))
def test_what_levers_do_is_what_the_judge_says(first: int) -> None:
    moving = 0
    for seed in range(first, first + CHUNK):
        given = pair(seed, claims=0)
        form = given.form
        view = [None, *given.document["views"]][seed % 3]
        found = levers(given.assessment, reading=given.assessment.base_reading, view=view)
        assert [setting.scenario for setting in found.settings] == [None, *given.document["scenarios"]]
        for setting in found.settings:
            # A scenario that stands beside the one selected comes last.
            own = None if setting.scenario is None else given.document["scenarios"][setting.scenario]
            game = given.game(view=view, with_=own)
            assert setting.start == form.code(game.start)
            assert [lever.option for lever in setting.levers] == form.options
            for lever in setting.levers:
                moving += judged(game, lever)
    assert moving > 20


def judged(game: Game, lever: Lever) -> int:
    form, start = game.form, game.start
    k = form.options.index(lever.option)
    assert lever.on == (not start[k])
    target = (*start[:k], 1 - start[k], *start[k + 1 :])
    settled = form.one_way[lever.option] == ("back" if lever.on else "forward")
    rule = form.broken_rule(target)
    assert lever.status == ("settled" if settled else "infeasible" if rule else "free")
    if lever.status != "free":
        assert lever.rule == (None if settled else rule)
        assert lever.pulls == ()
        return 0
    assert lever.target == form.code(target)
    world = world_of(game)
    sign = world.ranks[lever.actor][target] - world.ranks[lever.actor][start]
    assert lever.cost is not None
    assert lever.cost.sign == (sign > 0) - (sign < 0)
    moved = 0
    for pull in lever.pulls:
        expected = shifts(pull.actor, game, start, target)
        assert {s.option: (s.before, s.after) for s in pull.shifts} == expected
        assert set(pull.before) == set(form.codes(best_replies(world, pull.actor, start)))
        assert set(pull.after) == set(form.codes(best_replies(world, pull.actor, target)))
        rank = world.ranks[pull.actor]
        change = rank[target] - rank[start]
        assert pull.effect.sign == (change > 0) - (change < 0)
        left = rank[form.by_code[pull.after[0]]] - rank[form.by_code[pull.before[0]]]
        assert pull.replied.sign == (left > 0) - (left < 0)
        moved += pull.moves
    assert {pull.actor for pull in lever.pulls} == set(form.actors) - {lever.actor}
    return moved


def as_far(there: tuple[str, str] | None, now: tuple[str, str]) -> bool:
    """Whether a shift goes the way of another one and ends there or beyond: written out, case by case."""
    goals = {
        ("off", "on"): {("off", "on"), ("either", "on")},
        ("either", "on"): {("off", "on"), ("either", "on")},
        ("off", "either"): {("off", "either"), ("off", "on"), ("either", "on")},
        ("on", "off"): {("on", "off"), ("either", "off")},
        ("either", "off"): {("on", "off"), ("either", "off")},
        ("on", "either"): {("on", "either"), ("on", "off"), ("either", "off")},
    }
    return there in goals[now]


def test_a_number_at_which_a_lever_moves_further_is_not_dead() -> None:
    """From 0.5 on the second act follows too; only below 0.2 does nothing."""
    (setting,) = levers(cm.loads(FURTHER)).settings
    pull = pulled(setting, "a.x", "b")
    assert [(shift.option, shift.after) for shift in pull.shifts] == [("b.y", "on")]
    (threshold,) = pull.thresholds
    assert threshold.works == (Stretch(Fraction("0.2"), Fraction(1), True, True),)


FURTHER = """
countermove: 1
title: One follows, and where much is at stake with both hands
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a: {options: {x: {does: leads}}, wants: [{id: a1, want: x, at: [1]}]}
  b:
    options: {y: {does: follows}, z: {does: follows with both hands}}
    wants:
      - {id: b1, want: y iff x, while: stake >= 0.2, otherwise: not y, at: [1]}
      - {id: b2, want: z iff x, while: stake >= 0.5, otherwise: not z, at: [1]}
start: []
drivers: {stake: {now: 0.3, at: [1]}}
"""


@pytest.mark.level("all")
def test_what_pays_is_what_the_judge_says() -> None:
    """Act by act, and the moves made for their answer, under every concept."""
    seen: set[str] = set()
    for seed in models(range(300, 324), range(300, 310)):
        given = pair(seed, claims=0)
        view = [None, *given.document["views"]][seed % 3]
        found = levers(given.assessment, reading=given.assessment.base_reading, view=view)
        assert found.concepts == cm.CONCEPTS
        for setting in found.settings:
            game = given.game(scenario=setting.scenario, view=view)
            graph, start, expected = graph_of(game), game.form.code(game.start), []
            for concept in cm.CONCEPTS:
                for lever in setting.levers:
                    if lever.target is not None:
                        paid = pays(graph, concept, lever.actor, start, lever.target, options=True)
                        assert lever.pays[concept] == paid, (seed, setting.scenario, lever.option, concept)
                        seen.add(paid)
                    else:
                        assert lever.pays == {}
                for actor in given.form.actors:
                    own = lean_inducements(graph, concept, actor, start, options=True)
                    expected += [(concept, actor, item.move, item.credible, set(item.answers)) for item in own]
            told = [(i.concept, i.actor, i.after, i.credible, set(i.answers)) for i in setting.inducements]
            assert told == expected
            assert all(code in found.labels for item in setting.inducements for code in item.codes)
    assert seen == set(get_args(Pays))


def test_a_concept_asked_for_is_the_only_one_told() -> None:
    found = levers(pair(300, claims=0).assessment, concepts="seq")
    assert found.concepts == ("seq",)
    assert all(set(lever.pays) <= {"seq"} for setting in found.settings for lever in setting.levers)
    assert all(item.concept == "seq" for setting in found.settings for item in setting.inducements)


@pytest.mark.level("judge")
def test_thresholds_hold_at_every_point_of_a_grid() -> None:
    """The stretches are exact, so no finer or coarser grid may contradict them; where none is given nothing changes."""
    checked = 0
    for seed in range(100, 130):
        given = pair(seed, claims=0)
        game = given.game()
        (setting, *_) = levers(given.assessment).settings
        for lever, pull in [(item, pull) for item in setting.levers for pull in item.pulls]:
            assert lever.target is not None
            target = given.form.by_code[lever.target]
            now = shifts(pull.actor, game, game.start, target)
            thresholds = {item.driver: item for item in pull.thresholds}
            for driver, (low, high) in given.form.ranges.items():
                for step in range(26):
                    value = low + (high - low) * Fraction(step, 25)
                    there = shifts(pull.actor, at(game, {driver: value}), game.start, target)
                    works = all(as_far(there.get(name), shift) for name, shift in now.items()) if now else bool(there)
                    if driver in thresholds:
                        assert works == any(value in part for part in thresholds[driver].works), (seed, driver, value)
                        checked += 1
                    else:
                        assert works == bool(now), (seed, driver, value)
    assert checked > 100


def test_a_range_is_cut_at_every_root_and_its_ends_belong_to_it() -> None:
    half = LinearForm((("x", Fraction(2)),), Fraction(-1))
    zero, outside = LinearForm((("x", Fraction(1)),), Fraction(0)), LinearForm((("x", Fraction(1)),), Fraction(-3))
    span = (Fraction(0), Fraction(1))
    parts = Stretch.cut([half, zero, outside], span)
    assert [(str(p.low), str(p.high), p.with_low, p.with_high) for p in parts] == [
        ("0", "0", True, True),
        ("0", "1/2", False, False),
        ("1/2", "1/2", True, True),
        ("1/2", "1", False, True),
    ]
    assert Stretch.merged(parts) == (Stretch(*span, True, True),)
    assert len(Stretch.merged([parts[0], parts[2], parts[3]])) == 2
    assert Stretch.cut([], span) == (Stretch(*span, True, True),)
    assert Stretch.cut([half], (Fraction(1), Fraction(1))) == (Stretch(Fraction(1), Fraction(1), True, True),)


# --- Korea ---


@pytest.fixture(scope="module")
def korea() -> cm.Assessment:
    return cm.load("korea-2021")


def pulled(setting: LeverSetting, option: str, actor: str) -> Pull:
    (lever,) = [item for item in setting.levers if item.option == option]
    (pull,) = [item for item in lever.pulls if item.actor == actor]
    return pull


def test_china_moves_pyongyang_on_tactics_and_not_on_strategy(korea: cm.Assessment) -> None:
    found = levers(korea)
    for setting in found.settings:
        pull = pulled(setting, "china.press", "dprk")
        assert [(s.option, s.before, s.after) for s in pull.tactical] == [("dprk.talk", "off", "on")]
        assert pull.strategic == ()
        assert pull.effect.sign == -1
        assert pull.effect.want == "d2"
        assert not any(shift.kind == "strategic" for _, p in setting.moving() for shift in p.shifts)


def test_the_lever_dies_where_dependence_falls_below_its_threshold(korea: cm.Assessment) -> None:
    (setting,) = levers(korea, scenario="pressure").settings
    works = {t.driver: t.works for t in pulled(setting, "china.press", "dprk").thresholds}
    one = Fraction(1)
    assert works == {
        "strain": (Stretch(Fraction(1, 2), one, True, True),),
        "base_dep": (Stretch(Fraction(28, 100), one, True, True),),
    }


def test_without_the_fear_of_pressure_the_lever_is_dead(korea: cm.Assessment) -> None:
    found = levers(korea, reading={"O3": "resists"}).settings[0]
    pull = pulled(found, "china.press", "dprk")
    assert not pull.moves
    assert pull.thresholds == ()


def test_a_dead_lever_says_where_it_would_work(korea: cm.Assessment) -> None:
    pull = pulled(levers(korea).settings[0], "dprk.test", "us")
    assert not pull.moves
    assert [t.driver for t in pull.thresholds] == ["reward", "risk"]
    assert Fraction("0.7") in pull.thresholds[0].works[0]
    assert Fraction("0.699") not in pull.thresholds[0].works[0]


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("after", [0, 4, 10, 25, 30])
def test_an_interrupt_keeps_the_acts_that_are_tried(korea: cm.Assessment, after: int) -> None:
    """Ten options at the start, and in every scenario."""
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == after:
            raise KeyboardInterrupt

    cut, whole = run_until_interrupted(levers.work(korea), stop), levers(korea)
    assert whole.complete
    assert told == [(k, 10 * len(whole.settings)) for k in range(after + 1)]
    assert not cut.complete
    assert cut.settings[0].levers == whole.settings[0].levers[:after]
    assert cut.settings[1:] == whole.settings[1 : max(1, after // 10)]


def test_what_does_not_exist_is_refused(korea: cm.Assessment) -> None:
    bad: list[dict[str, Any]] = [{"scenario": "crysis"}, {"view": "nobody"}, {"reading": {"O9": "x"}}]
    for options in bad:
        with pytest.raises(cm.UnknownName):
            levers(korea, **options)
    with pytest.raises(cm.ModelError, match="outside its range"):
        levers(korea, drivers={"strain": 2})
