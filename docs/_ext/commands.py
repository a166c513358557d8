"""The command reference, as Markdown, from a Typer application."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import typer

__all__ = ["commands_markdown", "commands_of"]


def commands_markdown(app: typer.Typer, *, program: str = "countermove") -> str:
    """A section for each command of *app*, in the order of its help: usage, text and, folded, arguments and options."""
    lines: list[str] = []
    for name, command in commands_of(app, program=program):
        lines += _section(name, command)
    return "\n".join(lines)


def commands_of(app: typer.Typer, *, program: str = "countermove") -> Iterator[tuple[str, Any]]:
    """Every command of *app* that its help shows, with its full name, in that order."""
    return _below(typer.main.get_command(app), program)


def _below(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield name, command
        return
    for child, inner in command.commands.items():
        if not inner.hidden:
            yield from _below(inner, f"{name} {child}")


def _section(name: str, command: Any) -> list[str]:
    context = command.context_class(command, info_name=name)
    usage = command.get_usage(context).removeprefix("Usage:").strip()
    lines = [f"({name.replace(' ', '-')})=", f"## {name}", "", "```text", usage, "```", ""]
    lines += [_prose(command.help or ""), ""]
    lines += _html("<details><summary>Arguments and options</summary>")
    for parameter in command.params:
        record = parameter.get_help_record(context)  # None for a hidden one
        if record:
            names, meaning = record
            lines += [f"`{names.strip()}`", f": {_prose(meaning)}", ""]
    lines += _html("</details>")
    return lines


def _html(text: str) -> list[str]:
    """A line of HTML between others."""
    return ["```{raw} html", text, "```", ""]


def _prose(text: str) -> str:
    """Help text as Markdown: a paragraph behind \\b keeps its lines, as it does on the terminal."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    kept = [f"```text\n{p[1:].strip(chr(10))}\n```" if p.startswith("\b") else p for p in paragraphs]
    return "\n\n".join(kept)
