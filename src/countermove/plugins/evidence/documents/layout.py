"""Makes paragraphs of lines: where one ends and the next begins, within a column and across its end.

Within a column a line begins a paragraph where the space above it is larger than between most lines, where its letters
are of another size, where it is indented and the next is not (or the other way round, where a document's paragraphs
hang), where a list marker begins it, or where the line before it ends with room for its first word. Across the end of a
column or page a paragraph continues, unless its last line is short, or the next is indented, a heading, or begins a
list. Notes at the foot of a page come before the paragraph that continues after them.

Lines of a page, whatever their origin, and the approximate width of letters.

Positions are points from the left and from the top, however the page is rotated. The space between lines is unknown
here.

Joins lines to paragraphs: treats hyphens, dashes and spaces where a line ends.

A hyphen at the end of a line divides a word, or belongs to one. It stays before a capital or a digit; otherwise the
document's own spelling elsewhere decides, with or without; otherwise it stays after words such as *self*, before such
as *making*, and between two words that both stand alone elsewhere, unless the first is one of those that begin longer
words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from gmcr.base.record import Record

__all__ = ["FEED", "Block", "Line", "blocks_of", "joined", "runs_of", "vocabulary", "width_of"]


_NARROW = dict.fromkeys("iljtfrI.,;:'\u2019\u2018!|()[]-", 0.31) | {" ": 0.25}
_WIDE = dict.fromkeys("mwMWQOGDHNU@%—…", 0.78)
_WIDTHS = _NARROW | _WIDE


@dataclass(frozen=True, slots=True)
class Line(Record):
    """A line, or in a page with columns the part of it in one. ``end``: its approximate end; ``size``: of its letters."""

    x: float
    end: float
    y: float
    size: float
    text: str


def width_of(text: str, size: float) -> float:
    """The approximate width of a text, in points: letters of most typefaces are half as wide as high."""
    widths = (_WIDTHS.get(sign) or (1.0 if sign >= "\u2e80" else 0.65 if sign.isupper() else 0.49) for sign in text)
    return size * sum(widths)


def runs_of(lines: list[Line]) -> list[list[Line]]:
    """The lines split into stretches that run downwards: the columns of a page, and whatever stands beside them."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y > runs[-1][-1].y - 0.4 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"(?:(?P<word>[^\W_]+(?:[-\u2010][^\W_]+)*)|\S)[-\u2010\u00ad]\Z")
_FIRST = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_BEGINNINGS = frozenset(
    {
        "a",
        "an",
        "after",
        "all",
        "any",
        "be",
        "by",
        "con",
        "contra",
        "co",
        "counter",
        "down",
        "ever",
        "every",
        "for",
        "fore",
    }
    | {
        "in",
        "inter",
        "intra",
        "is",
        "into",
        "mis",
        "more",
        "never",
        "no",
        "non",
        "not",
        "on",
        "out",
        "over",
        "per",
        "pre",
    }
    | {"pro", "re", "some", "sub", "super", "there", "through", "to", "trans", "un", "under", "up", "where", "with"}
)
_COMPOUNDS = frozenset({"ex", "half", "ill", "quasi", "self", "well"})
_SECOND = frozenset(
    {"based", "building", "called", "focused", "friendly", "level", "like", "making", "minded", "named", "related"}
)
_SECOND |= {"range", "scale", "style", "term", "tier", "wide"}
_BETWEEN = ("and", "or", "to")  # as in "pre- and post-war"
_HYPHENS = "-\u2010\u00ad"
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60—/]")
_LONGEST = 80
"""The largest number of letters of a word that are examined."""


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words within lines, except those that a line's end may have divided."""
    known: set[str] = set()
    divided = False
    for line in lines:
        words = _WORD.findall(line.replace("\u00ad", "-").casefold())[divided:]
        divided = line.rstrip().endswith(("-", "\u2010", "\u00ad"))
        if words and divided:
            words.pop()
        known.update(words)
        known.update(part for word in words for part in re.split("[-\u2010]", word))
    return frozenset(known)


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines as one text."""
    text = ""
    for line in lines:
        text = _after(text, line.strip(), known) if text else line.strip()
    return " ".join(text.replace("\u00ad", "-").split())


def _after(text: str, line: str, known: frozenset[str]) -> str:
    if text[-1] in _HYPHENS:
        last, first = _LAST.search(text[-_LONGEST:]), _FIRST.match(line)
        if last and first and first[0] not in _BETWEEN:
            keeps = last["word"] is None or _keeps(last["word"], first[0], known)
            return f"{text[:-1]}{'-' if keeps else ''}{line}"
    unspaced = (_UNSPACED.match(text[-1]) and text[-2:-1] != " ") or (_UNSPACED.match(line) and line[1:2] != " ")
    return f"{text}{'' if unspaced else ' '}{line}"


def _keeps(last: str, first: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between two parts belongs to the word."""
    if not first[0].islower() or last[-1].isdigit():
        return True
    left, right = last.casefold(), first.casefold()
    tail, head = re.split("[-\u2010]", left)[-1], re.split("[-\u2010]", right)[0]
    if tail + head in known or left + right in known:
        return False
    if f"{tail}-{head}" in known or f"{left}-{right}" in known:
        return True
    if tail in _COMPOUNDS or (head in _SECOND and tail not in _BEGINNINGS):
        return len(head) > 3
    return tail in known and head in known and tail not in _BEGINNINGS and len(tail) > 1


FEED = "\f"
"""Marks the end of a page in a text."""

_ROOM, _INDENT, _SIZE, _SMALL = 1.28, 0.4, 1.12, 0.93
_LIKELY, _SURELY = 0.06, 0.15
_FEW = 4
"""The number of lines up to which the width of a column is unknown."""
_MARK = re.compile(r"(?:[►▶•◦▪■●‣\u2043∙·*–-]|\(?[0-9]{1,3}[.)]|\[[0-9]{1,4}\]|\(?[a-z][.)])\s+\S|[►▶•◦▪■●‣\u2043∙]")
_ENDS = re.compile(r"[.!?:;…。!?؟][\"'”’»)\]]*(?:\[?[0-9]{1,3}\]?)?\Z")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass
class Block:
    """A paragraph as lines, each with its page, from 0."""

    lines: list[tuple[int, Line]] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0][0]

    def text(self, known: frozenset[str]) -> str:
        """Its text. Where a page ends within it, form feeds stand between a space and the next word: a divided word is
        joined before them."""
        text, last = "", self.page
        for page, lines in groupby(self.lines, key=itemgetter(0)):
            own = joined([line.text for _, line in lines], known)
            if text and text.endswith(("-", "\u2010")):
                word, _, own = own.partition(" ")
                text = joined([text, word], known)
            text = f"{text} {FEED * (page - last)}{own}" if text else own
            last = page
        return text


def blocks_of(pages: Sequence[list[Line]]) -> tuple[list[Block], frozenset[str]]:
    """The paragraphs of all pages, and the words that decide about hyphens."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    body = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
    flow = _Flow(_leadings(pages), body)
    flow.hanging = flow.hangs(pages)
    for number, lines in enumerate(pages):
        for run in runs_of(lines):
            flow.run(number, run)
    return [block for block in flow.blocks if block.lines], vocabulary(line.text for lines in pages for line in lines)


def _leadings(pages: Sequence[list[Line]]) -> dict[float, float]:
    """The usual distance between lines, by size of letters."""
    by_size: dict[float, Counter[float]] = {}
    for lines in pages:
        for run in runs_of(lines):
            for one, next_ in pairwise(run):
                step = next_.y - one.y
                if 0.7 * one.size < step < 3 * one.size and _alike(one, next_):
                    by_size.setdefault(round(one.size), Counter())[round(step, 1)] += 1
    return {size: _usual(steps) for size, steps in by_size.items()}


def _usual(steps: Counter[float]) -> float:
    """The smallest step that is not rare: with paragraphs of one line the most frequent step would be the space between
    them.
    """
    enough = 0.15 * sum(steps.values())
    return min(step for step in steps if sum(steps[other] for other in steps if abs(other - step) <= 0.35) >= enough)


def _alike(one: Line, other: Line) -> bool:
    return 1 / _SIZE < one.size / other.size < _SIZE


@dataclass(frozen=True, slots=True)
class Column(Record):
    """The positions where most lines of a column begin and end; ``sure``: whether there are enough lines to know."""

    left: float
    right: float
    sure: bool = False

    @property
    def width(self) -> float:
        """The width of the column."""
        return max(self.right - self.left, 1.0)


def _column(lines: Sequence[Line]) -> Column:
    ends = sorted(line.end for line in lines)
    left, many = Counter(round(line.x) for line in lines).most_common(1)[0]
    least = min(line.x for line in lines)
    sure = len(ends) > _FEW
    return Column(left if many > 1 else least, ends[int(0.85 * (len(ends) - 1))] if sure else ends[-1], sure)


class _Flow:
    """Takes lines in reading order. ``hanging``: paragraphs begin at the margin and continue indented."""

    def __init__(self, leadings: dict[float, float], body: float) -> None:
        self.leadings, self.body = leadings, body
        self.blocks: list[Block] = [Block()]
        self.column = Column(0.0, 0.0)
        self.hanging = False

    def hangs(self, pages: Sequence[list[Line]]) -> bool:
        """Whether most lines before those that stand further to the left end early, and more often than those before
        lines further to the right: where first lines are indented, these are full."""
        back = ended = ended_before_indent = 0
        for lines in pages:
            for run in runs_of(lines):
                column = _column(run)
                for one, next_ in pairwise(run):
                    by = (next_.x - one.x) / next_.size
                    if abs(by) > _INDENT and self._near(one, next_):
                        ends = _ended(one, next_, column)
                        back += by < 0
                        ended += by < 0 and ends
                        ended_before_indent += by > 0 and ends
        return ended > max(back / 2, ended_before_indent)

    def run(self, page: int, run: list[Line]) -> None:
        """Take the lines of a column."""
        text, notes = self._parted(run)
        before, last = self.blocks[-1].lines, self.column
        self.column = _column(text)
        if not self.column.sure and before and abs(last.left - self.column.left) < self.body:
            self.column = Column(last.left, max(last.right, self.column.right), last.sure)
        for place, line in enumerate(text):
            following = text[place + 1] if place + 1 < len(text) else None
            if place == 0:
                new = not before or not self._goes_on(before[-1][1], line, following, last)
            else:
                new = self._begins(text[place - 1], line, following)
            if new:
                self.blocks.append(Block())
            self.blocks[-1].lines.append((page, line))
        self._note(page, notes)

    def _parted(self, run: list[Line]) -> tuple[list[Line], list[Line]]:
        """Separate a column from the notes at its foot."""
        last = len(run)
        while last and run[last - 1].size < _SMALL * self.body:
            last -= 1
        return (run[:last], run[last:]) if last else (run, [])

    def _note(self, page: int, notes: list[Line]) -> None:
        """Add notes, before the paragraph that may continue."""
        if not notes:
            return
        going, blocks = self.blocks.pop(), list[Block]()
        for place, line in enumerate(notes):
            following = notes[place + 1] if place + 1 < len(notes) else None
            if place == 0 or self._begins(notes[place - 1], line, following):
                blocks.append(Block())
            blocks[-1].lines.append((page, line))
        begun_here = bool(going.lines) and going.page == page
        self.blocks += [*blocks, going] if begun_here else [going, *blocks, Block()]

    # -- where paragraphs begin ----------------------------------------------------------------------------------------

    def _near(self, before: Line, line: Line) -> bool:
        """Whether the space between two lines is no larger than usual, and their letters are of one size."""
        leading = self.leadings.get(round(before.size), 1.2 * before.size)
        return line.y - before.y <= _ROOM * leading and _alike(before, line)

    def _begins(self, before: Line, line: Line, following: Line | None) -> bool:
        """Whether a line begins a paragraph after another in its column."""
        if not self._near(before, line) or _MARK.match(line.text):
            return True
        if _RIGHT_TO_LEFT.search(line.text):
            return False
        return self._indented(before, line, following) or _ended(before, line, self.column)

    def _indented(self, before: Line, line: Line, following: Line | None) -> bool:
        """Whether a line begins a paragraph, judged by its indentation."""
        lines = self.blocks[-1].lines
        by = (line.x - before.x) / line.size
        if self.hanging:
            return by < -_INDENT
        if lines and _MARK.match(lines[0][1].text):
            return by < -_INDENT and len(lines) > 1
        if by < -_INDENT:
            return len(lines) > 1
        alone = following is not None and (line.x - following.x) / line.size > _INDENT
        return by > _INDENT or (alone and line.x > self.column.left + _INDENT * line.size)

    def _goes_on(self, before: Line, line: Line, following: Line | None, last: Column) -> bool:
        """Whether a paragraph continues from the last line of a column with the first of the next."""
        if not _alike(before, line) or _MARK.match(line.text):
            return False
        if line.text[:1].islower() or _RIGHT_TO_LEFT.search(line.text):
            return not _RIGHT_TO_LEFT.search(line.text) or not _ENDS.search(before.text)
        if not self.hanging and line.x > self.column.left + _INDENT * line.size:
            return False
        heading = not _ENDS.search(line.text) and (following is None or not self._near(line, following))
        ends = bool(_ENDS.search(before.text))
        return not (ends and (heading or not last.sure)) and not _ended(before, line, last)


def _ended(before: Line, line: Line, column: Column) -> bool:
    """Whether the line before ends although the first word of this one would have fitted."""
    word = line.text.split(" ", 1)[0]
    room = (column.right - before.end - width_of(f" {word}", line.size)) / column.width
    ends = bool(_ENDS.search(before.text)) and not word[:1].islower()
    return room > (_LIKELY if ends else _SURELY)
