"""The graph as a table of states: moves run straight to an adjacent state, in an arc past any states between.

Arcs of the first actor along an axis pass above (left), those of the next below (right), so that they do not overlap.

States as a table: acts of some actors distinguish its columns, acts of the others its rows.

Every move thus runs along a row or a column, and no state needs a label. Of all ways to divide the actors between the
axes, the one chosen leaves the fewest states between the two ends of a move.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from countermove.presentation.canvas import Point
from countermove.presentation.marks import bow
from countermove.presentation.metrics import width_of, wrapped
from countermove.questions.graph.compute import WholeGraph
from countermove.questions.graph.sheet import HALO, NODE, Line, Sheet
from gmcr.base.record import Record

__all__ = ["Grid", "GridSheet", "Strategies", "grid_of"]


Strategies = tuple[tuple[str, ...], ...]
"""The options that are on, for each actor of an axis."""

_MOST_ACTORS = 7
"""Up to this number of actors all divisions are tried."""
_LEAST_FULL = 0.4
"""The least share of filled cells that a table may have."""


@dataclass(frozen=True, slots=True)
class Grid(Record):
    """``across``, ``down``: the actors whose acts distinguish columns, or rows ("" for acts that are nobody's);
    ``columns``, ``rows``: the options that are on in each; ``place``: code → (column, row)."""

    across: tuple[str, ...]
    down: tuple[str, ...]
    columns: tuple[Strategies, ...]
    rows: tuple[Strategies, ...]
    place: Mapping[int, tuple[int, int]]

    def between(self, one: int, other: int) -> int:
        """The number of states between two in the same row or column."""
        (a, b), (c, d) = self.place[one], self.place[other]
        if b == d:
            return sum(row == b and min(a, c) < column < max(a, c) for column, row in self.place.values())
        return sum(column == a and min(b, d) < row < max(b, d) for column, row in self.place.values())


def grid_of(on: Mapping[int, Sequence[str]], actors: Sequence[str], lines: Sequence[Line], *, most: int) -> Grid | None:
    """The best table of at most *most* columns; None if no table is filled well enough."""
    owners = [owner for owner in ("", *actors) if any(_own(options, owner) for options in on.values())]
    best: tuple[tuple[int, int], Grid] | None = None
    for across in _shares(owners):
        for order in (1, -1):
            grid = _grid(on, [owner for owner in owners if owner in across][::order],
                         [owner for owner in owners if owner not in across][::order])  # fmt: skip
            if len(grid.columns) > most or len(on) < _LEAST_FULL * len(grid.columns) * len(grid.rows):
                continue
            cost = sum(grid.between(*line.ends) for line in lines), len(grid.rows)
            if best is None or cost < best[0]:
                best = cost, grid
    return None if best is None else best[1]


def _shares(owners: Sequence[str]) -> Iterator[frozenset[str]]:
    """The sets of actors whose acts may go across, the last actors first: the first ones choose rows, as in the tables
    of games."""
    last = owners[::-1]
    if len(owners) > _MOST_ACTORS:
        yield frozenset(last[: len(last) // 2])
        return
    for size in range(len(last) + 1):
        yield from map(frozenset, itertools.combinations(last, size))


def _grid(on: Mapping[int, Sequence[str]], across: Sequence[str], down: Sequence[str]) -> Grid:
    columns, rows = _headings(on, across), _headings(on, down)
    place = {
        code: (
            columns.index(tuple(_own(options, owner) for owner in across)),
            rows.index(tuple(_own(options, owner) for owner in down)),
        )
        for code, options in on.items()
    }
    return Grid(tuple(across), tuple(down), tuple(columns), tuple(rows), place)


def _headings(on: Mapping[int, Sequence[str]], owners: Sequence[str]) -> list[Strategies]:
    """Combinations that occur, the first actor's acts changing slowest."""
    ways = [list(dict.fromkeys(_own(options, owner) for options in on.values())) for owner in owners]
    seen = {tuple(_own(options, owner) for owner in owners) for options in on.values()}
    return [combination for combination in itertools.product(*ways) if combination in seen]


def _own(options: Sequence[str], owner: str) -> tuple[str, ...]:
    return tuple(option for option in options if option.rpartition(".")[0] == owner)


_LEAST = 36.0
"""The least gap between two states: room for two heads."""
_WIDEST = 64.0
"""The largest gap between two columns."""
_STEP = 9.0
"""The extra offset of an arc for each state that it passes."""
_RANKED = 58.0
"""The width of a state with ranks."""
_HEADING = (120.0, 80.0)
"""The largest width of a row heading, on a wide and on a narrow sheet."""
_LEADING = 13.5
"""From one line of a heading to the next."""


class GridSheet:
    """One table on one sheet. ``narrow``: whether row headings have little room."""

    def __init__(self, sheet: Sheet, grid: Grid, lines: Sequence[Line], *, narrow: bool) -> None:
        self.sheet, self.grid, self.lines, self.canvas = sheet, grid, lines, sheet.canvas
        headings = [line for row in grid.rows for line in self._heading(grid.down, row)]
        widest = max((width_of(line, 11) for line in headings), default=0.0)
        self.heading = min(widest + 16, _HEADING[narrow])
        self.ranks = _ranks(sheet.graph, grid)
        self.size = NODE if not self.ranks else (_RANKED, NODE[1] + 13.5)
        self.off = {line: self._off(line) for line in lines}
        before, after = self._bulges(0)
        above, below = self._bulges(1)
        self.x = self._columns(before, after)
        self.rows = [above, below]
        self.y: list[float] = []

    @property
    def reads(self) -> str:
        """How to read the sheet, if that needs saying."""
        if not self.ranks:
            return ""
        who = [self.sheet.actors[actor].name for actor in (*self.grid.down, *self.grid.across)]
        return f"Below its name how {who[0]} and {who[1]} rank a state, the highest being the best."

    @property
    def right(self) -> float:
        """The x coordinate at which the last column ends."""
        return self.x[-1] + self.size[0] / 2 + self._bulges(0)[1][-1] + HALO

    def draw(self, y: float) -> float:
        """Draw headings, lines and states; returns the y coordinate at which they end."""
        top = self._column_headings(y)
        above, below = self.rows
        headings = [_lines(self._heading(self.grid.down, row), self.heading - 12) for row in self.grid.rows]
        tall = [_LEADING * len(lines) for lines in headings]
        at = top + max(above[0] + HALO + self.size[1] / 2, tall[0] / 2)
        for row in range(len(self.grid.rows)):
            self.y.append(at)
            if row + 1 < len(self.grid.rows):
                apart = self.size[1] + max(_LEAST, below[row] + above[row + 1] + 12)
                at += max(apart, (tall[row] + tall[row + 1]) / 2 + 6)
        self._row_headings(headings)
        for line in self.lines:
            self.sheet.line(self._points(line), line)
        for state in self.sheet.graph.states:
            self.sheet.node(state, self._at(state.code), self.size, self.ranks.get(state.code, ()))
        return at + max(self.size[1] / 2 + below[-1] + HALO, tall[-1] / 2)

    # -- positions -------------------------------------------------------------------------------------------------

    def _at(self, code: int) -> Point:
        column, row = self.grid.place[code]
        return self.x[column], self.y[row]

    def _level(self, line: Line) -> bool:
        """Whether a move runs along a row."""
        return self.grid.place[line.tail][1] == self.grid.place[line.head][1]

    def _off(self, line: Line) -> float:
        """The offset of an arc; 0 for a straight line. Negative: to the right of a column, below a row."""
        passed = self.grid.between(*line.ends)
        owners = self.grid.across if self._level(line) else self.grid.down
        side = -1 if owners.index(line.actor) % 2 else 1
        return side * (10.0 + _STEP * (passed - 1)) if passed else 0.0

    def _bulges(self, axis: int) -> tuple[list[float], list[float]]:
        """How far arcs bulge out before and after each column (0) or row (1)."""
        bulges = (
            [0.0] * len((self.grid.columns, self.grid.rows)[axis]),
            [0.0] * len((self.grid.columns, self.grid.rows)[axis]),
        )
        for line in self.lines:
            if self._level(line) == bool(axis):
                off, place = self.off[line], self.grid.place[line.tail][axis]
                bulges[off < 0][place] = max(bulges[off < 0][place], abs(off))
        return bulges

    def _columns(self, before: Sequence[float], after: Sequence[float]) -> list[float]:
        """The middles of columns: as far apart as there is room for, up to a limit; the last leaves room for half its
        heading."""
        canvas, count = self.canvas, len(self.grid.columns)
        gaps = [max(_LEAST, after[k] + before[k + 1] + 10) for k in range(count - 1)]
        first = canvas.x0 + self.heading + before[0] + HALO + self.size[0] / 2

        def spread(beside: float) -> list[float]:
            """*beside*: the room to the right of the last middle."""
            room = canvas.x1 - beside - first - sum(gaps) - self.size[0] * (count - 1)
            more = max(0.0, room / (count - 1)) if count > 1 else 0.0
            middles = [first]
            for gap in gaps:
                middles.append(middles[-1] + self.size[0] + max(gap, min(gap + more, _WIDEST)))
            return middles

        beside = HALO + after[-1] + self.size[0] / 2
        middles = spread(beside)
        heading = _lines(self._heading(self.grid.across, self.grid.columns[-1]), _pitch(middles))
        half = max((width_of(line, 11) for line in heading), default=0.0) / 2
        return middles if half <= canvas.x1 - middles[-1] else spread(max(beside, half))

    # -- headings --------------------------------------------------------------------------------------------------

    def _heading(self, owners: Sequence[str], strategies: Strategies) -> list[str]:
        """For each actor its letter and its acts."""
        letters = [f"{self.sheet.actors[owner].letter} " if owner else "" for owner in owners]
        texts = [self.sheet.words.strategy(owner, on) for owner, on in zip(owners, strategies, strict=True)]
        return [letter + acts for letter, acts in zip(letters, texts, strict=True)]

    def _column_headings(self, y: float) -> float:
        """Draw the headings above the columns; returns the y coordinate at which they end."""
        if not self.grid.across:
            return y
        canvas, theme = self.canvas, self.canvas.theme
        pitch = _pitch(self.x)
        headings = [
            _lines(self._heading(self.grid.across, column), min(pitch, 2 * (canvas.x1 - x)))
            for x, column in zip(self.x, self.grid.columns, strict=True)
        ]
        foot = y + 10 + _LEADING * max(map(len, headings))
        for x, lines in zip(self.x, headings, strict=True):
            for place, line in enumerate(reversed(lines), 1):
                canvas.text(x, foot - _LEADING * place, line, size=11, ink=theme.ink2, anchor="middle")
        return foot

    def _row_headings(self, headings: Sequence[Sequence[str]]) -> None:
        canvas, theme = self.canvas, self.canvas.theme
        for y, lines in zip(self.y, headings, strict=True):
            at = y + 4 - _LEADING * (len(lines) - 1) / 2
            for line in lines:
                canvas.text(canvas.x0, at, line, size=11, ink=theme.ink2)
                at += _LEADING

    # -- lines -----------------------------------------------------------------------------------------------------

    def _points(self, line: Line) -> list[Point]:
        """The points of a move from its tail to its head."""
        (ax, ay), (bx, by) = self._at(line.tail), self._at(line.head)
        off, level = self.off[line], self._level(line)
        half = self.size[0 if level else 1] / 2
        forward = 1 if (bx - ax if level else by - ay) > 0 else -1
        if not off:
            stand = self._stand(line.tail) + half, self._stand(line.head) + half
            if level:
                return [(ax + forward * stand[0], ay), (bx - forward * stand[1], by)]
            return [(ax, ay + forward * stand[0]), (bx, by - forward * stand[1])]
        ends = (self._port(line.tail, line, forward), self._port(line.head, line, -forward))
        side = -1 if off > 0 else 1
        if level:
            edge = (
                ay + side * (self.size[1] / 2 + self._stand(line.tail)),
                by + side * (self.size[1] / 2 + self._stand(line.head)),
            )
            peak = ay + side * (self.size[1] / 2 + abs(off) * 4 / 3)
            return bow((ax + ends[0], edge[0]), (ax + ends[0], peak), (bx + ends[1], peak), (bx + ends[1], edge[1]))
        edge = (
            ax + side * (self.size[0] / 2 + self._stand(line.tail)),
            bx + side * (self.size[0] / 2 + self._stand(line.head)),
        )
        peak = ax + side * (self.size[0] / 2 + abs(off) * 4 / 3)
        return bow((edge[0], ay + ends[0]), (peak, ay + ends[0]), (peak, by + ends[1]), (edge[1], by + ends[1]))

    def _stand(self, code: int) -> float:
        """The distance from a node at which heads stop."""
        return HALO if code == self.sheet.graph.start else 1.0

    def _port(self, code: int, line: Line, forward: int) -> float:
        """The distance from the middle of a side at which an arc begins: of those that leave it this way, the longest
        begins nearest the middle."""
        level = self._level(line)
        same = sorted(
            {
                abs(self.off[other])
                for other in self.lines
                if code in other.ends and self._level(other) == level and self.off[other] * self.off[line] > 0
                and self._forward(code, other) == forward
            },
            reverse=True,
        )  # fmt: skip
        room = self.size[0 if level else 1] / 2 - 9
        return forward * (4 + same.index(abs(self.off[line])) * min(9.0, room / max(len(same) - 1, 1)))

    def _forward(self, code: int, line: Line) -> int:
        """The direction of a line at one of its ends: 1 to the right or down."""
        axis = 0 if self._level(line) else 1
        other = line.head if line.tail == code else line.tail
        return 1 if self.grid.place[other][axis] > self.grid.place[code][axis] else -1


def _pitch(middles: Sequence[float]) -> float:
    """The width that there is for the heading of a column."""
    return min((b - a for a, b in pairwise(middles)), default=160.0) - 6


def _lines(texts: Sequence[str], width: float) -> list[str]:
    return [line for text in texts for line in wrapped(text, 11, "sans", width)]


def _ranks(graph: WholeGraph, grid: Grid) -> dict[int, tuple[str, ...]]:
    """The ranks of each state for two actors with two ways to act each: the table is that of their game then."""
    if (len(grid.down), len(grid.across), len(grid.rows), len(grid.columns)) != (1, 1, 2, 2):
        return {}
    row, column = grid.down[0], grid.across[0]
    if not row or not column:
        return {}
    return {state.code: (f"{state.ranks[row]}, {state.ranks[column]}",) for state in graph.states}
