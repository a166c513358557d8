"""ledger: verifies a ledger and reports its history: how each item came to say what it says, what was changed after its
forecast had closed, and what the file says now that was never sealed.

A line of a forecast or an update is *late* where its day is after the day on which the forecast was to close, according
to what had been sealed until then: a close that is moved afterwards does not excuse it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Annotated

from countermove.context.frame import Frame, frame_of
from countermove.likelihood import span_of
from countermove.plugins.evidence.ledger.chain import STAMP, Chains, Item, Kind, Line, Said, read_ledger, today_here
from countermove.plugins.evidence.ledger.items import chance_in, items_of
from countermove.plugins.evidence.ledger.seal import Change, Unsealed, case_file, change_of, unsealed
from countermove.plugins.evidence.ledger.stamps import Stamp, stamps_of
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, Record, derived

__all__ = ["Entry", "ItemHistory", "LedgerRecord", "ledger"]


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """A line of an item."""

    line: int
    """Its number in the file, from 1."""
    day: date
    """The day on which it was sealed."""
    says: date | None
    """Its own date: when a forecast was made, an update takes effect, something was known or resolved."""
    change: Change
    """The change from the line before."""
    keys: tuple[str, ...]
    """The keys of the file that changed."""
    low: str | None
    """The least chance that it states, exactly; null where it states none."""
    high: str | None
    """The largest chance that it states."""
    late: bool
    """Whether its forecast had closed before, as sealed until then."""
    case: str
    """SHA-256 of the text of the case that was sealed."""
    digest: str
    """The digest of the line."""


@dataclass(frozen=True, slots=True)
class ItemHistory(Record):
    """The history of an item."""

    kind: Kind
    """Its kind."""
    name: str
    """Its name in the case; for an update that of its forecast and its day."""
    entries: tuple[Entry, ...]
    """Its lines, in the order of the file."""
    forked: tuple[int, ...]
    """The lines of the file that no other one follows, where branches have appended to it and are not joined; otherwise
    empty.
    """


@dataclass(frozen=True, slots=True, eq=False)
class LedgerRecord(Record):
    """A verified ledger, and its history."""

    frame: Annotated[Frame, INTERNAL]
    ledger: str
    """The file of the ledger."""
    lines: int
    """The number of its lines."""
    head: str | None
    """The head digest: over the last lines of all items, whatever their order. Null where nothing is sealed."""
    items: tuple[ItemHistory, ...]
    """The sealed items, in the order of their first lines."""
    unsealed: tuple[Unsealed, ...]
    """What the file says now that was never sealed, and forks that are to be joined."""
    stamps: tuple[Stamp, ...]
    """Time stamps over heads."""

    @derived
    def late(self) -> int:
        """The number of lines that came after their forecast had closed."""
        return sum(entry.late for item in self.items for entry in item.entries)

    @derived
    def as_expected(self) -> bool:
        """Whether the ledger says what the file says, and has no fork."""
        return not self.unsealed

    def gist(self) -> str:
        """The number of lines, and the head."""
        return f"{self.lines} lines, {len(self.unsealed)} items not sealed, head {self.head}"


def ledger(case: str | Path, *, roots: Path | None = None, today: date | None = None) -> LedgerRecord:
    """Verify the ledger beside the file of a case. ``roots``: certificates (PEM) by which the signatures of time stamps
    are verified too. ``today``: the day after which dates lie in the future; by default that of the clock. Raises
    AssessmentError with the line that is broken, CountermoveError where there is no ledger."""
    assessment, path = case_file(case)
    file = read_ledger(path, today=today or today_here())
    if file.digest is None:
        raise CountermoveError(
            f"{path} does not exist: nothing of this case was sealed. Begin with: countermove seal {case}"
        )
    chains = file.chains
    return LedgerRecord(
        frame=frame_of(assessment),
        ledger=str(path),
        lines=len(chains.lines),
        head=chains.head,
        items=tuple(_histories(chains)),
        unsealed=unsealed(items_of(assessment), chains),
        stamps=stamps_of(chains, str(path), roots=roots),
    )


def _histories(chains: Chains) -> Iterator[ItemHistory]:
    by_item: dict[Item, list[Line]] = {}
    for line in chains.lines:
        by_item.setdefault(line.item, []).append(line)
    places = {line.digest: line for line in chains.lines}
    closings = {name: _Closings(lines) for (kind, name), lines in by_item.items() if kind == "forecast"}
    for item, lines in by_item.items():
        if item[0] == STAMP:
            continue
        closing = closings.get(item[1].partition(" ")[0]) if item[0] in ("forecast", "update") else None
        entries = tuple(_entry(line, places, closing) for line in lines)
        tips = chains.tips[item]
        yield ItemHistory(*item, entries, tuple(line.number for line in tips) if len(tips) > 1 else ())


class _Closings:
    """When a forecast was to close, by what had been sealed of it: after each of its lines, so that none of them is read
    again for every other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._item, self._numbers = lines[0].item, [line.number for line in lines]
        self._latest: list[date] = list(accumulate((line.day for line in lines), max))
        self._closes: list[date | None] = [None]
        for line in lines:
            closes = self._closes[-1]
            if closes is None or line.day <= closes:
                closes = _day_in(line.said, "closes") or closes
            self._closes.append(closes)
        self._first = _day_in(lines[0].said, "closes")

    def at(self, line: Line) -> date | None:
        """The day on which the forecast was to close, according to what had been sealed before a line of it or of an
        update of it, and in time; according to the first line where nothing had been."""
        before = bisect_right(self._latest, line.day)
        if line.item == self._item:
            before = min(before, bisect_left(self._numbers, line.number))
        return self._closes[before] or self._first


def _entry(line: Line, places: Mapping[str, Line], closing: _Closings | None) -> Entry:
    before = places[line.previous[0]].said if line.previous else None
    chance = chance_in(line.said)
    low, high = (None, None) if chance is None else map(str, span_of(chance))
    closed = None if closing is None else closing.at(line)
    return Entry(
        line=line.number,
        day=line.day,
        says=_own_day(line.said),
        change=change_of(line),
        keys=_differing(before, line.said) if line.previous else (),
        low=low,
        high=high,
        late=closed is not None and line.day > closed,
        case=line.case,
        digest=line.digest,
    )


def _own_day(content: Said | None) -> date | None:
    return next((day for key in ("known", "date", "made") if (day := _day_in(content, key))), None)


def _day_in(content: Said | None, key: str) -> date | None:
    try:
        return date.fromisoformat((content or {})[key])
    except (KeyError, TypeError, ValueError):
        return None


def _differing(before: Said | None, after: Said | None) -> tuple[str, ...]:
    """The keys that changed; the meaning of a likelihood word belongs to the word's key."""
    old, new = before or {}, after or {}
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(dict.fromkeys(key.removesuffix("_span") for key in keys if old.get(key) != new.get(key)))
