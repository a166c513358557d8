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

__all__ = ["ASK", "NAMED", "SEVERAL", "TOOLS", "Tool", "ToolRequest", "description_of", "request_of", "schema_of_tool"]


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
    """``name``: of its question, or ``ask``; ``says``: its description. ``cases``: the parameters that name cases;
    ``options``, ``selecting``: the other ones, by their names here."""

    name: str
    says: str
    cases: Mapping[str, Parameter]
    options: Mapping[str, Parameter]
    selecting: Mapping[str, Parameter]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """All its parameters, by name."""
        return {**self.cases, **self.options, **self.selecting, **{item.name: item for item in _SHOWN}}


def _tool(question: Declaration, *places: str) -> Tool:
    return Tool(
        question.name,
        f"{question.asks} {question.more}".replace("\n\n", " ").strip(),
        {CASES[place].name: CASES[place] for place in places},
        {option.name.rstrip("_"): option for option in question.options if option.name not in _OUTSIDE},
        {part: SELECTING[part] for part in question.selects},
    )


_OUTSIDE = ("dask", "data", "workers")
"""Options that reach beyond what may be read here: other machines, folders of data, further processes."""

_OWN = (
    _tool(ASSESS, "case"),
    _tool(QUESTIONS["check"], "cases"),
    _tool(QUESTIONS["change"], "game"),
    _tool(QUESTIONS["diff"], "first", "second"),
    _tool(LINT, "files"),
)


def _asked() -> dict[str, Tool]:
    """Every other question of one case, with its own parameters."""
    known = {tool.name for tool in _OWN}
    return {
        name: _tool(question, "game" if question.of == "game" else "case")
        for name, question in QUESTIONS.items()
        if name not in known and question.cases == "one" and question.of != "gmcr"
    }


_WHICH = Parameter(
    "question", "text", "Which question; wrong options are answered with those that it takes.", needed=True
)
_OPTIONS = Parameter("options", "pairs", "Options of the question.", form="NAME=VALUE")

ASK = Tool(
    "ask",
    "Ask another question of a case: why a state is stable, whether they will agree (deal), what comes first (drift), whether "
    "another coder would have got another answer (multiverse), and so on.",
    {CASES["game"].name: CASES["game"]},
    {"question": _WHICH, "options": _OPTIONS},
    dict(SELECTING),
)
"""The tool of all questions that have none of their own."""

TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in (*_OWN, ASK)}
"""Name → tool."""


def description_of(tool: Tool) -> str:
    """Its description: the command's help, without what concerns only a command line."""
    return tool.says


def schema_of_tool(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of its parameters."""
    parameters = tool.parameters
    which = {"question": _schema(_WHICH) | {"enum": list(_asked())}} if tool is ASK else {}
    return {
        "type": "object",
        "properties": {name: _schema(item) for name, item in parameters.items()} | which,
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
    if tool is ASK:
        return _further(arguments)
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


def _further(arguments: Mapping[str, Any]) -> ToolRequest:
    """The request of a question that has no tool of its own."""
    name, asked = arguments.get("question"), _asked()
    if name in (None, ""):
        raise CountermoveError(f"{ASK.name} needs question: {', '.join(asked)}.")
    name = as_text(name, "question")
    if name in TOOLS and name != ASK.name:
        raise CountermoveError(f"{name} is a tool of its own: call it.")
    if name not in asked:
        raise UnknownName("question", name, asked)
    own, options = asked[name], as_mapping(arguments.get("options") or {}, "options", "an object of names and values")
    for option in options:
        if option not in own.options:
            raise UnknownName(f"option of {name}", option, own.options)
    rest = {key: value for key, value in arguments.items() if key not in (_WHICH.name, _OPTIONS.name)}
    return request_of(own, {**rest, **options})


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
