"""Overlays of questions, conclusions and answers that win over a call's selection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from countermove.assessment.schema import Claim, KeyQuestion, Overlay
from gmcr.base.record import Record

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["OverriddenDriver", "Overrides", "overrides_in"]

Place = Literal["answer", "scenario", "view", "claim", "question"]
Own = tuple[Place, str, str, Iterable[Overlay | None]]


@dataclass(frozen=True, slots=True)
class OverriddenDriver(Record):
    """A driver that is set, and has another ``value`` where an overlay counts: that of the scenario, view, claim or key
    question called ``name``, or of an ``answer`` to the open question of that name."""

    place: Place
    name: str
    answer: str
    driver: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Overrides(Record):
    """What wins over the selection: drivers, and whether anything has a scenario or a view of its own."""

    drivers: tuple[OverriddenDriver, ...] = ()
    games: tuple[Literal["scenario", "view"], ...] = ()


def overrides_in(assessment: Assessment, *, claims: Collection[str] | None = None) -> Overrides:
    """What wins over the selection in an assessment: for all its questions and claims, or for some *claims* alone."""
    chosen, document = assessment.selection, assessment.document
    questions = document.key_questions if claims is None else {}
    claimed = {name: claim for name, claim in document.claims.items() if claims is None or name in claims}
    scenarios = [claim.in_ for claim in claimed.values()]
    scenarios += _answered_beside(assessment) if claims is None else ()
    views = [claim.under for claim in claimed.values()]
    views += [view for question in questions.values() for view in _views(question)]
    others = [name for name in dict.fromkeys(scenarios) if name not in (None, chosen.scenario)]
    apart = [name for name in dict.fromkeys(views) if name not in (None, chosen.view)]
    games: list[Literal["scenario", "view"]] = []
    if chosen.scenario is not None and others:
        games.append("scenario")
    if chosen.view is not None and apart:
        games.append("view")
    own = [
        *_answers(assessment),
        *(("scenario", name, "", (document.scenarios[name],)) for name in others),
        *(("view", name, "", (document.views[name],)) for name in apart),
        *_claims(assessment, claimed),
        *_questions(assessment, questions),
    ]
    return Overrides(tuple(driver for item in own for driver in _drivers(assessment, *item)), tuple(games))


def _drivers(
    assessment: Assessment, place: Place, name: str, answer: str, overlays: Iterable[Overlay | None]
) -> Iterator[OverriddenDriver]:
    """The drivers to which overlays, later ones on top, give another value than the one that is set."""
    values = {driver: value for overlay in overlays if overlay is not None for driver, value in overlay.set.items()}
    for driver, value in values.items():
        if driver in assessment.selection.drivers and value != assessment.document.drivers[driver].now:
            yield OverriddenDriver(place, name, answer, driver, value)


def _answers(assessment: Assessment) -> Iterator[Own]:
    """The answers to open questions that are not selected."""
    for question, item in assessment.document.open.items():
        if question not in assessment.selection.reading:
            for answer, overlay in item.readings.items():
                yield "answer", question, answer, (overlay,)


def _claims(assessment: Assessment, claims: Mapping[str, Claim]) -> Iterator[Own]:
    """Claims with overlays of their own. A claim in the selected scenario or view applies it on top of what is set."""
    chosen, document = assessment.selection, assessment.document
    for name, claim in claims.items():
        scenario = document.scenarios[claim.in_] if claim.in_ is not None and claim.in_ == chosen.scenario else None
        view = document.views[claim.under] if claim.under is not None and claim.under == chosen.view else None
        yield "claim", name, "", (scenario, view, claim.with_)


def _questions(assessment: Assessment, questions: Mapping[str, KeyQuestion]) -> Iterator[Own]:
    """Key questions with overlays of their own."""
    chosen, document = assessment.selection, assessment.document
    for name, question in questions.items():
        again = chosen.view is not None and chosen.view in _views(question)
        yield "question", name, "", (document.views[chosen.view] if again and chosen.view else None, question.with_)


def _answered_beside(assessment: Assessment) -> Iterator[str]:
    """The scenarios in which key questions are answered beside the selected one."""
    document, chosen = assessment.document, assessment.selection.scenario
    for question in document.key_questions.values():
        yield from question.across if question.across is not None else () if chosen else document.scenarios
    if not document.key_questions and chosen is None:
        yield from document.scenarios


def _views(question: KeyQuestion) -> Iterator[str]:
    """The views that a key question and its answers have of their own."""
    for one in (question, question.answer_yes, question.answer_no):
        if one is not None and one.under is not None:
            yield one.under
