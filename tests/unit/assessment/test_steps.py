"""Steps: what somebody makes of the wants, one after another."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence

import numpy as np
import pytest

from countermove.assessment import Assessment, loads
from countermove.assessment.rewrite import Step, pushed, step_from
from gmcr import Edit
from gmcr.analysis import EditKind
from gmcr.base.errors import ModelError, UnknownName
from gmcr.logic import to_text
from tests.conftest import in_one_test

__all__: list[str] = []

FILE = """\
countermove: 1
actors:
  a:
    options: {x: {}, y: {kind: strategic}}
    wants:
      - {id: a1, want: a.x, could_be: a.y, says: one}
      - {id: a2, want: b.z, while: d > 0.5, otherwise: not b.z, says: two}
      - {id: a3, want: a.y, while: d > 0.2, could_be: b.z, certainty: 0.4}
      - {id: a4, want: not a.x}
  b:
    options: {z: {}}
    wants:
      - {id: b1, want: a.x}
drivers: {d: {now: 0.3}}
open:
  O1:
    readings:
      plain: {}
      back: {rewrite: {a1: {want: a.x}}}
"""


@pytest.fixture(scope="module")
def small() -> Assessment:
    return loads(FILE)


def after(assessment: Assessment, *steps: str) -> Assessment:
    return pushed(assessment, map(step_from, steps))


def told(assessment: Assessment, actor: str = "a") -> list[str]:
    return [f"{want.id} {to_text(want.formula)}" for want in assessment.own_calculus.wants(actor)]


def order(assessment: Assessment) -> str:
    return " ".join(want.id for want in assessment.own_calculus.wants("a"))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], "a1 a2 a3 a4"),
        (["lower:a1"], "a2 a1 a3 a4"),
        (["lower:a1", "lower:a1"], "a2 a3 a1 a4"),
        (["above:a4:a1"], "a4 a1 a2 a3"),
        (["below:a1:a4", "above:a4:a2"], "a4 a2 a3 a1"),
        (["drop:a2", "lower:a1"], "a3 a1 a4"),
        (["lower:a1", "drop:a2"], "a1 a3 a4"),
        (["drop:a2", "below:a1:a2"], "a1 a3 a4"),
    ],
)
def test_steps_count_one_after_another(small: Assessment, steps: Sequence[str], expected: str) -> None:
    assert order(after(small, *steps)) == expected


@pytest.mark.parametrize(
    "steps",
    [
        ["lower:a1", "lower:a2"],
        ["above:a4:a1", "below:a4:a3"],
        ["turn:a1", "turn:a1"],
        ["turn:a2", "turn:a2"],
        ["turn:a3", "turn:a3"],
        ["turn:a4", "turn:a4"],
    ],
)
def test_what_is_taken_back_is_as_it_was(small: Assessment, steps: Sequence[str]) -> None:
    assert after(small, *steps) is small


def test_a_want_that_is_turned_is_what_it_could_be_and_could_be_what_it_was(small: Assessment) -> None:
    found = after(small, "turn:a1", "turn:a3").own_calculus
    first, _, third, _ = found.lines["a"]
    assert (to_text(first.shown.formula), first.says, first.want.strategic) == ("a.y", None, True)
    assert first.shown.could_be == small.own_calculus.lines["a"][0].shown.formula
    assert third.shown.condition is None
    assert str(third.certainty) == "2/5"
    assert third.shown.could_be is not None
    assert to_text(third.shown.could_be) == "d > 0.2 implies a.y"


@pytest.mark.parametrize(("want", "kind"), [("a1", "could_be"), ("a2", "negate"), ("a3", "could_be"), ("a4", "negate")])
def test_a_turned_want_counts_as_the_edit_of_it(small: Assessment, want: str, kind: EditKind) -> None:
    for value in ("0.1", "0.3", "0.9"):
        one = after(small, f"turn:{want}").conflict(drivers={"d": value})
        other = small.changed(edits=[Edit("a", want, kind)]).conflict(drivers={"d": value})
        assert np.array_equal(one.ranks("a"), other.ranks("a"))


def test_it_is_a_change_of_the_author_so_that_a_reading_brings_back_what_was_dropped(small: Assessment) -> None:
    found = after(small, "drop:a1")
    assert "a1" not in order(found)
    assert [want.id for want in found.calculus(reading={"O1": "back"}).wants("a")] == ["a1", "a2", "a3", "a4"]


def test_steps_go_on_from_a_model_that_was_changed_before(small: Assessment) -> None:
    before = after(small, "lower:a1", "turn:a4").at({"d": "0.9"})
    found = after(before, "lower:a1", "turn:a4")
    assert told(found) == ["a2 b.z", "a3 a.y", "a1 a.x", "a4 not a.x"]
    assert found.own_calculus.drivers == before.own_calculus.drivers
    assert told(pickle.loads(pickle.dumps(found))) == told(found)


@in_one_test(
    ("steps", "kind", "words"),
    [
        (["drop:a9"], UnknownName, "'a9' is not a want"),
        (["above:a1:a9"], UnknownName, "'a9' is not a want"),
        (["above:a1:b1"], ModelError, "beside another want of the same actor, not b1"),
        (["below:a1:a1"], ModelError, "beside another want of the same actor, not a1"),
        (["lower:a4"], ModelError, "a4 is the last"),
        (["drop:a4", "lower:a3"], ModelError, "a3 is the last"),
        (["drop:a1", "turn:a1"], ModelError, "a1 has been dropped"),
        (["lower:"], ModelError, "not a step"),
        (["lower:a1:a2"], ModelError, "not a step"),
        (["above:a1"], ModelError, "not a step"),
        (["raise:a1"], ModelError, "'raise:a1' is not a step"),
        ([""], ModelError, "'' is not a step"),
    ],
)
def test_a_step_that_cannot_be_taken_is_one_error(
    small: Assessment, steps: Sequence[str], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=re.escape(words)):
        after(small, *steps)


@pytest.mark.parametrize("steps", ["drop:a1", ["drop:a1"], 7, [Step("raise", "a1")]])  # type: ignore[arg-type]
def test_steps_that_are_none_are_one_error(small: Assessment, steps: object) -> None:
    with pytest.raises(ModelError):
        pushed(small, steps)  # type: ignore[arg-type]


def test_a_step_says_itself() -> None:
    for text in ("drop:a1", "turn:a1", "lower:a1", "above:a1:a2", "below:a1:a2"):
        assert step_from(text).text == text
