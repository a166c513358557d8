"""draft --coverage: what a case uses of a document, by whatever it counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import countermove as cm
from countermove.assessment import loads
from countermove.plugins.evidence.documents.reader import document_in
from countermove.plugins.evidence.draft.coverage import Coverage, coverage, coverage_of
from countermove.plugins.evidence.draft.text import coverage_page
from countermove.presentation.blocks import Sentence, Table
from tests.conftest import ROOT

__all__: list[str] = []

HEAD = "countermove: 1\nactors: {a: {options: {x: {does: comes}}, wants: [%s]}}\n%s"

TEXT = """\
If it rains, a comes. It rains in May.

Nobody wants rain.\f
The hills are high.

Everybody will come.\f
If it rains, nobody in the whole of the hills comes to see it at all.

2. Because of that, if it rains, nobody in the whole of the hills comes to see it at all.
"""


def covered(folder: Path, wants: str = "", rest: str = "", text: str = TEXT, **options: Any) -> Coverage:
    path = folder / "essay.txt"
    path.write_text(text, encoding="utf-8")
    sources = "" if "sources:" in rest else "sources: {essay: {what: An essay}}\n"
    return coverage(
        loads(HEAD % (wants, sources + rest), file="case.yaml"), document_in(path, source="essay"), **options
    )


def states(found: Coverage) -> dict[int, str]:
    return {one.number: one.state for one in found.paragraphs}


NOTHING = {1: "cued", 2: "cued", 3: "nothing", 4: "cued", 5: "cued", 6: "cued"}


def test_where_nothing_points_what_has_cues_is_told(tmp_path: Path) -> None:
    found = covered(tmp_path)
    assert states(found) == NOTHING
    assert [(one.state, one.cued, [cue.words for cue in one.cues]) for one in found.paragraphs[0].sentences] == [
        ("not named", True, ["If"]),
        ("not named", False, ["in May"]),
    ]
    assert (found.named, found.cued) == (0, 5)
    assert (found.sentences_pointed_at, found.sentences_in_named, found.sentences_not_named) == (0, 0, 5)


@pytest.mark.parametrize(
    ("at", "used"),
    [
        ("2", {2}),
        ("{para: 3}", {3}),
        ("{page: 1}", {1, 2}),
        ("{page: 2}", {3, 4}),
        ("{source: essay}", set()),
        ("{para: 1, sentence: 2}", {1}),
    ],
)
def test_what_something_points_at_or_into_is_named(at: str, used: set[int], tmp_path: Path) -> None:
    found = covered(tmp_path, f"{{id: w, want: x, at: [{at}]}}")
    assert states(found) == NOTHING | dict.fromkeys(used, "named")
    assert {one.number: one.premises for one in found.paragraphs if one.premises} == dict.fromkeys(
        used, ("actors.a.wants.w",)
    )


def sentences(found: Coverage, paragraph: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.state, one.premises) for one in found.paragraphs[paragraph - 1].sentences]


W = ("actors.a.wants.w",)


def test_a_sentence_is_pointed_at_by_its_number_and_not_with_its_paragraph(tmp_path: Path) -> None:
    by_itself = covered(tmp_path, "{id: w, want: x, at: [{para: 1, sentence: 2}]}")
    assert sentences(by_itself, 1) == [("not named", ()), ("pointed at", W)]
    whole = covered(tmp_path, "{id: w, want: x, at: [1]}")
    assert sentences(whole, 1) == [("paragraph named", ()), ("paragraph named", ())]
    page = covered(tmp_path, "{id: w, want: x, at: [{page: 1}]}")
    assert sentences(page, 1) == [("paragraph named", ()), ("paragraph named", ())]


def test_a_paragraph_of_one_sentence_points_at_it(tmp_path: Path) -> None:
    assert sentences(covered(tmp_path, "{id: w, want: x, at: [2]}"), 2) == [("pointed at", W)]
    assert sentences(covered(tmp_path, "{id: w, want: x, at: [{page: 1}]}"), 2) == [("pointed at", W)]


@pytest.mark.parametrize(
    ("print_", "pointed"),
    [("It rains", {2}), ("rains in May.", {2}), ("a COMES", {1}), ("comes. It", {1, 2}), ("it rains", {1})],
)
def test_a_fingerprint_points_at_the_sentence_in_which_its_words_stand(
    print_: str, pointed: set[int], tmp_path: Path
) -> None:
    """The first that has them, in capitals or not."""
    found = covered(tmp_path, f'{{id: w, want: x, at: [{{para: 1, print: "{print_}"}}]}}')
    first = {"It rains": {1}, "it rains": {1}}.get(print_, pointed)
    assert {one.number for one in found.paragraphs[0].sentences if one.state == "pointed at"} == first
    assert not found.not_there


def test_a_fingerprint_that_is_not_there_names_the_paragraph_alone(tmp_path: Path) -> None:
    found = covered(tmp_path, '{id: w, want: x, at: [{para: 1, print: "nobody sings"}]}')
    assert sentences(found, 1) == [("paragraph named", ()), ("paragraph named", ())]
    assert [one.place for one in found.not_there] == ["para 1, “nobody sings”"]


def test_where_number_and_fingerprint_are_given_the_fingerprint_is_the_judge(tmp_path: Path) -> None:
    found = covered(tmp_path, '{id: w, want: x, at: [{para: 1, sentence: 1, print: "rains in May"}]}')
    assert sentences(found, 1) == [("not named", ()), ("pointed at", W)]
    found = covered(tmp_path, '{id: w, want: x, at: [{para: 1, sentence: 1, print: "nobody sings"}]}')
    assert sentences(found, 1) == [("paragraph named", ()), ("paragraph named", ())], "and no sentence is guessed"
    assert [one.place for one in found.not_there] == ["para 1, “nobody sings”"]


def test_words_of_a_source_as_a_whole_point_too(tmp_path: Path) -> None:
    found = covered(tmp_path, '{id: w, want: x, at: [{source: essay, print: "hills are high"}]}')
    assert sentences(found, 3) == [("pointed at", W)]
    assert [number for number, state in states(found).items() if state == "named"] == [3]


TREATY = """\
Arvia fears the smugglers more than it loves the market. The peace treaty of the two shores would end the blockade, and nobody \
signs it. If the Union pays, Bellmark patrols the bank.

It rains.
"""
TREATY_WANT = "{id: w, want: x, says: fears the smugglers more than it loves the market, at: [1]}"


def test_a_peace_treaty_that_is_modelled_nowhere_is_not_pointed_at(tmp_path: Path) -> None:
    """Its paragraph is named by a premise on something else: until now that let it pass."""
    found = covered(tmp_path, TREATY_WANT, text=TREATY)
    treaty = found.paragraphs[0].sentences[1]
    assert (treaty.state, treaty.cued, treaty.premises, treaty.closest) == ("paragraph named", True, (), ())
    assert (found.sentences_pointed_at, found.sentences_in_named, found.sentences_not_named) == (0, 3, 0)
    assert (
        "Of three sentences with cues none is pointed at; three stand in a paragraph that is named as a whole, but no premise "
        "points at them."
    ) in told(found)
    [table] = tables(found)
    assert table.caption == "In a paragraph that is named as a whole, but no premise points at the sentence"
    assert table.texts[1] == (
        "1.2",
        "forecast",
        "",
        "The peace treaty of the two shores would end the blockade, and nobody signs it.",
    )


def test_the_closest_sentence_is_told_as_a_guess_and_stays_not_pointed_at(tmp_path: Path) -> None:
    found = covered(tmp_path, TREATY_WANT, text=TREATY)
    first = found.paragraphs[0].sentences[0]
    assert first.state == "paragraph named"
    assert [one.premise for one in first.closest] == list(W)
    assert set(first.closest[0].words) <= {"fears", "smugglers", "loves", "market"}
    assert len(first.closest[0].words) == 4
    [table] = tables(found)
    assert table.texts[0][2].startswith("actors.a.wants.w (")
    assert "a guess by words alone" in told(found)
    named = covered(tmp_path, TREATY_WANT.replace("[1]", "[{para: 1, sentence: 1}]"), text=TREATY)
    assert [one.state for one in named.paragraphs[0].sentences] == ["pointed at", "not named", "not named"]
    assert all(one.closest == () for one in named.paragraphs[0].sentences)


@pytest.mark.parametrize(("at", "other"), [(5, 6), (6, 5)])
def test_a_sentence_that_says_the_same_is_what_that_one_is(at: int, other: int, tmp_path: Path) -> None:
    found = covered(tmp_path, f"{{id: w, want: x, at: [{at}]}}")
    assert states(found)[other] == "named"
    assert found.paragraphs[other - 1].premises == ()
    assert found.paragraphs[5].sentences[-1].repeats == (5, 1)
    assert {one.state for number in (5, 6) for one in found.paragraphs[number - 1].sentences} == {"pointed at"}


def test_one_that_repeats_a_sentence_of_a_named_paragraph_is_no_more_than_that(tmp_path: Path) -> None:
    said = "If it rains, nobody in the whole of the hills comes to see it at all."
    found = covered(tmp_path, "{id: w, want: x, at: [1]}", text=f"{said} The hills are high.\n\n{said}\n")
    assert [one.state for one in found.paragraphs[1].sentences] == ["paragraph named"]


def test_a_paragraph_is_named_where_one_of_its_sentences_says_what_a_named_one_says(tmp_path: Path) -> None:
    said = "If it rains, nobody in the whole of the hills comes to see it at all."
    found = covered(tmp_path, "{id: w, want: x, at: [1]}", text=f"{said}\n\nThe hills are high. {said}\n")
    assert [one.state for one in found.paragraphs[1].sentences] == ["not named", "pointed at"]
    assert (found.paragraphs[1].state, found.paragraphs[1].premises) == ("named", ())


def test_chapters_and_what_is_reported_count_too(tmp_path: Path) -> None:
    rest = "sources: {essay: {what: An essay, counts: chapters}, envoy: {via: essay}, other: {what: Another}}\n"
    found = covered(
        tmp_path, "{id: w, want: x, at: [{source: envoy, para: 2}, {source: other, para: 1}]}", rest, source="essay"
    )
    assert {number for number, state in states(found).items() if state == "named"} == {6, 5}
    assert found.paragraphs[5].premises == ("actors.a.wants.w",)


def test_places_that_are_not_in_the_document_are_told(tmp_path: Path) -> None:
    found = covered(tmp_path, "{id: w, want: x, at: [7, {para: 1, sentence: 3}, {page: 4}]}")
    assert [one.place for one in found.not_there] == ["para 7", "para 1, sentence 3", "page 4"]
    assert "Three places are not in it: actors.a.wants.w (para 7)" in told(found)


def test_every_kind_of_premise_has_its_key_path(tmp_path: Path) -> None:
    rest = (
        "claims: {C1: {says: it, check: {stable: start}, at: [1]}}\ndrivers: {d: {now: 0.1, at: [1]}}\n"
        "open: {Q: {readings: {r: {at: [1], rewrite: {w: {want: x, at: [1]}}}}, at: [1]}}\n"
        "forecasts: {F: {says: it, closes: '2030-01-01', chance: 0.1, updates: "
        "[{date: '2029-01-01', chance: 0.2, at: [1]}], at: [1]}}\n"
    )
    found = covered(tmp_path, "{id: w, want: x, at: [1]}", rest)
    assert set(found.paragraphs[0].premises) == {
        *("actors.a.wants.w", "claims.C1", "drivers.d", "open.Q", "open.Q.readings.r", "open.Q.readings.r.rewrite.w"),
        *("forecasts.F", "forecasts.F.updates.0"),
    }


def told(found: Coverage) -> str:
    blocks = coverage_page(found).blocks
    return " ".join(block.text for block in blocks if isinstance(block, Sentence))


def tables(found: Coverage) -> list[Table]:
    return [block for block in coverage_page(found).blocks if isinstance(block, Table)]


def test_the_page_says_how_much_and_lists_what_is_not_pointed_at(tmp_path: Path) -> None:
    found = covered(tmp_path, "{id: w, want: x, at: [2, 4, {para: 1, sentence: 2}]}")
    assert "Of six paragraphs three are named, two have cues and are not, in one nothing was found." in told(found)
    assert (
        "Of five sentences with cues two are pointed at; at three nothing points, nor at their paragraph as a whole."
    ) in told(found)
    assert "Pointed at, with cues: 2.1, 4.1. Named ¶ 1–2, 4. Nothing was found in ¶ 3." in told(found)
    [table] = tables(found)
    assert table.caption == "Nothing points at the sentence, nor at its paragraph as a whole"
    assert table.texts == (
        ("1.1", "conditional", "If it rains, a comes."),
        ("5.1", "conditional", "If it rains, nobody in the whole of the hills comes to see it at all."),
        (
            "6.1",
            "conditional, mechanism",
            "2. Because of that, if it rains, nobody in the whole of the hills comes to see it at all.",
        ),
    )


def test_where_everything_is_pointed_at_that_is_said(tmp_path: Path) -> None:
    found = covered(tmp_path, "{id: w, want: x, at: [{para: 1, sentence: 1}, 2, 3, 4, 5]}")
    assert "Every sentence with a cue is pointed at, or repeats one that is." in told(found)
    assert "Of five sentences with cues five are pointed at." in told(found)


def test_a_long_sentence_is_there_whole(tmp_path: Path) -> None:
    sentence = f"If it rains, {'and the ' * 200}much of it."
    found = covered(tmp_path, text=f"{sentence}\n\nIt rains.\n")
    [table] = tables(found)
    assert table.texts[0][2] == sentence


def test_which_source_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text(TEXT, encoding="utf-8")
    case = tmp_path / "case.yaml"
    two = "sources: {one: {what: One}, two: {what: Two}}\n"
    case.write_text(HEAD % ("{id: w, want: x, at: [{source: two, para: 2}]}", two), encoding="utf-8")
    with pytest.raises(
        cm.CountermoveError, match=r"Which source of case is other\.txt\? Name it: its sources are one, two\."
    ):
        coverage_of(path, str(case))
    with pytest.raises(cm.UnknownName, match="tow"):
        coverage_of(path, str(case), source="tow")
    assert states(coverage_of(path, str(case), source="one"))[2] == "cued"
    assert states(coverage_of(path, str(case), source="two"))[2] == "named"
    path.rename(tmp_path / "two.txt")
    assert states(coverage_of(tmp_path / "two.txt", str(case)))[2] == "named"


def test_an_unfinished_case_is_refused(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("countermove: 1\nactors: {a: {todo: options}}\n", encoding="utf-8")
    with pytest.raises(cm.AssessmentError, match="still to do"):
        coverage_of(ROOT / "docs/examples/bridge.txt", str(case))


def test_of_the_flagship_case_what_its_file_cites_is_used(shared: Path) -> None:
    """The numbers that stand in its file, read by a pattern alone."""
    text = (ROOT / "src/countermove/assessment/cases/korea-2021.yaml").read_text(encoding="utf-8")
    cited = {int(number) for at in re.findall(r"at: \[([\d, ]+)\]", text) for number in at.split(",")}
    found = coverage_of(shared / "seed" / "sun-2021.txt", "korea-2021")
    used = {number for number, state in states(found).items() if state == "named"}
    assert cited <= used
    assert all(found.paragraphs[number - 1].premises for number in used)
    assert {number for number, state in states(found).items() if state == "nothing"} == {1, 2, 6, 21}
