"""countermove sources: whether premises point at passages that are still there."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson, Case

__all__ = ["Texts", "sources"]

_IN = "SOURCE.txt or SOURCE.md for each, at most 5 MB."
Texts = Annotated[str, typer.Option("--texts", metavar="DIR", help=f"The folder with the texts of the sources: {_IN}")]
Lock = Annotated[
    bool,
    typer.Option(
        "--lock",
        help="Keep what the passages are, in CASE.sources.json beside the case: hashes, and no sentence of a source.",
    ),
]
Anew = Annotated[
    bool,
    typer.Option("--force", help="Lock all passages as they stand now, even those that differ from what was locked."),
]


def sources(case: Case, texts: Texts, lock: Lock = False, force: Anew = False, as_json: AsJson = False) -> int:
    """Check whether what premises cite is still there.

    Numbers of paragraphs do not survive a change of format. What --lock keeps does: with it each passage turns out to be
    the same, moved, altered, ambiguous or missing. It also lists paragraphs that nothing points at or that repeat others,
    what has no source, and the weakest link of each answer.

    Exits with 1 when a passage is altered, ambiguous or missing.
    """
    from countermove.cli.output import progress, show_record

    with progress(f"Looking for the sources of {case}"):
        from countermove.context.cases import open_case
        from countermove.plugins.evidence.sources.compute import sources_of
        from gmcr.base.errors import CountermoveError

        if force and not lock:
            raise CountermoveError("--force is about what --lock keeps: give both.")
        record = sources_of(open_case(case, "sources"), texts, lock=lock, force=force)
    show_record(record, as_json)
    return 0 if record.as_expected else 1
