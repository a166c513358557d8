"""Degrees of responsibility against all sets of edits."""

from __future__ import annotations

import sys
from fractions import Fraction
from re import sub
from typing import Any

import pytest

import countermove as cm
from countermove import CONCEPTS, Assessment, ModelError, UnknownName
from countermove.questions.change import change, changes_in
from countermove.questions.responsibility.compute import responsibility
from countermove.verdicts.changes import changes_of
from countermove.verdicts.settings import setting_of
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import FULL, models
from tests.judge.answers.changes import degrees, minimal_changes, owners, target_holds
from tests.unit.questions.assessments import pair


@pytest.mark.level("all")
def test_degrees_in_every_view() -> None:
    seen: set[Fraction] = set()
    for seed in models(range(150), (*range(16), 82, 135)):  # only in the last two three have to change their minds
        given = pair(seed)
        scenario = (None, "s1", "s2")[seed % 3]
        target = str(given.document["target"])
        found = responsibility(given.assessment, scenario=scenario, over_readings=False)
        assert found.readings == found.reading_weights == ()
        assert found.blame_overall is None
        assert (found.target, found.bound) == (target, 3)
        assert [row.view for row in found.views] == [None, *given.document["views"]]
        for row in found.views:
            game = given.game(scenario=scenario, view=row.view)
            assert row.holder == (given.document["views"][row.view]["holder"] if row.view else None)
            assert row.holds == target_holds(game, target, "nash")
            assert row.degrees == degrees(game, target, "nash"), (seed, row.view)
            assert list(row.degrees) == list(given.assessment.actors)
            seen |= set(row.degrees.values())
            changes, owner = minimal_changes(game, target, "nash"), owners(game)
            assert set(row.witness) == {actor for actor, degree in row.degrees.items() if degree}
            for actor, witness in row.witness.items():
                edits = frozenset((edit.want, edit.kind) for edit in witness)
                assert edits in changes
                assert Fraction(1, len(edits)) == row.degrees[actor]
                assert actor in {owner[want] for want, _ in edits}
    assert seen == {Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3)}


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_degrees_under_every_concept(concept: str) -> None:
    seen: set[Fraction] = set()
    for seed in range(20):
        given = pair(seed)
        target = str(given.document["target"])
        found = responsibility(given.assessment, concept=concept, bound=2, over_readings=False)
        assert (found.concept, found.concepts) == (concept, (concept,))
        for row in found.views:
            game = given.game(view=row.view)
            assert row.holds == target_holds(game, target, concept)
            assert row.degrees == degrees(game, target, concept, bound=2), (seed, row.view)
            seen |= set(row.degrees.values())
    assert {Fraction(0), Fraction(1)} <= seen


def test_the_lead_concept_is_that_of_changes_degrees_and_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Assessment, "lead", "seq")
    given = pair(60)
    assert responsibility(given.assessment, over_readings=False, bound=1).concept == "seq"
    assert changes_in(given.assessment, bound=1).concept == "seq"
    assert change(given.assessment, bound=1).concepts == ("seq",)
    assert setting_of(given.assessment, next(iter(given.assessment.claims))).base.lead == "seq"
    conflict = given.assessment.conflict()
    assert changes_in(conflict, break_=True, bound=1).concept == "nash"


def test_another_reading_and_bound() -> None:
    for seed in range(40, 55):
        given = pair(seed)
        reading = dict(given.assessment.readings[-1])
        found = responsibility(given.assessment, reading=reading, bound=1)
        game = given.game(reading=reading)
        assert found.bound == 1
        assert found.views[0].degrees == degrees(game, str(given.document["target"]), "nash", bound=1)


# -- blame -------------------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
def test_blame_is_the_expected_degree() -> None:
    graded = 0
    for seed in (0, 1, 2, 16, 17, 27, 35, 37, 66):
        given = pair(seed)
        target, actors = str(given.document["target"]), given.assessment.actors
        found = responsibility(given.assessment, bound=2)
        assert found.readings == given.assessment.readings
        assert found.reading_weights == (Fraction(1, len(found.readings)),) * len(found.readings)
        overall = dict.fromkeys(actors, Fraction(0))
        for row in found.views:
            expected = []
            for reading in found.readings:
                game = given.game(reading=reading, view=row.view)
                expected.append((degrees(game, target, "nash", bound=2), target_holds(game, target, "nash")))
            table = row.degrees_by_reading
            assert table is not None
            assert row.target_holds is not None
            assert table.tolist() == [[own[actor] for actor in actors] for own, _ in expected]
            assert row.target_holds.tolist() == [holds for _, holds in expected]
            blame = {actor: Fraction(sum(own[actor] for own, _ in expected), len(expected)) for actor in actors}
            assert row.blame == blame
            overall = {actor: overall[actor] + blame[actor] / len(found.views) for actor in actors}
            graded += any(0 < value < 1 for value in blame.values())
        assert found.blame_overall == overall
        assert found.blame == {
            actor: Fraction(sum(row.degrees[actor] for row in found.views), len(found.views)) for actor in actors
        }
    assert graded > 3


@pytest.mark.level("all")
def test_weights_of_views_and_readings() -> None:
    korea = cm.load("korea-2021")
    plain = responsibility(korea)
    only_china = responsibility(
        korea, over_readings=False, weights={"author": 0, "washington": 0, "advocates": 0, "china": 2}
    )
    china = next(row for row in plain.views if row.view == "china")
    assert only_china.blame == china.degrees
    assert [row.weight for row in only_china.views] == [0, 1, 0, 0]
    answers = responsibility(korea, weights={"O1.refuses": 0})
    fixed = responsibility(korea, reading={"O1": "answers"})
    assert [row.blame for row in answers.views] == [row.blame for row in fixed.views]
    assert len(fixed.readings) == len(plain.readings) // 2
    thrice = responsibility(korea, weights={"O1.answers": "0.75", "O1.refuses": 0.25})
    refuses = responsibility(korea, reading={"O1": "refuses"})
    for row, one, other in zip(thrice.views, fixed.views, refuses.views, strict=True):
        assert row.blame is not None
        assert one.blame is not None
        assert other.blame is not None
        assert row.blame == {a: (3 * one.blame[a] + other.blame[a]) / 4 for a in korea.actors}


def test_weights_that_are_none() -> None:
    korea = cm.load("korea-2021")
    for weights in ({"O9.yes": 1}, {"O1.yes": 1}):
        with pytest.raises(UnknownName):
            responsibility(korea, weights=weights)
    with pytest.raises(UnknownName, match="view"):
        responsibility(korea, weights={"chine": 1})
    with pytest.raises(ModelError, match="not be below 0"):
        responsibility(korea, weights={"china": -1})
    for wrong in ("much", "1e9999999"):
        with pytest.raises(ModelError, match="should be a number"):
            responsibility(korea, weights={"O1.answers": wrong})
    with pytest.raises(ModelError, match="all readings are 0"):
        responsibility(korea, weights={"O1.answers": 0, "O1.refuses": 0})


@pytest.mark.level("all")
def test_an_interrupt_may_come_before_all_views_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    korea = cm.load("korea-2021")
    module = sys.modules["countermove.verdicts.responsibility"]
    asked: list[object] = []

    def interrupted(*given: Any, **named: Any) -> Any:
        asked.append(named["view"])
        if len(asked) > left:
            raise KeyboardInterrupt
        return changes_of(*given, **named)

    monkeypatch.setattr(module, "changes_of", interrupted)
    left = 2
    found = run_until_interrupted(responsibility.work(korea))
    whole = tuple(korea.views)
    assert [row.view for row in found.views] == [None, whole[0]]
    assert (found.left_out, found.complete, found.blame, found.blame_overall) == (whole[1:], False, None, None)
    assert len(asked) == 3
    asked, left = [], 0
    with pytest.raises(KeyboardInterrupt):
        run_until_interrupted(responsibility.work(korea))


@pytest.mark.level("all")
def test_an_interrupt_leaves_the_readings_that_are_through() -> None:
    korea = cm.load("korea-2021")

    def stop(done: int, total: int) -> None:
        assert total == 32 * 4
        if done == 9:
            raise KeyboardInterrupt

    found = run_until_interrupted(responsibility.work(korea), stop)
    assert not found.complete
    assert found.blame_overall is None
    known = [(row.sizes >= 0).all(axis=1).sum() for row in found.views if row.sizes is not None]
    assert known == [3, 2, 2, 2]
    assert all(row.blame is None for row in found.views)
    table = found.views[0].degrees_by_reading
    assert table is not None
    assert table[3, 0] is None


@pytest.mark.level("all")
def test_in_whose_eyes_the_korean_stalemate_is_whose_fault() -> None:
    found = responsibility(cm.load("korea-2021"))
    eyes = {row.view: {actor for actor, degree in row.degrees.items() if degree} for row in found.views}
    assert eyes == {
        None: {"us"},
        "china": {"us"},
        "washington": {"dprk", "china"},
        "advocates": {"dprk", "us", "china"},
    }
    author = found.views[0].blame
    assert author == {"dprk": Fraction(1, 2), "us": 1, "china": Fraction(1, 4), "rok": 0}


def test_without_a_target_there_is_nothing_to_be_responsible_for() -> None:
    text = """
countermove: 1
title: No target
sources: {n: {what: made up, grade: B2, default: true}}
actors: {a: {options: {x: {does: comes}}, wants: [{id: a1, want: x, at: [1]}]}, b: {options: {y: {does: comes}}}}
"""
    with pytest.raises(ModelError, match="target"):
        responsibility(cm.loads(text))


@pytest.mark.level("all")
def test_drivers_set_by_hand_are_as_if_the_file_said_so() -> None:
    given = cm.load("korea-2021")
    other = cm.loads(sub(r"(  reward:\n(?:    .*\n)*?    now: )0\.2", r"\g<1>0.8", given.text), file="other.yaml")
    assert given.text != other.text
    asked = {} if FULL else {question: given.base_reading[question] for question in ("O1", "O2", "O3")}
    by_hand = responsibility(given, reading=asked, drivers={"reward": 0.8})
    in_file = responsibility(other, reading=asked)
    assert [row.degrees for row in by_hand.views] == [row.degrees for row in in_file.views]
    assert by_hand.blame_overall == in_file.blame_overall
    assert by_hand.views[0].degrees != responsibility(given, over_readings=False).views[0].degrees
    with pytest.raises(UnknownName):
        responsibility(given, drivers={"rewrad": 0.8})


@pytest.mark.parametrize(
    "given", [{"reading": {"Q9": "a"}}, {"reading": {"O1": "perhaps"}}, {"scenario": "war"}, {"drivers": {"no": 1}}]
)
def test_unknown_names_are_told_as_such(given: dict[str, Any]) -> None:
    with pytest.raises(UnknownName):
        responsibility(cm.load("korea-2021"), **given)
