"""Slanted borders of a phase diagram: beside each stands the relation that comes to hold beyond it.

The words are those of the file if the regions on both sides have the comparison, otherwise the equation of the border.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.context.relations import WordedComparison
from countermove.presentation.canvas import Canvas, Point
from countermove.presentation.exact import relation_text
from countermove.presentation.figure import Box
from countermove.presentation.metrics import width_of, wrapped
from countermove.presentation.numbers import exact_number
from countermove.presentation.outlines import Corner, Edge
from countermove.presentation.signs import signed
from countermove.questions.tipping.plane import Plane

__all__ = ["draw_slanted"]

_COMPARISON = re.compile(r" (<=|>=|==|!=|<|>) ")
_SIZE = 10.0
_LEADING = 13.0
_MOST_LINES = 3
"""A name of more lines stands in the table, not in the plane."""


@dataclass(frozen=True, slots=True)
class _Slanted:
    """The longest edge of a slanted line, and the possible names beside it, each with the region where it stands (None:
    either), the best first."""

    edge: Edge
    told: tuple[tuple[str, int | None], ...]


def draw_slanted(canvas: Canvas, plane: Plane, at: Callable[[Corner], Point], inside: Box) -> list[str]:
    """Name every slanted border; returns the names that found no place. ``at``: the position of a corner; ``inside``:
    where names may stand."""
    unplaced = []
    for item in _slanted(plane):
        start, end = (at(corner) for corner in item.edge)
        for text, side in item.told:
            loops = None if side is None else [[at(corner) for corner in loop] for loop in plane.outlines[side]]
            if _write_beside(canvas, text, (start, end), loops, inside):
                break
        else:
            unplaced.append(item.told[0][0])
    return unplaced


def _slanted(plane: Plane) -> Iterator[_Slanted]:
    """Each slanted line once."""
    lines: dict[tuple[Fraction, Fraction], Edge] = {}
    for border in plane.borders:
        (x, y), (u, v) = border.edge
        if x == u or y == v:
            continue
        slope = (v - y) / (u - x)
        known = lines.get((slope, y - slope * x))
        if known is None or abs(known[0][0] - known[1][0]) < abs(x - u):
            lines[slope, y - slope * x] = border.edge
    for (slope, offset), edge in lines.items():
        sides = _sides(plane, edge)
        names = [(_relation(plane, one, other), one) for one, other in itertools.permutations(sides, 2)]
        known_by_file = tuple((relation, side) for relation, side in names if relation is not None)
        yield _Slanted(edge, (*known_by_file, (_equation(plane, slope, offset), None)))


def _sides(plane: Plane, edge: Edge) -> tuple[int, ...]:
    """The regions on both sides of an edge, that of today last; a single one if it bounds no other."""
    middle = ((edge[0][0] + edge[1][0]) / 2, (edge[0][1] + edge[1][1]) / 2)
    regions = [
        place
        for place, loops in enumerate(plane.outlines)
        if any(_on(middle, one, other) for loop in loops for one, other in zip(loop, (*loop[1:], loop[0]), strict=True))
    ]
    return tuple(sorted(regions, key=lambda place: (place == plane.diagram.here, -place)))


def _on(point: Corner, one: Corner, other: Corner) -> bool:
    """Whether a point lies on the segment between two."""
    (x, y), (ax, ay), (bx, by) = point, one, other
    on_line = (bx - ax) * (y - ay) == (by - ay) * (x - ax)
    return on_line and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by)


def _relation(plane: Plane, beyond: int, here: int) -> str | None:
    """The one comparison that differs between two regions, as it holds in the first."""
    regions = plane.diagram.regions
    held = {_terms(relation): relation.text for relation in regions[here].relations}
    relations = [
        relation for relation in regions[beyond].relations if held.get(_terms(relation), relation.text) != relation.text
    ]
    return signed(relation_text(relations[0])) if len(relations) == 1 else None


def _terms(relation: WordedComparison) -> tuple[object, ...]:
    """What a relation compares, regardless of its direction."""
    return (*_COMPARISON.split(relation.text)[::2], relation.where)


def _equation(plane: Plane, slope: Fraction, offset: Fraction) -> str:
    """The line that a border lies on: "rains = 2 scarcity − 0.4"."""
    x, y = plane.diagram.x, plane.diagram.y
    factor = "" if abs(slope) == 1 else f"{exact_number(abs(slope))} "
    if slope > 0:
        text = f"{factor}{x}"
        return f"{y} = {text}" + (f" {'+' if offset > 0 else '−'} {exact_number(abs(offset))}" if offset else "")
    return f"{y} = {exact_number(offset)} − {factor}{x}".replace("= -", "= −")


# -- places ------------------------------------------------------------------------------------------------------------


def _write_beside(
    canvas: Canvas, text: str, edge: tuple[Point, Point], loops: Sequence[Sequence[Point]] | None, inside: Box
) -> bool:
    """Write a name beside a border where it covers nothing, within *loops* if these are given."""
    theme = canvas.theme
    occupied = [box for box in canvas.boxes if box.kind in ("text", "mark", "edge")]
    for room in (260.0, 130.0, 90.0):
        lines = wrapped(text, _SIZE, "sans", room)
        if len(lines) > _MOST_LINES:
            continue
        wide, tall = max(width_of(line, _SIZE) for line in lines) + 6, _LEADING * len(lines) + 3
        for x, y in _beside(edge, wide, tall):
            box = Box("text", x - wide / 2, y - tall / 2, wide, tall)
            if loops is not None and not _within((x, y), loops):
                continue
            if not box.inside(inside) or any(box.overlaps(other) for other in occupied):
                continue
            canvas.rect(box.x, box.y, wide, tall, fill=theme.sheet, radius=3, opacity="0.92")
            for place, line in enumerate(lines):
                canvas.text(x, box.y + 11 + _LEADING * place, line, size=_SIZE, ink=theme.ink2, anchor="middle")
            return True
    return False


def _beside(edge: tuple[Point, Point], wide: float, tall: float) -> Iterator[Point]:
    """Centres of boxes that clear the border; beside the middle of the border first."""
    (ax, ay), (bx, by) = edge
    long = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
    nx, ny = -(by - ay) / long, (bx - ax) / long
    off = abs(nx) * wide / 2 + abs(ny) * tall / 2 + 3
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9):
        x, y = ax + (bx - ax) * share, ay + (by - ay) * share
        yield x + nx * off, y + ny * off
        yield x - nx * off, y - ny * off


def _within(point: Point, loops: Sequence[Sequence[Point]]) -> bool:
    """Whether a point lies inside loops (even-odd)."""
    x, y = point
    crossed = False
    for loop in loops:
        for (ax, ay), (bx, by) in zip(loop, (*loop[1:], loop[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                crossed = not crossed
    return crossed
