"""countermove check: claims and their verdicts."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson, Cases, Concepts

__all__ = ["check"]

Claims = Annotated[list[str] | None, typer.Option("--claim", metavar="NAME", help="Only this claim; repeatable.")]


def check(cases: Cases, claim: Claims = None, concept: Concepts = None, as_json: AsJson = False) -> int:
    """Say whether each claim follows, and what that rests on.

    And what it turns on, where readings or concepts differ. Ends with 1 when a claim is not as its file expects
    (`expect`).
    """
    from countermove.cli.output import progress, show_json, show_record, show_text

    with progress(f"Checking {', '.join(cases)}"):
        from countermove import desk
        from countermove.stability import CONCEPTS

        assessments = desk.open_cases(cases, "check")
        records = tuple(desk.check_cases(assessments, claims=claim or (), concepts=concept or CONCEPTS))
    if as_json:
        from countermove.report import envelope

        show_json(envelope(records))
    else:
        for place, record in enumerate(records):
            if place:
                show_text("")
            show_record(record, as_json=False)
    return 0 if all(record.as_expected for record in records) else 1
