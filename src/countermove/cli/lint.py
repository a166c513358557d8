"""countermove lint: problems of files."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_case
from countermove.cli.options import AsJson

__all__ = ["lint"]

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Files, or names of bundled cases.", autocompletion=complete_case),
]


def lint(files: Files, as_json: AsJson = False) -> int:
    """List every error and warning of files as file:line:column.

    Ends with 2 when a file has an error; warnings alone end with 0.
    """
    from countermove import desk
    from countermove.cli.output import progress, show_record

    with progress(f"Reading {', '.join(files)}"):
        record = desk.lint_files(files)
    show_record(record, as_json)
    return 0 if record.usable else 2
