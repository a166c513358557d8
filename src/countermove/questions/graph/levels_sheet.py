"""The graph in rows: improvements run downwards, and in the lowest row nobody gains by a move.

A bend of its own leads a move past a row between its states; a move within a row runs straight to an adjacent state, in
an arc past any states between.

States in rows by how far improvements lead: in the lowest nobody gains by a move; the states that lead there stand
above it.

The row of a state is the length of the longest chain of improvements from it, states between which improvements circle
counting as one. Thus every improvement outside a circle leads downwards, and the lowest row holds the Nash equilibria.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from countermove.presentation.canvas import Point
from countermove.presentation.layers import in_layers, squeeze
from countermove.presentation.marks import bow, curve
from countermove.presentation.metrics import wrapped
from countermove.questions.graph.sheet import HALO, NODE, Line, Sheet

__all__ = ["LevelsSheet", "levels_of"]


def levels_of(codes: Sequence[int], lines: Sequence[Line]) -> dict[int, int]:
    """Code → its row, counted from the lowest."""
    onward: dict[int, set[int]] = {code: set() for code in codes}
    for line in lines:
        if line.gains:
            onward[line.tail].add(line.head)
    reach = {code: _reached(code, onward) for code in codes}
    level: dict[int, int] = {}
    # States that can reach more come later: a state reaches all that its successors reach.
    for code in sorted(codes, key=lambda code: len(reach[code] | {code})):
        circle = {code, *(other for other in reach[code] if code in reach[other])}
        below = {target for member in circle for target in onward[member]} - circle
        level[code] = 1 + max((level[target] for target in below), default=-1)
    return level


def _reached(code: int, onward: Mapping[int, set[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = list(onward[code])
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(onward[here])
    return reached


_GAP, _BEND, _BETWEEN = 34.0, 10.0, 58.0
"""The gap between states of a row; the width of a bend; the gap between rows."""
_WORDS, _MOST_WIDE = 86.0, 150.0
"""The least width of a state with words, and the largest width of any state."""
_PORT = 12.0
"""The gap between lines that end side by side."""


class LevelsSheet:
    """One graph on one sheet. ``fits``: the number of states that fit into a row."""

    def __init__(self, sheet: Sheet, lines: Sequence[Line], *, fits: int) -> None:
        self.sheet, self.canvas = sheet, sheet.canvas
        graph = sheet.graph
        labels = {state.code: sheet.words.label(state) for state in graph.states}
        least = _WORDS if any(labels.values()) else NODE[0]
        self.words = {code: wrapped(text, 10.5, "sans", least - 10) if text else () for code, text in labels.items()}
        self.high = NODE[1] + 13.5 * max(map(len, self.words.values()), default=0)
        rows = _rows(levels_of([state.code for state in graph.states], lines), fits)
        self.row = {code: place for place, row in enumerate(rows) for code in row}
        self.ways = {line: self._way(line, rows) for line in lines if self.row[line.tail] != self.row[line.head]}
        self.level = [line for line in lines if line not in self.ways]
        self.wide = {code: max(least, min(_MOST_WIDE, 14 + _PORT * self._ports(code))) for code in labels}
        sizes = {node: self.wide.get(node, _BEND) for row in rows for node in row}
        steps = list(dict.fromkeys(step for way in self.ways.values() for step in pairwise(way)))
        self.layout = in_layers(rows, steps, sizes, gap=_GAP)
        room = self.canvas.x1 - self.canvas.x0 - 2 * HALO
        if max(sum(sizes[node] + _GAP for node in row) - _GAP for row in rows) <= room:
            self.layout = squeeze(self.layout, sizes, room, gap=_GAP)
        self.y = self._heights()

    def _way(self, line: Line, rows: list[list[int]]) -> list[int]:
        """The states and bends that a move passes, downwards; adds the bends to the rows."""
        top, foot = sorted((line.tail, line.head), key=lambda code: self.row[code])
        way = [top]
        for place in range(self.row[top] + 1, self.row[foot]):
            bend = -1 - sum(node < 0 for row in rows for node in row)
            rows[place].append(bend)
            way.append(bend)
        return [*way, foot]

    def _ports(self, code: int) -> int:
        """The largest number of lines that end on one side of a state: arcs end above, except those to a neighbour."""
        ends = [(way[0], way[-1]) for way in self.ways.values()]
        arcs = max(sum(code in line.ends for line in self.level) - 1, 0)
        return max(sum(top == code for top, _ in ends), arcs + sum(foot == code for _, foot in ends))

    @property
    def reads(self) -> str:
        """How to read the sheet."""
        circles = any(line.gains for line in self.level)
        return f"Improvements run downwards{', or in circles within a row' if circles else ''}. In the lowest row nobody gains by a move."

    @property
    def right(self) -> float:
        """The x coordinate at which it ends."""
        return self.canvas.x0 + 2 * HALO + self.layout.extent

    def _heights(self) -> list[float]:
        """The middles of the rows, from the top, with room above each for the arcs over it."""
        middles, at = [], 0.0
        for place, row in enumerate(self.layout.layers):
            arcs = [self._arc(line) for line in self.level if self.row[line.tail] == place]
            at += max(arcs, default=0.0) + (self.high / 2 if not place else self.high + _BETWEEN + 2 * len(row))
            middles.append(at)
        return middles

    def _arc(self, line: Line) -> float:
        """The height of an arc within a row; 0 if nothing is between its ends."""
        order = self.layout.layers[self.row[line.tail]]
        passed = abs(order.index(line.tail) - order.index(line.head)) - 1
        same = [other for other in self.level if other.ends == line.ends]
        return 8.0 + 7.0 * passed + 6.0 * same.index(line) if passed else 0.0

    def draw(self, y: float) -> float:
        """Draw lines and states; returns the y coordinate at which they end."""
        self.y = [y + HALO + at for at in self.y]
        for line in (*self.ways, *self.level):
            self.sheet.line(self._points(line), line)
        for state in self.sheet.graph.states:
            self.sheet.node(state, self._at(state.code), (self.wide[state.code], self.high), self.words[state.code])
        return self.y[-1] + self.high / 2 + HALO

    def _at(self, node: int, row: int = -1) -> Point:
        return self.canvas.x0 + HALO + self.layout.place[node], self.y[self.row[node] if row < 0 else row]

    def _half(self, code: int) -> float:
        """The distance from the middle of a state at which heads beside it stop."""
        return self.wide[code] / 2 + self._stand(code)

    def _stand(self, code: int) -> float:
        return HALO if code == self.sheet.graph.start else 1.0

    # -- lines -----------------------------------------------------------------------------------------------------

    def _points(self, line: Line) -> list[Point]:
        """The points of a move from its tail to its head."""
        if line in self.ways:
            points = self._downwards(line)
            return points if self.row[line.tail] < self.row[line.head] else points[::-1]
        (ax, ay), (bx, by) = self._at(line.tail), self._at(line.head)
        right = 1 if bx > ax else -1
        high = self._arc(line)
        if not high:
            aside = self._beside(line)
            stand = self._half(line.tail), self._half(line.head)
            return [(ax + right * stand[0], ay + aside), (bx - right * stand[1], by + aside)]
        ends = ax + right * self._corner(line.tail, line, right), bx - right * self._corner(line.head, line, -right)
        top = ay - self.high / 2
        peak = top - high * 4 / 3
        start, end = (ends[0], top - self._stand(line.tail)), (ends[1], top - self._stand(line.head))
        return bow(start, (ends[0], peak), (ends[1], peak), end)

    def _corner(self, code: int, line: Line, side: int) -> float:
        """The distance from the middle of a state at which an arc ends: the lowest arc nearest the corner."""
        here = self.layout.place[code]
        arcs = [
            self._arc(other)
            for other in self.level
            if code in other.ends and side * (self.layout.place[sum(other.ends) - code] - here) > 0
        ]
        lower = sum(0 < high < self._arc(line) for high in arcs)
        return max(self.wide[code] / 2 - 8 - 8.0 * lower, 3.0)

    def _beside(self, line: Line) -> float:
        """The distance of a straight line from the middle, if several actors move between two states."""
        same = [other for other in self.level if other.ends == line.ends]
        return 9.0 * (same.index(line) - (len(same) - 1) / 2)

    def _downwards(self, line: Line) -> list[Point]:
        way = self.ways[line]
        top, foot = self._at(way[0]), self._at(way[-1])
        start = (top[0] + self._port(way[0], line, 1), top[1] + self.high / 2 + self._stand(way[0]))
        end = (foot[0] + self._port(way[-1], line, -1), foot[1] - self.high / 2 - self._stand(way[-1]))
        first = self.row[way[0]]
        points = [start]
        for place, bend in enumerate(way[1:-1], 1):
            x, y = self._at(bend, first + place)
            points += [*curve(points[-1], (x, y - self.high / 2), down=True)[1:], (x, y + self.high / 2)]
        return [*points, *curve(points[-1], end, down=True)[1:]]

    def _port(self, code: int, line: Line, side: int) -> float:
        """The point on the lower (1) or upper (-1) side of a state at which a line begins: in the order of the lines'
        other ends."""
        beside = {
            other: self._at(way[1] if side > 0 else way[-2], self.row[code] + side)[0]
            for other, way in self.ways.items()
            if way[0 if side > 0 else -1] == code
        }
        order = sorted(beside, key=lambda other: (beside[other], other.actor))
        step = min(_PORT, (self.wide[code] - 12) / max(len(order), 1))
        return step * (order.index(line) - (len(order) - 1) / 2)


def _rows(level: dict[int, int], fits: int) -> list[list[int]]:
    """Rows from the top; a level of more states than fit takes several."""
    rows: list[list[int]] = []
    for height in range(max(level.values()), -1, -1):
        own = [code for code, at in level.items() if at == height]
        parts = -(-len(own) // fits)
        rows += [own[len(own) * k // parts : len(own) * (k + 1) // parts] for k in range(parts)]
    return rows
