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
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes that draw. Otherwise: one for each processor, fewer for many states.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Draw on the Dask cluster whose scheduler is there."),
]

_WORTH = 1000
"""Below so many draws starting processes takes longer than drawing."""

_LARGE = ((1 << 18, 2), (1 << 14, 4))
"""With more states than this, so many processes at most, unless more are asked for: each needs up to 2 GB."""


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
    """Say how conclusions fare if premises may be false.

    How likely the status quo, its outcomes and the claims are if every premise is only as sure as its certainty. A
    false premise is dropped, or reversed: both are told. What depends most on which premise comes first. Results do
    not depend on --workers. Ctrl-C ends it with the draws that are done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Drawing premises of {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        assessment = desk.open_case(case, "robust")
        record = desk.robust_case(
            assessment,
            selection,
            claims=claim or None,
            concepts=concept or CONCEPTS,
            draws=draws,
            seed=seed,
            workers=workers or _processes(draws, int(selection.conflict(assessment).states.size)),
            dask=dask,
            progress=told,
        )
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)


def _processes(draws: int, states: int) -> int:
    """How many processes draw unless it is said."""
    most = next((number for size, number in _LARGE if states > size), os.cpu_count() or 1)
    return 1 if draws < _WORTH else min(most, os.cpu_count() or 1)
