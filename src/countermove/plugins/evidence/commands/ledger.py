"""countermove ledger: what was sealed of a case, verified."""

from __future__ import annotations

from countermove.cli.options import AsJson, Case
from countermove.plugins.evidence.commands.seal import CA

__all__ = ["ledger"]


def ledger(case: Case, ca: CA = None, as_json: AsJson = False) -> int:
    """Verify the ledger of a case, and show its history.

    Also what was sealed after its forecast had closed, what the file says now that was never sealed, and the head digest,
    which is the same in whatever order branches were merged. Exit code 1 where something is not sealed, 2 where the ledger is
    broken."""
    from countermove.cli.output import progress, show_record

    with progress(f"Verifying the ledger of {case}"):
        from pathlib import Path

        from countermove.plugins.evidence.ledger.compute import ledger as found_in

        record = found_in(case, roots=None if ca is None else Path(ca))
    show_record(record, as_json)
    return 0 if record.as_expected else 1
