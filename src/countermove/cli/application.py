"""The application: all commands, in the order in which help shows them."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from countermove import __version__
from countermove.catalogue import question_named
from countermove.cli.asking import command_of
from countermove.cli.assess import assess
from countermove.cli.cases import cases
from countermove.cli.check import check
from countermove.cli.coalitions import coalitions
from countermove.cli.convert import convert
from countermove.cli.diff import diff
from countermove.cli.figure import figure
from countermove.cli.group import Commands
from countermove.cli.lint import lint
from countermove.cli.longrun import longrun
from countermove.cli.matrix import matrix
from countermove.cli.new import new
from countermove.cli.redteam import redteam
from countermove.cli.report import report
from countermove.cli.roads import roads
from countermove.cli.robust import robust
from countermove.cli.schema import schema
from countermove.cli.solve import solve
from countermove.cli.streams import open_streams, to_reader
from countermove.cli.tipping import tipping
from countermove.cli.together import together
from countermove.cli.views import views

__all__ = ["app", "main"]

# Plain help: Typer's Rich help would double the time that `countermove --help` takes, and is no easier to read.
app = typer.Typer(
    name="countermove",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    assess,
    check,
    solve,
    command_of(question_named("why")),
    command_of(question_named("change")),
    command_of(question_named("responsibility")),
    command_of(question_named("inverse")),
    views,
    command_of(question_named("levers")),
    roads,
    coalitions,
    longrun,
    robust,
    tipping,
    together,
    redteam,
    matrix,
    diff,
    report,
    figure,
    lint,
    new,
    convert,
    schema,
    cases,
):
    app.command()(_command)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Assessments as code: what follows from an assessment's premises, and what does not.

    A CASE is a file, or the name of a bundled case (countermove cases). Begin with: countermove assess korea-2021
    """
    if version:
        with to_reader():
            typer.echo(f"countermove {__version__}")
    elif context.invoked_subcommand is None:
        with to_reader():
            typer.echo(context.get_help())


def main() -> None:
    """Run the program with the arguments that it was started with; ends the process."""
    # A run keeps most of what it makes, so that looking for garbage often only costs time (about 7 % of ``assess``).
    gc.set_threshold(500_000, 20, 100)
    open_streams()
    app(prog_name="countermove")
