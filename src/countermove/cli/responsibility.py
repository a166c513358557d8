"""countermove responsibility: who is responsible, in whose eyes."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Bound, Game, Readings, Scenario, Settings

__all__ = ["responsibility"]

Weights = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="NAME=NUMBER",
        help="Weight of a view (the author's model: author) or an answer (QUESTION.ANSWER); repeatable. Otherwise 1.",
    ),
]
Target = Annotated[
    str | None,
    typer.Option("--to", metavar="FORMULA", help="What is to be answered for. Otherwise: the file's target."),
]


def responsibility(
    case: Game,
    to: Target = None,
    bound: Bound = 3,
    weight: Weights = None,
    reading: Readings = None,
    scenario: Scenario = None,
    set_: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Say who could bring the target about, in whose eyes.

    Or end it: in the author's model and in every view, and who is to blame. An actor's degree is 1/k, k being the
    size of the smallest change of mind in which it takes part. Blame is the expected degree over the views, and over
    the readings that agree with --reading. Ctrl-C ends it with what is known.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Looking at every view of {case}") as told:
        from countermove import desk

        selection = desk.select(readings=reading or (), scenario=scenario, settings=set_ or ())
        record = desk.responsibility_case(
            desk.open_game(case, selection), to=to, bound=bound, weights=weight or (), progress=told
        )
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
