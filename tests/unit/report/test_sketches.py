"""Sketches: the same picture twice, 80 columns at most, readable without its signs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from countermove import desk
from countermove.assessment import Assessment, load, loads
from countermove.case.glossary import glossary_of
from countermove.case.selection import BASE, Selection
from countermove.questions.check.sketch import strips_sketch
from countermove.questions.tipping.found import tipping
from countermove.questions.tipping.sketch import lines_sketch
from countermove.questions.wants.found import ladders
from countermove.questions.wants.sketch import ladders_sketch
from countermove.report import Sketch, page_of
from countermove.telling.sketches import WIDTH, grid_sketch
from tests.unit.desk.samples import FERRY, korea_assessed
from tests.unit.report.hostile import HOSTILE

__all__: list[str] = []


def _of(assessment: Assessment, selection: Selection = BASE) -> Sketch:
    """The wants of a game."""
    return ladders_sketch(ladders(assessment, selection), glossary_of(assessment, selection).actors)


def test_ladders_show_what_is_met() -> None:
    sketch = _of(loads(FERRY))
    assert [line.split() for line in sketch.lines] == [
        ["Town", "○t1", "●t2", "1", "of", "2", "met"],
        ["Line", "●l1", "○l2", "●l3", "2", "of", "3", "met"],
    ]
    assert sketch.plain[0].split()[1:3] == ["ot1", "*t2"]


def test_a_want_that_a_view_drops_is_neither_met_nor_unmet_nor_counted() -> None:
    sketch = _of(load("korea-2021"), desk.select(view="washington"))
    assert " ".join(sketch.plain[0].split()) == "North Korea *d1 *d2 *d3 (d4) *d8 od5 *d6 *d7 6 of 7 met"
    assert sketch.caption.endswith("(filled: met; in brackets: dropped)")
    assert len(sketch.caption) <= WIDTH
    assert "brackets" not in _of(load("korea-2021")).caption


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


def test_strips_tell_all_some_and_none() -> None:
    record = korea_assessed()
    sketch = strips_sketch(record.claims, record.glossary)
    assert sketch is not None
    rows = {line.split()[0]: line.split()[1] for line in sketch.plain}
    assert rows["C01"] == "#" * 32
    assert rows["C01f"] == "########........" * 2, "what it turns on is the second question"
    assert rows["C04"] == rows["O3"].translate(str.maketrans("-=", "#."))
    assert [name for name in rows if name.startswith("O")] == ["O3", "O1", "O5", "O4", "O2"]
    assert rows["C11a"] == "+" * 32
    assert rows["C13"] == "." * 32


def test_lines_put_ring_and_thresholds_where_they_are() -> None:
    found = tipping(load("korea-2021"), ("window", "strain"), claims=())
    sketch = lines_sketch(found, found.tips[0])
    window = sketch.lines[0]
    drawn = window[19 : 19 + 36]
    assert drawn.index("○") == round(35 * Fraction(6, 10))
    assert drawn.index("┃") == 11  # 0.3 of 35, halves upwards
    assert set(drawn[:11]) == {"━"}
    assert window.endswith("< 0.3 (now 0.6)")
    assert sketch.lines[1].endswith("not alone")


@pytest.mark.parametrize("text", [FERRY, HOSTILE])
def test_both_kinds_fit_and_have_the_same_shape(text: str) -> None:
    sketches = [block for block in page_of(desk.assess(loads(text)), full=True).blocks if isinstance(block, Sketch)]
    assert len(sketches) >= 2
    for sketch in sketches:
        assert len(sketch.lines) == len(sketch.plain)
        for line, plain in zip(sketch.lines, sketch.plain, strict=True):
            assert len(line) == len(plain) <= WIDTH
            assert not set(plain) & set("█▒·●○━─┃")
            assert "\n" not in line


def test_names_of_wide_letters_keep_the_columns() -> None:
    from countermove.telling.sketches import fitted  # the one place where columns are counted

    assert fitted("北京", 6) == "北京  "
    assert fitted("北京北京北京", 6) == "北京.."
    assert fitted("é" * 3, 4) == "é" * 3 + " "
