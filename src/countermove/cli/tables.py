"""Tables on a terminal: columns wide enough for their longest word, the rest shared; row by row where that has no room.

Nothing is cut and no word is broken: a table whose columns cannot stand beside one another is shown as a paragraph for
each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from countermove.presentation.sketches import width_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.media import Table

__all__ = ["beside", "row_by_row", "widths_of"]

_LONG = 20
"""The least width of a long text in a table that may be shown row by row."""

_BETWEEN = 2
"""The width between columns."""


def widths_of(table: Table, room: int) -> list[int] | None:
    """The width of each column: its natural width, or, where they are too wide together, the widest narrowed until they
    fit, none below its longest word; None where they cannot stand beside one another."""
    room -= _BETWEEN * (len(table.columns) - 1)
    widths = [_wanted(table, place) for place in range(len(table.columns))]
    least = [_least(table, place) for place in range(len(table.columns))]
    if sum(least) > room:
        return None
    spare = sum(widths) - room
    while spare > 0:
        widest = max((wide for wide, low in zip(widths, least, strict=True) if wide > low), default=0)
        places = [place for place, wide in enumerate(widths) if wide == widest and wide > least[place]]
        for place in places[:spare]:
            widths[place] -= 1
        spare -= len(places[:spare])
    return widths


def _cells(table: Table, place: int) -> Iterator[str]:
    """The lines of a column, including its heading."""
    yield from table.columns[place].title.split("\n")
    yield from (line for row in table.texts for line in row[place].split("\n"))


def _wanted(table: Table, place: int) -> int:
    return max(map(width_of, _cells(table, place)), default=0)


def _least(table: Table, place: int) -> int:
    """The least width of a column: its longest word; all of a cell that stays on one line; for a text in a table that
    may be shown row by row a few columns more.
    """
    words = max((width_of(word) for line in _cells(table, place) for word in line.split()), default=0)
    cells = max((width_of(line) for row in table.texts for line in row[place].split("\n")), default=0)
    if table.columns[place].fixed:
        return max(words, cells)
    return max(words, min(cells, _LONG)) if table.by_row else words


def beside(table: Table, widths: Sequence[int]) -> RenderableType:
    """Lay out columns beside one another."""
    from rich.box import Box
    from rich.table import Table as Grid
    from rich.text import Text

    ruled = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    grid = Grid(box=ruled, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column, wide in zip(table.columns, widths, strict=True):
        grid.add_column(Text(column.title), width=wide, justify="right" if column.right else "left", overflow="fold")
    for row in table.texts:
        grid.add_row(*map(Text, row))
    return grid


def row_by_row(table: Table) -> Iterator[tuple[str, str]]:
    """For each row its first cell (an empty one has that of the row above), and every other one after the title of its
    column.
    """
    first = ""
    for row in table.texts:
        first = row[0] or first
        pairs = zip(table.columns[1:], row[1:], strict=True)
        cells = (
            f"{f'{column.title}: ' if column.title else ''}{' '.join(cell.split())}" for column, cell in pairs if cell
        )
        yield first, "; ".join(cells)
