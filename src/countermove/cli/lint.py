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


Structure = Annotated[
    bool,
    typer.Option(
        "--structure",
        help="Look only at what stands in the files, and solve nothing: quick enough to do while writing.",
    ),
]


def lint(files: Files, structure: Structure = False, as_json: AsJson = False) -> int:
    """List every error and warning of files as file:line:column.

    Ends with 2 when a file has an error; warnings alone end with 0.
    """
    from countermove import desk
    from countermove.cli.output import progress, show_record

    with progress(f"Reading {', '.join(files)}"):
        record = desk.lint_files(files, stage="structure" if structure else "meaning")
    show_record(record, as_json)
    return 0 if record.usable else 2
