"""No label overlaps another or runs out, in any figure of any case, light and dark, narrow and wide."""

from __future__ import annotations

import pytest

from countermove.catalogue import PICTURES
from tests.conftest import in_one_test
from tests.unit.presentation.figures.checking import faults, markup_faults
from tests.unit.presentation.figures.conftest import Drawer

__all__: list[str] = []

SIZES = [("light", None), ("dark", 380.0), ("light", 1200.0)]
CASES = ["korea-2021", "moor", "large", "hostile", "nations"]
LARGE = ("large", "nations")


UNFIT = {("hostile", "phase"), *((case, "graph") for case in ("korea-2021", *LARGE))}
"""Figures that a case has nothing for: one driver makes no plane, and too many states no whole graph."""

FIT = [(case, name) for case in CASES for name in PICTURES if (case, name) not in UNFIT]


@pytest.mark.level("judge", but=7)
@pytest.mark.level("all", but=1)
@in_one_test(("theme", "width"), SIZES)
@pytest.mark.parametrize(("case", "name"), FIT)
def test_nothing_overlaps_or_runs_out(drawer: Drawer, case: str, name: str, theme: str, width: float | None) -> None:
    options = {"vary": ("d0", "d1"), "bound": 1} if case in LARGE and name in ("phase", "responsibility") else {}
    figure = drawer(case, name, theme=theme, width=width, **options)
    assert list(faults(figure)) == []
    assert list(markup_faults(figure)) == []
    assert not any("…" in box.label for box in figure.boxes), "nothing is cut"
    assert figure.title
    assert figure.description
    assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize("scenario", ["crisis", "door_shut", "pressure", "rapprochement", "us_engages"])
@in_one_test("concept", ["nash", "gmr", "smr", "seq", "symseq"])
@in_one_test("width", [380.0, 760.0])
def test_the_graph_of_every_korean_scenario_under_every_concept(
    drawer: Drawer, scenario: str, concept: str, width: float
) -> None:
    figure = drawer("korea-2021", "states", scenario=scenario, concepts=(concept,), width=width)
    assert list(faults(figure)) == []


def test_an_overlap_and_a_label_that_runs_out_are_noticed(drawer: Drawer) -> None:
    from dataclasses import replace

    from countermove.presentation.figure import Box

    figure = drawer("moor", "states")
    first = next(box for box in figure.boxes if box.kind == "text")
    moved = replace(first, x=first.x + 2)
    outside = Box("text", figure.width - 3, 10, 30, 10, "far")
    found = list(faults(replace(figure, boxes=(*figure.boxes, moved, outside))))
    assert any("overlap" in fault for fault in found)
    assert any("runs out of the picture" in fault for fault in found)
