"""An alternative is added to a text, and nothing else in it moves; what cannot be added is refused, at its place."""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from typing import Any

import pytest

from countermove.assessment import bundle, loads
from countermove.assessment.added import PUSHED, with_alternative, with_pushes_named
from countermove.assessment.overlays import WantLine
from countermove.assessment.rewrite import rewritten, step_from
from gmcr.base.errors import AssessmentError, ModelError

__all__: list[str] = []

FERRY = """\
countermove: 1
actors:
  line:
    options: {run: {}}
    wants:
      - {id: l1, want: line.run}   # says so
      - {id: l2, want: not line.run}
drivers: {hope: {now: 0.50}}
"""
SWAPPED: dict[str, Any] = {
    "asks": "Which comes first: “yes” or 'no'?",
    "as_is": "yes",
    "other": {
        "swapped": {"means": "no: it rests", "move": {"l2": {"before": "l1"}}, "set": {"hope": Decimal("0.250")}}
    },
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begun", ["", "\ufeff"])
def test_a_first_alternative_stands_at_the_end(begun: str, end: str) -> None:
    text = begun + FERRY.replace("\n", end)
    written, result = with_alternative(text, "order", SWAPPED)
    assert written.startswith(text)
    added = written.removeprefix(text)
    assert added.count("\n") == added.count(end)
    assert "        set: {hope: 0.250}" in added
    coded = loads(written).coded({"order": "swapped"})
    assert [line.want.id for line in coded.own_calculus.lines["line"]] == ["l2", "l1"]
    assert float(coded.document.drivers["hope"].now) == 0.25
    assert result.document.alternatives["order"].asks == SWAPPED["asks"]
    assert result.document.alternatives["order"].as_is == "yes"
    assert with_alternative(text.rstrip(), "order", SWAPPED)[0].rstrip() == written.rstrip()


def test_another_stands_below_the_last_with_its_comments() -> None:
    first, _ = with_alternative(FERRY, "order", SWAPPED)
    text = f"{first}      # of us both\n# what follows\ntarget: line.run\n"
    other = {"asks": "Is it left out?", "other": {"no_": {"drop": ["l1"]}}}
    written, result = with_alternative(text, "left", other)
    assert list(result.document.alternatives) == ["order", "left"]
    start, _, behind = written.partition("  left:\n")
    assert start.endswith("      # of us both\n")
    assert behind.endswith("        drop: [l1]\n# what follows\ntarget: line.run\n")
    assert written.replace(f"  left:\n{behind.partition('# what')[0]}", "") == text


@pytest.mark.level("all")
def test_a_bundled_case_gets_one_and_stays_what_it_was() -> None:
    for name in bundle.names():
        text = resources.files("countermove.assessment").joinpath("cases", f"{name}.yaml").read_text(encoding="utf-8")
        before = loads(text)
        actor, wants = next((actor, own) for actor, own in before.own_calculus.lines.items() if len(own) > 1)
        move = {wants[1].want.id: {"before": wants[0].want.id}}
        alternative = {"asks": "Which comes first?", "other": {"swapped": {"move": move}}}
        written, result = with_alternative(text, "order_of_two", alternative)
        same = next(place for place, pair in enumerate(zip(f"{text}\0", written, strict=False)) if pair[0] != pair[1])
        assert written[:same] + written[len(written) - (len(text) - same) :] == text
        moved = result.coded({"order_of_two": "swapped"}).own_calculus.lines[actor]
        assert [line.want.id for line in moved[:2]] == [wants[1].want.id, wants[0].want.id]


def test_what_is_pushed_becomes_an_alternative_that_says_the_same() -> None:
    text = FERRY.replace(
        "{id: l1, want: line.run}", "{id: l1, want: line.run, while: hope > 0.3, otherwise: not line.run}"
    )
    pushes = [
        (["above:l2:l1"], {}, "l2"),
        (["drop:l2"], {}, "l2"),
        (["turn:l1", "above:l2:l1"], {"hope": "0.125"}, "l1"),
        ([], {"hope": "0.25"}, "hope"),
    ]
    for words, drivers, named in pushes:
        steps = [step_from(word) for word in words]
        written, name = with_pushes_named(text, steps, drivers=drivers, asks=" So? ", means='no: "not"')
        assert name == named
        assert written.startswith(text)
        result = loads(written)
        assert (result.document.alternatives[name].asks, result.warnings) == ("So?", loads(text).warnings)
        after = loads(rewritten(text, steps, drivers=drivers))  # as saving the pushes has it
        coded = result.coded({name: PUSHED})
        for own in (coded, after):
            assert own.own_calculus.drivers == after.own_calculus.drivers
        assert [_said(line) for line in coded.own_calculus.lines["line"] if not line.dropped] == [
            _said(line) for line in after.own_calculus.lines["line"]
        ]
        again, other = (
            with_pushes_named(written, [], drivers={"hope": "0.75"}, asks="So?") if drivers == {} else ("", "")
        )
        assert (other, again.startswith(written)) == (("hope", True) if drivers == {} else ("", False))


def _said(line: WantLine) -> tuple[object, ...]:
    return line.want.id, line.want.formula, line.want.condition, line.want.otherwise


def test_pushes_that_make_no_alternative_are_refused() -> None:
    with pytest.raises(ModelError, match="Nothing is pushed"):
        with_pushes_named(FERRY, [step_from("turn:l1"), step_from("turn:l1")], asks="So?")
    with pytest.raises(ModelError, match="say it as a question"):
        with_pushes_named(FERRY, [step_from("drop:l1")], asks="  ")
    written, _ = with_pushes_named(FERRY, [step_from("drop:l1")], asks="So?")
    with pytest.raises(AssessmentError, match="both can be chosen together"):
        with_pushes_named(written, [step_from("turn:l1")], asks="So?")


def test_what_cannot_be_written_is_refused() -> None:
    written, _ = with_alternative(FERRY, "order", SWAPPED)
    with pytest.raises(ModelError, match="order is already the name of an alternative"):
        with_alternative(written, "order", SWAPPED)
    with pytest.raises(ModelError, match="in braces"):
        with_alternative('{"countermove": 1, "actors": {"a": {"options": {"x": {}}}}}', "order", SWAPPED)
    flow = FERRY + "alternatives: {a: {asks: q, other: {b: {drop: [l1]}}}}\n"
    with pytest.raises(ModelError, match="the alternatives are written in braces"):
        with_alternative(flow, "order", {"asks": "q", "other": {"c": {"drop": ["l2"]}}})


def test_an_alternative_that_says_nothing_sound_is_refused_at_its_place() -> None:
    with pytest.raises(AssessmentError) as caught:
        with_alternative(FERRY, "order", {"asks": "q", "other": {"c": {"drop": ["l9"]}}}, file="ferry.yaml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("ferry.yaml", FERRY.count("\n") + 7)
    assert "l9" in problem.message
    with pytest.raises(AssessmentError, match="has no options left"):
        with_alternative(FERRY, "order", {"asks": "q", "other": {"c": {"without_option": "line.run"}}})
