"""countermove seal: what a case says of its forecasts, added to its ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson, Case
from gmcr.base.errors import CountermoveError

__all__ = ["CA", "seal"]

CA = Annotated[
    str | None,
    typer.Option(
        "--ca", metavar="FILE", help="The certificates (PEM) by which the signature of a time stamp is verified."
    ),
]
Timestamp = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        metavar="URL",
        help="Have the head stamped by this authority (RFC 3161; needs --ca and countermove[timestamp]).",
    ),
]


def seal(case: Case, timestamp: Timestamp = None, ca: CA = None, as_json: AsJson = False) -> None:
    """Add to the ledger of a case what is new or changed.

    A line for each forecast, update, observation and resolution that the ledger does not have as the file has it. The ledger
    lies beside the file, is made to be committed, and is only ever added to; where it is broken, nothing is."""
    from countermove.cli.output import progress, show_record

    with progress(f"Sealing {case}"):
        from pathlib import Path

        from countermove.plugins.evidence.ledger.seal import seal as sealed
        from countermove.plugins.evidence.ledger.stamps import Authority

        if (timestamp is None) != (ca is None):
            missing = "--ca FILE" if ca is None else "--timestamp URL"
            raise CountermoveError(
                f"A time stamp is worth what its signature is: --timestamp and --ca go together. Add {missing}."
            )
        authority = None if timestamp is None or ca is None else Authority(timestamp, Path(ca))
        record = sealed(case, authority=authority)
    show_record(record, as_json)
