"""countermove coalitions: who could leave a state together."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Game, Largest, Readings, Scenario, Settings, View

__all__ = ["coalitions"]

Coalition = Annotated[
    str | None,
    typer.Option("--coalition", metavar="A,B", help="Only this coalition, by the names of its members."),
]
State = Annotated[
    str,
    typer.Option("--state", metavar="STATE", help="From this state: start, a code, or the options that are on."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="FORMULA", help="Who could bring this about. Otherwise: the target."),
]
CoalitionConcepts = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="NAME",
        help="A concept of coalition stability: cnash, cgmr, csmr or cseq; repeatable. Otherwise: all four.",
    ),
]


def coalitions(
    case: Game,
    coalition: Coalition = None,
    state: State = "start",
    to: To = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: CoalitionConcepts = None,
    largest: Largest = None,
    as_json: AsJson = False,
) -> None:
    """Say which coalitions could break the stalemate.

    Or reach the target, what each member gains, and whether it lasts. CASE may also be a conflict alone: a bundled
    one, or a file of another program. Ctrl-C ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Asking the coalitions of {case}") as told:
        from countermove import desk
        from countermove.stability import COALITION_CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        game = desk.open_game(case, selection)
        record = desk.coalitions_case(
            game,
            coalition=coalition,
            state=state,
            to=to,
            concepts=concept or COALITION_CONCEPTS,
            largest=largest,
            progress=told,
        )
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
