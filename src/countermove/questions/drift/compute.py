"""drift: what comes first if nobody does anything?

The storyline of the selected game under the lead concept (``gmcr.storyline``): every order of crossings that rates allow, told by
its stops. A stop is a crossing after which somebody steps, an answer or a verdict of the file is another one (those of
``assess``, with the drivers just beyond and the file's own start), or nothing drifts any more (``verdicts.clocks``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from countermove.context.context import context_of
from countermove.verdicts.claims import ClaimVerdict
from countermove.verdicts.clocks.records import DriftMap
from countermove.verdicts.clocks.story import story_of
from countermove.verdicts.drawn import drawn_settings, drawn_verdict
from countermove.verdicts.observations import as_day
from gmcr.base.arguments import GivenNumber
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["DriftMap", "drift"]


@task
def drift(
    assessment: Assessment,
    *,
    stops: int = 6,
    as_of: date | str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] | None = None,
) -> Task[DriftMap]:
    """What comes first if nobody does anything, as drivers drift.

    *stops*: how many stops a branch is followed for. *as_of*: the day by which observations were known (everything if None).
    Steps are made under the first of *concepts*, and answers and verdicts are those under all of them. Raises UnknownName,
    CountermoveError for an invalid day; SizeError.
    """
    day = as_day(as_of)
    chosen = {"reading": reading, "scenario": scenario, "view": view, "drivers": drivers}
    context = context_of(assessment, "drift", concepts=concepts, as_of=day, **chosen)  # type: ignore[arg-type]
    story = yield from story_of.work(context, stops, day)
    drawn, settings = list[ClaimVerdict](), drawn_settings(context)
    for item in settings:
        yield Progress(len(drawn), len(settings), partial(replace, story, forecasts=tuple(drawn), complete=False))
        drawn.append(drawn_verdict(context, item))
    return replace(story, forecasts=tuple(drawn))
