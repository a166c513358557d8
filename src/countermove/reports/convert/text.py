"""convert in words."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.presentation.blocks import Block, Page, Sentence
from countermove.reports.convert.compute import ConvertRecord

__all__ = ["convert_asides", "convert_page"]

_LOST: Mapping[str, str] = {
    "start": "the status quo",
    "drivers": "the drivers: their values are now part of the wants",
    "coalitions": "the coalitions",
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
