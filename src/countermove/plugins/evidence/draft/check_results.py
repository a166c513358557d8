"""What became of answers: of each chunk, and of each item."""

from __future__ import annotations

from dataclasses import dataclass

from countermove.plugins.evidence.documents.quotes import How, State
from gmcr.base.record import derived
from gmcr.base.summary import Record

__all__ = ["FEWER", "Checked", "ChunkAnswered"]

FEWER = 3
"""A chunk is answered short where it has fewer items than one for so many sentences with cues, declarations apart."""


@dataclass(frozen=True, slots=True)
class ChunkAnswered(Record):
    """A chunk, and what came back."""

    chunk: int
    """Which it is, from 1."""
    first: int
    """Its first paragraph, from 1."""
    last: int
    """Its last paragraph."""
    cued: int
    """How many of its sentences have cues."""
    items: int | None
    """How many items were answered, without declarations of actors, options and drivers; null where there is no answer."""
    answered_by: str | None
    """Who answered; null where that is not said."""

    @derived
    def short(self) -> bool:
        """Whether there is no answer, or fewer items than its cues would lead to expect."""
        return self.items is None or FEWER * self.items < self.cued


@dataclass(frozen=True, slots=True)
class Checked(Record):
    """An item that was answered, checked."""

    chunk: int
    """The chunk."""
    id: str
    """Its name there."""
    kind: str
    """What it is."""
    says: str
    """What it says, in the words of who answered."""
    quote: str
    """The quote as it was given."""
    paragraph: int
    """The paragraph that was named."""
    state: State
    """Whether the quote is in the text."""
    how: How | None
    """How it was repaired or why it was rejected; null for one that was verified."""
    paragraphs: tuple[int, int] | None
    """The first and the last paragraph in which it is; null for one that is in none."""
    sentence: int | None
    """The sentence of that paragraph, from 1, where it is in one."""
    passage: str
    """The words of the text; empty where there are none like it."""
    alike: float | None
    """How alike quote and passage are of 100, where they are not the same."""
    differing: tuple[str, ...]
    """Words of one and not of the other."""
    formula: str | None
    """The formula that was given; null where there is none."""
    formula_problem: str | None
    """What is wrong with it; null where nothing is."""
    placed: str | None
    """Where in the worksheet it stands; null for one that was set aside."""
    unplaced: str | None
    """Why one whose quote is in the text was set aside; null for all others."""
