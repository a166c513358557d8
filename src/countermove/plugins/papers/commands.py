"""countermove paper: the tables that papers print, and references."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.cli.options import AsJson, Codings, Concepts, Force, Game, Readings, Scenario, Settings, View

__all__ = ["complete_paper_format", "complete_paper_table", "paper"]


_TABLES = [
    "options", "preferences", "stability", "evolution",
    "strength", "unknown", "coalitions", "sim", "limited", "mixed", "inverse", "order",
]  # fmt: skip


def complete_paper_table(incomplete: str) -> list[str]:
    """Tables of a paper."""
    return [name for name in _TABLES if name.startswith(incomplete)]


def complete_paper_format(incomplete: str) -> list[str]:
    """Formats of a paper's tables, or of its references."""
    return [name for name in ("latex", "markdown", "bibtex") if name.startswith(incomplete)]


Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="NAME",
        help="options, preferences, stability or evolution (otherwise: these), strength, unknown, coalitions, sim, limited, "
        "mixed, inverse or order; repeatable.",
        autocompletion=complete_paper_table,
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="latex, markdown, or bibtex (the sources). Otherwise: as the file's name ends; without one LaTeX.",
        autocompletion=complete_paper_format,
    ),
]
Out = Annotated[
    str | None,
    typer.Option("-o", "--out", metavar="FILE", help="Write it as .tex, .md or .bib; otherwise, or for -: show it."),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="STATE",
        help="Where the evolution leads, or what the inverse is about: s3, a code, or options. Otherwise: an equilibrium.",
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option("--state", metavar="STATE", help="Show this state; repeatable. Otherwise: all, up to 64."),
]


def paper(
    case: Game,
    table: Tables = None,
    format_: Form = None,
    out: Out = None,
    to: To = None,
    state: States = None,
    coding: Codings = None,
    reading: Readings = None,
    scenario: Scenario = None,
    view: View = None,
    set_: Settings = None,
    concept: Concepts = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write the tables that papers print, or references.

    Options and feasible states, preferences, stability, evolution: as LaTeX (booktabs) or Markdown, with states
    numbered s1 to sm; or the sources as BibTeX. Of more than 64 feasible states those that improvements lead to, and
    the equilibria. Never overwrites without --force.
    """
    from countermove.cli.output import progress, show_record, show_text

    with progress(f"Making tables of {case}"):
        from countermove import reports
        from countermove.context.game import open_game
        from countermove.plugins.papers.output import paper_format, written_paper

        file = None if out == "-" else out
        selection = reports.select(
            codings=coding or (), readings=reading or (), scenario=scenario, view=view, settings=set_ or ()
        )
        record = written_paper(
            open_game(case, selection),
            form=paper_format(file, format_),
            out=file,
            force=force,
            tables=tuple(table or ()),
            to=to,
            states=tuple(state or ()),
            concepts=concept or None,
        )
    if as_json or file is not None:
        show_record(record, as_json)
    else:
        show_text(record.text)
