"""An answer that is selected narrows the readings that are gone through, the file's first answer too: everything is as in the
file in which that question is closed, with what its answer does written into it."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from html import unescape
from typing import Any

import pytest

from countermove.assessment import Assessment, load, loads
from countermove.catalogue import QUESTIONS
from countermove.context.answer import ask
from countermove.context.selection import Selection
from countermove.media.records import envelope
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.view import page
from countermove.reports.assessing.compute import AssessRecord, assess
from countermove.reports.assessing.text import assess_page
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import report_case
from countermove.verdicts.lines.mixture import written
from tests.conftest import in_one_test
from tests.unit.reports.test_following import GIVEN

__all__: list[str] = []

CASE = "melos-416bc"
ANSWERS = [("Q4", "example"), ("Q1", "freedom"), ("Q1", "hope")]
"""An answer that rewrites a want, and the file's first ones, which do nothing."""

SELECTING = [name for name, question in QUESTIONS.items() if "reading" in question.selects]


@cache
def selected(question: str, answer: str) -> Assessment:
    return load(CASE).selected(Selection(reading={question: answer}))


@cache
def closed(question: str, answer: str) -> Assessment:
    """The file without the question, with the wants as its answer has them."""
    case = load(CASE)
    data = deepcopy(dict(case.data))
    rewrite = (data["open"].pop(question)["readings"][answer] or {}).get("rewrite", {})
    assert set(data["open"])
    for actor in data["actors"].values():
        actor["wants"] = [_reworded(want, rewrite.get(want["id"])) for want in actor["wants"]]
    return loads(written(data), file=case.file)


def _reworded(want: dict[str, Any], words: dict[str, Any] | None) -> dict[str, Any]:
    """A want in new words, which take the place of the old ones; what else could be said of it stays."""
    return (
        want
        if words is None
        else {key: want[key] for key in ("id", "could_be", "at", "certainty") if key in want} | words
    )


def without(data: Any, question: str) -> Any:
    """A record without the question, which only one of the files leaves open, and without the digest."""
    if isinstance(data, dict):
        return {key: without(value, question) for key, value in data.items() if key not in (question, "digest")}
    return [without(item, question) for item in data] if isinstance(data, list) else data


@pytest.mark.level("judge", but=10)
@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(("question", "answer"), ANSWERS)
@pytest.mark.parametrize("name", SELECTING)
def test_every_question_goes_through_the_readings_that_are_left(name: str, question: str, answer: str) -> None:
    found, plain = (
        without(envelope(ask(name, case, **GIVEN.get(name, {})))["data"], question)
        for case in (selected(question, answer), closed(question, answer))
    )
    assert found == plain


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_the_readings_that_are_left_are_those_that_give_it(question: str, answer: str) -> None:
    case = selected(question, answer)
    assert len(case.readings) == len(load(CASE).readings) // 2 == len(closed(question, answer).readings)
    assert {reading[question] for reading in case.readings} == {answer}
    assert case.questions[question] == (answer,)


@cache
def screens(question: str, answer: str) -> tuple[AssessRecord, AssessRecord]:
    return assess(selected(question, answer), draws=20), assess(closed(question, answer), draws=20)


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize(("question", "answer"), ANSWERS)
@in_one_test("full", [False, True])
def test_the_first_screen_is_that_of_the_file_in_which_it_is_closed(question: str, answer: str, full: bool) -> None:
    found, plain = (
        [_told(block) for block in assess_page(record, full=full).blocks] for record in screens(question, answer)
    )
    assert [text for text in found if not text.startswith("Set here: ")] == plain


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_assess_and_report_follow_what_is_selected_already(question: str, answer: str) -> None:
    chosen = Selection(reading={question: answer})
    already, given = assess(selected(question, answer), parts=()), assess(load(CASE), chosen, parts=())
    assert assess_page(already) == assess_page(given)
    record = report_case(selected(question, answer), brief=True)
    assert record.assess.context.selection == chosen
    assert dossier_of(record, brief=True) == dossier_of(report_case(load(CASE), chosen, brief=True), brief=True)


def _told(block: Any) -> str:
    """A block as text, without which game it is about."""
    return re.sub(r" In the base reading\.$", "", str(getattr(block, "text", block)))


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_the_page_is_that_of_the_file_in_which_it_is_closed(question: str, answer: str) -> None:
    shown = page(selected(question, answer).text, Switches(reading={question: answer}))
    plain = page(closed(question, answer).text, Switches())
    assert not shown.problems
    assert not plain.problems
    for name in ("answers", "claims", "lanes"):
        assert _words(shown.fragments[name]) == _words(plain.fragments[name])


def _words(fragment: str) -> str:
    """What is read, without which word the reading alone gives: a page in which nothing is selected looks at none."""
    fragment = re.sub(r'<span class="here".*?</span>\.</span>', "", fragment)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", fragment)).split())
