"""convert: a conflict from one format to another, and what the second one could not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from countermove.context.selection import BASE, Selection
from gmcr import CONCEPTS
from gmcr.base.errors import CountermoveError
from gmcr.base.record import NULL_IF_EMPTY
from gmcr.base.summary import Record

__all__ = ["ConvertRecord", "convert_case"]


@dataclass(frozen=True, slots=True)
class ConvertRecord(Record):
    """A file converted."""

    source: str
    """The file or case that was read."""
    target: Annotated[str, NULL_IF_EMPTY]
    """The file that was written; null where none was."""
    read_as: str
    """The format of the first."""
    written_as: str
    """The format of the second."""
    lost: tuple[str, ...]
    """What the second cannot hold: start, drivers, coalitions."""
    chosen: tuple[str, ...]
    """What the second needs and the first does not have: start, or nothing."""
    text: Annotated[str, NULL_IF_EMPTY] = ""
    """What the second holds; null where it was written to a file."""


def convert_case(
    source: str,
    target: str | None,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    force: bool = False,
    form: str | None = None,
) -> ConvertRecord:
    """Write the game of a case as *target*, in the format of its suffix; without a target the record has its text, in the format
    *form* (the end of a file's name; yaml where none is named). Raises CountermoveError, AssessmentError."""
    from countermove.interop.conversion import convert, converted_text  # formats that few commands need

    if target is not None and form is not None:
        raise CountermoveError(
            f"{target}: the end of the name says the format; name one only for the output.", argument="format_"
        )
    game: dict[str, Any] = {part: getattr(selection, part) for part in ("reading", "scenario", "view", "drivers")}
    if target is None:
        done, text = converted_text(source, form or "yaml", concepts=concepts, **game)
    else:
        done, text = convert(source, target, force=force, concepts=concepts, **game), ""
    return ConvertRecord(done.source, done.target, done.read_as, done.written_as, done.lost, done.chosen, text)
