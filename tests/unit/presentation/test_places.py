"""Where premises are from, in words: short, long, whose text it is, and its address."""

from __future__ import annotations

import re

import pytest

from countermove.assessment import load, loads
from countermove.assessment.schema import Document, Locator
from countermove.context.glossary import glossary_of
from countermove.presentation.places import cited, place_in, places_short
from countermove.reports.report.cited import places_told

__all__: list[str] = []

CASE = """\
countermove: 1
sources:
  essay: {author: [A. Writer], title: On ice, url: https://example.org/ice?a=1&b=2, default: true}
  mayor: {what: the mayor, via: essay}
  book: {what: a book, counts: chapters}
  tape: {what: a tape}
actors:
  a:
    name: The Club
    options: {go: {does: goes}}
    wants:
      - {id: w1, want: a.go, says: goes out whatever comes, at: [%s]}
      - {id: w2, want: a.go, assumed: true}
"""

PLACES = [
    ("3", "¶ 3", "paragraph 3"),
    ("{para: 3, sentence: 2}", "¶ 3.2", "paragraph 3, sentence 2"),
    (
        "{para: 3, sentence: 2}, {para: 3, sentence: 4}, 20",
        "¶ 3.2, 3.4, 20",
        "paragraph 3, sentences 2 and 4; paragraph 20",
    ),
    ("{page: 2}", "p. 2", "page 2"),
    ("{source: essay}", "essay", ""),
]


def document(at: str) -> Document:
    return loads(CASE % at, file="club.yaml").document


def locators(document: Document) -> tuple[Locator, ...]:
    return document.actors["a"].wants[0].at


@pytest.mark.parametrize(("at", "short", "where"), PLACES)
def test_places_are_told_in_short_and_in_words(at: str, short: str, where: str) -> None:
    own = document(at)
    places = [place_in(own, item) for item in locators(own)]
    assert places_short(places) == short
    [one] = cited(own, places)
    assert (one.whose, one.where) == ("A. Writer, On ice", where)
    assert one.url == "https://example.org/ice?a=1&b=2"


def test_chapters_times_and_who_reports_what() -> None:
    own = document("{source: book, para: 84, sentence: 1}, {source: tape, time: '1:00'}, {source: mayor, para: 5}")
    places = [place_in(own, item) for item in locators(own)]
    assert places_short(places) == "book ch. 84.1; tape at 1:00; mayor ¶ 5"
    assert [(one.whose, one.where, one.url) for one in cited(own, places)] == [
        ("A book", "chapter 84, sentence 1", ""),
        ("A tape", "at 1:00", ""),
        ("The mayor, after A. Writer, On ice", "paragraph 5", "https://example.org/ice?a=1&b=2"),
    ]


def test_a_premise_is_told_in_our_words_and_one_without_a_place_is_not() -> None:
    case = loads(CASE % "{para: 3, sentence: 2, print: 'over the ice'}, {para: 4, print: 'and back'}", file="club.yaml")
    told = places_told(case.document, glossary_of(case))
    assert list(told) == [("want", "w1")]
    assert told["want", "w1"].told == "The Club goes out whatever comes (w1)"
    assert told["want", "w1"].short == "¶ 3.2, 4"
    assert "ice" not in re.sub("On ice|/ice", "", str(told)), "no words of anybody else's"


UNBORNE = {"d5", "d7", "u4", "u5", "k2", "C01f", "C10", "C12s", "C19f", "C22", "C24", "C26"}
"""Premises and conclusions that no sentence of the essay says: the paragraph alone is named."""


def test_every_want_number_and_claim_of_korea_names_a_sentence_or_is_said_by_none() -> None:
    case = load("korea-2021").document
    named = {want.id: want.at for actor in case.actors.values() for want in actor.wants}
    named |= {name: record.at for records in (case.drivers, case.claims) for name, record in records.items()}
    without = {name for name, at in named.items() if not any(place.sentence for place in at)}
    assert without == UNBORNE
    assert all(place.para for at in named.values() for place in at)


@pytest.mark.parametrize("case", ["melos-416bc", "ukraine-2022"])
def test_every_place_of_the_other_flagships_has_a_number_and_an_address(case: str) -> None:
    own = load(case)
    kinds = ("want", "driver", "claim")
    told = {key: place for key, place in places_told(own.document, glossary_of(own)).items() if key[0] in kinds}
    assert len(told) >= 29
    for key, place in told.items():
        assert all(one.where and one.url for one in place.cites), key
