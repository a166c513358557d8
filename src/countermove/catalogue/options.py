"""Options that several questions share.

Declarations of the parameters that name cases, and that select a game of one.
"""

from __future__ import annotations

from collections.abc import Mapping

from countermove.extensions.hooks import Parameter
from gmcr.base.concepts import BASIC

__all__ = [
    "AS_OF",
    "A_CONCEPT",
    "BOUND",
    "CASES",
    "CLAIMS",
    "CONCEPTS",
    "EVERY",
    "EVERY_CONCEPT",
    "LARGEST",
    "LEAD",
    "ONE_CONCEPT",
    "OWN_CLAIMS",
    "SELECTING",
    "STATE",
    "STRONG",
    "TYPE",
]


A_CONCEPT = f"A stability concept: {', '.join(BASIC[:-1])} or {BASIC[-1]}"
"""How help begins where concepts are asked for."""

AS_OF = Parameter(
    "as_of",
    "text",
    "Use what could be known on this day, as in 2022-03-24. Otherwise: everything.",
    form="DAY",
    flag="as-of",
)
BOUND = Parameter("bound", "whole", "Look for changes of at most this many edits.", default=3, least=1, most=6)
EVERY = Parameter("every", "flag", "Leave nothing out.", flag="full", default=False, shown=True)
CONCEPTS = Parameter(
    "concepts",
    "concepts",
    f"{A_CONCEPT}; repeatable. Otherwise: those of the file, or all.",
    form="NAME",
    flag="concept",
)
CLAIMS = Parameter("claims", "claims", "Only this claim; repeatable. Otherwise: all.", form="NAME", flag="claim")
OWN_CLAIMS = Parameter(
    "claims",
    "claims",
    "This claim; repeatable. Otherwise: the author's claims.",
    form="NAME",
    flag="claim",
)

ONE_CONCEPT = Parameter(
    "concepts",
    "concepts",
    f"{A_CONCEPT}; repeatable. Otherwise: nash.",
    form="NAME",
    flag="concept",
)

EVERY_CONCEPT = Parameter(
    "concepts",
    "concepts",
    f"{A_CONCEPT}; repeatable. Otherwise: all.",
    form="NAME",
    flag="concept",
)

LEAD = Parameter(
    "concepts",
    "concepts",
    f"{A_CONCEPT}; repeatable. Otherwise: the file's lead concept, which is nash where it says nothing.",
    form="NAME",
    flag="concept",
)

STATE = Parameter(
    "state",
    "state",
    "start, a code, the options that are on, as in us.engage,dprk.talk, or in graph form a label.",
    form="STATE",
    place=True,
    needed=True,
)

STRONG = Parameter(
    "strongly",
    "flag",
    "Count only sanctions that are greatly worse, where wants are of `strength: great`.",
    flag="strong",
    default=False,
)

TYPE = Parameter(
    "type",
    "text",
    "Actors with unknown wants are of this type: a, b, c or d. Otherwise: each.",
    form="TYPE",
)

LARGEST = Parameter("largest", "whole", "Coalitions of at most this many members.", form="N", least=1)


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
    "coding": Parameter(
        "coding",
        "pairs",
        "Take this choice of an alternative; repeatable.",
        form="CHOICE=CODING",
    ),
    "reading": Parameter(
        "reading",
        "pairs",
        "Answer an open question; repeatable.",
        form="QUESTION=ANSWER",
    ),
    "scenario": Parameter("scenario", "text", "Suppose this scenario.", form="NAME"),
    "view": Parameter("view", "text", "See it as in this view.", form="NAME"),
    "drivers": Parameter("drivers", "pairs", "Set a driver; repeatable.", form="DRIVER=NUMBER", flag="set"),
}
"""Part of a game → the parameter that selects it."""
