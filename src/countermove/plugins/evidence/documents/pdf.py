"""PDF: its lines, page by page, by pypdf in the order in which they were written, and its faults.

Where that yields no words (no spaces, letters without a meaning) or no order (lines of two columns alternating),
pdfplumber reads the page, which takes about six times as long (``boxes``). Nothing is drawn, no image is opened and no
link followed.

It runs in a process of its own (``apart``).
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from countermove.plugins.evidence.documents.boxes import Boxes, without_heads
from countermove.plugins.evidence.documents.layout import FEED, Line, blocks_of, width_of
from countermove.plugins.evidence.documents.outcome import Outcome, Refused, UnpackedCount
from countermove.plugins.evidence.documents.unpacking import pypdf_counted

__all__ = ["text_of_pdf"]

_MOST_PAGES = 2_000
_NO_LETTER = re.compile("[\ufffd\ud800-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]|\\(cid:[0-9]+\\)")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uf900-\ufaff]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys((0xA0, 0x2007, 0x202F, 0x0C, 0x0B, 0x0A, 0x0D, 0x09), " ")
_NOTHING = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x200B, 0xFEFF))
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # a table of letters may give one, and no text has it
_SHAPES = {
    sign: normalize("NFKC", chr(sign)) for sign in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD))
}  # Arabic letters
_PLAIN = _SHAPES | _LIGATURES | _SPACES | _NOTHING | _HALVES


def text_of_pdf(content: bytes, count: UnpackedCount | None = None) -> Outcome:
    """The text of a PDF; *count* counts what its streams unpack to. Raises Refused, TooMuchUnpacked."""
    _check_whole(content)
    count = count or UnpackedCount(0)
    with pypdf_counted(count):
        return _text_of(content, count)


def _text_of(content: bytes, count: UnpackedCount) -> Outcome:
    reader = _reader(content)
    pages, unreadable, strange = _pages(content, reader, count)
    lacking = [number + 1 for number, lines in enumerate(pages) if not lines]
    if len(unreadable) == len(pages):
        raise Refused("damaged", why="none of its pages can be read")
    if len(lacking) == len(pages):
        raise Refused("no text", pages=len(pages))
    title, made = _properties(reader)
    pages, heads = without_heads(pages)
    blocks, known = blocks_of(pages)
    parts: list[str] = []
    page = 0
    for block in blocks:
        text = block.text(known)
        parts.append(("" if not parts else "\n\n") + FEED * (block.page - page) + text)
        page = block.page + text.count(FEED)
    return Outcome(
        text="".join(parts),
        pages=len(pages),
        without_text=tuple(lacking),
        unreadable=tuple(unreadable),
        strange=tuple(strange),
        heads=tuple(heads.items()),
        title=title,
        made=made,
    )


def _properties(reader: Any) -> tuple[str, str]:
    """The title of a PDF and the day on which it was made, from its properties; "" for none."""
    from pypdf.errors import PyPdfError

    try:
        title, made = str(reader.metadata.title or ""), reader.metadata.creation_date
        return " ".join(_NO_LETTER.sub(" ", title).split())[:300], made.date().isoformat() if made else ""
    except (PyPdfError, *_DAMAGE):
        return "", ""


def _check_whole(content: bytes) -> None:
    """Check that the file is complete, as far as possible before it is read."""
    begin = content.find(b"%PDF-", 0, 1024)
    if begin < 0:
        raise Refused("not PDF")
    linear = re.search(rb"/Linearized.{0,200}?/L\s+([0-9]{1,12})", content[:2048], re.DOTALL)
    end = content.rfind(b"%%EOF")
    if end < 0 or re.search(rb"\b[0-9]+ [0-9]+ obj\b", content[end:]) or (linear and int(linear[1]) > len(content)):
        raise Refused("truncated")


def _reader(content: bytes) -> Any:
    """The pypdf reader. Raises Refused."""
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        count = len(reader.pages)
    except DependencyError:
        raise Refused("encrypted") from None
    except (PyPdfError, *_DAMAGE) as error:
        raise Refused("damaged", why=_why(error)) from None
    if count == 0:
        raise Refused("damaged", why="it has no pages")
    if count > _MOST_PAGES:
        raise Refused("pages", pages=count)
    return reader


def _pages(content: bytes, reader: Any, unpacked: UnpackedCount) -> tuple[list[list[Line]], list[int], list[int]]:
    """The lines of each page, the numbers of the unreadable ones, and of those with letters without a meaning."""
    from pypdf.errors import PyPdfError

    count = len(reader.pages)
    pages: list[list[Line]] = []
    unreadable, strange = list[int](), list[int]()
    boxes = Boxes(content, unpacked)
    for number in range(count):
        try:
            lines = _lines(_pieces(reader.pages[number]))
        except (PyPdfError, *_DAMAGE):
            lines = []
            unreadable.append(number + 1)
        if _doubtful(lines):
            lines = _better(boxes, number, lines)
        if _meaningless(lines):
            strange.append(number + 1)
        pages.append(_whole(lines))
    return pages, unreadable, strange


_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError, AssertionError)
"""Errors that pypdf raises, besides its own, for damaged files."""


def _why(error: Exception) -> str:
    return str(error).rstrip(".").splitlines()[0][:200] if str(error) else type(error).__name__


# -- lines from pieces of text -----------------------------------------------------------------------------------------

Piece = tuple[str, float, float, float, float]
"""Text, left, top, size of letters, and the angle at which it runs."""


def _pieces(page: Any) -> list[Piece]:
    """The text of a page, in the order in which it was written."""
    pieces: list[Piece] = []

    def take(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        shown = text.translate(_PLAIN)
        if not shown:
            return
        a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        c, d = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        angle = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
        x, y = {0: (x, -y), 90: (y, x), 180: (-x, y), 270: (-y, -x)}[angle]
        pieces.append((shown, x, y, abs(size) * math.hypot(c, d), float(angle)))

    page.extract_text(visitor_text=take)
    return pieces


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """Lines, or parts of lines separated by more than a word's space. Text at another angle than most comes last."""
    turned = Counter[float]()
    for piece in pieces:
        turned[piece[4]] += len(piece[0])
    return [line for angle, _ in turned.most_common() for line in _straight(pieces, angle)]


def _straight(pieces: Iterable[Piece], angle: float) -> Iterator[Line]:
    own: list[Piece] = []
    end = 0.0
    for text, x, y, size, at in pieces:
        if at != angle:
            continue
        if not text.strip():
            if own:
                own.append((" ", *own[-1][1:]))
            continue
        if own:
            large = max(size, own[-1][3])
            if abs(y - own[-1][2]) > 0.5 * large or x < own[-1][1] - 0.5 * large or x > end + large:
                yield _line(own, end)
                own = []
        own.append((text, x, y, size, at))
        end = x + width_of(text.rstrip(), size)
    if own:
        yield _line(own, end)


def _line(pieces: Sequence[Piece], end: float) -> Line:
    text = "".join(piece[0] for piece in pieces)
    main = max(pieces, key=lambda piece: len(piece[0].strip()))
    return Line(pieces[0][1], end, main[2], max(main[3], 1.0), text)


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The lines with their parts joined by single spaces, of which pypdf reports some, in plain letters."""
    merged: list[Line] = []
    for line in lines:
        if merged and _beside(merged[-1], line):
            first = merged[-1]
            size = first.size if len(first.text) >= len(line.text) else line.size
            merged[-1] = Line(first.x, line.end, first.y, size, first.text + line.text)
        else:
            merged.append(line)
    return [replace(line, text=text) for line in merged if (text := " ".join(line.text.translate(_PLAIN).split()))]


def _beside(line: Line, other: Line) -> bool:
    return abs(other.y - line.y) < 0.5 * line.size and other.x > line.x


# -- pages that need another look --------------------------------------------------------------------------------------


def _doubtful(lines: Sequence[Line]) -> bool:
    """Whether a page lacks words or order as it was read."""
    text = " ".join(line.text for line in lines)
    words = text.split()
    if _meaningless(lines):
        return True
    if len(text) > 200 and not _SPACELESS.search(text):
        single = sum(len(word) == 1 for word in words)
        if len(text) / len(words) > 15 or single > 0.4 * len(words):
            return True
    return _in_turn(lines)


def _meaningless(lines: Sequence[Line]) -> bool:
    """Whether at least one letter in fifty has no meaning."""
    text = "".join(line.text for line in lines)
    return bool(text) and 50 * len(_NO_LETTER.findall(text)) > len(text)


def _in_turn(lines: Sequence[Line]) -> bool:
    """Whether lines of two columns alternate: many begin beside the one before, at the same height."""
    beside = Counter[int]()
    for one, next_ in pairwise(lines):
        if _beside(one, next_):
            beside[round(next_.x / 3)] += 1
    return bool(beside) and max(beside.values()) >= max(5, len(lines) // 6)


def _better(boxes: Boxes, number: int, lines: list[Line]) -> list[Line]:
    """The page as pdfplumber reads it, where that is better."""
    reread = boxes.lines(number)
    return lines if not reread or (_meaningless(reread) and not _in_turn(lines)) else reread
