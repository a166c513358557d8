"""The schema as JSON Schema (Draft 2020-12), for editors and for programs in other languages."""

from __future__ import annotations

import json
from typing import Any

from countermove.assessment.schema.document import Document

__all__ = ["json_schema", "schema_text"]


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema. Stricter than the program in one thing: a key without a value is invalid there."""
    schema = Document.model_json_schema(by_alias=True, mode="validation")
    _tidy(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Countermove assessment",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The text of the published file, generated anew."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


_LAST = ("at", "assumed", "unsaid", "todo", "note")  # common to all premises, after their own keys


def _tidy(node: Any) -> None:
    """Turn pydantic's schema into one of the file.

    Every record may have keys that begin with ``x-``; a key is omitted rather than null; repeated titles go.
    """
    if isinstance(node, list):
        for item in node:
            _tidy(item)
    if not isinstance(node, dict):
        return
    if "object" in node.get("type", ()) and "additionalProperties" in node:
        node["patternProperties"] = {"^x-": True}
    if isinstance(node.get("title"), str):
        del node["title"]
    if node.get("default", "") is None:
        del node["default"]
    if len(node.get("allOf", ())) == 1:  # pydantic before 2.9: a reference with a description beside it
        [only] = node.pop("allOf")
        rest = dict(node)
        node.clear()
        node.update({**only, **rest})
    kinds = [kind for kind in node.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del node["anyOf"]
        node.update({**kinds[0], **node})
    elif kinds:
        node["anyOf"] = kinds
    for key, value in node.items():
        if key == "properties":
            for name in [name for name in _LAST if name in value]:
                value[name] = value.pop(name)
            for inner in value.values():
                _tidy(inner)
        elif key not in ("enum", "const", "default"):
            _tidy(value)
