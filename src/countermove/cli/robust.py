"""countermove robust: how conclusions fare if premises are false."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Case, Concepts, Readings, Scenario, Settings, View

__all__ = ["robust"]

Claims = Annotated[
    list[str] | None, typer.Option("--claim", metavar="NAME", help="Only this claim; repeatable. Otherwise: all.")
]
Draws = Annotated[int, typer.Option("--draws", min=1, metavar="N", help="How many draws.")]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The seed: the same one gives the same draws.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes that draw. Otherwise: one for each processor."),
]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Draw on the Dask cluster whose scheduler is there."),
]

_WORTH = 1000
"""Below so many draws starting processes takes longer than drawing."""


def robust(
    case: Case,
    claim: Claims = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    workers: Workers = None,
    dask: Dask = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_json: AsJson = False,
) -> None:
    """Say how likely the status quo, its outcomes and the claims are if every premise is only as sure as its certainty.

    A false premise is dropped, or turned round: both are told. What depends most on which premise comes first.
    Results do not depend on --workers. Ctrl-C ends it with the draws that are done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Drawing premises of {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.robust_case(
            desk.open_case(case),
            selection,
            claims=claim or None,
            concepts=concept or CONCEPTS,
            draws=draws,
            seed=seed,
            workers=workers or (1 if draws < _WORTH else os.cpu_count() or 1),
            dask=dask,
            progress=told,
        )
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
