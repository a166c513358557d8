"""What survives what happened: facts against the naive judge, observations on paper."""

from __future__ import annotations

from datetime import date

import pytest

import countermove as cm
from countermove import CountermoveError, UnknownName
from countermove.context.glossary import glossary_of
from countermove.presentation.phrases import Phrasing
from countermove.verdicts.observations import Observed, base_out_text, observed, observed_sentences
from tests.conftest import models
from tests.judge.answers.happened import happened
from tests.unit.questions.assessments import pair

# North can come; South answers only in one reading.
PAPER = """
countermove: 1
concepts: [nash]
actors:
  N: {options: {come: {}}, wants: [{id: n1, want: come}]}
  S:
    options: {meet: {}}
    wants: [{id: s1, want: meet iff come}]
open:
  Q:
    readings:
      meets: {}
      shuns: {rewrite: {s1: {want: not meet}}}
scenarios: {shut: {rewrite: {n1: {want: not come}}}}
"""


def seen(*lines: str, as_of: str | None = None) -> Observed:
    text = PAPER + "observations:\n" + "".join(f"  {line}\n" for line in lines)
    found = observed(cm.loads(text), as_of=as_of)
    assert found is not None
    return found


@pytest.mark.level("all")
def test_facts_are_how_it_ended_and_where_nothing_ends_what_is_reached_counts() -> None:
    counts = set()
    for seed in models(range(60), range(36)):
        given = pair(seed)
        found = observed(given.assessment)
        if "facts" not in given.document:
            assert found is None
            continue
        assert found is not None
        expected, every = happened(given.setting, None).surviving, given.setting.readings
        for place, name in enumerate(cm.CONCEPTS):
            alive = [number for number in range(len(every)) if (number, place) in expected]
            assert found.survives[:, place].nonzero()[0].tolist() == alive, (seed, name)
            counts.add(len(alive))
        some = [every[number] for number in sorted({number for number, _ in expected})]
        assert dict(found.left) == {
            question: tuple(a for a in body["readings"] if any(reading[question] == a for reading in some))
            for question, body in given.document["open"].items()
        }
    assert {0, 1, 2} <= counts


def test_concepts_are_those_of_the_file_unless_others_are_asked_for() -> None:
    given = next(pair(seed) for seed in range(60) if "facts" in pair(seed).document)
    whole, part = observed(given.assessment), observed(given.assessment, concepts=["smr", "nash"])
    assert whole is not None
    assert part is not None
    assert part.concepts == ("smr", "nash")
    assert (part.survives == whole.survives[:, [2, 0]]).all()
    with pytest.raises(UnknownName):
        observed(given.assessment, concepts=["all"])


def test_what_was_seen_need_not_have_lasted() -> None:
    found = seen('B1: {date: "2022-01-01", saw: come and not meet}', 'B2: {date: "2022-02-01", ended: meet}')
    # Both readings pass a state in which North has come alone; only one ends in a meeting.
    assert found.seen[0].leaves.tolist() == [[True], [True]]
    assert found.seen[1].leaves.tolist() == [[True], [False]]
    assert dict(found.left) == {"Q": ("meets",)}
    assert not found.base_out
    assert found.refusing == ()


def test_the_base_reading_can_be_out() -> None:
    found = seen('B1: {date: "2022-01-01", ended: come and not meet}')
    assert found.base_out
    assert not found.nothing_left
    assert dict(found.left) == {"Q": ("shuns",)}


def test_the_smallest_sets_that_leave_nothing_are_named() -> None:
    one = 'B1: {date: "2022-01-01", ended: meet}'
    other = 'B2: {date: "2022-01-01", ended: not meet}'
    alone = 'B3: {date: "2022-01-01", in: shut, saw: come}'
    assert seen(one, other).refusing == (("B1", "B2"),)
    assert seen(one, other, alone).refusing == (("B3",),)


def test_what_was_not_known_yet_does_not_count() -> None:
    late = 'B1: {date: "2022-01-01", known: "2022-03-01", ended: come and not meet}'
    early = 'B2: {date: "2022-01-05", saw: come}'
    assert [item.id for item in seen(late, early, as_of="2022-02-01").seen] == ["B2"]
    assert [item.id for item in seen(late, early, as_of="2022-03-01").seen] == ["B1", "B2"]
    assert seen(late, early).seen[0].date == date(2022, 1, 1)


def test_facts_have_no_date_so_that_no_day_knows_them() -> None:
    text = PAPER + "facts: {outcome: not meet}\n"
    assert observed(cm.loads(text)) is not None
    assert observed(cm.loads(text), as_of="2030-01-01") is None


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CountermoveError, match="year-month-day"):
        observed(cm.loads(PAPER), as_of="next week")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{date: "2022-01-01"}', "exactly one of"),
        ('{date: "2022-01-01", saw: come, ended: come}', "exactly one of"),
        ('{date: "2022-02-01", known: "2022-01-01", saw: come}', "before it happened"),
        ('{date: "2022-01-01", in: nowhere, saw: come}', "nowhere"),
        ('{date: "2022-01-01", saw: comes}', "comes"),
        ('{date: "soon", saw: come}', "year-month-day"),
    ],
)
def test_what_is_wrong_with_an_observation_is_said(line: str, told: str) -> None:
    with pytest.raises(cm.AssessmentError, match=told):
        cm.loads(f"{PAPER}observations:\n  B1: {line}\n")


def test_what_has_no_day_says_when_in_words_and_counts_where_no_day_is_asked_for() -> None:
    line = "B1: {when: in the winter of 416 BC, ended: come and not meet}"
    found = seen(line)
    assert [(item.date, item.when) for item in found.seen] == [(None, "in the winter of 416 BC")]
    assert found.base_out
    text = PAPER + f"observations:\n  {line}\n"
    assert observed(cm.loads(text), as_of="2024-01-01") is None
    known = text.replace("when:", 'known: "1900-05-01", when:')
    assert observed(cm.loads(known), as_of="1899-01-01") is None
    assert observed(cm.loads(known), as_of="1901-01-01") is not None
    for wrong, told in (
        ("B1: {saw: come}", "says when"),
        ('B1: {date: "-0415-01-01", saw: come}', "from the year 1 on"),
        ("B1: {when: once, sets: {d: 1}}", "has a `date`"),
    ):
        with pytest.raises(cm.AssessmentError, match=told):
            cm.loads(PAPER + f"drivers: {{d: {{now: 0}}}}\nobservations:\n  {wrong}\n")


def test_events_are_told_by_day_and_deed() -> None:
    text = PAPER + (
        'observations:\n  B1: {date: "2022-02-01", ended: not come, note: it stays at home.}\n'
        "  B2: {when: in spring, saw: not meet}\n"
    )
    assessment = cm.loads(text)
    found = observed(assessment)
    assert found is not None
    phrasing = Phrasing(glossary_of(assessment))
    assert [item.text for item in observed_sentences(found, phrasing)] == [
        "What has happened since",
        'On 1 February 2022 N does not choose "come" (it stays at home). No reading allows that.',
        'In spring S does not choose "meet". Every reading allows that.',
        (
            "In no reading of this model does what happened come about, neither by steps that each actor takes alone nor by "
            "an agreement by which all who take part gain."
        ),
    ]


# Each would stop if the other did, and neither does by itself; in one reading South wants nothing but to go on.
QUARREL = """
countermove: 1
concepts: [nash, seq]
actors:
  N: {options: {stop: {does: stops}}, wants: [{id: n1, want: S.stop}, {id: n2, want: not N.stop}]}
  S: {options: {stop: {does: stops}}, wants: [{id: s1, want: N.stop}, {id: s2, want: not S.stop}]}
  O: {options: {look: {does: looks on}}, wants: [{id: o1, want: not look}]}
open:
  Q:
    readings:
      weary: {}
      grim: {drop: [s1]}
observations:
  B1: {date: "2022-02-01", saw: N.stop and S.stop}
  B2: {date: "2022-03-01", ended: N.stop and S.stop}
"""


def test_what_nobody_does_by_a_step_of_its_own_may_be_agreed_on() -> None:
    assessment = cm.loads(QUARREL)
    found = observed(assessment)
    assert found is not None
    first, second = found.seen
    assert not first.by_steps.any()
    assert first.agreed.tolist() == first.leaves.tolist() == [[True, True], [False, False]]
    # Under Nash each would go on again, so that it does not end so; whoever sees the answer would not.
    assert second.agreed.tolist() == [[False, True], [False, False]]
    assert first.agreements == second.agreements == (("N", "S"),)
    assert found.survives.tolist() == [[False, True], [False, False]]
    texts = [item.text for item in observed_sentences(found, Phrasing(glossary_of(assessment)))]
    assert texts[1] == (
        "On 1 February 2022 N stops and S stops. By nobody's own step; by an agreement of N and S, in one of two readings."
    )
    assert texts[2].endswith(
        "By nobody's own step; by an agreement of N and S, in one of two readings, but not with everybody looking one "
        "step ahead (Nash)."
    )


def test_a_reading_may_allow_by_an_agreement_what_another_does_by_a_step() -> None:
    seen = "observations:\n  B1: {date: 2022-02-01, saw: N.stop}\n"
    text = QUARREL.replace("drop: [s1]", "rewrite: {n2: {want: N.stop}}")
    assessment = cm.loads(text[: text.index("observations:")] + seen)
    found = observed(assessment)
    assert found is not None
    [only] = found.seen
    assert only.by_steps.tolist() == [[False, False], [True, True]]
    assert only.agreed.tolist() == [[True, True], [False, False]]
    texts = [item.text for item in observed_sentences(found, Phrasing(glossary_of(assessment)))]
    assert texts[1] == (
        "On 1 February 2022 N stops. In one of two readings somebody's own step allows that; in one more by nobody's own step, "
        "but by an agreement of N and S."
    )


def test_a_base_reading_that_is_out_is_told_by_what_it_does_not_allow() -> None:
    text = (
        PAPER
        + 'observations:\n  B1: {date: "2022-02-01", in: shut, ended: not come}\n  B2: {date: "2022-03-01", ended: not meet}\n'
    )
    assessment = cm.loads(text)
    found = observed(assessment)
    assert found is not None
    phrasing = Phrasing(glossary_of(assessment))
    assert base_out_text(found, phrasing) == (
        'The text\'s own reading does not allow what happened: on 1 March 2022 S does not choose "meet". '
        "What happened fits only if the answer to the question is shuns (Q)."
    )
    assert base_out_text(found, phrasing, first=True) == (
        'The text\'s own reading does not allow what happened: on 1 March 2022 S does not choose "meet"; '
        "what it still allows is shown below."
    )
    assert any(
        item.text.startswith("In the scenario shut: on 1 February 2022 ")
        for item in observed_sentences(found, phrasing)
    )
