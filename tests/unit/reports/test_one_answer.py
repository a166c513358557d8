"""Whether it ends at the target, may end there, passes there or nobody goes there: one answer, wherever it is told.

The words are looked for in what people read (pages, the report), in records and in their JSON, and compared with the definition:
roads of the naive judge, and what is true at their ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.answer import Answer
from countermove.media import envelope, page_of
from countermove.media.markdown import markdown_of
from countermove.presentation.blocks import Page, Sentence, Table
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from gmcr.base.errors import AssessmentError
from tests.conftest import FULL, ROOT
from tests.judge.answers.form import Form
from tests.judge.answers.games import game_of, readings_of
from tests.judge.answers.generate import random_file
from tests.judge.answers.roads import outcomes, reach_word, reached, world_of
from tests.judge.assessment_files import loads_document
from tests.unit.questions.assessments import text_of, written
from tests.unit.reports.samples import FERRY, TWO_DRIVERS

__all__: list[str] = []

WORDS = ("ends there", "may end there", "passes there", "nobody goes there")

NAMES = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "symmetric SEQ": "symseq"}

GIFT = FERRY.replace("start: []", "start: [town.pay]")
"""The town has paid: Nash passes through service, other concepts end there."""

LED_BY_GMR = f"concepts: [gmr, nash]\n{GIFT}"

EITHER = """\
countermove: 1
title: Who moves first?
target: one.act and not other.act
concepts: [seq, nash]
actors:
  one: {options: {act: {}}, wants: [{id: o, want: one.act iff not other.act}]}
  other: {options: {act: {}}, wants: [{id: p, want: other.act iff not one.act}]}
start: []
"""
"""Whoever moves first has it; so it may end there."""

BY_HAND = {
    "korea-2021": (ROOT / "src/countermove/assessment/cases/korea-2021.yaml").read_text(encoding="utf-8"),
    "river": (ROOT / "docs/examples/river.yaml").read_text(encoding="utf-8"),
    "ferry": FERRY,
    "two drivers": TWO_DRIVERS,
    "gift": GIFT,
    "led by gmr": LED_BY_GMR,
    "either": EITHER,
}


@cache
def text_of_case(name: str) -> str:
    """A case by hand, or one that either generator writes."""
    if name in BY_HAND:
        return BY_HAND[name]
    seed = int(name[1:])
    return text_of(written(seed)) if name[0] == "a" else random_file(seed, claims=1)


def fits(name: str) -> bool:
    """Whether a file that is written is one, and has a target; of the few that are chosen all are."""
    try:
        loads(text_of_case(name))
    except AssessmentError:
        return False
    return "\ntarget:" in text_of_case(name)


WRITTEN = [f"{kind}{seed}" for seed in range(115 if FULL else 2) for kind in "ab"]
CASES = [
    *(name for name in BY_HAND if FULL or name != "korea-2021"),
    *(name for name in WRITTEN if not FULL or fits(name)),
]


@dataclass(frozen=True)
class Case:
    """One case; ``words``: what the definition says under each concept that counts, the lead concept's first."""

    assessment: Assessment
    words: Mapping[str, str]
    ends: Mapping[str, frozenset[bool]]
    """Concept: whether the target is true, over the outcomes."""

    @property
    def lead(self) -> str:
        return next(iter(self.words))

    @property
    def report(self) -> ReportRecord:
        return _report(self.assessment)


@cache
def _report(assessment: Assessment) -> ReportRecord:
    return report_case(assessment, bound=1, draws=1)


@cache
def case_of(name: str) -> Case:
    document = loads_document(text_of_case(name))
    form = Form(document)
    game = game_of(document, form, readings_of(document)[0])
    world, target = world_of(game), document["target"]
    concepts = tuple(document.get("concepts") or NAMES.values())
    ends = {
        name: frozenset(game.holds(target, state) for state in outcomes(world, name, game.start)) for name in concepts
    }
    words = {name: reach_word(game, world, name, target) for name in concepts}
    for concept, word in words.items():
        passes = any(game.holds(target, state) for state in reached(world, concept, game.start))
        assert passes == (word != "nobody goes there")
    return Case(loads(text_of_case(name), file=f"{name.replace(' ', '-')}.yaml"), words, ends)


def asked_alone(case: Case, concept: str) -> Mapping[str, Answer]:
    """The questions that tell how far roads lead, each asked under one concept."""
    game = reports.game_of(case.assessment)
    return {
        "roads": reports.ask("roads", game, concepts=[concept]),
        "change": reports.ask("change", game, concepts=[concept], bound=1),
        "responsibility": reports.ask("responsibility", game, concept=concept, bound=1, over_readings=False),
    }


def data_of(record: object) -> Any:
    """What ``--json`` prints of a record."""
    return json.loads(json.dumps(envelope(record)))["data"]


# -- what is told ------------------------------------------------------------------------------------------------------


def told_in(text: str) -> Iterator[tuple[str, str]]:
    """Each concept with its word, as sentences tell it: "it may end there with everybody fearing any answer (GMR)"."""
    for word, under in re.findall(
        r"(?:\bit )?\b(ends there|may end there|passes there|nobody goes there) (?:under|with everybody) ([^.;:]+)",
        text,
    ):
        if under in ("every concept", "any concept"):
            yield from ((concept, word) for concept in NAMES.values())
        for name in re.findall(r"symmetric SEQ|Nash|GMR|SMR|SEQ", under):
            yield NAMES[name], word


def by_the_author(text: str) -> list[str]:
    """The word of the author's model, as responsibility tells it."""
    return re.findall(r"In the author's model, (?:it )?(ends there|may end there|passes there|nobody goes there)", text)


def text_of_page(page: Page) -> str:
    """All sentences and cells, a line each."""
    lines: list[str] = []
    for block in page.blocks:
        if isinstance(block, Sentence):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(row) for row in block.texts]
    return "\n".join(lines)


def agrees(text: str, case: Case, *, least: int) -> None:
    """Whatever a text says of the target is what the definition says, and it says so that often at least."""
    found = list(told_in(text))
    assert len(found) >= least, text
    for concept, word in found:
        assert case.words[concept] == word, (concept, word, text)
    if re.search(r"Nobody's moves lead there from the status quo|No improvements lead there, whatever", text):
        assert set(case.words.values()) == {"nobody goes there"}


# -- one answer --------------------------------------------------------------------------------------------------------


@pytest.mark.level("all")
@pytest.mark.parametrize("name", CASES)
def test_records_and_their_json_say_what_the_definition_says(name: str) -> None:
    case = case_of(name)
    record = case.report.assess
    views = record.statusquo.concepts
    assert {view.concept: view.reach for view in views} == case.words
    data = data_of(record)
    assert {row["concept"]: row["reach"] for row in data["status_quo"]["concepts"]} == case.words
    assert data["changes"]["reach"] == data["responsibility"]["views"][0]["reach"] == case.words[case.lead]
    assert data["changes"]["concept"] == data["responsibility"]["concept"] == case.lead
    assert data["parts"]["roads"]["goal"]["reach"] == case.words
    for concept, word in case.words.items():
        found = {question: data_of(answer) for question, answer in asked_alone(case, concept).items()}
        assert found["roads"]["goal"]["reach"] == {concept: word}
        assert found["change"]["concepts"][0]["reach"] == word
        assert found["change"]["concepts"][0]["holds"] == (word in WORDS[:2])
        assert found["responsibility"]["views"][0]["reach"] == word


@pytest.mark.level("judge", but=6)
@pytest.mark.level("all")
@pytest.mark.parametrize("name", CASES)
def test_pages_and_the_report_say_it_too(name: str) -> None:
    case = case_of(name)
    record, every = case.report.assess, len(case.words)
    page = text_of_page(page_of(record, full=True))
    agrees(page, case, least=1)
    assert by_the_author(page) == [case.words[case.lead]]
    if "The status quo under each concept" in [
        getattr(block, "caption", "") for block in page_of(record, full=True).blocks
    ]:
        rows = [line for line in page.splitlines() if " | " in line and line.partition(" | ")[0] in NAMES]
        told = {NAMES[row.partition(" | ")[0]]: row.split(" | ")[4] for row in rows if row.count(" | ") == 5}
        assert told == case.words
    markdown = markdown_of(dossier_of(case.report, form="markdown"))
    agrees(markdown, case, least=1 + every * ("roads" in record.answers))
    assert set(by_the_author(markdown)) == {case.words[case.lead]}
    agrees(text_of_page(page_of(record.answers["roads"])), case, least=every)
    for concept, word in case.words.items():
        told = {question: text_of_page(page_of(answer)) for question, answer in asked_alone(case, concept).items()}
        agrees(told["roads"], case, least=1)
        agrees(told["change"], case, least=1)
        assert by_the_author(told["responsibility"]) == [word]


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("name", CASES)
def test_the_answer_to_the_question_that_no_file_asks_is_the_same(name: str) -> None:
    """Does it come to its target? Yes where it ends there, no where no outcome does."""
    case = case_of(name)
    if case.assessment.document.key_questions:
        pytest.skip("the file asks questions of its own")
    answered = case.report.assess.answered
    assert answered is not None
    [question] = answered.questions
    cells = {frozenset({True}): 1, frozenset({False}): 0, frozenset({True, False}): 2, frozenset(): -1}
    assert question.first.values[0].tolist() == [cells[ends] for ends in case.ends.values()]
    for concept, word in case.words.items():
        assert (word == "ends there") == (case.ends[concept] == {True})
        assert (word == "may end there") == (case.ends[concept] == {True, False})


def test_each_of_the_four_words_is_told_somewhere() -> None:
    assert {word for name in BY_HAND for word in case_of(name).words.values()} == set(WORDS)
