"""A line of a ledger, and its canonical form.

A line is a JSON object: keys sorted, no spaces, text in NFC, UTF-8, and no numbers (an exact number is text, "19/20"),
so that equal content always has equal bytes. Its *digest* is the SHA-256 of the line without that key; ``previous`` has
the digests of the lines before it of the same item: none for the first, one as a rule, several where branches were
joined.

Checks that the lines of a ledger form chains, and computes its head.

The lines of one item make a chain: each names the ones before it. Lines of different items stand in any order, so that
branches of a repository merge by concatenating their lines; an item to which both had appended has two *tips*, a fork,
until its next line names both. The *head* is the SHA-256 of the sorted digests of all tips, whatever the order of the
lines.

The file of a ledger: its location, reading it within bounds, and appending by one writer at a time.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, cast, get_args
from unicodedata import normalize

from gmcr.base.errors import AssessmentError, ChangedMeanwhile, CountermoveError, Problem, shortened
from gmcr.base.files import write_whole
from gmcr.base.record import Record

__all__ = [
    "KINDS",
    "STAMP",
    "SUFFIX",
    "ZONES",
    "Chains",
    "Item",
    "Kind",
    "LedgerFile",
    "Line",
    "Said",
    "appended",
    "broken",
    "chained",
    "head_of",
    "heads_text",
    "line_of",
    "parsed",
    "read_ledger",
    "today_here",
]


Kind = Literal["forecast", "update", "observation", "resolution", "timestamp"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""The kinds of items."""

SUFFIX: Final = ".ledger.jsonl"
"""The suffix of a ledger, in place of that of its case."""

Item = tuple[Kind, str]
"""A kind, and the name of the item in the case; for an update that of its forecast, a space, and its day."""

Said = Mapping[str, Any]
"""The content of an item in the case file, as text, lists and mappings of text, and truth values."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = frozenset(("case", "day", "digest", "kind", "name", "previous", "said"))
_MOST_BRANCHES = 64
_LARGEST = 2_000_000
"""The longest line, in characters: more than any item of a case file of 1 MB takes."""


@dataclass(frozen=True, slots=True)
class Line(Record):
    """A line. ``case``: SHA-256 of the case's text; ``said``: None where the item was removed; ``number``: of the line
    in its file, 0 where it is not written yet."""

    kind: Kind
    name: str
    day: date
    case: str
    said: Said | None
    previous: tuple[str, ...]
    digest: str
    number: int = 0

    @property
    def item(self) -> Item:
        return self.kind, self.name

    @property
    def text(self) -> str:
        """The line as it is written, without its end."""
        return _canonical({**_content(self), "digest": self.digest})


def line_of(item: Item, said: Said | None, previous: tuple[str, ...], *, day: date, case: str) -> Line:
    """A line with new content of an item, following its *previous* lines."""
    made = Line(*item, day, case, said, tuple(sorted(previous)), "")
    return Line(*item, day, case, said, made.previous, _digest(made))


def broken(file: str, number: int, message: str) -> AssessmentError:
    """The error for a broken line of a ledger."""
    return AssessmentError([Problem(file, number, 1, "error", "ledger", message)])


def parsed(content: bytes, file: str, number: int) -> Line:
    """The line in a file at *number*. Raises AssessmentError where it was altered."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise broken(file, number, f"Byte {byte:#04x} is not UTF-8 text: the line was not written so.") from None
    if len(text) > _LARGEST:
        raise broken(file, number, f"The line is longer than {_LARGEST:,} characters: no line of a ledger is.")
    try:
        data = json.loads(text, parse_int=_no_number, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise broken(file, number, "The line was cut or edited: it is not JSON as a ledger has it.") from None
    line = _line(data, number)
    if line is None:
        raise broken(file, number, "The line was edited: it does not have what a line of a ledger has.")
    if not _is_written(line, text):
        raise broken(file, number, "The line was edited: what it says is not written as a ledger writes it.")
    if line.digest != _digest(line):
        raise broken(file, number, "The line was edited: its digest is not that of what it says.")
    return line


def _is_written(line: Line, text: str) -> bool:
    try:
        return line.text == text
    except RecursionError:  # nested deeper than anything ever sealed
        return False


def _line(data: Any, number: int) -> Line | None:
    """The line with this content; None if it is invalid."""
    if not isinstance(data, dict) or data.keys() != _KEYS or data["kind"] not in KINDS:
        return None
    names, previous, said = (data["name"], data["day"]), data["previous"], data["said"]
    if not all(isinstance(name, str) for name in names) or not isinstance(said, dict | None):
        return None
    if not isinstance(previous, list) or len(previous) > _MOST_BRANCHES:
        return None
    if not all(isinstance(item, str) and _DIGEST.fullmatch(item) for item in (data["case"], data["digest"], *previous)):
        return None
    try:
        day = date.fromisoformat(data["day"])
    except ValueError:
        return None
    kind = cast("Kind", data["kind"])
    return Line(kind, data["name"], day, data["case"], said, tuple(previous), data["digest"], number)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is a number, and a ledger has none")


def _content(line: Line) -> dict[str, Any]:
    return {
        "case": line.case,
        "day": line.day.isoformat(),
        "kind": line.kind,
        "name": line.name,
        "previous": list(line.previous),
        "said": line.said,
    }


def _digest(line: Line) -> str:
    return hashlib.sha256(_canonical(_content(line)).encode("utf-8")).hexdigest()


def _canonical(data: Mapping[str, Any]) -> str:
    return normalize("NFC", json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


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
    return f"{shortened(line.kind)} {shortened(line.name)}"


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
            write_whole(path, content, replacing=before.digest or "")
        except ChangedMeanwhile:  # another writer was first
            continue
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
