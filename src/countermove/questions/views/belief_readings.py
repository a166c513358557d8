"""belief_readings: each belief in every reading, and whether anything tests it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["BeliefOverReadings", "Tested", "over_readings_of"]

Tested = Mapping[tuple[str, str, str], Sequence[int]]
"""The beliefs of one reading, as (view, actor, want) → by concept 1 if nothing tests it, 0 if something does."""


@dataclass(frozen=True, slots=True, eq=False)
class BeliefOverReadings(Record):
    """A belief in every reading."""

    view: str
    """The view."""
    actor: str
    """The actor that it is about."""
    want: str
    """The want."""
    values: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    """One row a reading, one value a concept: 1 self-confirming, 0 put to the test, -1 no difference there."""


def over_readings_of(
    assessment: Assessment, concepts: Sequence[str], readings: Sequence[Tested]
) -> tuple[BeliefOverReadings, ...]:
    """The values over some readings, by belief: by view and want in file order."""
    none = [-1] * len(concepts)
    wants = {want: place for place, want in enumerate(assessment.names.wants)}
    views = list(assessment.views)
    beliefs = sorted({key for own in readings for key in own}, key=lambda key: (views.index(key[0]), wants[key[2]]))
    return tuple(
        BeliefOverReadings(*key, np.array([own.get(key, none) for own in readings], dtype=np.int8)) for key in beliefs
    )
