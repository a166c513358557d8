"""Bare conflicts as files: a game and its published results, without sources line by line and without claims.

The format is `schema.conflict.ConflictDocument`; it is YAML, read by the same reader as an assessment, so every problem
comes with file, line and column (JSON being YAML, a conflict may be JSON too). The bundled conflicts, in
``cases/conflicts/``, are from the literature; the tests solve each of them and must get the printed results.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any

import numpy as np
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from countermove.assessment.bundle import conflict_content, conflict_names
from countermove.assessment.conflict_games import (
    JointImprovement,
    PrintedCells,
    ProfileCount,
    PublishedResults,
    make_conflict,
)
from countermove.assessment.parser import Parsed, decode, parse, read_bytes
from countermove.assessment.problems import Report, refuse
from countermove.assessment.schema.conflict import (
    CONFLICT_VERSION,
    ConflictDocument,
    Difference,
    Improvement,
    InverseCount,
    Player,
    Published,
    Statement,
    citations,
)
from countermove.assessment.schema.premises import Option
from countermove.assessment.schema.source import Citation
from countermove.assessment.schema.structure import without_extensions
from gmcr import Conflict
from gmcr.base.arguments import as_path
from gmcr.base.errors import AssessmentError, Problem, nearest, quoted
from gmcr.base.record import DIGITS, Record

__all__ = [
    "ConflictCase",
    "JointImprovement",
    "PrintedCells",
    "ProfileCount",
    "PublishedConflict",
    "PublishedResults",
    "Variance",
    "conflict_cases",
    "load_conflict",
    "loads_conflict",
]

_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class ConflictCase(Record):
    """A bundled conflict: its ``name`` (what `load_conflict` takes), ``title`` and ``citation``."""

    name: str
    title: str
    citation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variance(Record):
    """A place where the printed result and the definition differ."""

    what: str
    """The quantity."""
    printed: Annotated[int | str, DIGITS]
    """The printed value."""
    computed: Annotated[int | str, DIGITS]
    """The value that follows from the definition."""
    why: str
    """The reason."""
    cells: PrintedCells | None = None
    """The cells of a printed table, where it is about some."""


@dataclass(frozen=True, slots=True)
class PublishedConflict(Record):
    """A conflict with what its file says about it.

    ``citation``: where it was published, line by line; ``works``: the same with author, year and so on, as far as the
    file states them; ``read``: where the numbers were read, if not there. ``published``: printed results, states as
    codes; ``differs``: where print and definition differ. ``titles``: names in words by name (``actor``,
    ``actor.option``). ``name`` is the file's without folder and suffix, ``digest`` the SHA-256 of its bytes.
    """

    conflict: Conflict
    name: str
    title: str
    works: tuple[Citation, ...]
    published: PublishedResults
    read: tuple[str, ...]
    notes: tuple[str, ...]
    differs: tuple[Variance, ...]
    titles: Mapping[str, str]
    file: str
    digest: str

    @property
    def citation(self) -> tuple[str, ...]:
        """Where it was published, line by line."""
        return tuple(work.told or "" for work in self.works)

    def ordered(self, state: int) -> int:
        """The ordered number (from 1, by ascending code) of a feasible state given by its code."""
        return int(np.searchsorted(self.conflict.states, self.conflict.code(state))) + 1


def conflict_cases() -> tuple[ConflictCase, ...]:
    """All bundled conflicts, sorted by name."""
    cases = []
    for name in conflict_names():
        data = parse(decode(conflict_content(name), name), Report(name)).data
        lines = tuple(work.told or "" for work in citations(data.get("citation", ())))
        cases.append(ConflictCase(name, str(data.get("title", name)), lines))
    return tuple(cases)


def load_conflict(source: str | FilePath) -> PublishedConflict:
    """The conflict in a file, or a bundled one by its name. Raises AssessmentError with every problem found."""
    path, name = as_path(source, "A conflict"), str(source)
    if isinstance(source, str) and not os.path.isfile(path):
        known = conflict_names()
        if name in known:
            return loads_conflict(conflict_content(name), file=f"{name}{_SUFFIX}")
        if path.name == name and not path.suffix and not os.path.lexists(path):
            message = f"There is no such file, nor a bundled conflict of that name. There are {', '.join(known)}."
            raise AssessmentError([Problem(name, 0, 0, "error", "file", message, nearest(name, known))])
    return loads_conflict(read_bytes(path), file=name)


def loads_conflict(text: str | bytes, *, file: str = "<text>") -> PublishedConflict:
    """The conflict in a text. Raises AssessmentError with every problem found, in file order."""
    content = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    report = Report(file)
    parsed = parse(decode(content, file), report)
    document = _document(parsed, report)
    made = make_conflict(document, report) if document else None
    if document is None or made is None or report.failed:
        raise AssessmentError(report.problems)
    conflict, published = made
    return PublishedConflict(
        conflict=conflict,
        name=FilePath(file).stem,
        title=document.title or FilePath(file).stem,
        works=document.citation,
        published=published,
        read=document.read,
        notes=document.notes,
        differs=tuple(
            Variance(item.what, item.printed, item.computed, item.why or "", cells)
            for item, cells in zip(document.differs, published.errata or (None,) * len(document.differs), strict=True)
        ),
        titles=_titles(document),
        file=file,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _titles(document: ConflictDocument) -> dict[str, str]:
    titles = {}
    for actor, player in document.actors.items():
        if player.name:
            titles[actor] = player.name
        for name, option in player.options.items():
            titles |= {act: words for act, words in option.words(f"{actor}.{name}").items() if words}
    return titles


# -- structure ---------------------------------------------------------------------------------------------------------

_KINDS = {
    "string_type": "This should be text: put it in quotes.",
    "tuple_type": "This should be a list: [a, b], or lines that begin with `- `.",
    "dict_type": "This should be a mapping: lines of `name: …`, indented.",
    "model_type": "This should be a mapping: lines of `key: value`, indented.",
    "model_attributes_type": "This should be a mapping: lines of `key: value`, indented.",
    "bool_type": "This should be true or false.",
    "int_type": "This should be a whole number.",
    "greater_than_equal": "This should not be negative.",
}


def _document(parsed: Parsed, report: Report) -> ConflictDocument | None:
    """The records of the file; None, with a report, where its structure is broken."""
    version = parsed.data.get("conflict")
    place = report.positions.value(("conflict",))
    if version is None:
        raise refuse(report.file, "version", f"The line `conflict: {CONFLICT_VERSION}` is missing.", place)
    if isinstance(version, bool) or version != CONFLICT_VERSION:
        message = f"`conflict:` should be the number {CONFLICT_VERSION}, the format that this program reads."
        raise refuse(report.file, "version", message, place)
    data = without_extensions(parsed.data)
    try:
        return ConflictDocument.model_validate(data)
    except ValidationError as errors:
        for error in errors.errors(include_url=False, include_input=False):
            _note(error, data, report)
    return None


def _note(error: ErrorDetails, data: Any, report: Report) -> None:
    """Report one structural problem at its place."""
    of_key = bool(error["loc"]) and error["loc"][-1] == "[key]"
    path, kind, holder = [], error["type"], data
    for part in error["loc"]:
        inside = part in holder if isinstance(holder, dict) else isinstance(holder, list) and isinstance(part, int)
        if inside:
            holder = holder[part]
            path.append(part)
    suggestion = error.get("ctx", {}).get("suggestion")
    if kind == "extra_forbidden":
        key = str(path[-1])
        suggestion = nearest(key, _keys())
        report.add(tuple(path), "key", f"{quoted(key)} is not a key here.", suggestion=suggestion, key=True)
    elif kind == "missing":
        report.add(tuple(path), "missing", f"`{error['loc'][-1]}` is missing here.", key=True)
    elif kind == "too_short":
        report.add(tuple(path), "missing", "This must not be empty.", key=True)
    else:
        code = "kind" if kind in _KINDS else kind
        report.add(tuple(path), code, _KINDS.get(kind) or error["msg"], suggestion=suggestion, key=of_key)


def _keys() -> list[str]:
    """Every key that some record of the format has."""
    records = (ConflictDocument, Citation, Player, Statement, Option, Published, Improvement, InverseCount, Difference)
    return sorted({key for record in records for key in record.keys()})  # noqa: SIM118 (a class, not a mapping)
