"""convert: a conflict in another format, and what that format could not hold."""

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
    """A converted file."""

    source: str
    """The file or case that was read."""
    target: Annotated[str, NULL_IF_EMPTY]
    """The file that was written; null if none."""
    read_as: str
    """The format of the source."""
    written_as: str
    """The format of the target."""
    lost: tuple[str, ...]
    """What the target cannot hold: start, drivers, coalitions."""
    chosen: tuple[str, ...]
    """What the target needs and the source lacks: start, or nothing."""
    text: Annotated[str, NULL_IF_EMPTY] = ""
    """The text of the target; null if it was written to a file."""


def convert_case(
    source: str,
    target: str | None,
    selection: Selection = BASE,
    *,
    concepts: Sequence[str] = CONCEPTS,
    force: bool = False,
    form: str | None = None,
) -> ConvertRecord:
    """Write the game of a case as *target*, in the format of its suffix; without a target the record has its text, in
    the format *form* (the suffix of a file; yaml by default). Raises CountermoveError, AssessmentError."""
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
