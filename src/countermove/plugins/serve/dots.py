"""The conclusions in one row: a dot for each, and below it, in words, those that a push has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from countermove.context.glossary import Glossary
from countermove.plugins.serve.consequences import Changed
from countermove.questions.check.claim_rows import ClaimRow, claim_rows
from countermove.questions.check.figure import board_title
from countermove.verdicts.claims import ClaimVerdict
from gmcr.base.record import Record

__all__ = ["Dot", "Dots", "dots_of"]

_LISTED = 4
"""The most conclusions in words."""


@dataclass(frozen=True, slots=True)
class Dot(Record):
    """A conclusion. ``change``: what a push has changed of it, None for nothing that a word tells."""

    row: ClaimRow
    change: Changed | None

    @property
    def word(self) -> str:
        """Its class, and before that the one that it had."""
        if self.change is None:
            return self.row.word
        if self.change.in_base:
            return f"{self.change.base[0]} → {self.change.base[1]} in the base reading"
        return f"{self.change.before} → {self.change.after}"

    @property
    def place(self) -> tuple[int, bool, str]:
        """A sort key: what holds comes first, what nothing can be said of last; equal signs stand together."""
        share = self.row.share
        band = 3 if share is None else 0 if share == 1 else 2 if share == 0 else 1
        return band, self.row.mark != "follows", self.row.mark


@dataclass(frozen=True, slots=True)
class Dots(Record):
    """The author's conclusions, or all claims if the author has none. ``news``: those in words, which are the changed
    ones if anything was pushed, and otherwise those that do not hold throughout; ``more``: how many are not."""

    title: str
    dots: tuple[Dot, ...]
    news: tuple[Dot, ...]
    more: int


def dots_of(claims: Sequence[ClaimVerdict], changed: Sequence[Changed], glossary: Glossary, *, pushed: bool) -> Dots:
    """The dots of these verdicts."""
    changes = {item.id: item for item in changed if item.kind == "claim" and not item.partly}
    own = [claim for claim in claims if claim.of_the_author] or claims
    dots = sorted((Dot(row, changes.get(row.id)) for row in claim_rows(own, glossary)), key=lambda dot: dot.place)
    news = [dot for dot in dots if (dot.change is not None if pushed else dot.place[0])]
    return Dots(board_title(claims), tuple(dots), tuple(news[:_LISTED]), len(news[_LISTED:]) if pushed else 0)
