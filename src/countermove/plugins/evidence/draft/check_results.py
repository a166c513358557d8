"""The results of checking answers: for each chunk, and for each item."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.plugins.evidence.documents.quotes import How, State
from gmcr.base.record import derived
from gmcr.base.summary import Record

__all__ = ["FEWER", "Checked", "ChunkAnswered"]

FEWER = 3
"""A chunk is answered short where it has, apart from declarations, fewer items than one for this many sentences with
cues.
"""


@dataclass(frozen=True, slots=True)
class ChunkAnswered(Record):
    """A chunk, and its answer."""

    chunk: int
    """Its number, from 1."""
    first: int
    """Its first paragraph, from 1."""
    last: int
    """Its last paragraph."""
    cued: int
    """The number of its sentences with cues."""
    items: int | None
    """The number of items answered, without declarations of actors, options and drivers; null where there is no answer.
    """
    answered_by: str | None
    """Who answered; null where unstated."""

    @derived
    def short(self) -> bool:
        """Whether there is no answer, or fewer items than its cues suggest."""
        return self.items is None or FEWER * self.items < self.cued


@dataclass(frozen=True, slots=True)
class Checked(Record):
    """A checked item of an answer."""

    chunk: int
    """The chunk."""
    id: str
    """Its name there."""
    kind: str
    """Its kind."""
    says: str
    """Its statement, in the words of who answered."""
    quote: str
    """The quote as answered."""
    paragraph: int
    """The paragraph named in the answer."""
    state: State
    """Whether the quote is in the text."""
    how: How | None
    """How it was repaired or why it was rejected; null for a verified one."""
    paragraphs: tuple[int, int] | None
    """The first and the last paragraph that contain it; null where none does."""
    sentence: int | None
    """The sentence of that paragraph, from 1, where it is in one."""
    passage: str
    """The words of the text; empty where there are none like it."""
    alike: float | None
    """The similarity of quote and passage, of 100, where they are not the same."""
    differing: tuple[str, ...]
    """Words of only one of the two."""
    formula: str | None
    """The formula as answered; null where there is none."""
    formula_problem: str | None
    """The problem of the formula; null where there is none."""
    placed: str | None
    """Its place in the worksheet; null for one that was set aside."""
    unplaced: str | None
    """Why one whose quote is in the text was set aside; null for all others."""
