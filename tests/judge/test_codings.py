"""Each coding of a file equals the file that a person would write for it."""

from __future__ import annotations

from copy import deepcopy

import pytest

import countermove as cm
from countermove.assessment import Assessment, loads
from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.verdicts.answers.compute import answers
from gmcr.base.errors import AssessmentError
from tests.judge.answers.generate import EVERY, random_file
from tests.judge.assessment_strategies import as_yaml
from tests.judge.codings import Unsaid, drawn_coding, rewritten_by_hand

__all__: list[str] = []


def sound(text: str) -> bool:
    """Whether every scenario can come about."""
    try:
        return bool(loads(text))
    except AssessmentError:
        return False


def said(assessment: Assessment) -> object:
    """Everything that is answered, and concluded, cell by cell."""
    of = answers(assessment, search=False)
    return (
        {claim.id: (claim.verdict, claim.values.tolist()) for claim in cm.check(assessment)}
        if assessment.claims
        else {},
        [
            (question.id, [(one.scenario, one.answer, one.values.tolist()) for one in question.answers])
            for question in of.questions
        ],
        of.observed and of.observed.survives.tolist(),
    )


@pytest.mark.level("judge", but=60)
@pytest.mark.level("all", but=24)
@pytest.mark.parametrize("seed", range(500))
def test_a_coding_equals_the_file_that_a_person_would_write(seed: int) -> None:
    text = random_file(seed, checks=EVERY)
    document = parse(text, Report("drawn")).data
    drawn = drawn_coding(document, seed)
    if drawn is None or not sound(text):
        return
    file = loads(as_yaml({**document, "alternatives": {"A": {"asks": "drawn?", "other": {"b": drawn[1]}}}}))
    try:
        hand, crossed = rewritten_by_hand(deepcopy(document), drawn)
        by_hand = loads(as_yaml(hand))
    except (AssessmentError, Unsaid) as refused:  # an infeasible start, an act on and off; what acts become is not said
        with pytest.raises(AssessmentError) as coding:
            file.coded({"A": "b"})
        codes = ["coding"] if isinstance(refused, Unsaid) else [problem.code for problem in refused.problems]
        assert {*codes} <= {problem.code for problem in coding.value.problems}
        return
    coded = file.coded({"A": "b"})
    lost = {f"{item.kind}s {item.name}".replace("key questions", "key_questions") for item in coded.lost}
    assert {
        name for name in lost if name.split()[0] in ("claims", "key_questions", "indicators", "observations")
    } == crossed
    assert (coded.actors, coded.form.names) == (by_hand.actors, by_hand.form.names)
    assert [option.one_way for option in coded.form.options] == [option.one_way for option in by_hand.form.options]
    assert coded.structure.states.tolist() == by_hand.structure.states.tolist()
    assert coded.conflict().start == by_hand.conflict().start
    assert said(coded) == said(by_hand)
