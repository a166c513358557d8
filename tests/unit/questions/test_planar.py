"""Polygons of cells, projections and nearest points, by hand."""

from __future__ import annotations

from fractions import Fraction

from countermove.verdicts.tippable import projected
from countermove.verdicts.tipping.diagrams import area, beside, joined, most_cells, polygon
from gmcr.analysis.drivers.groups import CellDistance
from gmcr.logic import LinearForm

ONE, HALF = Fraction(1), Fraction(1, 2)
UNIT = (Fraction(0), ONE)
DIAGONAL = (ONE, -ONE, Fraction(0))


def form(constant: str, **coefficients: int) -> LinearForm:
    return LinearForm(
        tuple((name, Fraction(value)) for name, value in sorted(coefficients.items())), Fraction(constant)
    )


def test_a_cell_is_a_polygon_a_segment_or_a_point() -> None:
    box = (UNIT, UNIT)
    assert polygon([DIAGONAL], (1,), box) == ((0, 0), (1, 0), (1, 1))
    assert polygon([DIAGONAL], (0,), box) == ((0, 0), (1, 1))
    assert polygon([(ONE, ONE, Fraction(-2))], (0,), box) == ((1, 1),)
    assert polygon([], (), box) == ((0, 0), (1, 0), (1, 1), (0, 1))
    assert area(polygon([DIAGONAL], (-1,), box)) == HALF
    # A corner in the middle of a side is none.
    assert polygon([(ONE, Fraction(0), -HALF), (Fraction(2), Fraction(0), -ONE)], (1, 1), box)[0] == (HALF, 0)


def test_cells_touch_where_one_is_a_face_of_the_other() -> None:
    assert beside((1, 0), (1, -1))
    assert not beside((1, -1), (1, 1))
    assert joined([(-1,), (0,), (1,)], ["a", "b", "a"]) == [[0], [1], [2]]
    assert joined([(-1,), (0,), (1,)], ["a", "a", "a"]) == [[0, 1, 2]]


def test_lines_cut_a_plane_into_no_more_cells_than_they_cross() -> None:
    def line(a: int, b: int, c: int) -> tuple[Fraction, Fraction, Fraction]:
        return Fraction(a), Fraction(b), Fraction(c)

    assert most_cells([]) == most_cells([line(0, 0, 1)]) == 1
    assert most_cells([line(1, 0, -1)]) == 3
    assert most_cells([line(1, 0, -1), line(2, 0, -1), line(-1, 0, 0)]) == 7  # parallel
    assert most_cells([line(1, 0, 0), line(0, 1, 0)]) == 4 + 4 + 1
    assert most_cells([line(1, 0, 0), line(0, 1, 0), line(1, 1, -1)]) == 7 + 9 + 3
    # A grid of 8 times 8 lines.
    assert most_cells([line(1, 0, k) for k in range(8)] + [line(0, 3, k) for k in range(8)]) == 17**2


def test_a_driver_is_projected_away_where_its_roots_change_their_order() -> None:
    ranges = {"x": UNIT, "y": UNIT}
    # y = x meets y = 1/2 at x = 1/2, and the ends of y's range at 0 and 1.
    found = projected([form("0", x=1, y=-1), form("-1/2", y=1)], ["y"], ranges)
    assert found == (form("-1", x=1), form("-1/2", x=1), form("0", x=1))
    assert projected([form("-1/2", x=1)], ["y"], ranges) == (form("-1/2", x=1),)


def test_nearest_points_and_whether_they_belong_to_the_cell() -> None:
    rows = [([ONE, -ONE], Fraction(0))]  # x − y
    above = CellDistance((1,), rows, (UNIT, UNIT), (Fraction(1, 5), Fraction(3, 5)))
    largest, total = above.near("largest"), above.near("sum")
    assert (largest.distance, largest.attained, largest.point) == (
        Fraction(1, 5),
        False,
        (Fraction(2, 5), Fraction(2, 5)),
    )
    assert (total.distance, total.attained, total.point) == (Fraction(2, 5), False, (Fraction(3, 5), Fraction(3, 5)))
    on = CellDistance((0,), rows, (UNIT, UNIT), (Fraction(1, 5), Fraction(3, 5)))
    assert on.near("largest").attained
    here = CellDistance((-1,), rows, (UNIT, UNIT), (Fraction(1, 5), Fraction(3, 5)))
    assert (here.distance("sum"), here.near("sum").point) == (0, (Fraction(1, 5), Fraction(3, 5)))
    # Shares of the ranges: a range twice as long makes the same move half as far.
    wide = CellDistance((1,), rows, ((Fraction(0), Fraction(2)), UNIT), (Fraction(1, 5), Fraction(3, 5)))
    assert wide.distance("sum") == Fraction(1, 5)
