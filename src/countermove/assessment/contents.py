"""What plain data say: the records of a file, its names, and what makes games of it.

Files that differ in little, as codings of one file do, have most of it in common: an entry that is written alike is not
read again, a formula whose names mean the same is not resolved again, and games with the same options share their states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from countermove.assessment.choices import check_alternatives
from countermove.assessment.compile import Compiler, FormulaBook
from countermove.assessment.grades import check_grades
from countermove.assessment.names import Names
from countermove.assessment.problems import Path, Report, unusable
from countermove.assessment.schema import Document, Entry
from countermove.assessment.schema.record import Marked
from countermove.assessment.schema.structure import build, check_version, without_extensions
from countermove.assessment.starts import check_starts
from countermove.assessment.validate import validate
from gmcr.base.record import Record

__all__ = ["Contents", "contents_of"]

Data = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Contents(Record):
    """What sound data say. ``data``: without the keys that begin with ``x-``, of which there are some if it is ``extended``."""

    data: Data
    document: Document
    names: Names
    compiler: Compiler
    extended: bool = True
    marks: Mapping[int, list[Marked]] = field(default_factory=dict)
    """The names and formulas of its entries, by the identity of their records, as far as they are known."""


def contents_of(
    data: Data, holes: tuple[Path, ...], report: Report, *, coded: bool = False, like: Contents | None = None
) -> Contents:
    """What a file says; ``coded``: its alternatives have been read; ``like``: what is known of data that differ in little.
    Raises AssessmentError with every problem."""
    check_version(data, report)
    extended = like is None or like.extended
    thinned = without_extensions(data) if extended else data
    document = None if like is None else _built(thinned, like)
    if document is None:
        document, thinned = build(thinned if extended else without_extensions(data), report)
    if document is None:
        raise unusable(report, holes, data)
    names = Names.of(thinned if not report.failed and not holes else data)
    book = FormulaBook(names, document.formulas, report, None if like is None else like.compiler.book)
    known = {} if like is None else dict(like.marks)
    validate(document, names, book, report, known)
    if not coded:
        check_alternatives(document, names, report)
    if not report.failed and not holes:
        compiler = Compiler(document, names, book, None if like is None else like.compiler)
        check_starts(document, compiler, report)
        check_grades(document, compiler, report)
    if report.failed or holes:
        raise unusable(report, holes, data)
    own = {id(entry) for section in _SECTIONS for entry in getattr(document, section).values()}
    marks = {entry: known[entry] for entry in own if entry in known}  # of records that live as long as this
    return Contents(thinned, document, names, compiler, extended, marks)


_SECTIONS = frozenset(
    name
    for name, field in Document.model_fields.items()
    if get_origin(field.annotation) is dict
    and isinstance(record := get_args(field.annotation)[1], type)
    and issubclass(record, Entry)
)
"""What has entries by name, each a record of its own."""


def _built(data: Data, like: Contents) -> Document | None:
    """The records of data, with those of entries that are written alike; None where they have to be read as a whole."""
    fresh = {key: _fresh(key, value, like.data) for key, value in data.items() if value != like.data.get(key)}
    if not fresh.get("actors") and (actors := data.get("actors")):
        fresh["actors"] = dict([next(iter(actors.items()))])  # without one it is no document
    try:
        read = Document.model_validate({"countermove": data["countermove"], **fresh})
    except ValidationError:
        return None
    made: dict[str, Any] = {}
    for name in Document.model_fields:
        own, known, written = getattr(read, name), getattr(like.document, name), data.get(name)
        if name in _SECTIONS:
            made[name] = {entry: own[entry] if entry in own else known[entry] for entry in written or ()}
        else:
            made[name] = own if name in fresh or written is None else known
    return Document.model_construct(set(made), **made)


def _fresh(key: str, value: Any, known: Data) -> Any:
    """The entries of a section that are not written as they are known to be; anything else as it is."""
    if key not in _SECTIONS or not isinstance(value, dict):
        return value
    before = known.get(key) or {}
    return {name: entry for name, entry in value.items() if name not in before or entry != before[name]}
