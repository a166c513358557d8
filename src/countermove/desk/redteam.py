"""redteam: the cheapest ways to overturn each claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.desk.frame import Frame, frame_of
from countermove.desk.glossary import Glossary, glossary_of
from countermove.desk.selection import BASE, pairs
from countermove.questions.redteam import BOUND, RedTeam, redteam
from countermove.stability import CONCEPTS

__all__ = ["RedTeamRecord", "redteam_case"]


@dataclass(frozen=True, slots=True)
class RedTeamRecord(Brief):
    """The attacks on each claim, in the base reading."""

    frame: Frame
    glossary: Glossary
    found: RedTeam


def redteam_case(
    assessment: Assessment,
    *,
    claims: Sequence[str] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    bound: int = BOUND,
    costs: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> RedTeamRecord:
    """The cheapest attacks on *claims* (ids, all where None). ``costs``: texts ``NAME=NUMBER``. Raises CountermoveError."""
    found = redteam(
        assessment,
        claims=claims,
        concepts=concepts,
        bound=bound,
        costs=pairs(costs, "cost", "NAME=NUMBER"),
        progress=progress,
    )
    frame = frame_of(assessment, selection=BASE, concepts=found.concepts, bound=bound)
    return RedTeamRecord(frame, glossary_of(assessment), found)
