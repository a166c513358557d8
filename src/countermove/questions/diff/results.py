"""What comes out otherwise of two assessments beside their claims: answers, outcomes, the target, the base reading, concepts.

Both are in the names of the first, and each is judged under its own file's concepts, unless others are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countermove.analysis.checks import CheckedGame
from countermove.brief import Brief
from countermove.case.games import concepts_asked, game_of, games_of
from countermove.questions.answers.found import Answered, KeyAnswer, answers

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["OR", "Result", "results_of"]

OR = "; or "
"""What stands between two outcomes."""

Kind = Literal["concepts", "base reading", "answer", "outcomes", "target"]


@dataclass(frozen=True, slots=True)
class Result(Brief):
    """Something that comes out otherwise."""

    kind: Kind
    """What: the concepts, the base reading, the answer to a key question, the outcomes of the base reading under a concept, or where
    that leaves the target under the lead concept."""
    name: str
    """The open question, the key question or the concept; empty for the concepts and the target."""
    scenario: str | None
    """The scenario of an answer; null for the base."""
    before: str
    """As it is in the first case; of a key question that what happened changes, what is left since stands behind a semicolon; outcomes by their labels."""
    after: str
    """As it is in the second."""
    asks: str = ""
    """Of an answer, the key question in words."""


def results_of(first: Assessment, second: Assessment, concepts: Sequence[str] | None) -> Iterator[Result]:
    """What comes out otherwise in *second*, which has the names of *first*. ``concepts``: of both; those of each file where None."""
    before, after = concepts_asked(first, concepts), concepts_asked(second, concepts)
    if before != after:
        yield Result("concepts", "", None, ", ".join(before), ", ".join(after))
    for question, answer in first.base_reading.items():
        other = second.base_reading.get(question)
        if other is not None and other != answer:
            yield Result("base reading", question, None, answer, other)
    yield from _answers(first, second, before, after)
    for concept in before:
        if concept in after:
            old, new = _ends(first, concept), _ends(second, concept)
            if old != new:
                yield Result("outcomes", concept, None, old, new)
    if first.target is not None and second.target is not None:
        old, new = _target(first, before[0]), _target(second, after[0])
        if old != new:
            yield Result("target", "", None, old, new)


def _answers(
    first: Assessment, second: Assessment, before: tuple[str, ...], after: tuple[str, ...]
) -> Iterator[Result]:
    was, now = answers(first, concepts=before, bound=0), answers(second, concepts=after, bound=0)
    known = {(item.id, answer.scenario): (item, answer) for item in now.questions for answer in item.answers}
    for item in was.questions:
        for answer in item.answers:
            other = known.get((item.id, answer.scenario))
            if other is not None and _same(item, other[0], first, second):
                old, new = _told(answer), _told(other[1])
                if old != new:
                    yield Result("answer", item.id, answer.scenario, old, new, item.asks)


def _same(one: Answered, other: Answered, first: Assessment, second: Assessment) -> bool:
    """Whether two answers are to one question: files that ask none mean the same only where both have a target, or neither has."""
    if one.default != other.default:
        return False
    return not one.default or (first.target is None) == (second.target is None)


def _told(answer: KeyAnswer) -> str:
    since = answer.since
    if since is None or since.answer == answer.answer:
        return answer.answer
    return f"{answer.answer}; since: {since.answer}"


def _case(assessment: Assessment) -> CheckedGame:
    return CheckedGame(games=games_of(assessment), conflict=game_of(assessment))


def _ends(assessment: Assessment, concept: str) -> str:
    """The outcomes of the base reading by their labels; "" where there are none."""
    case = _case(assessment)
    structure = case.conflict.structure
    found = case.play.roads(case.start(), concept).outcomes
    return OR.join(sorted(structure.label(structure.code_of(cell)) for cell in found))


def _target(assessment: Assessment, concept: str) -> str:
    """The first that applies of what can be said of whether the target is reached."""
    case = _case(assessment)
    roads = case.play.roads(case.start(), concept)
    assert assessment.target is not None
    met = case.where(assessment.target)
    ends = [bool(met[cell]) for cell in roads.outcomes]
    if ends and all(ends):
        return "ends there"
    if any(ends):
        return "may end there"
    return "passes there" if any(met[cell] for cell in roads.reached) else "nobody goes there"
