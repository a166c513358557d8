"""Records as plain data, and the JSON Schema of that data: both are read off the record itself (``countermove.record``).

Fractions become text ("1/2", "0.1"), since no float is one tenth; arrays become lists; mappings have text for keys. A schema is
closed: an undescribed field cannot get into the data.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from countermove.record import BY_NAME, DIGITS, Key, told
from countermove.telling.describing import Schema, by_name, list_of, or_null, record
from countermove.telling.numbers import digits_text

__all__ = ["plain", "schema_of"]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    key: str
    kind: Any
    description: str

    def data(self, of: Any) -> Any:
        """The field of a record as plain data."""
        value = getattr(of, self.name)
        if value is not None and _marked(self.kind, DIGITS):
            return digits_text(value)
        return plain(dict(value) if _marked(self.kind, BY_NAME) else value)


def plain(value: Any) -> Any:
    """A record, or a part of one, as what JSON can hold."""
    if is_dataclass(value) or hasattr(value, "_fields"):
        kind: Any = type(value)
        return {field.key: field.data(value) for field in _fields(kind)}
    if isinstance(value, Fraction):
        return digits_text(value)
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
    return record(f"{about}.", **{f"{field.key}_": _schema(field.kind, field.description) for field in _fields(kind)})


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    """The fields and properties that are told, in order."""
    hints, described = get_type_hints(kind, include_extras=True), _described(kind)
    found = []
    for name in kind._fields if hasattr(kind, "_fields") else [field.name for field in fields(kind)]:
        if key := _key(name, hints[name]):
            found.append(_Field(name, key, hints[name], described.get(name, "")))
    for name, member in vars(kind).items():
        if isinstance(member, told):
            returned = get_type_hints(member.fget, include_extras=True)["return"]
            found.append(_Field(name, _key(name, returned), returned, " ".join((inspect.getdoc(member) or "").split())))
    return tuple(found)


def _key(name: str, kind: Any) -> str:
    """The name of a field in data; "" for none."""
    return next((item.name for item in getattr(kind, "__metadata__", ()) if isinstance(item, Key)), name)


def _described(kind: type) -> dict[str, str]:
    """The docstring below each field, with its spaces folded; of records that it is made from too."""
    (tree,) = ast.parse(inspect.cleandoc(f"\n{inspect.getsource(kind)}")).body
    assert isinstance(tree, ast.ClassDef)
    found = _described(kind.__base__) if kind.__base__ is not None and is_dataclass(kind.__base__) else {}
    for before, node in zip(tree.body, tree.body[1:], strict=False):
        match before, node:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found


def _marked(kind: Any, mark: object) -> bool:
    return mark in getattr(kind, "__metadata__", ())


def _schema(kind: Any, description: str) -> Schema:
    made = _made(kind, description)
    return made if made.get("description") else {key: item for key, item in made.items() if key != "description"}


def _made(kind: Any, description: str) -> Schema:
    if _marked(kind, DIGITS):
        return _schema(str | None if NoneType in get_args(get_args(kind)[0]) else str, description)
    if _marked(kind, BY_NAME):
        return by_name(description, _schema(get_args(get_args(get_args(kind)[0])[0])[1], ""))
    if get_origin(kind) is Annotated:
        return _schema(get_args(kind)[0], description)
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
        shape, dtype = inner
        rows: Schema = {"type": "boolean" if dtype is np.dtype[np.bool_] else "integer"}
        for _ in get_args(shape)[1:]:
            rows = {"type": "array", "items": rows}
        return list_of(description, rows)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return by_name(description, _schema(inner[1], ""))
    if isinstance(origin, type) and (is_dataclass(origin) or hasattr(origin, "_fields")):
        own = schema_of(origin)
        return {**own, "description": description or own["description"]}
    if isinstance(origin, type) and issubclass(origin, Sequence) and origin is not str:
        so_many = {} if origin is not tuple or inner[-1] is ... else {"minItems": len(inner), "maxItems": len(inner)}
        return {**list_of(description, _schema(inner[0], "")), **so_many}
    names = {bool: "boolean", int: "integer", float: "number", str: "string", Fraction: "string"}
    return {"type": names[origin], "description": description}
