"""The reader's questions, answered: on paper, and what a file may say of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

import countermove as cm
from countermove.assessment import Assessment
from countermove.context.glossary import glossary_of
from countermove.inquiry.outcomes import RESTLESS, UNDECIDED
from countermove.presentation.phrases import Phrasing
from countermove.questions.answers.text import key_answer_text
from countermove.verdicts.answers.compute import Answered, answers
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.sides import EITHER, NO, UNDEFINED, UNSETTLED, YES, Sides, cells_of
from countermove.verdicts.values import values_in
from gmcr import Edit
from tests.conftest import models
from tests.unit.questions.assessments import pair

# North comes by itself. South meets it if it comes, in one reading; in the other it never does.
PAPER = """
countermove: 1
target: meet
concepts: [nash, seq]
actors:
  N: {options: {come: {}}, wants: [{id: n1, want: come, could_be: not come}]}
  S:
    options: {meet: {}}
    wants: [{id: s1, want: meet iff come, could_be: not meet}]
open:
  Q:
    readings:
      meets: {weight: 3}
      shuns: {rewrite: {s1: {want: not meet, could_be: meet}}}
scenarios:
  shut: {rewrite: {n1: {want: not come, could_be: come}}}
views: {blind: {rewrite: {s1: {want: not meet}}}}
claims:
  C1: {says: they meet, in: shut, check: {some_outcome: meet}}
  C2: {says: they meet, check: {some_outcome: meet}}
"""


def asked(question: str, more: str = "") -> Answered:
    return answers(cm.loads(f"{PAPER}{more}key_questions:\n  K1: {{asks: Do they meet?, {question}}}\n")).questions[0]


@pytest.mark.parametrize(
    ("yes", "no", "unlisted"),
    [
        ("some_outcome: x0", "no_outcome: x0", False),
        ("some_outcome: x0", "foresight: x1", True),
        ("foresight: x0", "no_outcome: x0", True),
    ],
)
def test_an_answer_needs_a_list_of_the_states_where_either_side_of_it_does(yes: str, no: str, unlisted: bool) -> None:
    options = ", ".join(f"x{place}: {{}}" for place in range(70))
    given = cm.loads(
        f"countermove: 1\nactors: {{a: {{options: {{{options}}}, wants: [{{id: a1, want: x0}}]}}}}\nstart: []\n"
        f"key_questions:\n  K1: {{asks: Is it?, answer_yes: {{check: {{{yes}}}}}, answer_no: {{check: {{{no}}}}}}}\n"
    )
    [question] = key_questions_of(given)
    assert Sides(given, question, None, ("nash",)).unlisted is unlisted


def test_what_all_answers_but_one_turn_round_is_told_as_only_if() -> None:
    three = PAPER.replace("meets: {weight: 3}", "meets: {means: South meets whoever comes}").replace(
        "      shuns:", "      waits: {rewrite: {s1: {want: not meet}}}\n      shuns:"
    )
    case = cm.loads(f"{three}key_questions:\n  K1: {{asks: Do they meet?, answer_yes: {{claim: C2}}}}\n")
    found = answers(case)
    told = key_answer_text(found.questions[0], found, Phrasing(glossary_of(case)))
    assert told.verdict == "Only if South meets whoever comes (Q)."
    assert told.word == "It depends"


def test_what_all_cells_say_is_the_answer_and_else_it_depends() -> None:
    found = asked("answer_yes: {check: {every_outcome: meet}}, answer_no: {check: {no_outcome: meet}}")
    base, shut = found.answers
    assert base.answer == "it depends"
    assert base.base == "yes"
    assert base.values.tolist() == [[1, 1], [0, 0]]
    assert [(dict(item.equations), item.answer) for item in base.turns_on] == [
        ({"Q": "meets"}, "yes"),
        ({"Q": "shuns"}, "no"),
    ]
    assert dict(base.shares) == {"nash": Fraction(3, 4), "seq": Fraction(3, 4)}
    assert {item.edit.want for item in base.rests_on} == {"n1", "s1"}
    assert (shut.scenario, shut.answer) == ("shut", "no")
    assert [[edit.want for edit in edits] for edits in shut.changes or ()] == [["n1"]]


def test_either_way_where_neither_is_true() -> None:
    # Two actors who each want to be the only one that moves: it can end either way.
    text = """
countermove: 1
concepts: [nash]
actors:
  A: {options: {a: {}}, wants: [{id: a1, want: not (a and b)}, {id: a2, want: a}]}
  B: {options: {b: {}}, wants: [{id: b1, want: not (a and b)}, {id: b2, want: b}]}
key_questions:
  K1: {asks: A?, answer_yes: {check: {every_outcome: a}}, answer_no: {check: {no_outcome: a}}}
"""
    answer = answers(cm.loads(text)).questions[0].first
    assert answer.values.tolist() == [[2]]
    assert (answer.answer, answer.base, answer.turns_on) == ("it depends", "it depends", ())
    assert dict(answer.shares) == {"nash": 0}


def test_what_makes_a_yes_comes_before_what_makes_a_no_and_what_is_open_before_what_is_false() -> None:
    truths = {"yes": 1, "no": 0, "none": -1, "unknown": UNDECIDED, "restless": RESTLESS}
    cells = {YES: "yes", NO: "no", EITHER: "either", UNSETTLED: "unsettled", UNDEFINED: "none", UNDECIDED: "unknown"}
    told = {
        (yes, no): cells.get(int(cells_of(np.int8(own), np.int8(other))), "both")  # type: ignore[arg-type]
        for yes, own in truths.items()
        for no, other in truths.items()
    }
    for yes, no in told:
        expected = "both" if yes == no == "yes" else "yes" if yes == "yes" else "no" if no == "yes" else None
        if expected is None:
            pairs = {"unknown": "unknown", "restless": "unsettled", "no": "either", "none": "none"}
            expected = next(cell for truth, cell in pairs.items() if truth in (yes, no))
        assert told[yes, no] == expected
    alone = cells_of(np.array(list(truths.values()), dtype=np.int8), None)
    assert [cells[cell] for cell in alone.tolist()] == ["yes", "no", "none", "unknown", "unsettled"]


def test_a_claim_with_a_scenario_of_its_own_is_answered_there_only() -> None:
    found = asked("answer_yes: {claim: C1}")
    assert [(item.scenario, item.answer) for item in found.answers] == [("shut", "no")]
    assert [item.scenario for item in asked("answer_yes: {claim: C2}, across: []").answers] == [None]
    assert asked("answer_yes: {claim: C2}, under: blind, across: []").first.answer == "no"


def test_yes_and_no_at_once_is_an_error_of_the_file() -> None:
    with pytest.raises(cm.AssessmentError, match=r"yes and no at once: under nash, Q = meets\. Let") as refused:
        asked("answer_yes: {check: {some_outcome: meet}}, answer_no: {check: {passes: come}}")
    assert refused.value.problems[0].line > 1
    alone = PAPER[: PAPER.index("open:")] + "scenarios: {there: {happens: [come, meet]}}\n"
    question = "answer_yes: {check: {stable: start}}, answer_no: {check: {every_outcome: meet}}, across: [there]"
    with pytest.raises(cm.AssessmentError, match=r"at once: under nash in there, the only reading\. Let"):
        answers(cm.loads(f"{alone}key_questions:\n  K1: {{asks: Do they?, {question}}}\n"))


def test_since_counts_the_cells_that_are_left() -> None:
    happened = 'observations: {B1: {date: "2022-01-01", ended: not meet}}\n'
    found = asked("answer_yes: {check: {every_outcome: meet}}, across: []", happened).first
    assert found.answer == "it depends"
    assert found.since is not None
    assert (found.since.answer, dict(found.since.shares)) == ("no", {"nash": 0, "seq": 0})
    nothing = 'observations: {B1: {date: "2022-01-01", saw: not come and meet}}\n'
    gone = asked("answer_yes: {check: {every_outcome: meet}}, across: []", nothing).first.since
    assert gone is not None
    assert gone.answer == "no reading"


def test_a_file_that_asks_nothing_is_asked_for_its_target_or_its_status_quo() -> None:
    found = answers(cm.loads(PAPER)).questions
    assert [(item.id, item.default, item.first.answer) for item in found] == [("K", True, "it depends")]
    without = answers(cm.loads(PAPER.replace("target: meet\n", ""))).questions
    assert without[0].first.answer == "no"  # the status quo does not hold


@pytest.mark.level("all")
def test_the_smallest_changes_are_those_of_trying_all() -> None:
    told = 0
    for seed in models(range(40), (*range(10), 11, 17, 28)):
        given = pair(seed, claims=0).assessment
        if given.target is None:
            continue
        found = answers(given, bound=2).questions[0]
        for place, answer in enumerate(found.answers):
            if answer.changes is None:
                continue
            told += bool(answer.changes)
            assert set(answer.changes) == literal(given, place, answer.scenario), seed
    assert told > 5


def literal(assessment: Assessment, place: int, scenario: str | None) -> set[tuple[object, ...]]:
    """Smallest sets of at most two edits after which all outcomes under Nash have the target, and there are some."""
    yes, _ = key_questions_of(assessment)[0].sides[scenario]
    for size in (1, 2):
        sets = [own for own in combinations(yes.edits, size) if own in set(Edit.sets(yes.edits, size))]
        found = {own for own in sets if values_in(yes, yes.after(own), ("nash",)) == (1,)}
        if found:
            return set(found)
    return set()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("answer_yes: {}", "one of the two"),
        ("answer_yes: {claim: C9}", "C9"),
        ("answer_yes: {claim: C1}, across: [shut]", "a game of its own"),
        ("answer_yes: {claim: C1}, under: blind", "a game of its own"),
        ("answer_yes: {claim: C1, with: {drop: [n1]}}", "a game of its own"),
        ("answer_yes: {check: {stable: start}}, across: [open]", "open"),
        ("answer_yes: {check: {stable: start}}, across: [shut, shut]", "twice"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(question: str, told: str) -> None:
    with pytest.raises(cm.AssessmentError, match=told):
        asked(question)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("concepts: []", "a list such as"),
        ("concepts: [nash, nsh]", "nsh"),
        ("concepts: [nash, nash]", "twice"),
        ("concepts: {nash: 3}", "reason"),
        ("concepts: [nash]\nleft_out: {nash: no}", "not left out"),
        ("left_out: {gmr: no}", "Without `concepts`"),
    ],
)
def test_what_is_wrong_with_the_concepts_is_said(head: str, told: str) -> None:
    with pytest.raises(cm.AssessmentError, match=told):
        cm.loads(PAPER.replace("concepts: [nash, seq]", head))


def test_the_first_concept_of_a_file_leads() -> None:
    assert cm.loads(PAPER.replace("[nash, seq]", "{seq: they are patient, gmr: or careful}")).concepts == ("seq", "gmr")
    assert cm.loads(PAPER.replace("concepts: [nash, seq]\n", "")).concepts == cm.CONCEPTS


def test_weights_of_which_none_counts_are_refused() -> None:
    text = PAPER.replace("meets: {weight: 3}", "meets: {weight: 0}").replace("shuns: {", "shuns: {weight: 0, ")
    with pytest.raises(cm.AssessmentError, match="weights of all answers are 0"):
        cm.loads(text)
    with pytest.raises(cm.AssessmentError, match="at least 0"):
        cm.loads(PAPER.replace("weight: 3", "weight: -1"))


@pytest.mark.parametrize(
    "question",
    [
        "answer_yes: {check: {some_outcome: meet}}, across: [out]",
        "answer_yes: {check: {some_outcome: meet, after: [stay]}}, across: []",
        "answer_yes: {check: {stable: start}}, answer_no: {check: {no_outcome: meet}, with: {happens: [stay]}}, across: []",
    ],
)
def test_a_start_that_a_question_asks_for_is_feasible(question: str) -> None:
    text = PAPER.replace("{come: {}}", "{come: {}, stay: {}}").replace("scenarios:\n", "scenarios:\n  out: {set: {}}\n")
    asks = f"{text}key_questions:\n  K1: {{asks: Do they meet?, {question}}}\n"
    answers(cm.loads(asks))
    never = (
        asks.replace("out: {set: {}}", "out: {happens: [come]}") + "never: {r: {never: stay or (come and not meet)}}\n"
    )
    with pytest.raises(cm.AssessmentError, match="is infeasible: rule r"):
        cm.loads(never)


def test_a_scenario_in_which_a_question_has_no_start_is_left_out() -> None:
    text = PAPER.replace("{come: {}}", "{come: {}, stay: {}}").replace(
        "scenarios:\n", "scenarios:\n  out: {happens: [come]}\n"
    )
    text += "never: {r: {never: stay and come}}\nkey_questions:\n  K1: {asks: Do they meet?, QUESTION}\n"
    question = "answer_yes: {check: {some_outcome: meet}, with: {happens: [stay]}}"
    base, out, shut = answers(cm.loads(text.replace("QUESTION", question))).questions[0].answers
    assert [(item.scenario, item.infeasible) for item in (base, out, shut)] == [
        (None, False),
        ("out", True),
        ("shut", False),
    ]
    assert out.values.tolist() == [[-1, -1], [-1, -1]]
