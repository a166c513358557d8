"""Declarations of the parameters that name cases, and that select a game of one."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.extensions.declarations import Parameter

__all__ = ["CASES", "SELECTING"]

CASES: Mapping[str, Parameter] = {
    "case": Parameter("case", "text", "A file, or the name of a bundled case.", form="CASE", needed=True),
    "game": Parameter("case", "text", "A file, or the name of a bundled case or conflict.", form="CASE", needed=True),
    "first": Parameter("first", "text", "The first case: a file or a bundled one.", form="A", needed=True),
    "second": Parameter("second", "text", "The second: a later version, or another author's.", form="B", needed=True),
    "cases": Parameter("cases", "texts", "Files, or names of bundled cases.", form="CASE...", needed=True),
    "files": Parameter("files", "texts", "Files, or names of bundled cases.", form="FILE...", needed=True),
}
"""What a question is put to: a case (or a game, as conflicts are too), two of them, several, or files."""

SELECTING: Mapping[str, Parameter] = {
    "reading": Parameter(
        "reading",
        "pairs",
        "Answer an open question; repeatable.",
        form="QUESTION=ANSWER",
    ),
    "scenario": Parameter("scenario", "text", "Suppose this scenario.", form="NAME"),
    "view": Parameter("view", "text", "See the game as in this view.", form="NAME"),
    "drivers": Parameter(
        "drivers", "pairs", "Put a driver at this value; repeatable.", form="DRIVER=NUMBER", flag="set"
    ),
}
"""Part of a game → the parameter that selects it."""
