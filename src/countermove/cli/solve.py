"""countermove solve: the stability table."""

from __future__ import annotations

from countermove.cli.options import All, AsJson, Case, Concepts, Readings, Scenario, Settings, View

__all__ = ["solve"]


def solve(
    case: Case,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Show which states are equilibria under each concept, and which state is stable for whom."""
    from countermove.cli.output import progress, show_record

    with progress(f"Solving {case}"):
        from countermove import desk
        from countermove.desk.solve import SHOWN
        from countermove.stability import CONCEPTS

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.solve_case(
            desk.open_case(case), selection, concepts=concept or CONCEPTS, limit=None if every else SHOWN
        )
    show_record(record, as_json)
