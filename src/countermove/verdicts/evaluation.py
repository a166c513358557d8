"""The checks of an assessment as the evaluator answers them: in all games of which it is known which they are, without making
them.

An assessment is compiled once, as it was read; its changed copies are the same program after pushes. A check is compiled
when it is first asked for. What the evaluator cannot tell (over a limit, beyond what it holds, a start that is not
feasible, a check of a plugin, no evaluator here) is left to the literal meaning.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from countermove.assessment.overlays import Selection
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

__all__ = [
    "can_evaluate",
    "compile_checks",
    "compile_pushes",
    "evaluate",
    "evaluate_in",
    "evaluated",
    "evaluated_in",
    "forget",
    "has_start",
    "tell",
    "values_everywhere",
]

_WORTH_COMPILING = 16
"""Values for which an assessment is compiled that was not compiled yet."""

_MOST_READINGS = 1 << 10
"""Readings of an assessment that is compiled for a question about one game."""

_MOST_KNOWN = 1 << 18
"""Values that are remembered of one assessment."""

_MOST_EVALUATORS = 8
"""Evaluators that are kept, of all assessments."""

_MOST_PROGRAMS = 8
"""Selections of an assessment whose programs are kept."""

_NOTHING_RESTS = -4

_PLACE: Mapping[str, int] = {name: place for place, name in enumerate(CONCEPTS)}

Known = tuple[int, ...] | None
"""A value for each of the five concepts; None where the evaluator does not tell."""


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


S = TypeVar("S", bound=Setting)
T = TypeVar("T")


class _Programmed:
    """A program, as an assessment was read and is selected, and what runs it."""

    def __init__(self, assessment: Assessment) -> None:
        self.lock = Lock()
        self._assessment = assessment
        self._of_setting: WeakKeyDictionary[Setting, int] = WeakKeyDictionary()
        self._numbers: dict[Hashable, int] = {}
        self._asked: list[Asked] = []
        self._compiled: Compiled | None = None
        self._evaluator: Evaluator | None = None

    @cached_property
    def programmer(self) -> Programmer | None:
        """Compiles it; None where it cannot be compiled."""
        try:
            return Programmer(self._assessment) if Evaluator.available() else None
        except ProgramError:
            return None

    @property
    def ready(self) -> bool:
        """Whether it was compiled, so that little is to be done for one value more."""
        return self._evaluator is not None

    def number(self, item: Setting) -> int:
        """The number of a check where it is made; -1 where it cannot be compiled."""
        number = self._of_setting.get(item)
        if number is None:
            key = (item.check, item.scenario, item.view, id(item.with_))
            if key not in self._numbers:
                asked = Asked(item.check, item.scenario, item.view, item.with_)
                self._numbers[key] = -1 if self.programmer is None else self.programmer.add(asked)
                self._asked.append(asked)  # it lives as long as its number, by which its overlay is known
            number = self._of_setting[item] = self._numbers[key]
        return number

    def loaded(self, programmer: Programmer) -> tuple[Compiled, Evaluator]:
        """The program with all that was asked for so far. Raises ProgramError."""
        if self._compiled is None or self._evaluator is None or programmer.grown:
            self._evaluator = None  # its memory serves the next one
            self._compiled = programmer.program()
            self._evaluator = Evaluator(self._compiled.program)
            self._keep()
        return self._compiled, self._evaluator

    def release(self) -> None:
        """Let go of the evaluator, whose memory serves the next one."""
        with self.lock:
            self._evaluator = None

    def _keep(self) -> None:
        """Be among those whose evaluators, of tens of megabytes, are kept; the one that was compiled longest ago gives way."""
        _kept[:] = [own for own in _kept if own() not in (None, self)] + [ref(self)]
        while len(_kept) > _MOST_EVALUATORS:
            if (oldest := _kept.pop(0)()) is not None:
                oldest._evaluator = None


_kept: list[ref[_Programmed]] = []


class _Evaluation:
    """What is known of one assessment: the values of a program after pushes."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._program, self._pushes = _programmed(assessment)
        self._known: dict[tuple[int, Variation], Known] = {}
        self._starts: dict[int, NDArray[np.bool_]] = {}

    @property
    def whole(self) -> bool:
        """Whether the evaluator can tell of it."""
        return self._program.programmer is not None

    def value(self, item: Setting, variation: Variation) -> Known:
        """The values of a check in a game; None where they are not known."""
        return self._known.get((self._program.number(item), variation)) if self.whole else None

    def need(self, pairs: Iterable[tuple[Setting, CheckedGame, Variation]]) -> None:
        """Find out what is not known yet, and note it in the games."""
        places: dict[tuple[int, Variation], list[tuple[Setting, CheckedGame]]] = {}
        for item, case, which in pairs:
            if (number := self._program.number(item)) >= 0:
                places.setdefault((number, which), []).append((item, case))
        left = [key for key in places if key not in self._known]
        if left and (self._program.ready or len(left) >= _WORTH_COMPILING):
            self._find(left)
        for key, own in places.items():
            if (known := self._known.get(key)) is not None:
                for item, case in own:
                    case.kept[item] = known

    def starts(self, item: Setting) -> NDArray[np.bool_] | None:
        """In which readings what a check looks at has a feasible start; None where that is not known yet."""
        if not self._program.ready or not self.whole or (number := self._program.number(item)) < 0:
            return None
        if number not in self._starts:
            readings = range(len(self._assessment.readings))
            starts = self._run(lambda _, evaluator: evaluator.starts((number, place) for place in readings))
            if starts is None:
                return None
            self._starts[number] = starts
        return self._starts[number]

    def compile(self, items: Iterable[Setting]) -> None:
        """Compile some checks, which are going to be asked for."""
        if self.whole:
            for item in items:
                self._program.number(item)
            self._run(lambda _, evaluator: evaluator.starts(()))

    def drawn(self, item: Setting, case: CheckedGame, sample: Sample) -> NDArray[np.int8] | None:
        """The values of a check in every draw of a sample, int8 (draws, concepts), as `GameCheck.truths` has them; None
        where one of them is not known."""
        if (number := self._program.number(item)) < 0 or case.variation is None:
            return None
        place = number, case.variation.reading
        if (self, place) not in sample.kept:
            self._draw([place], sample)
        told: NDArray[np.int8] | None = sample.kept[self, place]
        return told

    def draws(self, pairs: Iterable[tuple[Setting, CheckedGame]], sample: Sample) -> None:
        """Find out the values of several checks in every draw of a sample."""
        places = [(self._program.number(item), case.variation.reading) for item, case in pairs if case.variation]
        self._draw([place for place in dict.fromkeys(places) if place[0] >= 0], sample)

    def _draw(self, places: Sequence[tuple[int, int]], sample: Sample) -> None:
        """Find out the values of checks, by number and reading, in every draw of a sample: game by game, since what the
        evaluator knows of a game serves all its checks, and is forgotten where the games are many."""

        def asked(compiled: Compiled, evaluator: Evaluator) -> NDArray[np.int8]:
            false = [compiled.false(itertools.compress(wants, row), sample.model) for row in rows.tolist()]
            return evaluator.values(Evaluator.Request(*place, edits) for edits in false for place in places)

        programmer = self._program.programmer
        wants = [want for want in sample.place if programmer is not None and programmer.has(want)]
        rows, back = np.unique(~sample.truths[:, [sample.place[want] for want in wants]], axis=0, return_inverse=True)
        values = self._run(asked)
        for column, place in enumerate(places):
            own = None if values is None else values[column :: len(places)]
            if own is not None and np.isin(own, (0, 1, -1, _NOTHING_RESTS)).all():
                own = np.where(own == _NOTHING_RESTS, np.int8(RESTLESS), own)[back.reshape(-1)]
            else:
                own = None
            sample.kept[self, place] = own

    def foresee(self) -> None:
        """Compile the pushes; one that is over a limit is left to its literal meaning."""
        if (programmer := self._program.programmer) is not None:
            with self._program.lock, suppress(ProgramError):
                self._pushes_in(programmer)

    def release(self) -> None:
        """Let go of the evaluator."""
        self._program.release()

    def tables(self, items: Sequence[Setting]) -> list[NDArray[np.int8] | None]:
        """The values of checks in every reading, each as `values_everywhere` has it."""
        numbers = [self._program.number(item) for item in items]
        known = {number: place for place, number in enumerate(n for n in dict.fromkeys(numbers) if n >= 0)}
        readings = len(self._assessment.readings)
        values = self._run(lambda _, evaluator: evaluator.table(list(known), readings))
        if values is None:
            return [None] * len(items)
        rests = values != _NOTHING_RESTS
        told = [bool(row) for row in ((values >= -1) | ~rests).all(axis=(1, 2))]
        values = np.where(rests, values, np.int8(RESTLESS))
        return [values[known[n]] if n in known and told[known[n]] else None for n in numbers]

    def _find(self, left: Sequence[tuple[int, Variation]]) -> None:
        def asked(compiled: Compiled, evaluator: Evaluator) -> NDArray[np.int8]:
            games = ((number, which.reading, _edits(compiled, which)) for number, which in left)
            return evaluator.values(itertools.starmap(Evaluator.Request, games))

        values = self._run(asked)
        if values is None:
            return
        if len(self._known) + len(left) > _MOST_KNOWN:
            self._known.clear()
        for key, own in zip(left, values.tolist(), strict=True):
            self._known[key] = _told(own)

    def tell(
        self,
        scenario: str | None,
        view: str | None,
        with_: Overlay | None,
        asked: Callable[[int, Compiled, Evaluator], T | None],
    ) -> T | None:
        """What is asked of the games of a setting, which has a number."""
        programmer = self._program.programmer
        if programmer is None or not (self._program.ready or len(self._assessment.readings) <= _MOST_READINGS):
            return None
        try:
            number = programmer.setting(scenario, view, with_)
        except ProgramError:  # the overlay is over a limit
            return None
        return self._run(partial(asked, number))

    def _run(self, asked: Callable[[Compiled, Evaluator], T]) -> T | None:
        """What is asked of the program after the pushes; None where it is over a limit."""
        program, programmer = self._program, self._program.programmer
        if programmer is None:
            return None
        with program.lock:
            try:
                pushes = self._pushes_in(programmer)
            except ProgramError:  # a push is over a limit, and other copies are not
                return None
            try:
                compiled, evaluator = program.loaded(programmer)
                evaluator.push(pushes)
                return asked(compiled, evaluator)
            except ProgramError:
                program.programmer = None
                return None

    def _pushes_in(self, programmer: Programmer) -> list[int]:
        edits: list[int] = []
        for overlay, changes in self._pushes:
            edits += programmer.push(self._assessment._further(overlay), changes)
        return edits


def _programmed(assessment: Assessment) -> tuple[_Programmed, Sequence[Any]]:
    """The program of an assessment, shared with others that are the same but for pushes, and its pushes."""
    selection, origin = assessment.selection, assessment.origin
    if selection.drivers or assessment.unset or origin._changed:  # what is set comes before and after pushes
        return _Programmed(assessment), ()
    programs: dict[Hashable, _Programmed] = origin.kept.setdefault("programs", {})
    key = (tuple(selection.reading.items()), selection.scenario, selection.view, assessment.lead)
    if key not in programs:
        while len(programs) >= _MOST_PROGRAMS:
            del programs[next(iter(programs))]  # the oldest
        own = Selection(selection.reading, selection.scenario, selection.view)
        as_read = origin if assessment is origin else origin.selected(own, concepts=assessment.concepts)
        programs[key] = _Programmed(as_read)
    return programs[key], assessment._changed


def _edits(compiled: Compiled, which: Variation) -> tuple[int, ...]:
    return compiled.edits(which.edits) if which.alone is None else compiled.alone(which.alone or None)


def _told(values: Sequence[int]) -> Known:
    """Values as checks give them; None where one is left to their meaning."""
    if not all(value in (0, 1, -1, _NOTHING_RESTS) for value in values):
        return None
    return tuple([RESTLESS if value == _NOTHING_RESTS else value for value in values])


def _evaluation_of(assessment: Assessment) -> _Evaluation:
    if "evaluation" not in assessment.kept:
        assessment.kept["evaluation"] = _Evaluation(assessment)
    evaluation: _Evaluation = assessment.kept["evaluation"]
    return evaluation


def can_evaluate(assessment: Assessment) -> bool:
    """Whether the evaluator may tell of an assessment's checks."""
    return _evaluation_of(assessment).whole


def compile_checks(items: Sequence[Setting], values: int) -> None:
    """Compile checks of which so many values are going to be asked for, if that is worth it."""
    for assessment in {item.assessment for item in items} if values >= _WORTH_COMPILING else ():
        _evaluation_of(assessment).compile(item for item in items if item.assessment is assessment)


def compile_pushes(assessments: Sequence[Assessment]) -> None:
    """Compile the words of pushes that are going to be asked about, so that their program is made once."""
    for assessment in assessments:
        _evaluation_of(assessment).foresee()


def forget(assessment: Assessment) -> None:
    """Let go of what evaluates an assessment that is not asked again, whose memory serves the next one."""
    _evaluation_of(assessment).release()


def tell(
    assessment: Assessment,
    scenario: str | None,
    view: str | None,
    with_: Overlay | None,
    asked: Callable[[int, Compiled, Evaluator], T | None],
) -> T | None:
    """What the evaluator tells of the games in a scenario, a view and with an overlay, on top of the selection: *asked* is
    called with the number of their setting, the program and what runs it. None where it tells nothing."""
    return _evaluation_of(assessment).tell(scenario, view, with_, asked)


def values_everywhere(items: Sequence[Setting], concepts: Sequence[str]) -> list[NDArray[np.int8] | None]:
    """The values of checks of one assessment in every reading: int8 (readings, concepts), as
    ``GameCheck.truths`` has them; None for a check that is left to its literal meaning somewhere."""
    if not items or not can_evaluate(items[0].assessment):
        return [None] * len(items)
    columns = [_PLACE[name] for name in concepts]
    tables = _evaluation_of(items[0].assessment).tables(items)
    return [None if table is None else table[:, columns] for table in tables]


def has_start(item: Setting, place: int) -> bool:
    """Whether it is known that what a check looks at in a reading has a feasible start."""
    starts = _evaluation_of(item.assessment).starts(item)
    return starts is not None and bool(starts[place])


def evaluate(pairs: Sequence[tuple[S, CheckedGame]]) -> list[tuple[S, CheckedGame]]:
    """Ask the evaluator for checks in games; those that are left to their literal meaning."""
    by: dict[Assessment, list[tuple[Setting, CheckedGame, Variation]]] = {}
    for item, case in pairs:
        if case.variation is not None and item not in case.kept:
            by.setdefault(item.assessment, []).append((item, case, case.variation))
    for assessment, own in by.items():
        if can_evaluate(assessment):
            _evaluation_of(assessment).need(own)
    return [(item, case) for item, case in pairs if item not in case.kept]


def evaluated(item: Setting, case: CheckedGame, concepts: Sequence[str]) -> tuple[int, ...] | None:
    """What the evaluator has told of a check in a game, one value a concept, as ``GameCheck.truths``; None where it has not."""
    known: Known = case.kept.get(item)
    if known is None and case.variation is not None and "evaluation" in item.assessment.kept:
        known = _evaluation_of(item.assessment).value(item, case.variation)
    return None if known is None else tuple([known[_PLACE[name]] for name in concepts])


def evaluate_in(pairs: Iterable[tuple[Setting, CheckedGame]], sample: Sample) -> None:
    """Ask the evaluator for several checks in every draw of a sample, at once."""
    by: dict[_Evaluation, list[tuple[Setting, CheckedGame]]] = {}
    for item, case in pairs:
        if _can_draw(item, case):
            by.setdefault(_evaluation_of(item.assessment), []).append((item, case))
    for evaluation, own in by.items():
        evaluation.draws(own, sample)


def _can_draw(item: Setting, case: CheckedGame) -> bool:
    """Whether the evaluator may tell of a check in draws of this game: as it is in its reading, with no want changed."""
    of_reading = case.variation is not None and case.variation == Variation(case.variation.reading)
    return of_reading and can_evaluate(item.assessment)


def evaluated_in(item: Setting, case: CheckedGame, sample: Sample, concepts: Sequence[str]) -> NDArray[np.int8] | None:
    """What the evaluator tells of a check in every draw of a sample: int8 (concepts, draws), as ``GameCheck.truths_in``; None
    where it does not."""
    if not _can_draw(item, case):
        return None
    told = _evaluation_of(item.assessment).drawn(item, case, sample)
    return None if told is None else told[:, [_PLACE[name] for name in concepts]].T
