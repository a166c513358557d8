from __future__ import annotations

from fractions import Fraction

import pytest

from countermove.assessment import Assessment
from countermove.reports import select, state_code
from gmcr import Conflict, Ranking
from gmcr.base.errors import CountermoveError, ModelError, UnknownName

__all__: list[str] = []


def test_texts_become_a_game(ferry: Assessment) -> None:
    selection = select(readings=["Q = purse_first"], scenario="gift", view="pessimist", settings=["demand=0.1"])
    conflict = ferry.selected(selection).conflict()
    assert conflict.start == 1
    assert conflict.drivers["demand"] == Fraction(1, 10)
    wants = conflict.preferences["town"]
    assert isinstance(wants, tuple)
    assert [want.id for want in wants] == ["t2", "t1"]


@pytest.mark.parametrize("text", ["Q", "Q=", "=x", ""])
def test_a_reading_without_its_two_parts_is_refused(text: str) -> None:
    with pytest.raises(CountermoveError, match="A reading is written QUESTION=ANSWER"):
        select(readings=[text])


def test_saying_two_things_of_one_name_is_refused_and_the_same_twice_is_not() -> None:
    with pytest.raises(CountermoveError, match="The driver x is given twice: as 1 and as 2"):
        select(settings=["x=1", "x=2"])
    assert select(settings=["x=1", "x=1"]).drivers == {"x": "1"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("start", 0), ("nothing", 0), ("3", 3), (" 3 ", 3), ("pay", 1), ("town.pay, run", 3), ("line.protest", 4)],
)
def test_a_state_is_start_a_code_or_options(ferry: Assessment, text: str, code: int) -> None:
    assert state_code(ferry.conflict(), text) == code


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("town.pya", UnknownName, r"Did you mean town\.pay\?"),
        ("strat", UnknownName, r"Did you mean start\?"),
        ("pay,rum", UnknownName, "'rum' is not an option"),
        ("", UnknownName, "There are: start, town.pay"),
        ("6", ModelError, "rule n1"),
        ("8", ModelError, "There is no state 8"),
        ("9" * 5000, ModelError, "There is no state"),
    ],
)
def test_a_state_that_is_none_says_what_there_is(
    ferry: Assessment, text: str, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        state_code(ferry.conflict(), text)


def test_in_graph_form_a_state_is_a_label_or_its_place() -> None:
    conflict = Conflict.from_arcs(
        states=["a", "b"], arcs={"A": [("a", "b")]}, preferences={"A": Ranking([["b"], ["a"]])}
    )
    assert state_code(conflict, "b") == state_code(conflict, "1") == 1
    with pytest.raises(UnknownName):
        state_code(conflict, "c")
