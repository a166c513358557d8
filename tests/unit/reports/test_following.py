"""What is set is followed by every question: a driver that is set equals the file with that value written into it, and what is
selected comes in the order file, selection, settings, other readings, own."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import count
from typing import Any

import pytest

from countermove.assessment import Assessment, loads
from countermove.catalogue import QUESTIONS
from countermove.context.answer import ask
from countermove.context.selection import BASE, Selection
from countermove.media.records import envelope
from countermove.presentation.blocks import Table
from countermove.presentation.pages import text_of_answer
from countermove.reports.assessing.compute import assess
from gmcr.base.errors import CountermoveError
from tests.judge.answers.generate import random_file

__all__: list[str] = []

WATER = """\
countermove: 1
title: Who pays?
target: town.pay
actors:
  town:
    options:
      pay: {does: pays for the ferry}
    wants:
      - {id: t1, want: town.pay, while: need >= 0.5, otherwise: not town.pay, assumed: true}
start: []
drivers:
  need: {now: 0, means: how badly the town needs the ferry, assumed: true}
open:
  Q:
    asks: Is the winter hard?
    readings:
      mild: {}
      hard: {set: {need: 0.9}}
scenarios:
  flood: {why: the bridge is gone, set: {need: 1}, assumed: true}
views:
  pessimist: {set: {need: 0.7}, assumed: true}
claims:
  C1: {says: The town pays, check: {every_outcome: town.pay}}
  C2: {says: With the bridge gone the town pays, in: flood, check: {every_outcome: town.pay}}
  C3: {says: In a pessimist's eyes the town pays, under: pessimist, check: {every_outcome: town.pay}}
"""


GAME = r"(?:Set here: .*?\.(?= |$|')|In the base reading\.|The author's model\.) ?"
"""What says which game it is about."""


@cache
def drawn(seed: int) -> tuple[str, str, str]:
    """A random file in which nothing is seen of drivers, with one of its drivers and another value for it."""
    files = ((number, random_file(number)) for number in count(1000 * seed))
    seed, text = next((k, text) for k, text in files if " sets:" not in text)
    case = loads(text)
    driver = list(case.ranges)[seed % len(case.ranges)]
    low, high = case.ranges[driver]
    return text, driver, str(float(low + (high - low) * Fraction(seed % 5, 4)))


def written(text: str, driver: str, value: str) -> Assessment:
    """The file with the value written into it."""
    pattern = rf"(?ms)(^drivers:\n.*?^  {driver}:\n    now: )[^\n]+"
    changed, found = re.subn(pattern, lambda match: match[1] + value, text, count=1)
    assert found
    return loads(changed, file="drawn.yaml")


def told(name: str, assessment: Assessment, **given: Any) -> tuple[Any, Any]:
    """The record of a question and its words, but for what is the call's own."""
    answer = ask(name, assessment, **given)
    record = envelope(answer)
    del record["assumptions"]
    telling = text_of_answer(answer)
    texts = (telling.title, telling.under, *map(str, telling.answer), *(_rows(block) for block in telling.body))
    return _without_digests(record), [re.sub(GAME, "", text) for text in texts if not re.search(f"text='{GAME}", text)]


def _rows(block: Any) -> str:
    """A block as text, with every row of a table."""
    return f"{block.caption} {block.texts}" if isinstance(block, Table) else repr(getattr(block, "lines", block))


def _without_digests(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_digests(value) for key, value in data.items() if key != "digest"}
    return [_without_digests(item) for item in data] if isinstance(data, list) else data


GIVEN: Mapping[str, Mapping[str, Any]] = {
    "why": {"state": "start"},
    "inverse": {"state": "start"},
    "change": {"bound": 1},
    "responsibility": {"bound": 1},
    "redteam": {"bound": 1},
    "robust": {"draws": 20, "workers": 1},
    "longrun": {"runs": 20, "horizon": 10},
}
"""With what questions are asked that need something, or would take long."""


def questions(assessment: Assessment) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every question that takes what is set."""
    for name, question in QUESTIONS.items():
        if "drivers" in question.selects and (
            name not in ("change", "responsibility") or assessment.target is not None
        ):
            held = {view.holder: key for key, view in assessment.views.items() if view.holder in assessment.actors}
            yield name, {"held": held} if name == "views" else GIVEN.get(name, {})


@pytest.mark.level("judge", but=1)
@pytest.mark.level("all")
@pytest.mark.parametrize("seed", [3, 11])
def test_a_driver_that_is_set_equals_the_file_that_says_so(seed: int) -> None:
    text, driver, value = drawn(seed)
    set_ = loads(text, file="drawn.yaml").selected(Selection(drivers={driver: value}))
    file = written(text, driver, value)
    for name, given in questions(file):
        assert told(name, set_, **given) == told(name, file, **given), name


def values(assessment: Assessment) -> dict[str, list[list[int]]]:
    return {claim.id: claim.values.tolist() for claim in ask("check", assessment, concepts=("nash",)).record.claims}


def test_the_order_is_file_selection_settings_other_readings_own() -> None:
    """need is 0 in the file, 0.9 where the winter is hard, 0.7 to the pessimist and 1 in the flood; from 0.5 on the town pays."""
    case = loads(WATER)
    assert values(case) == {"C1": [[0], [1]], "C2": [[1], [1]], "C3": [[1], [1]]}
    # What is set wins over what is selected, but not over readings that are not, nor over what a claim has of its own.
    low = case.selected(Selection(reading={"Q": "hard"}, drivers={"need": "0.1"}))
    assert values(low) == {"C1": [[0]], "C2": [[1]], "C3": [[1]]}
    assert values(case.selected(Selection(drivers={"need": "0.1"}))) == {
        "C1": [[0], [1]],
        "C2": [[1], [1]],
        "C3": [[1], [1]],
    }
    flooded = case.selected(Selection(scenario="flood"))
    assert values(flooded)["C1"] == [[1], [1]]
    assert values(case.selected(Selection(scenario="flood", drivers={"need": "0.2"})))["C1"] == [[0], [1]]
    assert values(case.selected(Selection(view="pessimist", drivers={"need": "0.2"}))) == {
        "C1": [[0], [1]],
        "C2": [[1], [1]],
        "C3": [[1], [1]],
    }
    # An own scenario stands in the place of the selected one: nothing of that is left below it.
    assert case.selected(Selection(scenario="flood")).calculus(scenario="flood").drivers["need"] == 1


HARD = "On the reading that Q = hard, need is 0.90 all the same."
FLOOD = "Supposing that the bridge is gone (flood), need is 1.00 all the same."
VIEW = "In the view pessimist need is 0.70 all the same."
C2 = "For the conclusion “With the bridge gone the town pays” need is 1.00 all the same."
KEPT: list[tuple[Selection, tuple[str, ...] | None, list[str]]] = [
    (Selection(drivers={"need": "0.2"}), None, [HARD, FLOOD, VIEW]),
    (Selection(drivers={"need": "0.2"}), ("C1",), [HARD]),
    (Selection(reading={"Q": "mild"}, drivers={"need": "0.2"}), ("C2",), [FLOOD]),
    (Selection(drivers={"need": "0.7"}), ("C3",), [HARD]),
    # Of C1 that would be wrong: there what is set wins over the selected scenario.
    (Selection(scenario="flood", drivers={"need": "0.2"}), None, [HARD, VIEW, C2]),
    (Selection(scenario="flood"), None, []),
    (Selection(scenario="flood", view="pessimist"), ("C1", "C2"), []),
    (Selection(view="pessimist"), ("C1", "C2"), []),
    (Selection(scenario="flood"), ("C1", "C3"), []),
]
"""What is selected, which claims are looked at, and what is told to win over it."""


@pytest.mark.parametrize(("chosen", "claims", "kept"), KEPT)
def test_what_wins_over_what_is_set_is_told_with_the_claims(
    chosen: Selection, claims: tuple[str, ...] | None, kept: list[str]
) -> None:
    answer = ask("check", loads(WATER).selected(chosen), claims=claims)
    assert _set(text_of_answer(answer).answer).partition(". ")[2] == " ".join(kept)


def test_the_first_screen_tells_it_of_questions_too() -> None:
    from countermove.reports.assessing.text import assess_page

    asks = """\
key_questions:
  K1: {asks: Does it pay, answer_yes: {check: {every_outcome: town.pay}}, with: {set: {need: 0.6}}, across: []}
"""
    page = assess_page(assess(loads(WATER + asks), Selection(drivers={"need": "0.2"})))
    asked = "For the question “Does it pay” need is 0.60 all the same."
    assert _set(page.blocks).endswith(f"{HARD} {FLOOD} {VIEW} {asked}")


def _set(blocks: Iterable[Any]) -> str:
    """The line that says what is set."""
    return next(text for block in blocks if (text := str(getattr(block, "text", ""))).startswith("Set here"))


def test_selecting_again_begins_anew_and_what_was_set_is_forgotten() -> None:
    case = loads(WATER)
    chosen = case.selected(Selection(view="pessimist", drivers={"need": "0.2"}), concepts=("seq",))
    assert chosen.document.drivers["need"].now == Fraction(1, 5)
    assert chosen.lead == "seq"
    assert chosen.of_the_author.selection == Selection(drivers={"need": "0.2"})
    assert chosen.selected(BASE).document.drivers["need"].now == 0
    again = pickle.loads(pickle.dumps(chosen))
    assert (again.selection, again.concepts, dict(again.unset)) == (chosen.selection, ("seq",), {"need": 0})
    assert again.calculus().drivers == chosen.calculus().drivers


def test_a_value_outside_its_range_is_refused() -> None:
    with pytest.raises(CountermoveError, match="need: 2 is outside its range"):
        loads(WATER).selected(Selection(drivers={"need": "2"}))


@pytest.mark.level("all")
def test_the_first_screen_of_a_file_that_is_set_is_that_of_the_file_that_says_so() -> None:
    from countermove.reports.assessing.text import assess_page

    text, driver, value = drawn(3)
    chosen = assess(loads(text, file="drawn.yaml"), Selection(drivers={driver: value}), draws=20)
    file = assess(written(text, driver, value), draws=20)
    for full in (False, True):
        set_, plain = assess_page(chosen, full=full), assess_page(file, full=full)
        told_ = [block for block in set_.blocks if not str(getattr(block, "text", "")).startswith("Set here: ")]
        assert [_told(block) for block in told_] == [_told(block) for block in plain.blocks]


def _told(block: Any) -> str:
    """A block as text, without the line that says which game it is about."""
    return re.sub(rf" ?{GAME}", "", str(getattr(block, "text", block)))
