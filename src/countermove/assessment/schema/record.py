"""The base of all records of the file.

Walks a document by the marks of its annotations: every name and every formula, to inspect or to rewrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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


def marked(value: Any, path: Path = ()) -> Iterator[Marked]:
    """Every (path, text, mark) in a record, in the order of its fields. Names that are keys come with the path of the
    key. `alternatives` of a file do not count: they are written in the names of what comes of them.
    """
    if isinstance(value, BaseModel):
        for name, key, kind in _fields(type(value)):
            if key == "alternatives" and not path:
                continue
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
