"""seal: appends to the ledger what its case file says now and the ledger does not have yet.

A line is added for each item that is new or differs from its last line, for each that was removed from the file, and
for each that two branches had appended to, which joins them. Existing lines are never touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from countermove.assessment import Assessment
from countermove.assessment.parser import read_bytes
from countermove.context.answer import open_case
from countermove.context.frame import Frame, frame_of
from countermove.plugins.evidence.ledger.chain import (
    STAMP,
    SUFFIX,
    Chains,
    Item,
    Kind,
    Line,
    Said,
    appended,
    line_of,
    read_ledger,
    today_here,
)
from countermove.plugins.evidence.ledger.items import check_days, items_of
from gmcr.base.errors import CountermoveError
from gmcr.base.record import INTERNAL, Record

if TYPE_CHECKING:
    from countermove.plugins.evidence.ledger.stamps import Authority

__all__ = [
    "Change",
    "SealRecord",
    "Sealed",
    "SealedLine",
    "Unsealed",
    "case_file",
    "change_of",
    "seal",
    "sealed",
    "unsealed",
]

Change = Literal["new", "changed", "taken out", "joined"]
"""The change of an item from its line before."""


class SealedLine(NamedTuple):
    """An added line."""

    kind: Kind
    """The kind of its item."""
    name: str
    """Its name in the case."""
    change: Change
    """What is new: the item, its content, its removal, or the joining of two branches."""
    digest: str
    """The digest of the line."""


class Unsealed(NamedTuple):
    """An item that the ledger does not have as the file has it."""

    kind: Kind
    """Its kind."""
    name: str
    """Its name in the case."""
    change: Change
    """What is new."""


@dataclass(frozen=True, slots=True)
class SealRecord(Record):
    """The lines added to the ledger of a case."""

    frame: Annotated[Frame, INTERNAL]
    ledger: str
    """The file of the ledger."""
    added: tuple[SealedLine, ...]
    """The lines that were added, in order; empty where the ledger agrees with the file."""
    lines: int
    """The number of its lines now."""
    head: str | None
    """The head digest: over the last lines of all items. Null where nothing is sealed."""
    stamped: str | None
    """When the head was stamped, according to the authority; null where no time stamp was requested."""

    def gist(self) -> str:
        """The number of lines added, and the head."""
        return f"{len(self.added)} lines added, head {self.head}"


def case_file(case: str | Path) -> tuple[Assessment, Path]:
    """The assessment in a file, and the path of its ledger. Raises AssessmentError, and CountermoveError for a bundled
    case.
    """
    assessment = open_case(str(case), "ledger")
    if not Path(case).is_file():
        raise CountermoveError(f"{case} is bundled with the program: a ledger lies beside a file of your own.")
    return assessment, Path(case).with_suffix(SUFFIX)


@dataclass(frozen=True, slots=True)
class Sealed(Record):
    """A report's statement about the ledger beside its case. ``head``: None where nothing is sealed, or it is
    ``broken``: then why. ``open``: the number of items that differ now. ``day``: of the last line."""

    head: str | None
    lines: int = 0
    open: int = 0
    day: date | None = None
    broken: str = ""


def sealed(assessment: Assessment, ledger: Path | None = None) -> Sealed | None:
    """What is sealed of a case, in *ledger*; by default in that beside the file that it was read from, if that is
    unchanged. None where there is none. Never raises."""
    path = ledger or _beside(assessment)
    if path is None:
        return None
    try:
        file = read_ledger(path, today=today_here())
        _need_stamps(file.chains, path)
        open_ = unsealed(items_of(assessment), file.chains)
    except CountermoveError as error:
        return Sealed(
            None, broken=str(error).replace(str(path), path.name)
        )  # without the folder: reports are passed on to others
    if file.digest is None:
        return None
    days = [line.day for line in file.chains.lines]
    return Sealed(file.chains.head, len(days), len(open_), max(days, default=None))


def _beside(assessment: Assessment) -> Path | None:
    """The path that the ledger would have; None where the case was not read from a file, or that has changed since."""
    file = Path(assessment.file)
    try:
        same = file.is_file() and hashlib.sha256(read_bytes(file)).hexdigest() == assessment.digest
    except (CountermoveError, OSError, ValueError):
        return None
    return file.with_suffix(SUFFIX) if same else None


def seal(case: str | Path, *, authority: Authority | None = None, today: date | None = None) -> SealRecord:
    """Add to the ledger of a case, in a file beside it, what is new or changed since the last line of each item.
    ``authority``: also request a time stamp over the head from it. ``today``: the date of the lines; by default that of
    the clock. Raises AssessmentError where the case or its ledger cannot be used, or a date in the case lies in the
    future; CountermoveError."""
    assessment, path = case_file(case)
    day = today or today_here()
    check_days(assessment, today=day)
    items = items_of(assessment)

    def more(chains: Chains) -> Iterator[Line]:
        _need_stamps(chains, path)
        for kind, name, _ in unsealed(items, chains):
            previous = tuple(line.digest for line in chains.tips.get((kind, name), ()))
            yield line_of((kind, name), items.get((kind, name)), previous, day=day, case=assessment.digest)

    after, lines = appended(path, more, today=day)
    stamped = None
    if authority is not None:
        after, stamped = authority.stamped(after, case=assessment.digest, today=day)
    return SealRecord(
        frame=frame_of(assessment),
        ledger=str(path),
        added=tuple(SealedLine(line.kind, line.name, change_of(line), line.digest) for line in lines),
        lines=len(after.chains.lines),
        head=after.chains.head,
        stamped=stamped,
    )


def _need_stamps(chains: Chains, path: Path) -> None:
    """Raise AssessmentError with the line of a time stamp that does not match the ledger."""
    if any(kind == STAMP for kind, _ in chains.tips):
        from countermove.plugins.evidence.ledger.stamps import (
            stamps_of,
        )  # few ledgers have one, and it takes long to load

        stamps_of(chains, str(path))


def unsealed(items: Mapping[Item, Said], chains: Chains) -> tuple[Unsealed, ...]:
    """The differences between the items of a case and the chains of its ledger, in the order of the file; removed items
    last."""
    differing = [
        Unsealed(*item, change) for item, content in items.items() if (change := _change(item, content, chains))
    ]
    gone = (item for item in chains.tips if item not in items and item[0] != STAMP)
    return (*differing, *(Unsealed(*item, change) for item in gone if (change := _change(item, None, chains))))


def _change(item: Item, content: Said | None, chains: Chains) -> Change | None:
    tips = chains.tips.get(item, ())
    if not tips:
        return None if content is None else "new"
    if len(tips) > 1:
        return "joined"
    if tips[0].said == content:
        return None
    return "taken out" if content is None else "changed"


def change_of(line: Line) -> Change:
    """The change of an item from the lines before."""
    if not line.previous:
        return "new"
    if len(line.previous) > 1:
        return "joined"
    return "taken out" if line.said is None else "changed"
