"""The subjects that are judged in games with uncertain premises.

A *subject* is something that holds, does not hold, or is undefined in a draw: that the start is stable, for all or for
one actor, or a claim, in its own scenario and view and with its own overlay (drivers set by hand come last); that the
answer to a key question stays what it is. Its *premises* are the wants of its game (and of the games that actors see,
if the check asks for them); a premise is true or false in all of these at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countermove.context.games import games_of
from countermove.inquiry.checks import CheckedGame, ContentCheck, GameCheck, StableStart
from countermove.questions.robust.persistence import staying
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.premises import UncertainWant, premises_of
from countermove.verdicts.settings import Setting, setting_of
from gmcr.base.summary import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment, Calculus

__all__ = ["Plan", "Subject", "subjects_of"]


@dataclass(frozen=True, slots=True)
class Plan(Record):
    """What to sample, as plain data. ``claims``, ``questions``: ids."""

    claims: tuple[str, ...]
    questions: tuple[str, ...]
    concepts: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Subject(Record):
    """``kind``: "start", "content" (``name``: the actor), "answer" (that to the key question of this id stays) or
    "claim" (its id). ``premises``: of its games."""

    kind: Literal["start", "content", "answer", "claim"]
    name: str
    check: GameCheck
    case: CheckedGame
    premises: tuple[UncertainWant, ...]


def subjects_of(assessment: Assessment, plan: Plan) -> tuple[Subject, ...]:
    """The start, each actor's stability there, the answers, and the claims."""
    calculus = assessment.calculus()
    case = CheckedGame(
        games=games_of(assessment),
        conflict=assessment.game(calculus),
        target=assessment.target,
        ranges=assessment.ranges,
        lead=assessment.lead,
    )
    premises = premises_of(assessment, calculus)
    subjects = [Subject("start", "", StableStart(), case, premises)]
    subjects += [Subject("content", actor, ContentCheck(actor), case, premises) for actor in assessment.actors]
    for question in key_questions_of(assessment):
        if question.id in plan.questions:
            sides = [side for side in next(iter(question.sides.values())) if side is not None]
            judged = [(side.check, side.case()) for side in sides]
            check = staying(judged[0], judged[1] if len(judged) > 1 else None, plan.concepts)
            own = premises_of(assessment, *(calculus for side in sides for calculus in _calculi(side)))
            subjects.append(Subject("answer", question.id, check, judged[0][1], own))
    for name in plan.claims:
        setting = setting_of(assessment, name)
        own = premises_of(assessment, *_calculi(setting))
        subjects.append(Subject("claim", name, setting.check, setting.case(), own))
    return tuple(subjects)


def _calculi(setting: Setting) -> list[Calculus]:
    """The calculi of the games in which something is judged."""
    assessment, author = setting.assessment, setting.assessment.of_the_author
    seen = [(assessment, setting.view)]
    if (held := setting.check.views) is not None:  # whoever is not listed sees the author's model
        seen += [(assessment, held[actor]) if actor in held else (author, None) for actor in assessment.actors]
    return [of.calculus(scenario=setting.scenario, view=view, with_=setting.with_) for of, view in seen]
