"""Small pictures of letters and blocks, for terminals: ladders, grids, strips, bars and lines.

Every sketch is made twice, in Unicode and in ASCII, with equal numbers of columns, and fits 80 of them. What it shows can be
read without its signs too: a number or a word stands beside each row.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from countermove.telling.blocks import Sketch
from countermove.telling.escaping import cleaned
from countermove.telling.words import concept_name

__all__ = ["CELLS", "NAME", "WIDTH", "fitted", "grid_sketch", "sketch", "width_of"]

WIDTH = 80
"""Columns of a sketch, at most."""

CELLS = 48
"""Readings that are shown one by one, at most; more become shares."""

NAME = 18
"""Columns of a row's name."""

_ASCII = str.maketrans(
    {"█": "#", "▒": "+", "·": ".", "●": "*", "○": "o", "━": "=", "─": "-", "┃": "|", "✗": "x", "◐": "~"}
)


def sketch(lines: Sequence[str], caption: str) -> Sketch:
    """A sketch of lines that are drawn with signs of Unicode, with the same in ASCII."""
    return Sketch(tuple(lines), tuple(_plain(line) for line in lines), caption)


def _plain(line: str) -> str:
    return line.translate(_ASCII)


def fitted(text: str, width: int) -> str:
    """A name in so many columns; letters of East Asia take two, marks on letters none."""
    shown = cleaned(text)
    if sum(map(_columns, shown)) > width:
        kept, taken = "", 2
        for letter in shown:
            taken += _columns(letter)
            if taken > width:
                break
            kept += letter
        shown = f"{kept}.."
    return shown + " " * (width - sum(map(_columns, shown)))


def width_of(text: str) -> int:
    """Columns that a text takes."""
    shown = cleaned(text)
    return len(shown) if shown.isascii() else sum(map(_columns, shown))


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def grid_sketch(
    values: NDArray[np.int8], concepts: Sequence[str], caption: str, *, above: Sequence[str] = ()
) -> Sketch | None:
    """A table (readings, concepts), a row a concept and a column a reading, below the lines *above*; None with one reading."""
    if values.shape[0] < 2:
        return None
    lines = list(above)
    for place, concept in enumerate(concepts):
        column = values[:, place]
        cells = _cells(column) if column.size <= CELLS else _share(column)
        lines.append(f"{fitted(concept_name(concept), NAME)} {cells}  {_counted(column)}")
    return sketch(lines, caption)


def _cells(column: NDArray[np.int8]) -> str:
    return "".join({1: "█", 0: "·"}.get(value, "?") for value in column.tolist())


def _share(column: NDArray[np.int8]) -> str:
    defined = int((column >= 0).sum())
    filled = round(32 * int((column == 1).sum()) / defined) if defined else 0
    return "█" * filled + "·" * (32 - filled)


def _counted(column: NDArray[np.int8]) -> str:
    return f"{int((column == 1).sum()):,} of {int((column >= 0).sum()):,}"
