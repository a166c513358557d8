"""Cells in which nothing comes to rest: what answers make of them, and what goes round there, against the judge."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import countermove as cm
from countermove import AssessmentError
from countermove.context.glossary import glossary_of
from countermove.presentation.phrases import Phrasing
from countermove.questions.answers.text import key_answer_text
from countermove.verdicts.answers.compute import Answers, Unsettled, answers, word_of
from countermove.verdicts.sides import cells_of
from tests.conftest import models
from tests.judge.answers.checks import Setting, case_of, concepts_of
from tests.judge.answers.drivers import at
from tests.judge.answers.form import Form
from tests.judge.answers.games import Game, readings_of
from tests.judge.answers.judged import judge
from tests.judge.answers.roads import reached, steps, world_of
from tests.judge.assessment_files import Invalid, loads_document

CHOSEN = (0, 1, 4, 5, 6, 10, 27, 33, 34, 37, 40, 44, 46, 53, 64, 83, 85, 98, 106)
"""Between them they go round, are undefined and are both often enough."""

CELL = {1: "yes", 0: "no", 2: "either way", 3: "unsettled", -1: "undefined"}

ACTORS = """
countermove: 1
title: Does Moscow come back?
actors:
  moscow:
    name: Moscow
    options:
      return: {does: {third: returns, base: return}}
    wants: [{id: m1, want: moscow.return iff ankara.press, assumed: true}]
  ankara:
    name: Ankara
    options:
      press: {does: {third: presses, base: press}}
    wants: [{id: a1, want: %s, assumed: true}]
"""
CHASE = ACTORS % "ankara.press iff not moscow.return"


def random_chase(seed: int) -> str:
    """A small file in which actors run after one another, or away from one another, or neither."""
    rng = random.Random(seed)
    acts = ["a.x", "b.y", "b.z"] if rng.random() < 0.4 else ["a.x", "b.y"]

    def want() -> str:
        one, other = rng.sample(acts, 2)
        return f"{one} iff {rng.choice(['', 'not '])}{other}" if rng.random() < 0.8 else rng.choice(["", "not "]) + one

    def formula() -> str:
        return rng.choice(["x", "not x", "y", "x and y", "x or y", "x iff y"])

    def check() -> str:
        kind = rng.choice(["every_outcome", "some_outcome", "no_outcome", "passes", "never_passes", "everywhere"])
        if kind == "everywhere":
            where = rng.choice(["d > 0.6", "d > 2", "d > 3", "d < 0.5"])
            return f"{{everywhere: {formula()}, where: {where}, vary: [d]}}"
        after = f", after: [{rng.choice(['x', 'y'])}]" if rng.random() < 0.3 else ""
        return f"{{{kind}: {formula()}{after}}}"

    own = [f"      - {{id: w{k}, want: {want()}, while: {rng.choice(['d > 0.4', 'd < 0.7', 'd >= 0'])}, otherwise: {want()}}}"
           for k in range(4)]  # fmt: skip
    lines = [
        "countermove: 1",
        f"concepts: [{rng.choice(['nash, gmr, seq', 'nash, seq', 'nash'])}]",
        "actors:",
        "  a:",
        "    options: {x: {}}",
        "    wants:",
        *own[:2],
        "  b:",
        f"    options: {{y: {{}}{', z: {}' if len(acts) == 3 else ''}}}",
        "    wants:",
        *own[2:],
        "drivers: {d: {now: 0.5}}",
    ]
    if rng.random() < 0.7:
        lines.append("open: {O1: {asks: which, readings: {one: {}, two: {drop: [w0]}, three: {set: {d: 0.8}}}}}")
    lines.append("key_questions:")
    for name in ("K1", "K2", "K3"):
        no = f", answer_no: {{check: {check()}}}" if rng.random() < 0.6 else ""
        lines.append(f"  {name}: {{asks: q, answer_yes: {{check: {check()}}}{no}}}")
    return "\n".join(lines) + "\n"


@pytest.mark.level("all")
def test_cells_shares_and_rounds_are_as_the_judge_has_them() -> None:
    cells: Counter[str] = Counter()
    words: Counter[str] = Counter()
    rounds = 0
    for seed in models(range(110), CHOSEN):
        text = random_chase(seed)
        try:
            judged = judge(text)
        except Invalid:  # yes and no at once
            with pytest.raises(AssessmentError):
                answers(cm.loads(text))
            continue
        document = loads_document(text)
        setting = Setting(document, Form(document), concepts_of(document), "nash")
        for item in answers(cm.loads(text)).questions:
            [key], expected = item.answers, judged.questions[item.id].answers[""]
            assert tuple(tuple(CELL[value] for value in row) for row in key.values.tolist()) == expected.cells, seed
            assert (key.answer, key.base) == (expected.answer, expected.base), seed
            assert dict(key.shares) == expected.shares
            assert {(frozenset(turn.equations), turn.answer) for turn in key.turns_on} == {
                (frozenset(turn.conditions), turn.value) for turn in expected.turns_on
            }
            assert {(by.edit.want, by.edit.kind, by.concepts) for by in key.rests_on or ()} == {
                (by.want, by.edit, by.concepts) for by in expected.rests_on
            }
            cells.update(value for row in expected.cells for value in row)
            words[key.answer] += 1
            flat = [value for row in expected.cells for value in row]
            assert (key.unsettled is None) == ("unsettled" not in flat)
            if key.unsettled is not None:
                goes_round(key.unsettled, document["key_questions"][item.id], setting)
                first = flat.index("unsettled")
                assert key.unsettled.concept == setting.concepts[first % len(setting.concepts)]
                assert dict(key.unsettled.reading) == readings_of(document)[first // len(setting.concepts)]
                assert key.unsettled.leads == (first == 0)
                rounds += 1
    assert min(cells[cell] for cell in ("yes", "no", "unsettled", "undefined")) > 9
    assert cells["either way"] > 3
    assert words["it does not settle"] > 2
    assert rounds > 30


def goes_round(unsettled: Unsettled, question: Mapping[str, Any], setting: Setting) -> None:
    """Every step is one under that concept in the game of a side that asks for outcomes, from a state that is reached."""
    reading = dict(unsettled.reading)
    concept, walked = unsettled.concept, unsettled.steps
    assert walked[0].before == walked[-1].after
    assert all(one.after == other.before for one, other in itertools.pairwise(walked))
    fits = []
    for side in (question.get("answer_yes"), question.get("answer_no")):
        if side is None:
            continue
        game = case_of(setting, side["check"], reading)[""]
        values = (
            ["0", "0.4", "0.45", "0.5", "0.55", "0.65", "0.7", "0.75", "1"] if "everywhere" in side["check"] else [None]
        )
        for value in values:
            there = game if value is None else at_value(game, value)
            world = world_of(there)
            states = {setting.form.code(state): state for state in world.ranks["a"]}
            begun = there.after(side["check"].get("after") or ())
            on_road = {setting.form.code(state) for state in reached(world, concept, begun)}
            fits.append(
                walked[0].before in on_road
                and all(states[step.after] in steps(world, concept, step.actor, states[step.before]) for step in walked)
            )
    assert any(fits)


def at_value(game: Game, value: str) -> Game:
    return at(game, {"d": Fraction(value)})


# -- words -------------------------------------------------------------------------------------------------------------


def told(text: str) -> tuple[Answers, str, str]:
    """The answers; the first as it is told, and in a word."""
    assessment = cm.loads(text)
    found = answers(assessment)
    item = key_answer_text(found.questions[0], found, Phrasing(glossary_of(assessment)))
    return found, item.verdict, item.word


ROUND = "Moscow returns while Ankara presses, but no longer once it stops"


def test_what_never_settles_is_told_with_its_round() -> None:
    asks = "concepts: [nash]\nkey_questions: {K: {asks: q, answer_yes: {check: {every_outcome: moscow.return}}}}\n"
    found, verdict, word = told(CHASE + asks)
    assert found.questions[0].first.answer == "it does not settle"
    assert verdict == f"It does not settle: {ROUND} (looking one step ahead)."
    assert word == "It does not settle"


def test_where_nothing_settles_there_is_no_yes() -> None:
    """Row e of what was false: a yes, unless ..., of what runs in circles as things are."""
    asks = "key_questions: {K: {asks: q, answer_yes: {check: {no_outcome: moscow.return}}}}\n"
    found, verdict, word = told(CHASE + asks)
    assert found.questions[0].first.values.tolist() == [[3, 1, 3, 1, 3]]
    assert found.questions[0].first.answer == "it depends"
    assert verdict == f"It depends; {ROUND}: it does not last (looking one step ahead). Yes, wherever it settles."
    assert word == "It depends"


def test_a_round_elsewhere_is_told_after_what_settles() -> None:
    asks = "key_questions: {K: {asks: q, answer_yes: {check: {no_outcome: moscow.return}}}}\nconcepts: [gmr, nash]\n"
    _, verdict, word = told(CHASE + asks)
    assert verdict == (
        "Yes, wherever it settles: it does not with everybody looking one step ahead (Nash). "
        f"{ROUND}: it does not last (looking one step ahead)."
    )
    assert word == "It depends"


def test_a_round_in_another_reading_is_told_with_what_it_reads() -> None:
    other = ACTORS % "not ankara.press"
    asks = """
open:
  O1: {asks: q, readings: {calm: {}, hot: {means: Ankara is provoked, rewrite: {a1: {want: ankara.press iff not moscow.return}}}}}
concepts: [nash]
key_questions: {K: {asks: q, answer_yes: {check: {no_outcome: moscow.return}}}}
"""
    _, verdict, _ = told(other + asks)
    assert verdict == (
        "Yes, wherever it settles: it does not if Ankara is provoked (O1). "
        f"If Ankara is provoked (O1), {ROUND}: it does not last (looking one step ahead)."
    )


def test_a_longer_round_is_told_act_by_act() -> None:
    text = """
countermove: 1
actors:
  a:
    name: A
    options: {x: {does: {third: arms, base: arm}}, w: {does: {third: waits, base: wait}}}
    wants: [{id: a1, want: (x iff y) and (w iff not y), assumed: true}]
  b:
    name: B
    options: {y: {does: {third: digs in, base: dig in}}}
    wants: [{id: b1, want: y iff not x, assumed: true}]
concepts: [nash]
start: [w]
key_questions: {K: {asks: q, answer_yes: {check: {every_outcome: x}}}}
"""
    _, verdict, _ = told(text)
    assert verdict == (
        "It does not settle: B digs in, then A arms and no longer waits, then B no longer digs in, then A waits and no longer "
        "arms, and round again (looking one step ahead)."
    )


def test_the_first_that_applies() -> None:
    """Of what is true, false, restless, undecided and undefined: yes, no, undecided, unsettled, either way, nothing."""

    def cell(yes: int, no: int) -> int:
        return int(cells_of(np.array([yes], dtype=np.int8), np.array([no], dtype=np.int8))[0])

    assert [cell(1, no) for no in (0, -1, -2, -3)] == [1] * 4
    assert [cell(yes, 1) for yes in (0, -1, -2, -3)] == [0] * 4
    assert {cell(*pair) for pair in ((-2, 0), (-2, -3), (-3, -2), (0, -2), (-1, -2))} == {-2}
    assert {cell(*pair) for pair in ((-3, 0), (0, -3), (-3, -1), (-1, -3), (-3, -3))} == {3}
    assert {cell(*pair) for pair in ((0, 0), (0, -1), (-1, 0))} == {2}
    assert cell(-1, -1) == -1
    alone = cells_of(np.array([1, 0, -1, -2, -3], dtype=np.int8), None)
    assert alone.tolist() == [1, 0, -1, -2, 3]
    words = {
        word_of(np.array([row], dtype=np.int8)): row for row in ((3, 3), (3, -1), (1, 3), (0, 3), (2, 3), (-1, -1))
    }
    assert set(words) == {"it does not settle", "it depends", "nothing to say"}
    assert word_of(np.array([[3, -2]], dtype=np.int8)) == "undecided"
