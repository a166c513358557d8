"""lanes: every way out of the start of one game, what stops it, and what would follow if it was taken all the same (``inquiry.ways``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from countermove.case.games import chosen_game, games_of, lead_of
from countermove.inquiry.walk import MOST
from countermove.inquiry.ways import Lanes, Ways, terms_of
from gmcr import Conflict
from gmcr.base.given import names_given
from gmcr.base.given_numbers import GivenNumber
from gmcr.base.work import Done, Work, counted
from gmcr.stability import concepts_named

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["lanes"]


@counted
def lanes(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    most: int = MOST,
) -> Work[Lanes]:
    """The ways out of the start of one game under one concept, the first of *concepts* (otherwise the file's lead concept). ``most``:
    states that are gone through for what follows. Nothing is known before all of it is. Raises UnknownName, ModelError."""
    names = (lead_of(of),) if concepts is None else names_given(concepts, "concepts")
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    play = games_of(of).play_of(conflict)
    yield Done(0, 1)
    terms = {} if isinstance(of, Conflict) else terms_of(of.vocabulary)
    ranges = {} if isinstance(of, Conflict) else of.ranges
    return Ways(conflict, play, concepts_named(names)[0].name, terms, most, ranges=ranges).record
