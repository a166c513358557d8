"""Walks a document by the marks of its annotations: every name and every formula, to inspect or to rewrite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from countermove.assessment.problems import Path
from countermove.assessment.schema.kinds import FormulaMark, Ref
from countermove.assessment.schema.record import Entry

__all__ = ["Mark", "Marked", "marked", "rewritten"]

Mark = Ref | FormulaMark
Marked = tuple[Path, str, Mark]


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
        marks = [mark for mark in field.metadata if isinstance(mark, Mark)]
        if marks:
            kind = Annotated[kind, marks[0]]
        if _relevant(kind):
            fields.append((name, field.alias or name, kind))
    return tuple(fields)


def _relevant(kind: Any) -> bool:
    """Whether something of this type can hold a mark."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        return any(isinstance(extra, Mark) for extra in extras) or _relevant(inner)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return True
    return any(_relevant(each) for each in get_args(kind))


def _walk(value: Any, kind: Any, path: Path) -> Iterator[Marked]:
    if value is None:
        return
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        if isinstance(value, str):
            yield from ((path, value, extra) for extra in extras if isinstance(extra, Mark))
        else:
            yield from _walk(value, inner, path)
    elif isinstance(value, BaseModel):
        yield from marked(value, path)
    elif get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            if _relevant(each):
                yield from _walk(value, each, path)
    elif isinstance(value, dict) and get_origin(kind) is dict:
        key_kind, value_kind = get_args(kind)
        for key, inner in value.items():
            yield from _walk(key, key_kind, (*path, key))
            yield from _walk(inner, value_kind, (*path, key))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _walk(inner, get_args(kind)[0], (*path, place))


def rewritten(data: Any, kind: Any, change: Callable[[str, Mark], str]) -> Any:
    """Plain data of type *kind* with every name and every formula changed, including names that are keys. Parts that
    are not in the type, or not written as it says, stay unchanged."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        mark = next((extra for extra in extras if isinstance(extra, Mark)), None)
        return change(data, mark) if mark and isinstance(data, str) else rewritten(data, inner, change)
    if get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            if _relevant(each):
                data = rewritten(data, each, change)
        return data
    if isinstance(data, dict):
        return _rewritten_mapping(data, kind, change)
    if isinstance(data, str) and isinstance(kind, type) and issubclass(kind, Entry) and kind.bare:
        return _rewritten_mapping({kind.bare: data}, kind, change)[kind.bare]
    if isinstance(data, list) and get_origin(kind) is tuple:
        return [rewritten(item, get_args(kind)[0], change) for item in data]
    return data


def _rewritten_mapping(data: dict[str, Any], kind: Any, change: Callable[[str, Mark], str]) -> dict[str, Any]:
    if get_origin(kind) is dict:
        key_kind, value_kind = get_args(kind)
        return {rewritten(key, key_kind, change): rewritten(value, value_kind, change) for key, value in data.items()}
    if not (isinstance(kind, type) and issubclass(kind, Entry)):
        return data
    kinds = {key: inner for _, key, inner in _fields(kind.of(data))}
    return {key: rewritten(value, kinds[key], change) if key in kinds else value for key, value in data.items()}
