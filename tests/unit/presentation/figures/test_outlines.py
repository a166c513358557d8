"""Cells merged into outlines, exactly; the borders and thresholds of a plane; and where labels stand in it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from countermove.presentation.figure import Box
from countermove.presentation.outlines import Corner, Loop, merge_edges, outlines, pole
from countermove.questions.tipping.plane import Plane, plane_of
from countermove.verdicts.tipping.diagrams import Cell, Diagram, Region, area, polygon
from tests.conftest import in_one_test

__all__: list[str] = []

Line = tuple[Fraction, Fraction, Fraction]
UNIT = ((Fraction(0), Fraction(1)), (Fraction(0), Fraction(1)))


def lines_of(seed: int, count: int = 5) -> list[Line]:
    chance = random.Random(seed)
    return [
        (Fraction(chance.randint(-3, 3)), Fraction(chance.choice([-2, -1, 1, 2])), Fraction(chance.randint(-3, 3), 3))
        for _ in range(count)
    ]


def cells_of(lines: Sequence[Line]) -> Iterator[tuple[Corner, ...]]:
    """The faces into which lines cut the unit square."""
    for signs in itertools.product((1, -1), repeat=len(lines)):
        corners = polygon(lines, signs, UNIT)
        if len(corners) > 2:
            yield corners


def winding(loops: Sequence[Loop], x: Fraction, y: Fraction) -> int:
    """How often loops go round a point that lies on none of them."""
    turns = 0
    for loop in loops:
        for (ax, ay), (bx, by) in zip(loop, (*loop[1:], loop[0]), strict=True):
            left = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            if ay <= y < by and left > 0:
                turns += 1
            elif by <= y < ay and left < 0:
                turns -= 1
    return turns


def middle(cell: Sequence[Corner]) -> Corner:
    return sum((x for x, _ in cell), Fraction(0)) / len(cell), sum((y for _, y in cell), Fraction(0)) / len(cell)


@in_one_test("seed", range(25))
def test_an_outline_holds_its_cells_and_no_others(seed: int) -> None:
    chance = random.Random(seed)
    cells = list(dict.fromkeys(cells_of(lines_of(seed))))
    chosen = [cell for cell in cells if chance.random() < 0.6] or cells[:1]
    loops = outlines(chosen)
    assert sum(map(area, loops)) == sum(map(area, chosen)), "outer loops less holes"
    for cell in cells:
        assert winding(loops, *middle(cell)) == (cell in chosen)
    edges = [edge for loop in loops for edge in zip(loop, (*loop[1:], loop[0]), strict=True)]
    assert len(set(edges)) == len(edges)
    assert not {(b, a) for a, b in edges} & set(edges), "every edge has the inside on one side only"


@pytest.mark.parametrize("seed", range(10))
def test_all_cells_together_are_the_square(seed: int) -> None:
    (loop,) = outlines(dict.fromkeys(cells_of(lines_of(seed))))
    assert loop == tuple(itertools.starmap(corner, [(0, 0), (1, 0), (1, 1), (0, 1)]))


def corner(x: float, y: float) -> Corner:
    return Fraction(x), Fraction(y)


def box(x: int, y: int, wide: int = 1, tall: int = 1) -> tuple[Corner, ...]:
    return (corner(x, y), corner(x + wide, y), corner(x + wide, y + tall), corner(x, y + tall))


def test_holes_points_and_edges_that_end_within_others() -> None:
    ring = [box(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    outer, hole = outlines(ring)
    assert outer == box(0, 0, 3, 3)
    assert area(hole) == -1
    assert outlines([box(0, 0), box(1, 1)]) == (box(0, 0), box(1, 1)), "what meets in a point stays apart"
    assert outlines([box(0, 0, 2, 1), box(0, 1), box(1, 1)]) == (box(0, 0, 2, 2),), "a corner within an edge"
    assert outlines([]) == ()


def test_edges_that_continue_one_another_become_one() -> None:
    a, b, c, d = (corner(x, 0) for x in range(4))
    assert merge_edges([(b, a), (b, c)]) == ((a, c),)
    assert merge_edges([(a, b), (c, d)]) == ((a, b), (c, d))
    assert merge_edges([(a, b), (b, corner(1, 1))]) == ((a, b), (b, corner(1, 1)))


# -- a plane -----------------------------------------------------------------------------------------------------------


def plane() -> Plane:
    """x below 1/2, or above it; of the latter y below 1/2 or above it; today in the first. x = 1/2 goes to the right, and the
    point (1/2, 1/2) has an answer of its own."""
    half = Fraction(1, 2)
    halves = [
        Cell(2, (corner(0, 0), corner(half, 0), corner(half, half), corner(0, half)), corner(0.25, 0.25), ("a",), 0),
        Cell(2, (corner(0, half), corner(half, half), corner(half, 1), corner(0, 1)), corner(0.25, 0.75), ("a",), 0),
        Cell(1, (corner(0, half), corner(half, half)), corner(0.25, 0.5), ("a",), 0),
        Cell(2, (corner(half, 0), corner(1, 0), corner(1, half), corner(half, half)), corner(0.75, 0.25), ("b",), 1),
        Cell(1, (corner(half, 0), corner(half, half)), corner(0.5, 0.25), ("b",), 1),
        Cell(2, (corner(half, half), corner(1, half), corner(1, 1), corner(half, 1)), corner(0.75, 0.75), ("c",), 2),
        Cell(1, (corner(half, half), corner(half, 1)), corner(0.5, 0.75), ("c",), 2),
        Cell(1, (corner(half, half), corner(1, half)), corner(0.75, 0.5), ("d",), 3),
        Cell(0, (corner(half, half),), corner(half, half), ("e",), 4),
    ]  # fmt: skip
    regions = tuple(
        Region((answer,), tuple(k for k, cell in enumerate(halves) if cell.region == place), share, (), True)  # type: ignore[arg-type]
        for place, (answer, share) in enumerate([("a", half), ("b", half / 2), ("c", half / 2), ("d", 0), ("e", 0)])
    )
    diagram = Diagram("x", "y", (Fraction(1, 5), Fraction(1, 4)), tuple(halves), regions, 0)  # type: ignore[arg-type]
    return plane_of(diagram, {"x": UNIT[0], "y": UNIT[1]})


def test_a_plane_has_one_outline_a_region_and_its_borders() -> None:
    found = plane()
    half = Fraction(1, 2)
    assert found.outlines[0] == ((corner(0, 0), corner(half, 0), corner(half, 1), corner(0, 1)),)
    assert [len(loops) for loops in found.outlines] == [1, 1, 1, 0, 0]
    assert {(border.edge, border.apart, border.here) for border in found.borders} == {
        ((corner(half, 0), corner(half, 1)), False, True),
        ((corner(half, half), corner(1, half)), True, False),
    }
    assert found.points == ((4, corner(half, half)),)


def test_thresholds_and_what_is_nearest_to_today() -> None:
    found = plane()
    assert [(item.driver, item.at, item.here) for item in found.thresholds] == [
        ("x", Fraction(1, 2), True),
        ("y", Fraction(1, 2), False),
    ]
    assert found.tipping == (Fraction(1, 2), Fraction(1, 4))
    assert found.distance((Fraction(1, 2), Fraction(1, 4))) == Fraction(9, 100)


# -- labels ------------------------------------------------------------------------------------------------------------

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]


def test_a_label_stands_in_the_middle_of_a_plain_region() -> None:
    assert pole([SQUARE], [], 40, 20) == pytest.approx((50, 50))
    assert pole([SQUARE], [], 120, 20) is None
    assert pole([], [], 10, 10) is None


def test_a_label_goes_where_a_hole_and_what_is_drawn_leave_room() -> None:
    hole = [(20.0, 20.0), (20.0, 80.0), (80.0, 80.0), (80.0, 20.0)]
    assert pole([SQUARE, hole], [], 30, 15) is not None, "beside the hole lie 20"
    assert pole([SQUARE, hole], [], 30, 25) is None
    at = pole([SQUARE], [Box("text", 0, 0, 100, 60)], 30, 15)
    assert at is not None
    assert at[1] >= 60 + 7.5


@in_one_test("seed", range(20))
def test_a_label_is_placed_where_a_search_of_all_places_finds_one(seed: int) -> None:
    cells = list(dict.fromkeys(cells_of(lines_of(seed, 4))))
    (loop,) = outlines(cells[seed % len(cells) :][:1])
    scaled = tuple((float(x) * 300, float(y) * 300) for x, y in loop)
    wide, tall = 50.0, 30.0
    xs, ys = [x for x, _ in scaled], [y for _, y in scaled]

    def fits(x: float, y: float) -> bool:
        corners = itertools.product((x - wide / 2, x + wide / 2), (y - tall / 2, y + tall / 2))
        return all(winding([scaled], *one) for one in corners)  # type: ignore[list-item, arg-type]

    at = pole([scaled], [], wide, tall)
    places = itertools.product(range(int(min(xs)), int(max(xs)), 3), range(int(min(ys)), int(max(ys)), 3))
    assert any(fits(x + 0.01, y + 0.01) for x, y in places) <= (at is not None)
    if at is not None:
        assert fits(at[0] + 0.01, at[1] + 0.01)
