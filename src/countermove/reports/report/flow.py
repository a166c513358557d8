"""Blocks in flow: consecutive items become one list, with subitems nested in their item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from countermove.presentation.blocks import Sentence
from countermove.reports.report.blocks import DossierBlock
from gmcr.base.summary import Record

__all__ = ["Flow", "ListItem", "Listing", "flow_of"]


@dataclass(frozen=True, slots=True)
class ListItem(Record):
    """One item of a list, with its subitems."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Record):
    """A list."""

    items: tuple[ListItem, ...]


Flow = DossierBlock | Listing


def flow_of(blocks: Iterable[DossierBlock]) -> tuple[Flow, ...]:
    """The same blocks in the same order, with items gathered into lists."""
    flow: list[Flow] = []
    waiting: list[ListItem] = []

    def close() -> None:
        if waiting:
            flow.append(Listing(tuple(waiting)))
            waiting.clear()

    for block in blocks:
        if isinstance(block, Sentence) and block.tone == "item":
            waiting.append(ListItem(block.text))
        elif isinstance(block, Sentence) and block.tone == "subitem" and waiting:
            last = waiting[-1]
            waiting[-1] = ListItem(last.text, (*last.below, block.text))
        else:
            close()
            flow.append(block)
    close()
    return tuple(flow)
