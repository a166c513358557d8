"""Sketches: the same picture twice, 80 columns at most, readable without its signs."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from countermove import reports
from countermove.assessment import Assessment, loads
from countermove.context.glossary import glossary_of
from countermove.context.selection import BASE, Selection
from countermove.media import Sketch, page_of
from countermove.presentation.blocks import Page, SketchRow
from countermove.presentation.sketches import (
    NAME,
    WIDTH,
    folded,
    grid_sketch,
    laid_out,
    padded,
    rows_sketch,
    sketch,
    width_of,
)
from countermove.questions.check.text import strips_sketch
from countermove.questions.check.verdicts import SIGNS
from countermove.questions.tipping.compute import tipping
from countermove.questions.tipping.text import lines_sketch
from countermove.questions.wants.compute import ladders
from countermove.questions.wants.ladder_rungs import ladders_sketch
from gmcr.base.characters import one_line
from tests import flagship
from tests.flagship import korea_assessed
from tests.unit.presentation.hostile import HOSTILE
from tests.unit.reports.samples import FERRY

__all__: list[str] = []


def _of(assessment: Assessment, selection: Selection = BASE) -> Sketch:
    """The wants of a game."""
    return ladders_sketch(ladders(assessment.selected(selection)), glossary_of(assessment).actors)


def test_every_class_of_claims_has_a_sign_of_its_own_in_ascii() -> None:
    plain = [sketch([sign], "").plain[0] for sign in SIGNS.values()]
    assert all(sign.isascii() for sign in plain)
    assert len(set(plain)) == len(SIGNS)


def test_ladders_show_what_is_met() -> None:
    sketch = _of(loads(FERRY))
    assert [line.split() for line in sketch.lines] == [
        ["Town", "○t1", "●t2", "1", "of", "2", "met"],
        ["Line", "●l1", "○l2", "●l3", "2", "of", "3", "met"],
    ]
    assert sketch.plain[0].split()[1:3] == ["ot1", "*t2"]


def test_a_want_that_a_view_drops_is_neither_met_nor_unmet_nor_counted() -> None:
    sketch = _of(flagship.korea(), reports.select(view="washington"))
    assert " ".join(sketch.plain[0].split()) == "North Korea *d1 *d2 *d3 (d4) *d8 od5 *d6 *d7 6 of 7 met"
    assert sketch.caption.endswith("(filled: met; in brackets: dropped)")
    assert len(sketch.caption) <= WIDTH
    assert "brackets" not in _of(flagship.korea()).caption


def test_a_grid_has_a_row_for_each_concept() -> None:
    values = np.array([[1, 0], [0, 0], [-1, 1]], dtype=np.int8)
    sketch = grid_sketch(values, ("nash", "symseq"), "Where")
    assert sketch is not None
    assert [line.split(None, 1) for line in sketch.lines[:1]] == [["Nash", "█·?  1 of 2"]]
    assert sketch.lines[1].endswith("··█  1 of 3")
    assert sketch.plain[1].endswith("..#  1 of 3")
    assert grid_sketch(values[:1], ("nash", "symseq"), "Where") is None


def test_many_readings_become_a_share() -> None:
    values = np.array([[1]] * 75 + [[0]] * 25, dtype=np.int8)
    sketch = grid_sketch(values, ("nash",), "Where")
    assert sketch is not None
    assert sketch.lines[0].endswith(f"{'█' * 24}{'·' * 8}  75 of 100")


@pytest.mark.level("all")
def test_strips_tell_all_some_and_none() -> None:
    record = korea_assessed()
    sketch = strips_sketch(record.claims, record.glossary)
    assert sketch is not None
    rows = {line.split()[0]: line.split()[1] for line in sketch.plain if not line.startswith(" ")}
    assert rows["C01"] == "#" * 32
    assert rows["C01f"] == "########........" * 2, "what it turns on is the second question"
    assert rows["C04"] == rows["O3"].translate(str.maketrans("-=", "#."))
    assert [name for name in rows if name.startswith("O")] == ["O3", "O1", "O5", "O4", "O2"]
    assert rows["C11a"] == "+" * 32
    assert rows["C13"] == "." * 32


def test_lines_put_ring_and_thresholds_where_they_are() -> None:
    found = tipping(flagship.korea(), ("window", "strain"), claims=())
    sketch = lines_sketch(found, found.tips[0])
    window = sketch.lines[0]
    drawn = window[7 : 7 + 36]
    assert drawn.index("○") == round(35 * Fraction(6, 10))
    assert drawn.index("┃") == 11  # 0.3 of 35, halves upwards
    assert set(drawn[:11]) == {"━"}
    assert window.endswith("0.60, tips below 0.30")
    assert sketch.lines[1].endswith("0.80, tips nothing alone")


@cache
def page(text: str) -> Page:
    return page_of(reports.assess(loads(text)), full=True)


@pytest.mark.parametrize("text", [FERRY, HOSTILE])
def test_both_kinds_fit_and_have_the_same_shape(text: str) -> None:
    sketches = [block for block in page(text).blocks if isinstance(block, Sketch)]
    assert len(sketches) >= 2
    for drawn in sketches:
        assert len(drawn.lines) == len(drawn.plain)
        for line, plain in zip(drawn.lines, drawn.plain, strict=True):
            assert len(line) == len(plain) <= WIDTH
            assert not set(plain) & set("█▒·●○━─┃")
            assert "\n" not in line


@pytest.mark.level("all", but=2)
@pytest.mark.parametrize("width", [80, 50, 40, 24])
@pytest.mark.parametrize("text", [FERRY, HOSTILE])
def test_where_there_is_less_room_nothing_is_left_out(text: str, width: int) -> None:
    for block in page(text).shown().blocks:
        if isinstance(block, Sketch) and block.rows:
            narrow = laid_out(block, width)
            assert all(width_of(line) <= width for line in narrow.lines)
            written = squeezed("".join(narrow.lines))
            for row in block.rows:
                for word in (*row.name.split(), *row.signs.split(), *row.words.split()):
                    assert squeezed(word) in written or width_of(word) > NAME


def squeezed(text: str) -> str:
    """Without blanks, and as what is seen."""
    return "".join(one_line(text).split())


def test_rows_are_laid_out_by_how_much_room_there_is() -> None:
    rows = (SketchRow("North Korea", "█" * 20, "16 of 32"), SketchRow("US", "·" * 20, "0 of 32"))
    wide = rows_sketch(rows, "")
    assert wide.lines == ("North Korea " + "█" * 20 + "  16 of 32", "US          " + "·" * 20 + "  0 of 32")
    assert laid_out(wide, 32).lines == (
        "North Korea " + "█" * 20,
        "  16 of 32",
        "US          " + "·" * 20,
        "  0 of 32",
    )
    assert laid_out(wide, 22).lines == (
        "North Korea",
        "  " + "█" * 20,
        "  16 of 32",
        "US",
        "  " + "·" * 20,
        "  0 of 32",
    )


def test_lines_without_rows_are_folded() -> None:
    given = sketch(["the United States accepts what is offered"], "")
    assert laid_out(given, 20).lines == ("the United States", "  accepts what is", "  offered")


def test_names_of_wide_letters_keep_the_columns() -> None:
    assert padded("北京", 6) == "北京  "
    assert folded("北京北京北京", 6) == ["北京北", "京北京"]
    assert padded("é" * 3, 4) == "é" * 3 + " "
