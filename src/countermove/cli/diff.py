"""countermove diff: what changed, and because of which line."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_case
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import All, AsJson, Concepts

__all__ = ["diff"]

First = Annotated[
    str, typer.Argument(metavar="A", help="The first case: a file or a bundled one.", autocompletion=complete_case)
]
Second = Annotated[
    str,
    typer.Argument(metavar="B", help="The second: a later version, or another author's.", autocompletion=complete_case),
]
Lines = Annotated[int, typer.Option("--bound", min=0, max=4, help="Lines that together explain a verdict, at most.")]
Claims = Annotated[
    list[str] | None,
    typer.Option("--claim", metavar="NAME", help="Only this claim; repeatable. Otherwise: all that both have."),
]


def diff(
    first: First,
    second: Second,
    claim: Claims = None,
    bound: Lines = 2,
    concept: Concepts = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say what two cases differ in, and what that changes.

    Line by line: which claims have another verdict, and which line by itself makes it so. Ctrl-C ends the search for
    lines with those that are found.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Comparing {first} with {second}") as told:
        from countermove import desk
        from countermove.questions.diff.told import diff_page
        from countermove.stability import CONCEPTS

        before, after = desk.open_cases([first, second], "diff")
        record = desk.diff_cases(
            before, after, claims=claim or None, concepts=concept or CONCEPTS, bound=bound, progress=told
        )
    show_record(record, as_json, diff_page, every=every)
    end_if_interrupted(record.found.interrupted)
