"""countermove assess: the main job."""

from __future__ import annotations

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Bound, Case, Concepts, Readings, Scenario, Seed, Settings, View
from countermove.work import until_interrupted

__all__ = ["assess"]


def assess(
    case: Case,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    bound: Bound = 3,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Say whether the status quo holds and which claims follow.

    Then what would change that, who is responsible, and the other questions in short. The status quo, the changes
    and the responsibility are those of one game, the base reading of the author's model unless told otherwise.
    Claims are always judged in every reading, each in its own scenario and view. Once the status quo is known,
    Ctrl-C leaves out what is not computed yet, and the rest is told.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Assessing {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        assessment = desk.open_case(case, "assess")
        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        work = desk.assess.work(assessment, selection, concepts=concept or CONCEPTS, bound=bound, seed=seed)
        record = until_interrupted(work, told)
    show_record(record, as_json)
    end_if_interrupted(record.interrupted)
