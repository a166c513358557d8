"""tipping, together, redteam, matrix and diff in words, and as data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.relations import WordedComparison
from countermove.media import envelope, page_of
from countermove.presentation.blocks import Page, Sentence, Table, csv_of
from countermove.presentation.numbers import exact_number, move_text, relation_text, stretch_text
from countermove.presentation.pages import table_of
from countermove.reports.report.sensitivity import nearest_text
from countermove.verdicts.tipping.neighbourhood import Nearest
from gmcr.analysis import Stretch
from tests import flagship
from tests.unit.reports.samples import FERRY, QUIET, TWO_DRIVERS, blind

__all__: list[str] = []


def sentences(page: Page, tone: str = "") -> list[str]:
    return [item.text for item in page.blocks if isinstance(item, Sentence) and tone in ("", item.tone)]


def tables(page: Page) -> list[Table]:
    return [item for item in page.blocks if isinstance(item, Table)]


def test_every_row_is_as_long_as_its_columns(ferry: Assessment) -> None:
    two = loads(TWO_DRIVERS, file="ferry.yaml")
    for record in (
        reports.ask("tipping", ferry),
        reports.ask("tipping", ferry, vary=["demand"]),
        reports.ask("tipping", two),
        reports.ask("tipping", two, vary=["tide", "demand"], claims=["A", "B", "C"]),
        reports.ask("together", ferry),
        reports.ask("redteam", ferry),
        reports.ask("matrix", ferry),
        reports.ask("diff", (ferry, two)),
    ):
        for table in tables(page_of(record)):
            assert {len(row) for row in table.rows} <= {len(table.columns)}


# --- exact numbers ---


def test_numbers_intervals_and_relations() -> None:
    assert [exact_number(Fraction(text)) for text in ("7/10", "1/3", "2", "-1/8")] == ["0.7", "1/3", "2", "-0.125"]
    zero, one, half = Fraction(0), Fraction(1), Fraction(1, 2)
    assert stretch_text("x", Stretch(zero, half, True, False), zero, one) == "x < 0.5"
    assert stretch_text("x", Stretch(half, one, False, True), zero, one) == "x > 0.5"
    assert stretch_text("x", Stretch(half, half, True, True), zero, one) == "x = 0.5"
    assert stretch_text("x", Stretch(zero, one, True, True), zero, one) == "any x"
    assert stretch_text("x", Stretch(zero, half, False, True), zero, one) == "0 < x <= 0.5"
    assert move_text("x", one, half, beyond=-1) == "x from 1 to below 0.5"
    assert move_text("x", half, half, beyond=1) == "x from 0.5 to above 0.5"
    assert move_text("x", zero, half) == "x from 0 to 0.5"
    assert (
        relation_text(WordedComparison("x > y", (("a.b", True), ("c.d", False)))) == "x > y (with a.b on and c.d off)"
    )


# --- tipping ---


def test_one_driver_is_told_by_its_thresholds(ferry: Assessment) -> None:
    page = page_of(reports.ask("tipping", ferry, vary=["demand"], claims=["E"], concepts=["nash"]))
    answers = sentences(page, "answer")
    [table] = tables(page)
    assert table.caption == "What becomes of each thing as demand moves from 0.6 (of 0 to 1), all else as it is"
    assert len(table.columns) == 4, "a driver that is the same in all rows stands above them"
    assert table.rows[0][0] == "“Money makes it run, if only for a day” (E)"
    assert table.rows[0][1:] == ("E holds", "demand < 0.5", "E fails")
    assert answers[0].endswith(": from there on, demand >= 0.5.")


def test_thresholds_are_told_from_the_lowest_to_the_highest() -> None:
    ferry = loads(FERRY.replace("while: demand >= 0.5", "while: demand >= 0.5 or demand < 0.25"))
    page = page_of(reports.ask("tipping", ferry, vary=["demand"], claims=["E"], concepts=["nash"]))
    assert [item.partition(",")[0] for item in sentences(page, "answer")] == ["At demand = 0.25", "At demand = 0.5"]


def test_only_a_driver_that_has_to_pass_a_value_is_told_as_beyond_it() -> None:
    korea = reports.ask("tipping", flagship.korea(), vary=["rivalry", "window"], claims=["C17"], concepts=["nash"])
    tip = korea.record.tips[-1]
    near = Nearest(
        "sum", Fraction(1), False, {"rivalry": Fraction(9, 10), "window": Fraction(3, 10)}, {}, (), (), {"window": -1}
    )
    assert nearest_text(near, tip) == "rivalry 0.80 → 0.90 and window 0.60 → below 0.30"


def test_two_drivers_are_told_by_their_regions() -> None:
    page = page_of(reports.ask("tipping", loads(TWO_DRIVERS), vary=["demand", "tide"], claims=["E"], concepts=["nash"]))
    table = tables(page)[0]
    assert " regions of " in table.caption
    assert sum(float(row[0].rstrip("%")) for row in table.rows if row[0].endswith("%")) == pytest.approx(100, abs=0.2)
    assert [row[1] for row in table.rows].count("now") == 1
    assert any("tide" in row[3] for row in table.rows)


def test_states_are_named_by_what_comes_about_under_one_concept_and_under_several() -> None:
    korea = flagship.korea()
    alone = tables(page_of(reports.ask("tipping", korea, vary=["reward"], claims=[], concepts=["nash"])))[0]
    outcome = next(row for row in alone.rows if row[0] == "The outcome")
    assert alone.caption.startswith("What becomes of each thing as reward moves from 0.2 (of 0 to 1)")
    assert outcome[1:] == ("nothing moves", "reward >= 0.7", "talks begin")
    both = tables(page_of(reports.ask("tipping", korea, vary=["reward"], claims=[], concepts=["nash", "gmr"])))[0]
    assert "talks begin (not under GMR)" in [row[3] for row in both.rows]


def test_all_drivers_are_told_by_what_is_nearest() -> None:
    korea = page_of(reports.ask("tipping", flagship.korea(), claims=["C17", "C12"]))
    quo, conclusion = sentences(korea, "answer")
    assert quo.startswith(
        "Nearest change that tips the status quo, where it ends or the target: moving window from 0.6 to below 0.3"
    )
    assert conclusion == (
        "Nearest change that tips a conclusion: moving rivalry from 0.8 to 0.9 (shared_now <= rivalry (with dprk.test on)) tips "
        "“A provocation changes China's calculus (crisis co-operation)” (C17). That is 0.1 of a driver's range."
    )
    assert any(text.startswith("Nothing here tips “") and text.endswith("” (C12).") for text in sentences(korea))
    assert [table.caption for table in tables(korea)][-1] == "Which drivers matter, nearest first"


APART = """\
countermove: 1
actors:
  a: {options: {x: {does: act}}, wants: [{id: w, want: not a.x, while: d > 0.3, otherwise: a.x}]}
  b: {options: {y: {does: act}}, wants: [{id: v, want: not b.y, while: d < 0.7, otherwise: b.y}]}
start: []
drivers:
  d: {now: 0.5}
  e: {now: 0.5}
  f: {now: 0.5}
claims:
  A: {says: A rests, check: {content: a}}
  B: {says: B rests, check: {content: b}}
"""
"""Two claims that one driver tips equally near, each in another direction."""


def test_equally_near_points_are_told_apart() -> None:
    page = page_of(reports.ask("tipping", loads(APART, file="apart.yaml")))
    quo, conclusion = sentences(page, "answer")
    assert quo.endswith(
        "target: moving d from 0.5 to 0.3 (d <= 0.3) tips the start and the outcome. That is 0.2 of a driver's range."
    )
    assert conclusion == (
        "Nearest change that tips a conclusion: moving d from 0.5 to 0.3 (d <= 0.3) tips “A rests” (A); moving d "
        "from 0.5 to 0.7 (d >= 0.7) "
        "tips “B rests” (B). That is 0.2 of a driver's range each."
    )


def test_what_is_undecided_is_told() -> None:
    page = page_of(reports.ask("tipping", flagship.korea(), claims=[], most=3))
    assert any("only the 3 nearest were looked at" in text for text in sentences(page, "caution"))


# --- together ---


def test_what_excludes_what_is_told() -> None:
    page = page_of(reports.ask("together", flagship.korea()))
    assert sentences(page, "answer") == [
        "The conclusions cannot all be true: no reading makes them so under any concept."
    ]
    items = sentences(page, "item")
    assert items[0] == (
        "“Only when shared interests outweigh is there co-operation (interests taken as given)” (C16) is never "
        "true, even by itself."
    )
    assert all(text.endswith(" exclude one another.") for text in items[1:])
    assert [re.findall(r"” \((\w+)\)", text) for text in items[1:]] == [["C01f", "C22"], ["C20", "C22"]]
    closest, settles = tables(page)
    assert closest.caption == "At best 17 of 19 are true together, always without C16 and C22"
    assert settles.rows[0][0] == "O1"


def test_what_can_be_true_together_is_told(ferry: Assessment) -> None:
    page = page_of(reports.ask("together", ferry, claims=["A"]))
    assert sentences(page, "answer")[0].startswith("All of them are true together in ")
    nothing = page_of(reports.ask("together", loads(QUIET)))
    assert "no claims of the author's" in sentences(nothing, "answer")[0]
    assert len(tables(page_of(reports.ask("together", flagship.korea(), claims=["C10"]), every=True))) == 2


# --- redteam ---


def test_attacks_are_told_cheapest_first() -> None:
    korea = flagship.korea()
    record = reports.ask("redteam", korea, claims=["C01", "C18", "C26"])
    page = page_of(record)
    assert sentences(page, "answer") == [
        (
            "The claim most easily overturned is “The restraint lasts even if Pyongyang reads Washington as strategic "
            "patience” (C26), at a cost of 0.4."
        ),
        "Nothing that was tried overturns “Crisis management is not resumed diplomacy” (C18).",
    ]
    [table] = tables(page)
    told = [row[2] for row in table.rows]
    assert "Moving window from 0.6 to below 0.3" in told
    assert "Moving window from 0.1 to 0.3" in told
    assert "Another answer: Pyongyang waits even then (O5)" in told
    assert any(" further ways: countermove redteam korea-2021 C" in text for text in told)
    [whole] = tables(page_of(record, every=True))
    assert len(whole.rows) == 3 + 1 + sum(len(item.attacks) for item in record.record.claims)


def test_without_claims_there_is_nothing_to_overturn() -> None:
    page = page_of(reports.ask("redteam", loads(QUIET)))
    assert sentences(page, "answer") == ["The file makes no claims: there is nothing to overturn."]
    assert tables(page) == []


GUARDED = """
countermove: 1
title: Will the arsenal go?
actors:
  north:
    options:
      disarm: {does: gives up the arsenal, kind: strategic}
    wants:
      - {id: safety, want: not disarm, while: trust <= 1, otherwise: disarm}
      - {id: pride, want: not disarm}
      - {id: relief, want: disarm}
start: []
drivers: {trust: {now: 0.2}}
open:
  Q:
    asks: Is it a matter of pride too?
    readings:
      proud: {}
      sober: {drop: [pride], rewrite: {safety: {want: not disarm, while: trust >= 0}}}
scenarios:
  thaw: {set: {trust: 0.4}}
  firm: {rewrite: {relief: {want: disarm, while: trust <= 1, otherwise: not disarm}}}
views:
  doubter: {about: trust, set: {trust: 0.1}}
claims:
  plain: {says: The arsenal stays, check: {every_outcome: not disarm}}
  thaw: {says: The arsenal stays, in: thaw, check: {every_outcome: not disarm}}
  doubted: {says: The arsenal stays, under: doubter, check: {every_outcome: not disarm}}
  firm: {says: The arsenal stays, in: firm, check: {every_outcome: not disarm}}
  own: {says: The arsenal stays, with: {set: {trust: 0.3}}, check: {every_outcome: not disarm}}
"""
"""Two wants keep the arsenal; in the other reading only one does, and on other terms."""


@pytest.mark.parametrize(
    ("claim", "trust"), [("plain", "0.20"), ("thaw", "0.40"), ("doubted", "0.10"), ("firm", "0.20"), ("own", "0.30")]
)
def test_wants_are_told_as_the_game_has_them_in_which_they_are_edited(claim: str, trust: str) -> None:
    record = reports.ask("redteam", loads(GUARDED, file="arsenal.yaml"), claims=[claim], bound=2)
    [table] = tables(page_of(record, every=True))
    told = [row[2] for row in table.rows]
    edits = [text for text in told if "(safety is dropped), and" in text and "nother answer" not in text]
    mixed = [text for text in told if "nother answer: Q = sober" in text and "safety is dropped" in text]
    assert edits
    assert mixed
    assert all(
        f"while trust is at most 1.00 (now trust {trust}), otherwise to give up the arsenal (safety" in one
        for one in edits
    )
    assert all(f"while trust is at least 0.00 (now trust {trust}) (safety is dropped)" in one for one in mixed)


# --- matrix ---


@pytest.mark.level("all")
def test_premises_are_told_as_the_games_of_the_claims_have_them() -> None:
    korea = flagship.korea()
    [grid] = tables(page_of(reports.ask("matrix", korea, claims=["C26"])))
    assert [row[1] for row in grid.rows] == ["d3", "O5 = tests", "window = 0.1"]
    [lists] = tables(page_of(reports.ask("matrix", korea)))
    told = [row[1] for row in lists.rows]
    assert "window = 0.6" in told
    assert "window = 0.1" in told
    [d3] = [text for text in told if text.startswith("d3: ")]
    assert "(now window 0.60)" in d3
    assert d3.endswith("as strategic patience” (C26))")


def test_a_premise_that_is_not_in_the_game_of_a_claim_has_a_dot_and_one_that_bears_not_has_nothing() -> None:
    dropped = loads(FERRY.replace("happens: [town.pay]", "happens: [town.pay]\n    drop: [t2]"), file="ferry.yaml")
    [grid] = tables(page_of(reports.ask("matrix", dropped, claims=["A", "B"])))
    assert [row[1:] for row in grid.texts] == [
        ("l1", "+5", "-2"),
        ("l2", "", "+3"),
        ("demand = 0.6", "", "+3"),
        ("t2", "+5", "."),
    ]


def test_equilibria_are_listed_as_perceived_and_as_if_everybody_perceived_all(tmp_path: Path) -> None:
    blind(tmp_path / "blind.gmcr")
    [table] = tables(page_of(reports.ask("perception", reports.open_game(str(tmp_path / "blind.gmcr")))))
    assert table.texts[:2] == (("Nash", "2, 3", "3"), ("GMR", "2, 3", "0, 3"))


def test_a_number_that_tips_a_claim_is_told_from_where_its_own_game_has_it() -> None:
    page = page_of(reports.ask("tipping", flagship.korea(), claims=["C26"]))
    alone = [row[2] for table in tables(page) for row in table.texts if row[0].partition("; ")[0] == "window"]
    assert [told.partition(" away: ")[0] for told in alone] == [
        "from 0.30 (window >= 0.3), 0.20",
        "below 0.30 (window < 0.3), 0.30",
    ]
    assert alone[0].endswith("C26 holds (in the scenario of the claim, which has it at 0.10)")


@pytest.mark.level("all")
def test_few_claims_are_a_grid_and_many_are_listed() -> None:
    korea = flagship.korea()
    few = reports.ask("matrix", korea, claims=["C01w", "C22"])
    [grid] = tables(page_of(few))
    assert [column.title for column in grid.columns] == ["Diagnosticity", "Premise", "C01w", "C22"]
    by_name = {row[1]: row[2:] for row in grid.rows}
    assert by_name["u2"] == ("+4", "-3")
    [lists] = tables(page_of(reports.ask("matrix", korea)))
    assert [column.title for column in lists.columns][-2:] == ["Supports", "Speaks against"]


def test_the_table_as_csv() -> None:
    answer = reports.ask("matrix", flagship.korea(), claims=["C01w", "C22"])
    rows = list(csv.reader(io.StringIO(csv_of(table_of(answer)))))
    assert rows[0] == ["premise", "kind", "actor", "value", "diagnosticity", "bears_on", "among", "C01w", "C22"]
    assert len(rows) == 1 + len(answer.record.premises)
    by_name = {row[0]: row for row in rows}
    assert by_name["u2"] == ["u2", "want", "us", "", "0.49", "2", "2", "0.8", "-0.6"]
    assert by_name["O1"][1:4] == ["answer", "", "refuses"]


# --- diff ---


def test_what_changed_and_why_is_told(ferry: Assessment) -> None:
    later = loads(FERRY.replace("now: 0.6", "now: 0.4"), file="later.yaml")
    page = page_of(reports.ask("diff", (ferry, later)))
    assert sentences(page, "heading") == ["From ferry to later"]
    answers = sentences(page, "answer")
    assert answers == [
        "Three claims come out differently.",
        "All three change because demand is now 0.40, before 0.60.",
    ]
    assert sentences(page, "item") == [
        "“A gift brings the service”: contradicted → unsupported (B).",
        "“The line would rather run for nothing”: contradicted → unsupported (D).",
        "“Money makes it run, if only for a day”: restates a premise → unsupported (E).",
    ]
    assert sentences(page, "note")[0].endswith("One line that can bear on them or on an answer differs.")
    assert tables(page)[0].rows[0] == (
        "Demand: changed",
        (
            "“A gift brings the service”: unsupported (B); “The line would rather run for nothing”: unsupported (D); "
            "“Money makes it run, if only for a day”: unsupported (E)"
        ),
        "now: 0.6",
        "now: 0.4",
    )
    idle = reports.ask("diff", (ferry, loads(FERRY.replace("now: 0.6", "now: 0.7"), file="later.yaml")))
    assert sentences(page_of(idle), "answer") == [
        "Every answer and every claim that both have comes out the same.",
        "This alone changes no answer and no claim: demand is now 0.70, before 0.60.",
    ]
    assert tables(page_of(idle))[0].rows[0][1] == "nothing"
    assert envelope(idle)["data"]["alone"] == [
        {"difference": 0, "verdicts": [], "become": [], "values": [], "answers": [], "along": []}
    ]
    same = page_of(reports.ask("diff", (ferry, loads(FERRY, file="again.yaml"))))
    assert sentences(same, "answer") == ["The two files say the same."]
    assert envelope(reports.ask("diff", (ferry, later)))["case"] == ["ferry", "later"]


def test_what_does_not_fit_and_what_is_cut_short_is_told(ferry: Assessment) -> None:
    changed = FERRY.replace("- {id: l3, want: not line.protest}", "- {id: l3, want: tide < 0.5}").replace(
        "demand: {now: 0.6}", "demand: {now: 0.4}\n  tide: {now: 0.4}"
    )
    page = page_of(reports.ask("diff", (ferry, loads(changed, file="later.yaml"))))
    assert not any("fit" in text for text in sentences(page, "caution"))
    [lines] = [table for table in tables(page) if table.caption == "What differs"]
    assert any(
        str(row[1]).startswith("only with this: there is a new driver, tide, at 0.40. Then: ") for row in lines.rows
    )

    def stop(done: int, whole: int) -> None:
        calls.append(done)
        if len(calls) == least:
            raise KeyboardInterrupt

    calls: list[int] = []
    least = 6  # five claims are judged; then lines are tried
    page = page_of(reports.ask("diff", (ferry, loads(changed, file="later.yaml")), progress=stop))
    assert any(text.startswith("Cut short") for text in sentences(page, "caution"))
    calls, least = [], 2
    page = page_of(reports.ask("diff", (ferry, loads(changed, file="later.yaml")), progress=stop))
    assert any(text.startswith("Interrupted: B, C, D and E were not judged") for text in sentences(page, "caution"))


def interrupted(done: int, whole: int) -> None:
    if done:
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "ask",
    [
        lambda case: reports.ask("tipping", case, progress=interrupted),
        lambda case: reports.ask("redteam", case, progress=interrupted),
        lambda case: reports.ask("matrix", case, progress=interrupted),
        lambda case: reports.ask("together", case, progress=interrupted),
    ],
)
def test_an_interrupted_search_tells_what_it_has(ask: Callable[[Assessment], object], ferry: Assessment) -> None:
    page = page_of(ask(ferry))
    assert any(text.startswith("Interrupted") for text in sentences(page, "caution"))


ARSENAL = """
countermove: 1
title: Will the arsenal go?
actors:
  north:
    options:
      disarm: {does: gives up the arsenal, kind: strategic}
    wants:
      - {id: safety, want: not disarm}
      - {id: pride, want: not disarm}
      - {id: relief, want: disarm}
start: []
open:
  Q:
    asks: Is it a matter of pride too?
    readings:
      proud: {}
      sober: {drop: [pride]}
claims:
  kept: {says: The arsenal stays, check: {every_outcome: not disarm}}
"""


def test_mixed_attacks_are_told_part_by_part() -> None:
    record = reports.ask("redteam", loads(ARSENAL, file="arsenal.yaml"))
    page = page_of(record)
    assert sentences(page, "answer") == [
        "The claim most easily overturned is “The arsenal stays” (kept), at a cost of 4."
    ]
    told = [row[2] for row in tables(page)[0].rows if row[1] == "4"]
    assert told[0].startswith("Another answer: Q = sober; and north no longer wants")
    assert any("mixed attacks of up to two parts" in text for text in sentences(page, "note"))
    kept = envelope(record)["data"]["claims"][0]
    assert kept["mixed"] == 2
    assert kept["attacks"][0]["kind"] == "mixed"
    assert kept["attacks"][0]["kinds"] == ["edits", "answers"]
    assert kept["attacks"][0]["answers"] == {"Q": "sober"}
    alone = reports.ask("redteam", loads(ARSENAL, file="arsenal.yaml"), bound=1)
    assert alone.record.claims[0].attacks == ()
    assert not alone.record.claims[0].settled
