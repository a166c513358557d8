"""countermove tipping: which number, moved how far, tips what."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_driver
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Case, Concepts, Readings, Scenario, Settings, View

__all__ = ["ClaimsOrAuthors", "tipping"]

Drivers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DRIVER [DRIVER]]",
        help="One driver: its thresholds. Two: a phase diagram. None: all of them at once.",
        autocompletion=complete_driver,
    ),
]
ClaimsOrAuthors = Annotated[
    list[str] | None,
    typer.Option("--claim", metavar="NAME", help="This claim; repeatable. Otherwise: the author's claims."),
]


def tipping(
    case: Case,
    drivers: Drivers = None,
    claim: ClaimsOrAuthors = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_json: AsJson = False,
) -> None:
    """Say where drivers tip the start, the outcomes and claims.

    Exact: every comparison of drivers cuts their ranges, and one point of every piece is looked at. With no driver
    named: which of them matter, and the nearest tipping points. Ctrl-C ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Moving the drivers of {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.tipping_case(
            desk.open_case(case, "tipping"),
            selection,
            drivers=drivers or (),
            claims=claim or None,
            concepts=concept or CONCEPTS,
            progress=told,
        )
    show_record(record, as_json)
    end_if_interrupted(record.found.interrupted)
