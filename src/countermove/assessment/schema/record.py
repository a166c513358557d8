"""The base of all records of the file.

Walks a document by the marks of its annotations: every name and every formula, to inspect or to rewrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.problems import Path
from countermove.assessment.schema.kinds import Flag, FormulaMark, Ref, SourceName, Text, WholeNumber, complain

__all__ = ["Entry", "Founded", "Locator", "Mark", "Marked", "Sketched", "marked", "rewritten"]


class Entry(BaseModel):
    """A mapping with fixed keys. Unknown keys are errors; a key without a value counts as absent (lint warns)."""

    bare: ClassVar[str] = ""
    """The key that a bare value stands for (written without a mapping), if that holds names or formulas."""

    instead: ClassVar[Mapping[str, str]] = {}
    """Keys that people write here although they belong elsewhere → what to do instead."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        if data is None:
            return {}
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None}
        return data

    @classmethod
    def of(cls, data: Any) -> type[Entry]:
        """The record type for plain data in this place: this one, unless there are several kinds."""
        return cls

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The keys as written in the file, in order."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


class Sketched(Entry):
    """A record that may be unfinished: with ``todo`` present, required keys may be missing."""

    todo: Text | None = Field(
        None,
        description="What is still to be done here: `lint` lists it, and nothing else takes the file before it is gone.",
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        if required := schema.pop("required", None):
            schema["anyOf"] = [{"required": required}, {"required": ["todo"]}]
        return schema


class Locator(Entry):
    """A place in a source. A bare number stands for a paragraph of the default source."""

    source: SourceName | None = Field(None, description="The source; the default source where absent.")
    para: WholeNumber | None = Field(None, ge=1, description="The paragraph, counted from 1.")
    sentence: WholeNumber | None = Field(
        None, ge=1, description="The sentence of the paragraph, or of the chapter, counted from 1 as `sources` counts."
    )
    page: WholeNumber | None = Field(None, ge=1, description="The page, counted from 1.")
    time: Text | None = Field(None, description="The time in a recording, such as 1:02:30.")
    print: Text | None = Field(
        None,
        description="A few words of the passage: the sentence that has them is meant, whatever its number is said to be.",
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["type"] = ["integer", "object"]
        schema["minimum"] = 1
        return schema

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, data: Any) -> Any:
        if isinstance(data, int) and not isinstance(data, bool):
            return {"para": data}
        if not isinstance(data, (dict, Locator)):
            raise complain("kind", "A place in a source is a paragraph number or {source: …, para: …}.")
        return data

    @model_validator(mode="after")
    def _one_place(self) -> Locator:
        if sum(place is not None for place in (self.para, self.page, self.time)) > 1:
            raise complain("value", "Give one of para, page and time, not several.")
        if self.sentence is not None and self.para is None:
            raise complain("value", "A sentence is one of a paragraph: give its `para` too.")
        return self


class Founded(Sketched):
    """A record that says on what it rests."""

    at: tuple[Locator, ...] = Field(
        (), description="Where the source says so: paragraph numbers of the default source, or locators."
    )
    assumed: Flag = Field(False, description="True where no source says so and the modeller assumes it.")
    unsaid: Flag = Field(False, description="True where the source implies or omits it and the modeller supplies it.")
    note: Text | None = Field(None, description="A remark; no effect on any verdict.")


Mark = Ref | FormulaMark
Marked = tuple[Path, str, Mark]


def marked(value: Any, path: Path = (), known: dict[int, list[Marked]] | None = None) -> Iterator[Marked]:
    """Every (path, text, mark) in a record, in the order of its fields. Names that are keys come with the path of the
    key. `alternatives` of a file do not count: they are written in the names of what comes of them. *known*: what is known of
    entries of a file, by the identity of their records, and is added to.
    """
    found: list[Marked] = []
    if isinstance(value, BaseModel):
        _collect_record(value, path, found, known)
    return iter(found)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a type holds, as far as it can hold marks. ``marks``: of a text; ``record``: its class; ``keys``, ``items``: what a
    mapping, or a sequence (``items`` alone), is made of; ``either``: what it is one of; ``inner``: what is annotated."""

    marks: tuple[Mark, ...] = ()
    inner: _Shape | None = None
    record: type[BaseModel] | None = None
    keys: _Shape | None = None
    items: _Shape | None = None
    either: tuple[_Shape, ...] = ()
    mapping: bool = False


def _shape(kind: Any) -> _Shape | None:
    """The shape of a type; None if it can hold no mark."""
    if get_origin(kind) is Annotated:
        within, *extras = get_args(kind)
        marks, inner = tuple(extra for extra in extras if isinstance(extra, Mark)), _shape(within)
        return _Shape(marks, inner) if marks or inner else None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _Shape(record=kind)
    parts = [_shape(each) for each in get_args(kind)]
    if not any(parts):
        return None
    if get_origin(kind) in (Union, UnionType):
        return _Shape(either=tuple(part for part in parts if part is not None))
    if get_origin(kind) is dict:
        return _Shape(keys=parts[0], items=parts[1], mapping=True)
    return _Shape(items=parts[0])


@cache
def _fields(record: type[BaseModel]) -> Mapping[str, tuple[str, _Shape]]:
    """Key in the file → name in Python, and shape, of the fields that can hold marks."""
    fields = {}
    for name, field in record.model_fields.items():
        kind: Any = field.annotation
        marks = [mark for mark in field.metadata if isinstance(mark, Mark)]
        if marks:
            kind = Annotated[kind, marks[0]]
        if (shape := _shape(kind)) is not None:
            fields[field.alias or name] = (name, shape)
    return fields


def _collect_record(
    record: BaseModel, path: Path, found: list[Marked], known: dict[int, list[Marked]] | None = None
) -> None:
    if known is not None and len(path) == 2:
        if id(record) not in known:
            own: list[Marked] = []
            _collect_record(record, path, own)
            known[id(record)] = own
        found += known[id(record)]
        return
    for key, (name, shape) in _fields(type(record)).items():
        if (value := getattr(record, name)) is not None and (key != "alternatives" or path):
            _collect(value, shape, (*path, key), found, known)


def _collect(
    value: Any, shape: _Shape, path: Path, found: list[Marked], known: dict[int, list[Marked]] | None = None
) -> None:
    if shape.marks and isinstance(value, str):
        found.extend((path, value, mark) for mark in shape.marks)
    elif isinstance(value, BaseModel):
        _collect_record(value, path, found, known)
    elif shape.inner is not None:
        if value is not None and not isinstance(value, str):
            _collect(value, shape.inner, path, found, known)
    elif shape.either:
        for each in shape.either:
            _collect(value, each, path, found, known)
    elif shape.mapping and isinstance(value, dict):
        for key, inner in value.items():
            if shape.keys is not None:
                _collect(key, shape.keys, (*path, key), found)
            if shape.items is not None:
                _collect(inner, shape.items, (*path, key), found, known)
    elif shape.items is not None and isinstance(value, tuple):
        for place, inner in enumerate(value):
            _collect(inner, shape.items, (*path, place), found)


def rewritten(data: Any, kind: Any, change: Callable[[str, Mark], str]) -> Any:
    """Plain data of type *kind* with every name and every formula changed, including names that are keys. Parts that
    are not in the type, or not written as it says, stay unchanged."""
    shape = _shape(kind)
    return data if shape is None else _rewritten(data, shape, change)


def _rewritten(data: Any, shape: _Shape, change: Callable[[str, Mark], str]) -> Any:
    if shape.marks and isinstance(data, str):
        return change(data, shape.marks[0])
    if shape.inner is not None:
        return _rewritten(data, shape.inner, change)
    if shape.either:
        for each in shape.either:
            data = _rewritten(data, each, change)
        return data
    if isinstance(data, dict):
        return _rewritten_mapping(data, shape, change)
    record = shape.record
    if isinstance(data, str) and record is not None and issubclass(record, Entry) and record.bare:
        return _rewritten_mapping({record.bare: data}, shape, change)[record.bare]
    if isinstance(data, list) and shape.items is not None and not shape.mapping:
        return [_rewritten(item, shape.items, change) for item in data]
    return data


def _rewritten_mapping(data: dict[str, Any], shape: _Shape, change: Callable[[str, Mark], str]) -> dict[str, Any]:
    keys, items = shape.keys, shape.items
    if shape.mapping:
        return {
            key if keys is None else _rewritten(key, keys, change): value
            if items is None
            else _rewritten(value, items, change)
            for key, value in data.items()
        }
    if shape.record is None or not issubclass(shape.record, Entry):
        return data
    fields = _fields(shape.record.of(data))
    return {key: _rewritten(value, fields[key][1], change) if key in fields else value for key, value in data.items()}
