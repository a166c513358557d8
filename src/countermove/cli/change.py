"""countermove change: what would have to change in somebody's mind."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_concept
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import All, AsJson, Bound, Game, Readings, Scenario, Settings, View

__all__ = ["ConceptsOrNash", "change"]

ConceptsOrNash = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="NAME",
        help="A stability concept: nash, gmr, smr, seq or symseq; repeatable. Otherwise: nash.",
        autocompletion=complete_concept,
    ),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="FORMULA", help="What is to come about. Otherwise: the file's target.")
]
Hold = Annotated[
    str | None,
    typer.Option(
        "--hold", metavar="STATE", help="Ask which changes make this state an equilibrium (or end that it is one)."
    ),
]
Break = Annotated[bool, typer.Option("--break", help="Ask which changes break the start.")]
Stress = Annotated[bool, typer.Option("--stress", help="Look at reversed wants too: a stress test.")]
Costs = Annotated[
    list[str] | None,
    typer.Option(
        "--cost",
        metavar="NAME=NUMBER",
        help="Cost of an edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
    ),
]


def change(
    case: Game,
    to: To = None,
    hold: Hold = None,
    break_: Break = False,
    bound: Bound = 3,
    stress: Stress = False,
    cost: Costs = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: ConceptsOrNash = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say which changes of mind would bring something about.

    Or end it. A change drops a want, turns it into its declared alternative (could_be) or puts it one place lower.
    Told are all sets of them of which no smaller part would do, up to --bound. CASE may also be a conflict alone.
    Ctrl-C ends the search with what it has.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Looking for changes in {case}") as told:
        from countermove import desk
        from countermove.questions.change.told import change_page

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.change_case(
            desk.open_game(case, selection),
            to=to,
            hold=hold,
            break_=break_,
            concepts=concept or ("nash",),
            bound=bound,
            stress=stress,
            costs=cost or (),
            progress=told,
        )
    show_record(record, as_json, change_page, every=every)
    end_if_interrupted(bool(record.left_out) or any(found.interrupted for found in record.found))
