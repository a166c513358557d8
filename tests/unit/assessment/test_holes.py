"""Holes: places that say what is still ``todo``. lint lists them, and everything else refuses the file."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from countermove import AssessmentError
from countermove.assessment import json_schema, loads
from countermove.assessment.parser import parse
from countermove.assessment.problems import Report
from countermove.plugins.serve.view import page
from countermove.reports import lint_files
from countermove.reports.lint import lint_summary, lints
from tests.conftest import ROOT

__all__: list[str] = []

SHEET = """\
countermove: 1
key_questions:
  K1:
    todo: asks, answer_yes
actors:
  arvia:
    todo: options
    wants:
      - id: w1
        at: [2]
        todo: want
      - id: w2
        todo:
  bellmark:
    options: {patrol: {does: patrols}}
    wants:
      - {id: w3, want: patrol, at: [{para: 4, sentence: 1}]}
never:
  n1: {todo: never}
drivers:
  trust: {todo: now}
open:
  Q1: {at: [3], todo: 'asks, readings.'}
scenarios:
  thaw: {todo: set}
views:
  own: {todo: holder}
sources:
  essay: {what: an essay}
claims:
  C1:
    by: arvia
    in: thaw
    at: [5]
    todo: says, check
  todo: {says: Nothing moves, check: {stable: start}}
indicators:
  I1: {moves: {trust: up}, todo: watch}
forecasts:
  F1: {from: C1, todo: 'says, closes'}
"""

HOLES = [
    (4, 5, "Still to do: asks, answer_yes."),
    (7, 5, "Still to do: options."),
    (11, 9, "Still to do: want."),
    (13, 9, "Still to do."),
    (19, 8, "Still to do: never."),
    (21, 11, "Still to do: now."),
    (23, 17, "Still to do: asks, readings."),
    (25, 10, "Still to do: set."),
    (27, 9, "Still to do: holder."),
    (35, 5, "Still to do: says, check."),
    (38, 28, "Still to do: watch."),
    (40, 18, "Still to do: says, closes."),
]


def test_each_hole_is_found_at_its_place() -> None:
    found = lints(SHEET)
    assert [(one.line, one.column, one.message) for one in found] == HOLES
    assert {(one.code, one.severity) for one in found} == {("todo", "error")}


@pytest.mark.parametrize(
    "line", ["    says: x\n    check: {some_outcome: patroll}", "    chek: {stable: start}", "    says: 3"]
)
def test_what_else_is_wrong_is_found_with_them(line: str) -> None:
    """Also inside a place that is not finished; its formulas, once it has all that it needs."""
    spoilt = SHEET.replace("    todo: says, check", f"    todo: says, check\n{line}")
    [other] = [one for one in lints(spoilt) if one.code != "todo"]
    assert other.line == 36 + line.count("\n")


def test_without_its_word_what_is_missing_is_missing() -> None:
    [missing] = [one for one in lints(SHEET.replace("        todo: want\n", "")) if one.code == "missing"]
    assert (missing.line, missing.message) == (9, "`want` is missing here.")


def test_everything_else_refuses_in_one_message() -> None:
    with pytest.raises(AssessmentError) as refused:
        loads(SHEET, file="sheet.yaml")
    assert str(refused.value) == (
        "sheet.yaml:4:5 error [todo] 12 places are still to do, the first of them here: countermove lint lists what."
    )
    assert [(hole.line, hole.column, hole.message) for hole in refused.value.holes] == HOLES
    one = "countermove: 1\nactors: {a: {todo: options}}\n"
    with pytest.raises(
        AssessmentError, match=r"^<text>:2:14 error \[todo\] One place is still to do: countermove lint"
    ):
        loads(one)


def test_a_place_that_is_filled_in_but_still_says_so_is_a_hole() -> None:
    filled = "countermove: 1\nactors: {a: {options: {x: {does: comes}}, wants: [{id: w, want: x, todo: its place}]}}\n"
    assert [one.code for one in lints(filled)] == ["todo"]
    assert "todo" not in {one.code for one in lints(filled.replace(", todo: its place", ""))}


def test_the_page_lists_them_too() -> None:
    found = page(SHEET).problems
    assert [(one.line, one.column, one.message) for one in found] == HOLES


def test_lint_counts_them_by_themselves(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text(SHEET.replace("patrol, at", "patroll, at"), encoding="utf-8")
    record = lint_files([str(path)])
    assert not record.usable
    assert lint_summary(record) == "One error and twelve places still to do."


def test_over_a_thousand_are_counted_all_the_same() -> None:
    claims = "".join(f"  C{k}: {{todo: check}}\n" for k in range(1200))
    with pytest.raises(AssessmentError, match="1,200 places are still to do") as refused:
        loads(f"countermove: 1\nactors: {{a: {{}}}}\nclaims:\n{claims}")
    assert len(refused.value.holes) == 1000
    assert refused.value.holes[-1].message == "Still to do: check. 200 more places follow, which are not listed."


def test_the_json_schema_knows_them() -> None:
    """With `todo` required keys may be missing, without it not; a sentence is a number."""
    checker = jsonschema.Draft202012Validator(json_schema())

    def wrong(text: str) -> list[str]:
        return [error.json_path for error in checker.iter_errors(parse(text, Report("")).data)]

    sheet = SHEET.replace("        todo:\n", "        todo: want\n")
    assert wrong(sheet) == []
    assert wrong(sheet.replace("    todo: says, check\n", "")) == ["$.claims.C1"]
    assert wrong(sheet.replace("sentence: 1", "sentence: one")) == ["$.actors.bellmark.wants[0].at[0].sentence"]


def test_a_sentence_is_one_of_a_paragraph() -> None:
    [wrong] = [one for one in lints(SHEET.replace("para: 4, ", "")) if one.code != "todo"]
    assert (wrong.line, wrong.message) == (17, "A sentence is one of a paragraph: give its `para` too.")


def test_bundled_cases_have_none() -> None:
    for path in sorted((ROOT / "src/countermove/assessment/cases").rglob("*.yaml")):
        assert "todo:" not in path.read_text(encoding="utf-8"), path
