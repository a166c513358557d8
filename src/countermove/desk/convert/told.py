"""convert in words and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from countermove.desk.convert.found import ConvertRecord
from countermove.telling.blocks import Block, Page, Sentence
from countermove.telling.describing import list_of, record, text

__all__ = ["CONVERT", "convert_data", "convert_page"]

_LOST: Mapping[str, str] = {
    "start": "the status quo",
    "drivers": "the drivers: their values are now part of the wants",
    "coalitions": "the coalitions",
}


def convert_page(given: ConvertRecord) -> Page:
    """What was written, and what it does not hold."""
    blocks: list[Block] = [
        Sentence(f"Wrote {given.target} ({given.written_as}) from {given.source} ({given.read_as}).", "line")
    ]
    if given.lost:
        blocks.append(Sentence("That format does not hold:", "caution"))
        blocks += [Sentence(f"{_LOST[name]}.", "item") for name in given.lost]
    if given.chosen:
        told = f"{given.source} has no status quo: {given.target} begins in the first feasible state. Put its own `start` there."
        blocks.append(Sentence(told, "caution"))
    return Page(tuple(blocks))


def convert_data(given: ConvertRecord) -> dict[str, Any]:
    """The data of a conversion."""
    return {
        "source": given.source,
        "target": given.target,
        "read_as": given.read_as,
        "written_as": given.written_as,
        "lost": list(given.lost),
        "chosen": list(given.chosen),
    }


CONVERT = record(
    "A file converted.",
    source=text("The file or case that was read."),
    target=text("The file that was written."),
    read_as=text("The format of the first."),
    written_as=text("The format of the second."),
    lost=list_of("What the second cannot hold: start, drivers, coalitions.", {"type": "string"}),
    chosen=list_of("What the second needs and the first does not have: start, or nothing.", {"type": "string"}),
)
