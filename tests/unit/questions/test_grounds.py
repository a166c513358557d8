"""What verdicts rest on, down to sources: chains, grades, and the weakest link; small cases by hand, and the Korean one."""

from __future__ import annotations

import pytest

from countermove.assessment import loads
from countermove.questions.check.grounds import ClaimGrounds, Grounds, grounds
from countermove.verdicts.claims import check
from tests import flagship

__all__: list[str] = []

FILE = """\
countermove: 1
sources:
  book: {grade: B2, default: true}
  paper: {grade: A3, via: book}
  rumour: {grade: E4, via: paper}
  blank: {}
actors:
  a:
    options: {x: {}}
    wants:
      - {id: a1, want: not a.x, while: d > 0.5, otherwise: a.x, could_be: a.x, at: [WHERE]}
drivers:
  d: {now: 0.9, DRIVER}
claims:
  K: {says: it holds, check: {stable: start}}
  L: {says: nothing to rest on, check: {no_outcome: a.x and not a.x}}
  M:
    says: rewritten with a source of its own
    check: {stable: start}
    with: {rewrite: {a1: {want: not a.x, at: [{source: rumour, para: 9}]}}}
"""


def found(where: str = "1", driver: str = "at: [1]") -> Grounds:
    assessment = loads(FILE.replace("WHERE", where).replace("DRIVER", driver))
    return grounds(assessment, check(assessment))


def of(given: Grounds, claim: str) -> ClaimGrounds:
    return next(item for item in given.claims if item.claim == claim)


def weakest(given: Grounds, claim: str = "K") -> list[tuple[str, str]]:
    return [(item.name, item.grade) for item in of(given, claim).weakest]


def test_a_chain_of_sources_is_as_good_as_its_worst_link_in_each_respect() -> None:
    graded = {item.name: (item.chain, item.graded) for item in found().sources}
    assert graded == {
        "book": ((), "B2"),
        "paper": (("book",), "B3"),
        "rumour": (("paper", "book"), "E4"),
        "blank": ((), None),
    }


def test_a_premise_is_as_good_as_the_best_place_where_it_is_found() -> None:
    assert weakest(found("{source: rumour, para: 1}, {source: paper, para: 2}")) == [("a1", "B3")]
    (ground, driver) = of(found("{source: rumour, para: 1}, 3"), "K").grounds
    assert (ground.grade, ground.sources) == ("B2", ("book", "rumour"))
    assert (driver.kind, driver.name) == ("driver", "d")


def test_the_weakest_link_counts_drivers_too() -> None:
    assert weakest(found("{source: rumour, para: 1}")) == [("a1", "E4")]
    assert weakest(found("{source: blank}")) == [("a1", "ungraded")]
    assert weakest(found("1", "assumed: true")) == [("d", "assumed")]
    assert weakest(found("1", "unsaid: true, at: [1]")) == [("d", "unsaid")]
    assert weakest(found("1", "means: nothing")) == [("d", "unsourced")]
    assert weakest(found()) == [("a1", "B2"), ("d", "B2")]


def test_a_claim_that_rests_on_nothing_has_no_weakest_link() -> None:
    assert of(found(), "L").grounds == ()
    assert of(found(), "L").weakest == ()


def test_an_overlay_brings_its_own_sources() -> None:
    assert weakest(found(), "M") == [("a1", "E4")]


def test_premises_are_counted_by_what_they_rest_on() -> None:
    assert found().premises == {"sourced": 2, "unsaid": 0, "assumed": 0, "unsourced": 0}
    assert found("1", "means: nothing").premises["unsourced"] == 1


@pytest.mark.level("all")
def test_the_korean_case() -> None:
    given = grounds(flagship.korea(), flagship.korea_checked().record.claims)
    assert given.graded
    assert given.premises == {"sourced": 38, "unsaid": 4, "assumed": 2, "unsourced": 0}
    assert weakest(given, "C01w") == [("u2", "C3")]
    assert weakest(given, "C02") == [("d3", "B2"), ("window", "B2")]
    assert weakest(given, "C11a") == [("d2", "E4")]
    assert weakest(given, "C01") == [("salience", "unsaid")]
