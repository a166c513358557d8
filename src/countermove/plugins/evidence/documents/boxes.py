"""Reads a PDF page whose words are out of order by their positions, with pdfplumber.

A page has two columns where a vertical strip of white separates most of its lines and both sides of it are full: lines
across it divide the page into bands, and within each band one side is read after the other. Sides are divided again in
the same way. A table has no columns in this sense, since its cells are short: it is read line by line.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from countermove.plugins.evidence.documents.lines import Line

__all__ = ["Boxes", "in_order"]

_GUTTER, _CROSSING, _FULL, _LEAST, _DEEPEST = 0.8, 0.2, 0.5, 4, 4

Word = tuple[float, float, float, float, str]
"""Left, right, top of the baseline, size, and text."""


class Boxes:
    """A document, opened when its first page is requested."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def lines(self, number: int) -> list[Line]:
        """The lines of a page, from 0, in reading order; none where it cannot be read."""
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException

        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._content))
            page = self._document.pages[number]
            boxes = page.extract_words(extra_attrs=["size"], use_text_flow=False)
            page.close()
        except (
            PDFException,
            ValueError,
            TypeError,
            KeyError,
            IndexError,
            AttributeError,
            AssertionError,
            RecursionError,
        ):
            return []
        return in_order([_word(word) for word in boxes])


def _word(box: dict[str, Any]) -> Word:
    return box["x0"], box["x1"], box["bottom"], max(box["size"], 1.0), box["text"]


def in_order(words: Sequence[Word], depth: int = 0) -> list[Line]:
    """The lines of words on a page, in reading order."""
    rows = _rows(words)
    gutter = _gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        return [_line(row) for row in rows]
    lines: list[Line] = []
    left, right = list[Word](), list[Word]()
    for row in rows:
        if _crosses(row, gutter):
            lines += [*in_order(left, depth + 1), *in_order(right, depth + 1), _line(row)]
            left, right = [], []
        else:
            left += [word for word in row if word[0] < gutter]
            right += [word for word in row if word[0] >= gutter]
    return lines + in_order(left, depth + 1) + in_order(right, depth + 1)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """The words grouped by height, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one[2], one[0])):
        if rows and abs(word[2] - rows[-1][-1][2]) < 0.4 * word[3]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row) for row in rows]


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    """Whether a word crosses the strip, or two words on either side are so close that they belong to one line."""
    if any(word[0] < gutter < word[1] for word in row):
        return True
    before = [word for word in row if word[1] <= gutter]
    after = [word for word in row if word[0] >= gutter]
    return bool(before and after) and after[0][0] - before[-1][1] < 0.5 * after[0][3]


def _gutter(rows: Sequence[Sequence[Word]]) -> float | None:
    """The position of the strip of white that separates two columns; None where there is none."""
    if len(rows) < _LEAST:
        return None
    left = min(row[0][0] for row in rows)
    right = max(word[1] for row in rows for word in row)
    gaps = [
        (one[1] + next_[0]) / 2
        for row in rows
        for one, next_ in pairwise(row)
        if next_[0] - one[1] > _GUTTER * next_[3]
        and left + 0.2 * (right - left) < next_[0] < left + 0.85 * (right - left)
    ]
    if not gaps:
        return None
    places = sorted({round(gap) for gap in gaps})
    place = min(places, key=lambda at: (sum(_crosses(row, at) for row in rows), abs(at - (left + right) / 2)))
    beside = [row for row in rows if not _crosses(row, place)]
    both = [row for row in beside if row[0][0] < place < row[-1][1]]
    if len(both) < _LEAST or len(rows) - len(beside) > max(_CROSSING * len(rows), 2):
        return None
    return (
        place
        if _full([[w for w in row if w[0] < place] for row in both], left, place)
        and _full([[w for w in row if w[0] >= place] for row in both], place, right)
        else None
    )


def _full(rows: Sequence[Sequence[Word]], left: float, right: float) -> bool:
    """Whether most lines fill a column."""
    return median(sum(word[1] - word[0] for word in row) for row in rows) > _FULL * (right - left)


def _line(row: Sequence[Word]) -> Line:
    main = max(row, key=lambda word: len(word[4]))
    return Line(row[0][0], row[-1][1], main[2], main[3], " ".join(word[4] for word in row))
