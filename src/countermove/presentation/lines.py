"""Text in lines of a given number of columns: folded at words, never cut.

East Asian letters take two columns, combining marks none. A word is broken only if it is too long for a line by
itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from countermove.presentation.escape import cleaned

__all__ = ["cut", "fitted", "folded", "padded", "width_of", "within"]

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
    shown = cleaned(text)
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
