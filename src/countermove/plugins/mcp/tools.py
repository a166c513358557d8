"""The tools: the question that each puts, and its parameters, generated from the catalogue.

Parses an assistant's tool call into the options of a question; every error is one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from countermove.catalogue import ASSESS, CASES, LINT, QUESTIONS, SELECTING, Declaration, Parameter
from countermove.extensions.hooks import Kind
from gmcr.base.arguments import as_bool, as_integer, as_mapping, as_names, as_text, shown
from gmcr.base.errors import CountermoveError, ModelError, UnknownName
from gmcr.base.record import Record

__all__ = ["NAMED", "SEVERAL", "TOOLS", "Tool", "ToolRequest", "description_of", "request_of", "schema_of_tool"]


SEVERAL: tuple[Kind, ...] = (
    "texts", "actors", "claims", "coalitions", "drivers", "concepts", "any concepts", "coalition concepts",
)  # fmt: skip
"""Kinds of parameters that take a list."""

NAMED: tuple[Kind, ...] = ("pairs", "holders", "weights")
"""Kinds of parameters that take values by name."""

_SHOWN = (
    Parameter("section", "text", "Tell this section."),
    Parameter("page", "whole", "Page of a long section.", default=1, least=1),
)
"""Parameters that every tool has."""


@dataclass(frozen=True, slots=True)
class Tool(Record):
    """``cases``: the parameters that name cases; ``options``, ``selecting``: the other ones, by their names here."""

    question: Declaration
    cases: Mapping[str, Parameter]
    options: Mapping[str, Parameter]
    selecting: Mapping[str, Parameter]

    @property
    def name(self) -> str:
        """The name of its command."""
        return self.question.name

    @property
    def parameters(self) -> dict[str, Parameter]:
        """All its parameters, by name."""
        return {**self.cases, **self.options, **self.selecting, **{item.name: item for item in _SHOWN}}


def _tool(question: Declaration, *places: str) -> Tool:
    return Tool(
        question,
        {CASES[place].name: CASES[place] for place in places},
        {option.name.rstrip("_"): option for option in question.options},
        {part: SELECTING[part] for part in question.selects},
    )


_ALL = (
    _tool(ASSESS, "case"),
    _tool(QUESTIONS["check"], "cases"),
    _tool(QUESTIONS["why"], "game"),
    _tool(QUESTIONS["change"], "game"),
    _tool(QUESTIONS["diff"], "first", "second"),
    _tool(LINT, "files"),
)

TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}
"""Name → tool."""


def description_of(tool: Tool) -> str:
    """Its description: the command's help, without what concerns only a command line."""
    return f"{tool.question.asks} {tool.question.more}".replace("\n\n", " ").strip()


def schema_of_tool(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of its parameters."""
    parameters = tool.parameters
    return {
        "type": "object",
        "properties": {name: _schema(item) for name, item in parameters.items()},
        "required": [name for name, item in parameters.items() if item.needed],
        "additionalProperties": False,
    }


def _schema(item: Parameter) -> dict[str, Any]:
    description = item.help.replace("; repeatable", "")
    if item.kind in NAMED:
        key, _, value = item.form.partition("=")
        description = f"{description} As {{{key}: {value}}}."
        return {"type": "object", "description": description}
    if item.kind in SEVERAL:
        return {"type": "array", "items": {"type": "string"}, "description": description}
    kinds: Mapping[Kind, str] = {"flag": "boolean", "whole": "integer", "real": "number"}
    schema: dict[str, Any] = {"type": kinds.get(item.kind, "string"), "description": description}
    bounds = {"minimum": item.least, "maximum": item.most, "default": item.default or None}
    return schema | {name: bound for name, bound in bounds.items() if bound is not None}


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
    missing = [name for name, item in known.items() if item.needed and arguments.get(name) in (None, "", [], {})]
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
