"""papers: the tables that papers on the graph model print, and references."""

from __future__ import annotations

from countermove.extensions import HOOKS, Command, Plugin, RecordKind

__all__ = ["PLUGIN"]

_HERE = "countermove.plugins.papers"

PLUGIN = Plugin(
    name="papers",
    hooks=HOOKS,
    commands=(
        Command(
            name="paper",
            help="Write the tables that papers print, or references.",
            function=f"{_HERE}.commands:paper",
            after="figure",
        ),
    ),
    records={"paper": RecordKind(f"{_HERE}.output:PaperRecord", f"{_HERE}.output:paper_page")},
)
"""The declaration of this annex."""
