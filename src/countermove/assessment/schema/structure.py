"""From plain data to a `Document`, with every structural problem at its place.

A document with broken parts is thinned and tried again, so that problems elsewhere are found in the same pass: a broken
value is left out, then whatever required it. Keys that begin with ``x-`` are for others and are left out silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from countermove.assessment.problems import MOST, Path, Report, refuse
from countermove.assessment.schema.checks import CHECKS, CheckRecord
from countermove.assessment.schema.document import VERSION, Document
from countermove.assessment.schema.record import Entry, Sketched
from gmcr.base.errors import nearest, quoted

__all__ = ["TODO", "build", "check_version", "holes_in", "without_extensions"]

TODO = "todo"
"""The key that marks what is still to be done."""
_ROUNDS = 16  # more than records lie inside one another

_KINDS = {
    "string_type": "This should be text: put it in quotes.",
    "tuple_type": "This should be a list: [a, b], or lines that begin with `- `.",
    "list_type": "This should be a list: [a, b], or lines that begin with `- `.",
    "dict_type": "This should be a mapping: lines of `name: …`, indented.",
    "model_type": "This should be a mapping: lines of `key: value`, indented.",
    "model_attributes_type": "This should be a mapping: lines of `key: value`, indented.",
    "bool_type": "This should be true or false.",
    "int_type": "This should be a whole number.",
    "greater_than_equal": "This should be at least 1.",
}


def check_version(data: dict[str, Any], report: Report) -> None:
    """Refuse a document that does not declare this format under ``countermove``."""
    file, place = report.file, report.positions.value(("countermove",))
    if data.get("countermove") is None:
        near = nearest("countermove", data) if "countermove" not in data else None
        hint = f" Did you mean `countermove` by {quoted(near)}?" if near else ""
        raise refuse(
            file,
            "version",
            f"The line `countermove: {VERSION}` is missing: without it this is not an assessment.{hint}",
        )
    version = data["countermove"]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise refuse(file, "version", f"`countermove:` should be the number {VERSION}.", place)
    if version > VERSION:
        message = f"This file is in format {version}; this program reads format {VERSION}: update Countermove."
        raise refuse(file, "version", message, place)


def build(data: dict[str, Any], report: Report) -> tuple[Document | None, dict[str, Any]]:
    """The document, thinned where it was broken (then *report* says why), with the data that it was made from, which are
    changed by that; None where nothing is left to work with. *data*: without extensions, of a version that is read.
    """
    thinned = data
    for _ in range(_ROUNDS):
        try:
            return Document.model_validate(thinned), thinned
        except ValidationError as errors:
            broken = [_note(error, thinned, report) for error in errors.errors(include_url=False, include_input=False)]
        if () in broken or len(broken) > MOST or not _thin(thinned, broken, report):
            break
    return None, thinned


def without_extensions(node: Any) -> Any:
    """A copy of plain data without the keys that begin with ``x-``."""
    if isinstance(node, dict):
        return {
            key: without_extensions(value) if isinstance(value, (dict, list)) else value
            for key, value in node.items()
            if not key.startswith("x-")
        }
    return [without_extensions(item) for item in node] if isinstance(node, list) else node


def holes_in(data: Any, kind: Any = Document, path: Path = ()) -> Iterator[Path]:
    """The paths of ``todo`` keys in plain data, in their order."""
    kind = _bare(kind)
    if isinstance(data, dict):
        record = isinstance(kind, type) and issubclass(kind, Entry)
        if record and issubclass(kind, Sketched) and TODO in data:
            yield (*path, TODO)
        for key, value in data.items():
            inner = _step(kind.of(data) if record else kind, key)
            if inner is not None:
                yield from holes_in(value, inner, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from holes_in(value, _step(kind, place), (*path, place))


def _note(error: ErrorDetails, data: dict[str, Any], report: Report) -> Path:
    """Report one structural problem. Returns the path that has to be left out because of it."""
    location = error["loc"]
    kind = error["type"]
    of_key = bool(location) and location[-1] == "[key]"
    path = _path(location[:-1] if of_key else location, data)
    if kind == "extra_forbidden":
        record = _record_at(location[:-1])
        keys = () if record is None else record.keys()
        near = nearest(str(path[-1]), keys)
        instead = "" if record is None else record.instead.get(str(path[-1]), "")
        listed = f" There are: {', '.join(keys)}." if keys and not near else ""
        remedy = f" {instead}" if instead else f"{listed} Keys of one's own begin with x-."
        message = f"{quoted(path[-1])} is not a key here.{remedy}"
        report.add(path, "key", message, suggestion=None if instead else near, key=True)
        return path
    if kind == "missing":
        missing = str(location[-1])
        if isinstance(holder := _at(path, data), dict) and TODO in holder:  # which says it
            return path
        if (*report.original(path), missing) not in report.removed:
            report.add(path, "missing", f"`{missing}` is missing here.", key=True)
        return path
    if kind == "too_short":
        report.add(path, "missing", "This must not be empty.", key=True)
        return path
    message = _KINDS.get(kind) or error["msg"]
    code = "kind" if kind in _KINDS else kind
    suggestion = error.get("ctx", {}).get("suggestion")
    report.add(path, code, message, suggestion=suggestion, key=of_key)
    if code == "name":
        report.refused.add(str(path[-1] if of_key else _at(path, data)))
    return path


def _at(path: Path, data: Any) -> Any:
    """The value at a path of plain data."""
    for part in path:
        data = data[part]
    return data


def _path(location: tuple[int | str, ...], data: Any) -> Path:
    """The location of an error as a path in the data, without tags of unions and missing keys."""
    path: list[str | int] = []
    for part in location:
        if _has(data, part):
            data = data[part]
            path.append(part)
    return tuple(path)


def _has(holder: Any, part: int | str) -> bool:
    """Whether plain data have a value under this key, or at this index."""
    if isinstance(holder, dict):
        return part in holder
    return isinstance(holder, list) and isinstance(part, int) and part < len(holder)


def _record_at(location: tuple[int | str, ...]) -> type[Entry] | None:
    """The record at a location."""
    kind: Any = Document
    for part in location:
        kind = _step(kind, part)
    return kind if isinstance(kind, type) and issubclass(kind, Entry) else None


def _step(kind: Any, part: int | str) -> Any:
    """The type of the part of something of type *kind*."""
    kind = _bare(kind)
    if kind is CheckRecord:
        return next((check for check in CHECKS if check.__name__ == part), None)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if part == (field.alias or name):
                return _bare(field.annotation)
        return None
    if get_origin(kind) is dict:
        return _bare(get_args(kind)[1])
    if get_origin(kind) is tuple:
        return _bare(get_args(kind)[0])
    return None


def _bare(kind: Any) -> Any:
    """A type without annotations and without None."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        inner = [each for each in get_args(kind) if each is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else kind
    return kind


def _thin(data: dict[str, Any], broken: list[Path], report: Report) -> bool:
    """Leave out the values at the *broken* paths, later entries of lists first. Returns whether anything was left out."""
    done = False
    for path in sorted(set(broken), key=lambda path: [(isinstance(part, str), part) for part in path], reverse=True):
        holder: Any = data
        for part in path[:-1]:
            holder = holder[part] if _has(holder, part) else None
        if not _has(holder, path[-1]):
            continue
        report.removed.add(report.original(path))
        if isinstance(holder, list):
            indices = report.moved.setdefault(report.original(path[:-1]), list(range(len(holder))))
            indices.pop(int(path[-1]))
        del holder[path[-1]]
        done = True
    return done
