"""The minimal changes of wants in one game of an assessment: as the evaluator tells them, and where it does not (more than
three edits, over a limit, no evaluator here), as the search of ``gmcr.analysis`` finds them, which is what they mean.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from countermove.inquiry.checks import CheckedGame, Variation
from countermove.program import Compiled
from countermove.verdicts.evaluation import can_evaluate, tell
from countermove.verdicts.settings import Setting
from gmcr import CONCEPTS, Conflict, Edit, MinimalChanges, edits_of
from gmcr.analysis import Games
from gmcr.base.errors import ProgramError
from gmcr.base.tasks import Progress, Task
from gmcr.evaluator import Evaluator, Program
from gmcr.logic import Formula

if TYPE_CHECKING:
    from countermove.assessment import Assessment
    from countermove.assessment.schema import Overlay

__all__ = ["GamePlace", "search_changes", "tells_changes"]


_known: WeakKeyDictionary[Games, dict[Hashable, MinimalChanges | None]] = WeakKeyDictionary()
"""What was told of games on one structure: those with the same wants, in different readings, have the same changes. None: the
evaluator does not tell."""


class GamePlace(NamedTuple):
    """Which game of an assessment one is: in a reading, by number, and on top of the selection in a scenario and a view, and
    with an overlay."""

    assessment: Assessment
    reading: int = 0
    scenario: str | None = None
    view: str | None = None
    with_: Overlay | None = None

    @classmethod
    def of(cls, setting: Setting, case: CheckedGame) -> GamePlace | None:
        """That of a check's game; None if wants are changed there."""
        which = case.variation
        if which is None or which != Variation(which.reading):
            return None
        return cls(setting.assessment, which.reading, setting.scenario, setting.view, setting.with_)


def tells_changes(assessment: Assessment, bound: int, edits: Sequence[Edit]) -> bool:
    """Whether the evaluator may tell of changes that have so many of these edits."""
    most = Program.LIMITS
    few = bound <= most["edits of a change"] and len(edits) <= most["edits of a game"]
    return few and can_evaluate(assessment)


def search_changes(
    place: GamePlace | None,
    games: Games,
    conflict: Conflict,
    target: Formula,
    bound: int,
    *,
    concept: str,
    start: int | None = None,
    passing: bool = False,
    turn: bool = False,
    stress: bool = False,
    leave_out: bool = False,
) -> Task[MinimalChanges]:
    """What ``Games.changes`` computes; *place*: which game it is, None where it is of no assessment, or a changed one."""
    edits = edits_of(conflict, turn=turn, stress=stress, leave_out=leave_out)
    if place is not None and tells_changes(place.assessment, bound, edits):
        code = conflict.start if start is None else conflict.structure.code_of(start)
        told = yield from _Search(place, games, conflict, target, bound, concept, code, passing, edits).work()
        if told is not None:
            return told
    kinds = {"turn": turn, "stress": stress, "leave_out": leave_out}
    search = games.changes(conflict, target, bound, concept=concept, start=start, passing=passing, **kinds)
    return (yield from search)


@dataclass(frozen=True, eq=False)
class _Search:
    """A search by the evaluator. ``start``: the code of the state from which roads lead; ``edits``: all that are tried."""

    place: GamePlace
    games: Games
    conflict: Conflict
    target: Formula
    bound: int
    concept: str
    start: int
    passing: bool
    edits: tuple[Edit, ...]

    def work(self) -> Generator[Progress[MinimalChanges], None, MinimalChanges | None]:
        """All changes, size by size, so that an interrupt leaves what is known; None where the evaluator does not tell."""
        known = self._up_to(0)
        for size in range(self.bound):
            if known is None:
                break
            yield Progress(size, self.bound, partial(replace, known))
            known = self._up_to(size + 1)
        return known

    def _up_to(self, size: int) -> MinimalChanges | None:
        known, key = _known.setdefault(self.games, {}), (*self._key, size)
        if key not in known:
            assessment, _, scenario, view, with_ = self.place
            known[key] = tell(assessment, scenario, view, with_, partial(self._told, size))
        return None if (told := known[key]) is None else replace(told, bound=self.bound)

    @cached_property
    def _key(self) -> tuple[Hashable, ...]:
        kinds = frozenset(edit.kind for edit in self.edits)
        wants = self.games.changing(self.conflict, turn="turn" in kinds)
        return wants, kinds, self.concept, self.start, self.passing, self._met.tobytes()

    @cached_property
    def _met(self) -> NDArray[np.bool_]:
        """Whether each feasible state has the target."""
        return self.conflict.structure.at_states(self.games.arena.met(self.target, self.conflict.drivers))

    def _told(self, size: int, setting: int, compiled: Compiled, evaluator: Evaluator) -> MinimalChanges | None:
        named = {compiled.edits((edit,)): edit for edit in self.edits}
        try:
            found = evaluator.changes(
                setting,
                self.place.reading,
                CONCEPTS.index(self.concept),
                target=self._met,
                start=self.start,
                bound=size,
                kinds={Program.Operation(kind) for kind, _ in named},
                passing=self.passing,
            )
        except ProgramError:  # it is beyond what the evaluator holds
            return None
        changes = tuple(tuple(named[edit] for edit in change) for change in found.changes)
        return MinimalChanges(found.holds, size, size, changes)
