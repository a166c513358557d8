"""Forecasts that lean on what does not follow, the outlook of a case, and what its premises rest on, in words."""

from __future__ import annotations

from datetime import date

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.glossary import glossary_of
from countermove.presentation.sentences import premises_text
from countermove.questions.check.grounds import UNFOUNDED, leaning
from countermove.reports.assessing.screen import rests_on
from countermove.reports.outlook import forecasts_text, leanings_text, outlook_of
from countermove.verdicts.claims import check
from tests.conftest import in_one_test

__all__: list[str] = []

CLAIMS = """
countermove: 1
title: Do they come?
actors:
  a:
    name: Ann
    options: {x: {does: comes}, z: {does: sings}, w: {does: waits}}
    wants: [{id: a1, want: x}, {id: a2, want: not z}, {id: a3, want: w}]
  b: {name: Bob, options: {y: {does: follows}}, wants: [{id: b1, want: y iff x}]}
drivers: {d: {now: 0.5}}
open:
  Q: {asks: Does Bob mind?, readings: {does: {}, does_not: {drop: [b1]}}}
claims:
  restates: {says: Ann comes., check: {every_outcome: x}}
  follows: {says: Ann comes and waits., check: {every_outcome: x and w}}
  whatever: {says: Ann comes or does not., check: {every_outcome: x or not x}}
  unsupported: {says: Ann comes and does not come., check: {every_outcome: x and not x}}
  contradicted: {says: Ann stays., check: {every_outcome: not x}}
  never: {says: If she sings and does not she comes., check: {every_outcome: (z and not z) implies x}}
  depends: {says: Bob follows., check: {every_outcome: y and x}}
  inaction: {says: Ann does not sing., check: {no_outcome: z}}
"""

CLASSES = {
    "restates": "restates",
    "follows": "follows",
    "whatever": "holds_whatever",
    "unsupported": "unsupported",
    "contradicted": "contradicted",
    "never": "condition_never_met",
    "depends": "depends",
    "inaction": "holds_by_inaction",
}


def forecasting(*lines: str, resolutions: str = "{}") -> Assessment:
    """The claims above with forecasts F1, F2, …, each so many keys in braces."""
    told = [f"  F{place}: {{says: It happens {place}., {line}}}" for place, line in enumerate(lines, 1)]
    return loads("\n".join((CLAIMS, "forecasts:", *told, f"resolutions: {resolutions}", "")), file="case.yaml")


def leaning_in(assessment: Assessment, today: date | None = None) -> list[str]:
    return [item.forecast for item in leaning(assessment.document, check(assessment), today=today)]


def test_each_class_is_what_it_is_taken_for_and_counts_as_it_should() -> None:
    made = forecasting(*(f'closes: "2030-01-01", chance: likely, from: {name}' for name in CLASSES))
    assert {claim.id: claim.kind for claim in check(made)} == CLASSES
    found = leaning(made.document, check(made))
    assert {item.claim: item.kind for item in found} == {
        name: kind for name, kind in CLASSES.items() if name not in ("follows", "inaction")
    }
    assert {item.kind for item in found} | {"vacuous"} == UNFOUNDED


@in_one_test(
    ("chance", "leans"),
    [
        ("0.55", True),
        ("0.54", False),
        ("0.5", False),
        ("0.46", False),
        ("0.45", True),
        ("likely", True),
        ("roughly even chance", False),
        ("unlikely", True),
        ("[0.55, 0.9]", True),
        ("[0.5, 0.99]", False),
        ("[0.54, 0.99]", False),
        ("[0.01, 0.45]", True),
        ("[0.01, 0.46]", False),
        ("[0.05, 0.95]", False),
        ("almost no chance", True),
    ],
)
def test_a_chance_leans_by_its_end_nearer_to_even_odds(chance: str, leans: bool) -> None:
    made = forecasting(f'closes: "2030-01-01", chance: {chance}, from: restates')
    assert leaning_in(made) == (["F1"] if leans else [])


def test_the_latest_chance_that_is_known_counts() -> None:
    updates = '[{date: "2021-02-01", chance: 0.9}, {date: "2021-03-01", chance: 0.5}]'
    made = forecasting(f'made: "2021-01-01", closes: "2030-01-01", chance: 0.5, from: restates, updates: {updates}')
    assert leaning_in(made) == []
    assert leaning_in(made, date(2021, 2, 1)) == ["F1"]
    assert leaning_in(made, date(2021, 1, 31)) == []


def test_what_is_drawn_from_no_claim_or_states_no_chance_leans_on_nothing() -> None:
    assert leaning_in(forecasting('closes: "2030-01-01", chance: 0.9', 'closes: "2030-01-01", from: restates')) == []


def test_next_is_what_closes_first_after_the_day_and_is_not_resolved() -> None:
    made = forecasting(
        'closes: "2021-01-01", chance: 0.9',
        'closes: "2022-01-01", chance: 0.9, given: it rains.',
        'closes: "2023-01-01", chance: 0.9',
        'closes: "2023-01-01", chance: 0.9',
        resolutions='{F2: {outcome: came_true, date: "2021-06-01"}}',
    )
    document = made.document
    told = {}
    for day in ("2020-06-01", "2021-05-01", "2021-06-01", "2024-01-01"):
        found = outlook_of(document, (), as_of=date.fromisoformat(day))
        assert found is not None
        told[day] = forecasts_text(found, document)
    assert told == {
        "2020-06-01": "Four forecasts; the next closes on 1 January 2021: “It happens 1” (F1).",
        "2021-05-01": (
            "Four forecasts; the next closes on 1 January 2022: “It happens 2”, if it rains (F2); one past the close is "
            "not resolved."
        ),
        "2021-06-01": (
            "Four forecasts, three still open; the next two close on 1 January 2023; one past the close is not resolved."
        ),
        "2024-01-01": "Four forecasts, three still open; three past the close are not resolved.",
    }
    assert outlook_of(loads(CLAIMS).document, ()) is None


def test_they_are_told_with_their_claims_in_words() -> None:
    made = forecasting(
        'closes: "2030-01-01", chance: 0.9, from: depends',
        'closes: "2030-01-01", chance: likely, from: never',
        'closes: "2030-01-01", chance: 0.5, from: never',
    )
    found = leaning(made.document, check(made))
    first = "“It happens 1” (F1), 90% (very likely), is drawn from “Bob follows” (depends), which depends"
    second = (
        "“It happens 2” (F2), 55 to 80% (likely), is drawn from “If she sings and does not she comes” (never), which has a "
        "condition that is never met"
    )
    words = glossary_of(made)
    assert leanings_text(found, made.document, words) == (
        f"Two of three forecasts lean on what does not follow: {first}; {second}."
    )
    assert leanings_text(found, made.document, words, counted=True, most=1, more=": countermove score case") == (
        f"Two of them lean on what does not follow: {first}; and one more: countermove score case."
    )
    assert leanings_text(found, made.document, words, counted=True, most=0, more=": countermove score case") == (
        "Two of them lean on what does not follow: countermove score case."
    )
    assert leanings_text((), made.document, words) == ""


def test_the_first_screen_tells_forecasts_and_premises_as_the_selection_has_them() -> None:
    made = forecasting(
        'closes: "2030-01-01", chance: 0.9, from: follows', 'closes: "2030-01-01", chance: 0.9, from: depends'
    )
    plain = [item.text for item in rests_on(reports.assess(made, parts=()))]
    assert plain == [
        (
            "Two forecasts; the next two close on 1 January 2030. One of them leans on what does not follow: “It happens 2” "
            "(F2), 90% (very likely), is drawn from “Bob follows” (depends), which depends."
        ),
        "None of the five premises has a source; all of this holds if they are true.",
    ]
    found = reports.assess(made, reports.Selection(reading={"Q": "does_not"}), parts=())
    assert next(iter(rests_on(found))).text == plain[0].replace("which depends", "which is unsupported")


@pytest.mark.parametrize(
    ("weighed", "sources", "told"),
    [
        (
            (38, 0, 6, 0),
            1,
            "Of 44 premises, 38 cite the source and six are assumed; all of this holds if they are true.",
        ),
        (
            (1, 1, 1, 1),
            2,
            (
                "Of four premises, one cites a source, one is supplied by the modeller, one is assumed and one has "
                "no source; all "
                "of this holds if they are true."
            ),
        ),
        ((12, 0, 0, 0), 1, "All twelve premises cite the source; all of this holds if they are true."),
        ((0, 0, 2, 0), 0, "Both premises are assumed; all of this holds if they are true."),
        ((0, 0, 0, 1), 0, "The one premise has no source; all of this holds if it is true."),
        ((0, 0, 0, 0), 0, ""),
    ],
)
def test_the_weight_of_premises_is_one_line(weighed: tuple[int, ...], sources: int, told: str) -> None:
    kinds = dict(zip(("sourced", "unsaid", "assumed", "unsourced"), weighed, strict=True))
    assert premises_text(kinds, sources) == told
