"""draft --coverage: what a case uses of a document, by whatever it counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import countermove as cm
from countermove.assessment import loads
from countermove.desk.draft.coverage import Coverage, coverage, coverage_of
from countermove.desk.draft.told_coverage import coverage_page
from countermove.evidence.documents.reading import document_in
from countermove.telling.blocks import Sentence, Table
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
    assert [(one.state, [cue.words for cue in one.cues]) for one in found.paragraphs[0].sentences] == [
        ("cued", ["If"]),
        ("nothing", ["in May"]),
    ]
    assert (found.used, found.cued, found.sentences_cued) == (0, 5, 5)


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
def test_what_is_pointed_at_is_used(at: str, used: set[int], tmp_path: Path) -> None:
    found = covered(tmp_path, f"{{id: w, want: x, at: [{at}]}}")
    assert states(found) == NOTHING | dict.fromkeys(used, "used")
    assert {one.number: one.premises for one in found.paragraphs if one.premises} == dict.fromkeys(
        used, ("actors.a.wants.w",)
    )


def test_a_sentence_is_used_by_itself_or_with_its_paragraph(tmp_path: Path) -> None:
    by_itself = covered(tmp_path, "{id: w, want: x, at: [{para: 1, sentence: 2}]}").paragraphs[0]
    assert [(one.state, one.premises) for one in by_itself.sentences] == [("cued", ()), ("used", ("actors.a.wants.w",))]
    whole = covered(tmp_path, "{id: w, want: x, at: [1]}").paragraphs[0]
    assert [(one.state, one.premises) for one in whole.sentences] == [("used", ()), ("used", ())]


@pytest.mark.parametrize(("at", "other"), [(5, 6), (6, 5)])
def test_a_sentence_that_says_the_same_is_used_with_it(at: int, other: int, tmp_path: Path) -> None:
    found = covered(tmp_path, f"{{id: w, want: x, at: [{at}]}}")
    assert states(found)[other] == "used"
    assert found.paragraphs[other - 1].premises == ()
    assert found.paragraphs[5].sentences[-1].repeats == (5, 1)


def test_chapters_and_what_is_reported_count_too(tmp_path: Path) -> None:
    rest = "sources: {essay: {what: An essay, counts: chapters}, envoy: {via: essay}, other: {what: Another}}\n"
    found = covered(
        tmp_path, "{id: w, want: x, at: [{source: envoy, para: 2}, {source: other, para: 1}]}", rest, source="essay"
    )
    assert {number for number, state in states(found).items() if state == "used"} == {6, 5}
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


def test_the_page_says_how_much_and_lists_what_is_unused(tmp_path: Path) -> None:
    found = covered(tmp_path, "{id: w, want: x, at: [2, 4]}")
    assert "Of six paragraphs two are used, three have cues and are not, in one nothing was found." in told(found)
    assert "Used ¶ 2, 4. Nothing was found in ¶ 3." in told(found)
    [table] = [block for block in coverage_page(found).blocks if isinstance(block, Table)]
    assert [row[:2] for row in table.texts] == [
        ("1.1", "conditional"),
        ("5.1", "conditional"),
        ("6.1", "conditional, mechanism"),
    ]


def test_where_everything_is_used_that_is_said(tmp_path: Path) -> None:
    found = covered(tmp_path, "{id: w, want: x, at: [1, 2, 3, 4, 5]}")
    assert "Every sentence with a cue is used, or repeats one that is." in told(found)


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
    assert states(coverage_of(path, str(case), source="two"))[2] == "used"
    path.rename(tmp_path / "two.txt")
    assert states(coverage_of(tmp_path / "two.txt", str(case)))[2] == "used"


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
    used = {number for number, state in states(found).items() if state == "used"}
    assert cited <= used
    assert all(found.paragraphs[number - 1].premises for number in used)
    assert {number for number, state in states(found).items() if state == "nothing"} == {1, 2, 6, 21}
