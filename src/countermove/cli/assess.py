"""countermove assess: the main job."""

from __future__ import annotations

from countermove.cli.options import AsJson, Bound, Case, Concepts, Readings, Scenario, View

__all__ = ["assess"]


def assess(
    case: Case,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    concept: Concepts = None,
    bound: Bound = 3,
    as_json: AsJson = False,
) -> None:
    """Read, compute and tell: the status quo, the claims, what would change it, who is responsible.

    The status quo, the changes and the responsibility are those of one game, the base reading of the author's model
    unless told otherwise. Claims are always judged in every reading, each in its own scenario and view.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Assessing {case}"):
        from countermove import desk
        from countermove.stability import CONCEPTS

        assessment = desk.open_case(case)
        selection = desk.select(readings=reading or (), scenario=scenario, view=view)
        record = desk.assess(assessment, selection, concepts=concept or CONCEPTS, bound=bound)
    show_record(record, as_json)
