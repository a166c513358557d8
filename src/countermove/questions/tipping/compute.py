"""tipping: where drivers tip what follows: the driver space cut exactly into cells, each with one answer
(``verdicts.tipping``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from countermove.context.context import context_of
from countermove.verdicts.tipping.tips import MOST, Tipping, tips_of, varied
from gmcr.base.arguments import GivenNumber
from gmcr.base.tasks import Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["tipping"]


@task
def tipping(
    assessment: Assessment,
    vary: Sequence[str] = (),
    *,
    claims: Iterable[str] | None = None,
    concepts: Sequence[str] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    most: int = MOST,
) -> Task[Tipping]:
    """Where the drivers of *vary* (one, two, or all if empty) tip what follows, in one reading.

    ``scenario`` and ``view`` select the game of start, outcomes and target; *claims* (ids; the author's if None) have
    their own. Counts the things that can tip. Raises UnknownName, ModelError, CountermoveError (no drivers, one named
    twice, more than two), SizeError (more cells of one or two drivers than can be examined).
    """
    context = context_of(
        assessment, "tipping", concepts=concepts, reading=reading, scenario=scenario, view=view, drivers=drivers
    )
    return (yield from tips_of.work(context, varied(context.assessment, vary), claims, most))
