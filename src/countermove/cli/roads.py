"""countermove roads: where the conflict can get from the start."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Concepts, Game, Largest, Readings, Scenario, Settings, View

__all__ = ["roads"]

To = Annotated[
    str | None,
    typer.Option("--to", metavar="FORMULA", help="Find the ways to states with this formula. Otherwise: the target."),
]


def roads(
    case: Game,
    to: To = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    largest: Largest = None,
    as_json: AsJson = False,
) -> None:
    """Say what can be reached from the status quo, and how.

    By whose moves and why, and why nobody turns back. CASE may also be a conflict alone: a bundled one, or a file of
    another program. Ctrl-C ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Following the roads of {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        game = desk.open_game(case, selection)
        record = desk.roads_case(game, to=to, concepts=concept or CONCEPTS, largest=largest, progress=told)
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
