"""A tip under one of several concepts: the same lines and the same plane, with neighbours joined whose answers differ
only under other concepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from countermove.verdicts.tippable import Values
from countermove.verdicts.tipping.diagrams import Cell, Diagram, Region
from countermove.verdicts.tipping.lines import DriverLine, Interval, Threshold
from countermove.verdicts.tipping.tips import Tip

__all__ = ["alike", "tip_under"]


def alike(tip: Tip, concepts: Sequence[str]) -> list[list[int]]:
    """Indices of concepts, grouped if every cell of the diagram has one answer under them; the first concept's group
    first."""
    groups: dict[tuple[object, ...], list[int]] = {}
    cells = () if tip.diagram is None else tip.diagram.cells
    for place in range(len(concepts)):
        groups.setdefault(tuple(cell.answer[place] for cell in cells), []).append(place)
    return list(groups.values())


def tip_under(tip: Tip, place: int) -> Tip:
    """How a thing tips under the concept at an index, as a tip of that concept alone (without ``nearest`` and
    ``influences``)."""
    return replace(
        tip,
        answer=_one(tip.answer, place),
        lines=tuple(_line(line, place) for line in tip.lines),
        diagram=None if tip.diagram is None else _diagram(tip.diagram, place),
        nearest={},
        influences=(),
    )


def _one(answer: Values, place: int) -> Values:
    return (answer[place],)


def _line(line: DriverLine, place: int) -> DriverLine:
    intervals: list[Interval] = []
    thresholds: list[Threshold] = []
    for number, part in enumerate(line.intervals):
        own = replace(part, answer=_one(part.answer, place))
        if intervals and intervals[-1].answer == own.answer:
            intervals[-1] = replace(intervals[-1], high=own.high, with_high=own.with_high)
            continue
        if intervals:
            thresholds.append(line.thresholds[number - 1])
        intervals.append(own)
    return replace(line, intervals=tuple(intervals), thresholds=tuple(thresholds))


def _diagram(diagram: Diagram, place: int) -> Diagram:
    joined = _joined_regions(diagram, place)
    groups: dict[int, list[int]] = {}
    for region, root in enumerate(joined):
        groups.setdefault(root, []).append(region)
    merged = [_region(diagram, own, place) for own in groups.values()]
    order = sorted(range(len(merged)), key=lambda number: (-merged[number].area, number))
    new = {region: order.index(number) for number, own in enumerate(groups.values()) for region in own}
    cells = tuple(replace(cell, answer=_one(cell.answer, place), region=new[cell.region]) for cell in diagram.cells)
    return replace(diagram, cells=cells, regions=tuple(merged[number] for number in order), here=new[diagram.here])


def _region(diagram: Diagram, own: Sequence[int], place: int) -> Region:
    """Regions joined into one; its relations are known if it consists of a single region."""
    first = diagram.regions[own[0]]
    if len(own) == 1:
        return replace(first, answer=_one(first.answer, place))
    cells = tuple(sorted(cell for region in own for cell in diagram.regions[region].cells))
    area = sum((diagram.regions[region].area for region in own), Fraction(0))
    return Region(_one(first.answer, place), cells, area, (), False)


def _joined_regions(diagram: Diagram, place: int) -> list[int]:
    """For each region the first one that it is joined with: cells touch if the corners of one are corners of the other,
    since lines cut the whole plane."""
    roots = list(range(len(diagram.regions)))

    def root(region: int) -> int:
        while roots[region] != region:
            region = roots[region]
        return region

    corners = [frozenset(cell.corners) for cell in diagram.cells]
    for inner, own in enumerate(diagram.cells):
        for outer, other in enumerate(diagram.cells):
            if own.dimension < other.dimension and _meets(own, other, place) and corners[inner] <= corners[outer]:
                low, high = sorted((root(own.region), root(other.region)))
                roots[high] = low
    return [root(region) for region in range(len(roots))]


def _meets(one: Cell, other: Cell, place: int) -> bool:
    return one.region != other.region and one.answer[place] == other.answer[place]
