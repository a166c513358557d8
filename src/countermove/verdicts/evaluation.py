"""The checks of an assessment as the evaluator answers them: in all games of which it is known which they are, without making
them.

A setting is compiled with the assessment when it is first asked for. What the evaluator cannot tell (over a limit, beyond
what it holds, a start that is not feasible, a check of a plugin, no compiled core) is left to the literal meaning.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from countermove.inquiry.checks import CheckedGame, Variation
from countermove.inquiry.outcomes import RESTLESS
from countermove.program import Asked, Compiled, Programmer
from gmcr import CONCEPTS
from gmcr.base.errors import ProgramError
from gmcr.evaluator import Evaluator

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.verdicts.settings import Setting

__all__ = ["Evaluation", "evaluate", "evaluated"]

_WORTH_COMPILING = 16
"""Values for which an assessment is compiled that was not compiled yet."""

_NOTHING_RESTS = -4

_KEPT = "evaluation"

Known = tuple[int, ...] | None
"""A value for each of the five concepts; None where the evaluator does not tell."""


class Evaluation:
    """What is known of one assessment. ``whole``: whether it can be compiled."""

    def __init__(self, assessment: Assessment) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._asked: list[Asked] = []
        self._known: dict[tuple[int, Variation], Known] = {}
        self._compiled: Compiled | None = None
        self._evaluator: Evaluator | None = None
        self.whole = True
        try:
            self._programmer = Programmer(assessment)
        except ProgramError:
            self.whole = False

    def number(self, item: Setting) -> int:
        """The number of a check where it is made; -1 where it cannot be compiled."""
        key = (item.check, item.scenario, item.view, id(item.with_))
        if key not in self._numbers:
            asked = Asked(item.check, item.scenario, item.view, item.with_)
            self._numbers[key] = self._programmer.add(asked) if self.whole else -1
            self._asked.append(asked)  # it lives as long as its number, by which its overlay is known
        return self._numbers[key]

    def value(self, item: Setting, variation: Variation) -> Known:
        """The values of a check in a game; None where they are not known."""
        return self._known.get((self.number(item), variation))

    def need(self, pairs: Iterable[tuple[Setting, Variation]]) -> None:
        """Find out what is not known yet."""
        numbers = [(self.number(item), which) for item, which in pairs]
        left = [key for key in dict.fromkeys(numbers) if key[0] >= 0 and key not in self._known]
        if not left or not self.whole or (self._evaluator is None and len(left) < _WORTH_COMPILING):
            return
        try:
            compiled, evaluator = self._loaded()
        except ProgramError:
            self.whole = False
            return
        requests = [Evaluator.Request(number, which.reading, _edits(compiled, which)) for number, which in left]
        for key, values in zip(left, evaluator.values(requests).tolist(), strict=True):
            self._known[key] = _told(values)

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


def evaluate(pairs: Sequence[tuple[Setting, CheckedGame]]) -> list[tuple[Setting, CheckedGame]]:
    """Ask the evaluator for checks in games; those that are left to their literal meaning."""
    by: dict[Assessment, list[tuple[Setting, Variation]]] = {}
    for item, case in pairs:
        if case.variation is not None:
            by.setdefault(item.assessment, []).append((item, case.variation))
    for assessment, own in by.items():
        if _KEPT not in assessment.kept:
            assessment.kept[_KEPT] = Evaluation(assessment)
        assessment.kept[_KEPT].need(own)
    return [(item, case) for item, case in pairs if _known(item, case) is None]


def evaluated(item: Setting, case: CheckedGame, concepts: Sequence[str]) -> tuple[int, ...] | None:
    """What the evaluator has told of a check in a game, one value a concept, as ``GameCheck.truths``; None where it has not."""
    known = _known(item, case)
    return None if known is None else tuple(known[CONCEPTS.index(name)] for name in concepts)


def _known(item: Setting, case: CheckedGame) -> Known:
    evaluation: Evaluation | None = item.assessment.kept.get(_KEPT)
    return None if evaluation is None or case.variation is None else evaluation.value(item, case.variation)
