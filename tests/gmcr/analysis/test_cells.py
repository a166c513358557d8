"""One point for every cell: counted by brute force in one and two dimensions."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

import gmcr.analysis.drivers.cells as module
from gmcr.analysis.drivers.cells import Range, cell_points, groups_of
from gmcr.analysis.drivers.geometry import interior_point
from gmcr.base.errors import SizeError
from gmcr.logic import LinearForm
from tests.conftest import FULL
from tests.judge.assessment_cells import cells as judged_cells

UNIT = (Fraction(0), Fraction(1))


def form(constant: object, **coefficients: object) -> LinearForm:
    return LinearForm(
        tuple((name, Fraction(str(c))) for name, c in sorted(coefficients.items())), Fraction(str(constant))
    )


def at(given: LinearForm, point: Mapping[str, Fraction]) -> Fraction:
    return sum((c * point[name] for name, c in given.coefficients), given.constant)


def signs(forms: Sequence[LinearForm], point: Mapping[str, Fraction]) -> tuple[int, ...]:
    return tuple((at(one, point) > 0) - (at(one, point) < 0) for one in forms)


def found(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> list[tuple[int, ...]]:
    points = list(cell_points(forms, ranges))
    for point in points:
        assert list(point) == list(ranges)
        assert all(low <= point[name] <= high for name, (low, high) in ranges.items())
    return [signs(forms, point) for point in points]


def between(values: set[Fraction], low: Fraction, high: Fraction) -> list[Fraction]:
    """The values within the range, its ends, and what lies halfway between neighbours."""
    inside = sorted({low, high} | {x for x in values if low <= x <= high})
    return inside + [(a + b) / 2 for a, b in pairwise(inside)]


def swept(forms: Sequence[LinearForm], x_range: Range, y_range: Range) -> set[tuple[int, ...]]:
    """All sign vectors in a rectangle: along every abscissa at which two lines cross, or halfway between two such."""
    lines = [
        (dict(f.coefficients).get("x", Fraction(0)), dict(f.coefficients).get("y", Fraction(0)), f.constant)
        for f in forms
    ]
    lines += [(Fraction(0), Fraction(1), -y) for y in y_range]
    crossings = {-c / a for a, b, c in lines if b == 0 and a}
    for (a, b, c), (d, e, g) in combinations(lines, 2):
        if a * e != b * d:
            crossings.add((b * g - c * e) / (a * e - b * d))
    vectors = set()
    for x in between(crossings, *x_range):
        for y in between({-(a * x + c) / b for a, b, c in lines if b}, *y_range):
            vectors.add(signs(forms, {"x": x, "y": y}))
    return vectors


def some_range(rng: random.Random) -> Range:
    low = Fraction(rng.randint(0, 3), 4)
    return (low, low + Fraction(rng.choice((0, 1, 2, 4)), 4))


def test_every_cell_of_a_line_once() -> None:
    rng = random.Random(1)
    for _ in range(120):
        span = some_range(rng)
        forms = list(
            dict.fromkeys(
                form(Fraction(rng.randint(-8, 8), 8), x=rng.choice((-2, -1, 1, 2))) for _ in range(rng.randint(0, 6))
            )
        )
        roots = {-f.constant / f.coefficients[0][1] for f in forms}
        expected = {signs(forms, {"x": x}) for x in between(roots, *span)}
        vectors = found(forms, {"x": span})
        assert len(vectors) == len(set(vectors))
        assert set(vectors) == expected


def test_every_cell_of_a_rectangle_once() -> None:
    rng = random.Random(2)
    sizes = set()
    for _ in range(60):
        ranges = {"x": some_range(rng), "y": some_range(rng)}
        forms = []
        for _ in range(rng.randint(1, 8)):
            a, b = rng.choice([(1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, -3)])
            named = {name: c for name, c in (("x", a), ("y", b)) if c}
            forms.append(form(Fraction(rng.randint(-8, 4), 8), **named))
        forms = list(dict.fromkeys(forms))
        vectors = found(forms, ranges)
        assert len(vectors) == len(set(vectors))
        assert set(vectors) == swept(forms, ranges["x"], ranges["y"]), (forms, ranges)
        sizes.add(len(vectors))
    assert max(sizes) > 20


def test_every_cell_of_three_drivers_once() -> None:
    rng = random.Random(3)
    for _ in range(12):
        names = ("a", "b", "c")
        forms = []
        for _ in range(rng.randint(1, 4)):
            picked = rng.sample(names, rng.randint(1, 3))
            forms.append(form(Fraction(rng.randint(-6, 2), 4), **{name: rng.choice((-1, 1, 2)) for name in picked}))
        forms = list(dict.fromkeys(forms))
        vectors = found(forms, dict.fromkeys(names, UNIT))
        linear = [(tuple(dict(f.coefficients).get(n, Fraction(0)) for n in names), f.constant) for f in forms]
        judged = {signs(forms, dict(zip(names, p, strict=True))) for p in judged_cells(linear, [UNIT] * 3)}
        assert len(vectors) == len(set(vectors))
        assert set(vectors) == judged


def awkward(rng: random.Random, names: Sequence[str], ranges: Mapping[str, Range], count: int) -> list[LinearForm]:
    """Forms that repeat, are parallel, or go through corners, edges and centres of a box, some of whose ranges are flat."""
    forms: list[LinearForm] = []
    while len(forms) < count:
        if forms and rng.random() < 0.3:
            other = rng.choice(forms)
            shift = rng.choice((Fraction(0), Fraction(1, 2), Fraction(-1)))
            forms.append(LinearForm(other.coefficients, other.constant + shift))
            continue
        named = {name: rng.randint(-2, 2) for name in names}
        named = {name: value for name, value in named.items() if value}
        corner = {name: rng.choice((*ranges[name], sum(ranges[name]) / 2)) for name in names}
        through = -sum(value * corner[name] for name, value in named.items())
        if named:
            forms.append(form(rng.choice((through, Fraction(rng.randint(-8, 8), rng.choice((1, 2, 3))))), **named))
    return forms


def by_programs(forms: Sequence[LinearForm], ranges: Mapping[str, Range]) -> set[tuple[int, ...]]:
    """All sign vectors, grown form by form: a new sign is kept iff a linear program finds a point with all of them."""
    box = list(ranges.values())
    rows = [([dict(f.coefficients).get(name, Fraction(0)) for name in ranges], f.constant) for f in forms]
    vectors: list[tuple[int, ...]] = [()]
    for k in range(len(rows)):
        longer = [(*one, sign) for one in vectors for sign in (-1, 0, 1)]
        vectors = [one for one in longer if interior_point(one, rows[: k + 1], box) is not None]
    return set(vectors)


@pytest.mark.level("judge", but=2)
@pytest.mark.level("all", but=1)
@pytest.mark.parametrize(("drivers", "most"), [(1, 9), (2, 9), (3, 5), (4, 4), (5, 3)])
@pytest.mark.parametrize("with_corners", [True, False])
def test_awkward_forms_are_cut_as_linear_programs_cut_them(
    drivers: int, most: int, with_corners: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WITH_CORNERS", 6 if with_corners else 1)
    rng = random.Random(10 * drivers)
    names = [f"x{k}" for k in range(drivers)]
    for _ in range(40):
        ranges = {name: some_range(rng) for name in names}
        forms = awkward(rng, names, ranges, rng.randint(1, most))
        vectors = found(forms, ranges)
        assert len(vectors) == len(set(vectors))
        assert set(vectors) == by_programs(forms, ranges), (forms, ranges)
        assert list(cell_points(forms, ranges)) == list(cell_points(forms, ranges))


@pytest.mark.level("all")
def test_lines_in_general_position_have_as_many_cells_as_they_can() -> None:
    """k lines that all cross one another within the box: k(k - 1)/2 points, k² segments, 1 + k + k(k - 1)/2 polygons."""
    for count in (8, 40 if FULL else 24):
        slopes = [Fraction(k, 2 * count) for k in range(count)]
        # Tangents to a small parabola in the middle.
        forms = [form(-(Fraction(1, 2) - a / 2 - a * a / 4), y=1, x=-a) for a in slopes]
        crossings = count * (count - 1) // 2
        vectors = found(forms, {"x": (Fraction(-3), Fraction(3)), "y": (Fraction(-3), Fraction(3))})
        assert len(vectors) == crossings + count**2 + 1 + count + crossings
        assert vectors == sorted(vectors)


def test_a_cell_that_a_grid_misses() -> None:
    """shared < rivalry < shared + 0.1: a strip that a coarse grid does not enter."""
    forms = [form(0, rivalry=-1, shared=1), form("0.1", rivalry=-1, shared=1)]
    assert (-1, 1) in found(forms, {"shared": UNIT, "rivalry": UNIT})
    assert len(found(forms, {"shared": UNIT, "rivalry": UNIT})) == 5


def test_drivers_that_share_no_form_are_cut_apart() -> None:
    ranges = dict.fromkeys(("d", "a", "c", "b"), UNIT)
    forms = [form(-1, a=1, b=1), form(-1, b=2)]
    assert groups_of(forms, ranges) == [("d",), ("a", "b"), ("c",)]
    assert groups_of([], ranges) == [("d",), ("a",), ("c",), ("b",)]
    chain = [form(0, a=1, b=-1), form(0, b=1, c=-1), form(0, c=1, d=-1)]
    assert groups_of(chain, ranges) == [("d", "a", "c", "b")]
    halves = [form("-0.5", **{name: 1}) for name in "abc"]
    vectors = found(halves, ranges)
    assert len(vectors) == len(set(vectors)) == 27


def test_nothing_to_cut() -> None:
    assert list(cell_points([], {})) == [{}]
    [point] = cell_points([], {"x": (Fraction(1, 4), Fraction(1, 2))})
    assert Fraction(1, 4) <= point["x"] <= Fraction(1, 2)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = [form(-Fraction(k, 40), **{name: 1}) for name in "xyz" for k in range(1, 40)]
    ranges = dict.fromkeys("xyz", UNIT)
    with pytest.raises(SizeError, match=r"x, y, z fall into more than 50,000 cells; vary fewer"):
        next(cell_points(forms, ranges))
    monkeypatch.setattr(module, "MAX_CELLS", 20)
    told = "39 comparisons cut the drivers x into too many cells; vary fewer of them at once."
    with pytest.raises(SizeError, match=told):
        next(cell_points(forms[:39], {"x": UNIT}))
    apart = [form(-Fraction(1, 2), **{name: 1}) for name in "xyz"]  # below, at and above a half, of three drivers
    monkeypatch.setattr(module, "MAX_CELLS", 27)
    assert len(list(cell_points(apart, ranges))) == 27, "as many as there may be"
    monkeypatch.setattr(module, "MAX_CELLS", 26)
    with pytest.raises(SizeError, match="more than 26 cells"):
        next(cell_points(apart, ranges))


@pytest.mark.parametrize(("drivers", "limit"), [(3, "geometry.MAX_STEPS"), (7, "cells.MAX_PROGRAM_STEPS")])
def test_cutting_is_given_up_by_how_much_there_is_to_do(
    drivers: int, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"x{k}" for k in range(drivers)]
    rng = random.Random(4)
    forms = [form(-sum(own) / 2, **dict(zip(names, own, strict=True))) for own in _normals(rng, drivers, 4)]
    assert len(list(cell_points(forms, dict.fromkeys(names, UNIT)))) > 20
    monkeypatch.setattr(f"gmcr.analysis.drivers.{limit}", 500)
    with pytest.raises(SizeError, match=r"4 comparisons cut the drivers x0, .*vary fewer of them at once"):
        next(cell_points(forms, dict.fromkeys(names, UNIT)))


def _normals(rng: random.Random, width: int, count: int) -> list[list[Fraction]]:
    return [[Fraction(rng.choice((-3, -2, -1, 1, 2, 3))) for _ in range(width)] for _ in range(count)]


def test_as_much_as_may_be_done_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"x{k}" for k in range(7)]
    forms = [form(-sum(own) / 2, **dict(zip(names, own, strict=True))) for own in _normals(random.Random(4), 7, 4)]
    done, solved = 0, module.interior_point

    def counted(signs: object, rows: list[object], box: list[object]) -> object:
        nonlocal done
        done += (len(box) + len(rows)) ** 3
        return solved(signs, rows, box)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "interior_point", counted)
    cells = list(cell_points(forms, dict.fromkeys(names, UNIT)))
    monkeypatch.setattr(module, "MAX_PROGRAM_STEPS", done)
    assert list(cell_points(forms, dict.fromkeys(names, UNIT))) == cells
