"""The outcome of reading a document in a process of its own: its text and its oddities, or why it is refused.

It passes between processes as JSON, so it holds nothing but text and numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from gmcr.base.errors import CountermoveError
from gmcr.base.summary import Record

__all__ = ["Outcome", "Reason", "Refused"]

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
