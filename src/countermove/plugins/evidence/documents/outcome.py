"""What comes of reading a document in a process of its own: its text and what was odd, or why it is refused.

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
    """A text, and what was odd about its document."""

    text: str
    """Paragraphs between blank lines, form feeds where pages end (``sources.texts``)."""
    pages: int = 0
    """Pages of a PDF."""
    without_text: tuple[int, ...] = ()
    """Pages on which there is no text."""
    unreadable: tuple[int, ...] = ()
    """Pages that are damaged."""
    strange: tuple[int, ...] = ()
    """Pages with letters that stand for nothing, since their font does not say what they are."""
    heads: tuple[tuple[str, int], ...] = ()
    """Running heads, feet and page numbers that were left out: one of each, and on how many pages."""
    words: int = 0
    """Words of the text of a page of HTML."""
    all_words: int = 0
    """Words of that page, with what is around its text."""
    title: str = ""
    """What the page, or the properties of the file, call it."""
    dated: str = ""
    """The day on which the page says that it was published."""
    made: str = ""
    """The day on which the file was made."""


class Refused(CountermoveError):
    """A document that cannot be read. ``pages``: how many it has, where that matters; ``why``: in the words of who read it."""

    def __init__(self, reason: Reason, *, pages: int = 0, why: str = "") -> None:
        self.reason, self.pages, self.why = reason, pages, why
        super().__init__(reason)
