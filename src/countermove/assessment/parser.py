"""From bytes to plain data with positions: YAML 1.2 (core schema), and nothing that could run or grow.

Data are ``dict``, ``list``, ``str``, ``bool``, ``None``, ``int`` and ``Decimal``. Only ``true``, ``false``,
``null``, ``~`` and decimal numbers are special; all else is text: ``NO`` is Norway, ``on`` a word, ``2021-08-15``
ten characters. Numbers are kept as written (``Decimal``), never as binary floats. Keys are text. Anchors, aliases,
tags, further documents, text over 1 MB, nesting over 50 levels and more than 100,000 values are refused while
reading, so that no file can take more than seconds.

The grammar is libyaml's (through PyYAML's event parser, or its slower Python twin); resolving is ours, since
PyYAML's own follows YAML 1.1. Reference: YAML 1.2.2, chapter 10.3.

Tells the format of a text: an assessment, a conflict, or neither. Its content is not checked.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import yaml

from countermove.assessment.problems import Lines, Path, Position, Positions, Report, refuse, syntax_error
from gmcr.base.characters import control_in, hidden_in, named
from gmcr.base.errors import AssessmentError, quoted
from gmcr.base.record import Record

__all__ = ["LIMITS", "Limits", "Parsed", "decode", "is_assessment", "is_conflict", "parse", "read_bytes"]


@dataclass(frozen=True, slots=True)
class Limits(Record):
    """What a file may take: its size in bytes, its nesting, the number of its values, the length of a number."""

    size: int = 1_000_000
    depth: int = 50
    values: int = 100_000
    digits: int = 40
    exponent: int = 30


LIMITS = Limits()

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?\Z")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Characters that YAML 1.2.2 (5.1) does not call printable; compiling a class of the printable ones takes milliseconds.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PAIR = re.compile(r"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SWALLOWED = re.compile(r"(?:[ \t]#|[ \t]+#[^\s#])")


@dataclass(frozen=True, slots=True)
class Parsed(Record):
    """A document as plain data.

    ``nulls`` are the paths of keys and entries without a value; ``commented`` the paths of texts that a `` #`` cuts
    short.
    """

    data: dict[str, Any]
    positions: Positions
    nulls: tuple[Path, ...]
    commented: tuple[Path, ...]


def read_bytes(path: FilePath, *, most: int = LIMITS.size) -> bytes:
    """The bytes of a regular file of at most *most* bytes (1 MB). Every failure is one AssessmentError."""
    name = str(path)
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise refuse(name, "file", "This is a folder: name a file inside it.")
        if not stat.S_ISREG(status.st_mode):
            raise refuse(name, "file", "This is not a regular file: copy its text into one.")
        if status.st_size > most:
            raise _too_large(name, most)
        with open(path, "rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise refuse(name, "file", "There is no such file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(name, "file", f"The file cannot be read: {reason}.") from None
    if len(content) > most:
        raise _too_large(name, most)
    return content


_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""Half a surrogate pair, as no UTF-8 text has it."""


def decode(content: bytes, file: str, *, most: int = LIMITS.size) -> str:
    """Decode *content* as UTF-8 (a byte order mark is dropped)."""
    if len(content) > most:
        raise _too_large(file, most)
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        raise refuse(file, "encoding", "The file is UTF-16 or UTF-32: save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = Lines(content[: error.start].decode("utf-8", errors="replace"))
        half = _HALF.match(content, error.start)
        message = f"Byte {content[error.start]:#04x} is not UTF-8 text: save the file as UTF-8."
        if half:
            message = f"U+{ord(half[0].decode('utf-8', 'surrogatepass')):04X} is half a character, which is no text: take it out."
        raise refuse(file, "encoding", message, lines.place(len(lines.text))) from None


def parse(text: str, report: Report) -> Parsed:
    """Read *text*. Duplicate keys are reported; a problem that leaves nothing to work with is raised.

    The report receives the positions. Raises AssessmentError with one problem.
    """
    file = report.file
    if len(text) > LIMITS.size:
        raise _too_large(file, LIMITS.size)
    lines = Lines(text)
    strange = _UNPRINTABLE.search(text)
    if strange:
        place = lines.place(strange.start())
        message = f"Character U+{ord(strange.group()):04X} does not belong in text: is this a binary file?"
        raise refuse(file, "binary", message, place)
    _warn_of_hidden(lines, report)
    if text.lstrip().startswith("{"):  # probably JSON, which writes one character as a pair of escapes
        lines = Lines(_PAIR.sub(_as_one, text))
    builder = _DataBuilder(lines, report)
    try:
        data = builder.document()
    except yaml.YAMLError as error:
        raise syntax_error(error, file, lines) from None
    if data is None or data == "":
        raise refuse(file, "empty", "The file is empty: it needs at least `countermove: 1` and `actors:`.")
    if not isinstance(data, dict):
        raise refuse(file, "kind", "The file should be a mapping: lines of `key: value`, the first `countermove: 1`.")
    report.positions = builder.positions
    return Parsed(data, builder.positions, tuple(builder.nulls), tuple(builder.commented))


def _as_one(pair: re.Match[str]) -> str:
    """Replace a UTF-16 pair of escapes by the one YAML escape for that character."""
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _warn_of_hidden(lines: Lines, report: Report) -> None:
    """Warn of hidden characters in the text of the file, comments included: one warning a line."""
    reported: set[int] = set()
    for match in hidden_in(lines.text):
        place = lines.place(match.start())
        if match[0] not in "\r\n" and place.line not in reported:
            reported.add(place.line)
            report.add_at(place, "hidden", _hidden(match[0]), warning=True)


def _hidden(character: str) -> str:
    return (
        f"{named(character)} has no sign of its own, and can make what is read differ from what is written: "
        "remove it unless it is needed."
    )


class _DataBuilder:
    """Builds plain data from parser events."""

    def __init__(self, lines: Lines, report: Report) -> None:
        self.lines, self.text, self.report = lines, lines.text, report
        self.keys: dict[Path, Position] = {}
        self.values: dict[Path, Position] = {}
        self.texts: dict[Path, Position] = {}
        self.positions = Positions(self.keys, self.values, self.texts)
        report.positions = self.positions
        self.nulls: list[Path] = []
        self.commented: list[Path] = []
        self.count = 0
        self.events = self.parsed()

    def parsed(self) -> Iterator[Any]:
        """The parser's events, with texts as originally written."""
        for event in yaml.parse(self.lines.for_parser, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.ScalarEvent):
                event.value = self.lines.read_back(event.value)
            yield event

    def place(self, event: Any) -> Position:
        """Where an event begins."""
        return self.lines.place(event.start_mark.index)

    def document(self) -> Any:
        """The single document of the stream; None where there is none."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self.node(next(self.events), ())
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            message = "A second document begins here: one file holds one assessment."
            raise refuse(self.report.file, "syntax", message, self.place(following))
        return data

    def node(self, event: Any, path: Path) -> Any:
        """The value that begins with *event*."""
        self.admit(event, path)
        self.values[path] = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def admit(self, event: Any, path: Path) -> None:
        """Refuse anything that the format does not have, and exceeded limits."""
        self.count += 1
        file, place = self.report.file, self.place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise refuse(file, "anchor", "Anchors (&) and aliases (*) are not used here: write the value out.", place)
        if event.tag is not None:
            raise refuse(file, "tag", f"Tags such as {quoted(event.tag)} are not used here: remove it.", place)
        if self.count > LIMITS.values:
            raise refuse(file, "large", f"The file holds more than {LIMITS.values:,} values: split it.", place)
        if len(path) >= LIMITS.depth and not isinstance(event, yaml.ScalarEvent):
            raise refuse(file, "deep", f"Nesting goes over {LIMITS.depth} levels here.", place)

    def look(self, event: Any, what: str) -> None:
        """Report characters of a scalar written as escapes, which readers of the file do not see."""
        if event.style != '"':
            return
        place = self.place(event)
        if control := control_in(event.value):
            message = f"This {what} holds the control character {control}, which can paint over a screen: remove it."
            self.report.add_at(place, "control", message)
        written = set(self.text[event.start_mark.index : event.end_mark.index])
        hidden = next((match[0] for match in hidden_in(event.value) if match[0] not in written), None)
        if hidden and not control_in(hidden):
            self.report.add_at(place, "hidden", _hidden(hidden), warning=True)

    def mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self.admit(event, path)
            place = self.place(event)
            if not isinstance(event, yaml.ScalarEvent):
                message = "A key must be a word, not a list or a mapping: is a quote or a colon missing?"
                raise refuse(self.report.file, "syntax", message, place)
            key, here = event.value, (*path, event.value)
            self.look(event, "key")
            if key == "":
                self.report.add_at(place, "key", "A key is missing before the colon.")
            if key in data:
                first = self.keys[here]
                message = f"{quoted(key)} is given twice: first on line {first.line}, column {first.column}."
                self.report.add_at(place, "duplicate", message)
                ignored = _Ignored(self)
                ignored.node(next(self.events), here)
                self.count = ignored.count
                continue
            self.keys[here] = place
            data[key] = self.node(next(self.events), here)
        return data

    def sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self.node(event, (*path, len(data))))
        return data

    def scalar(self, event: Any, path: Path) -> Any:
        """A scalar resolved by the core schema; quoted and block scalars are text."""
        value: str = event.value
        self.look(event, "text")
        start, end = event.start_mark, event.end_mark
        plain = bool(event.implicit[0])
        if start.line == end.line:
            written = self.text[start.index : end.index]
            if written == value:
                self.texts[path] = self.place(event)
            elif written[1:-1] == value:
                self.texts[path] = self.lines.place(start.index + 1)
        if not plain:
            return value
        resolved = resolve(value)
        if resolved is None:
            self.nulls.append(path)
        elif isinstance(resolved, str) and _SWALLOWED.match(self.text, end.index):
            self.commented.append(path)
        return resolved


class _Ignored(_DataBuilder):
    """Reads past the value of a duplicate key, keeping only the count."""

    def __init__(self, owner: _DataBuilder) -> None:
        self.lines, self.text, self.report = owner.lines, owner.text, owner.report
        self.events, self.count = owner.events, owner.count
        self.keys, self.values, self.texts = {}, {}, {}
        self.nulls, self.commented = [], []


def resolve(value: str) -> Any:
    """Resolve a plain scalar by the core schema, without octal, hexadecimal, infinity and not-a-number.

    A number of more than 40 characters or with an exponent beyond 30 stays text (and is then refused as a number).
    """
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "+-.0123456789" or len(value) > LIMITS.digits:
        return value
    if _INTEGER.match(value):
        return int(value)
    number = _DECIMAL.match(value)
    if number and len(number[1] or "") <= 4 and abs(int(number[1] or 0)) <= LIMITS.exponent:
        return Decimal(value)
    return value


def _too_large(file: str, most: int) -> AssessmentError:
    return refuse(file, "large", f"The file is over {most // 1_000_000} MB: split it.")


_MARK = re.compile(rb"""(?m)(?:^|[{,])\s*["']?countermove["']?\s*:""")


def is_conflict(text: str | bytes, *, file: str = "<text>") -> bool:
    """Whether a text is a conflict rather than an assessment: its mapping has the key ``conflict`` and no
    ``countermove``. Raises AssessmentError where it is no YAML mapping at all."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    data = parse(decode(content, file), Report(file)).data
    return "conflict" in data and "countermove" not in data


def is_assessment(text: str | bytes) -> bool:
    """Whether a text is an assessment: its mapping has the key ``countermove``. For a text that is not valid YAML at
    the moment (somebody is editing it), whether it seems to have that key."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    try:
        return "countermove" in parse(decode(content, "<text>"), Report("<text>")).data
    except AssessmentError:
        return _MARK.search(content) is not None
