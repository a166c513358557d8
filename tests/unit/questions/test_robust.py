"""Robustness against brute force over all subsets of wants, and against what draws may not depend on."""

from __future__ import annotations

import importlib
import itertools
import random
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove import CONCEPTS, CountermoveError, UnknownName, reports
from countermove.inquiry.draws import Chance, drawn_conflict
from countermove.media import page_of
from countermove.presentation.blocks import Table
from countermove.questions.robust import uncertain
from countermove.questions.robust.compute import Finding, Robust
from countermove.questions.robust.findings import MOST_OUTCOMES
from countermove.verdicts import premises
from countermove.verdicts.premises import UncertainWant, probability_of, random_numbers, truths_of
from countermove.verdicts.settings import setting_of
from gmcr.base.tasks import OnProgress, run_until_interrupted
from tests.judge.answers.changes import edited
from tests.judge.answers.checks import Setting, claim_case, values_of
from tests.judge.answers.claims import case_after
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game
from tests.judge.answers.roads import equilibrium, outcomes, stable, world_of
from tests.judge.assessment_strategies import CHECKS
from tests.unit.questions.assessments import paper, written

robust = importlib.import_module("countermove.questions.robust.compute")
"""The module; the package's name is the function's."""

ask = robust.robust
MODELS = {"dropped": "drop", "reversed": "negate"}
WORDS: Mapping[str, Fraction] = {"high": Fraction(9, 10), "moderate": Fraction(4, 5), "low": Fraction(11, 20)}


def doubtful(seed: int, *, most: int = 5, claims: int = 3, checks: tuple[str, ...] = CHECKS) -> dict[str, Any]:
    """A random document with at most so many wants, some of them with a certainty."""
    rng = random.Random(seed)
    while True:
        document = dict(written(seed, claims=claims, checks=checks))
        wants = [want for body in document["actors"].values() for want in body["wants"]]
        if len(wants) <= most:
            break
        seed += 1000
    for want in wants:
        word = rng.choice(["high", "low", "moderate", None, "0.5", "1", "0", "likely"])
        if word in ("0.5", "1", "0"):
            want["certainty"] = float(word)
        elif word:
            want["certainty"] = word
    return document


def chance_of(want: Mapping[str, Any]) -> Fraction:
    word = want.get("certainty", "moderate")
    if isinstance(word, float):
        return Fraction(str(word))
    return WORDS[word] if word in WORDS else Fraction(675, 1000)  # likely: 0.55 to 0.80


class Judge:
    """Probabilities by going through every subset of wants."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.setting = Setting(document, Form(document), CONCEPTS, "nash")
        self.reading = self.setting.readings[0]
        self.chance = {want["id"]: chance_of(want) for body in document["actors"].values() for want in body["wants"]}
        self.worlds = []
        for truths in itertools.product([True, False], repeat=len(self.chance)):
            world = dict(zip(self.chance, truths, strict=True))
            weight = Fraction(1)
            for want, true in world.items():
                weight *= self.chance[want] if true else 1 - self.chance[want]
            if weight:
                self.worlds.append((world, weight))

    def edits(self, world: Mapping[str, bool], model: str) -> dict[str, str]:
        return {want: MODELS[model] for want, true in world.items() if not true}

    def chances(self, values: list[bool | None], world: Mapping[str, bool]) -> Fraction | None:
        """P(true | defined and the premises of *world*)."""
        held = defined = Fraction(0)
        for (own, weight), value in zip(self.worlds, values, strict=True):
            if all(own[want] == true for want, true in world.items()) and value is not None:
                defined += weight
                held += weight * value
        return held / defined if defined else None

    def undefined(self, values: list[bool | None]) -> Fraction:
        return sum((w for (_, w), value in zip(self.worlds, values, strict=True) if value is None), Fraction(0))

    def games(self, model: str) -> list[Game]:
        game = self.setting.game(self.reading)
        return [edited(game, self.edits(world, model)) for world, _ in self.worlds]

    def claim(self, name: str, model: str) -> tuple[list[tuple[bool | None, ...]], set[str]]:
        """Values (worlds, concepts) of a claim, and the wants that its games have."""
        claim = self.document["claims"][name]
        games = claim_case(self.setting, claim, self.reading)
        rows = [
            values_of(self.setting, claim["check"], case_after(games, self.edits(world, model)))
            for world, _ in self.worlds
        ]
        return rows, {want.id for game in games.values() for line in game.wants.values() for want in line}


def agree(judge: Judge, finding: Finding, values: list[bool | None], wants: set[str]) -> None:
    """One exact finding."""
    expected = judge.chances(values, {})
    assert finding.chance == (None if expected is None else Chance(expected)), finding
    assert finding.undefined == Chance(judge.undefined(values))
    given = {bar.want: (bar.given_true.value, bar.given_false.value) for bar in finding.bars}
    for want in wants:
        if 0 < judge.chance[want] < 1:
            true, false = judge.chances(values, {want: True}), judge.chances(values, {want: False})
            if None not in (true, false) and true != false:
                assert given.pop(want) == (true, false), (finding, want)
    assert not given
    lengths = [abs(bar.difference) for bar in finding.bars]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.level("judge", but=9)
@pytest.mark.level("all", but=5)
@pytest.mark.parametrize("seed", range(20))
def test_all_combinations_are_gone_through_exactly(seed: int) -> None:
    document = doubtful(seed)
    judge = Judge(document)
    found = ask(paper(document))
    assert (found.exhaustive, found.complete, found.draws, found.asked) == (True, True, 0, 0)
    every = {want.id for game in judge.games("reversed") for line in game.wants.values() for want in line}
    assert {p.want: p.probability for p in found.premises} == {want: judge.chance[want] for want in every}
    for model in MODELS:
        games = judge.games(model)
        worlds, start, numbered = [world_of(game) for game in games], games[0].start, judge.setting.form.code
        assert numbered(start) == found.start
        for concept in CONCEPTS:
            values: list[bool | None] = [equilibrium(world, concept, start) for world in worlds]
            agree(judge, found.finding("start", concept=concept, model=model), values, every)
            for actor in judge.setting.form.actors:
                own: list[bool | None] = [stable(world, concept, actor, start) for world in worlds]
                agree(judge, found.finding("content", actor, concept=concept, model=model), own, every)
            ends = [[numbered(state) for state in outcomes(world, concept, start)] for world in worlds]
            expected: dict[int | None, Fraction] = {}
            for (_, weight), codes in zip(judge.worlds, ends, strict=True):
                for code in codes or [None]:
                    expected[code] = expected.get(code, Fraction(0)) + weight
            listed = [item for item in found.outcomes if (item.concept, item.model) == (concept, model)]
            assert {item.code: item.chance for item in listed} == {c: Chance(p) for c, p in expected.items()}
            for item in listed:
                within: list[bool | None] = [item.code in codes if codes else item.code is None for codes in ends]
                if item.bars is not None:
                    agree(judge, item.finding, within, every)
        for name in document["claims"]:
            rows, wants = judge.claim(name, model)
            for place, concept in enumerate(CONCEPTS):
                agree(
                    judge, found.finding("claim", name, concept=concept, model=model), [r[place] for r in rows], wants
                )


PRODUCTS = ("stable", "content", "gains", "never_gains", "exactly_where", "prefers", "stable_in_own_views")


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize("seed", range(6))
def test_products_are_exact_and_shares_are_near(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    document = doubtful(seed + 100, claims=4, checks=(*PRODUCTS[seed % 3 :: 3], "some_outcome"))
    assessment = paper(document)
    whole = ask(assessment)
    monkeypatch.setattr(robust, "EXHAUSTIVE", -1)
    drawn = ask(assessment, draws=4000, rng=seed)
    assert (drawn.exhaustive, drawn.draws, drawn.asked) == (False, 4000, 4000)
    exact = 0
    for one, other in zip(whole.findings, drawn.findings, strict=True):
        assert (one.kind, one.name, one.concept, one.model) == (other.kind, other.name, other.concept, other.model)
        if other.chance is None or one.chance is None:
            assert one.chance == other.chance
        elif other.chance.exact:
            assert one == other
            exact += 1
        else:
            assert near(other.chance, one.chance)
            truth = {bar.want: bar for bar in one.bars}
            for bar in other.bars:
                expected = truth[bar.want].difference if bar.want in truth else Fraction(0)
                assert abs(bar.difference - expected) <= 5 * bar.error + 0.01
    assert exact
    mine = [item for item in drawn.findings if item.concept in ("nash", "gmr", "smr") and item.kind != "claim"]
    assert mine
    assert all(item.chance is not None and item.chance.exact for item in mine)
    shares = {(item.code, item.concept, item.model): item.chance for item in whole.outcomes}
    for item in drawn.outcomes:
        assert near(item.chance, shares[item.code, item.concept, item.model])


def near(share: Chance, expected: Chance) -> bool:
    """Within five standard errors, and a little where the share is 0 or 1."""
    return abs(float(share.value) - float(expected.value)) <= 5 * share.error + 0.003


# -- draws -------------------------------------------------------------------------------------------------------------


def test_a_driver_set_by_hand_is_set_in_the_games_of_claims_too(korea: cm.Assessment) -> None:
    """C01 says that the start is stable: with the window shut by hand it fares as the start does."""
    found = ask(korea, claims=["C01"], drivers={"window": "0.1"}, concepts=["nash"], draws=50, rng=1)
    for model in MODELS:
        start = found.finding("start", concept="nash", model=model)
        assert found.finding("claim", "C01", concept="nash", model=model).chance == start.chance


def test_a_draw_depends_on_the_seed_and_its_number_only() -> None:
    whole = random_numbers(7, 0, 50, 6)
    assert whole.shape == (50, 6)
    assert np.array_equal(np.concatenate([random_numbers(7, first, 10, 6) for first in range(0, 50, 10)]), whole)
    assert np.array_equal(random_numbers(7, 33, 1, 6)[0], whole[33])
    assert not np.array_equal(random_numbers(8, 0, 50, 6), whole)
    assert len(np.unique(whole)) == whole.size


def test_a_premise_is_true_as_often_as_it_should_be() -> None:
    chances = [Fraction(0), Fraction(1), Fraction(1, 2), Fraction(9, 10)]
    given = [UncertainWant(f"w{k}", "a", None, chance) for k, chance in enumerate(chances)]
    numbers = random_numbers(1, 0, 20_000, 5)
    truths = truths_of(numbers, given, {f"w{k}": k for k in range(4)})
    shares = truths.mean(axis=0)
    assert shares[[0, 1, 4]].tolist() == [0, 1, 1]
    assert np.allclose(shares[2:4], [0.5, 0.9], atol=0.015)


KOREA = ("C01", "C06", "C17", "C19f", "C20")


@pytest.fixture(scope="module")
def korea() -> cm.Assessment:
    return cm.load("korea-2021")


def of_korea(korea: cm.Assessment, *, tell: OnProgress | None = None, **settings: Any) -> Robust:
    found: Robust = run_until_interrupted(ask.work(korea, claims=KOREA[:-1], draws=120, rng=5, **settings), tell)
    return found


@pytest.fixture(scope="module")
def alone(korea: cm.Assessment) -> Robust:
    return of_korea(korea)


@pytest.mark.level("all")
def test_chunks_order_threads_and_workers_change_nothing(
    korea: cm.Assessment, alone: Robust, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robust, "_CHUNK", 31)
    monkeypatch.setattr(robust, "_TOGETHER", 37)
    assert of_korea(korea, threads=1) == alone
    with ThreadPoolExecutor(3) as pool:
        assert of_korea(korea, executor=pool) == alone
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        assert of_korea(korea, executor=processes, threads=1) == alone
    assert alone.seed == 5
    assert ask(korea, claims=["C06"], draws=120, rng=6).outcomes != alone.outcomes


@pytest.mark.level("all")
def test_progress_is_told_and_an_interrupt_keeps_what_is_done(
    korea: cm.Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robust, "_TOGETHER", 20)
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 40:
            raise KeyboardInterrupt

    cut = of_korea(korea, tell=stop)
    assert told == [(0, 120), (20, 120), (40, 120)]
    assert (cut.complete, cut.draws, cut.asked) == (False, 40, 120)
    short = ask(korea, claims=KOREA[:-1], draws=40, rng=5)
    assert cut.findings == short.findings
    assert cut.outcomes == short.outcomes


def test_an_interrupt_before_any_draw_leaves_what_is_exact(
    korea: cm.Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: object, first: int, count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(uncertain.Sampler, "chunk", stop)
    cut = of_korea(korea)
    assert (cut.complete, cut.draws, cut.outcomes) == (False, 0, ())
    assert cut.findings
    assert all(item.chance is not None and item.chance.exact for item in cut.findings)


def test_combinations_are_gone_through_in_parts_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    case = paper(doubtful(3))
    whole = ask(case)
    assert whole.exhaustive
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(robust, "_COMBINATIONS", 3)
    assert run_until_interrupted(ask.work(case), lambda done, of: told.append((done, of))) == whole
    of = told[-1][1]
    assert told == [(min(done, of), of) for done in range(0, of + 3, 3)]
    assert of > 6

    def stop(done: int, of: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    cut = run_until_interrupted(ask.work(case), stop)
    assert (cut.complete, cut.exhaustive, cut.asked, cut.draws, cut.outcomes) == (False, False, 0, 0, ())
    assert cut.findings
    for item in cut.findings:  # what is a product
        assert item in whole.findings


@pytest.mark.level("all")
def test_an_interrupt_of_products_leaves_what_was_drawn(korea: cm.Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(uncertain.Sampler, "product", stop)
    cut = of_korea(korea)
    assert (cut.complete, cut.draws) == (False, 120)
    assert {item.chance.draws for item in cut.findings if item.kind == "start" and item.chance} == {120}


@pytest.mark.level("all")
def test_what_is_kept_or_forgotten_changes_nothing(alone: Robust, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uncertain, "_CACHED_CELLS", 0)
    monkeypatch.setattr(uncertain, "_BATCH_CELLS", 50 * 336)
    told: list[int] = []
    assert of_korea(cm.load("korea-2021"), tell=lambda done, of: told.append(done)) == alone
    assert told == [0, 50, 100, 120]


@pytest.mark.level("all")
def test_what_takes_too_many_combinations_is_drawn(
    korea: cm.Assessment, alone: Robust, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = alone.finding("start", concept="nash", model="reversed").chance
    monkeypatch.setattr(uncertain, "_FACTOR_CELLS", 336 << 3)
    drawn = of_korea(korea).finding("start", concept="nash", model="reversed").chance
    assert exact is not None
    assert drawn is not None
    assert (exact.exact, drawn.exact) == (True, False)
    assert near(drawn, exact)


# -- the Korean case ---------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
def test_the_stalemate_needs_no_premise_as_long_as_false_ones_are_only_dropped(korea: cm.Assessment) -> None:
    found = ask(korea, claims=["C01", "C01w", "C06", "C17", "C24"], draws=500)
    for concept in CONCEPTS:
        start = found.finding("start", concept=concept, model="dropped").chance
        assert start is not None
        assert start.value == 1  # inaction is the default of every myopic concept
    turned = found.finding("start", concept="nash", model="reversed")
    assert turned.chance == Chance(Fraction(649539, 3906250))
    assert turned.bars[0].want == "u3"
    by_actor = [found.finding("content", a, concept="nash", model="reversed").chance for a in korea.actors]
    assert [chance.value for chance in by_actor if chance] == [
        Fraction(72, 125),
        Fraction(11, 25),
        Fraction(729, 1000),
        Fraction(9, 10),
    ]
    crisis = found.finding("claim", "C17", concept="nash", model="dropped")
    assert crisis.chance is not None
    assert abs(float(crisis.chance.value) - 0.55) < 5 * crisis.chance.error
    assert crisis.bars[0].want == "c2"
    assert crisis.bars[0].difference == 1
    assert (
        found.finding("claim", "C01", concept="smr", model="reversed").chance
        == found.finding("start", concept="smr", model="reversed").chance
    )


@pytest.mark.level("all")
def test_claims_about_edits_are_judged_in_every_draw(korea: cm.Assessment) -> None:
    found = ask(korea, claims=["C07", "C20"], draws=40)
    numbers = random_numbers(0, 0, 40, 24)
    setting = setting_of(korea, "C20")
    given = premises.premises_of(korea, korea.calculus())
    truths = truths_of(numbers, given, {premise.want: k for k, premise in enumerate(given)})
    for model in MODELS:
        for name in ("C07", "C20"):
            item = found.finding("claim", name, concept="seq", model=model)
            assert item.concept is None
            assert item.chance is not None
            assert item.chance.draws == 40
        held = 0
        for row in truths[:20].tolist():
            false = frozenset(premise.want for premise, true in zip(given, row, strict=True) if not true)
            drawn = setting.base.with_conflict(drawn_conflict(setting.base.conflict, false, model))
            held += bool(setting.check.holds(drawn, "nash"))
        fewer = ask(korea, claims=["C20"], draws=20).finding("claim", "C20", concept="nash", model=model).chance
        assert fewer is not None
        assert fewer.value == held / 20


def test_what_an_outcome_depends_on(korea: cm.Assessment) -> None:
    found = ask(korea, claims=[], draws=400)
    item = found.outcome(720, concept="nash", model="reversed")  # Washington begins a campaign by itself
    assert item.bars is not None
    assert item.bars[0].want == "u3"
    assert item.bars[0].given_true.value == 0
    told = item.finding
    assert (told.kind, told.name, told.chance, told.bars) == ("outcome", "720", item.chance, item.bars)
    for concept in CONCEPTS:
        own = [one for one in found.outcomes if (one.concept, one.model) == (concept, "reversed")]
        assert [one.bars is not None for one in own] == [k < MOST_OUTCOMES for k in range(len(own))]
    with pytest.raises(UnknownName, match="is not an outcome"):
        found.outcome(999, concept="nash", model="reversed")


def test_where_it_ends_is_told_for_each_way_in_which_a_premise_can_be_false() -> None:
    """Dropped, the want lets the act be; reversed, it undoes it."""
    case = cm.loads("""\
countermove: 1
actors: {one: {options: {act: {}}, wants: [{id: w, want: one.act, certainty: likely}]}}
start: [one.act]
""")
    page = page_of(reports.ask("robust", case, concepts=["nash"]))
    tables = {block.caption: block.texts for block in page.blocks if isinstance(block, Table)}
    assert tables["Where it ends, if false premises are dropped"] == (("*1", "act", "100%"),)
    assert [row[1:] for row in tables["Where it ends, if false premises are reversed"]] == [
        ("act", "67.5%"),
        ("nothing", "32.5%"),
    ]


def test_certainty_in_words() -> None:
    document = doubtful(1)
    document["scale"] = {"firm": 0.75, "low": 0.5}
    for body in document["actors"].values():
        for want in body["wants"]:
            want["certainty"] = "firm"
    assessment = paper(document)
    assert {premise.probability for premise in ask(assessment, claims=[]).premises} == {Fraction(3, 4)}
    assert probability_of(assessment.document, "low") == Fraction(1, 2)
    assert probability_of(assessment.document, None) == Fraction(4, 5)
    assert probability_of(assessment.document, "remote chance") == Fraction(1, 40)
    document["scale"] = "phia"
    for body in document["actors"].values():
        for want in body["wants"]:
            want["certainty"] = "likely"
    assert {premise.probability for premise in ask(paper(document), claims=[]).premises} == {Fraction(13, 20)}


def test_a_want_in_several_views_is_one_premise(korea: cm.Assessment) -> None:
    own = premises.premises_of(korea, korea.calculus(), korea.calculus(view="advocates"))
    assert len({premise.want for premise in own}) == len(own) == 24


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"draws": 0}, CountermoveError, "At least one draw"),
        ({"draws": 10**9 + 1}, CountermoveError, "At most 1,000,000,000 draws"),
        ({"rng": -1}, CountermoveError, "whole number from 0"),
        ({"claims": ["C99"]}, UnknownName, "C99"),
        ({"concepts": ["nsh"]}, UnknownName, "nash"),
        ({"scenario": "crises"}, UnknownName, "crisis"),
    ],
)
def test_what_is_refused(korea: cm.Assessment, settings: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ask(korea, **settings)


def test_a_finding_that_is_none(korea: cm.Assessment) -> None:
    found = ask(korea, claims=[], draws=1)
    with pytest.raises(UnknownName):
        found.finding("claim", "C01", concept="nash", model="dropped")
