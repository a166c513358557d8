"""new: a file to begin with, written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from countermove.assessment import load, scaffold
from countermove.assessment.lines import Lines
from countermove.brief import Brief
from countermove.errors import CountermoveError

__all__ = ["NewRecord", "new_file"]


@dataclass(frozen=True, slots=True)
class NewRecord(Brief):
    """A file written."""

    file: str
    """Its name."""
    source: str | None
    """The case that it is a copy of."""
    lines: int
    """How many lines it has."""


def new_file(
    file: str, *, title: str | None = None, source: str | None = None, full: bool = False, force: bool = False
) -> NewRecord:
    """Write a new assessment: a small commented one with this *title*, a *full* one with every key of the format, or a copy
    of the case *source*.

    Raises CountermoveError where the file exists (unless *force*) or cannot be written, or the *title* is no text;
    AssessmentError for *source*.
    """
    if source is not None and title is not None:
        raise CountermoveError("A copy of a case keeps its title: name a source or a title, not both.")
    if source is not None and full:
        raise CountermoveError(
            "A copy of a case has the sections that the case has: name a source or ask for all, not both."
        )
    from countermove.interop.writing import write_whole  # brings the other formats with it

    text = scaffold(title, full=full) if source is None else load(source).text
    write_whole(Path(file), text, force=force)
    return NewRecord(file, source, Lines(text).count)
