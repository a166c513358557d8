"""countermove score: how the forecasts of a case did, and a post-mortem."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson, AsOf, Case, Seed

__all__ = ["score"]

Crowd = Annotated[
    str | None,
    typer.Option(
        "--crowd",
        metavar="FILE",
        help="What others said about the same forecasts: a CSV file with forecast, chance, date.",
    ),
]


def score(case: Case, crowd: Crowd = None, as_of: AsOf = None, seed: Seed = 0, as_json: AsJson = False) -> None:
    """Score forecasts past their close, and say what was learned.

    Quadratic (Brier) and logarithmic score, over days where a chance was changed; beside even odds, base rates and a crowd;
    calibration and the parts of the score from 30 forecasts on. Void and disputed ones stand apart. Then which readings are
    left, which premises nothing has tested, and which claims deserve credit or cannot get it."""
    from countermove.cli.output import progress, show_record

    with progress(f"Scoring {case}"):
        from countermove import reports
        from countermove.plugins.evidence.score.compute import score_case

        record = score_case(reports.open_case(case, "score"), as_of=as_of, crowd=crowd, seed=seed)
    show_record(record, as_json)
