"""What everybody wants in a report that argues back: told from the game that is pushed, not from the file's."""

from __future__ import annotations

import base64
import json
import zlib
from functools import cache
from typing import Any

from countermove.assessment import load, loads
from countermove.assessment.rewrite import step_from
from countermove.context.glossary import glossary_of
from countermove.plugins.serve.explorable.pack import First, packed
from countermove.plugins.serve.explorable.words import Words
from countermove.plugins.serve.lanes import Ring, worded
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import opened
from countermove.presentation.phrases import Phrasing
from countermove.reports.live import live
from tests.plugins.serve.telling import told

__all__: list[str] = []

FILE, LOWER, TURNED, LEFT_OUT = (
    Switches(),
    Switches(drivers={"window": "0.15"}),
    Switches(steps=(step_from("turn:d3"),)),
    Switches(steps=(step_from("drop:d3"),)),
)
SHUT = Switches(scenario="door_shut")
SETTINGS = (FILE, LOWER, TURNED, LEFT_OUT, SHUT, SHUT.but(drivers=LOWER.drivers), SHUT.but(drivers={"window": "0.6"}))


@cache
def moments() -> dict[str, Any]:
    """What the page says in each setting."""
    korea = load("korea-2021")
    return dict(zip((item.query() for item in SETTINGS), told([(korea, SETTINGS)])[0], strict=True))


def want(item: Switches) -> Any:
    """What d3 comes to."""
    return moments()[item.query()]["wants"]["d3"]


def test_a_want_that_a_driver_turns_is_told_by_the_branch_in_force() -> None:
    was, now = want(FILE), want(LOWER)
    assert (was["says"], was["told"]) == ("keeps the door open", "not to test a nuclear weapon or an ICBM")
    assert (now["says"], now["told"]) == ("has no door left to keep open", "to test a nuclear weapon or an ICBM")
    assert (was["met"], now["met"], was["drivers"], now["drivers"]) == (True, False, ["window"], ["window"])
    before, after = moments()[FILE.query()]["wants"], moments()[LOWER.query()]["wants"]
    assert [name for name in before if before[name] != after[name]] == ["d3"]


def test_a_want_that_is_turned_by_hand_loses_the_words_of_what_it_was() -> None:
    now = want(TURNED)
    assert now["words"] == "wants to test a nuclear weapon or an ICBM"
    assert now["says"] == ""
    assert want(LEFT_OUT)["dropped"]


def test_a_number_that_is_set_counts_after_the_scenario() -> None:
    assert want(SHUT)["says"] == "has no door left to keep open"
    assert want(SHUT.but(drivers=LOWER.drivers)) == want(SHUT)
    assert want(SHUT.but(drivers={"window": "0.6"}))["says"] == "keeps the door open"


def test_the_way_that_a_driver_opens_is_not_told_by_what_kept_it_shut() -> None:
    for item, taken, reason in ((FILE, False, "keeps the door open"), (LOWER, True, "has no door left to keep open")):
        [way] = [way for way in moments()[item.query()]["lanes"] if way["key"] == "dprk:dprk.test=1"]
        assert (way["taken"], way["reason"], way["want"]) == (taken, reason, "d3")


SMALL = """countermove: 1
actors:
  north:
    options: {test: {does: tests}}
    wants: [{id: w1, want: not test, while: window >= 0.3, otherwise: test, says: waits, otherwise_says: despairs}]
drivers: {window: {now: 0.6}}
start: []
claims: {C1: {says: Nobody tests, check: {stable: start}}}
"""


OLDER = SMALL.replace(", otherwise_says: despairs", "").replace(
    "claims:",
    "scenarios:\n  firm: {rewrite: {w1: {want: not test, while: window >= 0.5, otherwise: test, says: holds}}}\nclaims:",
)


def test_in_an_older_file_words_in_doubt_as_it_begins_are_told_nowhere() -> None:
    older = loads(OLDER, file="older.yaml")
    assert not older.branched
    settings = [
        Switches(scenario=scenario, drivers={} if window is None else {"window": window}, steps=steps)
        for scenario in (None, "firm")
        for window in (None, "0.4", "0.1")
        for steps in ((), (step_from("turn:w1"),))
    ]
    [pages] = told([(older, settings)])
    words = [page["wants"]["w1"]["says"] for page in pages]
    assert words == ["waits", "", "waits", "", "", "", "holds", "holds", "", "", "", ""]
    for item, page in zip(settings, pages, strict=True):
        found = opened(live(older), item)
        assert page["wants"]["w1"]["words"] == worded(Phrasing(found.glossary), "w1").words, item.query()


def test_no_text_of_a_file_is_taken_for_a_number() -> None:
    odd = loads(SMALL.replace("says: waits", 'says: "waits \\uE0009\\uE000"'), file="odd.yaml")
    [page] = told([(odd, [Switches()])])
    assert page[0]["wants"]["w1"]["says"].startswith("waits ")
    assert "9" in page[0]["wants"]["w1"]["says"]


def test_what_is_packed_has_each_wording_of_a_want_and_headings_that_say_what_is_so() -> None:
    small = loads(SMALL, file="small.yaml")
    data, _ = packed(small, [Ring("north", "North", "N", 1)], First(("",), ("",), ("",)))
    whole = zlib.decompress(base64.b64decode(data))
    head = json.loads(whole[4 : 4 + int.from_bytes(whole[:4], "little")])
    assert head["words"] == json.loads(json.dumps(Words(small, glossary_of(small)).values()))
    [own] = head["words"]["wants"]
    written, turned = own["wordings"]
    assert [part[:3] for part in written["parts"][:2]] == [
        ["waits", "not to test", "waits"],
        ["despairs", "to test", "despairs"],
    ]
    assert written["drivers"] == [0]
    assert written["dials"] == [[-1, 3, [[0, 10]], -3]]
    assert {part[0] for part in turned["parts"]} == {""}, "what is turned loses its words"
    templates = head["templates"]
    one = [
        f"1 {templates[label]}"
        for label in (
            "claims.vacuous.one",
            "claims.false.one",
            "claims.board.open.one",
            "claims.true.one",
            "claims.board.concept.one",
        )
    ]
    assert one == [
        "1 has nothing to judge",
        "1 is false throughout",
        "1 turns on something the source leaves open",
        "1 is true throughout",
        "1 turns on how far actors look",
    ]
    assert templates["claims.group"] == "{many} {says}"
