"""The layouts of common event files: GDELT 2.0, ICEWS, POLECAT and exports of ACLED.

GDELT has no header, so its columns are addressed by position; those of the others by their headers, wherever they
stand.
"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from countermove.assessment.problems import Position, refuse
from gmcr.base.summary import Record

__all__ = ["FORMATS", "Format", "Layout", "layout_of"]

_HEAD = 1_000_000
"""The largest size of a header with the row below it, in bytes."""


@dataclass(frozen=True, slots=True)
class Format(Record):
    """Headers, or positions as text, of columns. ``codes``: the event codes, ``by_beginning``: a code stands for all
    that begin with it; ``score``: its Goldstein score, as the file has it; ``added``: the time at which it was added.
    ``width``: the number of columns, where there is no header."""

    delimiter: str
    ident: str
    date: str
    source: str
    target: str
    codes: tuple[str, ...]
    by_beginning: bool
    score: str = ""
    added: str = ""
    dates: str = "%Y-%m-%d"
    quoted: bool = True
    width: int = 0


FORMATS: Mapping[str, Format] = {
    "gdelt": Format("\t", "0", "1", "7", "17", ("26",), True, "30", "59", "%Y%m%d", quoted=False, width=61),
    "icews": Format(
        "\t", "Event ID", "Event Date", "Source Country", "Target Country", ("CAMEO Code",), True, "Intensity", quoted=False
    ),
    "polecat": Format(
        "\t", "Event ID", "Event Date", "Actor Country", "Recipient Country", ("Event Type", "Event Mode"), False,
        "Intensity",
    ),
    "acled": Format(
        ",", "event_id_cnty", "event_date", "actor1", "actor2", ("event_type", "sub_event_type"), False
    ),
}  # fmt: skip
"""Name → the layout of its files."""


@dataclass(frozen=True, slots=True)
class Layout(Record):
    """The layout of one file: its number of columns, which is which (by the words of ``Format``), and how dates are
    written.
    """

    width: int
    places: Mapping[str, int]
    dates: str


def layout_of(path: Path, form: Format) -> Layout:
    """The layout of a file. Raises AssessmentError where it is not in this format."""
    columns = {"ident": form.ident, "date": form.date, "source": form.source, "target": form.target}
    columns |= {f"code{place}": name for place, name in enumerate(form.codes)}
    columns |= {"score": form.score} if form.score else {}
    columns |= {"added": form.added} if form.added else {}
    if form.width:
        return Layout(form.width, {word: int(place) for word, place in columns.items()}, form.dates)
    header, first = _head(path, form)
    for name in columns.values():
        if header.count(name) != 1:
            many = "no column" if name not in header else "several columns"
            raise refuse(str(path), "key", f"The header has {many} {name!r}.")
    places = {word: header.index(name) for word, name in columns.items()}
    spelt = len(first) > places["date"] and re.fullmatch(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}", first[places["date"]])
    return Layout(len(header), places, "%d %B %Y" if spelt else form.dates)


def _head(path: Path, form: Format) -> tuple[list[str], list[str]]:
    """The header, and the row below it."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            content = stream.read(_HEAD)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse(str(path), "file", f"The file cannot be read: {error}.") from None
    try:
        text = content[: content.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"Byte {content[error.start]:#04x} is not UTF-8 text: save the file as UTF-8."
        raise refuse(str(path), "encoding", message, Position(line, 1)) from None
    lines = StringIO(text, newline="")
    if form.quoted:
        rows = csv.reader(lines, delimiter=form.delimiter)
    else:
        rows = csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE)
    try:
        return [name.strip() for name in next(rows, [])], next(rows, [])
    except csv.Error as error:
        raise refuse(str(path), "syntax", f"{str(error).capitalize()}.", Position(rows.line_num + 1, 1)) from None
