"""The interface for programs: OpenAPI 3.1, derived from the catalogue and the records."""

from __future__ import annotations

import json
from typing import Any

import countermove
from countermove.catalogue import Declaration, Parameter
from countermove.media import record_schema
from countermove.plugins.serve.serving.parameters import (
    CASES,
    SELECTING,
    SUFFIXES,
    TYPES,
    offered,
    offered_questions,
    repeatable,
)
from countermove.presentation.data import Schema

__all__ = ["openapi"]

_NAMED: dict[str, str] = {
    "case": "The name of a case that is served; where one alone is served, that one.",
    "first": "The first case.",
    "second": "The second: a later version, or another author's.",
    "coding": "CHOICE=CODING: code the file otherwise; repeatable.",
    "reading": "QUESTION=ANSWER: answer an open question; repeatable.",
    "scenario": "Suppose this scenario.",
    "view": "See the game as in this view.",
    "set": "DRIVER=NUMBER: put a driver at this value; repeatable.",
}

_QUERY = "What is switched on, as in the address of the page: code, if, eyes, read, by, set, do, ask, of."
_DIGEST = "SHA-256 of a text, in hexadecimal digits."
_DRAFT = "A text in place of the file's."


def openapi() -> bytes:
    """The description, as JSON."""
    questions = offered_questions()
    paths = {f"/api/ask/{name}": {"get": _asking(question)} for name, question in questions.items()}
    schemas = {name: _bare(record_schema(name)) for name in questions}
    description = {
        "openapi": "3.1.0",
        "info": {
            "title": "Countermove",
            "version": countermove.__version__,
            "description": "What follows from the assessments that are served here, and what does not.",
        },
        "paths": {**paths, **_PAGE},
        "components": {"schemas": {**schemas, **_SCHEMAS}, "responses": _RESPONSES},
    }
    return json.dumps(description, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _bare(schema: Schema) -> Schema:
    return {name: value for name, value in schema.items() if name != "$schema"}


def _asking(question: Declaration) -> dict[str, Any]:
    names = CASES[question.cases]
    cases = [
        _parameter(name, _NAMED[name], several=question.cases == "several", needed=len(names) > 1) for name in names
    ]
    options = [_option(name, option) for name, option in offered(question)]
    selecting = [
        _parameter(SELECTING[p], _NAMED[SELECTING[p]], several=p in ("coding", "reading", "drivers"))
        for p in question.selects
    ]
    return {
        "operationId": f"ask_{question.name}",
        "summary": question.asks,
        "description": question.more,
        "parameters": [*cases, *options, *selecting],
        "responses": {
            "200": {"description": "The record.", "content": {"application/json": {"schema": _ref(question.name)}}},
            **_failing("400", "404", "422", "503"),
        },
    }


def _option(name: str, option: Parameter) -> dict[str, Any]:
    kinds = {"flag": "boolean", "whole": "integer", "real": "number"}
    schema: Schema = {"type": kinds.get(option.kind, "string")}
    if option.least is not None:
        schema["minimum"] = option.least
    if option.most is not None:
        schema["maximum"] = option.most
    if isinstance(option.default, (bool, int, float, str)):
        schema["default"] = option.default
    description = f"{option.help} Form: {option.form}." if option.form else option.help
    return _parameter(name, description, schema, several=repeatable(option), needed=option.needed)


def _parameter(
    name: str, description: str, schema: Schema | None = None, *, several: bool = False, needed: bool = False
) -> dict[str, Any]:
    own = schema or {"type": "string"}
    return {
        "name": name,
        "in": "query",
        "required": needed,
        "description": description,
        "schema": {"type": "array", "items": own} if several else own,
        **({"style": "form", "explode": True} if several else {}),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _failing(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": "#/components/responses/wrong"} for status in statuses}


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _object(needed: tuple[str, ...], **fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(needed), "additionalProperties": False}


_RESPONSES = {"wrong": {"description": "What is wrong.", "content": {"application/json": {"schema": _ref("wrong")}}}}

_PROBLEM = _object(
    ("file", "line", "column", "severity", "code", "message", "suggestion"),
    file={"type": ["string", "null"]},
    line={"type": ["integer", "null"]},
    column={"type": ["integer", "null"]},
    severity={"enum": ["error", "warning"]},
    code={"type": "string"},
    message={"type": "string"},
    suggestion={"type": ["string", "null"]},
)

_SCHEMAS: dict[str, Schema] = {
    "wrong": {
        "type": "object",
        "properties": {
            "error": _text("One sentence."),
            "errors": {"type": "array", "items": _PROBLEM},
            "superseded": {"const": True, "description": "The same page has asked something newer."},
            "busy": {"const": True, "description": "Too much waits: ask again after what Retry-After says."},
            "mine": _text("What would have been saved."),
            "theirs": {
                "type": ["string", "null"],
                "description": "What the file says now; null where it cannot be read.",
            },
            "digest": _text(f"Of the file now. {_DIGEST}"),
        },
        "required": ["error", "errors"],
    },
    "page": {
        "type": "object",
        "properties": {
            "title": _text("What the case is called."),
            "status": _text("A sentence on what is shown."),
            "fragments": {"type": "object", "additionalProperties": {"type": "string"}},
            "marks": {"type": "object", "additionalProperties": {"type": "string"}},
            "problems": {"type": "array", "items": _PROBLEM},
            "query": _text(_QUERY),
            "slow": {"type": "boolean"},
            "after": _text("The stage that is to be asked for after this one."),
            "digest": _text(_DIGEST),
        },
        "required": ["title", "status", "fragments", "marks", "problems", "query", "slow"],
    },
}


def _posting(name: str, summary: str, fields: Schema, answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "requestBody": {"required": True, "content": {"application/json": {"schema": fields}}},
            "responses": {
                "200": {"description": "The answer.", "content": answer},
                **_failing("400", "404", "409", "413", "415", "422", "503"),
            },
        }
    }


def _getting(name: str, summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": "The answer.", "content": answer},
                **_failing("400", "404", "422", "501", "503"),
            },
        }
    }


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


_CASE, _SWITCHES = _text(_NAMED["case"]), _text(_QUERY)
_IN_PATH = [{"name": "case", "in": "path", "required": True, "schema": _CASE}]
_NEEDED = _parameter("case", _NAMED["case"], needed=True)
_FILE = {
    "name": "file",
    "in": "path",
    "required": True,
    "description": f"A figure or a question, and one of .{', .'.join(SUFFIXES)}; text.yaml is the case with what was pushed.",
    "schema": {"type": "string"},
}
_ANYTHING: dict[str, Any] = {kind.partition(";")[0]: {} for kind in TYPES.values()}

_PAGE: dict[str, Any] = {
    "/api/view": _posting(
        "view",
        "Fragments of the page.",
        _object(
            ("case", "query"),
            case=_CASE,
            query=_SWITCHES,
            stage={"enum": ["now", "all", "reasons"]},
            draft=_text(_DRAFT),
        ),
        _json(_ref("page")),
    ),
    "/api/panel": _posting(
        "panel",
        "A panel that takes long: lines of how far it is, then one with the fragment.",
        _object(("case", "query"), case=_CASE, query=_SWITCHES, draft=_text(_DRAFT)),
        {"application/x-ndjson": {}},
    ),
    "/api/save": _posting(
        "save",
        "Write what was pushed, or a draft, into the file whose digest is given.",
        _object(("case", "query", "digest"), case=_CASE, query=_SWITCHES, digest=_text(_DIGEST), draft=_text(_DRAFT)),
        _json(_object(("digest", "query"), digest=_text(_DIGEST), query=_SWITCHES)),
    ),
    "/api/alternative": _posting(
        "alternative",
        "The text with what is pushed as an alternative, and the coding that it makes; nothing is written.",
        _object(
            ("case", "query", "asks", "means"),
            case=_CASE,
            query=_SWITCHES,
            asks=_text("The choice as a question."),
            means=_text("What the coding says, in words; may be empty."),
            draft=_text(_DRAFT),
        ),
        _json(
            _object(("text", "code"), text=_text("The text."), code=_text("The coding, as in the address of the page."))
        ),
    ),
    "/api/program": _getting(
        "program",
        "What the page itself computes with: words, program and evaluator; null over a limit, and while too much waits.",
        [_NEEDED, _parameter("code", "What is coded otherwise: ALTERNATIVE:CODING, with commas between.")],
        _json(_object(("packed", "digest"), packed={"type": ["string", "null"]}, digest=_text(_DIGEST))),
    ),
    "/api/text": _getting(
        "text",
        "The text of a case.",
        [_NEEDED],
        _json(_object(("text", "digest"), text=_text("The text."), digest=_text(_DIGEST))),
    ),
    "/api/changes": _getting(
        "changes",
        "The digest of a case now, or why its file cannot be read.",
        [_NEEDED],
        _json(_object(("digest", "error"), digest={"type": ["string", "null"]}, error={"type": ["string", "null"]})),
    ),
    "/api/export/{case}/{file}": _getting("export", "Something to take away.", [*_IN_PATH, _FILE], _ANYTHING),
}
