"""countermove views: through the eyes of those who take part."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Concepts, Game, Readings, Scenario, Settings
from countermove.errors import CountermoveError

__all__ = ["views"]

Held = Annotated[
    list[str] | None,
    typer.Option(
        "--held",
        metavar="ACTOR=VIEW",
        help="Let an actor act by this view, or by the author's model (author); repeatable. Otherwise: its own view.",
    ),
]


def views(
    case: Game,
    held: Held = None,
    reading: Readings = None,
    scenario: Scenario = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_json: AsJson = False,
) -> None:
    """Say what holds when everybody acts by its own view.

    What misperception holds up, and what nobody ever tests. Of a .gmcr file with misperceptions: what its actors do
    not perceive, and which equilibria that makes. Ctrl-C ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Looking at {case} through others' eyes") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        record: object
        complete = True
        if case.endswith(".gmcr"):
            if held or reading or scenario or set_:
                raise CountermoveError(f"{case} is a conflict alone: it has no readings, scenarios, views or drivers.")
            record = desk.perception_case(case, concepts=concept or CONCEPTS)
        else:
            selection = desk.select(readings=reading or (), scenario=scenario, settings=set_ or ())
            given = desk.holders(held or ())
            assessment = desk.open_case(case, "views")
            seen = desk.views_case(assessment, selection, held=given, concepts=concept or CONCEPTS, progress=told)
            record, complete = seen, seen.found.complete
    show_record(record, as_json)
    end_if_interrupted(not complete)
