"""Reads a PDF page whose words are out of order by their positions, with pdfplumber.

A page has two columns where a vertical strip of white separates most of its lines and both sides of it are full: lines
across it divide the page into bands, and within each band one side is read after the other. Sides are divided again in
the same way. A table has no columns in this sense, since its cells are short: it is read line by line.

Running heads, feet and page numbers: lines at the top or the bottom of pages that repeat, or are set apart from the
text.

Lines are compared without their numbers. A line is dropped where at least a third of the pages, and at least two, have
such a line among the two uppermost or lowest ones at the same height. A short line that is set apart from the text is
dropped as well where, at its height, most pages have one: heads name the chapter, or left and right pages differ. A
lone number is also dropped where it is that of its page.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from countermove.plugins.evidence.documents.layout import Line
from countermove.plugins.evidence.documents.outcome import UnpackedCount
from countermove.plugins.evidence.documents.unpacking import pdfminer_counted

__all__ = ["Boxes", "in_order", "without_heads"]


_DEPTH, _SHARE, _SAME = 2, 1 / 3, 6.0
_MOST, _APART, _SHORT = 0.6, 1.8, 0.7
_NUMBERS = re.compile(r"[0-9]+|\b[ivxlc]+\b")

Standing = tuple[int, Line]
"""A line, and its page, from 0."""


def without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], dict[str, int]]:
    """The pages without running lines, and the dropped lines: the first of each, and its number of pages."""
    gone: set[Standing] = set()
    by_look: dict[str, list[Standing]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _edges(lines):
            by_look[_look(line.text)].append((number, line))
    own = sum(1 for lines in pages if lines)
    for alike in by_look.values():
        gone.update(_repeated(alike, own))
    apart = [(number, line) for number, lines in enumerate(pages) for line in _apart(lines)]
    gone.update(item for item in apart if _pages_with(item, apart) >= max(2, _MOST * own))
    dropped = {
        look: repeated for look, alike in by_look.items() if (repeated := [item for item in alike if item in gone])
    }
    return (
        [[line for line in lines if (number, line) not in gone] for number, lines in enumerate(pages)],
        {repeated[0][1].text: len({number for number, _ in repeated}) for repeated in dropped.values()},
    )


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The uppermost and the lowest lines, each with those beside it."""
    heights = sorted({round(line.y) for line in lines})
    if len(heights) <= _DEPTH + 1:
        heights = heights[:1] + heights[-1:] if len(heights) > 1 else []
    at = {*heights[:_DEPTH], *heights[-_DEPTH:]}
    return [line for line in lines if round(line.y) in at]


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The uppermost and the lowest line, if short and far from the others."""
    ordered = sorted(lines, key=lambda line: line.y)
    if len(ordered) < 2 * _DEPTH:
        return
    width = max(line.end for line in ordered) - min(line.x for line in ordered)
    for line, next_ in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        if abs(next_.y - line.y) > _APART * 1.2 * max(line.size, next_.size) and line.end - line.x < _SHORT * width:
            yield line


def _look(text: str) -> str:
    """A line without its numbers and spaces."""
    return "".join(_NUMBERS.sub("#", text.casefold()).split())


def _pages_with(item: Standing, others: Sequence[Standing]) -> int:
    """The number of pages with one of the others at the height of a line."""
    return len({number for number, line in others if abs(line.y - item[1].y) <= _SAME})


def _repeated(alike: list[Standing], pages: int) -> Iterator[Standing]:
    """The lines at a height that enough of them share."""
    for number, line in alike:
        own = pages <= 2 and line.text.strip() == str(number + 1)
        if own or _pages_with((number, line), alike) >= max(2, _SHARE * pages):
            yield number, line


_GUTTER, _CROSSING, _FULL, _LEAST, _DEEPEST = 0.8, 0.2, 0.5, 4, 4

Word = tuple[float, float, float, float, str]
"""Left, right, top of the baseline, size, and text."""


class Boxes:
    """A document, opened when its first page is requested."""

    def __init__(self, content: bytes, count: UnpackedCount) -> None:
        self._content, self._count = content, count
        self._document: Any = None

    def lines(self, number: int) -> list[Line]:
        """The lines of a page, from 0, in reading order; none where it cannot be read."""
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException

        try:
            with pdfminer_counted(self._count):
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
