"""change: the smallest changes of wants that bring something about, or end it where it already holds
(``verdicts.changes``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from countermove.context.context import game_context
from countermove.verdicts.changes import Changes, changes_of
from gmcr import Conflict, MinimalChanges
from gmcr.base.arguments import GivenNumber
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.base.tasks import Task, one_after_another, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Change", "change", "changes_in"]


@dataclass(frozen=True, slots=True)
class Change(Record):
    """What would have to change in somebody's mind."""

    by_concept: Annotated[tuple[Changes, ...], Key("concepts")]
    """One answer for each concept."""
    left_out: tuple[str, ...]
    """Concepts that an interrupt left unanswered."""
    bound: Annotated[int, INTERNAL]
    """The largest number of edits in a set."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for the states in question."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that are answered."""
        return tuple(item.concept for item in self.by_concept)

    @property
    def complete(self) -> bool:
        """Whether the computation ran to its end."""
        return not (self.left_out or any(item.interrupted for item in self.by_concept))

    def gist(self) -> str:
        """One line for each concept."""
        return "; ".join(item.gist() for item in self.by_concept)


@task
def change(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    hold: int | str | None = None,
    break_: bool = False,
    concepts: str | Sequence[str] | None = None,
    bound: int = MinimalChanges.BOUND,
    stress: bool = False,
    costs: Mapping[str, GivenNumber] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
) -> Task[Change]:
    """Minimal changes in a conflict, or in one game of an assessment, under each of some concepts (the lead concept if
    none is named): see ``changes_in``, also for what it raises."""
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict, names = context.conflict, (context.lead,) if concepts is None else context.concepts
    state = conflict.start if hold is None else conflict.code(hold)

    def joined(changes: tuple[Changes, ...]) -> Change:
        mentioned = {state}.union(*(one.codes for item in changes for one in item.led))
        return Change(changes, names[len(changes) :], bound, {code: conflict.label(code) for code in sorted(mentioned)})

    ask = partial(
        changes_of.work,
        context,
        to=to,
        hold=hold,
        break_=break_,
        bound=bound,
        stress=stress,
        costs=costs,
    )
    return (yield from one_after_another([partial(ask, concept=name) for name in names], joined))


@task
def changes_in(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    hold: int | str | None = None,
    break_: bool = False,
    concept: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    bound: int = MinimalChanges.BOUND,
    stress: bool = False,
    costs: Mapping[str, GivenNumber] | None = None,
) -> Task[Changes]:
    """Minimal changes in a conflict, or in one game of an assessment, under one concept (default: the lead concept).

    One of *to* (a formula; default: the assessment's target), *hold* (a state) and *break_* sets the goal. ``stress``
    tries negated wants too, a stress test that gives absurd results where wants are conditional. For ``costs`` see
    ``verdicts.costs``. Counts the sizes of sets. Raises ModelError (two goals, no target, nobody with wants to change,
    a target that nothing can satisfy, an infeasible state, a cost that is not positive), FormulaError, UnknownName,
    SizeError, and MissingExtra (only for *hold* and *break_* with more edits than can be listed).
    """
    context = game_context(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    ask = partial(changes_of.work, context, to=to, hold=hold, break_=break_, concept=concept)
    return (yield from ask(bound=bound, stress=stress, costs=costs))
