"""countermove convert: from one format to another."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_game
from countermove.cli.options import AsJson, Concepts, Readings, Scenario, Settings, View

__all__ = ["convert"]

Source = Annotated[
    str,
    typer.Argument(
        metavar="IN",
        help="A file (.yaml, .json, .gmcr), or the name of a bundled case, conflict or 2x2 game.",
        autocompletion=complete_game,
    ),
]
Target = Annotated[
    str,
    typer.Argument(metavar="OUT", help="The file to write: .gmcr, .yaml, .json, .nfg, .graphml, .graph.json or .csv."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file of that name.")]


def convert(
    source: Source,
    target: Target,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a conflict in another format.

    It is chosen by the end of the file's name; what it cannot hold is told. Of an assessment one game is written;
    --concept matters for .graphml, .graph.json and .csv, which hold stabilities. Never overwrites without --force.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Converting {source}"):
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.convert_case(source, target, selection, concepts=concept or CONCEPTS, force=force)
    show_record(record, as_json)
