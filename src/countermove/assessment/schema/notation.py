"""The notation of a kind of value, as JSON Schema, where its Python type does not show it."""

from __future__ import annotations

from copy import deepcopy

from pydantic import GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

__all__ = ["WrittenAs"]


class WrittenAs(WithJsonSchema):
    """The JSON Schema of a value. Early pydantic 2 passes one dictionary to every field of the kind, and each field
    writes its description and default into it."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return deepcopy(super().__get_pydantic_json_schema__(core_schema, handler))
