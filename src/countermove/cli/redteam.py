"""countermove redteam: how conclusions could be overturned."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.completing import complete_claim
from countermove.cli.interrupted import end_if_interrupted
from countermove.cli.options import All, AsJson, Case, Concepts

__all__ = ["redteam"]

Claims = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CLAIM...]", help="Only these claims. Otherwise: all.", autocompletion=complete_claim),
]
Edits = Annotated[int, typer.Option("--bound", min=0, max=4, help="At most so many edits, or parts of a mixed attack.")]
Costs = Annotated[
    list[str] | None,
    typer.Option(
        "--cost",
        metavar="NAME=NUMBER",
        help="Cost of a driver over its whole range (driver, 2), of another answer (answer, 1) or concept (concept, 1), "
        "of an edit: tactical (1), strategic (3), a want's id, or a kind of edit as a factor; repeatable.",
    ),
]


def redteam(
    case: Case,
    claims: Claims = None,
    bound: Edits = 2,
    cost: Costs = None,
    concept: Concepts = None,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Say how each claim could be overturned most cheaply.

    By edits, drivers, other answers, another concept, or several of these. A claim is overturned where it has the
    other value than in the base reading. Attacks of several kinds are told where they are cheaper than those of one,
    or the only ones. Ctrl-C ends it with what is done.
    """
    from countermove.cli.output import counted_progress, show_record

    with counted_progress(f"Attacking the claims of {case}") as told:
        from countermove import desk
        from countermove.questions.redteam.told import redteam_page
        from countermove.stability import CONCEPTS

        record = desk.redteam_case(
            desk.open_case(case, "redteam"),
            claims=claims or None,
            concepts=concept or CONCEPTS,
            bound=bound,
            costs=cost or (),
            progress=told,
        )
    show_record(record, as_json, redteam_page, every=every)
    end_if_interrupted(not record.found.complete)
