"""countermove solve: the stability table."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_any_concept
from countermove.cli.options import All, AsJson, Game, Readings, Scenario, Settings, View

__all__ = ["solve"]

AnyConcepts = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="NAME",
        help="A concept; repeatable. nash, gmr, smr, seq, symseq (otherwise: these five); with a horizon, maximin:4 or "
        "limited:3; nonmyopic; sim or sim:tableau; of coalitions, cnash, cgmr, csmr or cseq.",
        autocompletion=complete_any_concept,
    ),
]
Coalitions = Annotated[
    list[str] | None,
    typer.Option(
        "--coalition",
        metavar="A,B",
        help="Ask the concepts of coalitions about this one; repeatable. Otherwise: about all there are.",
    ),
]
Partition = Annotated[
    str | None,
    typer.Option(
        "--partition",
        metavar="A,B/C",
        help="Ask the concepts of coalitions with these blocks as the players; who is not named stands alone. Otherwise: the "
        "coalitions of the file, where it has some.",
    ),
]


def solve(
    case: Game,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: AnyConcepts = None,
    coalition: Coalitions = None,
    partition: Partition = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Show which states are equilibria, and stable for whom.

    CASE may also be a conflict alone: a bundled one, a 2x2 game, or a file of another program. limited and nonmyopic
    are for two actors; limited:3:some breaks ties in favour of staying; sim:tableau is SIM as Fraser and Hipel apply
    it, after seq. --coalition and --partition without --concept ask for the four concepts of coalitions, and so does a
    .gmcr file that has coalitions.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Solving {case}"):
        from countermove import desk
        from countermove.questions.solve.found import SHOWN

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.solve_case(
            desk.open_game(case, selection),
            concepts=concept or (),
            coalitions=coalition or (),
            partition=partition,
            limit=None if every else SHOWN,
        )
    show_record(record, as_json)
