"""countermove levers: who can move whom."""

from __future__ import annotations

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Game, Readings, Scenario, Settings, View

__all__ = ["levers"]


def levers(
    case: Game,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Say which act moves whom to what, and at what cost.

    And below which numbers it would not. At the start and in every scenario; with --scenario there alone. Ctrl-C
    ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Trying every lever of {case}") as told:
        from countermove import desk

        selection = desk.select(readings=reading or (), scenario=scenario, view=view, settings=set_ or ())
        record = desk.levers_case(desk.open_game(case, selection), progress=told)
    show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
