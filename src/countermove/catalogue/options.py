"""Options that several questions share."""

from __future__ import annotations

from countermove.extensions.declarations import Parameter
from gmcr.base.concepts import BASIC

__all__ = [
    "AS_OF",
    "A_CONCEPT",
    "BOUND",
    "CLAIMS",
    "CONCEPTS",
    "EVERY",
    "EVERY_CONCEPT",
    "LARGEST",
    "LEAD",
    "ONE_CONCEPT",
    "OWN_CLAIMS",
    "STATE",
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
EVERY = Parameter("every", "flag", "Leave nothing out.", flag="all", default=False, shown=True)
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

LARGEST = Parameter("largest", "whole", "Coalitions of at most this many members.", form="N", least=1)
