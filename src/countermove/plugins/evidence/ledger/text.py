"""seal and ledger in words, and the line on the ledger in a report."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from countermove.assessment import Assessment
from countermove.plugins.evidence.ledger.chain import SUFFIX, Kind
from countermove.plugins.evidence.ledger.compute import Entry, ItemHistory, LedgerRecord
from countermove.plugins.evidence.ledger.seal import Change, Sealed, SealRecord, Unsealed, sealed
from countermove.plugins.evidence.ledger.stamps import Stamp
from countermove.presentation.assumptions import day_text
from countermove.presentation.blocks import Block, Column, Page, Sentence, Table
from countermove.presentation.numbers import percent_text
from countermove.presentation.words import capital, count, listed, number, plural

__all__ = ["head_text", "ledger_line", "ledger_page", "seal_page"]


def seal_page(record: SealRecord) -> Page:
    """What was added, and the head."""
    blocks: list[Block] = []
    if record.added:
        many = len(record.added)
        blocks.append(
            Sentence(
                f"{capital(count(many, 'line'))} added to {record.ledger}, which now has {number(record.lines)}.",
                "answer",
            )
        )
        blocks += [
            Sentence(f"{_named(line.kind, line.name)}: {_CHANGES[line.change]}", "item") for line in record.added
        ]
    elif not record.lines:
        blocks.append(Sentence("Nothing to seal: the file has no forecasts, observations or resolutions.", "answer"))
    else:
        blocks.append(Sentence(f"Nothing to seal: {record.ledger} says what the file says.", "answer"))
    blocks += _head(record.head)
    if record.stamped:
        blocks.append(Sentence(f"Stamped: {record.stamped}, by an authority whose certificate was verified."))
    if record.added:
        blocks.append(Sentence("Commit the ledger with the file; what is on one disk only can be rewritten.", "note"))
    return Page(tuple(blocks))


_CHANGES: dict[Change, str] = {
    "new": "new",
    "changed": "changed",
    "taken out": "taken out of the file",
    "joined": "two branches had appended to it; joined",
}

_OPEN: dict[Change, str] = {
    **_CHANGES,
    "joined": "a fork: two branches have appended to it",
}


def _head(head: str | None) -> Iterator[Block]:
    if head is not None:
        yield Sentence(f"Head: {head}", "line")


def _named(kind: Kind, name: str) -> str:
    return f"{kind} {name}"


def ledger_page(record: LedgerRecord) -> Page:
    """Whether it is intact, what is not in it, what came too late, and the history of each item."""
    own_disk = "A chain on your own disk can only show accidents: compare its head with one that others hold."
    return Page(
        (
            Sentence(f"{record.ledger}: {count(record.lines, 'line')}, each as it was written.", "answer"),
            *_head(record.head),
            *map(_stamped, record.stamps),
            *_unsealed(record.unsealed),
            *_late(record),
            *_history(record),
            Sentence(own_disk, "note"),
        )
    )


def _stamped(stamp: Stamp) -> Sentence:
    when = f"on {stamp.time}" if stamp.time else "at a time that only the extra 'timestamp' can read"
    how = "verified" if stamp.verified else "its signature not checked (--ca FILE verifies it)"
    since = "" if stamp.current else "; more has been sealed since"
    return Sentence(
        f"Line {stamp.line}: the head {stamp.head[:12]}… stamped {when} by {stamp.authority}, {how}{since}.", "item"
    )


def _unsealed(items: tuple[Unsealed, ...]) -> Iterator[Block]:
    if not items:
        yield Sentence("It says what the file says.")
        return
    yield Sentence(f"Not sealed: {count(len(items), 'item')}", "heading")
    yield from (Sentence(f"{_named(item.kind, item.name)}: {_OPEN[item.change]}", "item") for item in items)


def _late(record: LedgerRecord) -> Iterator[Block]:
    late = [(item, entry) for item in record.items for entry in item.entries if entry.late]
    if late:
        yield Sentence("Sealed after its forecast had closed", "heading")
    for item, entry in late:
        yield Sentence(f"{_named(item.kind, item.name)}: {_changed(entry)}, on {entry.day} (line {entry.line})", "item")


def _history(record: LedgerRecord) -> Iterator[Block]:
    columns = (
        Column("What", fixed=True),
        Column("Line", fixed=True, right=True),
        Column("Sealed", fixed=True),
        Column("Of", fixed=True),
        Column("Chance", fixed=True),
        Column("What was new"),
        Column("Case", fixed=True),
    )
    rows = tuple(_row(item, place, entry) for item in record.items for place, entry in enumerate(item.entries))
    yield Table(columns, rows, "How each item came to say what it says")
    for item in record.items:
        if item.forked:
            ends = f"lines {listed(map(str, item.forked))} each end a branch"
            yield Sentence(
                f"{capital(_named(item.kind, item.name))} has a fork: {ends}. The next seal joins them.", "caution"
            )


def _row(item: ItemHistory, place: int, entry: Entry) -> tuple[str, ...]:
    named = "" if place else _named(item.kind, item.name)
    new = f"{_changed(entry)}{' (late)' if entry.late else ''}"
    return named, str(entry.line), str(entry.day), str(entry.says or ""), _chance(entry), new, entry.case[:8]


def _changed(entry: Entry) -> str:
    keys = f": {', '.join(entry.keys)}" if entry.keys and entry.change == "changed" else ""
    return f"{_CHANGES[entry.change]}{keys}"


def _chance(entry: Entry) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return percent_text(Fraction(entry.low), Fraction(entry.high))


# -- for reports -------------------------------------------------------------------------------------------------------


def ledger_line(assessment: Assessment, file: Path | None = None) -> tuple[tuple[str, str], ...]:
    """A line on the ledger, for a report's statements about itself; none where there is no ledger. *file*: the location
    of the case, if not its own."""
    statement = sealed(assessment, None if file is None else file.with_suffix(SUFFIX))
    return () if statement is None else (("Ledger (head)", head_text(statement)),)


def head_text(statement: Sealed) -> str:
    """The head digest, by which a reader can detect a recreated ledger, and what it does not cover."""
    if statement.head is None:
        return statement.broken or "nothing is sealed"
    open_ = (
        f"; {count(statement.open, 'item')} not sealed as the file has {plural(statement.open, 'it', 'them')}"
        if statement.open
        else ""
    )
    return f"{statement.head} ({count(statement.lines, 'line')}, the last of {day_text(str(statement.day))}{open_})"
