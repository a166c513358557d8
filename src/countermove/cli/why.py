"""countermove why: what keeps actors in a state, or takes them out."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import Actors, All, AsJson, Concepts, Game, Readings, Scenario, Settings, View

__all__ = ["why"]

State = Annotated[
    str,
    typer.Argument(
        metavar="STATE",
        help="start, a code, the options that are on, as in us.engage,dprk.talk, or in graph form a label.",
    ),
]


def why(
    case: Game,
    state: State,
    actor: Actors = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say why a state is stable or not, actor by actor.

    For an actor that leaves: the move by which it gains and that nothing deters. For one that stays: each move by which
    it would gain, and the countermoves that deter it. CASE may also be a conflict alone: a bundled one, a 2x2 game, or
    a file of another program.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Looking at {case}"):
        from countermove import desk
        from countermove.questions.why.told import why_page
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        game = desk.open_game(case, selection)
        record = desk.why_case(game, state, actors=actor or (), concepts=concept or CONCEPTS)
    show_record(record, as_json, why_page, every=every)
