"""The file of a ledger: its location, reading it within bounds, and appending by one writer at a time."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from countermove.plugins.evidence.ledger.chains import Chains, chained
from countermove.plugins.evidence.ledger.lines import Line, broken, parsed
from gmcr.base.errors import ChangedMeanwhile, CountermoveError
from gmcr.base.summary import Record
from gmcr.base.write import write_whole

__all__ = ["LedgerFile", "appended", "read_ledger", "today_here"]

_MOST = 5_000_000
_TURNS = 50
"""The largest number of retries after another writer's changes."""


@dataclass(frozen=True, slots=True)
class LedgerFile(Record):
    """A ledger with its file. ``digest``: SHA-256 of the file as it was read; None where there is none."""

    path: Path
    chains: Chains
    content: bytes
    digest: str | None


def today_here() -> date:
    """Today's date, in universal time."""
    return datetime.now(UTC).date()


def read_ledger(path: Path, *, today: date) -> LedgerFile:
    """A verified ledger; without lines where there is no file. Raises AssessmentError with the line that is broken, and
    CountermoveError where it cannot be read."""
    content = _bytes(path)
    if content is None:
        return LedgerFile(path, Chains((), {}), b"", None)
    *whole, rest = content.split(b"\n")
    lines = [parsed(text, str(path), number) for number, text in enumerate(whole, start=1)]
    if rest:
        raise broken(str(path), len(whole) + 1, "The line was cut: it has no end. The ones above it are whole.")
    return LedgerFile(path, chained(lines, str(path), today=today), content, hashlib.sha256(content).hexdigest())


def appended(
    path: Path, more: Callable[[Chains], Iterable[Line]], *, today: date
) -> tuple[LedgerFile, tuple[Line, ...]]:
    """Append what *more* adds to a ledger's chains. Returns the ledger and these lines. After a concurrent write,
    *more* is called again on the new content. Raises as `read_ledger` and ``write_whole`` do."""
    for _ in range(_TURNS):
        before = read_ledger(path, today=today)
        lines = tuple(more(before.chains))
        if not lines:
            return before, ()
        content = before.content + b"".join(f"{line.text}\n".encode() for line in lines)
        if len(content) > _MOST:
            raise CountermoveError(f"{path}: the ledger would grow beyond {_MOST:,} bytes. Nothing was added.")
        try:
            write_whole(path, content, replacing=before.digest)
        except ChangedMeanwhile:
            continue
        except CountermoveError:
            if before.digest is None and os.path.isfile(path):  # another writer was first
                continue
            raise
        return read_ledger(path, today=today), lines
    raise CountermoveError(f"{path} is written to by others all the time: nothing was added. Try again.")


def _bytes(path: Path) -> bytes | None:
    """The bytes of a regular file within bounds; None where there is none."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise CountermoveError(f"{path} is not a regular file, and a ledger is.")
        with open(path, "rb") as stream:
            content = stream.read(_MOST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CountermoveError(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(content) > _MOST:
        line = content.count(b"\n") + 1
        raise broken(str(path), line, f"Here the file has more than {_MOST:,} bytes, which no ledger has.")
    return content
