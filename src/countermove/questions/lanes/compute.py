"""lanes: every way out of the start of one game, what stops it, and what would follow if it were taken all the same
(``inquiry.ways``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from countermove.context.context import game_context
from countermove.inquiry.walk import MOST
from countermove.inquiry.ways import Lanes, Ways, terms_of
from gmcr.base.arguments import GivenNumber
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from gmcr import Conflict

__all__ = ["lanes"]


@task
def lanes(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    most: int = MOST,
) -> Task[Lanes]:
    """The ways out of the start of one game under one concept, the first of *concepts* (otherwise the file's lead
    concept). ``most``: the largest number of states examined for what follows. There is no partial result. Raises
    UnknownName, ModelError."""
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    concept = context.lead if concepts is None else context.concepts[0]
    yield Progress(0, 1)
    terms = {} if context.assessment is None else terms_of(context.assessment.vocabulary)
    return Ways(context.conflict, context.play, concept, terms, most, ranges=context.ranges).record
