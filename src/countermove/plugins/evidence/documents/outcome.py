"""The outcome of reading a document in a process of its own: its text and its oddities, or why it is refused.

It passes between processes as JSON, so it holds nothing but text and numbers.

The script of a text, as far as it matters for tables of words: from left to right with spaces, or not.

Sentences about losses and problems when reading a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from countermove.presentation.words import count, listed, number
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = [
    "LANGUAGE_NOTE",
    "Outcome",
    "Reason",
    "Refused",
    "Script",
    "TooMuchUnpacked",
    "UnpackedCount",
    "notes_on",
    "refusal",
    "script_note",
    "script_of",
]


Script: TypeAlias = Literal["latin", "right-to-left", "without spaces", "other"]
"""``without spaces``: Chinese, Japanese, Thai, Lao, Khmer, Burmese. ``other``: letters such as Greek, Cyrillic, Korean."""

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06]")
_MOST = 200_000
"""The number of letters examined."""


def script_of(paragraphs: Iterable[str]) -> Script:
    """The script of most letters."""
    counts = Counter[Script]()
    budget = _MOST
    for paragraph in paragraphs:
        for sign in paragraph[:budget]:
            if sign.isalpha():
                counts[_of(sign)] += 1
        budget -= len(paragraph)
        if budget <= 0:
            break
    return counts.most_common(1)[0][0] if counts else "other"


def _of(letter: str) -> Script:
    if letter.isascii() or _LATIN.match(letter):
        return "latin"
    if _SPACELESS.match(letter):
        return "without spaces"
    return "right-to-left" if unicodedata.bidirectional(letter) in ("R", "AL") else "other"


Reason: TypeAlias = Literal[
    "not PDF", "truncated", "encrypted", "damaged", "no text", "pages", "not HTML", "no main text", "large"
]


@dataclass(frozen=True, slots=True)
class Outcome(Record):
    """A text, and the oddities of its document."""

    text: str
    """Paragraphs between blank lines, form feeds where pages end (``sources.texts``)."""
    pages: int = 0
    """Pages of a PDF."""
    without_text: tuple[int, ...] = ()
    """Pages on which there is no text."""
    unreadable: tuple[int, ...] = ()
    """Pages that are damaged."""
    strange: tuple[int, ...] = ()
    """Pages with letters without a meaning, since their font does not map them to characters."""
    heads: tuple[tuple[str, int], ...] = ()
    """Running heads, feet and page numbers that were left out: one of each, and its number of pages."""
    words: int = 0
    """Words of the text of a page of HTML."""
    all_words: int = 0
    """Words of that page, with everything around its text."""
    title: str = ""
    """Its title, according to the page or the properties of the file."""
    dated: str = ""
    """The date of publication, according to the page."""
    made: str = ""
    """The day on which the file was made."""


class Refused(CountermoveError):
    """Raised for a document that cannot be read. ``pages``: its number of pages, where that matters; ``why``: in the
    words of the reader that failed.
    """

    def __init__(self, reason: Reason, *, pages: int = 0, why: str = "") -> None:
        self.reason, self.pages, self.why = reason, pages, why
        super().__init__(reason)


class TooMuchUnpacked(BaseException):
    """More was unpacked than may be: no reader of a format may take it for a fault of the file."""


class UnpackedCount:
    """Counts the bytes of what is unpacked, up to *most* (0: any number). ``bytes``: those so far."""

    def __init__(self, most: int) -> None:
        self.bytes, self._most = 0, most

    def add(self, more: int) -> None:
        """Count *more* bytes. Raises TooMuchUnpacked."""
        self.bytes += more
        if self._most and self.bytes > self._most:
            raise TooMuchUnpacked


_SHOWN = 6
"""The largest number of running heads that are quoted."""

_LITTLE = 0.5
"""The share of a page's words below which its text may be the wrong part."""


LANGUAGE_NOTE = "Few of its words are English: the tables of English words do not fit, so no sentence is marked."
"""Why the tables do not apply to a text in Latin letters."""


def notes_on(outcome: Outcome) -> Iterator[str]:
    """What was left out, is missing or may be wrong."""
    empty = tuple(page for page in outcome.without_text if page not in outcome.unreadable)
    if empty:
        yield f"{_pages(empty)} of {number(outcome.pages)} {_have(empty)} no text: empty, a picture or a scan."
    if outcome.unreadable:
        yield f"{_pages(outcome.unreadable)} cannot be read: the file is damaged there."
    if strange := outcome.strange:
        yield f"{_pages(strange)} {_have(strange)} letters that stand for nothing: a font does not say what they are."
    if outcome.heads:
        shown = listed([f"“{text}” ({count(on, 'page')})" for text, on in outcome.heads[:_SHOWN]])
        more = f" and {number(len(outcome.heads) - _SHOWN)} others" if len(outcome.heads) > _SHOWN else ""
        yield f"Left out as running heads or page numbers: {shown}{more}."
    if outcome.all_words > outcome.words:
        share = f"{number(outcome.words)} of the {number(outcome.all_words)} words of the page"
        little = outcome.words < _LITTLE * outcome.all_words
        yield f"The main text was taken, {share}{': look whether it is the right part' if little else ''}."


def script_note(script: Script) -> str | None:
    """Why tables of English words do not apply to a text; None where they do."""
    if script == "latin":
        return None
    what = {
        "right-to-left": "is written from right to left",
        "without spaces": "is in a script that is written without spaces",
    }.get(script, "is not in Latin letters")
    return f"Most of the text {what}: the tables of English words do not fit, so no sentence is marked."


def refusal(refused: Refused) -> str:
    """Why a document cannot be read, and what to do."""
    match refused.reason:
        case "no text":
            what = f"None of its {number(refused.pages)} pages has any text: they are pictures"
            if refused.pages == 1:
                what = "Its only page has no text: it is a picture"
            return f"{what}, as of a scan. Have its text recognised first (OCR)."
        case "encrypted":
            return "The PDF is encrypted: save it without its password first."
        case "truncated":
            return "The PDF ends before its end: it was not transferred whole. Get it again."
        case "not PDF":
            return "This is not a PDF, whatever it is called."
        case "pages":
            return f"The PDF has {number(refused.pages)} pages, and at most 2,000 are read: split it."
        case "not HTML":
            return "There is no HTML in it, whatever it is called."
        case "no main text":
            return "No text was found on the page: copy it into a .txt file."
        case "large":
            return (
                "The page has over ten million characters without scripts and pictures: copy the text into a .txt file."
            )
        case "damaged":
            why = f": {refused.why}" if refused.why else ""
            return f"It is damaged and cannot be read{why}. Open it elsewhere, and save or print it again."


def _have(pages: Sequence[int]) -> str:
    return "has" if len(pages) == 1 else "have"


def _pages(numbers: Sequence[int]) -> str:
    """Pages by their numbers, consecutive ones as a range."""
    starts = [numbers[0], *(later for earlier, later in pairwise(numbers) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(numbers) if later != earlier + 1), numbers[-1]]
    shown = [str(one) if one == last else f"{one}–{last}" for one, last in zip(starts, ends, strict=True)]
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {listed(shown)}"
