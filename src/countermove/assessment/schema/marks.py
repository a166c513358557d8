"""Walks a document by the marks of its annotations: every name and every formula, with its path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from countermove.assessment.problems import Path
from countermove.assessment.schema.kinds import FormulaMark, Ref

__all__ = ["Marked", "marked"]

Marked = tuple[Path, str, Ref | FormulaMark]


def marked(value: Any, path: Path = ()) -> Iterator[Marked]:
    """Every (path, text, mark) in a record, in the order of its fields. Names that are keys come with the path of the
    key.
    """
    if isinstance(value, BaseModel):
        for name, key, kind in _fields(type(value)):
            yield from _walk(getattr(value, name), kind, (*path, key))


@cache
def _fields(record: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """Name in Python, key in the file, and annotated type of the fields that can hold marks."""
    fields = []
    for name, field in record.model_fields.items():
        kind: Any = field.annotation
        marks = [mark for mark in field.metadata if isinstance(mark, (Ref, FormulaMark))]
        if marks:
            kind = Annotated[kind, marks[0]]
        if _relevant(kind):
            fields.append((name, field.alias or name, kind))
    return tuple(fields)


def _relevant(kind: Any) -> bool:
    """Whether something of this type can hold a mark."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        return any(isinstance(extra, (Ref, FormulaMark)) for extra in extras) or _relevant(inner)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return True
    return any(_relevant(each) for each in get_args(kind))


def _walk(value: Any, kind: Any, path: Path) -> Iterator[Marked]:
    if value is None:
        return
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        if isinstance(value, str):
            yield from ((path, value, extra) for extra in extras if isinstance(extra, (Ref, FormulaMark)))
        else:
            yield from _walk(value, inner, path)
    elif isinstance(value, BaseModel):
        yield from marked(value, path)
    elif get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            if _relevant(each):
                yield from _walk(value, each, path)
    elif isinstance(value, dict):
        key_kind, value_kind = get_args(kind)
        for key, inner in value.items():
            yield from _walk(key, key_kind, (*path, key))
            yield from _walk(inner, value_kind, (*path, key))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _walk(inner, get_args(kind)[0], (*path, place))
