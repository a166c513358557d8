"""The tools: the question that each puts, and its parameters, generated from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from countermove.catalogue import ASSESS, CASES, LINT, QUESTIONS, SELECTING, Declaration, Parameter
from countermove.extensions.declarations import Kind
from gmcr.base.summary import Record

__all__ = ["NAMED", "SEVERAL", "TOOLS", "Tool", "description_of", "schema_of_tool"]

SEVERAL: tuple[Kind, ...] = (
    "texts", "actors", "claims", "coalitions", "drivers", "concepts", "any concepts", "coalition concepts",
)  # fmt: skip
"""Kinds of parameters that take a list."""

NAMED: tuple[Kind, ...] = ("pairs", "holders", "weights")
"""Kinds of parameters that take values by name."""

_SHOWN = (
    Parameter("section", "text", "Tell this section of the answer."),
    Parameter("page", "whole", "Of a section of several pages.", default=1, least=1),
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
