"""Whether something is reached, in one vocabulary, always with the concept: "it may end there with everybody looking
one step ahead (Nash)"."""

from __future__ import annotations

from collections.abc import Mapping

from countermove.inquiry.reach import Reach
from countermove.presentation.words import capital, under_words
from gmcr import CONCEPTS

__all__ = ["reach_clause", "reach_sentence"]


def reach_clause(reach: Reach) -> str:
    """The reach as a clause: "it ends there", "nobody goes there"."""
    return reach.value if reach is Reach.NOBODY else f"it {reach.value}"


def reach_sentence(where: str, reached: Mapping[str, Reach]) -> str:
    """How far the roads under each concept lead to *where* (a noun phrase: "talks", "a state in which …")."""
    groups: dict[Reach, list[str]] = {}
    for concept, reach in reached.items():
        groups.setdefault(reach, []).append(concept)
    if len(groups) == 1 and len(reached) == len(CONCEPTS):
        [reach] = groups
        text = f"{reach_clause(reach)} under {'any' if reach is Reach.NOBODY else 'every'} concept"
    else:
        text = "; ".join(f"{reach_clause(reach)} {under_words(names)}" for reach, names in groups.items())
    return f"{capital(where)}: {text}."
