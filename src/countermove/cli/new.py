"""countermove new: a file to begin with."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_case
from countermove.cli.options import AsJson, Force

__all__ = ["new"]

File = Annotated[str, typer.Argument(metavar="FILE", help="The file to write.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The question that it is to answer.")]
Source = Annotated[
    str | None,
    typer.Option("--from", metavar="CASE", help="Copy this case instead.", autocompletion=complete_case),
]
Full = Annotated[bool, typer.Option("--full", help="With every section, key and check: the format by example.")]


def new(
    file: File,
    title: Title = None,
    source: Source = None,
    full: Full = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a small assessment to begin with, or copy a case.

    It is commented. Never overwrites without --force. With --full it shows every section of the format by example.
    """
    from countermove import reports
    from countermove.cli.output import show_record

    show_record(reports.new_file(file, title=title, source=source, full=full, force=force), as_json)
