"""countermove assess: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, AsOf, Bound, Case, Concepts, Readings, Scenario, Seed, Settings, View
from countermove.work import until_interrupted

__all__ = ["assess"]


def assess(
    case: Case,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_of: AsOf = None,
    bound: Bound = 3,
    seed: Seed = 0,
    full: Annotated[bool, typer.Option("--full", help="Tell everything, through a pager on a terminal.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer the key questions of a case on one screen.

    Because of what, what would change it, what happened since, and what follows from the premises.

    Key questions are answered and claims judged in every reading, each in its own scenario and view. What moves, why nobody
    does, the changes and the responsibility are those of one game, the base reading of the author's model unless told
    otherwise. Once the status quo is known, Ctrl-C leaves out what is not computed yet, and the rest is told.
    """
    from countermove.cli.output import counted_progress, reading_width, show_record, warned

    with counted_progress(f"Assessing {case}") as told:
        from countermove import desk
        from countermove.desk.assessing.parts import EVERY_PART
        from countermove.desk.effort import ASSESS, effort_at

        assessment = desk.open_case(case, "assess")
        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        parts = EVERY_PART if full or as_json else ()  # the first screen tells of none
        warned(f"Assessing {case}", ASSESS)(effort_at(ASSESS, assessment, selection, concepts=concept, bound=bound))
        work = desk.assess.work(
            assessment, selection, concepts=concept, as_of=as_of, bound=bound, seed=seed, parts=parts
        )
        record = until_interrupted(work, told)
    show_record(record, as_json, paged=full, full=full, width=reading_width())
    end_if_interrupted(record.interrupted)
