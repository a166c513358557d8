"""The long run against powers of a matrix made from the judge's steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove import CountermoveError, SizeError, UnknownName
from countermove.context.answer import ask as put
from countermove.inquiry.draws import Chance
from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import text_of_answer
from countermove.questions.longrun.compute import InConcept, LongRun
from countermove.questions.longrun.compute import longrun as ask
from gmcr.analysis.roads import dynamics, markov
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import in_one_test, models
from tests.judge.answers.checks import setting_of
from tests.judge.answers.games import Game
from tests.judge.answers.roads import outcomes, reached, steps, world_of
from tests.unit.questions.assessments import Pair, games, pair
from tests.unit.reports.samples import FERRY

HALF = Fraction(1, 2)


PENNIES = """
countermove: 1
title: One wants the same, the other does not; a third may end it
sources: {n: {what: made up, grade: B2, default: true}}
actors:
  a: {options: {x: {does: shows heads}}, wants: [{id: a1, want: x iff y, at: [1]}]}
  b: {options: {y: {does: shows heads}}, wants: [{id: b1, want: not (x iff y), at: [1]}]}
  c: {options: {z: {does: calls it off, one_way: forward}}, wants: [{id: c1, want: z iff not (x and y), while: d > 0.5, at: [1]}]}
drivers: {d: {now: 0.2, at: [1]}}
open: {}
scenarios: {ending: {set: {d: 1}}}
views: {}
"""


def pennies() -> Pair:
    """A circle that is never left, and in the scenario one more with an end beside it."""
    import yaml

    document = yaml.safe_load(PENNIES)
    return Pair(document, setting_of(document), cm.loads(PENNIES))


def matrix(game: Game, concept: str, weights: dict[str, int] | None, noise: float = 0.0) -> np.ndarray:
    """Over all feasible states by their codes, from the judge's steps and moves."""
    form, world = game.form, world_of(game)
    place = {state: k for k, state in enumerate(form.by_code.values())}
    own = weights or dict.fromkeys(form.actors, 1)
    found = np.zeros((len(place),) * 2)
    for state in form.states:
        options = {actor: steps(world, concept, actor, state) for actor in form.actors}
        options = {actor: targets for actor, targets in options.items() if targets}
        row = np.zeros(len(place))
        if not options:
            row[place[state]] = 1
        elif weights is None:
            for targets in options.values():
                row[[place[t] for t in targets]] += 1
        else:
            for actor, targets in options.items():
                row[[place[t] for t in targets]] += own[actor] / len(targets)
        row /= row.sum()
        if noise:
            wrong = np.zeros(len(place))
            for actor in form.actors:  # one without a move stays
                targets = form.moves[actor][state] or [state]
                wrong[[place[t] for t in targets]] += own[actor] / len(targets)
            row = (1 - noise) * row + noise * wrong / wrong.sum()
        found[place[state]] = row
    return found


def far(step: np.ndarray) -> np.ndarray:
    return np.linalg.matrix_power((step + np.eye(len(step))) / 2, 1 << 30)


def settled(game: Game) -> dict[str, int]:
    return {actor: 1 + place for place, actor in enumerate(game.form.actors)}


@pytest.mark.level("all")
@pytest.mark.parametrize("choice", ["uniform", "actors"])
def test_ends_times_and_shares_in_many_games(choice: str) -> None:
    seen = set()
    for given in (pennies(), *map(pair, models(range(14), range(7, 14)))):
        for setting in list(games(given.document))[:6]:
            game = given.game(**setting)
            weights = settled(game) if choice == "actors" else None
            found = ask(given.assessment, choice=choice, weights=weights, **setting)
            for one in found.by_concept:
                assert one.concept is not None
                check(game, one, matrix(game, one.concept, weights))
                seen.add((len(one.ends) > 1, any(len(end.states) > 1 for end in one.ends), one.time != None))  # noqa: E711
    assert {True, False} == {several for several, _, _ in seen} == {circle for _, circle, _ in seen}


def check(game: Game, one: InConcept, step: np.ndarray) -> None:
    world, form = world_of(game), game.form
    place = {code: k for k, code in enumerate(form.by_code)}
    start = place[form.code(game.start)]
    assert one.concept is not None
    assert one.reached == len(reached(world, one.concept, game.start))
    assert one.method == "fractions"
    last = far(step)[start]
    shares: dict[int, float] = {}
    for end in one.ends:
        assert abs(float(end.chance.value) - last[[place[s] for s in end.states]].sum()) < 1e-8
        shares |= {s: float(end.chance.value * own.value) for s, own in zip(end.states, end.shares, strict=True)}
    assert np.allclose(last, [shares.get(state, 0.0) for state in place], atol=1e-8)
    alone = {end.states[0] for end in one.ends if len(end.states) == 1}
    assert alone == set(form.codes(outcomes(world, one.concept, game.start))) & set(shares)
    order = [-end.chance.value for end in one.ends]
    assert order == sorted(order)
    passing = np.ones(len(place))
    passing[[place[state] for state in shares]] = 0
    alive, time = passing * (np.arange(len(place)) == start), 0.0
    for _ in range(500):
        time += alive.sum()
        alive = (alive @ step) * passing
    assert one.time is not None
    assert abs(time - float(one.time.value)) < 1e-6
    assert one.unended.value == 0


@pytest.mark.level("all")
def test_shares_with_mistakes() -> None:
    for seed in range(12):
        given = pair(seed)
        game = given.game()
        found = ask(given.assessment, noise=Fraction(1, 20), weights=settled(game), choice="actors")
        place = {code: k for k, code in enumerate(game.form.by_code)}
        for one in found.by_concept:
            assert one.concept is not None
            assert one.noisy is not None
            step = matrix(game, one.concept, settled(game), noise=0.05)
            last = far(step)[place[game.form.code(game.start)]]
            noisy = {code: float(share.value) for code, share in one.noisy}
            assert np.allclose(last, [noisy.get(state, 0.0) for state in place], atol=1e-8)


def test_what_lasts_keeps_its_share_as_mistakes_vanish() -> None:
    """At noise 10^-7 the shares of stable states are large and of the others small."""
    several = 0
    for seed in range(25):
        given = pair(seed)
        small = ask(given.assessment, noise=Fraction(1, 10**7), concepts=["nash", "smr"])
        for one in small.by_concept:
            assert one.noisy is not None
            assert one.lasting is not None
            kept = {code for code, share in one.noisy if share.value > 1e-3}
            stable = {code for part in one.lasting for code in part.stable}
            assert kept <= stable
            if len(one.lasting) == 1:
                assert kept == stable, (seed, one.concept)
            several += len(one.lasting[0].stable) > 1
    assert several


def logit_matrix(game: Game, precision: float) -> np.ndarray:
    form, ranks = game.form, world_of(game).ranks
    place = {state: k for k, state in enumerate(form.by_code.values())}
    found = np.zeros((len(place),) * 2)
    for state in form.states:
        for actor in form.actors:
            choices = [state, *form.moves[actor][state]]
            odds = np.exp([precision * (ranks[actor][q] - ranks[actor][state]) for q in choices])
            found[place[state], [place[q] for q in choices]] += odds / odds.sum() / len(form.actors)
    return found


def test_logit_shares_and_what_lasts_as_precision_grows() -> None:
    for seed in range(12):
        given = pair(seed)
        game = given.game()
        place = {code: k for k, code in enumerate(game.form.by_code)}
        (one,) = ask(given.assessment, choice="logit", precision=0.7).by_concept
        assert one.concept is None
        last = far(logit_matrix(game, 0.7))[place[game.form.code(game.start)]]
        shares = {s: float(e.chance.value * p.value) for e in one.ends for s, p in zip(e.states, e.shares, strict=True)}
        assert np.allclose(last, [shares.get(state, 0.0) for state in place], atol=1e-7)
        (sure,) = ask(given.assessment, choice="logit", precision=20.0).by_concept
        assert sure.lasting is not None
        for end in sure.ends:
            kept = {state for state, share in zip(end.states, end.shares, strict=True) if share.value > 1e-3}
            (part,) = [part for part in sure.lasting if set(part.stable) <= set(end.states)]
            assert kept == set(part.stable), seed


@pytest.mark.parametrize("settings", [{"choice": "logit"}, {"choice": "logit", "weights": {"x": 3}}, {"noise": HALF}])
def test_two_that_do_not_care_spend_a_third_of_the_time_in_each_of_three_states(settings: dict[str, Any]) -> None:
    """Where both are on is not feasible: there one of them is drawn in vain."""
    game = cm.Conflict.from_options(
        actors={"x": ["a"], "y": ["b"]}, preferences={"x": [], "y": []}, never=["a and b"], start=[]
    )
    for one in ask(game, **settings).by_concept:
        shares = one.noisy if "noise" in settings else list(zip(one.ends[0].states, one.ends[0].shares, strict=True))
        assert shares is not None
        third = {0: 1 / 3, 1: 1 / 3, 2: 1 / 3}
        assert {code: pytest.approx(float(share.value)) for code, share in shares} == third


@in_one_test("seed", range(20))
def test_logit_in_a_potential_game_keeps_the_shares_of_gibbs(seed: int) -> None:
    """Every actor's ranks are the potential, plus what others alone decide; states may exclude one another."""
    rng = np.random.default_rng(seed)
    names = {"x": ["a", "b"], "y": ["c"], "z": ["d"]}
    bits = {"x": 0b0011, "y": 0b0100, "z": 0b1000}
    feasible = [code for code in range(16) if code == 0 or rng.random() < 0.7]
    forms = [option for own in names.values() for option in own]
    never = [
        " and ".join(name if code >> k & 1 else f"not {name}" for k, name in enumerate(forms))
        for code in set(range(16)) - set(feasible)
    ]
    potential = {code: int(rng.integers(0, 4)) for code in feasible}
    rankings = {}
    for actor, own in bits.items():
        while True:  # ranks have no gaps, so not every sum is a ranking
            others = {code & ~own: int(rng.integers(0, 3)) for code in feasible}
            worth = {code: potential[code] + others[code & ~own] for code in feasible}
            if set(worth.values()) == set(range(min(worth.values()), max(worth.values()) + 1)):
                break
        tiers = sorted(set(worth.values()), reverse=True)
        rankings[actor] = cm.Ranking([[code for code in feasible if worth[code] == value] for value in tiers])
    game = cm.Conflict.from_options(actors=names, preferences=rankings, never=never, start=[])
    weights = {actor: int(rng.integers(1, 5)) for actor in names}
    (one,) = ask(game, choice="logit", precision=0.8, weights=weights).by_concept
    (end,) = one.ends  # moves can be taken back: where it ends is all that moves lead to
    odds = np.exp([0.8 * potential[code] for code in end.states])
    assert np.allclose([float(share.value) for share in end.shares], odds / odds.sum(), atol=1e-9)


def simulated(given: Pair, **settings: Any) -> LongRun:
    return ask(given.assessment, method="simulated", runs=800, horizon=300, **settings)


@pytest.mark.level("all")
def test_a_simulation_is_near_what_is_exact() -> None:
    spread = circles = 0
    settings: list[tuple[Pair, dict[str, Any]]] = [
        (pair(seed), {}) for seed in models(range(20), (*range(3), *range(12, 20)))
    ]
    settings += [(pennies(), {}), (pennies(), {"scenario": "ending"})]
    for seed, (given, setting) in enumerate(settings):
        exact, drawn = ask(given.assessment, **setting), simulated(given, rng=seed, **setting)
        for one, other in zip(exact.by_concept, drawn.by_concept, strict=True):
            assert other.method == "simulated"
            found = {end.states: end for end in other.ends}
            assert set(found) <= {end.states for end in one.ends}
            for end in one.ends:
                near = found[end.states].chance if end.states in found else Chance(0.0)
                assert abs(float(near.value) - float(end.chance.value)) <= 5 * near.error + 0.01
                if end.states in found:
                    assert found[end.states].shares == end.shares
                circles += len(end.states) > 1
            assert other.unended == Chance(0.0, 0.0, 800)
            if one.time is not None and other.time is not None:
                assert abs(float(one.time.value) - float(other.time.value)) <= 5 * other.time.error + 1e-9
            spread += len(one.ends) > 1
    assert spread
    assert circles
    assert simulated(pair(3)) == simulated(pair(3))


@pytest.mark.level("all")
def test_circles_too_large_to_see_are_still_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    given = pennies()
    (whole,) = simulated(given, concepts=["nash"]).by_concept
    (circle,) = whole.ends
    assert len(circle.states) == 4
    assert whole.unended.value == 0
    monkeypatch.setattr(dynamics.Dynamics, "ROOM", 3)
    (blind,) = simulated(given, concepts=["nash"]).by_concept
    assert (blind.ends, blind.time, blind.unended.value) == ((), None, 1)
    monkeypatch.undo()
    monkeypatch.setattr(dynamics, "MOST_IN_CIRCLE", 3)
    (unshared,) = simulated(given, concepts=["nash"]).by_concept
    assert [(end.states, end.shares) for end in unshared.ends] == [(circle.states, ())]


def branching() -> Pair:
    """A game with more than one end."""
    every = map(pair, range(100))
    return next(given for given in every if any(len(one.ends) > 1 for one in ask(given.assessment).by_concept))


def test_the_seed_matters_and_an_interrupt_keeps_the_runs_made() -> None:
    given = branching()
    assert simulated(given, rng=1).by_concept != simulated(given, rng=2).by_concept

    def stop(done: int, of: int) -> None:
        if done == 830:
            assert of == 5 * 800
            raise KeyboardInterrupt

    cut = run_until_interrupted(ask.work(given.assessment, method="simulated", runs=800, horizon=300), stop)
    assert not cut.complete
    assert [one.runs for one in cut.by_concept] == [800, 30]
    assert cut.by_concept[1].unended.draws == 30


def test_what_is_whole_is_told_without_a_caution() -> None:
    answer = put("longrun", cm.loads(FERRY))
    assert answer.record.complete
    assert [
        item for item in text_of_answer(answer).answer if isinstance(item, Sentence) and item.tone == "caution"
    ] == []


def test_an_interrupt_keeps_the_concepts_that_are_known() -> None:
    def stop(done: int, of: int) -> None:
        if done == 3:
            assert of == 5
            raise KeyboardInterrupt

    korea = cm.load("korea-2021")
    cut = run_until_interrupted(ask.work(korea), stop)
    assert not cut.complete
    assert cut.by_concept == ask(korea).by_concept[:3]


def test_floats_where_circles_are_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    given = pennies()
    exact = ask(given.assessment)
    monkeypatch.setattr(markov, "EXACT", 1)
    near = ask(given.assessment)
    assert "floats" in {one.method for one in near.by_concept}
    for one, other in zip(exact.by_concept, near.by_concept, strict=True):
        for end, same in zip(one.ends, other.ends, strict=True):
            assert end.states == same.states
            assert abs(float(end.chance.value) - float(same.chance.value)) < 1e-9


def test_too_many_states_are_simulated_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given = branching()
    monkeypatch.setattr(dynamics.Dynamics, "ROOM", 1)
    monkeypatch.setattr(dynamics, "MOST_NOISY", 1)
    found = ask(given.assessment, runs=20)
    assert "simulated" in {one.method for one in found.by_concept}
    assert all(one.lasting is None for one in found.by_concept)
    with pytest.raises(SizeError, match="simulation"):
        ask(given.assessment, method="exact")
    assert ask(given.assessment, noise=HALF, runs=5).by_concept[0].noisy is None


def test_the_korean_case() -> None:
    korea = cm.load("korea-2021")
    still = ask(korea)
    assert [one.ends[0].states for one in still.by_concept] == [(704,)] * 5
    assert {one.time.value for one in still.by_concept if one.time} == {0}
    engaged = {one.concept: one for one in ask(korea, scenario="us_engages").by_concept}
    assert [(engaged[c].ends[0].states, engaged[c].time) for c in ("nash", "gmr", "smr")] == [
        ((650,), Chance(Fraction(3))),
        ((704,), Chance(Fraction(0))),
        ((714,), Chance(Fraction(2))),
    ]
    # With mistakes there is a test sooner or later, and no way back: crisis, and no talks.
    for one in still.by_concept:
        assert one.lasting is not None
        (part,) = one.lasting
        assert part.states == 192
        assert all(code & korea.form.code(["dprk.test"]) for code in part.stable)
    assert still.by_concept[0].lasting is not None
    assert still.by_concept[0].lasting[0].stable == (961, 977)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"choice": "unifrom"}, UnknownName, "uniform"),
        ({"method": "exakt"}, UnknownName, "exact"),
        ({"weights": {"usa": 2}}, UnknownName, "us"),
        ({"weights": {"us": 0}}, CountermoveError, "above 0"),
        ({"noise": Fraction(0)}, CountermoveError, "above 0 and below 1"),
        ({"noise": HALF, "choice": "logit"}, CountermoveError, "own noise"),
        ({"precision": 0.0}, CountermoveError, "Precision"),
        ({"runs": 0}, CountermoveError, "at least one run"),
        ({"rng": -1}, CountermoveError, "seed"),
        ({"concepts": ["nahs"]}, UnknownName, "nash"),
    ],
)
def test_what_is_refused(settings: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ask(cm.load("korea-2021"), **settings)
