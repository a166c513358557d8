"""The format reference, as Markdown, from the JSON Schema of the file (Draft 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["format_markdown"]

Schema = Mapping[str, Any]


def format_markdown(schema: Schema) -> str:
    """A section for the whole file and one for each kind of mapping in it: keys, types and meanings."""
    definitions: Mapping[str, Schema] = schema.get("$defs", {})
    lines = _section("file", "The file", schema, definitions)
    for name, part in definitions.items():
        lines += _section(name, part.get("title", name), part, definitions)
    return "\n".join(lines)


def _section(name: str, title: str, schema: Schema, definitions: Mapping[str, Schema]) -> list[str]:
    lines = [f"(format-{name.lower()})=", f"## {title}", ""]
    if schema.get("description"):
        lines += [schema["description"], ""]
    properties: Mapping[str, Schema] = schema.get("properties", {})
    if not properties:
        return [*lines, f"Written as {_type(schema, definitions)}.", ""]
    required = schema.get("required") or schema.get("anyOf", [{}])[0].get("required", ())  # or it says what is to do
    for key, part in properties.items():
        lines += [f"`{key}`", f": {_meaning(part, key in required, definitions)}", ""]
    return lines


def _meaning(schema: Schema, required: bool, definitions: Mapping[str, Schema]) -> str:
    facts = [_type(schema, definitions), *_limits(schema)]
    if required:
        facts.append("required")
    elif schema.get("default") not in (None, "", [], {}):
        facts.append(f"default `{_json(schema['default'])}`")
    return f"*{', '.join(facts)}*. {' '.join(schema.get('description', '').split())}".rstrip()


def _type(schema: Schema, definitions: Mapping[str, Schema]) -> str:
    """The type in words: a link for a definition, alternatives joined by *or*."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{definitions[name].get('title', name)}](#format-{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(_type(part, definitions) for part in schema[key]))
    if "allOf" in schema:
        return " and ".join(_type(part, definitions) for part in schema["allOf"])
    if "const" in schema:
        return f"`{_json(schema['const'])}`"
    if "enum" in schema:
        return " or ".join(f"`{_json(value)}`" for value in schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return " or ".join(_type({**schema, "type": one}, definitions) for one in kind)
    if kind == "array":
        return f"list of {_items(schema, definitions)}"
    if kind == "object":
        return _mapping(schema, definitions)
    names = {"string": "text", "boolean": "true or false", "integer": "whole number", "null": "nothing"}
    return names.get(kind or "", kind or "anything")


def _items(schema: Schema, definitions: Mapping[str, Schema]) -> str:
    if "prefixItems" in schema:
        return ", ".join(_type(part, definitions) for part in schema["prefixItems"])
    inner = schema.get("items")
    return _type(inner, definitions) if isinstance(inner, Mapping) else "anything"


def _mapping(schema: Schema, definitions: Mapping[str, Schema]) -> str:
    values = [part for part in _values(schema) if isinstance(part, Mapping)]
    return f"mapping of names to {' or '.join(_type(part, definitions) for part in values)}" if values else "mapping"


def _values(schema: Schema) -> Iterator[Any]:
    yield from schema.get("patternProperties", {}).values()
    yield schema.get("additionalProperties")


def _limits(schema: Schema) -> list[str]:
    words = {
        "minimum": "at least {}",
        "maximum": "at most {}",
        "exclusiveMinimum": "more than {}",
        "exclusiveMaximum": "less than {}",
        "minItems": "at least {} items",
        "maxItems": "at most {} items",
        "pattern": "matching `{}`",
    }
    return [text.format(schema[key]) for key, text in words.items() if key in schema]


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
