"""The base of all records of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from countermove.assessment.schema.kinds import Flag, SourceName, Text, WholeNumber, complain

__all__ = ["Entry", "Founded", "Locator", "Sketched"]


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
    sentence: WholeNumber | None = Field(None, ge=1, description="The sentence of the paragraph, counted from 1.")
    page: WholeNumber | None = Field(None, ge=1, description="The page, counted from 1.")
    time: Text | None = Field(None, description="The time in a recording, such as 1:02:30.")
    print: Text | None = Field(
        None, description="A few words of the passage: `draft --coverage` takes the sentence that has them."
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
