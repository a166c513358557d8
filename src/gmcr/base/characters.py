r"""Characters that do more than appear, and how texts with them are shown.

Texts come from files that anybody can have written. A *control character* (C0, DEL, C1) can move the cursor of a
terminal and paint over what it showed; files that contain one are refused. A *hidden* character is a control, or has
no sign of its own: bidirectional controls turn the text around them, tag characters and fillers can hold what nobody
sees. These are written out (``\u202e``, as Python does) wherever they are shown. Joiners and variation selectors stay
where writing needs them: between letters of scripts whose letters join (Persian, Hindi), within emoji, after a sign or
an ideograph.

Text from right to left is shown as it is, each stretch of it in an isolate of its own (U+2068, U+2069; `<bdi>` in
HTML), so that it turns nothing around it. There are no other isolates in what is shown, since those of a file are
written out. The quotation marks of a stretch are within its isolate, as is an ellipsis after it: they stand where its
reader looks for them, on both sides of a line break too.

A text in which nothing is hidden is a `Shown`. Only the functions of this module make one, and pictures, scripts' data,
feeds, titles and offered commands take nothing else, so that a text of a file cannot reach them as it is.

Reference: Unicode 16, DerivedCoreProperties (``Default_Ignorable_Code_Point``); UAX 9 (bidirectional algorithm); UAX
31, section 2.3 (joiners).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NewType, overload

__all__ = [
    "CONTROL",
    "Shown",
    "control_in",
    "cut",
    "hidden_in",
    "isolated",
    "joined",
    "json_escaped",
    "named",
    "one_line",
    "shell_word",
    "spreadsheet_safe",
    "visible",
    "xml_escaped",
]

Shown = NewType("Shown", str)
"""A text in which every hidden character is written out; stretches from right to left may be isolated in it."""

_CONTROLS = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"
"""All but tab and line feed, which a text may have."""

_NO_SIGN = (
    "\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164"
    "\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e0fff"
)
"""Ignored by default, line separators, annotation, and the one blank character that is not a space (U+2800)."""

_NO_CHARACTER = "\\ud800-\\udfff\\ufdd0-\\ufdef" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17)
)
"""Surrogates and noncharacters, which neither text nor XML may have."""

CONTROL = re.compile(f"[{_CONTROLS}]")
"""A control character that no text may have."""

_HIDDEN = re.compile(f"[{_CONTROLS}{_NO_SIGN}{_NO_CHARACTER}]")
_JOINERS, _VARIANTS = "\u200c\u200d", "\ufe0e\ufe0f"
_VIRAMA = 9  # its class among combining marks
_JOINED = ((0x0600, 0x1CFF), (0xA800, 0xABFF), (0xFB50, 0xFEFE), (0x10A00, 0x11FFF), (0x1E900, 0x1E95F))
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRETCH = re.compile(f"[{_RIGHT}](?:(?:[{_RIGHT}\\d_]|(?![\\n\\t\\x1b|<>]| {{2}})\\W)*[{_RIGHT}])?")
_ELLIPSIS = "…"
_CLOSED_BY = {'"': '"', "“": "”", "„": "“”", "«": "»", "\u2018": "’"}
"""Opening quotation marks → the closing ones that match."""

_TAIL = re.compile(f'[.!?{_ELLIPSIS}]?(["“”»’])(?!\\w)')
_LAST = re.compile(f"[.!?{_ELLIPSIS}]?$")
_APART = re.compile("([\n\t]+| {2,})")
_OTHER_LETTER = re.compile(f"(?![{_RIGHT}])[^\\W\\d_]")


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)


def _needed(text: str, place: int) -> bool:
    """Whether writing needs the joiner or selector at *place*."""
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if not before or (_HIDDEN.match(before) and before not in _VARIANTS):
        return False
    if character in _JOINERS:
        if unicodedata.combining(before) == _VIRAMA:
            return True
        if not after or _HIDDEN.match(after):
            return False
        selected = before in _VARIANTS
        sign = _needed(text, place - 1) if selected else not before.isascii() and unicodedata.category(before)[0] == "S"
        emoji = character == "\u200d" and sign and unicodedata.category(after) == "So"
        return emoji or (not selected and _within(before, _JOINED) and _within(after, _JOINED))
    if character in _VARIANTS:
        return before not in _VARIANTS and (before in "0123456789#*" or unicodedata.category(before)[0] == "S")
    return "\U000e0100" <= character <= "\U000e01ef" and _within(before, _IDEOGRAPHS)


def hidden_in(text: str) -> Iterator[re.Match[str]]:
    """Yield every hidden character of a text, except joiners and selectors that writing needs; tab and line feed are
    not hidden."""
    if text.isascii() and text.isprintable():
        return iter(())
    return (match for match in _HIDDEN.finditer(text) if not _needed(text, match.start()))


def control_in(text: str) -> str | None:
    """Return the first control character of a text other than tab and line feed, as ``U+001B``; None if it has none."""
    match = CONTROL.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def named(character: str) -> str:
    """Return a character in words: ``U+202E (right-to-left override)``."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _shown(text: str, match: re.Match[str]) -> str:
    return match[0] if _needed(text, match.start()) else _escape(match[0])


_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def spreadsheet_safe(text: str) -> Shown:
    """Return text that no spreadsheet runs as a formula, and in which nothing is hidden."""
    return visible(f"'{text}" if text.startswith(_COMPUTED) else text)


def visible(text: str) -> Shown:
    """Return the text with every hidden character written out; tab and line feed stay."""
    if text.isascii() and text.isprintable():
        return Shown(text)
    return Shown(_HIDDEN.sub(partial(_shown, text), text))


def one_line(text: str) -> Shown:
    """Return the text as `visible` does, on one line: tab and line feed are written out too."""
    return Shown(visible(text).replace("\n", "\\n").replace("\t", "\\t"))


def cut(text: Shown, start: int, end: int) -> Shown:
    """Return a piece of a text that stays beside the others, so that joiners at its ends keep what they join."""
    return Shown(text[start:end])


def joined(between: str, texts: Iterable[Shown]) -> Shown:
    """Return the texts as one, with a sign of the program's own *between* them."""
    return Shown(visible(between).join(texts))


_PLAIN_WORD = re.compile(r"[\w.:=@/+,-]+")


def shell_word(text: str) -> Shown:
    """Return the text as one word of a command that is offered: quoted if it needs that, and in the notation of bash and
    zsh (``$'\\u202e'``) if something in it is hidden or ends the line."""
    if one_line(text) == text:
        return Shown(text if _PLAIN_WORD.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'")
    body = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t")
    return Shown(f"$'{_HIDDEN.sub(_shell_escape, body)}'")


def _shell_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"


@overload
def isolated(text: Shown, begin: str = ..., end: str = ...) -> Shown: ...
@overload
def isolated(text: str, begin: str = ..., end: str = ...) -> str: ...
def isolated(text: str, begin: str = "\u2068", end: str = "\u2069") -> str:
    """Return the text, in which hidden characters are already written out, with each stretch from right to left
    between *begin* and *end*: an isolate.

    A line, or a column of one (separated by two spaces or a tab), without letters from left to right is one stretch.
    """
    if text.isascii():
        return text
    return "".join(_isolated(part, begin, end) for part in _APART.split(text))


def _isolated(part: str, begin: str, end: str) -> str:
    if _STRETCH.search(part) is None:
        return part
    if not (_OTHER_LETTER.search(part) or "\x1b" in part):
        core = part.strip()
        return part.replace(core, f"{begin}{core}{end}", 1)
    pieces, done = list[str](), 0
    for stretch in _STRETCH.finditer(part):
        start, stop = _with_quotes(part, *stretch.span())
        pieces += [part[done:start], begin, part[start:stop], end]
        done = stop
    return "".join((*pieces, part[done:]))


def _with_quotes(part: str, start: int, stop: int) -> tuple[int, int]:
    """A stretch with its quotation marks: both, or one if the other stands on another line; otherwise with its
    ellipsis."""
    mark = part[start - 1 : start]
    opens = mark in _CLOSED_BY and not part[max(start - 2, 0) : start - 1].isalnum()
    tail = _TAIL.match(part, stop)
    if tail and opens and tail[1] in _CLOSED_BY[mark]:
        return start - 1, tail.end()
    if opens and _LAST.match(part, stop):
        return start - 1, len(part)
    if tail and not opens and not part[:start].strip():
        return start, tail.end()
    return start, stop + part.startswith(_ELLIPSIS, stop)


def json_escaped(text: str) -> str:
    """Return a JSON text with hidden characters in its strings as ``\\uXXXX``: other characters, equal data."""
    return _HIDDEN.sub(lambda match: _utf16(match[0]), text)


def xml_escaped(text: str) -> str:
    """Return an XML text with hidden characters as character references: other characters, equal data."""
    return _HIDDEN.sub(lambda match: f"&#x{ord(match[0]):x};", text)


def _utf16(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k]:02x}{units[k + 1]:02x}" for k in range(0, len(units), 2))
