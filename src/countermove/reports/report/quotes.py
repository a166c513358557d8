"""Passages of sources as blocks of a report: the sentences that are named, marked, or else the whole passage."""

from __future__ import annotations

from countermove.reports.passages import passage_text
from countermove.reports.report.blocks import Quote
from countermove.sources.passages import Passage

__all__ = ["quote_of"]


def quote_of(passage: Passage) -> Quote:
    """A passage with its place."""
    if passage.marked:
        return Quote(passage_text(passage), (), tuple(one.pieces for one in passage.marked))
    return Quote(passage_text(passage), passage.paragraphs)
