"""Drifts of drivers in the file: what is read, what is refused and where, and what overlays and codings make of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.assessment import Assessment, lint, loads
from countermove.assessment.rewrite import rewritten, step_from
from countermove.verdicts.lines.differences import compared
from gmcr import Drift
from gmcr.base.errors import AssessmentError
from gmcr.logic import to_text

__all__: list[str] = []

FILE = """\
countermove: 1
actors:
  a:
    options: {pay: {levels: [none, some, all]}, arm: {}}
    wants:
      - {id: a1, want: not a.pay, while: trust < 0.5, otherwise: a.pay}
      - {id: a2, want: not a.arm, could_be: a.arm}
  b:
    options: {stop: {}, wait: {}}
    wants:
      - {id: b1, want: b.stop iff a.pay}
terms: {peace: a.pay and b.stop}
drivers:
  trust:
    now: 0.6   # as of today
    drifts:
      - {while: peace, rises: {between: [0.1, 0.2], per: year}, note: slowly}   # while it lasts
      - {while: not b.stop, falls: true}
  fear: {now: 0.5, drifts: [{falls: {at: 0.1, per: year}}]}
open:
  Q: {readings: {no: {}, yes: {drifts: {fear: []}}}}
scenarios:
  s: {drifts: {trust: [{rises: true}]}}
views:
  v: {holder: a, drifts: {fear: [{while: a.arm, rises: true}]}}
claims:
  C1: {says: Nothing moves, check: {stable: start}}
alternatives:
  parts:
    asks: Is stopping one act?
    other:
      two: {split: {b.stop: {into: [halt, leave]}}}
      none: {without_option: b.stop}
      nobody: {without_actor: b}
      other: {drifts: {fear: [{rises: true}]}}
      levels: {split: {a.pay: {into: [cash, aid], is: cash or aid}}}
"""


def told(assessment: Assessment, **game: str) -> dict[str, list[str]]:
    """How drivers drift in a game, as text."""
    return {name: [_told(line) for line in lines] for name, lines in assessment.calculus(**game).drifts.items()}  # type: ignore[arg-type]


def _told(line: Drift) -> str:
    where = (
        "" if line.while_ is None else f" while {line.while_ if isinstance(line.while_, str) else to_text(line.while_)}"
    )
    rate = "" if line.rate is None else f" by {line.rate[0]} to {line.rate[1]}"
    return f"{'rises' if line.rises else 'falls'}{rate}{where}"


def test_drifts_are_read() -> None:
    drifts = loads(FILE).own_calculus.drifts
    assert [len(lines) for lines in drifts.values()] == [2, 1]
    assert drifts["trust"][0].rises
    assert drifts["trust"][0].rate == (Fraction(1, 10), Fraction(1, 5))
    assert drifts["trust"][1].rate is None
    assert drifts["fear"] == (Drift(False, None, (Fraction(1, 10), Fraction(1, 10))),)
    assert loads(FILE.replace("drifts", "x-drifts")).own_calculus.drifts == {}


def test_readings_scenarios_and_views_say_of_single_drivers_how_they_drift() -> None:
    assessment = loads(FILE)
    base = told(assessment)
    assert told(assessment, scenario="s") == {**base, "trust": ["rises"]}
    assert told(assessment, view="v") == {**base, "fear": ["rises while a.arm"]}
    assert assessment.calculus(reading={"Q": "yes"}).drifts["fear"] == ()
    assert not [item for item in lint(assessment) if "changes nothing" in item.message]
    assert assessment.changed({"set": {"trust": "0.2"}}).calculus().drifts == assessment.calculus().drifts
    assert assessment.changed({"drop": ["a1"]}).calculus().drifts == assessment.calculus().drifts


def test_codings_carry_drifts_through() -> None:
    assessment, base = loads(FILE), told(loads(FILE))
    two = told(assessment.coded({"parts": "two"}))
    assert two["trust"][1] == "falls while not (b.halt and b.leave)"
    for choice in ("none", "nobody"):  # b.stop stays off
        assert told(assessment.coded({"parts": choice}))["trust"][1] == "falls while true"
    assert told(assessment.coded({"parts": "other"})) == {**base, "fear": ["rises"]}
    assert told(assessment.coded({"parts": "other"}), reading={"Q": "yes"})["fear"] == []  # type: ignore[arg-type]
    levels = FILE.replace("while: not b.stop", "while: a.pay >= some")
    with pytest.raises(AssessmentError, match=r"drivers.trust.drifts.1.while: say anew a comparison of the levels"):
        loads(levels).coded({"parts": "levels"})
    anew = levels.replace("is: cash or aid}}", "is: cash or aid}}, drifts: {trust: [{while: a.cash, falls: true}]}")
    assert told(loads(anew).coded({"parts": "levels"}))["trust"] == ["falls while a.cash"]


ERRORS = [
    ("while: peace,", "while: «peace and fear < 0.3,", "formula", "Where a driver drifts is about options only"),
    ("while: peace,", "while: «piece,", "unknown", "peace"),
    ("between: [0.1, 0.2]", "between: «[0.2, 0.1]", "range", "The least rate 0.2 is above the largest 0.1"),
    ("between: [0.1, 0.2]", "between: «[0, 0.1]", "range", "A rate is above 0"),
    ("between: [0.1, 0.2]", "between: «0.1", "kind", "a pair"),
    ("{at: 0.1, per: year}", "{at: «-0.1, per: year}", "range", "A rate is above 0"),
    ("{at: 0.1, per: year}", "{at: 0.1, per: «month}", "drift", "per year in drivers.trust.drifts.0"),
    ("{at: 0.1, per: year}", "{at: 0.1, per: «fortnight}", "value", "day, week, month, year"),
    ("{at: 0.1, per: year}", "«{at: 0.1}", "missing", "`per`"),
    ("{at: 0.1, per: year}", "«{at: 0.1, between: [0.1, 0.2], per: year}", "value", "A rate is"),
    ("{at: 0.1, per: year}", "«{per: year}", "value", "A rate is"),
    ("{at: 0.1, per: year}", "«false", "kind", "`true`"),
    ("{at: 0.1, per: year}", "{«fast: 0.1, per: year}", "key", "fast"),
    ("{while: not b.stop, falls: true}", "«{while: not b.stop, falls: true, rises: true}", "drift", "one of"),
    ("{while: not b.stop, falls: true}", "«{while: not b.stop}", "drift", "one of"),
    ("drifts: {trust: [{rises: true}]}", "drifts: {«trus: [{rises: true}]}", "unknown", "trust"),
    (
        "drifts: {trust: [{rises: true}]}",
        "drifts: {trust: [{rises: {at: 1, per: «day}}]}",
        "drift",
        "drivers.trust.drifts.0",
    ),
    ("drifts: {fear: []}", "drifts: {fear: «{rises: true}}", "kind", "a list"),
    ("other: {drifts: {fear:", "other: {drifts: {«fea:", "unknown", "fear"),
    ("drifts: {fear: [{rises: true}]}", "drifts: {fear: [{while: «trust > 0, rises: true}]}", "formula", "options"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), ERRORS)
def test_what_is_wrong_is_said_once_at_its_place(old: str, new: str, code: str, words: str) -> None:
    assert FILE.count(old) == 1
    text = FILE.replace(old, new)
    before = text[: text.index("«")]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(AssessmentError) as caught:
        loads(text.replace("«", "")).coded({"parts": "other"})
    [problem] = caught.value.problems
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert words in problem.message or words == problem.suggestion


def test_questions_that_both_say_how_a_driver_drifts_overlap() -> None:
    text = FILE.replace("open:\n", "open:\n  P: {readings: {a: {}, b: {drifts: {fear: [{rises: true}]}}}}\n")
    with pytest.raises(AssessmentError, match="The drift of fear is changed by P too"):
        loads(text)


def test_a_push_leaves_drifts_as_they_are_written() -> None:
    text = rewritten(FILE, [step_from("turn:a2")], drivers={"trust": "0.4"})
    assert text.replace("now: 0.4 ", "now: 0.6 ").splitlines()[12:20] == FILE.splitlines()[12:20]
    assert loads(text).own_calculus.drifts == loads(FILE).own_calculus.drifts


def test_another_drift_is_a_difference() -> None:
    other = FILE.replace("falls: true", "rises: true").replace("note: slowly", "note: very slowly")
    [line] = compared(loads(FILE), loads(other))[0]
    assert (line.section, line.name, [part.key for part in line.parts]) == ("driver", "trust", ["drifts"])
