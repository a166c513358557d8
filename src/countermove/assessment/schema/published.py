"""The schema as JSON Schema (Draft 2020-12), for editors and for programs in other languages."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from countermove.assessment.schema.document import Document

__all__ = ["json_schema", "published_text", "schema_text"]

FILE = "assessment.schema.json"


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema. Stricter than the program in one thing: a key without a value is invalid there."""
    schema = Document.model_json_schema(by_alias=True, mode="validation")
    _allow_extensions(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Countermove assessment",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The text of the published file, made anew."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def published_text() -> str:
    """The text of the published file, as it ships."""
    return resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")


def _allow_extensions(node: Any) -> None:
    """Let every object have keys that begin with ``x-``, and drop the titles that only repeat the keys."""
    if isinstance(node, list):
        for item in node:
            _allow_extensions(item)
    if not isinstance(node, dict):
        return
    if node.get("type") == "object" and "additionalProperties" in node:
        node["patternProperties"] = {"^x-": True}
    if isinstance(node.get("title"), str):
        node.pop("title")
    for key, value in node.items():
        if key == "properties":
            for inner in value.values():
                _allow_extensions(inner)
        elif key not in ("enum", "const", "default"):
            _allow_extensions(value)
