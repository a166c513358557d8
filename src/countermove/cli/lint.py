"""countermove lint: problems of files."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.catalogue import CASES, LINT
from countermove.cli.completion import complete_case
from countermove.cli.options import AsJson

__all__ = ["lint"]

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help=CASES["files"].help, autocompletion=complete_case),
]


Structure = Annotated[
    bool,
    typer.Option(
        "--structure",
        help=LINT.options[0].help,
    ),
]


def lint(files: Files, structure: Structure = False, as_json: AsJson = False) -> int:
    """Look for problems in files: what help says stands in the catalogue."""
    from countermove import reports
    from countermove.cli.output import progress, show_record

    with progress(f"Reading {', '.join(files)}"):
        record = reports.lint_files(files, stage="structure" if structure else "meaning")
    show_record(record, as_json)
    return 0 if record.usable else 2


lint.__doc__ = LINT.help
