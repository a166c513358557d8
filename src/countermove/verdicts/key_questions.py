"""The key questions of a file as settings in which they are judged: for each scenario the game of its yes and of its
no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from countermove.assessment.schema import Answering, KeyQuestion
from countermove.inquiry.checks import OutcomesCheck, PassesCheck, StableStart
from countermove.verdicts.settings import Setting, setting_of, setting_with
from gmcr.base.record import Record
from gmcr.logic import Formula, Not

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["DEFAULT", "KeyQuestionSides", "Need", "key_questions_of", "sides_in"]

DEFAULT = "K"
"""The id of the question of a file that asks none."""


@dataclass(frozen=True, eq=False)
class KeyQuestionSides(Record):
    """One key question. ``sides``: for the base (None), or each scenario, what has to be true for yes, and for no
    (None: that yes is false); ``named``: whether the file names the scenarios; ``acts``: the options that it names, by
    full name."""

    id: str
    asks: str
    sides: Mapping[str | None, tuple[Setting, Setting | None]]
    view: str | None = None
    default: bool = False
    named: bool = False
    acts: tuple[str, ...] = ()

    @property
    def about_edits(self) -> bool:
        """Whether it asks about changes of wants, so that no change of wants answers it."""
        every = (side for sides in self.sides.values() for side in sides if side is not None)
        return any(side.check.about_edits for side in every)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What has to hold wherever the answer is yes; empty if a yes says nothing of outcomes or roads."""
        yes, _ = next(iter(self.sides.values()))
        check = yes.check
        if isinstance(check, PassesCheck):
            return (Need(check.formula, not check.never, True),)
        if not isinstance(check, OutcomesCheck):
            return ()
        own = Need(check.formula, check.quantifier != "no", False)
        return (own, Need(Not(check.formula), False, False)) if check.quantifier == "every" else (own,)


class Need(NamedTuple):
    """Whether some outcome (``passing``: some state on the roads) satisfies a formula, as a yes needs it: true if it is
    ``wanted``, false otherwise."""

    formula: Formula
    wanted: bool
    passing: bool


def key_questions_of(assessment: Assessment) -> tuple[KeyQuestionSides, ...]:
    """The key questions, in file order; if the file has none, the one that it implies. The base is the selection:
    if that is a scenario, the others are answered beside it only if the question names them."""
    questions = assessment.document.key_questions
    if questions:
        return tuple(_question(assessment, name, question) for name, question in questions.items())
    return (_default(assessment, (None, *_beside(assessment))),)


def _beside(assessment: Assessment, across: Iterable[str] | None = None) -> tuple[str, ...]:
    """The scenarios that are answered beside the base."""
    chosen = assessment.selection.scenario
    if across is None:
        return tuple(assessment.scenarios) if chosen is None else ()
    return tuple(name for name in across if name != chosen)


def sides_in(assessment: Assessment, name: str, *, view: str | None) -> tuple[Setting, Setting | None] | None:
    """What has to be true for yes, and for no, of a key question of the file in some view (None: as selected); None if
    it, or a claim that it is derived from, has a view or a scenario of its own."""
    question = assessment.document.key_questions[name]
    sides = [side for side in (question.answer_yes, question.answer_no) if side is not None]
    claims = [assessment.claims[side.claim] for side in sides if side.claim is not None]
    if question.under or any(side.under for side in sides) or any(claim.in_ or claim.under for claim in claims):
        return None
    seen = question.model_copy(update={"under": view})
    yes = _side(assessment, name, seen, seen.answer_yes, None)
    return yes, None if seen.answer_no is None else _side(assessment, name, seen, seen.answer_no, None)


def _default(assessment: Assessment, scenarios: Iterable[str | None]) -> KeyQuestionSides:
    """With a target, whether it comes to that; without one, whether the status quo holds."""

    def side(check: OutcomesCheck | StableStart, scenario: str | None) -> Setting:
        return setting_with(assessment, DEFAULT, check, scenario=scenario)

    target = assessment.target
    sides: dict[str | None, tuple[Setting, Setting | None]] = {}
    for scenario in scenarios:
        if target is None:
            sides[scenario] = (side(StableStart(), scenario), None)
        else:
            sides[scenario] = (
                side(OutcomesCheck("every", target), scenario),
                side(OutcomesCheck("no", target), scenario),
            )
    return KeyQuestionSides(DEFAULT, "", sides, default=True)


def _question(assessment: Assessment, name: str, question: KeyQuestion) -> KeyQuestionSides:
    own = [
        assessment.claims[side.claim].in_
        for side in (question.answer_yes, question.answer_no)
        if side is not None and side.claim is not None
    ]
    only = next((scenario for scenario in own if scenario is not None), None)
    across = _beside(assessment, question.across)
    sides = {
        scenario: (
            _side(assessment, name, question, question.answer_yes, scenario),
            None if question.answer_no is None else _side(assessment, name, question, question.answer_no, scenario),
        )
        for scenario in ((None, *across) if only is None else (only,))
    }
    return KeyQuestionSides(
        name,
        question.asks,
        sides,
        view=question.under,
        named=question.across is not None,
        acts=_acts(assessment, question),
    )


def _acts(assessment: Assessment, question: KeyQuestion) -> tuple[str, ...]:
    """The options named by what makes the answer yes or no, or by the claims that do."""
    sides = [side for side in (question.answer_yes, question.answer_no) if side is not None]
    written = [repr(side) for side in sides]
    written += [repr(assessment.document.claims[side.claim]) for side in sides if side.claim is not None]
    named = set(re.findall(r"[^\W\d]\w*\.\w+", " ".join(written)))
    return tuple(act for act in assessment.names.options if act in named)


def _side(
    assessment: Assessment, name: str, question: KeyQuestion, answering: Answering, scenario: str | None
) -> Setting:
    view, overlay = answering.under or question.under, answering.with_ or question.with_
    if answering.claim is not None:
        claim = setting_of(assessment, answering.claim)
        name, check, view, overlay = answering.claim, claim.check, view or claim.view, overlay or claim.with_
    else:
        assert answering.check is not None
        check = answering.check.compiled(assessment)
    return setting_with(assessment, name, check, scenario=scenario, view=view, with_=overlay)
