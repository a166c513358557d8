"""Why an answer is what it is: sets of wants that keep it, chains, and what a yes takes, literally and on paper."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest

import countermove as cm
from countermove.assessment import Assessment
from countermove.context.games import games_of
from countermove.context.glossary import glossary_of
from countermove.context.selection import select
from countermove.inquiry.checks import CheckedGame
from countermove.inquiry.outcomes import RESTLESS
from countermove.presentation.phrases import Phrasing
from countermove.questions.answers.reasons_text import because_sentence, change_sentence
from countermove.verdicts.answers.because import because
from countermove.verdicts.answers.compute import answers
from countermove.verdicts.answers.requirements import requirements
from countermove.verdicts.key_questions import KeyQuestionSides
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.sides import NO, UNDEFINED, UNSETTLED, YES, Sides
from gmcr import Conflict, Edit, edits_of
from tests.conftest import models
from tests.unit.questions.assessments import pair

__all__: list[str] = []

SEEDS = models(range(40), (2, 7, 11))
LEAD = ("nash", "smr", "seq")
CHECKS = ("every_outcome", "some_outcome", "no_outcome", "passes", "never_passes", "stable", "content")


# -- literally ---------------------------------------------------------------------------------------------------------


def cell(side: Setting, conflict: Conflict, concept: str) -> int:
    """What one side that is a question's yes comes to in a game, without anything that is known of others."""
    case = CheckedGame.of(games_of(side.assessment), conflict, target=side.assessment.target, lead=concept)
    truth = side.check.truths(case, (concept,))[0]
    return UNSETTLED if truth == RESTLESS else truth


def asked(seed: int) -> list[tuple[KeyQuestionSides, Setting]]:
    """Each claim of a random assessment as a question that it answers."""
    given = pair(seed, checks=CHECKS).assessment
    found = []
    for name in given.claims:
        side = setting_of(given, name)
        if side.with_ is None and not side.check.about_edits:
            found.append((KeyQuestionSides(name, "?", {side.scenario: (side, None)}), side))
    return found


@pytest.mark.level("all", but=7)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("concept", LEAD)
def test_the_smallest_sets_that_keep_an_answer_are_those_of_all_sets(seed: int, concept: str) -> None:
    for question, side in asked(seed):
        sides = Sides(side.assessment, question, side.scenario, (concept,))
        if sides.base is None:
            continue
        values = sides.table()
        found, base = because(sides, values, 2), sides.base[0].conflict
        now = cell(side, base, concept)
        assert now == int(values[0, 0])
        if now in (UNDEFINED, UNSETTLED):
            assert found is None
            continue
        assert found is not None
        drops = [edit for edit in edits_of(base) if edit.kind == "drop"]
        expected: list[set[str]] = []
        for size in (1, 2):
            if not expected:
                sets = combinations(drops, size)
                expected = [
                    {edit.want for edit in own}
                    for own in sets
                    if cell(side, side.base.games.edited(base, own), concept) != now
                ]
        assert [{held.want for held in own} for own in found.given_up] == expected
        on = {name for bit, name in enumerate(base.structure.options) if base.start >> bit & 1}
        for held in (held for own in found.given_up for held in own):
            [want] = [item for item in base.preferences[held.actor] if item.id == held.want]  # type: ignore[union-attr]
            assert dict(held.drivers) == {name: base.drivers[name] for name in want.measured}
            if not getattr(side.check, "after", None) or not side.check.after.on + side.check.after.off:  # type: ignore[attr-defined]
                assert held.branch == want.branch(on, base.drivers)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_a_reason_is_told_of_all_cells_it_holds_in_each(seed: int) -> None:
    for question, side in asked(seed):
        sides = Sides(side.assessment, question, side.scenario, ("nash", "gmr"))
        if sides.base is None:
            continue
        values = sides.table()
        found = because(sides, values, 2)
        if found is None or not found.everywhere or not found.given_up:
            continue
        assert len({value for value in values.reshape(-1).tolist() if value != UNDEFINED}) == 1
        for own in found.given_up[:3]:
            for row, [case] in enumerate(sides.cases):
                edits = [Edit(held.actor, held.want, "drop") for held in own]
                for place, concept in enumerate(sides.concepts):
                    if values[row, place] != UNDEFINED:
                        after = cell(side, case.games.edited(case.conflict, edits), concept)
                        assert after != values[row, place]


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_what_a_yes_takes_is_what_all_sets_of_changes_come_to(seed: int) -> None:
    for question, side in asked(seed):
        sides = Sides(side.assessment, question, side.scenario, ("nash",))
        if sides.base is None or int(sides.table()[0, 0]) != NO:
            continue
        base, found = sides.base[0].conflict, requirements(sides, 1)
        single = [own for own in Edit.sets(edits_of(base), 1) if making(side, base, own)]
        assert list(found.changes) == single
        if single:
            continue
        turned = [own for own in Edit.sets(edits_of(base, turn=True), 1) if making(side, base, own)]
        assert [item.edits for item in found.turned] == turned
        points = {name: nearest_yes(side, base, name) for name in side.assessment.ranges}
        if found.nearest is not None:
            assert points[found.nearest.driver] is not None
            middle = found.nearest.values.middle
            assert cell(side, base.with_drivers({**base.drivers, found.nearest.driver: middle}), "nash") == YES


def making(side: Setting, base: Conflict, own: tuple[Edit, ...]) -> bool:
    return cell(side, side.base.games.edited(base, own), "nash") == YES


def nearest_yes(side: Setting, base: Conflict, driver: str) -> Fraction | None:
    """The nearest of some values of a driver at which it is a yes."""
    grid = [Fraction(k, 40) for k in range(41)]
    near = sorted(grid, key=lambda value: abs(value - base.drivers[driver]))
    return next(
        (value for value in near if cell(side, base.with_drivers({**base.drivers, driver: value}), "nash") == YES), None
    )


# -- on paper ----------------------------------------------------------------------------------------------------------

SAIL = """
countermove: 1
target: us.sail
actors:
  us:
    name: United States
    article: the
    options: {sail: {does: {third: sends destroyers, base: send destroyers}}}
    wants:
      - {id: u2, want: us.sail, while: death >= 0.5, otherwise: not us.sail}
start: []
drivers: {death: {now: 0, means: a sailor has died}}
scenarios: {fatal: {why: a sailor dies, set: {death: 1}}}
key_questions:
  K1: {asks: "If a sailor dies, do the destroyers come?", answer_yes: {claim: C1}}
claims:
  C1: {says: They come, in: fatal, check: {every_outcome: us.sail}}
"""


def told(text: str | Assessment, scenario: str | None = None, place: int = 0) -> tuple[str, str]:
    """Because, and what a yes takes, of the answer in one scenario."""
    given = cm.loads(text) if isinstance(text, str) else text
    [item] = [item for item in answers(given).questions[place].answers if item.scenario == scenario]
    glossary = glossary_of(given)
    return because_sentence(item, glossary), change_sentence(item, Phrasing(glossary))


def test_a_reason_is_told_from_the_game_of_its_answer() -> None:
    """Told from the base game it was the opposite: not to send destroyers, as death is below 0.50."""
    reason = "while death is at least 0.50 (now death 1.00) (u2); without that, the answer would be different."
    assert told(SAIL, "fatal")[0] == f"That is because the United States wants to send destroyers, {reason}"
    worded = SAIL.replace(
        "otherwise: not us.sail", "otherwise: not us.sail, says: avenges its own, otherwise_says: keeps out"
    )
    assert (
        told(worded, "fatal")[0]
        == "That is because the United States avenges its own (u2); without that, the answer would be different."
    )
    plain = SAIL.replace("in: fatal, ", "")
    assert told(plain)[0].startswith(
        "The United States does not send destroyers, since it wants not to send destroyers, as"
    )


def test_what_is_set_and_own_changes_have_their_words() -> None:
    given = cm.loads(SAIL.replace("in: fatal, ", "")).selected(select(settings=["death=0.7"]))
    assert "(now death 0.70)" in told(given)[0]
    own = SAIL.replace("in: fatal, check", "with: {set: {death: 0.9}}, check")
    assert "(now death 0.90)" in told(own)[0]


CAMPS = """
countermove: 1
actors:
  a: {name: Arvia, options: {go: {does: goes}}, wants: [WANTS]}
  b: {name: Bellmark, options: {let: {does: lets it}}, wants: [{id: b1, want: let, says: is generous}]}
start: START
key_questions:
  K1: {asks: Does it go?, answer_yes: {check: CHECK}}
MORE
"""


def camps(wants: str, *, check: str = "{every_outcome: a.go and b.let}", start: str = "[]", more: str = "") -> str:
    text = CAMPS.replace("WANTS", wants).replace("CHECK", check).replace("START", start)
    return f"concepts: [nash]\n{text.replace('MORE', more)}"


@pytest.mark.parametrize(
    ("wants", "told_"),
    [
        (
            "{id: a1, want: go, says: has no time}",
            (
                "That is because Arvia has no time (a1), and Bellmark is generous (b1); without either, the answer would "
                "be different."
            ),
        ),
        (
            "{id: a1, want: go, says: has no time}, {id: a2, want: go, says: is bored}",
            "That is because Bellmark is generous (b1); without that, the answer would be different.",
        ),
    ],
)
def test_a_conjunction_names_all_without_which_it_would_be_otherwise(wants: str, told_: str) -> None:
    assert told(camps(wants))[0] == told_


def test_what_stays_so_until_several_are_given_up() -> None:
    two = "{id: a1, want: not go, says: stays calm}, {id: a2, want: not go, says: is lazy}, {id: a3, want: go}"
    text = camps(two, check="{every_outcome: a.go}")
    assert told(text)[0] == "This holds until both are given up: Arvia stays calm (a1); Arvia is lazy (a2)."
    three = two.replace("{id: a3", "{id: a4, want: not go, says: is poor}, {id: a3")
    text = camps(three, check="{every_outcome: a.go}")
    assert told(text)[0] == (
        "This holds until all three are given up: Arvia stays calm (a1); Arvia is lazy (a2); Arvia is poor (a4)."
    )


def test_two_that_have_to_be_given_up_are_found_among_many_that_change_nothing() -> None:
    """So many that there are over a thousand sets of four."""
    idle = ", ".join(f"{{id: c{place}, want: b.let}}" for place in range(12))
    two = "{id: a1, want: not go, says: stays calm}, {id: a2, want: not go, says: is lazy}, {id: a3, want: go}"
    text = camps(f"{two}, {idle}", check="{every_outcome: a.go}")
    assert told(text)[0] == "This holds until both are given up: Arvia stays calm (a1); Arvia is lazy (a2)."


def test_where_no_giving_up_changes_it_the_chains_of_the_acts_are_told() -> None:
    """Row j: "No, because China hoards its leverage". Leave that out: still no."""
    wants = "{id: a1, want: not go, says: stays calm}, {id: a2, want: not go, says: the way is long}"
    reason, takes = told(camps(wants, check="{some_outcome: a.go}"))
    assert reason == (
        "Arvia does not go, since it stays calm (a1); even without that, the way is long (a2); without both, it "
        "would gain nothing by it. "
        "Dropping up to three wants would not change the answer."
    )
    assert takes == "No change of up to three wants that was tried (left out, lowered) makes it a yes."


def test_a_want_turned_round_is_told_by_the_act_that_it_brings() -> None:
    wants = "{id: a1, want: not go, while: calm >= 0.5, otherwise: go, says: stays calm, otherwise_says: is in a hurry}"
    text = camps(wants, more="drivers: {calm: {now: 0.8}}", check="{every_outcome: a.go and b.let}")
    assert (
        told(text)[1]
        == "Only if Arvia wanted to go all the same (a1 turned round); or if calm were below 0.50 (now 0.80)."
    )
    circular = camps(wants, more="drivers: {calm: {now: 0.8}}", check="{every_outcome: a.go}")
    assert told(circular)[1] == "Yes, if calm were below 0.50 (now 0.80)."
    nothing = camps("{id: a1, want: not go, says: stays calm}", check="{every_outcome: a.go}")
    assert told(nothing)[1] == "No change of up to three wants that was tried (left out) makes it a yes."


def test_two_wants_turned_round_are_found() -> None:
    """Row f: no change of the kinds tried makes it a yes, turning two round does."""
    text = """
concepts: [nash]
countermove: 1
actors:
  a: {name: Arvia, options: {go: {does: goes}}, wants: [{id: a1, want: not go}]}
  b: {name: Bellmark, options: {let: {does: lets it}}, wants: [{id: b1, want: not let}]}
  c: {name: Corrin, options: {see: {does: sees it}}, wants: [{id: c1, want: see iff (a.go and b.let)}]}
start: []
key_questions:
  K1: {asks: Does Corrin see it?, answer_yes: {check: {some_outcome: c.see}}}
"""
    assert told(text)[1] == (
        "Yes, if Arvia wanted to go all the same (a1 turned round), and Bellmark wanted to let it all the same (b1 turned round)."
    )


@pytest.mark.parametrize("bound", [1, 2, 3])
def test_a_want_turned_round_is_the_only_way_only_where_more_changes_at_once_were_tried(bound: int) -> None:
    """As on a page that is pushed. Leaving all three out does it too."""
    wants = ", ".join(f"{{id: a{k}, want: not go}}" for k in (1, 2, 3)) + ", {id: a4, want: go}"
    given = cm.loads(camps(wants))
    [item] = answers(given, bound=bound).questions[0].answers
    sentence = change_sentence(item, Phrasing(glossary_of(given)))
    if bound < 3:
        assert sentence == "Yes, if Arvia wanted to go all the same (a1 turned round)."
    else:
        assert "turned round" not in sentence


@pytest.mark.parametrize(
    ("says", "told_"),
    [(", says: stays calm", "Yes, if it is no longer the case that Arvia stays calm (a1)."), ("", "")],
)
def test_that_somebody_comes_to_want_what_is_asked_about_is_no_news(says: str, told_: str) -> None:
    text = camps(f"{{id: a1, want: not go, could_be: go{says}}}", check="{some_outcome: a.go}")
    assert told(text)[1] == told_


def test_an_act_that_pays_and_is_deterred_keeps_its_answer() -> None:
    hits = ", ".join(f"{{id: b{place}, want: a.go iff hit}}" for place in range(4))
    spares = ", ".join(f"{{id: a{place}, want: not b.hit}}" for place in range(4))
    text = f"""
countermove: 1
concepts: [seq]
actors:
  a: {{name: Arvia, options: {{go: {{does: goes}}}}, wants: [{{id: a9, want: not b.hit}}, {{id: a8, want: go}}]}}
  b: {{name: Bellmark, options: {{hit: {{does: hits back}}}}, wants: [{hits}]}}
start: []
key_questions:
  K1: {{asks: Does it go?, answer_yes: {{check: {{some_outcome: a.go}}}}}}
"""
    once = "That is because Arvia wants Bellmark not to hit back (a9); without that, the answer would be different."
    assert told(text)[0] == once
    assert told(text.replace("{id: a9, want: not b.hit}", spares))[0] == (
        "Arvia does not go: it would gain, but then Bellmark hits back. Dropping up to three "
        "wants would not change the answer."
    )


def test_what_cannot_be_taken_back_is_why_it_stays() -> None:
    text = """
countermove: 1
concepts: [nash]
actors:
  a: {name: Arvia, options: {go: {does: goes, one_way: true}}, wants: [{id: a1, want: not go}]}
start: [a.go]
key_questions:
  K1: {asks: Does it stop?, answer_yes: {check: {every_outcome: not a.go}}}
"""
    assert told(text)[0].startswith("Arvia goes: that cannot be taken back. ")


@pytest.mark.parametrize(
    ("target", "told_"),
    [
        ("b.let", "The only single changes that bring it about are those of Bellmark (b1)."),
        ("not b.let", "It comes about anyway."),
        ("a.go and b.let", "No single change of what anybody wants brings it about."),
    ],
)
def test_questions_about_changes_tell_the_single_changes_that_there_are(target: str, told_: str) -> None:
    text = f"""
countermove: 1
concepts: [nash]
target: {target}
actors:
  a: {{name: Arvia, options: {{go: {{does: goes}}}}, wants: [{{id: a1, want: not go, could_be: go}}]}}
  b: {{name: Bellmark, options: {{let: {{does: lets it}}}}, wants: [{{id: b1, want: not let, could_be: let}}]}}
start: []
key_questions:
  K1: {{asks: Is it Bellmark?, answer_yes: {{check: {{single_changes_only_by: b}}}}}}
"""
    assert told(text) == (told_, "")


def test_a_reason_of_some_cells_is_told_with_them() -> None:
    text = camps("{id: a1, want: go, says: has no time}", check="{every_outcome: a.go}").replace(
        "key_questions",
        "open: {Q: {readings: {one: {}, two: {rewrite: {a1: {want: go, says: is bored}}}}}}\nkey_questions",
    )
    assert (
        told(text)[0]
        == "In the base reading, that is because Arvia has no time (a1); without that, the answer would be different."
    )
    same = text.replace("says: is bored", "says: has no time")
    assert told(same)[0] == "That is because Arvia has no time (a1); without that, the answer would be different."


def test_what_does_not_settle_has_its_round_instead() -> None:
    text = """
countermove: 1
concepts: [nash]
actors:
  a: {options: {x: {}}, wants: [{id: a1, want: x iff b.y}]}
  b: {options: {y: {}}, wants: [{id: b1, want: not (a.x iff y)}]}
start: []
key_questions: {K1: {asks: Is it?, answer_yes: {check: {every_outcome: a.x}}}}
"""
    [item] = answers(cm.loads(text)).questions[0].answers
    assert item.unsettled is not None
    assert (item.because, because_sentence(item, glossary_of(cm.loads(text)))) == (None, "")


def test_the_record_tells_the_game_the_wants_and_the_numbers() -> None:
    [item] = answers(cm.loads(SAIL)).questions[0].answers
    found = item.because
    assert found is not None
    [[held]] = found.given_up
    assert (found.scenario, found.view, found.concept, found.everywhere, found.searched) == (
        "fatal",
        None,
        "nash",
        True,
        1,
    )
    assert (held.actor, held.want, held.branch) == ("us", "u2", "want")
    assert (held.condition, held.drivers) == ("death >= 0.5", (("death", Fraction(1)),))
    assert item.rests_on is not None
