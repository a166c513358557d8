"""The games of an assessment, shared by all questions about it so that nothing is computed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from countermove.analysis import Games

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["games_of"]

_kept: WeakKeyDictionary[Assessment, Games] = WeakKeyDictionary()


def games_of(assessment: Assessment) -> Games:
    """The one ``Games`` object of an assessment; it lives as long as the assessment does."""
    if assessment not in _kept:
        _kept[assessment] = Games(assessment.conflict().structure)
    return _kept[assessment]
