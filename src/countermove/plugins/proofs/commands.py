"""countermove certify and verify: decisions of stability with proofs, and whether these hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from countermove.catalogue.options import STATE
from countermove.cli.completion import complete_actor, complete_case
from countermove.cli.options import AsJson, Codings, Concepts, Force, Full, Game, Readings, Scenario, Settings, View

__all__ = ["certify", "verify"]

State = Annotated[str, typer.Argument(metavar="STATE", help=STATE.help)]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Only this actor; repeatable.", autocompletion=complete_actor),
]
Out = Annotated[str | None, typer.Option("-o", "--out", metavar="FILE", help="Write it as a JSON file.")]
Each = Annotated[int, typer.Option("--seconds", min=1, metavar="N", help="What a decision may take at most.")]
Certificate = Annotated[str, typer.Argument(metavar="FILE", help="A certificate, as certify writes it.")]
Beside = Annotated[
    str | None,
    typer.Option(
        "--case",
        metavar="CASE",
        help="Also compare its game with that of this case: a file or a bundled one.",
        autocompletion=complete_case,
    ),
]
Whole = Annotated[
    int | None,
    typer.Option(
        "--seconds",
        min=1,
        metavar="N",
        help="What checking all proofs may take of the processor at most; otherwise 60 s.",
    ),
]


def certify(
    case: Game,
    state: State,
    actor: Actors = None,
    out: Out = None,
    seconds: Each = 30,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Prove for whom a state is stable, in a checkable file.

    The states are not listed, so their number does not matter. Each answer has its proof: countermoves that deter every
    improvement, or a set of states without a sanction that others cannot leave. What is not decided in time is marked as
    such. Needs the extra sat.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Proving what holds in {case}"):
        from pathlib import Path

        from countermove import reports
        from countermove.context.game import open_game
        from countermove.plugins.proofs.certify.compute import write_certificate

        selection = reports.select(
            codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
        )
        record = write_certificate(
            open_game(case, selection),
            state,
            out=None if out is None else Path(out),
            force=force,
            actors=actor or (),
            concepts=concept or (),
            seconds=seconds,
        )
    if as_json:
        show_record(record, as_json)
    else:
        show_record(record, as_json, file=out)


def verify(
    file: Certificate, case: Beside = None, seconds: Whole = None, full: Full = False, as_json: AsJson = False
) -> int:
    """Check the proofs in a certificate.

    The file is all it takes; nothing that found the proofs is used. With --case it also says whether the game in the file
    is that of the case, under what the file assumes.

    Exits with 1 when a proof does not hold or could not be checked in time, when there is none, or when the game is a
    different one.
    """
    from countermove.cli.output import progress, show_record
    from countermove.processes.budget import budget_of
    from countermove.processes.within import Within

    message, budget = f"Checking {file}", budget_of("verify")
    if seconds is not None:  # whoever allows that much for the proofs allows it for the whole
        budget = replace(budget, seconds=budget.seconds + seconds)
    with progress(message), Within(budget, message):
        from countermove.plugins.proofs.verify.compute import SECONDS
        from countermove.plugins.proofs.verify.compute import verify as verified

        record = verified(file, case=case, seconds=SECONDS if seconds is None else seconds)
    show_record(record, as_json, whole=full)
    return 0 if record.verdict == "holds" else 1
