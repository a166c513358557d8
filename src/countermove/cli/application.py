"""The application: all commands, in the order in which help shows them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Annotated, Any

import typer

from countermove import __version__
from countermove.catalogue import QUESTIONS
from countermove.cli.asking import command_of
from countermove.cli.assess import assess
from countermove.cli.cases import cases
from countermove.cli.convert import convert
from countermove.cli.figure import figure
from countermove.cli.group import Commands, Maker
from countermove.cli.lint import lint
from countermove.cli.new import new
from countermove.cli.report import report
from countermove.cli.schema import schema
from countermove.cli.streams import open_streams, to_reader
from countermove.plugins.evidence.commands.draft import draft
from countermove.plugins.evidence.commands.ledger import ledger
from countermove.plugins.evidence.commands.score import score
from countermove.plugins.evidence.commands.seal import seal
from countermove.plugins.evidence.commands.sources import sources
from countermove.plugins.mcp.commands import mcp
from countermove.plugins.papers.commands import paper
from countermove.plugins.proofs.commands import certify, verify
from countermove.plugins.serve.commands.serve import serve
from countermove.plugins.serve.commands.site import site
from gmcr.base.core import core_named

__all__ = ["app", "application", "main"]

_BEFORE = (assess, serve)
_BEHIND = (
    report,
    site,
    figure,
    paper,
    draft,
    sources,
    score,
    seal,
    ledger,
    certify,
    verify,
    lint,
    new,
    convert,
    schema,
    cases,
    mcp,
)


def application() -> typer.Typer:
    """The application, with a command for every question that is declared."""
    asking = {name: partial(command_of, item) for name, item in QUESTIONS.items() if item.of != "gmcr"}
    known: Mapping[str, Maker] = {**_given(_BEFORE), **asking, **_given(_BEHIND)}

    class Program(Commands):
        makers = known

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


def _given(functions: Iterable[Callable[..., Any]]) -> dict[str, Maker]:
    """What is there already, by its name."""
    return {function.__name__: partial(_itself, function) for function in functions}


def _itself(function: Callable[..., Any]) -> Callable[..., Any]:
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
    """Run the program with the arguments that it was started with; ends the process."""
    open_streams()
    try:
        app(prog_name="countermove")
    finally:
        gc.freeze()  # the system takes back everything at once; to look through it for garbage takes tenths of a second
