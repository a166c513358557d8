"""Strength and doubt of wants in words: how an answer reads them, and that most answers do without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from countermove.presentation.phrases import Phrasing
from countermove.presentation.words import listed

__all__ = ["WITHOUT", "Graded", "statements_texts"]

WITHOUT = (
    "Some wants are of great strength or unknown. `solve`, `why`, `paper` and the check `stable` (with `strongly` or `type`) can "
    "read that; all else goes by the order of the wants alone."
)
"""What answers say that do not read strength and doubt, where a file has some."""

_TYPES: Mapping[str, str] = {
    "a": "it would move to what may be better, and is deterred only by what is surely no better",
    "b": "it would move only to what is surely better, and is deterred only by what is surely no better",
    "c": "it would move to what may be better, and is deterred by what may be no better",
    "d": "it would move only to what is surely better, and is deterred by what may be no better",
}


class Graded(Protocol):
    """An answer that reads strength and doubt."""

    @property
    def great(self) -> Sequence[str]: ...
    @property
    def unknown(self) -> Sequence[str]: ...
    @property
    def strongly(self) -> bool: ...
    @property
    def type(self) -> str | None: ...


def statements_texts(result: Graded, phrasing: Phrasing) -> Iterator[str]:
    """How strength and doubt are read, a sentence for each of the two."""
    if result.strongly:
        yield "A sanction counts only if it leaves whom it deters greatly worse off (strong stability)."
    elif result.great:
        who = _names(result.great, phrasing)
        yield (
            f"Some wants of {who} are of great strength. Here a sanction counts however little worse it is (general stability); "
            "--strong counts only those that are greatly worse."
        )
    if result.unknown and result.type is not None:
        who = _names(result.unknown, phrasing)
        yield f"Of {who} it is partly unknown what is preferred. Here each is of type {result.type}: {_TYPES[result.type]}."
        if result.type == "a":
            yield "What is stable so is stable whatever the type."


def _names(actors: Sequence[str], phrasing: Phrasing) -> str:
    return listed([phrasing.the(actor) for actor in actors])
