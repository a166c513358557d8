"""The width of a text, bounded without asking the renderer.

A figure is laid out once and shown anywhere, in whatever fonts are there. So a width here is an upper bound: for each
character the widest advance among the fonts that the figures name first and those that usually replace them, in
hundredths of an em, rounded up (``widths``: DejaVu, Liberation, which has the widths of Arial and Times, Inter and
Source Serif). For characters of other scripts the bound is by kind: ideographs, kana and hangul 1 em, emoji 1.3, others
0.9, combining marks 0. Nothing is shaped, and kerning, which mostly narrows, is ignored.

A text is never shortened: it is wrapped. *Wrapping* breaks at spaces (not at no-break spaces), then behind hyphens, and
inside a word only as a last resort. No line mixes letters of two scripts with contextual shapes, or of one such script
and ideographs, kana or hangul, since some renderers shape a line as one script, in one font.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from countermove.presentation.widths import WIDTHS

__all__ = ["ASCENT", "DESCENT", "script_of", "width_of", "wrapped"]

ASCENT = 0.80
"""From the base line to the top of accented letters, in em; a little less than fonts reserve."""

DESCENT = 0.23
"""From the base line to the lowest stroke, in em."""

_OTHER = 90
_WIDE = 100
_EMOJI = 130


@lru_cache(maxsize=8192)
def _advance(character: str, face: str) -> int:
    code = ord(character)
    for first, digits in WIDTHS[face].items():
        place = 2 * (code - first)
        if 0 <= place < len(digits):
            return int(digits[place : place + 2], 16)
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if code >= 0x1F000:
        return _EMOJI if code < 0x20000 else _WIDE
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def width_of(text: str, size: float, face: str = "sans") -> float:
    """An upper bound of the width of a text, in the unit of *size*. ``face``: sans, bold, serif or serifbold."""
    return sum(_advance(character, face) for character in text) * size / 100


def wrapped(text: str, size: float, face: str, width: float) -> tuple[str, ...]:
    """The whole text in lines of at most *width*."""
    lines: list[str] = []
    rest = " ".join(filter(None, text.split(" ")))
    while rest:
        line, rest = _first_line(rest, size, face, width)
        lines.append(line)
    return tuple(lines)


def _first_line(text: str, size: float, face: str, width: float) -> tuple[str, str]:
    """As much of a text as fits on one line, at least one character, and the rest."""
    end = min(_fitting(text, size, face, width), _of_one_script(text))
    if end == len(text):
        return text, ""
    space = text.rfind(" ", 0, end + 1)
    if space > 0:
        return text[:space], text[space + 1 :]
    hyphen = text.rfind("-", 0, end)
    end = hyphen + 1 if hyphen > 2 else _whole(text, max(end, 1))
    return text[:end], text[end:]


def _fitting(text: str, size: float, face: str, width: float) -> int:
    """How many characters of the beginning fit."""
    room = width * 100 / size + 1e-6
    used = 0
    for place, character in enumerate(text):
        used += _advance(character, face)
        if used > room:
            return place
    return len(text)


def script_of(text: str) -> str:
    """The script that excludes others from its line: "arabic", "wide" (ideographs, kana, hangul), or the block of a
    script between Devanagari and Burmese, or of Khmer; "" for none of them."""
    if text.isascii():
        return ""
    return next((kind for character in text if (kind := _script(character))), "")


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    if unicodedata.bidirectional(character) == "AL":
        return "arabic"
    if 0x0900 <= ord(character) < 0x10A0 or 0x1780 <= ord(character) < 0x1800:
        return f"block {ord(character) >> 7}"
    return "wide" if unicodedata.east_asian_width(character) in "WF" else ""


def _of_one_script(text: str) -> int:
    """The length of the longest beginning of a text that does not mix them."""
    first = script_of(text)
    if not first:
        return len(text)
    return next((k for k, character in enumerate(text) if _script(character) not in ("", first)), len(text))


def _whole(text: str, end: int) -> int:
    """A position near *end* that does not separate a character from its combining marks."""
    place = end
    while 1 < place < len(text) and unicodedata.combining(text[place]):
        place -= 1
    return place
