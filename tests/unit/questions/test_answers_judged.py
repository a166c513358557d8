"""Answers, what happened since, roads, moves made for their answer, changes and `watch`, against the judge that was written
from the page alone (`tests/judge/answers`), on random files in which whatever the page defines occurs.

Where the judge sees more than the program tells (every inducement, lean or not) what is told is compared. What comes of an edit
that makes yes and no of one question true at once is a change for both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

import countermove as cm
from countermove import AssessmentError
from countermove.assessment import Assessment
from countermove.context.games import game_of, resolve_concepts
from countermove.questions.change import changes_in
from countermove.questions.levers import levers
from countermove.questions.responsibility import responsibility
from countermove.questions.roads import roads
from countermove.questions.watch import watch
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.observations import observed
from countermove.verdicts.values import CLASS_WORDS
from gmcr import Conflict
from tests.conftest import models
from tests.judge.answers.form import State
from tests.judge.answers.formulas import read
from tests.judge.answers.generate import DAYS, random_file
from tests.judge.answers.judged import Judged, judge
from tests.judge.answers.judged import Roads as JudgedRoads

RARE = (94, 165, 173, 186)
"""Files in which seldom things occur: nothing to say, observations that refuse only together, another answer since."""

REFUSED = (17, 24, 35)
"""Files in which a scenario by itself makes its start infeasible: the judge leaves such a scenario out, the program refuses the
file."""

SEEDS = (*sorted({*range(60)} - {*REFUSED}), *RARE)
CHOSEN = (10, 11, 27, *RARE[1:])
"""Quick ones, in which everything occurs that is to occur."""

_CELL = {1: "yes", 0: "no", 2: "either way", 3: "unsettled", -1: "undefined"}
_TRUTH = {1: True, 0: False, -1: None}
_SINCE = {"no reading of this model allows what happened": "no reading"}
_PAYS = {"at once, not lean": "at once"}


@dataclass(frozen=True)
class Given:
    """A random file: as the program reads it, and what the judge says of it."""

    seed: int
    text: str
    assessment: Assessment
    judged: Judged
    as_of: str | None

    @property
    def concepts(self) -> tuple[str, ...]:
        return resolve_concepts(self.assessment, None)

    def code(self, state: State) -> int:
        return self.judged.form.code(state)

    def codes(self, states: tuple[State, ...]) -> tuple[int, ...]:
        return tuple(sorted(map(self.code, states)))


@cache
def given(seed: int) -> Given:
    """A random file; every third is looked at with what was known on a day."""
    text, as_of = random_file(seed), DAYS[seed // 3 % len(DAYS)] if seed % 3 == 2 else None
    return Given(seed, text, cm.loads(text), judge(text, as_of=as_of), as_of)


def each() -> Iterator[Given]:
    return map(given, models(SEEDS, CHOSEN))


seeds = pytest.mark.parametrize("seed", models(SEEDS, CHOSEN))


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("seed", REFUSED)
def test_a_scenario_that_has_no_start_of_its_own_is_refused(seed: int) -> None:
    text = random_file(seed)
    with pytest.raises(AssessmentError) as raised:
        cm.loads(text)
    [problem] = [problem for problem in raised.value.problems if problem.severity == "error"]
    assert problem.code == "infeasible"
    assert "The start of s2 (" in problem.message
    assert {scenario for scenario, _, _ in judge(text).roads} == {"", "s1"}


# --- the reader's questions ---


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all", but=2)
@seeds
def test_answers(seed: int) -> None:
    file = given(seed)
    found = answers(file.assessment, as_of=file.as_of)
    assert (found.concepts, found.lead) == (file.judged.concepts, file.judged.lead)
    for item, asked in zip(found.questions, file.judged.questions.values(), strict=True):
        assert tuple(key.scenario for key in item.answers if key.infeasible) == asked.infeasible
        told = {key.scenario or "": key for key in item.answers if not key.infeasible}
        assert list(told) == list(asked.answers)
        for scenario, expected in asked.answers.items():
            key, where = told[scenario], (seed, item.id, scenario)
            assert tuple(tuple(_CELL[value] for value in row) for row in key.values.tolist()) == expected.cells, where
            assert (key.answer, key.base) == (expected.answer, expected.base), where
            assert dict(key.shares) == expected.shares, where
            assert {(frozenset(turn.equations), turn.answer) for turn in key.turns_on} == {
                (frozenset(turn.conditions), turn.value) for turn in expected.turns_on
            }, where
            assert {(by.edit.want, by.edit.kind, by.concepts) for by in key.rests_on} == {
                (by.want, by.edit, by.concepts) for by in expected.rests_on
            }, where
            since = key.answer if key.since is None else key.since.answer
            assert since == _SINCE.get(expected.since, expected.since), where
            assert dict(key.shares if key.since is None else key.since.shares) == expected.shares_since, where


@pytest.mark.level("all")
@seeds
def test_claims(seed: int) -> None:
    file = given(seed)
    for item in cm.check(file.assessment, concepts=file.concepts):
        expected, where = file.judged.claims[item.id], (seed, item.id, file.assessment.claims[item.id].check)
        assert tuple(tuple(_TRUTH[value] for value in row) for row in item.values.tolist()) == expected.values, where
        assert item.verdict == expected.verdict, where
        assert {(frozenset(turn.equations), turn.holds) for turn in item.turns_on} == {
            (frozenset(turn.conditions), turn.value) for turn in expected.turns_on
        }, where
        assert {(by.edit.want, by.edit.kind, by.concepts) for by in item.rests_on} == {
            (by.want, by.edit, by.concepts) for by in expected.rests_on
        }, where
        assert item.unsupported == expected.unsupported, where
        assert item.restated == expected.restated, where


# --- what happened ---


@pytest.mark.level("all")
@seeds
def test_observations(seed: int) -> None:
    file = given(seed)
    found, expected = observed(file.assessment, as_of=file.as_of), file.judged.happened
    if found is None:
        assert not expected.used
        return
    assert tuple(item.id for item in found.seen) == expected.used
    for item in found.seen:
        out = {(r, c) for r, row in enumerate(item.leaves.tolist()) for c, left in enumerate(row) if not left}
        assert out == expected.refuted[item.id], (seed, item.id)
        agreed = {(r, c) for r, row in enumerate(item.agreed.tolist()) for c, marked in enumerate(row) if marked}
        assert agreed == expected.agreed[item.id], (seed, item.id)
        assert set(item.agreements) == expected.agreements[item.id], (seed, item.id)
    left = {(r, c) for r, row in enumerate(found.survives.tolist()) for c, alive in enumerate(row) if alive}
    assert left == expected.surviving
    assert found.base_out == expected.base_out
    assert set(map(frozenset, found.refusing)) == set(expected.refusing)


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all")
@seeds
def test_watch(seed: int) -> None:
    file = given(seed)
    found, expected = watch(file.assessment, as_of=file.as_of), file.judged.watched
    assert {item.driver: item.value for item in found.latest} == expected.values
    assert found.tripped == expected.tripped
    told = {kind: [item for item in found.tipped if item.kind == kind] for kind in ("answer", "verdict", "outcomes")}
    assert {(item.name, item.scenario or ""): (item.before, item.after) for item in told["answer"]} == _named(
        file, expected.answers
    )
    classes = {name: tuple(CLASS_WORDS[kind] for kind in kinds) for name, kinds in expected.classes.items()}
    assert {item.name: (item.before, item.after) for item in told["verdict"]} == classes
    assert {item.name: (item.before, item.after) for item in told["outcomes"]} == {
        concept: tuple(",".join(map(str, file.codes(states))) for states in ends)
        for (reading, concept), ends in expected.outcomes.items()
        if reading == 0
    }


def _named(file: Given, answered: dict[tuple[str, str], tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """The judge's answers under the names that the program gives the questions."""
    ids = dict(zip(file.judged.questions, (item.id for item in answers(file.assessment).questions), strict=True))
    return {(ids[name], scenario): words for (name, scenario), words in answered.items()}


# --- roads, and moves made for their answer ---


@pytest.mark.level("judge", but=5)
@pytest.mark.level("all")
@seeds
def test_roads_and_inducements(seed: int) -> None:
    file = given(seed)
    readings = file.assessment.readings
    for (scenario, reading, concept), expected in file.judged.roads.items():
        where, game = (seed, scenario, reading, concept), {"reading": readings[reading], "scenario": scenario or None}
        conflict = game_of(file.assessment, **game)
        assert conflict.start == file.code(expected.start), where
        found = roads(file.assessment, concepts=concept, largest=1, **game)
        [way] = [way for way in found.reached if way.mode == concept]
        assert tuple(way.codes.tolist()) == file.codes(expected.reached), where
        assert way.outcomes == file.codes(expected.outcomes), where
        if expected.target is not None:
            assert found.goal is not None
            assert found.goal.reach[concept] == expected.target, where
            assert {item.actor for item in found.goal.led} == _led(file, expected, conflict), where
        [setting] = (
            levers(file.assessment, concepts=concept, **game).settings if scenario else _base(file, concept, game)
        )
        assert {
            (i.actor, i.after, i.credible, tuple(sorted(i.answers)), tuple(sorted(i.outcomes)))
            for i in setting.inducements
        } == {
            (i.actor, file.code(i.to), i.credible, file.codes(i.answers), file.codes(i.outcomes))
            for i in (told.inducement for told in expected.inducements if told.lean)
        }, where
        acts = {(lever.actor, lever.target): lever.pays[concept] for lever in setting.levers if lever.pays}
        assert acts == _acts(file, expected), where


def _led(file: Given, expected: JudgedRoads, conflict: Conflict) -> set[str]:
    """Who could lead there by a lean inducement, which is not told where it ends there anyway."""
    target, form = read(file.assessment.document.target), file.judged.form
    led = {
        told.inducement.actor
        for told in expected.inducements
        if told.lean and all(form.holds(target, state, conflict.drivers) for state in told.inducement.answers)
    }
    assert led <= set(expected.led_by)
    return set() if expected.target == "ends there" else led


def _base(file: Given, concept: str, game: dict[str, object]) -> list[object]:
    return list(levers(game_of(file.assessment, **game), concepts=concept).settings)  # type: ignore[arg-type]


def _acts(file: Given, expected: JudgedRoads) -> dict[tuple[str, int], str]:
    form, found = file.judged.form, {}
    for act in expected.acts:
        place = form.options.index(act.option)
        to = (*expected.start[:place], act.level, *expected.start[place + 1 :])
        found[act.actor, file.code(to)] = _PAYS.get(act.pays, act.pays)
    return found


# --- the target ---


@pytest.mark.level("all")
@seeds
def test_changes_and_degrees(seed: int) -> None:
    file = given(seed)
    expected = file.judged.target
    if expected is None:
        return
    found = changes_in(file.assessment)
    assert found.holds == expected.holds
    assert {frozenset((edit.want, edit.kind) for edit in change) for change in found.changes} == set(expected.changes)
    assert responsibility(file.assessment, over_readings=False).views[0].degrees == expected.degrees


# --- what the files show ---


@pytest.mark.level("all")
def test_the_files_show_whatever_the_page_defines() -> None:
    shown: Counter[str] = Counter()
    for file in each():
        shown.update(_traits(file))
    assert {trait for trait in _EXPECTED if not shown[trait]} == set()


_EXPECTED = (
    *("yes", "no", "it depends", "nothing to say", "either way", "since another"),
    *("base out", "nothing left", "refused together", "tripwire", "share"),
    *("ends there", "may end there", "passes there", "nobody goes there", "led"),
    *("credible", "only if bound", "at once", "deterred", "by its answer if bound", "never"),
    *("needs", "levels", "not", "= level", "induces"),
)


def _traits(file: Given) -> Iterator[str]:
    judged, text = file.judged, file.text
    for question in judged.questions.values():
        for item in question.answers.values():
            yield item.answer
            yield from {cell for row in item.cells for cell in row}
            if item.since not in (item.answer, *_SINCE):
                yield "since another"
            if any(share not in (0, 1, None) for share in item.shares.values()):
                yield "share"
    happened = judged.happened
    yield from ("base out",) if happened.base_out and happened.surviving else ()
    yield from ("nothing left",) if not happened.surviving else ()
    yield from ("refused together",) if any(len(names) > 1 for names in happened.refusing) else ()
    yield from ("tripwire",) if judged.watched.tripped else ()
    for road in judged.roads.values():
        yield road.target or ""
        yield from ("led",) if road.led_by else ()
        yield from ("credible" if told.inducement.credible else "only if bound" for told in road.inducements)
        yield from (act.pays for act in road.acts)
    for trait, written in (
        ("needs", "needs:"),
        ("levels", "levels:"),
        ("not", r"\n\s+- not "),
        ("= level", r"\n\s+- \S+ = \w+\n"),
        ("induces", "induces:"),
    ):
        yield from (trait,) if re.search(written, text) else ()
