"""States as a table: acts of some actors distinguish its columns, acts of the others its rows.

Every move thus runs along a row or a column, and no state needs a label. Of all ways to divide the actors between the
axes, the one chosen leaves the fewest states between the two ends of a move.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from countermove.questions.graph.lines import Line
from gmcr.base.summary import Record

__all__ = ["Grid", "Strategies", "grid_of"]

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
