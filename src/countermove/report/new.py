"""new in words."""

from __future__ import annotations

from countermove.desk.new import NewRecord
from countermove.report.text import Page, Sentence
from countermove.report.words import count

__all__ = ["new_page"]


def new_page(record: NewRecord) -> Page:
    """What was written, and what to do next."""
    source = "" if record.source is None else f", a copy of {record.source}"
    return Page(
        (
            Sentence(f"Wrote {record.file} ({count(record.lines, 'line')}){source}."),
            Sentence(f"Next: countermove assess {record.file}", "note"),
        )
    )
