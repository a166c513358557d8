"""new: a file to start from, written whole or not at all, and beside it the schema that editors use.

The first line names that schema for the YAML language server, which most editors have: keys are completed and
explained, and unknown ones marked, while they are typed. It names a local file rather than an address, so that nothing
has to be fetched. A copy of a case has the bytes of the case, so nothing is added to it.

new in words.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from countermove.assessment.problems import Lines
from countermove.assessment.template import published_text
from countermove.presentation.blocks import Page, Sentence
from countermove.presentation.words import count
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record

__all__ = [
    "MODELINE",
    "SCHEMA_FILE",
    "NewRecord",
    "Schema",
    "new_file",
    "new_page",
    "schema_beside",
    "schema_sentences",
]


SCHEMA_FILE: Final = "countermove.schema.json"
"""The name of the schema beside a new file."""

MODELINE: Final = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""The first line of a new file: it tells editors where the schema is."""

Schema: TypeAlias = Literal["written", "there", "another"]


@dataclass(frozen=True, slots=True)
class NewRecord(Record):
    """A file that was written."""

    file: str
    """Its name."""
    source: str | None
    """The case that it is a copy of."""
    lines: int
    """The number of its lines."""
    schema: Schema | None
    """The schema beside it: written, already there, or another one there that was left alone; null for a copy, which
    names none."""


def new_file(
    file: str, *, title: str | None = None, source: str | None = None, full: bool = False, force: bool = False
) -> NewRecord:
    """Write a new assessment: a small commented one with this *title*, a *full* one with every key of the format, or a
    copy of the case *source*; and the schema beside it, unless it is a copy.

    Raises CountermoveError if the file exists (unless *force*) or cannot be written, or if the *title* is no text;
    AssessmentError for *source*.
    """
    if source is not None and title is not None:
        raise CountermoveError("A copy of a case keeps its title: name a source or a title, not both.")
    if source is not None and full:
        raise CountermoveError(
            "A copy of a case has the sections that the case has: name a source or ask for all, not both."
        )
    from countermove.assessment import load, scaffold  # what reads a case, which few who write a file need
    from gmcr.base.files import check_place, write_whole

    text = MODELINE + scaffold(title, full=full) if source is None else load(source).text
    check_place(Path(file), force=force)  # so that both are written, or neither
    schema = schema_beside(Path(file), force=force) if source is None else None
    write_whole(Path(file), text, force=force)
    return NewRecord(file, source, Lines(text).count, schema)


def schema_beside(file: Path, *, force: bool = False) -> Schema:
    """Write the schema to the place that the first line of a file names, unless something else is there."""
    from gmcr.base.files import write_whole

    place, text = file.parent / SCHEMA_FILE, published_text()
    with suppress(OSError):  # an unreadable file is not ours
        if place.is_file() and place.read_bytes() == text.encode("utf-8"):
            return "there"
    if os.path.lexists(place) and not force:
        return "another"
    write_whole(place, text, force=force)
    return "written"


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
