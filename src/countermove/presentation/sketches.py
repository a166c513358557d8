"""Small pictures of letters and blocks, for terminals: ladders, grids, strips, bars and lines.

Every sketch is made twice, in Unicode and in ASCII, with equal numbers of columns, and fits 80 of them, or fewer on a
narrower terminal: names and words of a row wrap, and nothing is cut. A sketch can be read without its signs too: a
number or a word stands beside each row.

Text in lines of a given number of columns: folded at words, never cut.

East Asian letters take two columns, combining marks none. A word is broken only if it is too long for a line by
itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from countermove.presentation.blocks import Sketch, SketchRow
from countermove.presentation.escape import cleaned
from countermove.presentation.words import concept_name

__all__ = [
    "CELLS",
    "NAME",
    "WIDTH",
    "cut",
    "fitted",
    "folded",
    "grid_sketch",
    "laid_out",
    "padded",
    "rows_sketch",
    "sketch",
    "width_of",
    "within",
]


_MORE = ".."


def width_of(text: str) -> int:
    """The number of columns that a text takes."""
    shown = cleaned(text)
    return len(shown) if shown.isascii() else sum(map(_columns, shown))


def padded(text: str, width: int) -> str:
    """A text padded with blanks to *width* columns."""
    return text + " " * (width - width_of(text))


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def folded(text: str, width: int) -> list[str]:
    """The lines of a text; at least one."""
    lines, line, used = [], "", 0
    for word in cleaned(text).split():
        columns = width_of(word)
        if line and used + 1 + columns <= width:
            line, used = f"{line} {word}", used + 1 + columns
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, width)
        lines += whole
        used = width_of(line)
    return [*lines, line]


def _broken(word: str, width: int) -> Iterator[str]:
    """A word in pieces of at most *width* columns."""
    if word.isascii():
        yield from (word[at : at + width] for at in range(0, len(word), width))
        return
    piece, used = "", 0
    for letter in word:
        columns = width_of(letter)
        if piece and used + columns > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + letter, used + columns
    yield piece


def fitted(text: str, width: int) -> str:
    """A name in exactly *width* columns, cut where it is longer."""
    shown: str = cleaned(text)
    if sum(map(_columns, shown)) > width:
        start, used = "", 2
        for letter in shown:
            used += _columns(letter)
            if used > width:
                break
            start += letter
        shown = f"{start}.."
    return shown + " " * (width - sum(map(_columns, shown)))


def cut(text: str, width: int, lines: int) -> str:
    """A text in at most *lines* lines: where it has more its last words are cut, which two points show."""
    folds = folded(text, width)
    if len(folds) <= lines:
        return " ".join(cleaned(text).split())
    before = folds[: lines - 1]
    last = folds[lines - 1]
    while last and width_of(last) > width - len(_MORE) - 1:  # the last word may be shorter than the points
        last, _, _ = last.rpartition(" ")
    if 2 * width_of(last) < width:  # one long word, or writing without spaces
        return " ".join([*before, fitted(f"{folds[lines - 1]}{folds[lines]}", width).rstrip()])
    return " ".join([*before, f"{last.rstrip(',;:')} {_MORE}"])


def within(text: str, width: int) -> str:
    """A text on one line."""
    return cut(text, width, 1)


WIDTH = 80
"""The most columns of a sketch."""

CELLS = 48
"""The most readings that are shown one by one; more become shares."""

NAME = 18
"""The most columns of a row's name."""

_WORDS = 20
"""Columns reserved for the words of a row beside it, if they are as long."""

_DRAWN = 24
"""Columns reserved for the signs of a row, if they are as long and can be wrapped."""

_ASCII = str.maketrans(
    {"█": "#", "▒": "+", "◆": "^", "·": ".", "●": "*", "○": "o", "━": "=", "─": "-", "┃": "|"}
    | {"✓": "v", "✗": "x", "◐": "~", "≡": "=", "⊘": "/", "∅": "0", "⊖": "-", "◌": "."}  # before claims
    | {"✓": "v", "∅": "0", "⊖": "-", "≡": "=", "⊘": "/", "◌": "_"}
)


def sketch(lines: Sequence[str], caption: str) -> Sketch:
    """A sketch of lines that are drawn with Unicode signs, with the same in ASCII."""
    return Sketch(tuple(lines), tuple(map(_plain, lines)), caption)


def rows_sketch(rows: Sequence[SketchRow], caption: str, *, width: int = WIDTH) -> Sketch:
    """A sketch of rows, laid out in *width* columns."""
    lines = _laid_out(rows, width)
    return Sketch(lines, tuple(map(_plain, lines)), caption, tuple(rows))


def laid_out(figure: Sketch, width: int) -> Sketch:
    """A sketch in *width* columns: if it is wider its rows are laid out anew, or its lines folded."""
    if max(map(width_of, figure.lines), default=0) <= width:
        return figure
    if figure.rows:
        return rows_sketch(figure.rows, figure.caption, width=width)
    folds = [_hanging(line, width) for line in figure.lines]
    plain = [_hanging(line, width) for line in figure.plain]
    return Sketch(tuple(chain.from_iterable(folds)), tuple(chain.from_iterable(plain)), figure.caption)


def _plain(line: str) -> str:
    return line.translate(_ASCII)


def _hanging(line: str, width: int) -> list[str]:
    """A line folded with a hanging indent."""
    if width_of(line) <= width:
        return [line]
    first, *rest = folded(line, width - 2)
    return [first, *(f"  {part}" for part in rest)]


def _laid_out(rows: Sequence[SketchRow], width: int) -> tuple[str, ...]:
    """Names, signs and words side by side; if there is no room the words stand below, or the name above."""
    name = min(max((width_of(row.name) for row in rows), default=0), NAME)
    drawn = max((width_of(row.signs) for row in rows), default=0)
    piece = max((width_of(part) for row in rows for part in row.signs.split(" ")), default=0)
    words = max((width_of(row.words) for row in rows), default=0)
    least = max((min(words, _WORDS), *(width_of(word) for row in rows for word in row.words.split())), default=0)
    room = width - name - 1
    beside = room - 2 - max(least, min(words, room - 2 - drawn))
    lines: list[str] = []
    for row in rows:
        if beside >= max(piece, min(drawn, _DRAWN)):
            shape = min(drawn, beside)
            columns = (folded(row.name, name), folded(row.signs, shape), folded(row.words, room - 2 - shape))
            lines += _beside(columns, (name + 1, shape + 2))
        elif room >= max(piece, min(drawn, _DRAWN)):
            lines += _beside((folded(row.name, name), folded(row.signs, room)), (name + 1,))
            lines += [f"  {part}" for part in folded(row.words, width - 2) if part]
        else:
            lines += folded(row.name, width)
            lines += [f"  {part}" for part in (*folded(row.signs, width - 2), *folded(row.words, width - 2)) if part]
    return tuple(lines)


def _beside(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Columns of lines side by side, all but the last padded to their widths."""
    for parts in zip_longest(*columns, fillvalue=""):
        yield "".join((*map(padded, parts, widths), parts[-1])).rstrip()


def grid_sketch(
    values: NDArray[np.int8], concepts: Sequence[str], caption: str, *, above: Sequence[SketchRow] = ()
) -> Sketch | None:
    """A table (readings, concepts), one row per concept and one column per reading, below the rows *above*; None with
    one reading."""
    if values.shape[0] < 2:
        return None
    rows = list(above)
    for place, concept in enumerate(concepts):
        column = values[:, place]
        cells = _cells(column) if column.size <= CELLS else _share(column)
        rows.append(SketchRow(concept_name(concept), cells, _counted(column)))
    return rows_sketch(rows, caption)


def _cells(column: NDArray[np.int8]) -> str:
    return "".join({1: "█", 0: "·"}.get(value, "?") for value in column.tolist())


def _share(column: NDArray[np.int8]) -> str:
    defined = int((column >= 0).sum())
    filled = round(32 * int((column == 1).sum()) / defined) if defined else 0
    return "█" * filled + "·" * (32 - filled)


def _counted(column: NDArray[np.int8]) -> str:
    return f"{int((column == 1).sum()):,} of {int((column >= 0).sum()):,}"
