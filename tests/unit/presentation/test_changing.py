"""change, responsibility and inverse in words, and as data."""

from __future__ import annotations

from dataclasses import replace
from math import factorial

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.media import data_of, page_of
from countermove.presentation.blocks import Page, Sentence, Table
from countermove.questions.change import changes_in
from countermove.questions.responsibility.compute import responsibility
from gmcr.base.errors import CountermoveError, UnknownName
from tests import flagship
from tests.conftest import require_module
from tests.unit.reports.samples import QUIET

__all__: list[str] = []


def sentences(page: Page, tone: str = "") -> list[str]:
    return [item.text for item in page.blocks if isinstance(item, Sentence) and tone in ("", item.tone)]


def tables(page: Page) -> list[Table]:
    return [item for item in page.blocks if isinstance(item, Table)]


def test_what_would_bring_the_target_about(ferry: Assessment) -> None:
    record = reports.ask("change", ferry)
    page = page_of(record)
    [found] = record.record.by_concept
    assert found.changes == changes_in(ferry).changes
    assert sentences(page, "answer") == [
        (
            "Service: nobody goes there with everybody looking one step ahead (Nash). Somebody could be led "
            "there: Town pays for the ferry (state 1), which pays "
            "because of the answer that it brings, if whoever makes it is bound by it, with everybody looking one step ahead "
            "(Nash). One change of mind alone would bring it about."
        )
    ]
    [table] = tables(page)
    assert [(row[0], row[1]) for row in table.rows] == [(1, "Town alone")]
    assert "Complete: all sets of up to three edits have been looked at." in sentences(page, "note")


def test_one_concept_alone_has_a_heading_only_where_more_were_asked_for(ferry: Assessment) -> None:
    record = reports.ask("change", ferry)
    assert "Under Nash" not in sentences(page_of(record), "heading")
    part = replace(record, record=replace(record.record, left_out=("smr",)))
    assert "Under Nash" in sentences(page_of(part), "heading")
    assert "Interrupted: nothing has been looked at under SMR." in sentences(page_of(part), "caution")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"break_": True}, "The start is an equilibrium with everybody looking one step ahead (Nash)."),
        (
            {"hold": "start"},
            "State 0 (no act is on) is already an equilibrium with everybody looking one step ahead (Nash).",
        ),
        (
            {"hold": "town.pay,line.run"},
            "As things are, state 3 (Town pays for the ferry; Line runs the ferry) is not an equilibrium",
        ),
        ({"to": "not line.protest"}, "it ends there with everybody looking one step ahead (Nash)."),
        (
            {"to": "line.protest and town.pay", "bound": 1},
            "No single change of mind (a want left out, put lower or made what it could be) would bring it about.",
        ),
        (
            {"to": "not town.pay", "concepts": ["seq"]},
            "it ends there with everybody reckoning with answers that pay (SEQ).",
        ),
    ],
)
def test_each_goal_is_told_in_its_own_words(ferry: Assessment, asked: dict[str, object], answer: str) -> None:
    page = page_of(reports.ask("change", ferry, **asked))  # type: ignore[arg-type]
    assert any(answer in text for text in sentences(page, "answer")), sentences(page)


def test_costs_are_told_where_they_differ(ferry: Assessment) -> None:
    priced = reports.ask("change", ferry, break_=True, costs={"t2": "0.5"})
    page = page_of(priced)
    [table] = tables(page)
    assert [column.title for column in table.columns] == ["Edits", "Cost", "Whose mind", "Change"]
    assert [row[1] for row in table.rows].count("0.5 *") == len(priced.record.by_concept[0].cheapest)
    assert any("cost least" in text or "costs least" in text for text in sentences(page))
    assert any(text.endswith("Set by hand: t2 0.5.") for text in sentences(page, "note"))


def test_tables_begin_with_the_smallest_and_cheapest_changes() -> None:
    record = reports.ask("change", flagship.korea(), break_=True, concepts=["seq"], bound=2, costs={"d2": "0.25"})
    rows = tables(page_of(record, every=True))[0].texts
    order = [(int(row[0]), float(row[1].rstrip(" *"))) for row in rows]
    assert order == sorted(order)
    assert len({edits for edits, _ in order}) == 2


def test_long_tables_are_cut_unless_all_is_asked_for() -> None:
    record = reports.ask("change", flagship.korea(), break_=True, concepts=["seq"], stress=True, bound=2)
    short, whole = page_of(record), page_of(record, every=True)
    assert len(tables(short)[0].rows) == 12
    assert len(tables(whole)[0].rows) == len(record.record.by_concept[0].changes) > 12
    assert "more)" in tables(short)[0].caption
    assert any("stress test" in text for text in sentences(short, "caution"))


def test_several_concepts_are_told_one_after_another(ferry: Assessment) -> None:
    page = page_of(reports.ask("change", ferry, concepts=("nash", "smr", "nash")))
    assert sentences(page, "heading")[1:] == ["Under Nash", "Under SMR"]


@pytest.mark.level("all")
def test_degrees_and_blame_side_by_side() -> None:
    korea = flagship.korea()
    page = page_of(reports.ask("responsibility", korea))
    degrees, witnesses, blame = tables(page)
    assert [row[0] for row in degrees.texts] == [
        "the author",
        "China (china)",
        "the United States (washington)",
        "others (advocates)",
    ]
    assert degrees.texts[0][1:] == ("nobody goes there", "0", "1", "0", "0")
    assert [len(row[1].split("\n")) for row in witnesses.texts] == [1, 1, 2, 3]
    assert blame.texts[0][1:] == ("1/4", "1/2", "1", "1/4", "0")
    assert blame.rows[-1][0] == "(all)"
    assert any(text.startswith("Averaged over the four views: United States 3/4") for text in sentences(page, "answer"))


def test_weights_as_they_are_typed(ferry: Assessment) -> None:
    record = reports.ask("responsibility", ferry, weights={"author": "3", "pessimist": "1", "Q.purse_first": "0"})
    assert record.record.blame == responsibility(ferry, weights={"author": 3}).blame
    assert record.record.reading_weights == (1, 0)
    with pytest.raises(UnknownName, match="view"):
        reports.ask("responsibility", ferry, weights={"optimist": "1"})
    with pytest.raises(UnknownName, match="There are: author, pessimist"):
        reports.ask("responsibility", ferry, weights={"foo": "1"})
    seen = reports.ask("responsibility", ferry, reports.select(view="pessimist")).record
    assert [(row.view, row.degrees) for row in seen.views] == [
        (row.view, row.degrees) for row in responsibility(ferry).views if row.view == "pessimist"
    ]
    with pytest.raises(CountermoveError, match="name none"):
        reports.ask("views", ferry, reports.select(view="pessimist"))


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({}, "All readings carry the same weight, and so do all views."),
        ({"author": "2"}, "Views are weighted as requested; all readings carry the same weight."),
        ({"Q.purse_first": "2"}, "Readings are weighted as requested; all views carry the same weight."),
        ({"author": "2", "Q.purse_first": "2"}, "Readings and views are weighted as requested."),
    ],
)
def test_it_is_told_what_was_weighed(ferry: Assessment, weights: dict[str, str], told: str) -> None:
    assert sentences(page_of(reports.ask("responsibility", ferry, weights=weights)), "note")[-1] == told


def test_what_syria_would_have_to_prefer() -> None:
    record = reports.ask(
        "inverse",
        reports.open_game("syria-iraq-1975"),
        state="syria.release",
        vary=["syria"],
        concepts=["seq"],
        limit=2,
    )
    page = page_of(record)
    assert sentences(page, "heading") == ['State 1: Syria chooses "Release water".']
    assert sentences(page, "answer") == [
        (
            "Of the 720 strict rankings of Syria, 384 make it an equilibrium with everybody reckoning with "
            "answers that pay (SEQ): 8/15 (53.3%)."
        )
    ]
    assert '0 (Syria no longer chooses "Release water"), or else above 4.' in sentences(page, "item")
    shares, listing = tables(page)
    assert [row[0] for row in shares.rows] == ["Iraq", "Syria"], "easiest first"
    assert listing.rows == (("0 > 1 > 2 > 4 > 5 > 6",), ("0 > 1 > 2 > 4 > 6 > 5",))


def test_what_is_not_counted_is_not_told_as_counted() -> None:
    korea = reports.ask("inverse", reports.open_game("korea-2021"), state="start", concepts=["seq", "gmr"])
    answers = sentences(page_of(korea), "answer")
    assert "is not counted" in answers[0]
    assert answers[1] == "Easiest to satisfy: South Korea, since 1/2 (50%) of its strict rankings will do."
    assert "% make it an equilibrium with everybody fearing any answer (GMR)" in answers[2]
    assert answers[2].startswith("Of all profiles of strict rankings of North Korea, ")
    asked = [block.with_more for block in page_of(korea).blocks if isinstance(block, Sentence)]
    assert any(text.endswith("further conditions. (--full)") for text in asked)
    assert not any("further conditions" in text for text in sentences(page_of(korea, every=True), "item"))


def test_where_others_leave_anyway_no_ranking_will_do(ferry: Assessment) -> None:
    page = page_of(reports.ask("inverse", ferry, state="town.pay", vary=["line"]))
    assert sentences(page, "answer") == [
        "Of the 720 strict rankings of Line, none makes it an equilibrium with everybody looking one step ahead (Nash)."
    ]
    assert "Town would leave it whatever Line prefers." in sentences(page, "plain")


def test_two_that_are_as_easy_to_satisfy_share_a_sentence() -> None:
    record = reports.ask("inverse", reports.open_game("chicken"), state="start")
    (answer, easiest) = sentences(page_of(record), "answer")
    assert answer == (
        "Of the 576 profiles of strict rankings of Row and Column, 144 make it an equilibrium with "
        "everybody looking one step ahead (Nash): 1/4 (25%)."
    )
    assert easiest == "Easiest to satisfy: Row and Column, since 1/2 (50%) of the strict rankings of each will do."


def test_small_shares_are_one_in_so_many() -> None:
    many = "\n".join(f"      o{k}: {{does: acts}}" for k in range(11))
    text = f"countermove: 1\nactors:\n  a:\n    options:\n{many}\n    wants: [{{id: w, want: a.o1}}]\nstart: []\n"
    found = reports.ask("inverse", loads(text, file="long.yaml"), state="0")
    assert sentences(page_of(found), "answer") == [
        "Of all strict rankings of a, one in 2,048 makes it an equilibrium with everybody looking one step ahead (Nash)."
    ]


def test_counts_longer_than_python_likes_to_print() -> None:
    many = "\n".join(f"      o{k}: {{does: acts}}" for k in range(11))
    text = f"countermove: 1\nactors:\n  a:\n    options:\n{many}\n    wants: [{{id: w, want: a.o1}}]\nstart: []\n"
    found = reports.ask("inverse", loads(text, file="long.yaml"), state="0")
    assert found.record.by_concept[0].profiles == factorial(2048)
    kind, data = data_of(found)
    assert kind == "inverse"
    [concept] = data["concepts"]
    assert len(concept["profiles"]) > 4300
    assert concept["actors"][0]["share"] == "1/2048"


LOCKED = """
countermove: 1
actors:
  a:
    options: {x: {does: comes, kind: strategic}}
    wants: [{id: a1, want: not x}, {id: a2, want: x}]
  b:
    options: {y: {does: goes}}
    wants: [{id: b1, want: not y}, {id: b2, want: not y}, {id: b3, want: LAST}]
start: []
"""


def test_the_cheapest_change_of_whatever_size_is_told() -> None:
    require_module("pysat", "it finds the cheapest change of whatever size")
    two = loads(LOCKED.replace("LAST", "y"), file="locked.yaml")
    told = sentences(page_of(reports.ask("change", two, break_=True, bound=1)), "answer")
    assert told[-1].startswith("Cheaper than all of these is a change of two edits, at a cost of 2: B")
    larger = reports.ask("change", two, hold="y", bound=1)
    told = sentences(page_of(larger), "answer")
    assert told[-1].startswith("The cheapest is a change of two edits, at a cost of 2: B")
    kind, data = data_of(larger)
    assert kind == "change"
    assert [edit["want"] for edit in data["concepts"][0]["beyond"]] == ["b1", "b2"]
    quiet = loads(QUIET.replace("want: one.act", "want: not one.act"), file="quiet.yaml")
    told = sentences(page_of(reports.ask("change", quiet, break_=True)), "answer")
    assert told[-1] == "No set of edits of any size would do."
