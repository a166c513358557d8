"""Building blocks of schemas: described values, lists, mappings and closed records, and the parts that many share."""

from __future__ import annotations

from typing import Any

__all__ = [
    "CONCEPTS",
    "NAMES",
    "STATE",
    "VERSION",
    "Schema",
    "by_name",
    "list_of",
    "one_of",
    "or_null",
    "record",
    "text",
    "whole",
    "yes",
]

VERSION = 1
"""The version of the data of each kind of record."""

Schema = dict[str, Any]


def text(description: str) -> Schema:
    """Text."""
    return {"type": "string", "description": description}


def whole(description: str) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": description}


def yes(description: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": description}


def one_of(description: str, *values: str) -> Schema:
    """One of a set of words."""
    return {"enum": list(values), "description": description}


def or_null(schema: Schema) -> Schema:
    """A schema that also allows null."""
    described = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [described, {"type": "null"}], "description": schema["description"]}


def list_of(description: str, items: Schema) -> Schema:
    """A list of items of one kind."""
    return {"type": "array", "items": items, "description": description}


def by_name(description: str, values: Schema) -> Schema:
    """A mapping from names to values of one kind."""
    return {"type": "object", "additionalProperties": values, "description": description}


def record(description: str, **fields: Schema) -> Schema:
    """A closed record, all of whose fields are required; a trailing _ in a field's name is dropped."""
    return {
        "type": "object",
        "description": description,
        "properties": {name.rstrip("_"): schema for name, schema in fields.items()},
        "required": [name.rstrip("_") for name in fields],
        "additionalProperties": False,
    }


CODE = whole("A state's code: the sum of 2^k over the options that are on.")
NAMES = list_of("Names.", {"type": "string"})
CONCEPTS = list_of(
    "Names of concepts: nash, gmr, smr, seq, symseq; of solve also maximin:4, limited:3, nonmyopic, sim, cnash and so on.",
    {"type": "string"},
)
STATE = record("A state.", code=CODE, on=list_of("Full names of the options that are on.", {"type": "string"}))
