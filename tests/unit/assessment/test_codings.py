"""Alternative codings of a file: what they make of it, what they lose, and what is wrong with them."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Iterator
from copy import deepcopy

import pytest

import countermove as cm
from countermove import reports
from countermove.assessment import Assessment, lint, loads
from countermove.assessment.compile import Compiler
from countermove.assessment.contents import contents_of
from countermove.assessment.overlays import Rewriting, Selection, WantLine
from countermove.assessment.problems import Report
from countermove.assessment.schema import AS_IS, Document
from countermove.assessment.structures import drop_rule, one_way, without_actor
from countermove.assessment.validate import overlays_of
from countermove.presentation.assumptions import game_text
from countermove.presentation.phrases import Phrasing
from countermove.verdicts.answers.compute import answers
from gmcr.base.errors import AssessmentError, UnknownName

__all__: list[str] = []

FILE = """\
countermove: 1
target: peace
actors:
  a:
    options: {pay: {does: pays}, arm: {does: arms, one_way: forward}}
    wants:
      - {id: a1, want: not pay, while: w < 0.5, otherwise: pay iff not b.arm}
      - {id: a2, want: not a.arm}
      - {id: a3, want: b.stop}
  b:
    options: {stop: {does: stops, needs: a.pay}, arm: {does: arms}}
    wants:
      - {id: b1, want: pay implies b.stop}
      - {id: b2, want: b.stop implies pay}
  c:
    options: {watch: {levels: [none, some, close], does: watches}}
    wants:
      - {id: c1, want: c.watch >= some}
never:
  r1: {never: a.arm and pay, why: money is short}
start: [c.watch = close]
terms:
  peace: {is: pay and b.stop, says: peace is made}
  seen: c.watch = close
drivers:
  w: {now: 0.3, means: weight}
open:
  Q1: {readings: {no: {}, yes: {rewrite: {a1: {want: pay}}}}}
scenarios:
  s: {why: it happens, happens: [a.pay]}
  t: {why: they watch, happens: [c.watch = some], set: {w: 0.7}}
views:
  v: {holder: c, drop: [b2]}
key_questions:
  K1: {asks: Peace?, answer_yes: {check: {some_outcome: peace}}, across: [s, t]}
  K2: {asks: Seen?, answer_yes: {claim: C3}, across: []}
claims:
  C1: {says: Nothing moves, check: {stable: start}}
  C2: {says: Paying works, check: {lever: a.pay, moves: b, gains: b.stop}}
  C3: {says: It is seen, check: {every_outcome: seen}}
  C4: {says: It is up to a, check: {single_changes_only_by: a}}
  C5: {says: c sees it so, under: v, check: {no_outcome: peace}}
indicators:
  I1: {watch: the guards, affects: [c1]}
observations:
  B1: {date: "2025-01-01", saw: seen}
forecasts:
  F1: {says: It stays seen, closes: "2025-02-01", chance: 0.8, from: C3}
resolutions:
  F1: {outcome: came_true, date: "2025-02-01"}
"""


def coded(coding: str, choice: str = "A") -> Assessment:
    return loads(f"{FILE}alternatives:\n  A: {{asks: How?, other: {{b: {coding}}}}}\n").coded({choice: "b"})


def refused(coding: str) -> list[str]:
    with pytest.raises(AssessmentError) as error:
        coded(coding)
    assert all(problem.line == FILE.count("\n") + 2 for problem in error.value.problems), "at the lines of the coding"
    return [problem.message for problem in error.value.problems]


WHOLE = "split: {a.pay: {into: [offer, give], is: offer and give}}, needs: {b.stop: a.give}"


def test_a_split_gives_formulas_and_acts_the_meaning_of_the_new_options() -> None:
    made = coded(f"{{{WHOLE}, restated: {{claims: {{C2: {{check: {{passes: a.offer}}}}}}}}}}")
    assert made.form.names[:3] == ("a.offer", "a.give", "a.arm")
    assert made.data["terms"]["peace"]["is"] == "a.offer and a.give and b.stop"
    assert made.data["scenarios"]["s"]["happens"] == ["a.offer", "a.give"]
    assert made.own_calculus.on == {"c.watch >= some", "c.watch >= close"}
    assert made.lost == ()


def test_what_a_split_leaves_unsaid_is_an_error_at_the_coding() -> None:
    assert refused("{" + WHOLE + "}") == [
        "claims.C2.check.lever: say anew one act where there are now a.offer and a.give."
    ]
    either = refused("{split: {a.pay: {into: [offer, give], is: offer or give}}}")
    assert set(either) == {
        "claims.C2.check.lever: say anew what switches a.pay on.",
        "scenarios.s.happens.0: say anew what switches a.pay on.",
    }
    [directed] = refused("{split: {a.arm: {into: [x, y]}}}")[:1]
    assert directed == "actors.a.options.x.one_way: say anew the one_way of a.arm."


def test_what_is_left_out_stays_as_at_the_start_and_what_names_it_is_not_asked() -> None:
    made = coded("{without_actor: c}")
    assert {(item.kind, item.name): item.why for item in made.lost} == {
        ("part", "scenarios.t.happens"): "it names c.watch",
        ("view", "v"): "it names c",
        ("claim", "C3"): "its seen names c.watch",
        ("claim", "C5"): "it names v",
        ("key question", "K2"): "it names C3",
        ("indicator", "I1"): "it names c1",
        ("forecast", "F1"): "it names C3",
        ("resolution", "F1"): "it names F1",
        ("observation", "B1"): "its seen names c.watch",
    }
    assert made.data["terms"]["seen"] == "true"
    assert [question.id for question in answers(made, search=False).questions] == ["K1"]


def test_the_target_takes_with_it_what_is_about_it() -> None:
    made = coded("{without_option: a.pay}")
    assert ("target", "target") in {(item.kind, item.name) for item in made.lost}
    assert {"C2", "C4", "K1"} <= {item.name for item in made.lost}
    assert made.data["actors"]["b"]["wants"][0]["want"] == "true"


def test_an_option_can_be_left_out_where_it_is_not_at_the_start() -> None:
    made = coded("{without_option: a.pay, start: [a.pay]}")
    assert made.data["actors"]["b"]["wants"][0]["want"] == "b.stop"


def test_a_join_says_what_in_between_becomes() -> None:
    [message] = refused("{join: {a.act: {of: [a.pay, a.arm], on: [a.pay], off: [a.arm]}}, one_way: {a.act: false}}")[
        -1:
    ]
    assert message.endswith("say anew what not a.pay and not a.arm becomes.") or "a.pay" in message
    made = coded(
        "{join: {a.act: {of: [a.pay, a.arm], on: [a.pay], mixed: off}}, one_way: {a.act: false}, needs: {b.stop: a.act},"
        " restated: {claims: {C2: {check: {passes: a.act}}}}}"
    )
    assert made.form.names[0] == "a.act"
    assert made.data["never"]["r1"]["never"] == "false"


BAD = {
    "{split: {a.fly: {into: [x, y]}}}": "'a.fly' is not an option here",
    "{split: {a.pay: {into: [arm, y]}}}": "a.arm exists already",
    "{rewrite: {a9: {want: pay}}}": "'a9' is not a want here",
    "{add: {wants: [{id: a1, want: pay, of: a}]}}": "a1 is already the id of a want of a",
    "{drop: [a2], rewrite: {a2: {want: pay}}}": "a2 is dropped and rewritten",
    "{rewrite: {a1: {want: not pay}}}": "a1 is rewritten by open.Q1.readings.yes too",
    "{without_option: c.watch}": "c has no options left",
    "{start: [b.stop]}": "b.stop stays as the file's start has it",
    "{rules: {r1: {never: c.watch}}}": "infeasible",
    "{terms: {peace: {is: a.fly}}}": "'a.fly' is not an option, a term or a driver",
}


@pytest.mark.parametrize("coding", BAD)
def test_bad_codings_are_refused_at_their_lines(coding: str) -> None:
    assert any(BAD[coding] in message for message in refused(coding)), refused(coding)


def test_lint_reads_every_coding_and_a_command_is_not_stopped_by_one_that_it_does_not_use() -> None:
    file = loads(
        f"{FILE}alternatives:\n  A: {{asks: How?, other: {{b: {{without_option: c.watch}}, d: {{set: {{w: 0.4}}}}}}}}\n"
    )
    assert file.coded({"A": "d"}).document.drivers["w"].now.numerator == 2
    [problem] = [problem for problem in lint(file) if problem.severity == "error"]
    assert (problem.code, problem.line) == ("coding", FILE.count("\n") + 2)


def test_two_alternatives_that_rewrite_one_want_are_an_error() -> None:
    text = "alternatives:\n" + "".join(
        f"  {name}: {{asks: How?, other: {{b: {{rewrite: {{a2: {{want: pay}}}}}}}}}}\n" for name in "AB"
    )
    with pytest.raises(AssessmentError, match="The want a2 is changed by A too"):
        loads(FILE + text)


TWO = """\
alternatives:
  A: {asks: One act?, other: {two: {split: {a.arm: {into: [x, y]}}, one_way: {a.x: false, a.y: false}}}}
  B: {asks: Who?, other: {more: {add: {options: {b.x: {}}, wants: [{id: n, want: a.arm or b.x, after: a3}]}}}}
"""


def test_a_later_coding_is_read_with_what_earlier_ones_did_to_its_names() -> None:
    file = loads(FILE + TWO)
    made = file.coded({"B": "more", "A": "two"})
    assert made.coding == {"A": "two", "B": "more"}
    assert made.data["actors"]["a"]["wants"][-1]["want"] == "a.x and a.y or b.x"
    assert made.coded({"A": "as_is"}).coding == {"B": "more"}
    assert file.coded({"A": "as_is"}) is file
    with pytest.raises(UnknownName):
        file.coded({"A": "three"})
    with pytest.raises(UnknownName):
        file.coded({"C": "two"})


def test_changes_and_selections_are_made_in_the_coding() -> None:
    file = loads(FILE + TWO).at({"w": "0.4"}).selected(Selection(scenario="s"))
    made = file.coded({"A": "two"})
    assert (made.selection.scenario, made.own_calculus.drivers["w"]) == ("s", file.own_calculus.drivers["w"])
    again = pickle.loads(pickle.dumps(made))
    assert (again.coding, again.form, again.lost) == (made.coding, made.form, made.lost)
    assert again.calculus().on == made.calculus().on == {"a.pay", "c.watch >= some", "c.watch >= close"}
    assert loads(FILE + TWO).selected(Selection(coding={"A": "two"})).coding == {"A": "two"}


def test_structure_can_be_changed_without_a_coding() -> None:
    file = loads(FILE)
    assert "a.arm and pay" not in str(file.restructured(lambda own: drop_rule(own, "r1")).form.never)
    both = file.restructured(lambda own: one_way(own, "a.arm", ""))
    assert both.form.options[1].one_way == ""
    assert file.restructured(lambda own: without_actor(own, "c")).actors == ("a", "b")


def test_on_the_flagship_offering_apart_from_paying_turns_an_answer_a_claim_and_what_is_refuted() -> None:
    file = cm.load("korea-2021")
    two = file.coded({"engage": "two"})
    fourth = answers(two, search=False).questions[3]
    assert fourth.id == "K4"
    assert not fourth.first.values.any(), "no in every reading"
    assert {claim.id: claim.verdict for claim in cm.check(two, claims=["C07"])} == {"C07": "contradicted"}
    refuted = [answers(own, search=False).observed.survives[0].any() for own in (file, two)]
    assert refuted == [False, True]


def test_a_frame_tells_what_is_coded_otherwise() -> None:
    answer = reports.ask("why", cm.load("korea-2021"), Selection(coding={"engage": "two"}), state="start")
    assert answer.frame.assumptions.coding == {"engage": "two"}
    assert game_text(answer.frame, Phrasing(answer.glossary)).startswith(
        "Set here: coded with two acts for “Are offering talks and paying for them one act?” (engage=two); "
    )


def test_what_codings_share_is_what_each_says_when_it_is_read_by_itself() -> None:
    case = cm.load("korea-2021")
    every = itertools.product(*((AS_IS, *item.other) for item in case.document.alternatives.values()))
    for made in every:
        coded = case.coded(dict(zip(case.document.alternatives, made, strict=True)))
        alone = contents_of(deepcopy(dict(coded.data)), (), Report(""), coded=True)
        for section in set(Document.model_fields) - {"alternatives"}:
            assert getattr(coded.document, section) == getattr(alone.document, section)
        assert coded.names == alone.names
        assert coded.form == alone.compiler.form
        assert coded.own_calculus.on == alone.compiler.calculus.on
        assert list(_lines(coded._compiler, coded.document)) == list(_lines(alone.compiler, alone.document))


def _lines(compiler: Compiler, document: Document) -> Iterator[object]:
    """All wants, and all changes of them, as the formulas that they are."""
    wants: list[WantLine | Rewriting] = [line for own in compiler.calculus.lines.values() for line in own]
    for _, overlay in overlays_of(document):
        change = compiler.change(overlay)
        yield change.drop, change.move, change.set, change.happens
        wants += change.rewrite
    for line in wants:
        for want in (line.want, line.shown):
            yield want.id, want.formula, want.condition, want.otherwise, want.could_be, want.strategic


def test_what_a_split_means_is_about_its_own_options_whatever_was_split_before() -> None:
    claims = "restated: {claims: {C2: {check: {passes: a.cash}}}}"
    purse = f"{{split: {{a.pay: {{into: [cash, goods], is: cash and goods}}}}, {claims}}}"
    halt = "{split: {b.stop: {into: [pay, go], is: pay or go}}, needs: {b.pay: true, b.go: true}}"
    text = (
        f"{FILE}alternatives:\n  A: {{asks: How?, other: {{b: {purse}}}}}\n  B: {{asks: How?, other: {{b: {halt}}}}}\n"
    )
    both = loads(text).coded({"A": "b", "B": "b"})
    assert both.document.terms["peace"].is_ == "a.cash and a.goods and (b.pay or b.go)"
