"""countermove cases: what is bundled."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completion import complete_game
from countermove.cli.options import AsJson, Full

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


def cases(name: Name = None, games: Games = False, full: Full = False, as_json: AsJson = False) -> None:
    """List what is bundled: assessments and conflicts.

    Assessments with their claims, published conflicts, and the 2x2 games (--games). With a NAME, only that: of a
    published conflict its source, what was printed, and whether that comes out.
    """
    from countermove import reports
    from countermove.cli.output import show_record
    from gmcr.base.errors import CountermoveError

    if name is not None and games:
        raise CountermoveError("--games lists all of them; leave it out to see one.")
    if name is None and not games:
        show_record(reports.list_cases(), as_json, whole=full, full=full)
    else:
        show_record(reports.list_games() if name is None else reports.show_case(name), as_json, whole=full)
