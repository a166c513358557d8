"""countermove longrun: where it ends in the long run."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Concepts, Game, Readings, Scenario, Settings, View
from countermove.errors import CountermoveError

__all__ = ["longrun"]

Choice = Annotated[
    str,
    typer.Option(
        "--choice",
        metavar="NAME",
        help="How the next step is chosen: uniform (over steps), actors (first whose), or logit.",
    ),
]
Weights = Annotated[
    list[str] | None,
    typer.Option("--weight", metavar="ACTOR=NUMBER", help="How often an actor is drawn; repeatable. Otherwise: 1."),
]
Noise = Annotated[
    str | None, typer.Option("--noise", metavar="NUMBER", help="The probability of a mistake, between 0 and 1.")
]
Precision = Annotated[float, typer.Option("--precision", metavar="NUMBER", help="Of logit: how much ranks count.")]
Method = Annotated[str, typer.Option("--method", metavar="NAME", help="auto, exact, or simulated.")]
Runs = Annotated[int, typer.Option("--runs", min=1, metavar="N", help="Of a simulation: how many runs.")]
Horizon = Annotated[int, typer.Option("--horizon", min=1, metavar="N", help="Of a simulation: steps at most.")]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="Of a simulation: its seed.")]


def longrun(
    case: Game,
    choice: Choice = "uniform",
    weight: Weights = None,
    noise: Noise = None,
    precision: Precision = 1.0,
    method: Method = "auto",
    runs: Runs = 2000,
    horizon: Horizon = 1000,
    seed: Seed = 0,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_json: AsJson = False,
) -> None:
    """Say where steps lead in the long run, and how soon.

    And which states stay as noise vanishes. Exact where that is possible, otherwise simulated. CASE may also be a
    conflict alone: a bundled one, or a file of another program. Ctrl-C ends it with the concepts, and the runs of a
    simulation, that are done.
    """
    from countermove.cli.output import counted_progress, show_record

    if concept and choice == "logit":
        raise CountermoveError("logit knows no concept: leave --concept out, or choose another way (--choice).")
    with counted_progress(f"Following {case} into the long run") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.longrun_case(
            desk.open_game(case, selection),
            concepts=concept or CONCEPTS,
            choice=choice,
            weights=weight or (),
            noise=noise,
            precision=precision,
            method=method,
            runs=runs,
            horizon=horizon,
            seed=seed,
            progress=told,
        )
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
