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


def convert_page(given: ConvertRecord) -> Page:
    """The file that was written, and what it does not hold."""
    blocks: list[Block] = [
        Sentence(f"Wrote {given.target} ({given.written_as}) from {given.source} ({given.read_as}).", "line")
    ]
    if given.lost:
        blocks.append(Sentence("That format does not hold:", "caution"))
        blocks += [Sentence(f"{_LOST[name]}.", "item") for name in given.lost]
    if given.chosen:
        blocks.append(Sentence(_chosen(given, given.target), "caution"))
    return Page(tuple(blocks))


def convert_asides(given: ConvertRecord) -> tuple[str, ...]:
    """What the displayed text does not hold, in one sentence each."""
    lost = tuple(f"{given.written_as} does not hold {_LOST[name]}." for name in given.lost)
    return (*lost, *((_chosen(given, "the conflict"),) if given.chosen else ()))


def _chosen(given: ConvertRecord, what: str) -> str:
    return f"{given.source} has no status quo: {what} begins in the first feasible state. Put its own `start` there."
