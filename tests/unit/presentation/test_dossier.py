"""The dossier: what it tells, in which order, and that nothing of a case is markup in any format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from countermove.assessment import loads
from countermove.catalogue.reports import suffixes_text
from countermove.context.glossary import glossary_of
from countermove.media.html import html_of
from countermove.media.markdown import markdown_of
from countermove.media.output import format_of, write_report
from countermove.plugins.evidence.ledger.seal import Sealed
from countermove.plugins.evidence.ledger.text import head_text
from countermove.presentation.assumptions import byline
from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.markdown import escaped
from countermove.presentation.words import count
from countermove.reports.report.blocks import (
    Chapter,
    Dossier,
    DossierBlock,
    Entries,
    Judgements,
    Marks,
    Pairs,
    Section,
    ShownPicture,
    Timeline,
)
from countermove.reports.report.compose import dossier_of
from countermove.reports.report.compute import ReportRecord, report_case
from countermove.reports.report.sensitivity import tipping_section
from countermove.reports.report.standards import ABSENT, PRESENT, UNJUDGED, Standard, standards_of, standards_section
from gmcr.base.characters import visible
from gmcr.base.errors import CountermoveError, MissingExtra
from tests.conftest import in_one_test, require_module
from tests.flagship import korea_checked, korea_report, korea_told
from tests.unit.presentation.hostile import HOSTILE, NASTY
from tests.unit.reports.samples import FERRY, QUIET

__all__: list[str] = []


@cache
def record(text: str) -> ReportRecord:
    return report_case(loads(text, file="case.yaml"), draws=50)


def section(dossier: Dossier, name: str) -> str:
    """All sentences and cells of a section."""
    (found,) = (item for item in dossier.sections if item.id == name)
    told = [found.lead]
    for block in found.blocks:
        if isinstance(block, Sentence):
            told.append(block.text)
        elif isinstance(block, Table):
            told += [block.caption, *(" ".join(row) for row in block.texts)]
        elif isinstance(block, Judgements):
            told += [f"{item.asked} {item.text} {item.then} {item.basis}" for item in block.items]
        elif isinstance(block, Marks):
            told += [item.told for item in block.items]
        elif isinstance(block, Timeline):
            told += [f"{event.day} {event.told} {event.left}" for event in block.events]
        elif isinstance(block, ShownPicture) and block.figure.name == "deciding":
            told += [block.figure.title, block.figure.description]
        elif isinstance(block, Pairs):
            told += [" ".join(item) for item in block.items]
        elif isinstance(block, Entries):
            told += [f"{item.id} {item.word} {item.text} {item.details}" for item in block.items]
    return "\n".join(told)


# -- what it tells -----------------------------------------------------------------------------------------------------


def chapters(dossier: Dossier) -> dict[str, list[str]]:
    return {chapter.id: [item.id for item in chapter.sections] for chapter in dossier.chapters}


@pytest.mark.level("all")
def test_four_chapters_are_read_and_the_rest_is_folded_away() -> None:
    found = korea_told()
    assert chapters(found) == {
        "why": ["status-quo", "wants"],
        "follows": ["claims"],
        "change-it": ["change", "tipping", "robust", "responsibility"],
        "since-then": ["forecasts", "watch"],
        "annex": [
            "premises",
            "answers",
            "grounds",
            "together",
            "matrix",
            "graph",
            "levers",
            "roads",
            "coalitions",
            "longrun",
            "views",
            "inverse",
            "evidence",
            "draws",
            "left-out",
            "standards",
            "method",
        ],
    }
    assert [chapter.id for chapter in found.chapters if chapter.folded] == ["annex"]


LEVERS = """\
countermove: 1
actors: {one: {options: {act: {}}, wants: [{id: w, want: one.act, while: d + e > 1.2, otherwise: not one.act}]}}
start: []
drivers: {d: {now: 0.5}, e: {now: 0.5}}
"""
"""One actor, who acts where two drivers are high enough together."""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (
            "d + e > 1.2",
            [
                "Nearest to tipping the status quo: d 0.50 → above 0.70.",
                "With all drivers free to move a little: d 0.50 → above 0.60 and e 0.50 → 0.60.",
            ],
        ),
        ("d > 0.6", ["Nearest to tipping the status quo: d 0.50 → above 0.60."]),
        ("d > 1.2", ["No values of d and e tip the status quo."]),
    ],
)
def test_what_is_nearest_is_told_by_each_norm_where_other_drivers_move(condition: str, told: list[str]) -> None:
    found = tipping_section(record(LEVERS.replace("d + e > 1.2", condition)))
    assert found is not None
    nearest = [block.text for block in found.blocks if isinstance(block, Sentence) and block.tone in ("answer", "item")]
    assert nearest == told


def test_parts_without_reason_are_left_out() -> None:
    assert chapters(dossier_of(record(QUIET))) == {
        "why": ["status-quo", "wants"],
        "follows": ["claims"],
        "change-it": ["robust"],
        "annex": [
            *(
                "premises",
                "answers",
                "graph",
                "levers",
                "roads",
                "coalitions",
                "longrun",
                "evidence",
                "draws",
                "left-out",
            ),
            *("standards", "method"),
        ],
    }


def first_of(dossier: Dossier) -> str:
    """All that the first page says in words."""
    return section(replace(dossier, chapters=(Chapter("", "", (Section("first", "", page(dossier)),)),)), "first")


def page(dossier: Dossier) -> tuple[DossierBlock, ...]:
    return (*dossier.first, *dossier.beside)


@pytest.mark.level("all")
def test_the_first_page_answers_every_question_and_in_brief_is_all_there_is() -> None:
    whole, brief = korea_told(), dossier_of(korea_report(), brief=True)
    assert brief.chapters == ()
    assert brief.anchors == {}
    assert page(brief) == page(whole)
    assert [block.figure.name for block in page(brief) if isinstance(block, ShownPicture)] == ["deciding"]
    lanes = next(item for item in whole.sections if item.id == "status-quo").pictures
    assert [picture.figure.name for picture in lanes] == ["lanes"], "the ways out stand with the reasons"
    told = first_of(brief)
    for question in korea_report().document.key_questions.values():
        assert question.asks in told
    assert "No, in every reading. Nobody moves." in told
    assert "What decides whether anybody moves, as the file stands: four numbers and two wants." in told
    assert "belief that Washington may still engage (0.60)" in told
    assert "20 January 2022" in told
    assert "Of six forecasts, as of 2023-03-24: three came true" in told
    assert "with everybody fearing any answer, with a reply of their own (SMR)" in told
    for claim in korea_report().assess.claims:
        if claim.of_the_author:  # each has its sign
            assert f"{korea_report().glossary.claims[claim.id].says}: {claim.word}" in told


@pytest.mark.level("all")
def test_it_says_after_whom_and_of_when_it_is() -> None:
    after = "After Yun Sun, Stimson Center, August 2021 · as of 15 August 2021 · looks to 31 August 2022"
    found = korea_told()
    assert found.byline == after
    shown = [block for section in found.sections for block in section.blocks] + list(page(found))
    assert html_of(found).count(after) == 1 + sum(isinstance(block, ShownPicture) for block in shown)
    written = loads("author: A. Person\n" + FERRY, file="ferry.yaml")
    assert byline(glossary_of(written)).startswith("By A. Person")


@pytest.mark.level("all")
def test_every_id_leads_to_what_it_is() -> None:
    found = korea_told()
    html = html_of(found)
    targets = set(re.findall(r' id="([^"]+)"', html))
    led = re.findall(r'href="#([^"]+)"', html)
    assert set(led) <= targets
    assert len(led) > 200
    document = korea_report().document
    for name in (*document.claims, *document.open, *document.drivers, *document.observations):
        assert found.anchors[name] in targets
    for actor in document.actors.values():
        assert all(found.anchors[want.id] == f"want-{want.id}" for want in actor.wants)
    assert len(re.findall(r' id="', html)) == len(targets), "no anchor stands there twice"


@pytest.mark.level("all")
def test_no_report_says_how_to_ask_a_program() -> None:
    for found in (korea_told(), *(dossier_of(record(HOSTILE), form=form) for form in ("pdf", "markdown"))):
        for name in [item.id for item in found.sections]:
            assert not re.search(r"(?<!\w)--[a-z]", section(found, name)), name


def test_attacks_and_what_changed_are_told_when_asked_for() -> None:
    now, before = (loads(FERRY.replace("now: 0.6", f"now: {value}"), file="ferry.yaml") for value in ("0.6", "0.4"))
    found = dossier_of(report_case(now, draws=50, attacked=True, since=before))
    names = [item.id for item in found.sections]
    assert names.index("redteam") == names.index("claims") + 1
    assert names[0] == "since"
    assert "demand" in section(found, "since")
    assert "A" in section(found, "redteam")
    assert {"redteam", "since"}.isdisjoint(item.id for item in dossier_of(report_case(now, draws=50)).sections)


@pytest.mark.level("all")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grounds", "C01f depends The stalemate lasts even if every mover looks to the end"),
        (
            "grounds",
            "holds if Washington would not sit down (O1); fails if Washington would sit down once Pyongyang came (O1)",
        ),
        ("together", "talks come” (C22) exclude one another"),
        ("matrix", "The most diagnostic premise is that North Korea keeps the door open (d3)"),
        ("inverse", "Easiest to satisfy: South Korea"),
        ("coalitions", "North Korea and the United States could leave the status quo in 16 of 32 readings"),
        ("longrun", "Where it ends if everybody errs now and then"),
        ("claims", "Since then, in the readings that remain, C17 and C26 are false throughout."),
        ("claims", "The conclusions cannot all be true"),
        (
            "premises",
            "u2 sees more risk than reward; otherwise sees reward enough to engage a North that does not test: not to seek talks",
        ),
        ("tipping", "Nearest to tipping the status quo: window 0.60 → below 0.30."),
        ("watch", "reward up, which tips the status quo and whether it ends in talks from 0.70 (now 0.20)"),
        ("watch", "window down, which tips the status quo below 0.30 (now 0.60)"),
        ("watch", "salience up, flat or down"),
        ("draws", "The status quo Nash 100% 16.6%"),
        ("method", "very likely or highly probable 80 to 95%"),
        ("evidence", "B2: usually reliable, probably true"),
        ("forecasts", "80 to 95% (very likely)"),
        ("forecasts", "20 to 80% (wider than any word of the scale)"),
        ("left-out", "Russia, Japan, the US Congress and the UN as a body"),
        ("standards", "Argues clearly and logically absent"),
    ],
)
def test_the_korean_case(name: str, said: str) -> None:
    assert said in section(korea_told(), name)


@pytest.mark.level("all")
def test_the_file_the_program_and_the_seed_are_named() -> None:
    made = dict(korea_told().made)
    assert made["File (SHA-256)"] == korea_report().frame.digest
    assert made["Seed"] == "0 (500 draws)"
    assert dict(dossier_of(record(QUIET)).made)["Seed"] == "none: nothing here is drawn at random"


@pytest.mark.level("all")
def test_the_scorecard_says_what_is_there() -> None:
    standards = standards_of(korea_report(), pictures=4)
    results = {item.number: item.result for item in standards}
    assert [number for number, result in results.items() if result == PRESENT] == [2, 4, 9]
    assert [number for number, result in results.items() if result == ABSENT] == [6]
    assert standards[6].why.endswith("one is contradicted; C16 holds in no reading")
    assert standards[2].why == "eleven claims turn on what is left open and four numbers tip what follows"
    bare = {item.number: item.result for item in standards_of(record(QUIET), pictures=0)}
    assert [number for number, result in bare.items() if result != ABSENT] == [7]
    assert bare[7] == UNJUDGED


NONSENSE = """
countermove: 1
title: Colourless green ideas sleep furiously
as_of: "2020-01-01"
start: [wake]
target: sleep
actors:
  A:
    name: Ideas
    options: {sleep: {does: sleeps furiously}}
    wants:
      - {id: a1, want: sleep, certainty: high, at: [{source: S, para: 1}]}
      - {id: a2, want: not wake, at: [{source: S, para: 2}]}
  B:
    name: Green
    options: {wake: {does: wakes colourlessly}}
    wants: [{id: b1, want: not wake, while: hue > 0.5, otherwise: wake, at: [{source: S, para: 3}]}]
sources: {S: {what: Seven sevens, grade: A1, default: true}}
drivers: {hue: {now: 0.7, means: how blue the square root is, at: [{source: S, para: 4}]}}
open: {Q: {asks: Whether purple is heavy, readings: {yes_: {}, no_: {set: {hue: 0.6}}}}}
scenarios: {monday: {set: {hue: 0.2}, why: it is Monday, at: [{source: S, para: 5}]}}
views: {moon: {holder: A, drop: [b1], at: [{source: S, para: 6}]}}
claims:
  C1: {says: Ideas sleep because nobody wakes them, check: {every_outcome: sleep and not wake}, expect: follows}
indicators: {I1: {watch: The weight of purple, moves: {hue: [up]}}}
forecasts:
  F1: {says: Ideas sleep, closes: "2021-01-01", rule: they snore, chance: 0.99, from: C1}
resolutions: {F1: {outcome: came_true, date: "2021-01-02", because: they snored}}
"""


def test_nothing_of_nonsense_is_present_because_a_field_is_filled() -> None:
    standards = standards_of(record(NONSENSE), pictures=5)
    results = {item.number: item.result for item in standards}
    assert [number for number, result in results.items() if result == UNJUDGED] == [1, 3, 4, 5, 7, 8]
    assert [number for number, result in results.items() if result == PRESENT] == [0, 2, 6, 9]  # C1 needs a1 and b1
    assert all(item.unjudged for item in standards)
    told = standards_section(standards)
    assert [block.tone for block in told.blocks if isinstance(block, Sentence)] == ["answer", "caution"]
    text = section(dossier_of(record(NONSENSE)), "standards")
    assert "This is not a grade, and it has no total." in text
    assert "Whether the premises are true" in text
    assert not re.search(r"\b(met|pass(es|ed)?|good|meets|fulfil\w*|credible)\b", text)
    assert not re.search(r"\b\w+ (is|are) present\b", text)


def test_an_argument_is_judged_where_all_conclusions_have_a_class() -> None:
    found = record(NONSENSE)
    [known] = found.assess.claims
    for claims, result in (((known, known), PRESENT), ((known, replace(known, kind=None)), UNJUDGED)):
        judged = replace(found, assess=replace(found.assess, claims=claims))
        assert {item.number: item.result for item in standards_of(judged, pictures=5)}[6] == result


def content(claim: str, *, wants: str = "{id: a1, want: sleep}", forecast: str = "almost certain") -> Standard:
    """Whether the conclusions have content, of a file with one invented premise, one claim and a forecast drawn from it."""
    lines = [
        *("countermove: 1", "title: Do ideas sleep?", "target: sleep", "actors:"),
        *("  A: {name: Ideas, options: {sleep: {does: sleeps furiously}}, wants: [" + wants + "]}", "claims:"),
        "  C1: {says: Ideas sleep, check: " + claim + "}",
        *("forecasts:", '  F1: {says: Ideas sleep, closes: "2030-01-01", chance: ' + forecast + ", from: C1}"),
    ]
    found = record("\n".join(lines) + "\n")
    assert section(dossier_of(found), "standards").startswith("\nThe conclusions have no content: ") == (
        standards_of(found, pictures=0)[0].result != UNJUDGED
    )
    return standards_of(found, pictures=0)[0]


@pytest.mark.parametrize(
    ("claim", "wants", "result", "why"),
    [
        (
            "{every_outcome: sleep}",
            "{id: a1, want: sleep}",
            ABSENT,
            "the one conclusion restates a premise; none follows",
        ),
        (
            "{every_outcome: sleep or not sleep}",
            "{id: a1, want: sleep}",
            ABSENT,
            "holds whatever anybody wants; none follows",
        ),
        (
            "{every_outcome: sleep}",
            "{id: a1, want: not sleep}",
            ABSENT,
            "the one conclusion is unsupported; none follows",
        ),
        (
            "{every_outcome: (sleep and not sleep) implies not sleep}",
            "{id: a1, want: sleep}",
            ABSENT,
            "never met; none follows",
        ),
        ("{no_outcome: sleep}", "{id: a1, want: not sleep}", UNJUDGED, "would do so with no wants at all"),
    ],
)
def test_conclusions_of_nonsense_have_no_content(claim: str, wants: str, result: str, why: str) -> None:
    found = content(claim, wants=wants)
    assert (found.number, found.name, found.result) == (0, "Conclusions have content", result)
    assert why in found.why


def forecasting(chance: str, outcomes: list[str]) -> ReportRecord:
    """A quiet case with a forecast of one chance for every outcome."""
    lines = [
        *(
            "forecasts:",
            *(f'  F{k}: {{says: It happens, closes: "2022-01-01", chance: {chance}}}' for k in range(len(outcomes))),
        ),
        *("resolutions:", *(f'  F{k}: {{outcome: {seen}, date: "2022-01-02"}}' for k, seen in enumerate(outcomes))),
    ]
    return record(QUIET + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("chance", "outcomes", "result", "why"),
    [
        ("0.8", ["void"], UNJUDGED, "no forecast can be scored yet"),
        ("0.8", ["came_true"] * 9, UNJUDGED, "nine scored forecasts with 0.04 on average; 0.25"),
        ("0.8", ["came_true"] * 9 + ["void", "disputed"], UNJUDGED, "fewer than ten make no record"),
        ("0.8", ["came_true"] * 8 + ["did_not"] * 2, PRESENT, "ten scored forecasts with 0.16 on average; 0.25"),
        ("[0.4, 0.6]", ["did_not"] * 10, UNJUDGED, "ten scored forecasts with 0.16 to 0.36 on average; 0.25"),
        ("0.8", ["did_not"] * 10, ABSENT, "ten scored forecasts with 0.64 on average; 0.25"),
        ("very likely", ["came_true"] * 12, PRESENT, "twelve scored forecasts with 0.0025 to 0.04 on average"),
    ],
)
def test_forecasts_are_scored_once_enough_have_come_out(
    chance: str, outcomes: list[str], result: str, why: str
) -> None:
    found = forecasting(chance, outcomes)
    accuracy = standards_of(found, pictures=0)[8]
    assert accuracy.result == result
    assert why in accuracy.why
    assert ("That is too short a record" in section(dossier_of(found), "forecasts")) == (0 < len(found.scores) < 10)


def test_a_forecast_that_came_out_shows_its_score() -> None:
    told = section(dossier_of(forecasting("very likely", ["did_not", "void"])), "forecasts")
    assert "Of two forecasts, as of 2022-01-02: one did not come true and one void." in told
    assert "The one forecast that can be scored has 0.64 to 0.9 (the squared error" in told
    assert "80 to 95% (very likely) did not come true, 2022-01-02 0.64 to 0.9" in told


def test_what_a_chance_was_changed_to_stands_behind_it() -> None:
    updates = '[{date: "2021-02-01", chance: 0.9}, {date: "2021-03-01", chance: 0.3}]'
    text = f'forecasts:\n  F1: {{says: a, made: "2021-01-01", closes: "2022-01-01", chance: 0.8, updates: {updates}}}\n'
    told = section(dossier_of(record(QUIET + text)), "forecasts")
    assert "80% (very likely); 30% (unlikely) since 2021-03-01" in told


EARLY = """
claims:
  C1: {says: The ferry moves, check: {some_outcome: "FORMULA"}}
forecasts:
  F1: {says: It happens by June, closes: "2022-06-30", chance: 0.8, from: C1}
  F2: {says: It has happened by March, closes: "2022-03-31", chance: 0.8}
  F3: {says: It never happens, closes: "2023-12-31", chance: 0.8}
resolutions:
  F1: {outcome: did_not, date: "2022-02-01"SETTLED}
  F2: {outcome: came_true, date: "2022-03-01"}
  F3: {outcome: came_true, date: "2022-04-01"}
"""


@pytest.mark.parametrize(
    ("settled", "as_of", "scored"),
    [
        ("", None, ["F2"]),
        (", settled: true", None, ["F1", "F2"]),
        ("", "2022-03-15", []),
        ("", "2024-01-01", ["F1", "F2", "F3"]),
    ],
)
def test_a_forecast_that_can_still_turn_is_not_scored(settled: str, as_of: str | None, scored: list[str]) -> None:
    case = loads(QUIET + EARLY.replace("SETTLED", settled).replace("FORMULA", "true"), file="case.yaml")
    found = report_case(case, draws=10, as_of=as_of)
    assert list(found.scores) == scored
    told = section(dossier_of(found), "forecasts")
    assert ("can still turn" in told) == ("so far" in told) == (as_of != "2024-01-01")
    assert (found.standings["F3"] == "open") == (as_of == "2022-03-15")
    assert "which the premises contradict" not in told


def test_a_forecast_drawn_from_a_contradicted_claim_is_told_as_such() -> None:
    case = loads(QUIET + EARLY.replace("SETTLED", "").replace("FORMULA", "false"), file="case.yaml")
    told = section(dossier_of(report_case(case, draws=10)), "forecasts")
    assert (
        "One of three forecasts leans on what does not follow: “It happens by June” (F1), 80% (very likely), is drawn from “The "
        "ferry moves” (C1), which is unsupported."
    ) in told


def test_a_comparison_meets_the_standard_on_consistency() -> None:
    since = report_case(loads(QUIET, file="new.yaml"), draws=50, since=loads(QUIET, file="old.yaml"))
    seventh = standards_of(since, pictures=0)[7]
    assert (seventh.result, seventh.where) == (PRESENT, "What changed since old")
    assert standards_of(record(QUIET), pictures=0)[7].result == UNJUDGED


# -- HTML --------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What a browser would make of a page: tags, attributes, and text by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


TAGS = """
    h4 figcaption html head meta title style body svg defs symbol circle path a header p h1 h2 h3 strong div nav ol ul
    li main meter section table caption thead tbody tr th td b span dl dt dd figure details summary footer use
    button mark q g rect line text tspan desc pattern polygon polyline ellipse marker clippath
"""
ALLOWED = set(TAGS.split())


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("text", [HOSTILE, FERRY, QUIET])
def test_nothing_of_a_case_becomes_markup(text: str) -> None:
    html = html_of(dossier_of(record(text)))
    reader = read(html)
    assert {tag for tag, _ in reader.tags} <= ALLOWED
    for tag, attributes in reader.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        leads = "(#|https?://)" if attributes.get("rel") == "noopener noreferrer" else "#"
        for name in ("href", "src", "xlink:href", "action", "background", "poster", "data"):
            assert re.match(leads, attributes.get(name) or "#"), (tag, name)
    assert "\u202e" not in html
    assert "\x01" not in html


def test_hostile_text_is_shown_as_it_is() -> None:
    shown = "".join(read(html_of(dossier_of(record(HOSTILE)))).text)
    for text in NASTY[:-1]:
        assert text in shown
    assert "49" not in re.sub(r"[0-9a-f]{64}|\d\.\d+", "", section(dossier_of(record(HOSTILE)), "status-quo"))


@pytest.mark.level("all")
def test_one_file_that_asks_for_nothing() -> None:
    html = html_of(korea_told())
    policy = next(a for tag, a in read(html).tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert (policy["content"] or "").startswith("default-src 'none'; font-src data:; style-src 'sha256-")
    assert set(re.findall(r"url\((#|\"data:font/woff2;base64,|.)", html)) <= {"#", '"data:font/woff2;base64,'}
    assert "@import" not in html
    assert len(html.encode()) < 1_000_000


@pytest.mark.level("all")
def test_typefaces_are_in_it_and_small() -> None:
    html = html_of(korea_told())
    rules = re.findall(r"@font-face[^}]*}", html)
    assert len(rules) == 4, "those of letters that it has not stay out"
    assert sum(map(len, rules)) < 60_000
    drawn = {first.split(",")[0] for first in re.findall(r'font-family="([^"]*)"', html)}
    assert drawn == {"'Countermove Sans'", "'Countermove Serif'"}, "its figures are set in them too"


@pytest.mark.level("all")
def test_anchors_exist_once_and_links_lead_to_them() -> None:
    for html in (html_of(korea_told()), html_of(dossier_of(record(HOSTILE)))):
        reader = read(html)
        anchors = [a["id"] for _, a in reader.tags if a.get("id")]
        assert len(anchors) == len(set(anchors))
        links = {(a.get("href") or "")[1:] for _, a in reader.tags if "href" in a and "rel" not in a}
        opened = {a["popovertarget"] for tag, a in reader.tags if tag == "button"}
        assert links | opened <= set(anchors)


def test_the_same_dossier_gives_the_same_file() -> None:
    one, two = (report_case(loads(HOSTILE, file="case.yaml"), draws=50) for _ in range(2))
    assert html_of(dossier_of(one)) == html_of(dossier_of(two))
    assert markdown_of(dossier_of(one)) == markdown_of(dossier_of(two))


# -- Markdown ----------------------------------------------------------------------------------------------------------


@in_one_test("text", [*NASTY, "1. one", "- two", "+ three", "=====", "a\nb", "&amp; &#65;", "\\*"])
def test_markdown_of_any_text_is_that_text(text: str) -> None:
    markdown_it = require_module("markdown_it", "it renders Markdown")
    renderer = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    html = renderer.render(escaped(text))
    reader = read(html)
    assert {tag for tag, _ in reader.tags} == {"p"}
    # Spaces at the end of a paragraph, and what is not to be seen, are nobody's loss.
    shown = "".join(reader.text).replace("\u2060", "").strip()
    expected = visible(text.replace("\n", " "))
    assert shown == expected.strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [("0.166 to 0.5", "0.166 to 0.5"), ("1. first", "1\\. first"), ("12)", "12\\)"), ("1-2", "1-2"), ("- x", "\\- x")],
)
def test_markdown_escapes_what_begins_a_list_and_leaves_numbers_alone(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.level("all")
def test_markdown_counts_no_picture_as_its_own() -> None:
    told = {form: dossier_of(record(HOSTILE), form=form) for form in ("html", "pdf", "markdown")}
    tables = {form: next(item for item in one.sections if item.id == "standards").tables for form, one in told.items()}
    counts = {form: next(row[3] for row in first.rows if row[0] == "9") for form, (first, *_) in tables.items()}
    drawn = sum(len(item.pictures) for item in told["html"].sections)
    assert drawn > 3
    many = count(drawn, "picture").capitalize()
    assert counts["html"] == f"{many}, each with the table behind it"
    assert counts["pdf"] == many
    assert counts["markdown"] == f"{many} in the HTML and PDF forms; here the tables behind them, or sketches"


def test_the_limits_do_not_say_that_a_broken_status_quo_holds() -> None:
    held, broken = (section(dossier_of(record(text)), "method") for text in (FERRY, QUIET))
    assert "With no premises at all" in held
    assert "With no premises at all" not in broken


def test_markdown_has_all_sections_and_whole_tables() -> None:
    text = markdown_of(dossier_of(record(HOSTILE)))
    found = dossier_of(record(HOSTILE))
    headings = re.findall(r"^##+ (.*)$", text, re.MULTILINE)
    titles = [item.title for chapter in found.chapters for item in (chapter, *chapter.sections) if item.title]
    assert [escaped(title) for title in titles] == [text for text in headings if text in set(map(escaped, titles))]
    markdown_it = require_module("markdown_it", "it renders Markdown")
    rendered = markdown_it.MarkdownIt("commonmark").enable("table").render(text)
    assert rendered.count("<table>") == len(re.findall(r"^\|(?:-+:?\|)+$", text, re.MULTILINE))
    assert "<img" not in rendered
    assert "<a " not in rendered


# -- PDF ---------------------------------------------------------------------------------------------------------------


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("case", [lambda: record(HOSTILE), korea_report, lambda: record(QUIET)])
def test_in_brief_is_one_side_of_paper(case: Callable[[], ReportRecord]) -> None:
    require_module("typst", "it sets PDFs")
    from countermove.media.pdf import pdf_of

    made = pdf_of(dossier_of(case(), form="pdf", brief=True))
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


@pytest.mark.level("all")
def test_in_brief_with_a_ledger_is_one_side_of_paper_too() -> None:
    require_module("typst", "it sets PDFs")
    from countermove.media.pdf import pdf_of

    line = ("Ledger (head)", head_text(Sealed("0" * 64, 16, 1, date(2025, 1, 1))))
    sealed = replace(korea_report(), imprint=(line,))
    brief = dossier_of(sealed, form="pdf", brief=True)
    assert brief.made[2] == (
        "Ledger (head)",
        f"{'0' * 64} (16 lines, the last of 1 January 2025; one item not sealed as the file has it)",
    )
    assert brief.imprint == 4
    assert len(re.findall(rb"/Type\s*/Page\b", pdf_of(brief))) == 1


def test_a_letter_without_a_glyph_is_set_without_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    typst = require_module("typst", "it sets the PDF")
    from countermove.media.pdf import pdf_of

    asked: list[list[str]] = []

    def compile(template: bytes, *, pdf_standards: list[str], **given: object) -> bytes:
        asked.append(pdf_standards)
        if pdf_standards:
            raise typst.TypstError("no glyph")
        return b"%PDF"

    monkeypatch.setattr(typst, "compile", compile)
    assert pdf_of(dossier_of(record(QUIET))) == b"%PDF"
    assert asked == [["ua-1"], []]


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("told", [pytest.param("korea", marks=pytest.mark.level("judge")), "ferry"])
def test_pictures_stand_below_their_headings_and_no_heading_at_the_foot(told: str) -> None:
    require_module("typst", "it sets PDFs")
    pypdf = require_module("pypdf", "it reads the text of a PDF")
    from countermove.media.pdf import pdf_of

    dossier = dossier_of(korea_report() if told == "korea" else record(FERRY), form="pdf")
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(dossier)))
    pages = [flat(page.extract_text()) for page in reader.pages]
    entries = [item for item in _flattened(reader.outline) if item.title != dossier.title]
    at = {flat(item.title): reader.get_destination_page_number(item) for item in entries}
    pictured = [item for item in dossier.sections if item.title and item.pictures]
    assert len(pictured) >= (6 if told == "korea" else 3)
    for item in pictured:
        if item.blocks.index(item.pictures[0]) < 5:
            assert flat(item.pictures[0].figure.title) in pages[at[flat(item.title)]], item.title
    foot = flat(dossier.title)
    for title, number in at.items():
        below = pages[number].rpartition(title)[2].partition(foot)[0]
        assert len(below) > 20, title
    (annex,) = (chapter for chapter in dossier.chapters if chapter.folded)
    page = pages[at[flat(f"Appendix: {annex.title.lower()}")]]
    assert "Thisappendixisthedatabehindthepagesbeforeit" in page


def _flattened(outline: Sequence[Any]) -> Iterator[Any]:
    for item in outline:
        if isinstance(item, list):
            yield from _flattened(item)
        else:
            yield item


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("text", [HOSTILE, QUIET])
def test_pdf_is_tagged_and_the_same_every_time(text: str) -> None:
    require_module("typst", "it sets PDFs")
    from countermove.media.pdf import pdf_of

    dossier = dossier_of(record(text))
    content = pdf_of(dossier)
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert content == pdf_of(dossier)


def test_without_typst_there_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from countermove.media.pdf import pdf_of

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"pip install 'countermove\[pdf\]'"):
        pdf_of(dossier_of(record(QUIET)))


@pytest.mark.level("all")
def test_tall_figures_are_cut_where_nothing_is_cut_through() -> None:
    from dataclasses import replace

    from countermove.media.pdf import parts_of
    from countermove.questions.check.figure import claims

    figure = claims(korea_checked())
    parts = parts_of(figure)
    assert len(parts) > 1
    assert (parts[0][0], parts[-1][1]) == (0, figure.height)
    assert [top for top, _ in parts[1:]] == [bottom for _, bottom in parts[:-1]]
    for cut, _ in parts[1:]:
        assert not [box for box in figure.boxes if box.kind == "text" and box.y < cut < box.y + box.height]
    for top, bottom in parts:
        svg = figure.drawing.svg(part=(top, bottom))
        assert f'viewBox="0 {top:g} {figure.width:g} {bottom - top:g}"' in svg
        assert f'height="{bottom - top:g}" role=' in svg
    assert parts_of(replace(figure, height=100)) == ((0, 100),)


# -- files -------------------------------------------------------------------------------------------------------------


def test_the_suffix_names_the_format() -> None:
    assert [format_of(f"a/b.{suffix}") for suffix in ("html", "HTM", "md", "pdf")] == [
        "html",
        "html",
        "markdown",
        "pdf",
    ]
    with pytest.raises(CountermoveError, match=rf"{re.escape(suffixes_text())};.*Did you mean x\.html\?"):
        format_of("x.htmll")
    with pytest.raises(CountermoveError, match="name such a file"):
        format_of("report")


def test_a_report_is_written_whole_and_overwrites_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    written = write_report(record(QUIET), str(path))
    assert written.bytes == path.stat().st_size
    with pytest.raises(CountermoveError, match="exists already"):
        write_report(record(QUIET), str(path))
    write_report(record(QUIET), str(path), force=True)
    assert path.read_bytes().startswith(b"<!DOCTYPE html>")
