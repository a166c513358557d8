"""countermove report: a whole report as one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.catalogue.reports import suffixes_text
from countermove.cli.group import end_if_interrupted
from countermove.cli.options import (
    AsJson,
    AsOf,
    Bound,
    Case,
    Codings,
    Concepts,
    Force,
    Readings,
    Scenario,
    Seed,
    Settings,
    View,
)
from gmcr.base.errors import CountermoveError
from gmcr.base.tasks import run_until_interrupted

if TYPE_CHECKING:
    from countermove.reports.report.compute import ReportRecord
    from countermove.reports.report.conflict_report import ConflictReport

__all__ = ["report"]

Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help=f"The file to write: it ends in {suffixes_text()}.")
]
Draws = Annotated[int, typer.Option("--draws", min=1, help="Draws for how robust the status quo is.")]
Attacked = Annotated[
    bool, typer.Option("--redteam", help="Also show how each claim could be overturned. This takes longest.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="CASE", help="Also show what changed since this version, or author.")
]
Texts = Annotated[
    str | None,
    typer.Option(
        "--texts", metavar="DIR", help="Quote the passages that premises point at from the texts in this folder."
    ),
]
Explorable = Annotated[
    bool,
    typer.Option(
        "--explorable",
        help="An HTML file whose first page can be pushed, any number of times: it computes what follows, without a server.",
    ),
]
Brief = Annotated[bool, typer.Option("--brief", help="The first page alone: one side of A4 as PDF.")]


def report(
    case: Case,
    output: Output,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    as_of: AsOf = None,
    bound: Bound = 3,
    draws: Draws = 500,
    seed: Seed = 0,
    redteam: Attacked = False,
    since: Since = None,
    texts: Texts = None,
    brief: Brief = False,
    explorable: Explorable = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a report on a case or a conflict, as one file.

    Its first page answers the questions; four chapters say why, and reference material is folded away. The HTML file is
    self-contained: it loads nothing from anywhere, and prints well. PDF needs the extra countermove[pdf]. With --texts
    it contains sentences from the sources: mind whose they are before you pass it on.
    """
    from countermove.cli.output import counted_progress, show_record, warned

    with counted_progress(f"Reporting on {case}") as on_progress:
        from countermove import reports
        from countermove.context.game import conflict_in
        from countermove.media.output import check_report, write_report
        from countermove.reports.effort import REPORT, effort_at
        from countermove.reports.report.compute import report_case
        from countermove.reports.report.conflict_report import report_conflict
        from countermove.sources.passages import passages_of

        check_report(output, force=force)
        alive = None
        if explorable:
            _check_explorable(output, brief=brief, chosen=any((coding, reading, scenario, view, set_, concept)))
        record: ReportRecord | ConflictReport
        if (game := conflict_in(case)) is not None:
            refused: dict[str, object] = {
                "--explorable": explorable,
                "--coding": coding,
                "--reading": reading,
                "--scenario": scenario,
                "--view": view,
                "--set": set_,
                "--as-of": as_of,
            }
            _refuse(case, refused | {"--redteam": redteam, "--since": since, "--texts": texts})
            record = run_until_interrupted(report_conflict.work(game, case, concepts=concept), on_progress)
        else:
            assessment = reports.open_case(case, "report")
            passages = None if texts is None else passages_of(assessment, texts)
            selection = reports.select(
                codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
            )
            if explorable:
                from countermove.extensions import needed

                argues_back = needed("explorable")(assessment)
            effort = effort_at(REPORT, assessment, selection, concepts=concept, bound=bound)
            warned(f"Reporting on {case}", REPORT)(effort)
            work = report_case.work(
                assessment,
                selection,
                concepts=concept,
                as_of=as_of,
                bound=bound,
                draws=draws,
                rng=seed,
                attacked=redteam,
                since=None if since is None else reports.open_case(since),
                brief=brief,
            )
            record = replace(run_until_interrupted(work, on_progress), passages=passages)
            if explorable:
                if record.interrupted:  # a file that could not argue back is not what was requested
                    raise KeyboardInterrupt
                alive = argues_back(record, on_progress)
        written = write_report(record, output, brief=brief, force=force, alive=alive)
    show_record(written, as_json)
    end_if_interrupted(record.interrupted)


def _check_explorable(output: str, *, brief: bool, chosen: bool) -> None:
    """Raise CountermoveError for options that exclude a report that argues back."""
    from countermove.media.output import format_of

    if format_of(output) != "html":
        raise CountermoveError(
            "A report that argues back is an HTML file: name one that ends in .html.", argument="explorable"
        )
    if brief or chosen:
        reason = "has its whole text, and every reading, scenario, view, number and concept to choose in it"
        flags = "--brief" if brief else "--coding, --reading, --scenario, --view, --set and --concept"
        raise CountermoveError(f"A report that argues back {reason}: leave out {flags}.", argument="explorable")


def _refuse(case: str, options: dict[str, object]) -> None:
    """Raise CountermoveError for options that a bare conflict does not have."""
    flags = [flag for flag, value in options.items() if value]
    if flags:
        reason = f"{case} is a bare conflict, without readings, scenarios, views, drivers, claims and days"
        raise CountermoveError(f"{reason}: leave out {', '.join(flags)}.")
