"""Arguments and options that several commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

from countermove.catalogue import CASES, SELECTING
from countermove.catalogue.options import A_CONCEPT
from countermove.cli.completion import (
    complete_case,
    complete_concept,
    complete_game,
    complete_scenario,
    complete_view,
)

__all__ = [
    "AsJson",
    "AsOf",
    "Bound",
    "Case",
    "Cases",
    "Codings",
    "Concepts",
    "Force",
    "Full",
    "Game",
    "Readings",
    "Scenario",
    "Seed",
    "Settings",
    "View",
]

Game = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help=CASES["game"].help,
        autocompletion=complete_game,
    ),
]
Case = Annotated[
    str,
    typer.Argument(metavar="CASE", help=CASES["case"].help, autocompletion=complete_case),
]
First = Annotated[str, typer.Argument(metavar="A", help=CASES["first"].help, autocompletion=complete_case)]
Second = Annotated[
    str,
    typer.Argument(metavar="B", help=CASES["second"].help, autocompletion=complete_case),
]
Cases = Annotated[
    list[str],
    typer.Argument(metavar="CASE...", help=CASES["cases"].help, autocompletion=complete_case),
]
Codings = Annotated[
    list[str] | None,
    typer.Option(
        "--coding",
        metavar=SELECTING["coding"].form,
        help=SELECTING["coding"].help,
    ),
]
Readings = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        metavar=SELECTING["reading"].form,
        help=SELECTING["reading"].help,
    ),
]
Scenario = Annotated[
    str | None,
    typer.Option("--scenario", metavar="NAME", help=SELECTING["scenario"].help, autocompletion=complete_scenario),
]
View = Annotated[
    str | None,
    typer.Option("--view", metavar="NAME", help=SELECTING["view"].help, autocompletion=complete_view),
]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="The seed: the same one gives the same draws.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="Use what could be known on this day. Otherwise: everything."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar=SELECTING["drivers"].form, help=SELECTING["drivers"].help),
]
Concepts = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="NAME",
        help=f"{A_CONCEPT}; repeatable. Otherwise: those of the file.",
        autocompletion=complete_concept,
    ),
]
Bound = Annotated[int, typer.Option("--bound", min=1, max=6, help="Look for changes of at most this many edits.")]
Full = Annotated[
    bool,
    typer.Option("--full", help="Leave nothing out of a page of more than 60 lines; through a pager on a terminal."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (countermove schema --record NAME).")]

Force = Annotated[bool, typer.Option("--force", help="Overwrite a file of that name.")]
