"""countermove matrix: which premise bears on which claim."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import AsJson, Case, Concepts

__all__ = ["matrix"]

Claims = Annotated[
    list[str] | None, typer.Option("--claim", metavar="NAME", help="Only this claim; repeatable. Otherwise: all.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the whole table as CSV.")]


def matrix(
    case: Case, claim: Claims = None, concept: Concepts = None, as_csv: AsCsv = False, as_json: AsJson = False
) -> None:
    """Show which want, answer and driver bears on which claim.

    For it or against it, and how well it tells claims apart. Up to twelve claims are shown as a grid, more by
    premise; --csv has the whole table. Ctrl-C ends it with the claims that are done.
    """
    from countermove.cli.output import counted_progress, show_record, show_text
    from countermove.errors import CountermoveError

    if as_csv and as_json:
        raise CountermoveError("Ask for --csv or for --json, not for both.")
    with counted_progress(f"Weighing the premises of {case}") as told:
        from countermove import desk
        from countermove.stability import CONCEPTS

        record = desk.matrix_case(
            desk.open_case(case, "matrix"), claims=claim or None, concepts=concept or CONCEPTS, progress=told
        )
    if as_csv:
        from countermove.questions.matrix.told import matrix_csv

        show_text(matrix_csv(record.found))
    else:
        show_record(record, as_json)
    end_if_interrupted(not record.found.complete)
