"""new in words and as plain data."""

from __future__ import annotations

from typing import Any

from countermove.desk.new.found import NewRecord
from countermove.telling.blocks import Page, Sentence
from countermove.telling.describing import or_null, record, text, whole
from countermove.telling.words import count

__all__ = ["NEW", "new_data", "new_page"]


def new_page(given: NewRecord) -> Page:
    """What was written, and what to do next."""
    source = "" if given.source is None else f", a copy of {given.source}"
    return Page(
        (
            Sentence(f"Wrote {given.file} ({count(given.lines, 'line')}){source}.", "line"),
            Sentence(f"Next: countermove assess {given.file}", "line"),
        )
    )


def new_data(given: NewRecord) -> dict[str, Any]:
    """The data of a file written."""
    return {"file": given.file, "source": given.source, "lines": given.lines}


NEW = record(
    "A file written.",
    file=text("Its name."),
    source=or_null(text("The case that it is a copy of.")),
    lines=whole("How many lines it has."),
)
