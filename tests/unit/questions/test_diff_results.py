"""What diff tells beside claims: answers, outcomes, target, base reading, concepts, observations, forecasts."""

from __future__ import annotations

import countermove as cm
from countermove import reports
from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.pages import text_of_answer
from countermove.questions.diff.compute import Diff, diff
from countermove.questions.diff.results import Result
from countermove.verdicts.lines.change_words import Moved

__all__: list[str] = []

CASE = """
countermove: 1
concepts: [nash, gmr]
target: meet
actors:
  N: {name: North, options: {come: {does: comes}}, wants: [{id: n1, want: come}]}
  S: {name: South, options: {meet: {does: meets}}, wants: [{id: s1, want: meet iff come}]}
open:
  Q: {readings: {meets: {}, shuns: {rewrite: {s1: {want: not meet}}}}}
scenarios: {shut: {rewrite: {n1: {want: not come}}}}
key_questions:
  K1: {asks: Will they meet?, answer_yes: {check: {some_outcome: meet}}}
claims:
  C1: {says: South meets whenever North comes, check: {every_outcome: come implies meet}}
observations: {B1: {date: "2022-01-01", saw: come}}
forecasts: {F1: {says: They meet, closes: "2022-06-01", chance: 0.6}}
"""


def changed(*pairs: tuple[str, str]) -> Diff:
    text = CASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return diff(cm.loads(CASE, file="a.yaml"), cm.loads(text, file="b.yaml"))


def results(found: Diff) -> dict[tuple[str, str, str | None], tuple[str, str]]:
    return {(item.kind, item.name, item.scenario): (item.before, item.after) for item in found.results}


def test_answers_outcomes_and_the_target_follow_a_want() -> None:
    # Under GMR North could take back that it came, which deters South: there it ends with North alone in both.
    found = changed(("{id: s1, want: meet iff come}", "{id: s1, want: not meet}"))
    assert results(found) == {
        ("answer", "K1", None): ("it depends", "no"),
        ("outcomes", "nash", None): ("N.come, S.meet", "N.come"),
        ("target", "", None): ("ends there", "nobody goes there"),
    }
    assert found.results[0] == Result(
        *("answer", "K1", None, "it depends", "no", "Will they meet?", "it depends", "no"),
        readings=2,
        moved=(Moved("no", 1, 1),),
        because=((0,),),
    )


def test_another_base_reading_is_a_result_and_no_words() -> None:
    text = (
        "{meets: {}, shuns: {rewrite: {s1: {want: not meet}}}}",
        "{shuns: {rewrite: {s1: {want: not meet}}}, meets: {}}",
    )
    found = changed(text)
    assert results(found)["base reading", "Q", None] == ("meets", "shuns")
    [line] = [item for item in found.differences if item.section == "question"]
    assert (line.kind, line.effect) == ("changed", False)


def test_each_file_is_judged_under_its_own_concepts() -> None:
    found = changed(("concepts: [nash, gmr]", "concepts: [smr]"))
    assert results(found)["concepts", "", None] == ("nash, gmr", "smr")
    [line] = found.differences
    assert (line.section, line.kind, line.effect) == ("concepts", "changed", True)
    alike = diff(cm.loads(CASE), cm.loads(CASE.replace("[nash, gmr]", "[smr]")), concepts=["nash"])
    assert alike.results == ()
    assert alike.claims == ()


def test_concepts_can_be_the_line_that_turns_a_verdict() -> None:
    pennies = """
countermove: 1
concepts: [CONCEPT]
actors:
  A: {options: {a: {}}, wants: [{id: a1, want: a iff b}]}
  B: {options: {b: {}}, wants: [{id: b1, want: a iff not b}]}
claims: {C: {says: Nothing moves, check: {stable: start}}}
"""
    found = diff(cm.loads(pennies.replace("CONCEPT", "nash")), cm.loads(pennies.replace("CONCEPT", "gmr")))
    [claim] = found.claims
    assert (claim.before, claim.after, claim.cells, claim.because) == ("contradicted", "follows", None, ((0,),))


def test_questions_observations_and_forecasts_are_lines_that_bear_on_no_verdict() -> None:
    found = changed(
        ("saw: come", "ended: meet"),
        ("chance: 0.6", "chance: 0.7"),
        ("some_outcome: meet", "every_outcome: meet"),
        ("Will they meet?", "Shall they meet?"),
    )
    told = {(item.section, item.name, item.kind): [part.key for part in item.parts] for item in found.differences}
    assert told == {
        ("observation", "B1", "changed"): ["saw", "ended"],
        ("forecast", "F1", "changed"): ["chance"],
        ("key question", "K1", "changed"): ["answer_yes"],
        ("key question", "K1", "reworded"): ["asks"],
    }
    assert not any(item.effect for item in found.differences)
    assert results(found) == {
        ("since", "K1", None): ("it depends", "yes"),
    }
    assert [found.differences[place].name for own in found.results[0].because for place in own] == ["B1"]


def test_it_is_told_in_words() -> None:
    other = CASE.replace("{id: s1, want: meet iff come}", "{id: s1, want: not meet}")
    answer = reports.ask("diff", (cm.loads(CASE, file="a.yaml"), cm.loads(other, file="b.yaml")))
    telling = text_of_answer(answer)
    assert [item.text for item in telling.answer if isinstance(item, Sentence)][1:5] == [
        "One answer and one claim come out differently.",
        "Will they meet? it depends → no (K1).",
        "“South meets whenever North comes”: depends → contradicted (C1).",
        "Both change because South now wants not to meet; before: to meet if, and only if, North comes (s1).",
    ]
    [table] = [item for item in telling.body if isinstance(item, Table) and item.caption.startswith("What else")]
    assert ("Where it ends under Nash", "North comes; South meets", "North comes") in table.texts


def test_lines_that_bear_on_a_result_come_first() -> None:
    other = CASE.replace("{id: s1, want: meet iff come}", "{id: s1, want: not meet}").replace("Will they", "Shall they")
    answer = reports.ask("diff", (cm.loads(CASE, file="a.yaml"), cm.loads(other, file="b.yaml")))
    assert {item.bearing for item in answer.record.differences} == {True, False}
    [table] = [
        item for item in text_of_answer(answer).body if isinstance(item, Table) and item.caption == "What differs"
    ]
    bearing = sum(item.bearing for item in answer.record.differences)
    assert all("s1" in row[0] for row in table.texts[:bearing])
    assert all("s1" not in row[0] for row in table.texts[bearing:])


def test_what_says_the_same_has_no_results() -> None:
    assert diff(cm.loads(CASE), cm.loads(CASE)).results == ()
