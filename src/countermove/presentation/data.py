"""Records as plain data, and the JSON Schema of that data: both are derived from the record itself
(``gmcr.base.record``).

Fractions become text ("1/2", "0.1"), since no float is one tenth; days become text too, arrays become lists; mappings
have text keys. A schema is closed: an undescribed field cannot get into the data.

Building blocks of schemas: described values, lists, mappings and closed records, and the parts that many share.

Errors as plain data: every problem of a file, or the single one.

The envelope around the data of a record: its kind, its case and its assumptions.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from countermove.context.answer import Answer, function_of
from countermove.context.frame import Assumptions, Frame
from countermove.context.selection import State
from countermove.presentation.numbers import digits_text
from gmcr.base.concepts import BASIC, WRITTEN
from gmcr.base.errors import AssessmentError, CountermoveError, FormulaError, Problem
from gmcr.base.record import BY_NAME, DIGITS, NULL_IF_EMPTY, Among, Each, Key, derived

__all__ = [
    "CONCEPTS",
    "NAMES",
    "STATE",
    "VERSION",
    "Schema",
    "answer_schema",
    "by_name",
    "errors_data",
    "errors_schema",
    "framed",
    "list_of",
    "one_of",
    "or_null",
    "plain",
    "record",
    "schema_of",
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
    f"Names of concepts: {', '.join(BASIC)}; of solve also {', '.join(text for text in WRITTEN if text not in BASIC)} and so on.",
    {"type": "string"},
)
STATE = record("A state.", code=CODE, on=list_of("Full names of the options that are on.", {"type": "string"}))


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    key: str
    kind: Any
    description: str

    def data(self, of: Any) -> Any:
        """The field of a record as plain data."""
        value = getattr(of, self.name)
        if _marked(self.kind, NULL_IF_EMPTY) and not value:
            return None
        if _marked(self.kind, DIGITS) and not isinstance(value, str | None):
            return digits_text(value)
        if isinstance(value, np.ndarray) and value.dtype == np.bool_ and _among(self.kind):
            return value.astype(int).tolist()
        return plain(dict(value) if _marked(self.kind, BY_NAME) and value is not None else value)

    def schema(self) -> Schema:
        """The schema of that data."""
        return _schema(self.kind, self.description)


class _Answered(_Field):
    """The answer to the question that is the key."""

    def data(self, of: Any) -> Any:
        return plain(getattr(of, self.name).get(self.key))

    def schema(self) -> Schema:
        return or_null(answer_schema(self.key))


def plain(value: Any) -> Any:
    """A record, or a part of one, as JSON values. An answer becomes its result and every state that this mentions."""
    if isinstance(value, Answer):
        return _answer_data(value)
    if is_dataclass(value) or hasattr(value, "_fields"):
        kind: Any = type(value)
        return {field.key: field.data(value) for field in _fields(kind)}
    if isinstance(value, Fraction):
        return digits_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    return [plain(item) for item in value] if isinstance(value, Iterable) and not isinstance(value, str) else value


def schema_of(kind: type) -> Schema:
    """The schema of a kind of record."""
    about = (inspect.getdoc(kind) or "").split("\n\n")[0].partition(". ")[0].replace("\n", " ").rstrip(".")
    return record(f"{about}.", **{f"{field.key}_": field.schema() for field in _fields(kind)})


def answer_schema(question: str) -> Schema:
    """The schema of the answers to a question, by its name."""
    answer = function_of(question)
    kind = getattr(import_module(answer.work.__module__), answer.result)
    schema = schema_of(kind)
    if "labels" in kind.__annotations__:
        key = _states(schema["properties"])
        schema["properties"][key] = list_of("Every state mentioned.", schema_of(State))
        schema["required"].append(key)
    return schema


def _answer_data(answer: Answer) -> dict[str, Any]:
    data: dict[str, Any] = plain(answer.record)
    if hasattr(answer.record, "labels"):
        data[_states(data)] = plain([State(code, on) for code, on in answer.on.items()])
    return data


def _states(keys: Container[str]) -> str:
    """The key under which mentioned states are listed; another one if the record has ``states`` of its own."""
    return "mentioned" if "states" in keys else "states"


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    """The fields and properties that become data, in order."""
    hints, described = get_type_hints(kind, include_extras=True), _described(kind)
    result: list[_Field] = []
    for name in kind._fields if hasattr(kind, "_fields") else [field.name for field in fields(kind)]:
        if each := next((item for item in getattr(hints[name], "__metadata__", ()) if isinstance(item, Each)), None):
            result += [_Answered(name, question, None, "") for question in each.questions]
        elif key := _key(name, hints[name]):
            result.append(_Field(name, key, hints[name], described.get(name, "")))
    for name, member in vars(kind).items():
        if isinstance(member, derived):
            returned = get_type_hints(member.fget, include_extras=True)["return"]
            result.append(
                _Field(name, _key(name, returned), returned, " ".join((inspect.getdoc(member) or "").split()))
            )
    return tuple(result)


def _key(name: str, kind: Any) -> str:
    """The name of a field in data; "" for none."""
    return next((item.name for item in getattr(kind, "__metadata__", ()) if isinstance(item, Key)), name)


def _described(kind: type) -> dict[str, str]:
    """The docstring below each field, its whitespace folded; including those of base records."""
    (tree,) = ast.parse(inspect.cleandoc(f"\n{inspect.getsource(kind)}")).body
    assert isinstance(tree, ast.ClassDef)
    texts = _described(kind.__base__) if kind.__base__ is not None and is_dataclass(kind.__base__) else {}
    for before, node in zip(tree.body, tree.body[1:], strict=False):
        match before, node:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                texts[name] = " ".join(text.split())
    return texts


def _marked(kind: Any, mark: object) -> bool:
    return mark in getattr(kind, "__metadata__", ())


def _among(kind: Any) -> tuple[int, ...]:
    """The numbers that an array may hold, if its type says so."""
    return next((item.numbers for item in getattr(kind, "__metadata__", ()) if isinstance(item, Among)), ())


def _schema(kind: Any, description: str) -> Schema:
    made = _made(kind, description)
    return made if made.get("description") else {key: item for key, item in made.items() if key != "description"}


def _made(kind: Any, description: str) -> Schema:
    if _marked(kind, NULL_IF_EMPTY):
        return or_null(_schema(get_args(kind)[0], description))
    if _marked(kind, DIGITS):
        return _schema(str | None if NoneType in get_args(get_args(kind)[0]) else str, description)
    if _marked(kind, BY_NAME):
        of = get_args(kind)[0]
        pairs = next(part for part in (get_args(of) if NoneType in get_args(of) else (of,)) if part is not NoneType)
        mapped = by_name(description, _schema(get_args(get_args(pairs)[0])[1], ""))
        return mapped if pairs is of else or_null(mapped)
    if get_origin(kind) is Annotated:
        of, among = get_args(kind)[0], _among(kind)
        return _numbers(of, description, among) if among else _schema(of, description)
    inner = get_args(kind)
    origin: Any = get_origin(kind) or kind
    if origin in (Union, UnionType):
        some = [part for part in inner if part is not NoneType]
        if len(some) == 1:
            return or_null({"description": description, **_schema(some[0], description)})
        null = [{"type": "null"}] if NoneType in inner else []
        return {"anyOf": [*(_schema(part, "") for part in some), *null], "description": description}
    if origin is Literal:
        return {"enum": list(inner), "description": description}
    if isinstance(origin, type) and issubclass(origin, StrEnum):
        return {"enum": [item.value for item in origin], "description": description}
    if origin is np.ndarray:
        return _numbers(kind, description)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return by_name(description, _schema(inner[1], ""))
    if isinstance(origin, type) and (is_dataclass(origin) or hasattr(origin, "_fields")):
        own = schema_of(origin)
        return {**own, "description": description or own["description"]}
    if isinstance(origin, type) and issubclass(origin, Sequence) and origin is not str:
        so_many = {} if origin is not tuple or inner[-1] is ... else {"minItems": len(inner), "maxItems": len(inner)}
        return {**list_of(description, _schema(inner[0], "")), **so_many}
    if origin is date:
        return {"type": "string", "format": "date", "description": description}
    names = {bool: "boolean", int: "integer", float: "number", str: "string", Fraction: "string"}
    return {"type": names[origin], "description": description}


def _numbers(kind: Any, description: str, among: Sequence[int] = ()) -> Schema:
    """The schema of an array, whose type gives its shape."""
    shape, dtype = get_args(kind)
    rows: Schema = {"enum": [*among]} if among else {"type": "boolean" if dtype is np.dtype[np.bool_] else "integer"}
    for _ in get_args(shape)[1:]:
        rows = {"type": "array", "items": rows}
    return list_of(description, rows)


def errors_data(error: CountermoveError) -> dict[str, Any]:
    """An error as plain data: every problem of a file, or the single one."""
    problems = error.problems if isinstance(error, AssessmentError) else (_problem(error),)
    return {"record": "errors", "version": VERSION, "errors": plain(problems)}


def _problem(error: CountermoveError) -> Problem:
    """An error that belongs to no file."""
    codes = {"FormulaError": "formula", "UnknownName": "unknown", "ModelError": "model", "SizeError": "size"}
    column = error.column if isinstance(error, FormulaError) else 0
    code = codes.get(type(error).__name__, "input")
    return Problem("", 0, column, "error", code, str(error), getattr(error, "suggestion", None))


def errors_schema() -> Schema:
    """The schema of that data."""
    return record(
        "What went wrong (exit code 2).",
        record={"const": "errors", "description": "The kind of record."},
        version={"const": VERSION, "description": "The version of this kind's data."},
        errors=list_of("One or more.", schema_of(Problem)),
    )


def framed(kind: str, frames: Sequence[Frame], data: Any) -> dict[str, Any]:
    """Plain data in its envelope; *frames*: one for each case."""
    return {
        "record": kind,
        "version": VERSION,
        "case": _one([frame.case for frame in frames]),
        "digest": _one([frame.digest for frame in frames]),
        "assumptions": _assumptions(frames[0].assumptions if frames else Assumptions()),
        "data": data,
    }


def _one(items: list[str]) -> str | list[str] | None:
    return None if not items else items[0] if len(items) == 1 else items


def _assumptions(assumptions: Assumptions) -> dict[str, Any]:
    return {
        "reading": None if assumptions.reading is None else dict(assumptions.reading),
        "scenario": assumptions.scenario,
        "view": assumptions.view,
        "drivers": dict(assumptions.drivers),
        "concepts": list(assumptions.concepts),
        "bound": assumptions.bound,
        "seed": assumptions.seed,
        "apart": [list(block) for block in assumptions.apart],
        "unlisted": assumptions.unlisted,
        "coding": dict(assumptions.coding),
    }
