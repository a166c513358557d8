"""The conflict in own views, against the naive judge; the Korean case; what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove import CONCEPTS
from countermove.context.answer import ask
from countermove.presentation.blocks import Sentence
from countermove.presentation.pages import page_of_answer
from countermove.questions.views.compute import PARTS, Views, views
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import FULL
from tests.judge.answers.views import Line, OwnViews, beliefs, lines
from tests.unit.questions.assessments import Pair, pair

CHUNK = 15

CHUNKS = 8 if FULL else 2
"""Models compared with the judge, in chunks in which whatever is counted occurs."""


def acting(given: Pair, seed: int) -> dict[str, str | None]:
    """Some view for some actors, whoever the file says holds it, and none for others."""
    names = [*given.document["views"], *given.document["views"], None]
    return {actor: names[(seed + k) % len(names)] for k, actor in enumerate(given.form.actors)}


def listed(held: dict[str, str | None]) -> dict[str, str]:
    """Those that act by a view."""
    return {actor: view for actor, view in held.items() if view is not None}


@pytest.mark.level("all")
@pytest.mark.parametrize("first", range(0, CHUNKS * CHUNK, CHUNK))
def test_equilibria_and_roads_in_own_views_are_those_of_the_judge(first: int) -> None:
    for seed in range(first, first + CHUNK):
        given = pair(seed, claims=0)
        held = acting(given, seed)
        scenario = [None, *given.document["scenarios"]][seed % (1 + len(given.document["scenarios"]))]
        found = views(given.assessment, held=held, scenario=scenario)
        acts_by = listed(held)
        judged = OwnViews(given.setting, acts_by, selected=scenario)
        assert found.start == given.form.code(judged.author.start)
        for row in found.by_concept:
            own, author = (
                judged.equilibria(row.concept),
                OwnViews(given.setting, {}, selected=scenario).equilibria(row.concept),
            )
            assert set(row.equilibria.own.tolist()) == own, seed
            assert set(row.equilibria.author.tolist()) == author
            assert set(row.equilibria.held_up.tolist()) == own - author
            assert set(row.equilibria.missed.tolist()) == author - own
            assert set(row.equilibria.all_eyes.tolist()) == judged.in_all_eyes(row.concept)
            assert set(row.reached) == judged.reached(row.concept), (seed, row.concept)
            assert set(row.outcomes) == judged.reached(row.concept) & own
            if not found.other_start:
                assert row.holds == (found.start in own)
        for fixed in found.corrections:
            rest = {actor: view for actor, view in acts_by.items() if actor != fixed.actor}
            right = OwnViews(given.setting, rest, selected=scenario)
            after, before = right.equilibria(fixed.concept), judged.equilibria(fixed.concept)
            assert set(fixed.gained.tolist()) == after - before, (seed, fixed)
            assert set(fixed.lost.tolist()) == before - after
            assert set(fixed.outcomes) == right.reached(fixed.concept) & after


def all_lines(given: Pair, view: str | None, actor: str) -> list[Line]:
    """The judge's lines of an actor, the dropped ones at their place."""
    game = given.game(view=view)
    kept = [want.id for want in game.wants[actor]]
    calculus = given.assessment.calculus(view=view)
    order = [line.want.id for line in calculus.lines[actor]]
    dropped = [name for name in order if name not in kept]
    assert [name for name in order if name in kept] == kept
    return lines(game, actor, dropped, order)


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("first", range(200, 200 + CHUNKS * CHUNK, CHUNK))
def test_beliefs_and_whether_anything_tests_them_are_those_of_the_judge(first: int) -> None:
    counted = np.zeros(2, dtype=int)
    for seed in range(first, first + CHUNK):
        given = pair(seed, claims=0)
        held = acting(given, seed)
        found = views(given.assessment, held=held)
        acts_by = listed(held)
        judged = OwnViews(given.setting, acts_by)
        expected = {}
        for view, record in given.document["views"].items():
            for actor in given.form.actors:
                if actor != record.get("holder"):
                    seen, author = all_lines(given, view, actor), all_lines(given, None, actor)
                    for want, where in beliefs(given.form, actor, seen, author, list(record.get("move") or {})).items():
                        expected[view, actor, want] = where
        assert {(b.view, b.actor, b.want): frozenset(b.differs.tolist()) for b in found.beliefs} == expected, seed
        for belief in found.beliefs:
            assert belief.believed != belief.modelled
            for concept in CONCEPTS:
                tested = judged.reached(concept) & set(belief.differs.tolist())
                assert set(belief.tested[concept]) == tested
                assert (concept in belief.self_confirming) == (not tested)
                counted[int(bool(tested))] += 1
    assert counted.min() > 0, "the random files hold beliefs of both kinds"


# --- Korea ---


@pytest.fixture(scope="module")
def korea() -> cm.Assessment:
    return cm.load("korea-2021")


@pytest.fixture(scope="module")
def seen(korea: cm.Assessment) -> Views:
    return views(korea, over_readings=True)


def test_washington_never_sees_that_pyongyang_would_answer(seen: Views) -> None:
    (belief,) = [item for item in seen.beliefs if item.plays]
    assert (belief.view, belief.holder, belief.actor, belief.want) == ("washington", "us", "dprk", "d4")
    assert belief.change == "dropped"
    assert belief.self_confirming == CONCEPTS
    assert belief.road == (("us", belief.nearest),)
    assert seen.labels[belief.nearest] == "us.engage, china.press_us, china.aid, rok.broker"
    (stays,), (talks,) = belief.believed, belief.modelled
    assert "dprk.talk" not in seen.labels[stays]
    assert "dprk.talk" in seen.labels[talks]


def test_beijings_belief_makes_a_difference_only_where_washington_answers(seen: Views, korea: cm.Assessment) -> None:
    (found,) = [item for item in seen.over_readings if item.view == "china"]
    assert (found.actor, found.want) == ("us", "u2")
    answers = np.array([reading["O1"] == "answers" for reading in korea.readings])
    assert (found.values[answers] == 1).all()
    assert (found.values[~answers] == -1).all()


def test_the_stalemate_needs_no_misperception_but_would_survive_a_willing_washington_on_one(
    seen: Views, korea: cm.Assessment
) -> None:
    assert all(row.holds and row.author_holds and row.outcomes == (seen.start,) for row in seen.by_concept)
    willing = views(korea, scenario="us_engages")
    broken = [row for row in willing.by_concept if not row.author_holds]
    assert [row.concept for row in broken] == ["nash", "smr", "seq", "symseq"]
    assert all(row.holds and willing.start in row.equilibria.held_up for row in broken)
    for fixed in willing.corrections:
        assert fixed.holds == (fixed.actor == "china" or fixed.concept == "gmr")


def test_a_view_that_nobody_acts_by_can_be_tried_on_an_actor(korea: cm.Assessment) -> None:
    found = views(korea, held={"us": "advocates"}, concepts=["nash"])
    assert found.held == {"us": "advocates", "china": "china"}
    assert found.passed_over == ("washington",)
    (row,) = found.by_concept
    assert not row.holds
    assert row.unstable == ("us",)


# --- what is asked ---


def test_over_readings_the_first_row_is_the_game_itself(seen: Views) -> None:
    assert seen.complete
    for item in seen.over_readings:
        belief = [b for b in seen.beliefs if (b.view, b.want) == (item.view, item.want)]
        assert (item.values[0] == -1).all() == (not belief)
        for b in belief:
            assert item.values[0].tolist() == [int(c in b.self_confirming) for c in CONCEPTS]


@pytest.mark.level("all", but=4)
@pytest.mark.parametrize("after", [1, 5, 6, 7, 8, 11, 17, 20])
def test_an_interruption_keeps_what_was_looked_at(korea: cm.Assessment, after: int) -> None:
    """Five concepts, two actors with views, ten pairs of a view and another actor, 32 readings, five questions."""
    pairs = [(view, actor) for view, own in korea.views.items() for actor in korea.actors if actor != own.holder]
    assert (len(pairs), len(korea.readings)) == (10, 32)
    done = []

    def interrupted(count: int, total: int) -> None:
        done.append((count, total))
        if count == after:
            raise KeyboardInterrupt

    whole, found = (
        views(korea, over_readings=True),
        run_until_interrupted(views.work(korea, over_readings=True), interrupted),
    )
    assert done == [(k, 54) for k in range(after + 1)]
    assert not found.complete
    assert [row.concept for row in found.by_concept] == list(CONCEPTS)[:after]
    assert len(found.corrections) == 5 * min(2, max(0, after - 5))
    looked_at = pairs[: max(0, after - 7)]
    assert [b.want for b in found.beliefs] == [b.want for b in whole.beliefs if (b.view, b.actor) in looked_at]
    assert {item.values.shape for item in found.over_readings} == ({(after - 17, 5)} if after > 17 else set())
    left_out = 0 if after < 5 else 1 if after < 7 else 2 if after < 17 else 3
    assert found.left_out == PARTS[left_out:]


def test_what_does_not_exist_is_refused(korea: cm.Assessment) -> None:
    with pytest.raises(cm.UnknownName, match="Did you mean washington"):
        views(korea, held={"us": "washingtn"})
    with pytest.raises(cm.UnknownName, match="actor"):
        views(korea, held={"usa": "washington"})
    with pytest.raises(cm.UnknownName, match="concept"):
        views(korea, concepts=["nahs"])


def test_an_actor_with_two_views_has_to_choose() -> None:
    given = next(p for p in (pair(s, claims=0) for s in range(20)) if holders(p) == ["a", "a"])
    with pytest.raises(cm.ModelError, match="say by which it acts"):
        views(given.assessment)


def holders(given: Pair) -> list[Any]:
    return [view.get("holder") for view in given.document["views"].values()]


def test_without_views_everybody_sees_the_authors_model() -> None:
    plain = cm.loads(
        "countermove: 1\n"
        "actors:\n"
        "  a: {options: {x: {}}, wants: [{id: a1, want: a.x}]}\n"
        "  b: {options: {y: {}}, wants: [{id: b1, want: not a.x}]}\n"
    )
    found = views(plain)
    assert found.held == {}
    assert found.corrections == ()
    assert found.beliefs == ()
    for row in found.by_concept:
        assert row.equilibria.own.tolist() == row.equilibria.author.tolist() == row.equilibria.all_eyes.tolist()


HELD = """
countermove: 1
concepts: [nash]
actors:
  a: {name: Arvia, options: {go: {does: goes}}, wants: [{id: a1, want: not go}]}
  b: {name: Bellmark, options: {run: {does: runs}}, wants: [{id: b1, want: run iff a.go}]}
start: []
views: {v: {holder: a, about: b, drop: [b1]}}
"""


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        (False, "With this one line right, Arvia still would not take the road there: other wants hold it back."),
        (True, "Nobody's moves lead there."),
    ],
)
def test_a_belief_is_told_with_whether_anybody_could_go_where_it_shows(needs: bool, told: str) -> None:
    """In the second case neither can begin without the other."""
    text = HELD.replace("{does: goes}", "{does: goes, needs: b.run}").replace("run: {", "run: {needs: a.go, ")
    page = page_of_answer(ask("views", cm.loads(text if needs else HELD)))
    said = [str(block.text) for block in page.blocks if isinstance(block, Sentence)]
    place = next(place for place, line in enumerate(said) if line.startswith("In the eyes of Arvia"))
    assert said[place + 1] == (
        "The line: Bellmark wants to run if, and only if, Arvia goes (b1). The view leaves it out."
    )
    assert said[place + 2] == told
