"""Problems of a file, collected rather than raised one by one.

A **path** leads from the root of the document to a value: ``("actors", "us", "wants", 0, "want")``. A **place** is the
line and the column (both from 1) where the key or the value of a path is written. Every problem has a stable **code**;
`CODES` explains each in one line, and the format reference is made from it.

Where lines end: at LF, at CR LF and at CR, as in YAML 1.2 (chapter 5.4) and as editors count.

libyaml follows YAML 1.1, in which U+0085, U+2028 and U+2029 end a line too: a comment would end, and a key begin, in
the middle of what everybody sees as one line. It is therefore given substitutes for these characters
(``Lines.for_parser``), and its output is translated back (``Lines.read_back``).

Translates errors of the YAML parser into words for the author of the file.

Holes: places of a file marked ``todo``, as in a worksheet that nobody has filled in yet.

The rest of such a file is checked like any other, and other problems are reported along with the holes. Nothing is
computed from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import filterfalse
from typing import Any, NamedTuple

import yaml

from gmcr.base.errors import AssessmentError, Problem, Severity, nearest, with_short_names
from gmcr.base.record import Record

__all__ = ["CODES", "MOST", "Lines", "Path", "Position", "Positions", "Report", "refuse", "syntax_error", "unusable"]


Path = tuple[str | int, ...]

CODES: Mapping[str, str] = {
    "anchor": "Anchors and aliases are not part of the format: every line stands for itself.",
    "binary": "The file holds characters that no text has.",
    "check": "A claim's check is none of the known ones, or mixes several.",
    "clash": "Two things share a name where a formula or a reference could not tell them apart.",
    "coding": "Another coding (`alternatives`) that does not fit the file, or leaves unsaid what it changes.",
    "conflict": "The file is a bare conflict (`conflict:`), and an assessment (`countermove:`) is needed.",
    "control": "A text or a key holds a control character (written as an escape) other than tab and line feed.",
    "cycle": "Terms that refer to one another in a circle, or sources that report one another.",
    "date": "A date is not written as a quoted year-month-day, or is before another that it must follow.",
    "deep": "Nesting over 50 levels.",
    "duplicate": "A key, an id or a list entry occurs twice.",
    "empty": "The file holds nothing.",
    "encoding": "The file is not UTF-8 text.",
    "expected": "Something is missing that the value beside it requires.",
    "file": "The file cannot be opened or is not a regular file.",
    "formula": "A formula cannot be read, or mixes truth and number.",
    "hash": "A ` #` inside text: what follows is a comment and is lost.",
    "hidden": "A character without a sign of its own, or one that turns the direction of text, in a text or a comment.",
    "infeasible": "A start that a `never` rule excludes.",
    "key": "A key that the format does not have.",
    "kind": "A value of the wrong kind: text for a number, a mapping for a list.",
    "large": "The file is over 1 MB, holds too many values, or makes more readings, states or cells than can be gone through.",
    "lever": "A lever that belongs to the actor it is to move.",
    "missing": "A required key is missing.",
    "move": "A want is moved next to itself or to a want of another actor.",
    "name": "A name that cannot be used in formulas or on the command line.",
    "null": "A key without a value.",
    "otherwise": "A `while` that mentions an option and has no `otherwise`, an `otherwise` without a `while`, or words for none.",
    "overlap": "Two open questions, or two lines of one overlay, change the same thing.",
    "range": "A number outside its range.",
    "syntax": "The text is not valid YAML.",
    "tag": "YAML tags are not part of the format.",
    "todo": "A place that says what is still to do there: a worksheet that is not filled in.",
    "unknown": "A name that nothing in the file has.",
    "value": "A value that is not among the allowed ones.",
    "version": "The `countermove:` number is missing or is not one that this program reads.",
}


class Position(NamedTuple):
    """A place in the file: line and column, both from 1."""

    line: int
    column: int


_START = Position(1, 1)
_NOWHERE = Position(0, 0)

MOST = 1000
"""The largest number of problems of one file that are listed."""


@dataclass(frozen=True, slots=True)
class Positions(Record):
    """Where every key and value of a document is written.

    ``keys`` and ``values`` map paths to places. ``texts`` holds, for text that stands literally on one line, the
    place of its first character, so that a column inside it is a column of the file.
    """

    keys: Mapping[Path, Position] = field(default_factory=dict)
    values: Mapping[Path, Position] = field(default_factory=dict)
    texts: Mapping[Path, Position] = field(default_factory=dict)

    def value(self, path: Path) -> Position:
        """The place of the value at *path*, or of the nearest enclosing value."""
        for end in range(len(path), -1, -1):
            for table in (self.values, self.keys):
                if path[:end] in table:
                    return table[path[:end]]
        return _START

    def key(self, path: Path) -> Position:
        """The place of the key that *path* ends in; for an entry of a list, of the entry."""
        return self.keys.get(path) or self.value(path)

    def inside(self, path: Path, column: int) -> Position:
        """The place of character *column* (from 1) of the text at *path*; the beginning of the text where that is
        unknown.
        """
        start = self.texts.get(path) or self.texts.get((*path, "is"))  # a term with words
        return Position(start.line, start.column + max(column, 1) - 1) if start else self.value(path)


class Report:
    """Collects the problems of one file.

    ``moved`` maps the original path of a list to the original indices of the remaining entries, when broken ones were
    removed before a further pass, and ``removed`` holds the original paths of what was removed. ``refused`` holds
    invalid names, which are never suggested. Paths passed to this object are those of the thinned document. At most
    `MOST` errors and as many warnings are recorded; suggestions, which take time, are made for the first hundred and
    among at most a thousand names.
    """

    def __init__(self, file: str, positions: Positions | None = None) -> None:
        self.file = file
        self.positions = positions or Positions()
        self.moved: dict[Path, list[int]] = {}
        self.removed: set[Path] = set()
        self.refused: set[str] = set()
        self._problems: dict[Problem, None] = {}
        self._counts = Counter[str]()
        self._suggestions = 0

    def original(self, path: Path) -> Path:
        """*path* in the document as written."""
        written: list[str | int] = []
        for part in path:
            indices = self.moved.get(tuple(written))
            written.append(
                indices[part] if indices is not None and isinstance(part, int) and part < len(indices) else part
            )
        return tuple(written)

    def add(
        self,
        path: Path,
        code: str,
        message: str,
        *,
        suggestion: str | None = None,
        warning: bool = False,
        key: bool = False,
        column: int | None = None,
    ) -> None:
        """Note a problem at *path*: at its value, its ``key``, or at ``column`` inside its text."""
        written = self.original(path)
        if column is not None:
            place = self.positions.inside(written, column)
        else:
            place = self.positions.key(written) if key else self.positions.value(written)
        self.add_at(place, code, message, suggestion=suggestion, warning=warning)

    def add_at(
        self, place: Position, code: str, message: str, *, suggestion: str | None = None, warning: bool = False
    ) -> None:
        """Note a problem at a place of the file."""
        severity: Severity = "warning" if warning else "error"
        self._counts[severity] += 1
        if self._counts[severity] > MOST:
            if self._counts[severity] == MOST + 1:
                message = f"Over {MOST:,} {severity}s: this one and those after it are not listed."
                self._keep(Problem(self.file, place.line, place.column, severity, "large", message))
            return
        self._keep(Problem(self.file, place.line, place.column, severity, code, with_short_names(message), suggestion))

    def _keep(self, problem: Problem) -> None:
        self._problems[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems found elsewhere."""
        self._problems.update(dict.fromkeys(problems))

    def suggest(self, name: str, names: Collection[str]) -> str | None:
        """The valid name nearest to *name*, or None."""
        self._suggestions += 1
        if self._suggestions > 100 or len(names) > 1000:
            return None
        return nearest(name, self.usable(names))

    def usable(self, names: Iterable[str]) -> list[str]:
        """The names that were not refused."""
        return [item for item in names if self.refused.isdisjoint((item, item.rpartition(".")[2]))]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in file order."""
        return tuple(sorted(self._problems, key=lambda problem: (problem.line, problem.column)))

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(problem.severity == "error" for problem in self._problems)


def refuse(file: str, code: str, message: str, place: Position | None = None) -> AssessmentError:
    """The error for a file that cannot be used at all: one problem, at its beginning unless it could not be opened."""
    place = place or (_NOWHERE if code == "file" else _START)
    return AssessmentError([Problem(file, place.line, place.column, "error", code, with_short_names(message))])


_END = re.compile(r"\r\n?|\n")
_NO_ENDS = "\x85\u2028\u2029"


class Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    @property
    def count(self) -> int:
        """The number of lines; a line end at the very end begins no further one."""
        return len(self._starts) - (self._starts[-1] == len(self.text))

    def place(self, index: int) -> Position:
        """The line and column of the character at *index* (from 0), or of the end."""
        line = bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1] + 1)

    @cached_property
    def for_parser(self) -> str:
        """The text for a parser of YAML 1.1, of the same length."""
        return self.text.translate(self._stand_ins)

    def read_back(self, value: str) -> str:
        """A value that the parser read from it, as originally written."""
        return value.translate({new: old for old, new in self._stand_ins.items()}) if self._stand_ins else value

    @cached_property
    def _stand_ins(self) -> dict[int, int]:
        """Private-use characters that the text contains neither literally nor as an escape."""
        present = [ord(character) for character in _NO_ENDS if character in self.text]
        if not present:
            return {}
        written = self.text.casefold()
        free = filterfalse(lambda code: chr(code) in self.text or f"{code:x}" in written, range(0xF0000, 0xFFFFE))
        return dict(zip(present, free, strict=False))


# Messages of libyaml, and those of its Python twin where they differ.
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "A colon inside text, or a line indented too far: put the text in quotes or indent it as its neighbours.",
    ),
    (
        "could not find expected ':'",
        "A line without a colon: write `key: value`, or put text over several lines in quotes.",
    ),
    (
        "cannot start any token",
        "A tab, or a character that cannot begin a value (` @ % `): indent with spaces, put the text in quotes.",
    ),
    ("found a tab", "A tab in the indentation: use spaces."),
    *dict.fromkeys(
        ("did not find expected key", "expected <block end>"),
        "This line is not indented as its neighbours, or a quote or bracket before it is not closed.",
    ).items(),
    ("did not find expected '-' indicator", "This line is not indented as the other entries of its list."),
    ("expected ',' or", "A bracket that is not closed, or a comma missing before this."),
    ("unexpected end of stream", "The file ends inside a quoted text: it may be cut off."),
    ("<document start>", "This does not continue the document: is it indented as its neighbours?"),
    ("alphabetic or numeric character", "A value that begins with * or & must be in quotes."),
)


def syntax_error(error: yaml.YAMLError, file: str, lines: Lines) -> AssessmentError:
    """A YAML error in plain words, at its place."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = lines.place(mark.index if mark else 0)
    for fragment, words in _PLAIN_WORDS:
        if fragment in problem:
            return refuse(file, "syntax", words, place)
    return refuse(file, "syntax", f"This is not valid YAML: {problem}.", place)


def unusable(report: Report, holes: Collection[Path], data: Mapping[str, Any]) -> AssessmentError:
    """The error for an unusable file: its problems, and the number of holes (given by their paths), each with its
    place."""
    each = Report(report.file, report.positions)
    for number, path in enumerate(holes, start=1):
        more = (
            f" {len(holes) - MOST:,} more places follow, which are not listed." if number == MOST < len(holes) else ""
        )
        each.add(path, "todo", _text(path, data) + more, key=True)
        if more:
            break
    if not holes:
        return AssessmentError(report.problems)
    if not report.failed:  # so warnings are not the reason
        report = Report(report.file, report.positions)
    where = "One place is" if len(holes) == 1 else f"{len(holes):,} places are"
    message = (
        f"{where} still to do{'' if len(holes) == 1 else ', the first of them here'}: countermove lint lists what."
    )
    report.add(next(iter(holes)), "todo", message, key=True)
    return AssessmentError(report.problems, each.problems)


def _text(path: Path, data: Any) -> str:
    """The text of a hole."""
    for part in path:
        data = data[part]
    text = " ".join(data.split()).rstrip(".") if isinstance(data, str) else ""
    return f"Still to do: {text}." if text else "Still to do."
