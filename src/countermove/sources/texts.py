"""The text of a source, and how places in it are counted.

*Paragraphs* are the blocks between blank lines where there are blank lines between others, else the lines that are not
empty. *Pages* end at form feeds, and a paragraph ends with its page, unless the form feed stands between a space and a
letter of one line: then the paragraph continues, and is on both pages. A *chapter* begins with a paragraph whose first
line is ``Chapter 84``, ``84.``, ``[84]``, or a heading of Markdown with such a number; *times* with one whose first or
second line begins with a time such as ``[1:02:30]`` or ``00:01:02,500``. All are stretches of whole paragraphs. Units
that a text lacks are not looked for in it.

The folders that a reader names, of data or of texts: files are read in place, and none outside of them.

What identifies a text: its letters and digits, its words, and hashed runs of three words.

Layout does not change a passage: case, spaces, hyphens, punctuation, marks that stand on no letter and the forms that
NFKC unites are ignored. A word is a stretch of letters and digits; in scripts that are written without spaces (Chinese,
Japanese, Thai, Lao, Khmer, Burmese) every letter is one. A word divided at the end of a line is joined again.

A run is hashed (BLAKE2b, keyed with the salt of a file of locks) to 18 bits. Two of them choose one run in four, the
others are its *number*. So a number stands for one in 262,144 of all runs, and three of four runs of a passage leave no
trace.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Literal, TypeAlias

from countermove.assessment.parser import decode, read_bytes
from countermove.assessment.problems import Lines, refuse
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = [
    "LARGEST",
    "RUN",
    "SHORT",
    "SUFFIXES",
    "Held",
    "SourceText",
    "Stretch",
    "digest_of",
    "folder_of",
    "inside",
    "numbers_of",
    "read_text",
    "text_in",
    "text_of",
    "words",
    "words_of",
]


Held: TypeAlias = Literal["data", "texts"]
"""The content of a folder, and the option that names it."""


def folder_of(folder: str | Path, held: Held) -> Path:
    """The resolved folder. Raises CountermoveError where there is none."""
    try:
        resolved = Path(folder).resolve(strict=True)
        if resolved.is_dir():
            return resolved
        why = "is not a folder"
    except FileNotFoundError:
        why = "does not exist"
    except (OSError, RuntimeError, ValueError) as error:
        why = f"cannot be read: {_why(error)}"
    raise CountermoveError(f"The folder of {held} {folder} {why}.", argument=held)


def inside(path: Path, folder: Path, held: Held) -> Path:
    """The resolved path of a file in the folder. Raises AssessmentError where there is no such file, or a link leads
    out.
    """
    try:
        resolved = path.resolve(strict=True)
    except FileNotFoundError:
        raise refuse(str(path), "file", "There is no such file.") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise refuse(str(path), "file", f"The file cannot be read: {_why(error)}.") from None
    if not resolved.is_relative_to(folder.resolve()):
        raise refuse(str(path), "file", f"This leads out of the folder of {held}: put the file itself there.")
    return path


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or "links in a circle"  # RuntimeError, before Python 3.13


RUN = 3
"""Words of a run."""

SHORT = 8
"""A passage of fewer words could be guessed from its hash: only sixteen bits of it are stored."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_SPACELESS}]|[^\\W_{_SPACELESS}]+")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\n[ \t]*(?=[^\W\d_])")
_CHOSEN, _BITS = 3, 2


def words_of(text: str) -> list[str]:
    """The normalised words of a text."""
    whole = _DIVIDED.sub("", text)
    if not whole.isascii():
        whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())
        whole = "".join(
            sign for sign in whole if sign.isascii() or unicodedata.category(sign) not in ("Mn", "Mc", "Cf")
        )
        return _WORD.findall(whole)
    return _WORD.findall(whole.casefold())


def digest_of(words: Sequence[str], salt: str) -> str:
    """SHA-256 of the letters and digits of a passage; for a short one four hexadecimal digits of the salted hash."""
    letters = "".join(words).encode()
    if len(words) < SHORT:
        return hashlib.sha256(f"{salt}:".encode() + letters).hexdigest()[:4]
    return hashlib.sha256(letters).hexdigest()


def numbers_of(words: Sequence[str], salt: str) -> Iterator[tuple[int, int]]:
    """The chosen runs: the index where each begins, and its number."""
    key = salt.encode()
    for place in range(len(words) - RUN + 1):
        run = " ".join(words[place : place + RUN]).encode()
        value = int.from_bytes(hashlib.blake2b(run, digest_size=3, key=key).digest(), "big")
        if value & _CHOSEN == 0:
            yield place, value >> _BITS & 0xFFFF


def words(lines: tuple[str, ...]) -> frozenset[str]:
    """The words in the lines of a section."""
    return frozenset(" ".join(lines).split())


LARGEST = 5_000_000
"""The largest size of a text, in bytes."""

SUFFIXES = (".txt", ".md")
"""Suffixes of texts, in order of preference."""

Stretch = tuple[int, int]
"""A half-open range of indices."""

_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_GOING_ON = re.compile(r"(?<= )\f+(?=\S)")
_TURNED = "\x1d"  # for form feeds within a paragraph; no text contains it
_BLANK = re.compile(r"\n[^\S\n]*\n")
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = f"[{''.join(_ROMANS)}]+"
_CHAPTER = re.compile(
    rf"(?:#+\s*)?(?:chapter\s+(?P<word>[0-9]+|{_ROMAN})\b|\[(?P<bracket>[0-9]+)\]|(?P<dot>[0-9]+)\.(?:\s|\Z))",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#+\s*(?P<number>[0-9]+)\b")
_TIME = re.compile(r"[\[(]?(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2})(?:[.,][0-9]{1,3})?(?=[\s\])\-]|\Z)")


@dataclass(frozen=True, eq=False)
class SourceText(Record):
    """A text. ``by_lines``: its paragraphs are its lines; ``pages``, ``chapters``, ``times``: stretches of paragraphs,
    the chapters by number, the times by the second at which they begin."""

    source: str
    file: str
    sha256: str
    paragraphs: tuple[str, ...]
    by_lines: bool
    pages: tuple[Stretch, ...]
    chapters: Mapping[int, Stretch]
    times: Mapping[int, Stretch]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of all paragraphs."""
        return tuple(word for own in self._by_paragraph for word in own)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The index of the first word of each paragraph, and after the last word of all."""
        return (0, *accumulate(map(len, self._by_paragraph)))

    @cached_property
    def _by_paragraph(self) -> tuple[list[str], ...]:
        return tuple(map(words_of, self.paragraphs))

    def words_in(self, stretch: Stretch) -> Stretch:
        """The stretch of words of some paragraphs."""
        return self.starts[stretch[0]], self.starts[stretch[1]]

    def paragraphs_in(self, stretch: Stretch) -> Stretch:
        """The paragraphs with some words, of which there is at least one."""
        first = bisect_right(self.starts, stretch[0]) - 1
        return first, max(bisect_right(self.starts, stretch[1] - 1), first + 1)

    def place(self, what: str, value: str) -> Stretch | None:
        """The paragraphs of a place: of a "para", "chapter", "page", "time", or of the whole text (""). None where
        there is no such place."""
        if what == "":
            return 0, len(self.paragraphs)
        if what == "time":
            return self._time(value)
        number = int(value)
        if what == "chapter":
            return self.chapters.get(number)
        if what == "page":
            return self.pages[number - 1] if number <= len(self.pages) else None
        return (number - 1, number) if number <= len(self.paragraphs) else None

    def looks_for(self, what: str, value: str) -> bool:
        """Whether the text has such places at all."""
        if what == "time":
            return bool(self.times) and _seconds(value) is not None
        return bool({"chapter": self.chapters, "page": self.pages}.get(what, True))

    def _time(self, value: str) -> Stretch | None:
        second_of = _seconds(value)
        before = [second for second in self.times if second_of is not None and second <= second_of]
        return self.times[max(before)] if before else None


# -- reading -----------------------------------------------------------------------------------------------------------


def text_in(folder: Path, source: str) -> SourceText | None:
    """The text of a source in a folder, None where there is none. Raises AssessmentError for an unusable text."""
    for suffix in SUFFIXES:
        path = folder / f"{source}{suffix}"
        if os.path.lexists(path):
            return read_text(path, source, within=folder)
    return None


def read_text(path: Path, source: str, *, within: Path) -> SourceText:
    """The text in a file of the folder *within*. Raises AssessmentError."""
    content = read_bytes(inside(path, within, "texts"), most=LARGEST)
    return text_of(decode(content, str(path), most=LARGEST), source, str(path), hashlib.sha256(content).hexdigest())


def text_of(text: str, source: str, file: str, sha256: str) -> SourceText:
    """A text with its places. Raises AssessmentError if it is not text."""
    if strange := _UNREADABLE.search(text):
        message = f"Character U+{ord(strange.group()):04X} does not belong in text: is this a binary file?"
        raise refuse(file, "binary", message, Lines(text).place(strange.start()))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\v")
    text = _GOING_ON.sub(lambda found: _TURNED * len(found[0]), text.rstrip("\f \n"))
    parts = [page.strip(" \t\n\v") for page in text.split("\f")]
    by_lines = not any(map(_BLANK.search, parts))
    paragraphs: list[str] = []
    pages: list[Stretch] = []
    for page in parts:
        first = len(paragraphs)
        for block in page.split("\n") if by_lines else _BLANK.split(page):
            if block.strip():
                paragraphs.append(block.strip().replace(_TURNED, ""))
                for _ in range(block.count(_TURNED)):
                    pages.append((first, len(paragraphs)))
                    first = len(paragraphs) - 1
        pages.append((first, len(paragraphs)))
    if not paragraphs:
        raise refuse(file, "empty", "The file holds no text.")
    return SourceText(
        source,
        file,
        sha256,
        tuple(paragraphs),
        by_lines,
        tuple(pages) if len(pages) > 1 else (),
        _stretches(paragraphs, _chapter),
        _stretches(paragraphs, _stamp),
    )


def _stretches(paragraphs: list[str], number_in: Callable[[str], int | None]) -> Mapping[int, Stretch]:
    """Number → the stretch from the paragraph with that number to the next numbered one; for a repeated number the
    first.
    """
    numbered = [(number, place) for place, text in enumerate(paragraphs) if (number := number_in(text)) is not None]
    ends = [*(place for _, place in numbered[1:]), len(paragraphs)]
    stretches: dict[int, Stretch] = {}
    for (number, place), end in zip(numbered, ends, strict=False):
        stretches.setdefault(number, (place, end))
    return stretches


def _chapter(paragraph: str) -> int | None:
    line = paragraph[:200]
    if match := _CHAPTER.match(line) or _HEADING.match(line):
        number = next(item for item in match.groups() if item)
        return int(number) if number.isdecimal() else _roman(number.lower())
    return None


def _roman(number: str) -> int:
    values = [_ROMANS[letter] for letter in number]
    return sum(-one if one < next_ else one for one, next_ in pairwise((*values, 0)))


def _stamp(paragraph: str) -> int | None:
    for line in paragraph[:200].split("\n")[:2]:
        if match := _TIME.match(line.strip()):
            return _of(match)
    return None


def _seconds(time: str) -> int | None:
    match = _TIME.fullmatch(time.strip())
    return None if match is None else _of(match)


def _of(match: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return 3600 * hours + 60 * minutes + seconds
