"""Where the evaluator does not tell, the literal meaning does: the same values, over limits and without any evaluator."""

from __future__ import annotations

import random

import numpy as np
import pytest

import countermove as cm
from countermove.inquiry.checks import GameCheck
from countermove.inquiry.draws import Sample
from countermove.program import Programmer
from countermove.questions.robust import compute as robust_compute
from countermove.verdicts import evaluation
from countermove.verdicts.evaluation import can_evaluate
from countermove.verdicts.settings import setting_of
from gmcr import edits_of
from gmcr.analysis import Pool
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Evaluator
from tests.browser.pier import PIER
from tests.conftest import in_one_test, require_core
from tests.judge.answers.generate import COMPILED, random_file

__all__: list[str] = []

require_core()


def wide(actors: int, options: int, value: str = "0.5") -> str:
    """A file of so many actors with so many options each, the first of which wants what the driver allows."""
    lines = ["countermove: 1", 'as_of: "2024-01-01"', f"drivers: {{d: {{now: {value}, means: how far}}}}", "actors:"]
    for actor in range(actors):
        names = ", ".join(f"o{place}: {{}}" for place in range(options))
        first = (
            "    wants: [{id: w0, want: a0.o0, while: d >= 0.5}]"
            if actor == 0
            else f"    wants: [{{id: w{actor}, want: not a{actor}.o0}}]"
        )
        lines += [f"  a{actor}:", f"    options: {{{names}}}", first]
    lines += [
        "claims:",
        "  C1: {says: it comes, check: {every_outcome: a0.o0}}",
        "  C2: {says: it stays, check: {stable: start}}",
    ]
    return "\n".join(lines) + "\n"


@in_one_test(
    "text, why",
    [
        (wide(2, 7), "4,096 states"),
        (wide(9, 1), "8 actors, not 9"),
        (wide(2, 1, "0.5000001"), "six decimals"),
    ],
)
def test_what_is_over_a_limit_is_judged_all_the_same(text: str, why: str) -> None:
    assessment = cm.loads(text)
    with pytest.raises(ProgramError, match=why):
        Programmer(assessment).program()
    first, second = cm.check(assessment)
    assert (first.word, second.word) == ("restates a premise", "contradicted")


def test_a_case_within_the_limits_is_judged_by_the_evaluator_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No check is asked for its meaning: the values that a claim's verdict needs are all told."""
    assessment = cm.loads(PIER)
    expected = [(item.word, item.values.tolist(), item.rests_on) for item in cm.check(cm.loads(PIER))]

    def refuse(*_: object) -> None:
        raise AssertionError("the literal meaning is asked")

    monkeypatch.setattr(evaluation, "_WORTH_COMPILING", 1)
    monkeypatch.setattr(GameCheck, "truths", refuse)
    assert [(item.word, item.values.tolist(), item.rests_on) for item in cm.check(assessment)] == expected


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("seed", range(3))
def test_without_an_evaluator_the_verdicts_are_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [random_file(100 + 10 * seed + k, claims=4, checks=COMPILED) for k in range(3)]

    def verdicts() -> list[object]:
        told: list[object] = []
        for text in texts:
            try:
                assessment = cm.loads(text)
            except cm.AssessmentError:
                continue
            rng = random.Random(seed)
            edits = edits_of(assessment.conflict())
            for own in (assessment, assessment.changed(edits=rng.sample(list(edits), min(1, len(edits))))):
                told.append([(v.id, v.word, v.values.tolist(), v.rests_on, v.undone_by) for v in cm.check(own)])
                assert can_evaluate(own) == Evaluator.available()
        return told

    evaluated = verdicts()
    monkeypatch.setattr(Evaluator, "available", staticmethod(lambda: False))
    assert verdicts() == evaluated


def test_a_setting_is_known_by_what_it_asks() -> None:
    """Two settings of one claim are one check of the program; changed copies share it, and what they are told is their own."""
    assessment = cm.loads(PIER)
    name = next(iter(assessment.claims))
    before = cm.check(assessment, name)[0].values.tolist()
    edits = edits_of(assessment.conflict())
    seen = set()
    for edit in edits:
        changed = assessment.changed(edits=(edit,))
        after = cm.check(changed, name)[0].values.tolist()
        setting = setting_of(changed, name)
        literal = [list(setting.check.values(setting.case(reading), cm.CONCEPTS)) for reading in changed.readings]
        assert after == literal, str(edit)
        seen.add(str(after))
    assert len(seen) > 1
    assert cm.check(assessment, name)[0].values.tolist() == before


def test_a_push_over_a_limit_leaves_other_copies_to_the_evaluator() -> None:
    assessment = cm.loads(PIER)
    cm.check(assessment)
    pushed = assessment.at({"hope": "0.2000001"})
    near = assessment.at({"hope": "0.2"})
    assert [v.values.tolist() for v in cm.check(pushed)] == [v.values.tolist() for v in cm.check(near)]
    setting = setting_of(assessment, next(iter(assessment.claims)))
    assert evaluation.evaluate([(setting, setting.case())]) == []


@in_one_test("hope, draws", [("0.2", 40), ("0.2000001", 40)])
def test_what_is_drawn_without_the_evaluator_has_the_same_shares(
    hope: str, draws: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a limit, and where there is no evaluator: sampled, and as exact products."""
    monkeypatch.setattr(robust_compute, "EXHAUSTIVE", 0)
    expected = robust_compute.robust(cm.loads(PIER), draws=draws)
    with monkeypatch.context() as patch:
        if hope == "0.2":
            patch.setattr(Evaluator, "available", staticmethod(lambda: False))
        else:
            assert not told_of(cm.loads(PIER).at({"hope": hope}))
        apart = robust_compute.robust(cm.loads(PIER).at({"hope": hope}), draws=draws)
    assert apart.findings == expected.findings
    assert apart.outcomes == expected.outcomes


def told_of(assessment: cm.Assessment) -> bool:
    """Whether the evaluator tells of a claim in draws."""
    setting = setting_of(assessment, next(iter(assessment.claims)))
    truths = np.ones((1, len(setting.wants)), dtype=np.bool_)
    sample = Sample(
        Pool.of(setting.base.games.arena), truths, {want: k for k, want in enumerate(setting.wants)}, "dropped"
    )
    return evaluation.evaluated_in(setting, setting.base, sample, cm.CONCEPTS) is not None


def test_few_evaluators_are_kept_however_many_assessments_live() -> None:
    assessments = [cm.loads(PIER.replace("Will the pier", f"{number} Will the pier")) for number in range(12)]
    first = [[v.values.tolist() for v in cm.check(own)] for own in assessments]
    alive = [own() for own in evaluation._kept]
    assert len(alive) == evaluation._MOST_EVALUATORS
    assert sum(own is not None and own.ready for own in alive) == evaluation._MOST_EVALUATORS
    again = [[v.values.tolist() for v in cm.check(own.changed({}))] for own in assessments]
    assert again == first
