"""Each coding of a file equals the file that a person would write for it."""

from __future__ import annotations

from collections.abc import Mapping
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
from tests.judge.codings import (
    Document,
    Drawn,
    Unsaid,
    drawn_coding,
    in_full,
    made_by,
    names_in,
    options_of,
    rewritten_by_hand,
)

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
    if drawn is not None and sound(text):
        compare(document, {"A": drawn})


@pytest.mark.level("judge", but=40)
@pytest.mark.level("all", but=16)
@pytest.mark.parametrize("seed", range(300))
def test_several_choices_are_made_one_after_another(seed: int) -> None:
    """The later ones are drawn for the file that the first made, of names that both have."""
    text = random_file(seed, checks=EVERY)
    document = parse(text, Report("drawn")).data
    made: dict[str, Drawn] = {}
    written = in_full(deepcopy(document))
    for place, name in enumerate("ABC"):
        drawn = drawn_coding(written, 3 * seed + place)
        if drawn is None or any(drawn[0] == kind == "added" for kind, _ in made.values()):
            continue
        named, fresh = set(names_in(drawn[1])), made_by(drawn[1])
        before, now = set(options_of(in_full(deepcopy(document)))), set(options_of(written))
        if not named <= (before & now) | fresh or fresh & (before | now):
            continue
        try:
            written, _ = rewritten_by_hand(deepcopy(written), drawn)
            loads(as_yaml(written))
        except (AssessmentError, Unsaid):
            break
        made[name] = drawn
    if len(made) > 1 and sound(text):
        compare(document, made)


def chosen_apart(text: str) -> Assessment | None:
    """A file with alternatives; None where two of them change the same thing, and so are no choices of their own, or one is
    about what another makes."""
    try:
        return loads(text)
    except AssessmentError as refused:
        if {problem.code for problem in refused.problems if problem.severity == "error"} <= {"overlap", "unknown"}:
            return None
        raise


def compare(document: Document, made: Mapping[str, Drawn]) -> None:
    """Codings made one after another are the file that is written by hand one after another."""
    alternatives = {name: {"asks": "drawn?", "other": {"b": coding}} for name, (_, coding) in made.items()}
    if (file := chosen_apart(as_yaml({**document, "alternatives": alternatives}))) is None:
        return
    chosen = dict.fromkeys(made, "b")
    hand, crossed = deepcopy(document), set[str]()
    try:
        for drawn in made.values():
            hand, out = rewritten_by_hand(hand, drawn)
            crossed |= out
        by_hand = loads(as_yaml(hand))
    except (AssessmentError, Unsaid) as refused:  # an infeasible start, an act on and off; what acts become is not said
        with pytest.raises(AssessmentError) as coding:
            file.coded(chosen)
        codes = ["coding"] if isinstance(refused, Unsaid) else [problem.code for problem in refused.problems]
        assert {*codes} <= {problem.code for problem in coding.value.problems}
        return
    coded = file.coded(chosen)
    lost = {f"{item.kind}s {item.name}".replace("key questions", "key_questions") for item in coded.lost}
    assert {
        name for name in lost if name.split()[0] in ("claims", "key_questions", "indicators", "observations")
    } == crossed
    assert (coded.actors, coded.form.names) == (by_hand.actors, by_hand.form.names)
    assert [option.one_way for option in coded.form.options] == [option.one_way for option in by_hand.form.options]
    assert coded.structure.states.tolist() == by_hand.structure.states.tolist()
    assert coded.conflict().start == by_hand.conflict().start
    assert said(coded) == said(by_hand)
