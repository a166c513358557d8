"""redteam: the cheapest ways to overturn each claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from countermove.assessment import Assessment
from countermove.brief import Brief
from countermove.case.frame import Frame, frame_of
from countermove.case.glossary import GameText, Glossary, game_text_of, glossary_of
from countermove.case.selection import BASE, Selection, pairs
from countermove.questions.redteam.found import BOUND, RedTeam, redteam
from countermove.stability import CONCEPTS

__all__ = ["RedTeamRecord", "redteam_case"]


@dataclass(frozen=True, slots=True)
class RedTeamRecord(Brief):
    """The attacks on each claim, in the base reading. ``games``: the words of the games in which wants are edited besides those
    of the claims, by claim and other answers."""

    frame: Frame
    glossary: Glossary
    found: RedTeam
    games: Mapping[tuple[str, tuple[tuple[str, str], ...]], GameText]


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
    return RedTeamRecord(frame, glossary_of(assessment), found, _games(assessment, found))


def _games(assessment: Assessment, found: RedTeam) -> dict[tuple[str, tuple[tuple[str, str], ...]], GameText]:
    """The games of attacks that edit wants in another reading."""
    games = {}
    for item in found.claims:
        claim = assessment.claims[item.claim]
        for answers in dict.fromkeys(attack.answers for attack in item.attacks if attack.answers and attack.edits):
            there = Selection(dict(answers), claim.in_, claim.under)
            games[item.claim, answers] = game_text_of(assessment, there, claim.with_)
    return games
