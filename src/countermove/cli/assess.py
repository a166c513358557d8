"""countermove assess: the main job."""

from __future__ import annotations

from countermove.catalogue import ASSESS
from countermove.cli.group import end_if_interrupted
from countermove.cli.options import (
    AsJson,
    AsOf,
    Bound,
    Case,
    Codings,
    Concepts,
    Full,
    Readings,
    Scenario,
    Seed,
    Settings,
    View,
)
from gmcr.base.tasks import run_until_interrupted

__all__ = ["assess"]


def assess(
    case: Case,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_of: AsOf = None,
    bound: Bound = 3,
    seed: Seed = 0,
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Assess a case: what help says stands in the catalogue."""
    from countermove.cli.output import counted_progress, reading_width, show_record, warned

    with counted_progress(f"Assessing {case}") as on_progress:
        from countermove import reports
        from countermove.reports.assessing.parts import EVERY_PART
        from countermove.reports.effort import effort_at

        assessment = reports.open_case(case, "assess")
        selection = reports.select(
            codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
        )
        parts = EVERY_PART if full else ()  # the first screen shows none of them
        warned(f"Assessing {case}", ASSESS)(effort_at(ASSESS, assessment, selection, concepts=concept, bound=bound))
        work = reports.assess.work(
            assessment, selection, concepts=concept, as_of=as_of, bound=bound, rng=seed, parts=parts
        )
        record = run_until_interrupted(work, on_progress)
    show_record(record, as_json, whole=full or None, full=full, width=reading_width())
    end_if_interrupted(record.interrupted)


assess.__doc__ = ASSESS.help
