"""countermove cases: what is bundled."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_game
from countermove.cli.options import AsJson, Force, Full

__all__ = ["cases"]

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="Show this one: a case, a published conflict with its results, or a 2x2 game.",
        autocompletion=complete_game,
    ),
]
Games = Annotated[bool, typer.Option("--games", help="List the 78 strict ordinal 2x2 games and their equilibria.")]
Published = Annotated[
    bool,
    typer.Option("--published", help="List the published conflicts, and which of their printed cells are reproduced."),
]
Folder = Annotated[
    str | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FOLDER",
        help="With --published: write the conflicts and expected results there, as CSV.",
    ),
]


def cases(
    name: Name = None,
    games: Games = False,
    published: Published = False,
    out: Folder = None,
    force: Force = False,
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """List what is bundled: assessments and conflicts.

    Assessments with their claims, published conflicts, and the 2x2 games (--games). With a NAME, only that: of a
    published conflict its source, what was printed, and whether that comes out.
    """
    from countermove import reports
    from countermove.cli.output import show_record, show_text
    from countermove.presentation.words import count
    from gmcr.base.arguments import as_path
    from gmcr.base.errors import CountermoveError

    if (name is not None or (games and published)) and (flag := "--games" if games else "--published" * published):
        raise CountermoveError(f"{flag} lists all of them; leave it out to see {'others' if name is None else 'one'}.")
    if out is not None and not published:
        raise CountermoveError("--out writes the published conflicts: give --published too.")
    if published:
        written = () if out is None else reports.write_suite(as_path(out, "--out"), force=force)
        show_record(reports.list_published(), as_json, whole=full)
        if written and not as_json:
            show_text(f"Wrote {count(len(written), 'file')} into {out}.")
    elif name is None and not games:
        show_record(reports.list_cases(), as_json, whole=full, full=full)
    else:
        show_record(reports.list_games() if name is None else reports.show_case(name), as_json, whole=full)
