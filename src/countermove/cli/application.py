"""The application: all commands, in the order in which help shows them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from importlib import import_module
from typing import Annotated, Any

import typer

from countermove import __version__
from countermove.catalogue import OWN, QUESTIONS
from countermove.cli.compare import compare
from countermove.cli.group import Commands, Maker
from countermove.cli.question_command import command_of
from countermove.cli.streams import open_streams, to_reader
from countermove.extensions import Command, complain, function_at, plugins
from gmcr.base.core import core_named

__all__ = ["app", "application", "main"]

_BEFORE = ("assess",)
_BEHIND = ("report", "figure", "lint", "new", "convert", "schema", "cases")
"""Commands that are not questions: each the function of that name in its module."""


class _Makers(Mapping[str, Maker]):
    """The commands by name, in the order in which help shows them: the product's own, then those of plugins, which are
    loaded when another name is requested, or all are iterated."""

    def __init__(self) -> None:
        asking = {name: partial(command_of, QUESTIONS[name]) for name in OWN if QUESTIONS[name].of != "gmcr"}
        self._own: Mapping[str, Maker] = {
            **{name: partial(_own, name) for name in _BEFORE},
            **asking,
            "compare": compare,
            **{name: partial(_own, name) for name in _BEHIND},
        }

    def __getitem__(self, name: str) -> Maker:
        return self._own[name] if name in self._own else self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """Commands of plugins, and their lines in help."""
        return {command.name: command.help for _, command in self._of_plugins}

    @cached_property
    def _of_plugins(self) -> tuple[tuple[str, Command], ...]:
        commands: dict[str, tuple[str, Command]] = {}
        for plugin in plugins():
            for command in plugin.commands:
                if command.name in commands or command.name in self._own or command.name in QUESTIONS:
                    complain(plugin.name, f"its command {command.name} is left out: there is one already.")
                else:
                    commands[command.name] = (plugin.name, command)
        return tuple(commands.values())

    @cached_property
    def _all(self) -> Mapping[str, Maker]:
        own = list(self._own)
        place = own.index(_BEHIND[0])
        asking = {name: partial(command_of, item) for name, item in QUESTIONS.items() if name not in self._own}
        order = [
            *own[:place],
            *(name for name, item in QUESTIONS.items() if name in asking and item.of != "gmcr"),
            *own[place:],
        ]
        makers: dict[str, Maker] = {**self._own, **asking}
        behind: dict[str, str] = {}
        for plugin, command in self._of_plugins:
            makers[command.name] = partial(function_at, command.function, plugin)
            last = behind.get(command.after, command.after)  # after the commands that came before it
            order.insert(order.index(last) + 1 if last in order else len(order), command.name)
            behind[command.after] = command.name
        return {str(name): makers[name] for name in order}


def application() -> typer.Typer:
    """The application, with a command for every declared question."""

    class Program(Commands):
        makers = known = _Makers()

        def line(self, name: str) -> str | None:
            return self.known.lines.get(name)

    # Plain help: Typer's Rich help would double the time that `countermove --help` takes, and is no easier to read.
    made = typer.Typer(
        name="countermove",
        cls=Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback(invoke_without_command=True)(_start)
    return made


def _own(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(f"countermove.cli.{name}"), name)
    return function


def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and the core in use.")] = False,
) -> None:
    """Assessments as code: what follows from an assessment's premises, and what does not.

    A CASE is a file, or the name of a bundled case (countermove cases). Begin with: countermove assess korea-2021
    """
    if version:
        with to_reader():
            typer.echo(f"countermove {__version__} ({core_named()})")
    elif context.invoked_subcommand is None:
        with to_reader():
            typer.echo(context.get_help())


app = application()


def main() -> None:
    """Run the program with its command-line arguments, then end the process."""
    open_streams()
    try:
        app(prog_name="countermove")
    finally:
        gc.freeze()  # the system reclaims all memory at once; a final collection would take tenths of a second
