"""Codings side by side: matched, counted, told, and whatever can be wrong with them. Exactness is in ``test_compare_planted``."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import countermove as cm
from countermove import reports
from countermove.media import page_of
from countermove.media.notebook import html_of_record
from countermove.presentation.blocks import Page, Sentence, Table
from countermove.questions.compare.codings import labels_of
from countermove.questions.compare.figure import codings
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from gmcr.base.tasks import run_until_interrupted
from tests.conftest import ROOT

DAM = ROOT / "docs" / "examples" / "dam"

BASE = """
countermove: 1
title: Two who wait
sources: {note: {what: made up, default: true}}
concepts: [nash]
key_questions:
  K1: {asks: Does it come?, answer_yes: {check: {every_outcome: x}}, answer_no: {check: {no_outcome: x}}}
  K2: {asks: And the other?, answer_yes: {check: {every_outcome: y}}, answer_no: {check: {no_outcome: y}}}
actors:
  a: {options: {x: {does: begins}}, wants: [{id: a1, want: not x, while: hope < 0.5, at: [1]}, {id: a2, want: x, at: [1]}]}
  b: {options: {y: {does: follows}}, wants: [{id: b1, want: y iff x, at: [1]}]}
drivers: {hope: {now: 0.2, means: made up, at: [1]}}
open: {Q: {asks: Is it early?, readings: {yes_: {}, no_: {set: {hope: 0.3}}}}}
claims:
  C1: {says: Nothing moves., check: {stable: start}, at: [1]}
  C2: {says: Nobody is left alone., check: {every_outcome: x iff y}, at: [1]}
"""


def coding(name: str, *changes: tuple[str, str]) -> cm.Assessment:
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return cm.loads(text, file=f"{name}.yaml")


HOPE = ("now: 0.2", "now: 0.8")


def told(*given_: cm.Assessment, **given: Any) -> str:
    """The page of a comparison as one line of text."""
    page: Page = page_of(reports.ask("compare", given_, **given))
    words: list[str] = []
    for block in page.blocks:
        if isinstance(block, Sentence):
            words.append(block.text)
        elif isinstance(block, Table):
            words += [block.caption, *(cell for row in block.texts for cell in row)]
    return " ".join(" ".join(words).split())


# -- side by side ------------------------------------------------------------------------------------------------------


def test_three_codings() -> None:
    found = cm.compare(coding("ann"), coding("ben", HOPE), coding("cho", ("want: y iff x", "want: not y")))
    assert found.compared == ("ann", "ben", "cho")
    assert [(item.id, item.answers, item.alike, item.agreed) for item in found.answers] == [
        ("K1", ("no", "it depends", "no"), True, False),
        ("K2", ("no", "it depends", "no"), True, False),
    ]
    assert (found.holds, found.fails) == (("C2",), ())
    assert [(item.verdicts, item.cells, item.differ) for item in found.claims] == [
        (("follows", "not determined", "follows"), 2, 1),
        (("follows", "follows", "follows"), 2, 0),
    ]
    assert [(line.section, line.name) for line in found.lines] == [("want", "b1"), ("driver", "hope")]
    want, driver = found.lines
    assert [(form.codings, form.text) for form in want.forms] == [
        (("ann", "ben"), "want: y iff x"),
        (("cho",), "want: not y"),
    ]
    assert [(form.codings, form.text, [(turn.id, turn.answer) for turn in form.turns]) for form in driver.forms] == [
        (("ann", "cho"), "now: 0.2", []),
        (("ben",), "now: 0.8", [("K1", "it depends"), ("K2", "it depends")]),
    ]
    assert (found.carried, found.crux, found.tried) == (None, None, 2)


def test_how_many_lines_were_put_together_is_told_as_it_was() -> None:
    """One by one where there are three codings, or no answer to carry over."""
    cho = coding("cho", ("want: y iff x", "want: not y"))
    three = told(coding("ann"), coding("ben", HOPE), cho)
    assert "Two lines were put into ann, all else as it is there, one by one." in three
    assert "One line was put into ann, all else as it is there, one by one." in told(coding("ann"), cho)
    assert "One set of lines was put into ann, all else as it is there; up to two lines together." in told(
        coding("ann"), coding("ben", HOPE)
    )


def test_agreement_counts_what_is_missing_as_missing() -> None:
    """Cho has no open question, so that its cells are others; Ben does not make C1, and Dee asks only K1."""
    cho = coding("cho", ("open: {Q: {asks: Is it early?, readings: {yes_: {}, no_: {set: {hope: 0.3}}}}}\n", ""))
    ben = coding("ben", ("  C1: {says: Nothing moves., check: {stable: start}, at: [1]}\n", ""))
    line = next(line for line in BASE.splitlines(keepends=True) if line.startswith("  K2"))
    dee = coding("dee", (line, ""), HOPE)
    found = cm.compare(coding("ann"), ben, cho, dee)
    by_name = {item.id: item for item in found.claims}
    assert by_name["C1"].verdicts == ("follows", None, "follows", "not determined")
    assert (by_name["C1"].cells, by_name["C1"].differ) == (2, 1)
    assert {item.id: item.answers for item in found.answers} == {
        "K1": ("no", "no", "no", "it depends"),
        "K2": ("no", "no", "no", None),
    }
    answers = next(item for item in found.agreement if item.on == "answers")
    # Units: (no, no, no, it depends) and (no, no, no): n = 7, n_no = 6; D_o = (6/3)/7, D_e = 12/42.
    assert (answers.units, answers.agreed, answers.alpha) == (2, 1, 1 - Fraction(2, 7) / Fraction(12, 42))


def test_concepts_are_those_of_each_file_unless_others_are_asked_for() -> None:
    other = coding("ben", ("concepts: [nash]", "concepts: [gmr, nash]"))
    found = cm.compare(coding("ann"), other)
    assert [item.concepts for item in found.codings] == [("nash",), ("gmr", "nash")]
    assert "ben under GMR and Nash" in told(coding("ann"), other)
    assert {item.cells for item in found.claims} == {2}, "cells under Nash in two readings; GMR has none beside it"
    asked = cm.compare(coding("ann"), other, concepts="seq")
    assert [item.concepts for item in asked.codings] == [("seq",), ("seq",)]


@pytest.mark.level("all")
def test_other_names_are_followed_and_told_once() -> None:
    """Ben and Cho have an actor that Ann has not, by two names; and Ben calls Ann's own option and question otherwise."""
    c = "  c: {name: The third, options: {z: {does: looks on}}, wants: [{id: c1, want: not z, at: [1]}]}\ndrivers:"
    ben = coding(
        "ben",
        ("\ndrivers:", f"\n{c}"),
        ("K1:", "K9:"),
        ("x: {does: begins}", "begin: {does: begins}"),
        ("not x,", "not begin,"),
        ("want: x,", "want: begin,"),
        ("y iff x", "y iff begin"),
        ("outcome: x iff", "outcome: begin iff"),
        ("outcome: x}", "outcome: begin}"),
    )
    cho = coding(
        "cho",
        ("\ndrivers:", f"\n{c.replace('  c:', '  third:').replace('{z:', '{watch:').replace('not z', 'not watch')}"),
    )
    found = cm.compare(coding("ann"), ben, cho)
    assert {(item.coding, item.section, item.name, item.other) for item in found.names} == {
        ("ben", "key question", "K1", "K9"),
        ("ben", "option", "x", "begin"),
        ("cho", "actor", "c", "third"),
        ("cho", "option", "z", "watch"),
    }
    assert [(item.section, item.name, [form.codings for form in item.forms]) for item in found.lines] == [
        ("actor", "c", [("ann",), ("ben", "cho")])
    ]
    assert all(item.agreed and item.alike for item in found.answers)
    text = told(coding("ann"), ben, cho)
    assert "Both answers are the same in every coding, in every reading." in text
    assert "Other names: " in text
    assert "option x is begin in ben" in text


def test_what_is_asked_in_other_terms_is_marked() -> None:
    ben = coding("ben", ("answer_yes: {check: {every_outcome: x}}", "answer_yes: {check: {passes: x}}"), HOPE)
    found = cm.compare(coding("ann"), ben)
    assert [item.alike for item in found.answers] == [False, True]
    assert ("key question", "K1") in {(line.section, line.name) for line in found.lines}
    assert (
        "Not worded in the same way in all, so a difference may lie in the question rather than in the premises: "
        "Does it come? (K1)." in told(coding("ann"), ben)
    )


def test_a_key_question_that_is_put_otherwise_can_be_what_carries_its_answer() -> None:
    other = "answer_yes: {check: {stable: start}}, answer_no: {check: {passes: x}}"
    mine = "answer_yes: {check: {every_outcome: x}}, answer_no: {check: {no_outcome: x}}"
    found = cm.compare(coding("ann"), coding("ben", (mine, other)))
    assert [(line.section, line.name) for line in found.lines] == [("key question", "K1")]
    assert [(item.id, item.before, item.after, item.sets) for item in found.carried or ()] == [
        ("K1", "no", "yes", ((0,),)),
        ("", "", "", ((0,),)),
    ]


# -- of two ------------------------------------------------------------------------------------------------------------


def test_a_set_beyond_the_bound_is_reduced_and_said_to_be_one() -> None:
    """Ben needs three lines: a term, the want that names it, and a want of the other."""
    ben = coding(
        "ben",
        ("wants: [{id: a1,", "wants: [{id: a0, want: x iff late, at: [1]}, {id: a1,"),
        ("drivers:", "terms: {late: hope > 0.1}\ndrivers:"),
        ("want: y iff x", "want: not y"),
    )
    ann = coding("ann")
    whole = cm.compare(ann, ben, bound=3)
    sets = {item.id: item.sets for item in whole.carried or ()}
    assert sets[""], "three lines do it"
    least = min(map(len, sets[""]))
    assert least == 3
    below = cm.compare(ann, ben, bound=1)
    every = next(item for item in below.carried or () if not item.id)
    assert (every.sets, every.undecided) == ((), "unfit")
    assert set(every.reduced) in [set(own) for own in sets[""]]
    assert "no single one can be left out" in told(ann, ben, bound=1)
    assert below.complete


def test_bound_none_and_a_search_cut_short() -> None:
    ann, ben = coding("ann"), coding("ben", HOPE, ("want: y iff x", "want: y"))
    nothing = cm.compare(ann, ben, bound=0)
    assert nothing.tried == 0
    assert {item.undecided for item in nothing.carried or ()} == {"bound"}
    short = cm.compare(ann, ben, most=1)
    assert not short.complete
    assert [(item.id, item.sets, item.undecided) for item in short.carried or ()] == [
        ("K1", (), "stopped"),
        ("K2", ((0,),), ""),
        ("", (), "stopped"),
    ]
    assert [item.reduced for item in short.carried or ()] == [(), (), (0, 1)], "found from all lines together"


def test_the_crux_is_none_where_only_words_of_claims_differ() -> None:
    ben = coding("ben", ("every_outcome: x iff y", "every_outcome: not (x iff y)"))
    found = cm.compare(coding("ann"), ben)
    assert [line.section for line in found.lines] == ["claim"]
    assert (found.carried, found.crux) == ((), ())
    assert "Nothing that could be observed tells them apart" in told(coding("ann"), ben)


def test_the_crux_of_the_dam() -> None:
    ann, ben = (cm.load(DAM / f"{name}.yaml") for name in ("ann", "ben"))
    found = cm.compare(ann, ben)
    assert found.crux is not None
    first = found.crux[0]
    assert (first.kind, first.predicts, first.excludes, first.formula, first.every) == (
        "ends",
        "ben",
        "ann",
        "down.sue",
        True,
    )
    assert {found.lines[place].name for place in first.lines} == {"quiet", "despair"}


# -- what is none ------------------------------------------------------------------------------------------------------


def test_files_with_nothing_in_common_are_said_to_have_nothing() -> None:
    """Both number their claims and questions in the same way: that is nothing in common."""
    other = cm.load(DAM / "ann.yaml")
    found = cm.compare(coding("base"), other)
    assert (found.compared, found.answers, found.claims, found.lines, found.tried) == (("base",), (), (), (), 0)
    assert "base has nothing in common with ann: no option" in told(coding("base"), other)
    three = cm.compare(coding("base"), other, coding("ben", HOPE))
    assert three.compared == ("base", "ben")
    assert [item.apart for item in three.codings] == [False, True, False]
    assert "ann has nothing in common with base" in told(coding("base"), other, coding("ben", HOPE))


@pytest.mark.parametrize(
    ("claim", "common"),
    [
        ("{says: Nothing moves., check: {some_outcome: true}}", True),
        ("{says: All rest., check: {every_outcome: true}}", True),
        ("{says: All rest., check: {some_outcome: true}}", False),
    ],
    ids=["the same words", "the same content", "neither"],
)
def test_a_claim_in_the_same_words_or_with_the_same_content_is_something_in_common(claim: str, common: bool) -> None:
    first = "{says: Nothing moves., check: {every_outcome: true}}"
    actors = "actors: {NAME: {options: {OPTION: {}}, wants: [{id: w, want: OPTION}]}}"
    text = f"countermove: 1\n{actors}\nstart: []\nclaims: {{C: CLAIM}}\n"
    one, other = (
        cm.loads(text.replace("NAME", name).replace("OPTION", option).replace("CLAIM", own), file=f"{name}.yaml")
        for name, option, own in (("ann", "o", first), ("ben", "p", claim))
    )
    assert (cm.compare(one, other).compared == ("ann", "ben")) == common


def test_versions_of_one_coding_are_said_to_be_versions() -> None:
    text = told(coding("ann"), cm.loads(BASE.replace("Two who wait", "Two"), file="copy.yaml"))
    assert "ann and copy say the same word for word" in text
    assert "The codings differ in no line that can bear on an answer or a verdict." in text
    assert "word for word" not in told(coding("ann"), coding("ben", HOPE))
    first, second = "{id: a1, want: not x, while: hope < 0.5, at: [1]}", "{id: a2, want: x, at: [1]}"
    swapped = coding("swapped", (f"{first}, {second}", f"{second}, {first}"))
    assert "share 8 of 8 lines word for word" in told(coding("ann"), swapped), "but not in the same order"


def test_the_same_file_twice_one_alone_and_too_many() -> None:
    ann = coding("ann")
    for given, message in (
        ((), "compare takes two codings of a text, or more. Name the others too."),
        ((ann,), "compare takes two codings of a text, or more. ann is one: name the others too."),
        ((ann, ann), "ann.yaml is named twice: name each coding once."),
        ((ann, coding("ben"), coding("ann")), "ann.yaml is named twice: name each coding once."),
        (tuple(coding(f"c{k}") for k in range(41)), "compare takes at most 40 codings, not 41."),
    ):
        with pytest.raises(CountermoveError, match=re.escape(message)):
            cm.compare(*given)
    with pytest.raises(ModelError, match="not of 'ann'"):
        cm.compare(ann, "ann")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="conflict concludes nothing"):
        cm.compare(ann, ann.conflict())  # type: ignore[arg-type]
    with pytest.raises(UnknownName):
        cm.compare(ann, coding("ben"), concepts="nush")
    with pytest.raises(CountermoveError, match="bound"):
        cm.compare(ann, coding("ben"), bound=-1)


@pytest.mark.level("all")
def test_thirty_codings() -> None:
    thirty = [coding(f"c{k:02}", *([HOPE] if k % 3 == 0 else ())) for k in range(30)]
    found = cm.compare(*thirty)
    assert len(found.compared) == 30
    (line,) = found.lines
    assert [len(form.codings) for form in line.forms] == [10, 20]
    text = told(*thirty)
    first = [f"c{k:02}" for k in range(0, 30, 3)]
    assert f"30 codings side by side: {', '.join(f'c{k:02}' for k in range(29))} and c29" in text
    assert f"it depends in {', '.join(first[:-1])} and c27, no in c01, c02, c04" in text
    assert f"Nine of them ({', '.join(first[1:-1])} and c27) say what c00 says nearly word for word" in text


def test_labels_tell_files_of_one_name_apart() -> None:
    def labels(*files: str) -> tuple[str, ...]:
        return labels_of([cm.loads(BASE, file=file) for file in files])

    assert labels("a/x.yaml", "b/x.yaml", "y.yaml") == ("a/x", "b/x", "y")
    assert labels("a/c/x.yaml", "b/c/x.yaml") == ("a/c/x", "b/c/x")
    assert labels("x.yaml", "x.json") == ("x (1)", "x (2)")


def test_an_interrupt_tells_what_is_known() -> None:
    ann, ben = coding("ann"), coding("ben", HOPE, ("want: y iff x", "want: y"))

    def after(parts: int) -> Callable[[int, int], None]:
        left = [parts]

        def tell(done: int, of: int) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

        return tell

    for parts in range(4):
        with pytest.raises(KeyboardInterrupt):
            run_until_interrupted(cm.compare.work(ann, ben), after(parts))
    found = run_until_interrupted(cm.compare.work(ann, ben), after(5))
    assert (found.interrupted, found.complete, found.tried, found.crux) == (True, False, 1, None)
    assert [item.answers for item in found.answers] == [("no", "it depends"), ("no", "yes")]
    assert "stopped" in {item.undecided for item in found.carried or ()}


def test_a_file_with_errors_is_named(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from countermove.cli import app

    good, bad, worse = (tmp_path / f"{name}.yaml" for name in ("good", "bad", "worse"))
    good.write_text(BASE, encoding="utf-8")
    bad.write_text(BASE.replace("want: y iff x", "want: y iff q"), encoding="utf-8")
    worse.write_text("countermove: 1\nactors: [", encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(good), str(bad), str(worse), str(tmp_path / "none.yaml")])
    assert result.exit_code == 2
    assert not result.stdout
    for name in ("bad.yaml:11", "worse.yaml:2", "none.yaml"):
        assert name in result.stderr
    assert "good.yaml" not in result.stderr
    draft = tmp_path / "draft.yaml"
    draft.write_text(BASE.replace("want: y iff x", "todo: say what b wants"), encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(good), str(draft)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "draft.yaml" in result.stderr
    assert "lint" in result.stderr
    result = CliRunner().invoke(app, ["compare", str(good)])
    assert (result.exit_code, "good is one: name the others too." in result.stderr) == (2, True)
    result = CliRunner().invoke(app, ["compare", str(good), str(good)])
    assert (result.exit_code, "is named twice: name each coding once." in result.stderr) == (2, True)


def test_the_picture_says_what_was_found() -> None:
    found = cm.compare(*(cm.load(DAM / f"{name}.yaml") for name in ("ann", "ben", "cho")))
    for width in (320.0, 760.0):
        figure = codings(found, width=width)
        assert figure.title == "Three codings agree on 0 of two answers and 1 of three claims"
        assert "K1: ann yes, ben no, cho no." in figure.description
        assert figure.table.texts[-1][2:] == (*["follows, as long as nobody wants otherwise"] * 3, "0 of 1", "C2")
        for place, box in enumerate(figure.boxes):
            assert box.x >= 0
            assert box.x + box.width <= width
            others = figure.boxes[place + 1 :]
            assert not [
                other for other in others if box.kind == other.kind == "text" and box.overlaps(other, slack=1.0)
            ]
    html = html_of_record(found)
    assert "<svg" in html
    assert "3 codings agree on 0 of 2 answers and 1 of 3 claims." in html
    assert "<svg" not in html_of_record(cm.compare(coding("base"), cm.load(DAM / "ann.yaml")))


def test_names_of_codings_of_any_length_stand_upright_below_the_top(tmp_path: Path) -> None:
    other = tmp_path / "another-one.yaml"
    other.write_bytes((DAM / "ben.yaml").read_bytes())
    figure = codings(cm.compare(cm.load(DAM / "ann.yaml"), cm.load(other)))
    titles = {box.label: box for box in figure.boxes if box.label in ("ann", "another-one")}
    assert len(titles) == 2
    assert min(box.y for box in titles.values()) >= 0
    assert titles["another-one"].height > titles["ann"].height, "they stand upright"


# -- one scale of words ------------------------------------------------------------------------------------------------

OTHER_BASE = (
    "readings: {yes_: {}, no_: {set: {hope: 0.3}}}",
    "readings: {no_: {set: {hope: 0.3}}, yes_: {}}",
)


def test_answers_whose_base_readings_differ_are_not_the_same() -> None:
    """Both say that it depends; a page says yes in the one and no in the other, since it begins with the base reading."""
    ann, ben = coding("ann", HOPE), coding("ben", HOPE, OTHER_BASE)
    found = cm.compare(ann, ben)
    first = found.answers[0]
    assert (first.answers, first.base, first.agreed, first.differ) == (
        ("it depends", "it depends"),
        ("yes", "no"),
        False,
        0,
    )
    assert [(item.id, item.before, item.after, item.base_before, item.base_after) for item in found.carried or ()] == [
        ("K1", "it depends", "it depends", "yes", "no"),
        ("K2", "it depends", "it depends", "yes", "no"),
        ("", "", "", "", ""),
    ]
    assert [[found.lines[place].section for place in own] for item in found.carried or () for own in item.sets] == [
        ["question"],
        ["question"],
        ["question"],
    ]
    text = told(ann, ben)
    assert "Does it come? it depends in both; but in the base reading yes in ann → no in ben (K1)." in text
    assert "“Is it early?” (Q) is read with another answer first: “no_”; before: “yes_”" in text
    assert "the same in every coding" not in text


def test_answers_that_differ_in_cells_only_are_said_to() -> None:
    third = ("no_: {set: {hope: 0.3}}", "no_: {set: {hope: 0.3}}, late: {set: {hope: 0.4}}")
    ann, ben = coding("ann", HOPE, third), coding("ben", HOPE, third, ("late: {set: {hope: 0.4}}", "late: {}"))
    text = told(ann, ben)
    assert "Does it come? it depends in both; but in 1 of 3 cells (readings under concepts) they differ (K1)." in text
    assert [item.agreed for item in cm.compare(ann, ben).answers] == [True, True]


def test_a_claim_is_named_by_its_words_and_a_change_is_before_and_after() -> None:
    text = told(coding("ann"), coding("ben", HOPE))
    assert "Does it come? no in ann → it depends in ben; in the base reading no in ann → yes in ben (K1)." in text
    assert "“Nothing moves”: follows, as long as nobody wants otherwise (ann) → depends (ben) (C1)." in text
    assert "Under every coding “Nobody is left alone” (C2) follows." in text
    assert "What turns all answers from ann to ben: made up is now 0.80, before 0.20 (hope)." in text


def test_a_dropped_want_that_is_named_elsewhere_is_put_into_the_other() -> None:
    """Ann's open question still drops the want that Ben does not have: that did not fit once, and turns an answer."""
    drops = ("no_: {set: {hope: 0.3}}", "no_: {drop: [b1]}")
    ann = coding("ann", HOPE, drops)
    ben = coding(
        "ben",
        HOPE,
        ("no_: {set: {hope: 0.3}}", "no_: {}"),
        ("{id: b1, want: y iff x, at: [1]}", "{id: b2, want: not y, at: [1]}"),
    )
    found = cm.compare(ann, ben)
    gone = next(line for line in found.lines if line.name == "b1")
    assert [form.fits for form in gone.forms] == [None, True]
    assert [turn.id for turn in gone.forms[1].turns] == ["K2"]
    assert "does not fit" not in told(ann, ben)


def test_answers_that_what_happened_tells_apart_are_not_said_to_be_the_same() -> None:
    seen = ("claims:", 'observations: {B1: {date: "2025-03-01", saw: x}}\nclaims:')
    text = told(coding("ann"), coding("ben", seen))
    assert (
        "Does it come? In the light of what happened no in ann → nothing to say, as no reading allows it, in ben (K1)."
        in text
    )
    assert "the same in every coding" not in text


def test_one_table_tells_the_same_in_words_and_behind_the_picture() -> None:
    """With what the base reading says, the cells in which they differ, and a question that no file asks in words."""
    unasked = re.sub(r"key_questions:\n(  K.*\n)+", "", BASE)
    given = reports.ask(
        "compare", (cm.loads(unasked, file="ann.yaml"), cm.loads(unasked.replace(*HOPE), file="ben.yaml"))
    )
    tables = [block for block in page_of(given).blocks if isinstance(block, Table) and not block.columns[0].title]
    behind = codings(given).table
    assert set(behind.texts) == {row for table in tables for row in table.texts}
    assert behind.texts[0] == ("x", "Does the status quo hold?", "yes", "it depends (base reading: no)", "1 of 2", "")
    assert codings(given.record).table.texts[0][1:3] == ("", "yes"), "a record alone has no words for it,"
    assert codings(given.record).table.texts[0][-1] == "K", "and names it"
    assert "Does the status quo hold?" in html_of_record(given).partition("</svg>")[0]
