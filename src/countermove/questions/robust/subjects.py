"""What is asked of games with uncertain premises.

A *subject* is something that holds, does not hold, or is undefined in a draw: that the start is stable, for all or for
one actor, or a claim, in its own scenario and view and with its own overlay (drivers set by hand come last). Its *premises*
are the wants of its game (and of the games that actors see, where the check asks for them); a premise is true or false at
once in all of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from countermove.analysis.checks import Case, Check, Content, StableStart
from countermove.brief import Brief
from countermove.case.games import games_of
from countermove.questions.check.settings import setting_of
from countermove.questions.robust.premises import Premise, premises_of

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Plan", "Subject", "subjects_of"]


@dataclass(frozen=True, slots=True)
class Plan(Brief):
    """What is to be sampled; plain data. ``claims``: ids."""

    reading: Mapping[str, str]
    scenario: str | None
    view: str | None
    drivers: Mapping[str, Any]
    claims: tuple[str, ...]
    concepts: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Subject(Brief):
    """``kind``: "start", "content" (``name``: the actor) or "claim" (its id). ``premises``: of its games."""

    kind: Literal["start", "content", "claim"]
    name: str
    check: Check
    case: Case
    premises: tuple[Premise, ...]


def subjects_of(assessment: Assessment, plan: Plan) -> tuple[Subject, ...]:
    """The start, each actor's content with it, and the claims."""
    chosen: dict[str, Any] = {
        "reading": plan.reading,
        "scenario": plan.scenario,
        "view": plan.view,
        "drivers": plan.drivers,
    }
    calculus = assessment.calculus(**chosen)
    case = Case(
        games=games_of(assessment),
        conflict=assessment.game(calculus),
        target=assessment.target,
        ranges=assessment.ranges,
        lead=assessment.lead,
    )
    premises = premises_of(assessment, calculus)
    by_hand = {name: calculus.drivers[name] for name in plan.drivers}
    found = [Subject("start", "", StableStart(), case, premises)]
    found += [Subject("content", actor, Content(actor), case, premises) for actor in assessment.actors]
    for name in plan.claims:
        setting = setting_of(assessment, name)
        views = [setting.view]
        if (held := setting.check.views) is not None:
            views += [held.get(actor) for actor in assessment.actors]
        calculi = [
            assessment.calculus(
                reading=plan.reading, scenario=setting.scenario, view=view, with_=assessment.claims[name].with_
            )
            for view in views
        ]
        judged = setting.case(plan.reading).at(by_hand)
        found.append(Subject("claim", name, setting.check, judged, premises_of(assessment, *calculi)))
    return tuple(found)
