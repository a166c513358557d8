"""The checks of an assessment as the evaluator answers them: in all games of which it is known which they are, without making
them.

A setting is compiled with the assessment when it is first asked for. What the evaluator cannot tell (over a limit, beyond
what it holds, a start that is not feasible, a check of a plugin, no compiled core) is left to the literal meaning.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame, GameCheck, Variation
from countermove.inquiry.draws import Sample
from countermove.inquiry.outcomes import RESTLESS
from countermove.program import Asked, Compiled, Programmer
from gmcr import CONCEPTS
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Evaluator

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema import Overlay

__all__ = ["Evaluation", "can_evaluate", "evaluate", "evaluated", "evaluated_in"]

_WORTH_COMPILING = 16
"""Values for which an assessment is compiled that was not compiled yet."""

_NOTHING_RESTS = -4

_KEPT = "evaluation"


class Setting(Protocol, Hashable):
    """A check, and where it is made: ``verdicts.settings.Setting``."""

    @property
    def assessment(self) -> Assessment: ...
    @property
    def check(self) -> GameCheck: ...
    @property
    def scenario(self) -> str | None: ...
    @property
    def view(self) -> str | None: ...
    @property
    def with_(self) -> Overlay | None: ...


Known = tuple[int, ...] | None
"""A value for each of the five concepts; None where the evaluator does not tell."""


class Evaluation:
    """What is known of one assessment. ``whole``: whether it can be compiled."""

    def __init__(self, assessment: Assessment) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._of_setting: WeakKeyDictionary[Setting, int] = WeakKeyDictionary()
        self._asked: list[Asked] = []
        self._known: dict[tuple[int, Variation], Known] = {}
        self._compiled: Compiled | None = None
        self._evaluator: Evaluator | None = None
        self.whole = Evaluator.available()
        try:
            self._programmer = Programmer(assessment)
        except ProgramError:
            self.whole = False

    def number(self, item: Setting) -> int:
        """The number of a check where it is made; -1 where it cannot be compiled."""
        number = self._of_setting.get(item)
        if number is None:
            key = (item.check, item.scenario, item.view, id(item.with_))
            if key not in self._numbers:
                asked = Asked(item.check, item.scenario, item.view, item.with_)
                self._numbers[key] = self._programmer.add(asked) if self.whole else -1
                self._asked.append(asked)  # it lives as long as its number, by which its overlay is known
            number = self._of_setting[item] = self._numbers[key]
        return number

    def value(self, item: Setting, variation: Variation) -> Known:
        """The values of a check in a game; None where they are not known."""
        return self._known.get((self.number(item), variation))

    def need(self, pairs: Iterable[tuple[Setting, CheckedGame, Variation]]) -> None:
        """Find out what is not known yet, and note it in the games."""
        places: dict[tuple[int, Variation], list[tuple[Setting, CheckedGame]]] = {}
        for item, case, which in pairs:
            if (number := self.number(item)) >= 0:
                places.setdefault((number, which), []).append((item, case))
        left = [key for key in places if key not in self._known]
        if left and self.whole and (self._evaluator is not None or len(left) >= _WORTH_COMPILING):
            self._find(left)
        for key, own in places.items():
            if (known := self._known.get(key)) is not None:
                for item, case in own:
                    case.kept[item] = known

    def _find(self, left: Sequence[tuple[int, Variation]]) -> None:
        try:
            compiled, evaluator = self._loaded()
        except ProgramError:
            self.whole = False
            return
        requests = [Evaluator.Request(number, which.reading, _edits(compiled, which)) for number, which in left]
        for key, values in zip(left, evaluator.values(requests).tolist(), strict=True):
            self._known[key] = _told(values)

    def drawn(self, item: Setting, case: CheckedGame, sample: Sample) -> NDArray[np.int8] | None:
        """The values of a check in every draw of a sample, int8 (draws, concepts), as `GameCheck.truths` has them; None
        where one of them is not known."""
        number = self.number(item)
        if number < 0 or case.variation is None or not self.whole:
            return None
        try:
            compiled, evaluator = self._loaded()
        except ProgramError:
            self.whole = False
            return None
        wants = [want for want in sample.place if want in compiled.lines]
        rows, back = np.unique(~sample.truths[:, [sample.place[want] for want in wants]], axis=0, return_inverse=True)
        false = [compiled.false(itertools.compress(wants, row), sample.model) for row in rows.tolist()]
        values = evaluator.values([Evaluator.Request(number, case.variation.reading, edits) for edits in false])
        if not np.isin(values, (0, 1, -1, _NOTHING_RESTS)).all():
            return None
        told: NDArray[np.int8] = np.where(values == _NOTHING_RESTS, np.int8(RESTLESS), values)[back.reshape(-1)]
        return told

    def _loaded(self) -> tuple[Compiled, Evaluator]:
        if self._compiled is None or self._evaluator is None or self._programmer.grown:
            self._compiled = self._programmer.program()
            self._evaluator = Evaluator(self._compiled.program)
        return self._compiled, self._evaluator


def _edits(compiled: Compiled, which: Variation) -> tuple[int, ...]:
    return compiled.edits(which.edits) if which.alone is None else compiled.alone(which.alone or None)


def _told(values: Sequence[int]) -> Known:
    """Values as checks give them; None where one is left to their meaning."""
    if not all(value in (0, 1, -1, _NOTHING_RESTS) for value in values):
        return None
    return tuple(RESTLESS if value == _NOTHING_RESTS else value for value in values)


S = TypeVar("S", bound=Setting)


def can_evaluate(assessment: Assessment) -> bool:
    """Whether the evaluator may tell of an assessment's checks."""
    if _KEPT not in assessment.kept:
        assessment.kept[_KEPT] = Evaluation(assessment)
    return bool(assessment.kept[_KEPT].whole)


def evaluate(pairs: Sequence[tuple[S, CheckedGame]]) -> list[tuple[S, CheckedGame]]:
    """Ask the evaluator for checks in games; those that are left to their literal meaning."""
    by: dict[Assessment, list[tuple[Setting, CheckedGame, Variation]]] = {}
    for item, case in pairs:
        if case.variation is not None and item not in case.kept:
            by.setdefault(item.assessment, []).append((item, case, case.variation))
    for assessment, own in by.items():
        if can_evaluate(assessment):
            assessment.kept[_KEPT].need(own)
    return [(item, case) for item, case in pairs if item not in case.kept]


def evaluated(item: Setting, case: CheckedGame, concepts: Sequence[str]) -> tuple[int, ...] | None:
    """What the evaluator has told of a check in a game, one value a concept, as ``GameCheck.truths``; None where it has not."""
    known: Known = case.kept.get(item)
    if known is None and case.variation is not None and (evaluation := item.assessment.kept.get(_KEPT)) is not None:
        known = evaluation.value(item, case.variation)
    return None if known is None else tuple([known[_PLACE[name]] for name in concepts])


def evaluated_in(item: Setting, case: CheckedGame, sample: Sample, concepts: Sequence[str]) -> NDArray[np.int8] | None:
    """What the evaluator tells of a check in every draw of a sample: int8 (concepts, draws), as ``GameCheck.truths_in``; None
    where it does not."""
    if (
        not can_evaluate(item.assessment)
        or case.variation is None
        or case.variation != Variation(case.variation.reading)
    ):
        return None
    told = item.assessment.kept[_KEPT].drawn(item, case, sample)
    return None if told is None else told[:, [_PLACE[name] for name in concepts]].T


_PLACE: Mapping[str, int] = {name: place for place, name in enumerate(CONCEPTS)}
