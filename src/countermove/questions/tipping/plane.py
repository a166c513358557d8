"""The plane of a phase diagram, exactly: regions as outlines, the borders between them, and what is nearest to today.

A *border* is a segment between two regions; it is *apart* if the segment itself has an answer of its own. A *threshold*
is a border at one value of one driver. The *tipping point* is the point of the borders around today's region that is
nearest to today, both drivers measured in shares of their ranges (the straight distance, as the eye measures it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.presentation.outlines import Corner, Edge, Loop, edges_of, merge_edges, outlines
from countermove.verdicts.tipping.diagrams import Cell, Diagram
from gmcr.base.summary import Record

__all__ = ["Border", "BorderThreshold", "Plane", "plane_of"]


@dataclass(frozen=True, slots=True)
class Border(Record):
    """``edge``: its two ends; ``apart``: whether it has an answer of its own; ``here``: whether it bounds today's region."""

    edge: Edge
    apart: bool
    here: bool


@dataclass(frozen=True, slots=True)
class BorderThreshold(Record):
    """``driver`` has the value ``at`` along a border of today's region (``here``), or only of others."""

    driver: str
    at: Fraction
    here: bool


@dataclass(frozen=True, slots=True)
class Plane(Record):
    """``outlines``: of each region (empty if it has no area); ``points``: the indices of regions that are single
    points."""

    diagram: Diagram
    ranges: Mapping[str, Corner]
    outlines: tuple[tuple[Loop, ...], ...]
    borders: tuple[Border, ...]
    points: tuple[tuple[int, Corner], ...]

    @property
    def thresholds(self) -> tuple[BorderThreshold, ...]:
        """The thresholds of either driver, those of today's region and nearest to today first."""
        values: dict[tuple[str, Fraction], bool] = {}
        for border in self.borders:
            (x, y), (u, v) = border.edge
            for driver, one, other in ((self.diagram.x, x, u), (self.diagram.y, y, v)):
                if one == other:
                    values[driver, one] = values.get((driver, one), False) or border.here
        now = dict(zip((self.diagram.x, self.diagram.y), self.diagram.now, strict=True))
        thresholds = (BorderThreshold(driver, at, here) for (driver, at), here in values.items())
        return tuple(sorted(thresholds, key=lambda one: (not one.here, abs(one.at - now[one.driver]), one.at)))

    @property
    def tipping(self) -> Corner | None:
        """The tipping point; None if today's region is the only one."""
        feet = [self._foot(border.edge) for border in self.borders if border.here]
        return min(feet, key=lambda corner: (self.distance(corner), corner), default=None)

    def distance(self, corner: Corner) -> Fraction:
        """The squared distance from today."""
        across, up = self._share(corner)
        x, y = self._share(self.diagram.now)
        return (across - x) ** 2 + (up - y) ** 2

    def _share(self, corner: Corner) -> Corner:
        (low, high), (bottom, top) = self.ranges[self.diagram.x], self.ranges[self.diagram.y]
        return (corner[0] - low) / ((high - low) or 1), (corner[1] - bottom) / ((top - bottom) or 1)

    def _foot(self, edge: Edge) -> Corner:
        """The point of an edge that is nearest to today."""
        (ax, ay), (bx, by) = (self._share(corner) for corner in edge)
        x, y = self._share(self.diagram.now)
        long = (bx - ax) ** 2 + (by - ay) ** 2
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long
        along = min(Fraction(1), max(Fraction(0), along))
        (start, end) = edge
        return start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])


def plane_of(diagram: Diagram, ranges: Mapping[str, Corner]) -> Plane:
    """The plane of a diagram."""
    areas = [_areas(diagram.cells, region.cells) for region in diagram.regions]
    alone = tuple(
        (number, diagram.cells[region.cells[0]].corners[0])
        for number, region in enumerate(diagram.regions)
        if all(diagram.cells[k].dimension == 0 for k in region.cells)
    )
    return Plane(diagram, ranges, tuple(map(outlines, areas)), tuple(_borders(diagram)), alone)


def _areas(cells: Sequence[Cell], chosen: Sequence[int]) -> list[tuple[Corner, ...]]:
    return [cells[k].corners for k in chosen if cells[k].dimension == 2]


def _borders(diagram: Diagram) -> Iterator[Border]:
    beside: dict[frozenset[Corner], set[int]] = {}
    for cell in diagram.cells:
        if cell.dimension == 2:
            for edge in edges_of(cell.corners):
                beside.setdefault(frozenset(edge), set()).add(cell.region)
    kinds: dict[tuple[bool, bool], list[Edge]] = {}
    for cell in diagram.cells:
        if cell.dimension != 1:
            continue
        near = beside.get(frozenset(cell.corners), set())
        apart = bool(near) and cell.region not in near
        if apart or len(near) > 1:
            start, end = cell.corners
            kinds.setdefault((apart, diagram.here in near or diagram.here == cell.region), []).append((start, end))
    for (apart, here), edges in sorted(kinds.items()):
        for edge in merge_edges(edges):
            yield Border(edge, apart, here)
