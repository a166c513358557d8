"""new in words."""

from __future__ import annotations

from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.words import count
from countermove.reports.new.compute import SCHEMA_FILE, NewRecord, Schema

__all__ = ["new_page", "schema_sentences"]


def schema_sentences(schema: Schema | None) -> tuple[Sentence, ...]:
    """What happened to the schema beside the file, if it is worth saying."""
    if schema == "written":
        return (Sentence(f"Wrote {SCHEMA_FILE} beside it, by which editors complete and explain keys.", "line"),)
    if schema == "another":
        text = f"{SCHEMA_FILE} beside it is another one, perhaps of another version: it was left. --force replaces both files."
        return (Sentence(text, "caution"),)
    return ()


def new_page(record: NewRecord) -> Page:
    """The file that was written, and what to do next."""
    source = "" if record.source is None else f", a copy of {record.source}"
    return Page(
        (
            Sentence(f"Wrote {record.file} ({count(record.lines, 'line')}){source}.", "line"),
            *schema_sentences(record.schema),
            Sentence(f"Next: countermove assess {record.file}", "line"),
        )
    )
