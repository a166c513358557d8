"""countermove figure: one picture."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.catalogue import PICTURES
from countermove.cli.completion import complete_figure
from countermove.cli.options import (
    AsJson,
    Bound,
    Codings,
    Concepts,
    Force,
    Full,
    Game,
    Readings,
    Scenario,
    Settings,
    View,
)
from gmcr.base.errors import CountermoveError

__all__ = ["figure"]

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=f"{', '.join(list(PICTURES)[:-1])} or {list(PICTURES)[-1]}.",
        autocompletion=complete_figure,
    ),
]
Out = Annotated[
    str | None,
    typer.Option(
        "-o", "--out", metavar="FILE", help="Write it as .svg, .png or .csv (the table); otherwise: show the table."
    ),
]
Theme = Annotated[str, typer.Option("--theme", metavar="NAME", help="light or dark.")]
Width = Annotated[float | None, typer.Option("--width", metavar="N", help="Its width; otherwise: the figure's own.")]
Vary = Annotated[
    list[str] | None, typer.Option("--vary", metavar="DRIVER", help="For phase and drivers: vary this one; repeatable.")
]
Of = Annotated[
    str,
    typer.Option(
        "--of",
        metavar="THING",
        help="For phase, drivers and tornado: start, outcomes, target, the id of a claim, or (tornado) the code of an outcome.",
    ),
]
Model = Annotated[
    str, typer.Option("--model", metavar="NAME", help="For tornado: a false premise is dropped, or reversed.")
]
Draws = Annotated[int, typer.Option("--draws", min=1, metavar="N", help="For tornado: how many draws.")]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="For tornado: the seed of the draws.")]


def figure(
    case: Game,
    name: Name,
    out: Out = None,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    vary: Vary = None,
    of: Of = "",
    bound: Bound = 3,
    model: Model = "reversed",
    draws: Draws = 2000,
    seed: Seed = 0,
    theme: Theme = "light",
    width: Width = None,
    force: Force = False,
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Draw one figure of a case, as SVG or PNG.

    Or write the table behind it (.csv). Without -o the table is shown. Never overwrites without --force. PNG needs
    the extra countermove[figures].
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Drawing {name} of {case}") as on_progress:
        from pathlib import Path

        from countermove import reports
        from countermove.context.game import open_game
        from countermove.reports.figure import Request, drawn
        from gmcr.base.files import check_place

        if case in PICTURES and name not in PICTURES:
            raise CountermoveError(f"The case comes first: countermove figure {name} {case}")
        if out is not None:
            check_place(Path(out), force=force)
        selection = reports.select(
            codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
        )
        request = Request(
            open_game(case, selection),
            concepts=tuple(concept or ()),
            vary=tuple(vary or ()),
            thing=of,
            bound=bound,
            model=model,
            draws=draws,
            rng=seed,
            theme=theme,
            width=width,
        )
        record = drawn(name, request, out=out, force=force, tell=on_progress)
    show_record(record, as_json, whole=full)
