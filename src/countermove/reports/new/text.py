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
        told = f"{SCHEMA_FILE} beside it is another one, perhaps of another version: it was left. --force replaces both files."
        return (Sentence(told, "caution"),)
    return ()


def new_page(given: NewRecord) -> Page:
    """The file that was written, and what to do next."""
    source = "" if given.source is None else f", a copy of {given.source}"
    return Page(
        (
            Sentence(f"Wrote {given.file} ({count(given.lines, 'line')}){source}.", "line"),
            *schema_sentences(given.schema),
            Sentence(f"Next: countermove assess {given.file}", "line"),
        )
    )
