"""The games of an assessment, shared by all questions about it so that nothing is computed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from countermove.analysis import Games
from countermove.model import Conflict

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["game_of", "games_of"]


@dataclass(slots=True)
class _Kept:
    games: Games
    conflicts: dict[Any, Conflict] = field(default_factory=dict)


_kept: WeakKeyDictionary[Assessment, _Kept] = WeakKeyDictionary()


def games_of(assessment: Assessment) -> Games:
    """The one ``Games`` object of an assessment; it lives as long as the assessment does."""
    return _keeping(assessment).games


def game_of(
    assessment: Assessment,
    *,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
) -> Conflict:
    """``assessment.conflict``, each game made once: what is kept about a game is found by its identity."""
    known = _keeping(assessment).conflicts
    key = (tuple((reading or {}).items()), scenario, view)
    if key not in known:
        known[key] = assessment.conflict(reading=reading, scenario=scenario, view=view)
    return known[key]


def _keeping(assessment: Assessment) -> _Kept:
    if assessment not in _kept:
        _kept[assessment] = _Kept(Games(assessment.conflict().structure))
    return _kept[assessment]
