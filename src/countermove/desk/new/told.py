"""new in words."""

from __future__ import annotations

from countermove.desk.new.found import NewRecord
from countermove.telling.blocks import Page, Sentence
from countermove.telling.words import count

__all__ = ["new_page"]


def new_page(given: NewRecord) -> Page:
    """What was written, and what to do next."""
    source = "" if given.source is None else f", a copy of {given.source}"
    return Page(
        (
            Sentence(f"Wrote {given.file} ({count(given.lines, 'line')}){source}.", "line"),
            Sentence(f"Next: countermove assess {given.file}", "line"),
        )
    )
