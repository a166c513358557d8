"""Checks that the lines of a ledger form chains, and computes its head.

The lines of one item make a chain: each names the ones before it. Lines of different items stand in any order, so that
branches of a repository merge by concatenating their lines; an item to which both had appended has two *tips*, a fork,
until its next line names both. The *head* is the SHA-256 of the sorted digests of all tips, whatever the order of the
lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from countermove.plugins.evidence.ledger.lines import Item, Kind, Line, broken
from gmcr.base.summary import Record

__all__ = ["STAMP", "ZONES", "Chains", "chained", "head_of", "heads_text"]

STAMP: Final[Kind] = "timestamp"
"""The kind of line that the head does not cover, since it is about the head."""

ZONES = timedelta(days=1)
"""The largest lead of the date anywhere on earth."""


@dataclass(frozen=True, slots=True)
class Chains(Record):
    """The chains of a ledger. ``lines``: all, in the order of the file. ``tips``: item → the lines that no other one
    follows, in that order.
    """

    lines: tuple[Line, ...]
    tips: Mapping[Item, tuple[Line, ...]]

    @property
    def heads(self) -> tuple[str, ...]:
        """The digests of all tips, sorted, without timestamps."""
        return tuple(sorted(line.digest for (kind, _), tips in self.tips.items() if kind != STAMP for line in tips))

    @property
    def head(self) -> str | None:
        """The head digest; None where nothing is sealed."""
        return head_of(self.heads) if self.heads else None


def heads_text(heads: Iterable[str]) -> bytes:
    """The text whose SHA-256 is the head digest."""
    return "".join(f"{digest}\n" for digest in sorted(heads)).encode("ascii")


def head_of(heads: Iterable[str]) -> str:
    """The head digest over the digests of all tips."""
    return hashlib.sha256(heads_text(heads)).hexdigest()


def chained(lines: Sequence[Line], file: str, *, today: date) -> Chains:
    """The chains of a ledger's lines. Raises AssessmentError with the first line that is doubled, dated in the future, or
    does not follow the one that it names."""
    places: dict[str, Line] = {}
    for line in lines:
        if line.digest in places:
            first = places[line.digest].number
            raise broken(file, line.number, f"The line appears twice, also as line {first}. Remove one of the two.")
        places[line.digest] = line
    tips: dict[Item, dict[str, Line]] = {}
    seen: set[str] = set()
    for line in lines:
        _check_day(line, file, today)
        for digest in line.previous:
            before = places.get(digest)
            if before is None or before.item != line.item:
                message = f"The line of {_named(line)} before this one is missing, or was edited."
                raise broken(file, line.number, message)
            if digest not in seen:
                raise broken(
                    file, line.number, f"The lines of {_named(line)} were reordered: it follows line {before.number}."
                )
            if line.day < before.day:
                raise broken(
                    file, line.number, f"It is of {line.day}, and follows line {before.number} of {before.day}."
                )
            tips[line.item].pop(digest, None)
        seen.add(line.digest)
        tips.setdefault(line.item, {})[line.digest] = line
    return Chains(tuple(lines), {item: tuple(last.values()) for item, last in tips.items()})


def _check_day(line: Line, file: str, today: date) -> None:
    if line.day > today + ZONES:
        raise broken(file, line.number, f"It is of {line.day}, which is still to come: today is {today}.")


def _named(line: Line) -> str:
    return f"{line.kind} {line.name}"
