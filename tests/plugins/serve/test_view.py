"""The page of a text: at once what can be told at once, then everything; the same sentences as everywhere; nothing is markup."""

from __future__ import annotations

import re
from functools import cache

import pytest

import countermove as cm
from countermove.assessment import loads
from countermove.assessment.template import scaffold
from countermove.plugins.serve.panels import PANELS
from countermove.plugins.serve.switches import Switches, parse
from countermove.plugins.serve.view import Stage, View, page, panel_work
from countermove.presentation.pages import text_of_answer
from countermove.reports.live import Live, live
from gmcr.base.tasks import run_to_end
from tests.flagship import korea_page
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.questions.test_drift import RACE

__all__: list[str] = []

WORDS = {
    "vacuous": "nothing to judge",
    "contradicted": "false throughout",
    "not determined": "depends",
    "follows": "true throughout",
}
"""What the page says beside a claim at every push, by its values: its class is not looked for."""


@pytest.fixture(scope="module")
def korea() -> Live:
    return korea_page()


@cache
def shown(query: str) -> View:
    """The page with a query, when everything is told."""
    return page(korea_page(), parse(query))


@pytest.mark.level("all")
def test_the_first_screen_answers_and_has_a_lane_an_act_and_all_claims(korea: Live) -> None:
    view = shown("")
    assert view.problems == ()
    assert view.title.startswith("Would China help")
    answers = view.fragments["answers"] + view.fragments["further"]
    assert all(f'data-answer="K{k}"' in answers for k in range(1, 5))
    assert view.fragments["lanes"].count('data-lane="') == len(cm.load("korea-2021").names.options) - 2
    claims = view.fragments["claims"]
    assert all(f'data-claim="{name}"' in claims for name in korea.assessment.claims)
    assert (
        "own reading does not allow what happened: on 26 May 2022 North Korea tests" in answers
    )  # the harshest of what there is to tell
    assert "would Washington sit down? (O1)" in view.fragments["switches"]
    assert view.fragments["panel"] == ""
    assert "<details" not in view.fragments["changed"]


def test_a_push_says_what_it_changes_as_the_program_has_it(korea: Live) -> None:
    switches = parse("set=window:0.2")
    view = shown("set=window:0.2")
    after = {item.id: WORDS[item.verdict] for item in cm.check(korea.assessment.at({"window": "0.2"}), search=False)}
    before = {item.id: WORDS[item.verdict] for item in cm.check(korea.assessment, search=False)}
    for name, verdict in after.items():
        assert view.marks[f"claim:{name}"] == verdict
    told = view.fragments["changed"]
    assert before["C01"] != after["C01"]
    assert "follows, as long as nobody wants otherwise → depends" in told  # in classes, as on the board
    assert not re.search(r"(true|false) throughout → (?!(true|false) throughout in the base reading)", told)
    assert "At once only" not in told
    once = page(korea, switches, stage="now").fragments["changed"]
    assert "true throughout → false throughout" in once
    assert once.count("At once only where each claim is true; its class follows.") == 1
    assert "0.60 → 0.20" in told
    assert 'href="?"' in told


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(
    "query", ["", "do=lower:d3,drop:u2&read=O1:answers", "if=us_engages&eyes=washington", "set=window:0.2"]
)
def test_at_once_it_says_what_everything_says_of_the_reading(korea: Live, query: str) -> None:
    now, whole = page(korea, parse(query), stage="now"), shown(query)
    assert set(now.fragments) == {"changed", "lanes", "problems"}
    assert now.fragments["lanes"] == whole.fragments["lanes"]
    if "do=" not in query:
        for claim in cm.check(korea.assessment.selected(parse(query).selection), search=False):
            cells = set(claim.values[0].tolist())
            word = {frozenset({1}): "true throughout", frozenset({0}): "false throughout"}.get(frozenset(cells - {-1}))
            assert word is None or now.marks[f"claim:{claim.id}"] == word


@pytest.mark.level("all")
def test_the_readings_are_told_before_the_reasons(korea: Live) -> None:
    soon, whole = page(korea, parse("set=window:0.2"), stage="all"), shown("set=window:0.2")
    assert (soon.after, whole.after) == ("reasons", "")
    assert soon.marks == whole.marks
    reason = "China does not press Pyongyang, since it hoards its leverage"
    assert reason in whole.fragments["further"]
    assert reason not in soon.fragments["further"]
    assert (
        soon.fragments["further"].count('class="basis waits"') == 4
    )  # one of five says at once what is so in a scenario
    assert 'class="basis waits"' not in whole.fragments["further"]
    for name in ("lanes", "changed", "head", "switches", "chosen", "panels-why", "panels-change"):
        assert soon.fragments[name] == whole.fragments[name]


def test_who_steps_first_is_told_with_the_whole_of_what_is_pushed() -> None:
    race = live(loads(RACE))

    def told(query: str, stage: Stage = "reasons") -> list[str]:
        fragment = page(race, parse(query), stage=stage).fragments["further"]
        return re.findall(r'<p class="coming(?: waits)?" [^>]*>(.*)</p>', fragment)

    line = (
        "If nobody does anything, the first to step is North, once “how far the North believes that the South may offer "
        "talks” (hope) is below 0.30 (now 0.60; seen 0.45 on 1 June 2025), or South, once “what the South thinks that "
        "pressure costs the North” (strain) is below 0.80 (now 0.90; seen 0.75 on 1 October 2025)."
    )
    assert told("", "all") == [""], "it has its room"
    assert told("") == [line]
    assert told("", "all") == [line], "it is known by now"
    assert told("set=hope:0.4", "all") == [""]
    assert told("set=hope:0.4") == [line.replace("now 0.60; seen 0.45 on 1 June 2025", "now 0.40")]
    assert told("set=hope:0.2", "all") == told("set=hope:0.2") == [], "somebody moves at once"


@pytest.mark.level("judge")
def test_a_page_is_the_same_for_the_same_text_and_switches(korea: Live) -> None:
    switches = parse("set=reward:0.8&do=turn:c3&by=smr&ask=document")
    again = page(korea.assessment.text, switches, file=korea.assessment.file)
    assert page(korea, switches).fragments == again.fragments


@pytest.mark.level("judge", but=4)
@pytest.mark.level("all")
@pytest.mark.parametrize(
    "name", [name for name in PANELS if name not in ("redteam", "robust", "text", "document", "source")]
)
def test_every_panel_tells_what_its_question_tells(korea: Live, name: str) -> None:
    told = run_to_end(panel_work(korea, Switches(ask=name)))
    assert "<h2" in told
    assert "--" not in told.replace("<!--", "").replace("var(--", "")
    if name == "why":
        from countermove.context.answer import ask

        assert text_of_answer(ask("why", korea.assessment, state="start")).title in told


@pytest.mark.level("all")
def test_the_document_has_every_want_with_what_can_be_done_to_it(korea: Live) -> None:
    told = page(korea, parse("ask=document&do=drop:d3"), stage="all").fragments["panel"]
    for actor in korea.assessment.document.actors.values():
        for want in actor.wants:
            assert f'data-want="{want.id}"' in told
    assert 'data-do="drop:d3"' not in told
    assert 'data-do="lower:d1"' not in told
    assert 'data-do="below:d1:d2"' in told
    assert 'data-do="turn:u2"' in told


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("set=windw:0.2", "windw"),
        ("set=window:7", "outside its range"),
        ("if=nothing_of_it", "nothing_of_it"),
        ("eyes=nobody", "nobody"),
        ("by=nish", "nish"),
        ("read=O9:x", "O9"),
        ("do=drop:zz", "zz"),
        ("ask=everything", "everything"),
    ],
)
def test_switches_that_a_case_has_not_are_told_and_nothing_else(korea: Live, query: str, told: str) -> None:
    view = page(korea, parse(query))
    assert set(view.fragments) == {"problems"}
    assert told in view.fragments["problems"]


def test_a_broken_text_is_told_at_its_place() -> None:
    text = cm.load("korea-2021").text.replace("us.engage and dprk.talk", "us.engge and dprk.talk")
    view = page(text, file="korea.yaml")
    assert view.problems
    assert view.problems[0].line > 0
    assert "us.engge" in view.fragments["problems"]
    assert "korea.yaml:" in view.fragments["problems"]


@pytest.mark.level("all")
def test_what_a_file_says_never_becomes_markup() -> None:
    written = live(loads(HOSTILE, file="case.yaml"))
    for query in ("", "ask=document", "ask=why", "do=drop:a2", "do=turn:b1"):
        view = page(written, parse(query))
        assert not view.problems
        for fragment in view.fragments.values():
            assert "<img" not in fragment
        assert "&lt;img" in "".join(view.fragments.values())


@pytest.mark.level("all")
def test_options_in_degrees_have_their_lanes() -> None:
    view = page(scaffold(full=True), stage="all")
    assert view.problems == ()
    assert 'data-lane="city:city.fine=small=1"' in view.fragments["lanes"]
    assert 'data-link="lane:city:city.fine=small=1' in view.fragments["lanes"]


def test_where_nobody_can_do_anything_there_is_a_page_all_the_same() -> None:
    for text in ("countermove: 1\nactors: {a: {}}\n", "countermove: 1\nactors: {a: {options: {x: {}}}}\nstart: []\n"):
        for query in ("", "ask=document", "ask=why", "ask=check"):
            view = page(text, parse(query), stage="all")
            assert view.problems == ()
            assert "Does the status quo hold?" in view.fragments["answers"]


def test_half_a_file_of_one_name_has_its_page() -> None:
    text = f"countermove: 1\nactors: {{a: {{name: {'N' * 400_000}, options: {{x: {{}}}}}}}}\nstart: []\n"
    assert page(text, stage="all").problems == ()


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("options", [40, 70])
def test_a_game_whose_states_nobody_lists_has_its_page(options: int) -> None:
    pytest.importorskip("pysat")
    acts = "".join(f"x{n}: {{}}, " for n in range(options))
    wants = "[{id: w1, want: x1}, {id: w2, want: not x2}]"
    claims = "{C1: {says: s, check: {stable: start}}, C2: {says: f, check: {foresight: x3}}}"
    text = f"countermove: 1\nactors: {{a: {{options: {{{acts}}}, wants: {wants}}}}}\nstart: [x2]\nclaims: {claims}\n"
    for ask in ("", "ask=document", "ask=why", "ask=check"):
        view = page(text, parse(ask), file="large.yaml")
        assert view.problems == ()
        assert f"Decided by proof, without listing the 2^{options} combinations" in view.fragments["head"]
        assert view.marks == {"claim:C1": "false throughout", "claim:C2": "not decided"}
        assert "does x1" in view.fragments["lanes"] or "x1" in view.fragments["lanes"]
    for ask in ("roads", "change", "levers"):
        told = page(text, parse(f"ask={ask}"), file="large.yaml")
        assert told.problems == ()
        assert "This needs a list of the states." in told.fragments["panel"]
        assert "`deal`, `check` and `assess`" in told.fragments["panel"]
    assert page(text, stage="now").marks["claim:C1"] == "false throughout"


@pytest.mark.level("all")
def test_an_answer_that_depends_as_before_says_how_the_base_reading_answers() -> None:
    told = shown("set=window:0.2").fragments["changed"]
    assert "yes → no in the base reading" in told
    assert told.index("yes → no in the base reading") < told.index("as before, but otherwise")


# -- what a push turned ------------------------------------------------------------------------------------------------


def heard(html: str) -> str:
    """A piece of a page as it is read aloud, struck words between brackets."""
    marked = html.replace('<s class="was">', "[").replace("</s>", "]")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", marked.replace("> ", ">\u00a0"))).replace("\u00a0", " ").strip()


def lane(view: View, key: str) -> str:
    found: str
    [found] = re.findall(rf'<li class="lane[^>]*data-lane="{key}".*?</li>', view.fragments["lanes"], re.S)
    return found


def want(view: View, name: str) -> str:
    found: str
    [found] = re.findall(rf'<li id="want-{name}".*?</li>', view.fragments["panel"], re.S)
    return found


@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("stage", ["now", "all"])
def test_a_push_that_turns_a_want_strikes_its_words_and_says_the_new_ones_with_the_number(
    korea: Live, stage: Stage
) -> None:
    view = page(korea, parse("set=window:0.15"), stage=stage)
    row = lane(view, "dprk:dprk.test=1")
    assert "[no longer: keeps the door open] but: has no door left to keep open d3 window 0.60 → 0.15" in heard(row)
    assert "pays:" in row
    assert "keeps the door open" not in re.sub(r"<s .*?</s>", "", view.fragments["lanes"], flags=re.S)
    assert view.fragments["lanes"].count("<s ") == 1  # no other want is turned


def test_what_no_push_turned_is_not_struck(korea: Live) -> None:
    for query in ("", "set=window:0.3", "set=window:0.9", "do=lower:d3", "if=crisis", "set=campaign:0.2"):
        view = page(korea, parse(query), stage="now")
        assert "<s " not in view.fragments["lanes"], query
        assert 'class="by"' not in view.fragments["lanes"], query


def test_what_is_struck_is_of_the_game_that_is_looked_at(korea: Live) -> None:
    # A scenario in which window is 0.10 all the same: there the push turns nothing, and nothing is struck.
    view = page(korea, parse("if=door_shut&set=window:0.15"), stage="now")
    row = lane(view, "dprk:dprk.test=1")
    assert "has no door left to keep open" in row
    assert "<s " not in view.fragments["lanes"]
    assert "keeps the door open" not in view.fragments["lanes"]


def test_a_want_that_is_turned_by_hand_is_struck_without_a_number(korea: Live) -> None:
    row = lane(page(korea, parse("do=turn:d3"), stage="now"), "dprk:dprk.test=1")
    assert "[no longer: keeps the door open] but: wants to test a nuclear weapon or an ICBM d3" in heard(row)
    assert 'class="by"' not in row


def test_numbers_behind_a_want_are_told_that_moved_and_no_others(korea: Live) -> None:
    view = page(korea, parse("set=window:0.15,reward:0.8,campaign:0.2"), stage="now")
    told = heard(lane(view, "us:us.engage=1"))
    assert "[no longer: sees more risk than reward] but: sees reward enough" in told
    assert re.findall(r"[a-z]+ \d\.\d\d → \d\.\d\d", told) == ["reward 0.20 → 0.80"]
    both = heard(lane(page(korea, parse("set=reward:0.8,risk:0.75"), stage="now"), "us:us.engage=1"))
    assert "reward 0.20 → 0.80, risk 0.70 → 0.75" in both


@pytest.mark.level("all")
def test_among_the_wants_the_old_words_are_struck_too(korea: Live) -> None:
    view = page(korea, parse("set=window:0.15&ask=document"), stage="all")
    told = heard(want(view, "d3"))
    assert "[no longer: not to test a nuclear weapon or an ICBM] to test a nuclear weapon or an ICBM d3" in told
    assert "[no longer: keeps the door open] has no door left to keep open" in told
    assert "window 0.60 → 0.15" in told
    assert view.fragments["panel"].count("<s ") == 2  # both of d3
    assert "<s " not in page(korea, parse("ask=document"), stage="all").fragments["panel"]
