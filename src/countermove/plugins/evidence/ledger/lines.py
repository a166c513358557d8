"""A line of a ledger, and its canonical form.

A line is a JSON object: keys sorted, no spaces, text in NFC, UTF-8, and no numbers (an exact number is text, "19/20"),
so that equal content always has equal bytes. Its *digest* is the SHA-256 of the line without that key; ``previous`` has
the digests of the lines before it of the same item: none for the first, one as a rule, several where branches were
joined."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, NoReturn, cast, get_args
from unicodedata import normalize

from gmcr.base.errors import AssessmentError, Problem
from gmcr.base.summary import Record

__all__ = ["KINDS", "SUFFIX", "Item", "Kind", "Line", "Said", "broken", "line_of", "parsed"]

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
