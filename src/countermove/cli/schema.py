"""countermove schema: the formats, as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson

__all__ = ["schema"]

Record = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="NAME",
        help="Of what a command prints with --json, by its name; also errors, games, perception, published.",
    ),
]


def schema(record: Record = None, as_json: AsJson = False) -> None:
    """Print the JSON Schema of files, or of what --json prints.

    Of the latter with --record. The output is JSON with or without --json. For people, countermove new FILE --full
    writes the format by example.
    """
    from countermove.cli.output import show_json

    if record is not None:
        from countermove.media import record_schema

        show_json(record_schema(record), indent=True)
        return
    from countermove.assessment import json_schema

    show_json(json_schema(), indent=True)
