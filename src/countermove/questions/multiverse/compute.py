"""multiverse: would another coder have got another answer?

*Codings* (``Assessment.coded``): every answer and verdict is asked in all its cells in every combination of the choices that
the file names under ``alternatives``, or in a seeded sample that has the file's own among it. What a coding does not have is
not asked there. An answer *turns on* the smallest sets of choices under which it is the same in all codings
(``verdicts.turning_points``, with alternative = choice as equations).

*Mechanical variants* (``assessment.variants``) are asked one at a time, from the file as it stands; those that it defends
are not. A premise is *untouched* if no variant that changes it changes an answer.

A number of codings says how much depends on whoever wrote the file; it is no likelihood.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING, TypeVar

from countermove.assessment.schema import AS_IS
from countermove.assessment.variants import Variant, variants_of
from countermove.context.context import Context, context_of
from countermove.presentation.phrases import Phrasing
from countermove.questions.multiverse.probes import probe_text
from countermove.questions.multiverse.records import (
    Alternative,
    AnswerAcross,
    ChangedAnswer,
    ChangedVerdict,
    ClaimAcross,
    CodedAnswer,
    CodedClaim,
    Coding,
    Multiverse,
    Probe,
    SameWhere,
)
from countermove.questions.multiverse.turning import Choices, alternatives_of, same_where
from countermove.verdicts.answers.compute import Word, word_of
from countermove.verdicts.conclusions import Conclusions, Place, conclusions_of
from countermove.verdicts.evaluation import compile_pushes, forget
from countermove.verdicts.sides import Values
from countermove.verdicts.values import Verdict, verdict_of
from gmcr.base.arguments import RNG, as_names, as_seed
from gmcr.base.errors import AssessmentError, CountermoveError, ModelError, UnknownName
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MOST", "Multiverse", "multiverse"]

MOST = 512
"""The largest number of codings that are all asked."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@task
def multiverse(
    assessment: Assessment,
    *,
    only: str | Iterable[str] | None = None,
    mechanical: bool = False,
    rng: RNG = 0,
    concepts: str | Sequence[str] | None = None,
) -> Task[Multiverse]:
    """What would have followed had the file been coded in another way, under *concepts* (those of the file by default).

    *only*: the alternatives that are varied ("engage,order", or names); the others stay as the file has them.
    *mechanical*: also ask the mechanical variants, as is done where the file has no alternatives. *rng*: the seed of the
    sample, if there are more than 512 codings, or a NumPy ``Generator`` or ``SeedSequence`` that one is drawn from (None: any). Counts codings, then variants. Raises UnknownName.
    """
    context = context_of(assessment, "multiverse", concepts=concepts)
    as_is = dict.fromkeys(context.assessment.document.alternatives, AS_IS)
    context = replace(context, assessment=context.assessment.coded(as_is))
    alternatives = _alternatives(assessment, only)
    return (yield from _Search(context, alternatives, mechanical or not alternatives, as_seed(rng)).work())


def _alternatives(assessment: Assessment, only: str | Iterable[str] | None) -> tuple[Alternative, ...]:
    every = {item.id: item for item in alternatives_of(assessment)}
    if only is None:
        return tuple(every.values())
    names = as_names([part.strip() for part in only.split(",")] if isinstance(only, str) else only, "only")
    for name in names:
        if name not in every:
            raise UnknownName("alternative", name, every)
    return tuple(item for name, item in every.items() if name in names)


class _Search:
    """The computation and its results."""

    def __init__(self, context: Context, alternatives: tuple[Alternative, ...], mechanical: bool, seed: int) -> None:
        self.context, self.alternatives = context, alternatives
        self.assessment, self.concepts = context.assessment, context.concepts
        self.possible = prod(len(item.choices) for item in alternatives)
        self.seed = seed if self.possible > MOST else None
        self.drawn = tuple(self._drawn(seed))
        self.base = conclusions_of(self.assessment, self.concepts)
        self.own = _Told(self.base)
        self.codings: list[Coding] = []
        self.variants = variants_of(self.assessment) if mechanical else None
        self.phrasing = Phrasing(context.glossary)
        self.probes: list[Probe] = []

    def work(self) -> Task[Multiverse]:
        """Go through codings, then through variants."""
        every = len(self.drawn) + len(self.variants or ())
        for choices in self.drawn:
            yield Progress(len(self.codings), every, self.record if self.codings else None)
            self.codings.append(self._coding(choices))
        pushed = self._pushed()
        for variant in self.variants or ():
            yield Progress(len(self.codings) + len(self.probes), every, self.record)
            self.probes.append(self._probe(variant, pushed.get(variant)))
        return self.record(complete=True)

    # -- codings ---------------------------------------------------------------------------------------------------

    def _drawn(self, seed: int) -> Iterator[Choices]:
        """The codings to be asked, in the order of the choices: all, or a sample with the file's own among it."""
        sizes = [len(item.choices) for item in self.alternatives]
        places: Iterable[tuple[int, ...]] = product(*map(range, sizes))
        if self.possible > MOST:
            generator = random.Random(seed)  # noqa: S311  # no secret
            sample = {tuple(0 for _ in sizes)}
            while len(sample) < MOST:
                sample.add(tuple(generator.randrange(size) for size in sizes))
            places = sorted(sample)
        for own in places:
            pairs = zip(self.alternatives, own, strict=True)
            yield tuple((item.id, item.choices[place].name) for item, place in pairs)

    def _coding(self, choices: Choices) -> Coding:
        made = {name: choice for name, choice in choices if choice != AS_IS}
        if not made:
            return self._asked(choices, self.base, ())
        try:
            assessment = self.assessment.coded(made)
            found = self._found(assessment)
        except (AssessmentError, ModelError) as error:
            return Coding(choices, False, (), (), (), _why(error))
        forget(assessment)
        lost = tuple(f"{item.kind} {item.name}" for item in assessment.lost)
        return self._asked(choices, found, lost)

    def _asked(self, choices: Choices, found: Conclusions, lost: tuple[str, ...]) -> Coding:
        answers = [_answer_in(place, found.answers.get(place, _ABSENT)) for place in self.base.answers]
        claims = [_claim_in(name, found.claims.get(name, _ABSENT)) for name in self.base.claims]
        return Coding(choices, found is self.base, tuple(answers), tuple(claims), lost)

    # -- variants --------------------------------------------------------------------------------------------------

    def _pushed(self) -> dict[Variant, Assessment]:
        """The variants that are pushes. The words of all of them are compiled at once."""
        asked = [item for item in self.variants or () if item.name not in self.assessment.document.defended]
        pushed = {item: item.make() for item in asked if item.pushed}
        compile_pushes(tuple(pushed.values()))
        return pushed

    def _probe(self, variant: Variant, pushed: Assessment | None) -> Probe:
        defended = self.assessment.document.defended.get(variant.name)
        says = probe_text(variant, self.phrasing, self.assessment)
        if defended is not None:
            return Probe(variant.name, says, variant.names, defended, None, (), (), 0, ())
        try:
            assessment = variant.make() if pushed is None else pushed
            found = self._found(assessment)
        except (AssessmentError, ModelError) as error:
            return Probe(variant.name, says, variant.names, None, _why(error), (), (), 0, ())
        if pushed is None:
            forget(assessment)
        told = _Told(found)
        answers: list[tuple[Place, Word, Word]] = list(_changed(self.own.answers, told.answers))
        verdicts: list[tuple[str, Verdict, Verdict]] = list(_changed(self.own.claims, told.claims))
        return Probe(
            variant.name,
            says,
            variant.names,
            None,
            None,
            tuple(ChangedAnswer(*place, before, after) for place, before, after in answers),
            tuple(ChangedVerdict(name, before, after) for name, before, after in verdicts),
            _cells(self.base.answers, found.answers) + _cells(self.base.claims, found.claims),
            tuple(_missing(self.own, told)),
        )

    def _found(self, assessment: Assessment) -> Conclusions:
        """The conclusions of a coding or a variant. Without its key questions, or the target, a file asks another question:
        that is not asked."""
        found = conclusions_of(assessment, self.concepts)
        asks, asked = assessment.document, self.assessment.document
        same = bool(asks.key_questions) == bool(asked.key_questions) and (asks.target is None) == (asked.target is None)
        return found if asks.key_questions or same else replace(found, answers={})

    # -- the record ------------------------------------------------------------------------------------------------

    def record(self, *, complete: bool = False) -> Multiverse:
        """The results so far."""
        return Multiverse(
            alternatives=self.alternatives,
            concepts=self.concepts,
            possible=self.possible,
            seed=self.seed,
            codings=tuple(self.codings),
            answers=tuple(self._answer_across(column, place) for column, place in enumerate(self.own.answers)),
            claims=tuple(self._claim_across(column, name) for column, name in enumerate(self.own.claims)),
            probes=None if self.variants is None else tuple(self.probes),
            untouched=self._untouched(),
            complete=complete,
        )

    def _answer_across(self, column: int, place: Place) -> AnswerAcross:
        words = [None if item.refused is not None else item.answers[column].answer for item in self.codings]
        own = self.own.answers[place]
        return AnswerAcross(*place, own, _counts(words, own), len(_known(words)), self._turns_on(words))

    def _claim_across(self, column: int, name: str) -> ClaimAcross:
        verdicts = [None if item.refused is not None else item.claims[column].verdict for item in self.codings]
        own = self.own.claims[name]
        return ClaimAcross(name, own, _counts(verdicts, own), len(_known(verdicts)), self._turns_on(verdicts))

    def _turns_on(self, told: Sequence[str | None]) -> tuple[SameWhere, ...]:
        return same_where(told, [item.choices for item in self.codings], self.alternatives)

    def _untouched(self) -> tuple[str, ...]:
        asked = [item for item in self.probes if item.asked]
        touched = {name for item in asked if item.answers for name in item.names}
        return tuple(dict.fromkeys(name for item in asked for name in item.names if name not in touched))


_ABSENT = "this coding does not have it"


class _Told:
    """Answers and verdicts in a word each; None for what is not asked."""

    def __init__(self, found: Conclusions) -> None:
        self.answers: Mapping[Place, Word | None] = {
            place: None if isinstance(table, str) else word_of(table) for place, table in found.answers.items()
        }
        self.claims: Mapping[str, Verdict | None] = {
            name: None if isinstance(table, str) else verdict_of(table) for name, table in found.claims.items()
        }


def _why(error: CountermoveError) -> str:
    """The first problem, in words."""
    return error.problems[0].message if isinstance(error, AssessmentError) else str(error)


def _answer_in(place: Place, table: Values | str) -> CodedAnswer:
    if isinstance(table, str):
        return CodedAnswer(*place, None, None, table)
    return CodedAnswer(*place, word_of(table), table)


def _claim_in(name: str, table: Values | str) -> CodedClaim:
    return CodedClaim(name, None, None, table) if isinstance(table, str) else CodedClaim(name, verdict_of(table), table)


def _known(told: Iterable[str | None]) -> list[str]:
    return [item for item in told if item is not None]


def _counts(told: Iterable[str | None], own: str | None) -> dict[str, int]:
    """How often there is what, that of the file first, then the most frequent first."""
    counted = Counter(_known(told))
    return dict(sorted(counted.items(), key=lambda item: (item[0] != own, -item[1])))


def _changed(
    before: Mapping[Key, Value | None], after: Mapping[Key, Value | None]
) -> Iterator[tuple[Key, Value, Value]]:
    """What is another one, where it is asked in both."""
    for key, old in before.items():
        new = after.get(key)
        if old is not None and new is not None and old != new:
            yield key, old, new


def _cells(before: Mapping[Key, Values | str], after: Mapping[Key, Values | str]) -> int:
    """How many cells differ, of tables that have the same cells."""
    pairs = ((table, after.get(key)) for key, table in before.items())
    return sum(
        int((old != new).sum())
        for old, new in pairs
        if not isinstance(old, str) and new is not None and not isinstance(new, str) and old.shape == new.shape
    )


def _missing(own: _Told, told: _Told) -> Iterator[str]:
    """What is asked of the file, and not of a variant."""
    for (question, scenario), word in own.answers.items():
        if word is not None and told.answers.get((question, scenario)) is None:
            yield f"answer {question}" if scenario is None else f"answer {question} in {scenario}"
    for name, verdict in own.claims.items():
        if verdict is not None and told.claims.get(name) is None:
            yield f"claim {name}"
