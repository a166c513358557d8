"""convert: a conflict in another format, and what that format could not hold.

convert in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from countermove.context.selection import BASE, Selection
from countermove.presentation.blocks import Block, Page, Sentence
from gmcr import CONCEPTS
from gmcr.base.errors import CountermoveError
from gmcr.base.record import NULL_IF_EMPTY, Record

__all__ = ["ConvertRecord", "convert_asides", "convert_case", "convert_page"]


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
    """What the target cannot hold: start, drivers, coalitions, strength, options."""
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


_LOST: Mapping[str, str] = {
    "start": "the status quo",
    "drivers": "the drivers: their values are now part of the wants",
    "coalitions": "the coalitions",
    "strength": "the strength and the doubt of wants: only their order is left",
    "options": "options beside edited arcs: what is written is the graph of these states and moves, with rankings for wants",
}


def convert_page(record: ConvertRecord) -> Page:
    """The file that was written, and what it does not hold."""
    blocks: list[Block] = [
        Sentence(f"Wrote {record.target} ({record.written_as}) from {record.source} ({record.read_as}).", "line")
    ]
    if record.lost:
        blocks.append(Sentence("That format does not hold:", "caution"))
        blocks += [Sentence(f"{_LOST[name]}.", "item") for name in record.lost]
    if record.chosen:
        blocks.append(Sentence(_chosen(record, record.target), "caution"))
    return Page(tuple(blocks))


def convert_asides(record: ConvertRecord) -> tuple[str, ...]:
    """What the displayed text does not hold, in one sentence each."""
    lost = tuple(f"{record.written_as} does not hold {_LOST[name]}." for name in record.lost)
    return (*lost, *((_chosen(record, "the conflict"),) if record.chosen else ()))


def _chosen(record: ConvertRecord, what: str) -> str:
    return f"{record.source} has no status quo: {what} begins in the first feasible state. Put its own `start` there."
