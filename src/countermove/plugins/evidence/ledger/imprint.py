"""What a report says of the ledger beside its case."""

from __future__ import annotations

from pathlib import Path

from countermove.assessment import Assessment
from countermove.plugins.evidence.ledger.lines import SUFFIX
from countermove.plugins.evidence.ledger.sealing import Sealed, sealed
from countermove.telling.byline import day_text
from countermove.telling.words import count, plural

__all__ = ["head_text", "ledger_line"]


def ledger_line(assessment: Assessment, file: Path | None = None) -> tuple[tuple[str, str], ...]:
    """A line on the ledger, in what a report says of itself; none where there is no ledger. *file*: where the case is, if not
    where it says."""
    found = sealed(assessment, None if file is None else file.with_suffix(SUFFIX))
    return () if found is None else (("Ledger (head)", head_text(found)),)


def head_text(found: Sealed) -> str:
    """The head digest, by which a reader can tell whether the ledger was made anew, and what it does not cover."""
    if found.head is None:
        return found.broken or "nothing is sealed"
    open_ = (
        f"; {count(found.open, 'item')} not sealed as the file has {plural(found.open, 'it', 'them')}"
        if found.open
        else ""
    )
    return f"{found.head} ({count(found.lines, 'line')}, the last of {day_text(str(found.day))}{open_})"
