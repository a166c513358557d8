"""drift: the storyline by hand, what is answered at its stops, what was passed, what would stop it; in words."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import countermove as cm
from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.context import Context
from countermove.media import page_of
from countermove.plugins.serve.panels import panels_offered
from countermove.plugins.serve.switches import Switches
from countermove.plugins.serve.workspace import Opened
from countermove.presentation.blocks import Sentence
from countermove.questions.drift import DriftMap
from countermove.questions.drift import drift as ask
from countermove.questions.drift.figure import drift as drawn
from countermove.questions.drift.text import drift_text
from countermove.reports.assessing.screen import first_screen
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.clocks.answers import AnswersThere
from countermove.verdicts.clocks.records import DriftBranch
from gmcr import Conflict
from gmcr.base.errors import AssessmentError, CountermoveError, ModelError
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import ROOT, models
from tests.judge.answers.generate import random_file
from tests.unit.reports.samples import FERRY

__all__: list[str] = []

RACE = (ROOT / "docs/examples/race.yaml").read_text("utf-8")
RATES = (
    ("while: not south.engage, falls: true", "while: not south.engage, falls: {between: [0.1, 0.2], per: year}"),
    ("while: not north.test, falls: true", "while: not north.test, falls: {between: [0.02, 0.2], per: year}"),
)
TAP = """\
countermove: 1
concepts: [nash, seq]
actors:
  keeper:
    name: The keeper
    options: {open: {does: opens the tap}}
    wants:
      - {id: w, want: open iff level < low}
drivers:
  level: {now: 0.7, drifts: [{while: open, rises: {at: 0.2, per: day}}, {falls: {at: 0.1, per: day}}]}
  low: {now: 0.5}
scenarios:
  dry: {why: the well is dry, drifts: {level: [{falls: true}]}}
views:
  still: {holder: keeper, drifts: {level: []}}
"""


def edited(text: str, *replacements: tuple[str, str]) -> Assessment:
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return loads(text)


def asked(of: Any, **given: Any) -> Any:
    return reports.ask("drift", of, **given)


def drift(of: Any, **given: Any) -> DriftMap:
    record = asked(of, **given).record
    assert isinstance(record, DriftMap)
    return record


def texts(of: Any, **given: Any) -> list[str]:
    return [block.text for block in page_of(asked(of, **given)).blocks if isinstance(block, Sentence)]


def crossings(record: DriftMap) -> list[list[str]]:
    return [[" and ".join(map(str, stop.crossed)) for stop in branch.stops[1:]] for branch in record.branches]


def test_a_race_by_hand() -> None:
    record = drift(loads(RACE))
    assert crossings(record) == [
        ["hope falls below 3/10", "hope falls to 0"],
        ["strain falls below 4/5", "strain falls to 0"],
    ]
    hope, strain = record.branches
    assert [(stop.left, stop.state, [step.actor for step in stop.steps]) for stop in hope.stops] == [
        (0, 0, []),
        (0, 1, ["north"]),
        (1, 1, []),
    ]
    assert [(stop.state, [step.actor for step in stop.steps]) for stop in strain.stops] == [
        (0, []),
        (2, ["south"]),
        (2, []),
    ]
    assert [own.driver for own in hope.stops[1].drifting] == ["hope"], "nobody tests so that strain falls no more"
    assert [[str(*other) for other in stop.unless] for stop in hope.stops] == [[], ["strain falls below 4/5"], []]
    assert (record.more, record.whole, record.unit) == (0, True, None)


def test_what_is_answered_just_beyond_is_what_assess_answers_there() -> None:
    assessment = loads(RACE)
    [stop] = [stop for branch in drift(assessment).branches for stop in branch.stops if stop.changed]
    [changed] = stop.changed
    assert (changed.kind, changed.name, changed.before, changed.after) == ("answer", "K1", "no", "yes")
    before, after = (
        answers(assessment.selected(reports.select(settings=[f"hope={value}"]))).questions[0].answers[0].answer
        for value in ("0.3", "0.29")
    )
    assert (before, after) == (changed.before, changed.after)


def test_an_answer_in_a_scenario_is_a_stop_at_its_own_value() -> None:
    """In the scenario the value is another one: nobody steps at it, and the answer there changes."""
    text = RACE + "scenarios: {bold: {why: it dares more, rewrite: {n1: {want: test iff hope < 0.45}}}}\n"
    record = drift(loads(text))
    firsts = {branch.stops[1].crossed: branch.stops[1] for branch in record.branches}
    [stop] = [stop for stop in firsts.values() if not stop.steps]
    assert str(*stop.crossed) == "hope falls below 9/20"
    [changed] = stop.changed
    assert (changed.name, changed.scenario, changed.before, changed.after) == ("K1", "bold", "no", "yes")


def test_a_value_that_a_scenario_gives_another_driver_counts_too() -> None:
    base = (("hope >= 0.3 or", "hope >= limit or"), ("  strain:\n", "  limit: {now: 0.3, assumed: true}\n  strain:\n"))
    text = edited(RACE, *base).text + "scenarios: {bold: {why: it dares more, set: {limit: 0.45}}}\n"
    firsts = {str(*branch.stops[1].crossed) for branch in drift(loads(text)).branches}
    assert firsts == {"hope falls below 9/20", "strain falls below 4/5"}


def test_rates_say_how_long_it_takes_and_cut_what_they_do_not_allow() -> None:
    record = drift(edited(RACE, *RATES))
    hope, strain = record.branches
    assert record.unit == "year"
    assert hope.stops[1].after == (Fraction(3, 2), Fraction(3))
    assert strain.stops[1].after == (Fraction(1, 2), Fraction(3)), "hope would come first after three years"
    assert hope.stops[2].after == (Fraction(3), Fraction(6)), "0.60 at 0.20 a year and at 0.10"
    assert strain.stops[2].after == (Fraction(9, 2), Fraction(43)), (
        "0.90 at 0.20 a year; three years, then 0.80 at 0.02"
    )
    slow = edited(RACE, *RATES, ("[0.02, 0.2]", "[0.02, 0.03]"))
    assert crossings(drift(slow)) == [["hope falls below 3/10", "hope falls to 0"]]
    assert any("after 1.5 to 3 years" in text for text in texts(slow))


def test_what_was_seen_says_which_stop_had_been_passed() -> None:
    seen = drift(loads(RACE))
    assert [(item.driver, item.value, str(item.date)) for item in seen.seen] == [
        ("hope", Fraction(9, 20), "2025-06-01"),
        ("strain", Fraction(3, 4), "2025-10-01"),
    ]
    passed = [stop.passed for branch in seen.branches for stop in branch.stops]
    assert [item and item.observation for item in passed] == [None, None, None, None, "B2", None]
    early = drift(loads(RACE), as_of="2025-07-01")
    assert [item.observation for item in early.seen] == ["B1"]
    assert not any(stop.passed for branch in early.branches for stop in branch.stops)
    assert early.as_of == date(2025, 7, 1)
    with pytest.raises(CountermoveError):
        drift(loads(RACE), as_of="summer")


def test_what_would_stop_the_clock() -> None:
    record = drift(loads(RACE))
    assert [(own.actor, own.drivers, own.to, own.steps, own.reason.want) for own in record.brakes] == [
        ("north", ("strain",), 1, (), "n1"),
        ("south", ("hope",), 2, (), "s1"),
    ]
    nobody = edited(RACE, ("{while: not south.engage, falls: true}", "{falls: true}"))
    assert "No act of one actor stops hope." in texts(nobody)


def test_a_value_that_holds_and_overlays_that_say_how_a_driver_drifts() -> None:
    record = drift(loads(TAP))
    [branch] = record.branches
    assert (branch.end, [str(item) for item in branch.held_at]) == (
        "held",
        ["level falls below 1/2", "level rises above 1/2"],
    )
    assert branch.stops[1].after == (Fraction(2), Fraction(2))
    [held] = [text for text in texts(loads(TAP)) if "are held" in text]
    assert "level falls below 0.50 and level rises above 0.50, over and over, between the state in which" in held
    dry = drift(loads(TAP).selected(reports.select(scenario="dry")))
    assert crossings(dry) == [["level falls below 1/2", "level falls to 0"]]
    still = drift(loads(TAP).selected(reports.select(view="still")))
    assert not still.now
    assert "No driver of this file drifts." in texts(loads(TAP).selected(reports.select(view="still")))


def test_a_selection_is_followed() -> None:
    race = loads(RACE)
    late = drift(race.selected(reports.select(settings=["hope=0.2"])))
    assert [step.actor for step in late.branches[0].stops[0].steps] == ["north"], "whoever has a step makes it first"
    text = texts(race.selected(reports.select(settings=["hope=0.2"])))
    assert any("North tests a weapon" in own and "before anything drifts" in own for own in text)
    assert drift(race, concepts=["gmr", "nash"]).concept == "gmr"
    other = edited(
        RACE,
        ("key_questions:", "alternatives: {bold: {asks: Bold?, other: {yes: {set: {hope: 0.2}}}}}\nkey_questions:"),
    )
    assert drift(other.coded({"bold": "yes"})).branches[0].stops[0].steps


def test_stops_that_are_not_followed_are_said_to_be() -> None:
    record = drift(loads(RACE), stops=1)
    assert {branch.end for branch in record.branches} == {"cut off"}
    assert any("is not followed (--stops)" in text for text in texts(loads(RACE), stops=1))
    with pytest.raises(ModelError):
        drift(loads(RACE), stops=0)


def test_an_interrupt_leaves_what_has_been_followed_to_its_end() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if len(told) == stop_at:
            raise KeyboardInterrupt

    stop_at = 2
    work = ask.work(loads(RACE))
    with pytest.raises(KeyboardInterrupt):
        run_until_interrupted(work, stop)  # nothing has ended yet
    told, stop_at = [], 0
    whole = run_until_interrupted(ask.work(loads(RACE)), stop)
    assert [done for done, _ in told[:-2]] == list(range(len(told) - 2)), "crossings, then the two forecasts"
    assert (whole.complete, whole.whole, len(whole.branches)) == (True, True, 2)
    stop_at, told = len(told) - 2, []
    part = run_until_interrupted(ask.work(loads(RACE)), stop)
    assert (part.complete, part.whole, part.forecasts) == (False, False, ())
    assert part.branches == whole.branches[: len(part.branches)]
    assert part.branches


def test_drivers_are_named_by_their_words_first_and_one_wording_tells_where_they_are() -> None:
    later = edited(
        RACE, ("drifts: [{while: not north.test, falls: true}]", "drifts: [{while: north.test, falls: true}]")
    )
    _, _, first, *more = texts(later)
    assert first.startswith(
        "If nobody does anything, “how far the North believes that the South may offer talks” (hope) falls; once hope"
    )
    assert "Later “what the South thinks that pressure costs the North” (strain) drifts too." in more
    assert not any("no longer" not in text and "falls below" in text for text in (*texts(loads(RACE)), *texts(later)))
    bare = edited(RACE, ("    means: how far the North believes that the South may offer talks\n", ""))
    assert texts(bare)[2].startswith("If nobody does anything, hope and “what the South")


FIVE = (
    "countermove: 1\nconcepts: [nash]\nactors:\n"
    + "".join(
        f"  a{k}: {{options: {{x{k}: {{}}}}, wants: [{{id: w{k}, want: x{k} iff d{k} < 0.5}}]}}\n" for k in range(5)
    )
    + "drivers:\n"
    + "".join(f"  d{k}: {{now: 1, drifts: [{{while: not x{k}, falls: true}}]}}\n" for k in range(5))
)


def test_what_may_come_first_in_a_branch_that_is_not_told_is_named() -> None:
    answer = asked(loads(FIVE))
    assert (len(answer.record.branches), answer.record.more) == (64, 56)
    told = {str(*branch.stops[1].crossed) for branch in answer.record.branches}
    assert len(told) < 5
    first = drift_text(answer).answer[0].text  # type: ignore[union-attr]
    assert first.endswith("or d3 is below 0.50 or d4 is below 0.50 first, and what comes of that is not told here.")
    figure = drawn(answer)
    assert figure.title.endswith("or d4 is below 0.50 first")
    assert "61 further branches, in the table; 56 more are not told." in figure.svg


def test_a_file_in_which_nothing_drifts_says_so() -> None:
    quiet = loads(FERRY)
    assert drift(quiet).branches[0].end == "at rest"
    assert "No driver of this file drifts." in texts(quiet)
    with pytest.raises(ModelError, match="a conflict has none that drift"):
        ask(cm.load_conflict("chicken"))  # type: ignore[arg-type]


MANY = TAP.replace(
    "  low: {", "".join(f"  {name}: {{now: 0.5, drifts: [{{falls: true}}]}}\n" for name in "abcd") + "  low: {"
)
FIRST_OF_TWO = (
    "If nobody does anything, the first to step is North, once “how far the North believes that the South may offer "
    "talks” (hope) is below 0.30 (now 0.60; seen 0.45 on 1 June 2025), or South, once “what the South thinks "
    "that pressure costs the North” (strain) is below 0.80 (now 0.90; seen 0.75 on 1 October 2025)."
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            RACE,
            FIRST_OF_TWO,
        ),
        (TAP, "If nobody does anything, the first to step is The keeper, once level is below 0.50 (now 0.70)."),
        (TAP.replace("falls: {at: 0.1", "rises: {at: 0.1"), "If nobody does anything, drivers drift, and still nobody steps."),
        (TAP.replace("level < low", "level <= 0.7"), ""),
        (TAP.replace("level < low", "level < other").replace("low: {now: 0.5}", "other: {now: 0.5, drifts: [{rises: true}]}"),
         "If nobody does anything, the first to step is The keeper, once level is below other (now level 0.70 and other 0.50)."),
        (FERRY, ""),
        (
            MANY,
            "Who steps first if nobody does anything was not worked out here: there are too many drivers.",
        ),
    ],
)  # fmt: skip
def test_the_line_of_the_first_screen(text: str, line: str) -> None:
    screen = " ".join(
        block.text for block in first_screen(reports.assess(loads(text)), 80).blocks if isinstance(block, Sentence)
    )
    assert line in screen
    assert bool(line) == ("if nobody does anything" in screen.lower())


def test_the_panel_is_offered_where_something_drifts() -> None:
    for text, offered in ((RACE, True), (FERRY, False)):
        opened = Opened(loads(text), loads(text), Switches(), None)
        assert ("drift" in panels_offered(opened)) == offered


@pytest.mark.parametrize("seed", models(range(60), (27, 50)))
def test_between_two_stops_answers_are_the_same_everywhere(seed: int) -> None:
    """One driver of a random file falls, another one rises: at every value on the way the file answers what it answered at the
    stop passed last."""
    rng = random.Random(seed)
    try:
        assessment = loads(random_file(seed, claims=2))
    except AssessmentError:
        return
    for name, (low, high) in assessment.ranges.items():
        rises = rng.random() < 0.5
        drifts = {"drifts": {name: [{"rises" if rises else "falls": True}]}}
        record = drift(assessment.changed(drifts), stops=12)
        branch, now = record.branches[0], record.now[name]
        context = Context(assessment)
        there = AnswersThere(context, [name])
        passed = [(stop.crossed[0].value / stop.crossed[0].terms[0].factor, stop) for stop in branch.stops[1:]]
        last = passed[-1][0] if branch.end == "cut off" else None
        for _ in range(6):
            value = now + ((high if rises else low) - now) * Fraction(rng.randrange(1, 100), 101)
            if last is not None and (value >= last if rises else value <= last):
                continue
            expected = {
                (item.name, item.scenario): item.after
                for at, stop in passed
                if (value > at if rises else value < at)
                for item in stop.changed
            }
            found = {
                (item.name, item.scenario): item.after
                for item in there.changes(there(context.conflict()), there(at_value(context, name, value)))
            }
            begun = dict(zip(expected, map(begins(branch), expected), strict=True))
            assert found == {thing: after for thing, after in expected.items() if after != begun[thing]}


def at_value(context: Context, name: str, value: Fraction) -> Conflict:
    conflict = context.conflict()
    return conflict.with_drivers({**conflict.drivers, name: value})


def begins(branch: DriftBranch) -> Callable[[tuple[str, str | None]], str]:
    """What is answered at the start, of what changes on the way."""
    first: dict[tuple[str, str | None], str] = {}
    for stop in branch.stops:
        for item in stop.changed:
            first.setdefault((item.name, item.scenario), item.before)
    return lambda thing: first[thing]
