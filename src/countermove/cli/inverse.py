"""countermove inverse: which preferences would make a state hold."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.change import ConceptsOrNash
from countermove.cli.completing import complete_actor
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import All, AsJson, Game, Readings, Scenario, Settings, View

__all__ = ["inverse"]

State = Annotated[str, typer.Argument(metavar="STATE", help="start, a code, the options that are on, or a label.")]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="ACTOR",
        help="Vary this actor's ranking; repeatable. Otherwise: everybody's.",
        autocompletion=complete_actor,
    ),
]
Limit = Annotated[int, typer.Option("--list", min=0, metavar="N", help="List so many rankings that do it.")]


def inverse(
    case: Game,
    state: State,
    vary: Vary = None,
    limit: Limit = 0,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: ConceptsOrNash = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say which preferences would make a state an equilibrium.

    And whom it is easiest to satisfy. CASE may also be a conflict alone: a bundled one, or a file of another
    program. Ctrl-C ends counting with what it has.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Counting rankings in {case}") as told:
        from countermove import desk
        from countermove.questions.inverse.told import inverse_page

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.inverse_case(
            case, state, selection, vary=vary or (), concepts=concept or ("nash",), limit=limit, progress=told
        )
    show_record(record, as_json, inverse_page, every=every)
    end_if_interrupted(bool(record.left_out) or any(found.interrupted for found in record.found))
