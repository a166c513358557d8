"""responsibility: who is responsible for the target's state, in the author's model and in each view; and blame
(``verdicts.responsibility``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from countermove.context.context import game_context
from countermove.verdicts.responsibility import Responsibility, degrees
from gmcr import Conflict, MinimalChanges
from gmcr.base.arguments import GivenNumber
from gmcr.base.errors import ModelError
from gmcr.base.tasks import Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["responsibility"]


@task
def responsibility(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    concept: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    bound: int = MinimalChanges.BOUND,
    over_readings: bool | Literal["few"] = True,
    weights: Mapping[str, GivenNumber] | None = None,
) -> Task[Responsibility]:
    """Who is responsible, in whose eyes, and who is to blame over all readings that agree with *reading*.

    *to*: a formula, what is to be answered for (default: the assessment's target); *concept*: whose roads and equilibria
    count (default: the lead concept). A bare conflict is one game, seen by all alike: it takes *to*, *concept* and
    ``bound``. ``drivers`` are set by hand, in every view. With a *view* only in those eyes. ``over_readings=False``
    examines one reading only, and "few" all of them unless there are more than ``FEW``. ``weights``: of views by name
    (the author's model: ``author``), and of answers as ``QUESTION.ANSWER``, multiplied over the questions; anything not
    named weighs 1. Counts games; there is no result before the author's model is done. Raises ModelError (no target, a
    weight below 0, all weights 0), UnknownName.
    """
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    if context.assessment is None and weights:
        raise ModelError("A conflict has no readings or views to weigh: leave the weights out.")
    if context.assessment is not None and to is None and context.target is None:
        raise ModelError(
            "The assessment has no `target`, so there is nothing to be responsible for: give it one.", argument="to"
        )
    return (
        yield from degrees.work(
            context, to=to, concept=concept, bound=bound, over_readings=over_readings, weights=weights
        )
    )
