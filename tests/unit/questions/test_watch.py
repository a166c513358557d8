"""What the latest values of drivers tip, on paper."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest

import countermove as cm
from countermove.context.answer import ask
from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.pages import page_of_answer
from countermove.questions.watch import Watch, watch

PAPER = """
countermove: 1
concepts: [nash]
target: come
actors:
  N: {options: {come: {}}, wants: [{id: n1, want: come, while: trust >= 0.5, otherwise: not come}]}
drivers: {trust: {now: 0.2}, other: {now: 0.5}}
claims:
  C1: {says: nothing moves, check: {stable: start}}
  C2: {says: never, check: {never_passes: come}, in: warm}
scenarios: {warm: {set: {trust: 0.9}}}
indicators:
  I1: {watch: visits, moves: {trust: up}}
  I2: {watch: threats, moves: {trust: down}}
observations:
  B1: {date: "2022-01-20", known: "2022-01-21", of: I1, sets: {trust: 0.6}}
  B2: {date: "2022-01-10", sets: {trust: 0.1}}
"""


def test_the_latest_value_known_replaces_that_of_the_file() -> None:
    found = watch(cm.loads(PAPER))
    assert [(item.driver, item.before, item.value, item.observation, item.indicator) for item in found.latest] == [
        ("trust", Fraction(1, 5), Fraction(3, 5), "B1", "I1")
    ]
    assert [(item.kind, item.name, item.before, item.after) for item in found.tipped] == [
        ("answer", "K", "no", "yes"),
        ("verdict", "C1", "follows, as long as nobody wants otherwise", "contradicted"),
        ("outcomes", "nash", "0", "1"),
    ]
    assert found.tripped
    before = watch(cm.loads(PAPER), as_of="2022-01-20")
    assert [item.value for item in before.latest] == [Fraction(1, 10)]
    assert before.tipped == ()
    assert not before.tripped


def test_scenarios_still_win() -> None:
    assert not any(item.name == "C2" for item in watch(cm.loads(PAPER)).tipped)


def test_distances_say_how_far_and_what_points_there() -> None:
    [near] = watch(cm.loads(PAPER)).distances
    assert (near.driver, near.threshold, near.way, near.share) == ("trust", Fraction(1, 2), "down", Fraction(1, 10))
    assert near.indicators == ("I2",)
    [far] = watch(cm.loads(PAPER), as_of="2022-01-20").distances
    assert (far.way, far.share, far.indicators) == ("up", Fraction(2, 5), ("I1",))


def test_an_assessment_at_other_values_survives_being_pickled() -> None:
    moved = cm.loads(PAPER).at({"trust": "0.6"})
    again = pickle.loads(pickle.dumps(moved))
    assert again.conflict().drivers == moved.conflict().drivers == {"trust": Fraction(3, 5), "other": Fraction(1, 2)}
    assert again.conflict(scenario="warm").drivers["trust"] == Fraction(9, 10)
    with pytest.raises(cm.ModelError, match="range"):
        moved.at({"trust": 2})


def test_what_is_told_begins_with_what_tipped() -> None:
    page = page_of_answer(ask("watch", cm.loads(PAPER)))
    assert "Tripwire: one driver was observed, and one answer and one verdict differ" in page.blocks[1].text  # type: ignore[union-attr]
    still = ask("watch", cm.loads(PAPER), as_of="2022-01-20")
    assert isinstance(still.record, Watch)
    assert still.as_expected
    assert "Nothing has tipped" in page_of_answer(still).blocks[1].text  # type: ignore[union-attr]


def test_what_was_seen_of_drivers_is_a_table() -> None:
    tables = [block for block in page_of_answer(ask("watch", cm.loads(PAPER))).blocks if isinstance(block, Table)]
    assert [column.title for column in tables[0].columns] == ["Driver", "File", "Latest", "On", "Seen", "Indicator"]
    assert tables[0].rows == (("trust", "0.20", "0.60", "2022-01-20", "B1", "I1"),)
    unseen = page_of_answer(ask("watch", cm.loads(PAPER), as_of="2022-01-01"))
    assert not any(isinstance(block, Table) and block.columns[1].title == "File" for block in unseen.blocks)


def test_the_next_stop_is_told_from_the_latest_values_on() -> None:
    drifting = PAPER.replace(
        "trust: {now: 0.2}", "trust: {now: 0.2, drifts: [{while: come, falls: true}, {rises: true}]}"
    )
    [after] = watch(cm.loads(drifting)).next_stops
    assert str(*after.crossed) == "trust falls below 1/2"
    assert (after.away, after.share, after.steps) == (Fraction(1, 10), Fraction(1, 10), ("N",))
    [before] = watch(cm.loads(drifting), as_of="2022-01-15").next_stops
    assert str(*before.crossed) == "trust rises above 1/2"
    assert (before.away, before.changes > 0) == (Fraction(2, 5), True)
    answer = ask("watch", cm.loads(drifting))
    texts = [block.text for block in page_of_answer(answer).blocks if isinstance(block, Sentence)]
    assert any("once trust is below 0.50 (0.10 from here, 10% of its range), N steps" in text for text in texts)
    assert watch(cm.loads(PAPER)).next_stops == ()
