"""suspicions: the rules of lint that need the games solved.

* *restates*: a claim that a single want alone already makes what it is: the conclusion repeats a premise;
* *by-definition*: a claim about outcomes or roads whose formula has one value in every state that any moves at all lead
  to from its start: it is true (or false) by what its terms mean and what can be done, whatever anybody wants;
* *unsaid-number*: a number marked ``unsaid`` on which a verdict turns: at other values within its range, all else as in
  the base reading, the claim comes out differently under some concept.

Same record as the other rules of lint (``errors.Problem``, severity "warning").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from countermove.analysis.checks import CONCEPT_FREE, Outcomes, Passes
from countermove.analysis.lanes import reachable
from countermove.errors import Problem, SizeError
from countermove.questions.check.found import ClaimVerdict, check
from countermove.questions.check.settings import Setting, setting_of
from countermove.questions.tipping.watched import Watched
from countermove.stability import CONCEPTS

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["SUSPICIONS", "suspicions"]

SUSPICIONS = {
    "restates": "A claim that one want alone makes what it is: the conclusion repeats a premise.",
    "by-definition": "A claim that its terms and moves settle whatever anybody wants.",
    "unsaid-number": "A number that the source does not give and on which a verdict turns.",
}
"""Code → one line of explanation."""


def suspicions(assessment: Assessment, *, verdicts: Sequence[ClaimVerdict] | None = None) -> tuple[Problem, ...]:
    """All findings of these rules, by claim in file order. ``verdicts``: of all claims, where known already."""
    known = {item.id: item for item in (check(assessment) if verdicts is None else verdicts)}
    settings = [setting_of(assessment, name) for name in assessment.claims]
    found = []
    for item in settings:
        verdict = known.get(item.id)
        if verdict is not None and verdict.restated:
            *more, last = verdict.restated
            wants = f"{', '.join(more)} or {last}" if more else last
            verb = "restates" if verdict.affirmed else "contradicts"
            text = f"{item.id} {verb} {wants}: that alone gives the claim its value."
            found.append(_problem(assessment, item, "restates", text))
        value = _by_definition(item)
        if value is not None:
            word = "true" if value else "false"
            text = (
                f"{item.id} is {word} by definition: in every state that any moves lead to, its formula has one value."
            )
            found.append(_problem(assessment, item, "by-definition", text))
    found += _unsaid_numbers(assessment, settings)
    return tuple(found)


def _problem(assessment: Assessment, item: Setting, code: str, message: str) -> Problem:
    place = assessment.positions.key(("claims", item.id))
    return Problem(assessment.file, place.line, place.column, "warning", code, message)


def _by_definition(item: Setting) -> bool | None:
    """The claim's value if its formula is constant over all that moves of any actors lead to from its start."""
    check_ = item.check
    if not isinstance(check_, (Outcomes, Passes)):
        return None
    case = item.base
    met = case.where(check_.formula)[reachable(case.conflict.structure, case.start(check_.after))]
    if met.all() == met.any():
        always = bool(met.all())
        if isinstance(check_, Passes):
            return always != check_.never
        return always == (check_.quantifier != "no")
    return None


def _unsaid_numbers(assessment: Assessment, settings: Sequence[Setting]) -> Iterator[Problem]:
    for name, driver in assessment.document.drivers.items():
        if not driver.unsaid:
            continue
        turning = [item.id for item in settings if _turns_on_number(assessment, item, name)]
        if turning:
            place = assessment.positions.key(("drivers", name))
            text = (
                f"{name} is a number that the source does not give, and verdicts turn on it ({', '.join(turning)}): "
                "give it a source, or make it an open question."
            )
            yield Problem(assessment.file, place.line, place.column, "warning", "unsaid-number", text)


def _turns_on_number(assessment: Assessment, item: Setting, name: str) -> bool:
    concepts = CONCEPTS[:1] if isinstance(item.check, CONCEPT_FREE) else CONCEPTS
    watched = Watched("claim", item.id, item.base, item, concepts)
    try:
        forms = watched.forms((name,))
    except SizeError:  # too many to look at: nothing is said
        return False
    points = item.base.games.points(forms, {name: assessment.ranges[name]})
    now, *elsewhere = watched.answers([watched.now, *points])
    return any(answer != now for answer in elsewhere)
