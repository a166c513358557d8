"""countermove convert: from one format to another."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_format, complete_game, formats_written
from countermove.cli.options import AsJson, Codings, Concepts, Force, Readings, Scenario, Settings, View

__all__ = ["convert"]

*_FIRST, _LAST = formats_written()
_FILES = f".{', .'.join(_FIRST)} or .{_LAST}"
_NAMES = f"{', '.join(_FIRST)} or {_LAST}"

Source = Annotated[
    str,
    typer.Argument(
        metavar="IN",
        help="A file (.yaml, .json, .gmcr), or the name of a bundled case, conflict or 2x2 game.",
        autocompletion=complete_game,
    ),
]
Target = Annotated[
    str | None,
    typer.Argument(
        metavar="[OUT]",
        help=f"The file to write: {_FILES}; none, or -: show it.",
    ),
]
Out = Annotated[str | None, typer.Option("-o", "--out", metavar="FILE", help="The same as OUT.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help=f"What is shown without a file: {_NAMES}. Otherwise: yaml.",
        autocompletion=complete_format,
    ),
]


def convert(
    source: Source,
    target: Target = None,
    out: Out = None,
    format_: Form = None,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a conflict in another format.

    The format follows from the end of the file's name; what it cannot hold is reported. Of an assessment, one game is
    written; --concept matters for .graphml, .graph.json and .csv, which hold stabilities. Never overwrites without
    --force.
    """
    from countermove.cli.output import progress, show_record, show_text
    from countermove.cli.streams import say
    from gmcr.base.errors import CountermoveError

    if target is not None and out is not None:
        raise CountermoveError("The file to write is named twice: as OUT and with -o.")
    named = out if target is None else target
    with progress(f"Converting {source}"):
        from countermove import reports
        from gmcr import CONCEPTS

        selection = reports.select(
            codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
        )
        record = reports.convert_case(
            source,
            None if named == "-" else named,
            selection,
            concepts=concept or CONCEPTS,
            force=force,
            form=format_,
        )
    if as_json or record.target:
        show_record(record, as_json)
        return
    from countermove.reports.convert import convert_asides

    show_text(record.text)
    for aside in convert_asides(record):
        say(aside)
