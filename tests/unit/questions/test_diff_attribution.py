"""What diff can put down to a line: dropped wants that are named elsewhere, and acts, views, observations, scenarios, claims and
questions that one file alone has; each side told in its own words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import countermove as cm
from countermove import reports
from countermove.presentation.blocks import Sentence, Table
from countermove.presentation.pages import text_of_answer
from countermove.questions.diff.compute import Diff, diff
from countermove.questions.responsibility.compute import responsibility
from countermove.verdicts.lines.change_words import because_text
from countermove.verdicts.lines.mixture import companions, fitted, places_in, present_in
from tests.conftest import ROOT

CASE = """
countermove: 1
title: Peace?
concepts: [nash, gmr]
target: settlement
actors:
  north:
    name: North
    options:
      offer: {does: offers a settlement}
    wants:
      - {id: n1, want: south.accept}
      - {id: n2, want: not north.offer, while: trust < 0.5, otherwise: north.offer, could_be: north.offer}
  south:
    name: South
    options:
      accept: {does: accepts what North offers}
    wants:
      - {id: s1, want: south.accept implies north.offer}
      - {id: s2, want: settlement}
terms: {settlement: north.offer and south.accept}
drivers: {trust: {now: 0.3, means: how far North trusts South}}
open:
  Q1: {asks: Would South accept an offer?, readings: {accepts: {}, refuses: {rewrite: {s2: {want: not south.accept}}}}}
scenarios:
  thaw: {why: a gesture restores trust, set: {trust: 0.8}}
  frost: {why: South is shut out, drop: [s2]}
views:
  eyes: {holder: north, about: what South wants, rewrite: {s2: {want: not south.accept}}}
key_questions:
  K1:
    asks: Does it come to a deal?
    answer_yes: {check: {every_outcome: settlement}}
    answer_no: {check: {no_outcome: settlement}}
claims:
  C1: {says: "As things are, nothing moves", check: {stable: start}}
  C2: {says: A thaw brings an offer, in: thaw, check: {every_outcome: north.offer}}
  C3: {says: Without its own wish South accepts nothing, with: {drop: [s2]}, check: {no_outcome: south.accept}}
"""


def both(*pairs: tuple[str, str], one: str = CASE) -> tuple[cm.Assessment, cm.Assessment]:
    text = one
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return cm.loads(one, file="a.yaml"), cm.loads(text, file="b.yaml")


def found_of(*pairs: tuple[str, str], one: str = CASE) -> Diff:
    return diff(*both(*pairs, one=one))


def told_of(*pairs: tuple[str, str], one: str = CASE) -> str:
    return text_of(*both(*pairs, one=one))


def text_of(*cases: cm.Assessment) -> str:
    telling = text_of_answer(reports.ask("diff", cases))
    words: list[str] = []
    for block in (*telling.answer, *telling.body):
        if isinstance(block, Sentence):
            words.append(block.text)
        elif isinstance(block, Table):
            words += [block.caption, *(cell for row in block.texts for cell in row)]
    return " ".join(" ".join(words).split())


def names(found: Diff, sets: tuple[tuple[int, ...], ...]) -> list[list[str]]:
    return [[found.differences[place].name for place in own] for own in sets]


# -- a dropped want that is named elsewhere ----------------------------------------------------------------------------

DROPPED = (
    ("      - {id: s2, want: settlement}\n", ""),
    ("refuses: {rewrite: {s2: {want: not south.accept}}}", "refuses: {}"),
    ("why: South is shut out, drop: [s2]", "why: South is shut out"),
    (", about: what South wants, rewrite: {s2: {want: not south.accept}}", ", about: what South wants"),
    (", with: {drop: [s2]}", ""),
)


def test_a_dropped_want_is_carried_over_though_overlays_still_name_it() -> None:
    found = found_of(*DROPPED, ("now: 0.3", "now: 0.8"))
    assert found.unfit == ()
    [alone] = [item for item in found.alone if found.differences[item.difference].name == "s2"]
    assert alone.along == ()
    [answer] = [item for item in found.results if (item.kind, item.scenario) == ("answer", "thaw")]
    assert (answer.before, answer.after) == ("it depends", "no")
    assert names(found, answer.because) == [["s2"]]
    assert "fit" not in told_of(*DROPPED, ("now: 0.3", "now: 0.8"))


def test_what_is_let_go_is_only_what_names_the_want() -> None:
    """The scenario of the first still moves the driver once the want that it drops too is gone."""
    one = CASE.replace(
        "frost: {why: South is shut out, drop: [s2]}", "frost: {why: South is shut out, drop: [s2], set: {trust: 0.8}}"
    )
    found = found_of(
        *DROPPED[:2],
        ("why: South is shut out, drop: [s2], set: {trust: 0.8}", "why: South is shut out, set: {trust: 0.8}"),
        *DROPPED[3:],
        one=one,
    )
    [alone] = [item for item in found.alone if found.differences[item.difference].name == "s2"]
    # In frost nothing is another: there the want did not count before.
    assert {(turn.id, turn.scenario) for turn in alone.answers} <= {("K1", "thaw"), ("K1", None)}
    assert [item.scenario for item in found.results if item.kind == "answer"] == ["thaw"]


PUT = "      - {id: s2, want: settlement}\n"


@pytest.mark.parametrize(
    ("beside", "instead"),
    [("after: s2", "after: s0"), ("before: s2", "after: s0"), ("after: s0", "before: s2")],
    ids=["below the one above it", "where it stood", "above the one below it"],
)
def test_a_want_put_beside_a_dropped_one_stands_where_that_one_would(beside: str, instead: str) -> None:
    """South wants s0 most, then s2, then s1: in the frost s1 is put beside one of these, which is dropped. The file in which it
    stands where that one would says the same as what the line alone leads to."""
    gone = beside.rpartition(" ")[2]
    lines = {"s0": "      - {id: s0, want: not north.offer}\n", "s2": PUT}
    first = "      - {id: s1, want: south.accept implies north.offer}\n"
    one = CASE.replace(first + PUT, lines["s0"] + lines["s2"] + first).replace(
        "shut out, drop: [s2]", f"shut out, move: {{s1: {{{beside}}}}}"
    )
    one = one.replace(", rewrite: {s2: {want: not south.accept}}", "").replace(
        "{rewrite: {s2: {want: not south.accept}}}", "{}"
    )
    one = one.replace(", with: {drop: [s2]}", "")
    dropped = ((lines[gone], ""), (f"move: {{s1: {{{beside}}}}}", f"move: {{s1: {{{instead}}}}}"))
    a, b = both(*dropped, one=one)
    found = diff(a, b)
    places = {item.name: place for place, item in enumerate(found.differences)}
    assert set(places) == {gone, "frost"}
    assert found.unfit == (), "the want can be dropped alone"
    alone = next(item for item in found.alone if item.difference == places[gone])
    changed = {(item.name, item.scenario) for item in found.results if item.kind == "answer" and item.turned}
    assert {(turn.id, turn.scenario) for turn in alone.answers} == changed
    assert all((places[gone],) in item.because for item in (*found.results, *found.claims))
    assert "fit" not in text_of(a, b)


def test_a_want_put_beside_the_only_other_one_stays_once_that_is_dropped() -> None:
    one = CASE.replace(
        "frost: {why: South is shut out, drop: [s2]}", "frost: {why: South is shut out, move: {s1: {after: s2}}}"
    )
    found = found_of(*DROPPED[:2], ("move: {s1: {after: s2}}", "drop: [s1]"), *DROPPED[3:], one=one)
    place = [item.name for item in found.differences].index("s2")
    assert (found.unfit, found.along) == ((), ())
    assert place in [item.difference for item in found.alone]


# -- an added act ------------------------------------------------------------------------------------------------------

SHELL = (
    "offer: {does: offers a settlement}",
    "offer: {does: sends an ultimatum}\n      shell: {does: shells the capital}",
)


def test_an_act_that_nobody_wants_is_used_by_nobody() -> None:
    found = found_of(SHELL)
    [act] = found.acts
    assert (act.case, act.option, act.wants, act.used, act.cells) == ("second", "north.shell", (), 0, 4)
    told = told_of(SHELL)
    assert (
        "Only in b North can shell the capital (north.shell). Nobody uses it, since no want in b is about it." in told
    )
    assert "“North offers a settlement” and “North sends an ultimatum” are taken for one act" in told


def test_an_act_that_its_actor_does_not_want_is_stopped_by_that() -> None:
    keeps = (
        "      - {id: n1,",
        "      - {id: n0, want: not north.shell, says: keeps its powder dry}\n      - {id: n1,",
    )
    assert "Nobody uses it, since North keeps its powder dry (n0)." in told_of(SHELL, keeps)
    plain = ("      - {id: n1,", "      - {id: n0, want: not north.shell}\n      - {id: n1,")
    assert "Nobody uses it, since North wants not to shell the capital (n0)." in told_of(SHELL, plain)


@pytest.mark.level("all")
def test_an_act_that_would_pay_but_is_deterred_is_told_so() -> None:
    """North would shell, but South could then accept nothing any more: under GMR that deters it."""
    pays = (
        "      - {id: n1,",
        "      - {id: n0, want: not hide}\n      - {id: n00, want: north.shell}\n      - {id: n1,",
    )
    hides = (
        "accept: {does: accepts what North offers}",
        "accept: {does: accepts what North offers}\n      hide: {does: goes into hiding}",
    )
    stays = ("      - {id: s1,", "      - {id: s0, want: hide iff north.shell}\n      - {id: s1,")
    told = told_of(SHELL, pays, hides, stays)
    assert "Nobody uses it, since North would gain, but then South goes into hiding." not in told, (
        "Nash leads, so it is used"
    )
    led = CASE.replace("concepts: [nash, gmr]", "concepts: [gmr]")
    found = found_of(SHELL, pays, hides, stays, one=led)
    shell = next(act for act in found.acts if act.option == "north.shell")
    assert shell.stopped is not None
    assert (shell.used, shell.stopped.result) == (0, "better")
    assert "Nobody uses it, since North would gain, but then South goes into hiding." in told_of(
        SHELL, pays, hides, stays, one=led
    )


def test_an_added_want_goes_with_the_act_that_it_names() -> None:
    wants = ("      - {id: n1,", "      - {id: n0, want: north.shell}\n      - {id: n1,")
    found = found_of(SHELL, wants)
    place = {item.name: k for k, item in enumerate(found.differences)}
    assert found.unfit == (place["n0"],)
    assert [(item.difference, item.along, item.verdicts, item.become) for item in found.along] == [
        (place["n0"], (place["shell"],), ("C1",), ("contradicted",))
    ]
    [claim] = found.claims
    assert names(found, claim.because) == [["shell", "n0"]]
    told = told_of(SHELL, wants)
    assert (
        "“As things are, nothing moves”: follows, as long as nobody wants otherwise → contradicted (C1). "
        "That is because North can now shell the capital (north.shell); and North now wants to shell the capital (n0)."
        in told
    )
    assert "It comes to that in every reading." in told
    assert "North shells the capital (a has no such act: North shells the capital)" in told
    assert "does not fit" not in told


def test_what_a_line_cannot_go_without_is_what_adds_the_things_that_it_names() -> None:
    wants = (
        "      - {id: n1,",
        "      - {id: n0, want: north.shell}\n      - {id: n9, want: not settlement}\n      - {id: n1,",
    )
    lines = found_of(SHELL, wants).differences
    place = {item.name: k for k, item in enumerate(lines)}
    whole = {"actors": {"north": {"options": {"shell": {}}, "wants": [{"id": "n0", "want": "north.shell"}]}}}
    bare = {"actors": {"north": {"options": {}, "wants": [{"id": "n0", "want": "north.shell"}]}}}
    chosen = companions(
        place["n0"],
        lines,
        range(len(lines)),
        lambda taken: whole if place["shell"] in taken else bare,
        present_in(whole),
    )
    assert {lines[one].name for one in chosen} == {"n0", "shell"}


def test_wants_stand_above_and_below_each_other_the_nearest_first() -> None:
    wants = {"wants": [{"id": name} for name in "abcd"]}
    assert places_in({"actors": {"north": wants, "south": {"wants": [{"id": "e"}]}}}) == {
        "a": ((), ("b", "c", "d")),
        "b": (("a",), ("c", "d")),
        "c": (("b", "a"), ("d",)),
        "d": (("c", "b", "a"), ()),
        "e": ((), ()),
    }


def test_a_mixture_starts_without_acts_that_it_does_not_have() -> None:
    """Whether they are on, off, or one of several."""
    whole = {"actors": {"north": {"options": {"shell": {}, "alert": {"one_of": ["low", "high"]}, "offer": {}}}}}
    start = ["not north.shell", "north.alert = high", "north.offer", "north.typo"]
    mixed = {"actors": {"north": {"options": {"offer": {}}}}, "start": start}
    assert fitted(mixed, present_in(whole), {})["start"] == ["north.offer", "north.typo"]


def test_an_act_that_is_gone_is_told_by_the_first() -> None:
    first, second = both(SHELL)
    told = text_of(second, first)
    assert (
        "Only in b North can shell the capital (north.shell). Nobody uses it, since no want in b is about it." in told
    )
    assert "North can no longer shell the capital (north.shell)" in told


# -- an added view -----------------------------------------------------------------------------------------------------


def test_an_added_view_is_told_by_what_it_changes() -> None:
    view = "  trusting: {holder: south, about: North's trust, set: {trust: 0.9}}\nkey_questions:"
    claim = (
        "  C2: {says: A thaw",
        "  C4: {says: North moves, under: trusting, check: {every_outcome: north.offer}}\n  C2: {says: A thaw",
    )
    found = found_of(("key_questions:", view), claim)
    [own] = found.views
    assert {(item.kind, item.name): (item.author, item.view) for item in own.changes} == {
        ("answer", "K1"): ("no", "it depends"),
        ("claim", "C4"): ("contradicted", "restates a premise"),
        ("outcomes", ""): ("no option on", "north.offer, south.accept"),
    }
    assert own.author is not None
    assert own.responsible is not None
    expected = responsibility(both(("key_questions:", view), claim)[1])
    assert [dict(own.author), dict(own.responsible)] == [
        dict(row.degrees) for row in expected.views if row.view in (None, "trusting")
    ]
    told = told_of(("key_questions:", view), claim)
    assert (
        "Only in b: the view of South on North's trust (trusting). "
        "In it: Does it come to a deal? it depends, in the author's model no;" in told
    )
    assert "“North moves”: restates a premise, in the author's model contradicted (C4)" in told
    assert "responsib" in told


def test_a_view_that_changes_nothing_is_said_to() -> None:
    view = ("key_questions:", "  idle: {holder: south, about: nothing much, set: {trust: 0.2}}\nkey_questions:")
    assert (
        "Only in b: the view of South on nothing much (idle). It changes no answer and no end; responsibility is the same."
        in told_of(view)
    )


def test_an_own_views_check_can_be_put_down_to_a_view() -> None:
    checks = "  C4: {says: In its own eyes North stays, check: {stable_in_own_views: {north: eyes}}}\n  C1:"
    one = CASE.replace("  C1:", checks)
    found = found_of(
        (
            "about: what South wants, rewrite: {s2: {want: not south.accept}}",
            "about: what South wants, set: {trust: 0.9}",
        ),
        one=one,
    )
    [claim] = [item for item in found.claims if item.id == "C4"]
    assert names(found, claim.because) == [["eyes"]]


# -- an added observation ----------------------------------------------------------------------------------------------


def seen(text: str) -> tuple[str, str]:
    return ("claims:", f'observations: {{B1: {{date: "2025-03-01", {text}}}}}\nclaims:')


def test_an_observation_that_nobodys_own_step_leads_to_but_an_agreement() -> None:
    own = found_of(seen("saw: south.accept")).seen[0]
    assert (own.left, own.readings, own.base, own.together) == (1, 2, True, 1)
    assert (
        "The observation of 1 March 2025, that South accepts what North offers (B1), is possible in b by nobody's own step, but "
        "by an agreement of North and South, in one of two readings."
    ) in told_of(seen("saw: south.accept"))


def test_an_observation_that_nothing_leads_to() -> None:
    found = found_of(seen("saw: north.offer and not south.accept"))
    [own] = found.seen
    assert (own.left, own.readings, own.base, own.together) == (0, 2, False, 0)
    assert [(item.kind, item.scenario, item.before, item.after) for item in found.results] == [
        ("since", scenario, before, "no reading")
        for scenario, before in ((None, "no"), ("thaw", "it depends"), ("frost", "no"))
    ]
    assert {tuple(map(tuple, names(found, item.because))) for item in found.results} == {(("B1",),)}
    told = told_of(seen("saw: north.offer and not south.accept"))
    assert "(B1), is impossible in b: neither anybody's own step nor an agreement leads there." in told
    assert (
        "Does it come to a deal? In the light of what happened no → nothing to say, as no reading allows it (K1)."
        in told
    )
    assert found.idle == ()


def test_an_observation_that_refutes_some_readings() -> None:
    found = found_of(seen("saw: south.accept, in: thaw"))
    [own] = found.seen
    assert (own.left, own.readings, own.base, own.together) == (1, 2, True, 1)
    told = told_of(seen("saw: south.accept, in: thaw"))
    assert "that South accepts what North offers (B1), is possible in b in one of two readings." in told


def test_an_end_that_is_only_passed_is_told_so() -> None:
    one = CASE.replace("now: 0.3", "now: 0.9").replace("concepts: [nash, gmr]", "concepts: [nash]")
    told = told_of(
        seen("ended: north.offer and not south.accept"),
        ("refuses: {rewrite: {s2: {want: not south.accept}}}", "refuses: {}"),
        one=one,
    )
    assert "is impossible in b: steps lead there, but it never ends in this way." in told


# -- drivers, scenarios, readings, claims, key questions ---------------------------------------------------------------


def test_a_driver_that_turns_several_results_is_told_once() -> None:
    told = told_of(("now: 0.3", "now: 0.8"))
    assert told.count("because how far North trusts South is now 0.80, before 0.30 (trust).") == 1
    assert "Does it come to a deal? no → it depends (K1)." in told


def test_a_word_that_stays_while_cells_differ_is_told_to_stay() -> None:
    one = CASE.replace("now: 0.3", "now: 0.8").replace("concepts: [nash, gmr]", "concepts: [nash]")
    one = one.replace("readings: {accepts: {},", "readings: {accepts: {}, wary: {set: {trust: 0.2}},")
    pair = ("wary: {set: {trust: 0.2}}", "wary: {}")
    found = found_of(pair, one=one)
    [answer] = [item for item in found.results if (item.kind, item.scenario) == ("answer", None)]
    assert (answer.before, answer.after, answer.base_before, answer.base_after) == (
        "it depends",
        "it depends",
        "yes",
        "yes",
    )
    assert [(item.word, item.readings, item.cells) for item in answer.moved] == [("yes", 1, 1)]
    assert names(found, answer.because) == [["wary"]]
    told = told_of(pair, one=one)
    assert "Does it come to a deal? still it depends; in one of three readings it is now yes (K1)." in told
    assert "because the answer “wary” to “Would South accept an offer?” (Q1) is put differently: set" in told


def test_an_added_scenario_says_what_is_answered_in_it() -> None:
    added = ("scenarios:", "scenarios:\n  spring: {why: trust grows, set: {trust: 0.9}}")
    told = told_of(added)
    assert (
        "Only in b: the scenario “trust grows” (spring). In it: Does it come to a deal? it depends (without it no)."
        in told
    )
    removed = text_of(*reversed(both(added)))
    assert "Only in b: the scenario “trust grows” (spring)." in removed


def test_a_removed_scenario_that_claims_name_is_no_error() -> None:
    found = found_of(
        ("  thaw: {why: a gesture restores trust, set: {trust: 0.8}}\n", ""),
        (", in: thaw, check", ", check"),
        ("now: 0.3", "now: 0.8"),
    )
    assert found.unfit == ()
    assert "C2" in found.compared
    assert "thaw" in {found.differences[item.difference].name for item in found.alone}


def test_an_added_claim_and_an_added_question_say_what_comes_out() -> None:
    told = told_of(
        ("  C1:", "  C4: {says: Nobody ever moves, check: {no_outcome: settlement}}\n  C1:"),
        ("claims:", "  K2: {asks: Does South accept?, answer_yes: {check: {some_outcome: south.accept}}}\nclaims:"),
    )
    assert "Only in b: “Nobody ever moves”: follows, as long as nobody wants otherwise (C4)." in told
    assert "Only in b it is asked: Does South accept? no;" in told
    assert "a gesture restores trust (thaw): it depends" in told


def test_a_question_that_is_put_otherwise_has_its_answer_put_down_to_that() -> None:
    found = found_of(
        (
            "answer_yes: {check: {every_outcome: settlement}}\n    answer_no: {check: {no_outcome: settlement}}",
            "answer_yes: {check: {no_outcome: settlement}}\n    answer_no: {check: {every_outcome: settlement}}",
        )
    )
    [answer] = [item for item in found.results if (item.kind, item.scenario) == ("answer", None)]
    assert (answer.before, answer.after) == ("no", "yes")
    assert names(found, answer.because) == [["K1"]]


def test_another_base_reading_is_what_turns_the_answer_there() -> None:
    one = CASE.replace("now: 0.3", "now: 0.8").replace("concepts: [nash, gmr]", "concepts: [nash]")
    turned = (
        "{accepts: {}, refuses: {rewrite: {s2: {want: not south.accept}}}}",
        "{refuses: {rewrite: {s2: {want: not south.accept}}}, accepts: {}}",
    )
    found = found_of(turned, one=one)
    [answer] = [item for item in found.results if (item.kind, item.scenario) == ("answer", None)]
    assert (answer.before, answer.after, answer.base_before, answer.base_after) == (
        "it depends",
        "it depends",
        "yes",
        "no",
    )
    assert names(found, answer.because) == [["Q1"]]
    told = told_of(turned, one=one)
    assert "Does it come to a deal? still it depends; in the base reading yes → no (K1)" in told


def test_an_added_answer_to_an_open_question() -> None:
    found = found_of(
        ("readings: {accepts: {},", "readings: {accepts: {}, eager: {rewrite: {n2: {want: north.offer}}},")
    )
    [claim] = [item for item in found.claims if item.before != item.after]
    assert (claim.id, claim.before, claim.after) == ("C1", "follows", "not determined")
    assert names(found, claim.because) == [["eager"]]


# -- the pair of files of the trial ------------------------------------------------------------------------------------

TRIAL = Path(ROOT).parent / "shared" / "design" / "trial"


@pytest.mark.skipif(not (TRIAL / "t2.yaml").exists(), reason="the files of the trial are not here")
def test_the_trial_is_told_with_the_words_of_each_side() -> None:
    told = text_of(cm.load(TRIAL / "t.yaml"), cm.load(TRIAL / "t2.yaml"))
    assert "North sends an ultimatum and shells the capital; South accepts what North offers" in told
    assert "Does it come to settlement? no → it depends." in told
    assert "North offers a settlement; South" not in told


# -- mixtures that contradict themselves, and cells alone --------------------------------------------------------------


def test_a_line_that_makes_a_question_answered_yes_and_no_is_told_so() -> None:
    """As the second file puts the question, both its answers are true where nothing moves, as in the first."""
    k0 = "K0: {asks: Does South accept?, answer_yes: {check: {every_outcome: south.accept}}}"
    one = CASE.replace("key_questions:\n", f"key_questions:\n  {k0}\n")
    a, b = both(
        ("answer_yes: {check: {every_outcome: settlement}}", "answer_yes: {check: {no_outcome: south.accept}}"),
        ("answer_no: {check: {no_outcome: settlement}}", "answer_no: {check: {stable: start}}"),
        ("now: 0.3", "now: 0.8"),
        one=one,
    )
    found = diff(a, b)
    places = {item.name: place for place, item in enumerate(found.differences)}
    alone = {item.difference: item for item in found.alone}
    turned = {(turn.id, turn.scenario): turn.answer for turn in alone[places["K1"]].answers}
    assert turned["K1", None] == "yes and no at once"
    assert ("K1", "thaw") not in turned, "there it is not"
    assert ("K0", None) not in turned, "what is asked besides is answered all the same"
    assert ("K0", None) in {(turn.id, turn.scenario) for turn in alone[places["trust"]].answers}
    assert places["K1"] not in found.idle
    assert "Key question K1: changed Does it come to a deal? yes and no at once answer_yes" in text_of(a, b)


def test_a_result_for_want_of_mixtures_that_do_not_contradict_themselves_says_so() -> None:
    """The first file says no whatever comes, so that trust alone changes nothing; the question alone contradicts itself."""
    never = "settlement and not settlement"
    one = CASE.replace("{check: {every_outcome: settlement}}", f"{{check: {{every_outcome: {never}}}}}")
    one = one.replace("{check: {no_outcome: settlement}}", f"{{check: {{no_outcome: {never}}}}}")
    a, b = both(
        (f"answer_yes: {{check: {{every_outcome: {never}}}}}", "answer_yes: {check: {no_outcome: south.accept}}"),
        (f"answer_no: {{check: {{no_outcome: {never}}}}}", "answer_no: {check: {stable: start}}"),
        ("now: 0.3", "now: 0.8"),
        one=one,
    )
    results = diff(a, b, bound=1).results
    [answer] = [item for item in results if (item.kind, item.name, item.scenario) == ("answer", "K1", None)]
    assert (answer.because, answer.undecided) == ((), "contradicts")
    told = because_text(replace(answer, reduced=()), (), "a", "one line")
    assert told == "No single line does that by itself; with some of them it is answered yes and no at once."
    assert names(diff(a, b), next(item for item in diff(a, b).results if item.name == "K1").because) == [
        ["trust", "K1"]
    ]


def test_lines_that_change_cells_of_a_claim_only_are_told() -> None:
    """It depends in both, in other readings."""
    claim = "claims:\n  C0: {says: South accepts, check: {every_outcome: south.accept}}\n"
    one = CASE.replace("now: 0.3", "now: 0.8").replace("claims:\n", claim)
    a, b = both(
        ("accepts: {}", "accepts: {set: {trust: 0.2}}"),
        ("refuses: {rewrite: {s2: {want: not south.accept}}}", "refuses: {}"),
        one=one,
    )
    found = diff(a, b)
    [cells] = [item for item in found.claims if item.id == "C0"]
    assert (cells.turned, cells.cells) == (False, 2)
    assert names(found, cells.because) == [["accepts", "refuses"]]
    assert "“South accepts”: still depends; different in two cells (a reading under a concept) (C0)." in text_of(a, b)


# -- on what terms an act can be done ----------------------------------------------------------------------------------


@pytest.mark.level("all", but=3)
@pytest.mark.parametrize(
    ("terms", "now", "before"),
    [
        ("one_way: true", "not to be taken back", "to take back too"),
        ("one_way: back", "only to be taken back", "to take back too"),
        ("needs: south.accept", "only if South accepts what North offers", "whatever else holds"),
        (
            "one_way: true, needs: south.accept",
            "not to be taken back and only if South accepts what North offers",
            "to take back too and whatever else holds",
        ),
    ],
)
def test_on_what_terms_an_act_can_be_done_is_told_in_words(terms: str, now: str, before: str) -> None:
    changed = ("offer: {does: offers a settlement}", f"offer: {{does: offers a settlement, {terms}}}")
    told = told_of(changed)
    assert f"North can offer a settlement, now {now}; before: {before} (north.offer)" in told
    back = text_of(*reversed(both(changed)))
    assert f"North can offer a settlement, now {before}; before: {now} (north.offer)" in back


def test_other_degrees_are_told_in_words() -> None:
    degrees = "offer: {does: {little: offers a little, much: offers much}, levels: [none, little, much]}"
    one = CASE.replace("offer: {does: offers a settlement}", degrees)
    text = told_of(
        ("levels: [none, little, much]", "levels: [none, little, more, much]"),
        ("much: offers much", "more: offers more, much: offers much"),
        one=one,
    )
    assert (
        "North can offer a little, offer more or offer much, now in degrees (none, little, more and much); before: in degrees "
        "(none, little and much) (north.offer)" in text
    )
