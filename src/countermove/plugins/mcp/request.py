"""Parses an assistant's tool call into the options of a question; every error is one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from countermove.catalogue import Parameter
from countermove.plugins.mcp.tools import NAMED, SEVERAL, Tool
from gmcr.base.arguments import as_bool, as_integer, as_mapping, as_names, as_text, shown
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from gmcr.base.summary import Record

__all__ = ["ToolRequest", "request_of"]

_LONGEST = 2_000
"""The most characters of a text, …"""

_MOST = 200
"""… and the most texts of a list."""


@dataclass(frozen=True, slots=True)
class ToolRequest(Record):
    """``question``: its name; ``cases``: names to open; ``options`` of the question, ``shown``: those that select what
    to show, ``selection``: parts of a game. ``section`` and ``page`` of the answer; ``record``: return the record
    instead."""

    question: str
    cases: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    selection: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    page: int = 1
    record: bool = False


def request_of(tool: Tool, arguments: Mapping[str, Any]) -> ToolRequest:
    """The request, with cases as they are named. Raises CountermoveError."""
    known = tool.parameters
    for name in arguments:
        if name not in known:
            raise UnknownName(f"parameter of {tool.name}", name, known)
    missing = [name for name, item in known.items() if item.needed and arguments.get(name) in (None, "", [])]
    if missing:
        raise CountermoveError(f"{tool.name} needs {missing[0]}. {known[missing[0]].help}")
    said = {name: _value(name, known[name], value) for name, value in arguments.items() if value is not None}
    cases = [said[name] for name in tool.cases]
    return ToolRequest(
        tool.name,
        tuple(item for case in cases for item in ((case,) if isinstance(case, str) else case)),
        {item.name: said[name] for name, item in tool.options.items() if name in said and not item.shown},
        {item.name: said[name] for name, item in tool.options.items() if name in said and item.shown},
        {part: said[part] for part in tool.selecting if part in said},
        said.get("section", ""),
        said.get("page", 1),
    )


def _value(name: str, item: Parameter, value: Any) -> Any:
    """The value of one parameter, as its question takes it."""
    if item.kind == "flag":
        return as_bool(value, name)
    if item.kind == "whole":
        return _whole(name, item, value)
    if item.kind == "real":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ModelError(f"{name}: this should be a number, not {shown(value)}.")
        return float(value)
    if item.kind in NAMED:
        table = as_mapping(value, name, "an object of names and values")
        _few(name, len(table))
        return {_text(name, key): _number(name, number) for key, number in table.items()}
    if item.kind in SEVERAL:
        names = as_names(value, name)
        _few(name, len(names))
        return [_text(name, text) for text in names]
    return _text(name, as_text(value, name))


def _whole(name: str, item: Parameter, value: Any) -> int:
    number = as_integer(
        int(value) if isinstance(value, float) and value.is_integer() else value, name, least=item.least
    )
    if item.most is not None and number > item.most:
        raise ModelError(f"{name}: this should be at most {item.most}, not {shown(value)}.")
    return number


def _number(name: str, value: Any) -> str:
    """A named value as text: an exact decimal, or a word."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ModelError(f"{name}: a value should be a text or a number, not {shown(value)}.")
    return _text(name, value if isinstance(value, str) else f"{value}")


def _text(name: str, text: str) -> str:
    if len(text) > _LONGEST:
        raise CountermoveError(
            f"{name}: a text of {len(text):,} characters is longer than anything that is meant here."
        )
    return text


def _few(name: str, count: int) -> None:
    if count > _MOST:
        raise CountermoveError(f"{name}: {count:,} are more than the {_MOST} that are taken at once.")
