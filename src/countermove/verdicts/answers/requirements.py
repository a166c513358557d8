"""What it takes to make a no a yes: the smallest changes of wants, and the nearest value of a driver.

The search covers the base reading under the lead concept. It first tries the kinds of change that the file takes
seriously: leaving a want out, making it what it could be, putting it one place lower. If none of these makes it a yes,
it also tries reversed wants, described by the acts that they bring about, and the nearest value of a driver that makes
it one.

What a side of a key question asks about: its formula, the start of its check, and the acts that the formula needs.

The acts that a formula *needs* are the options that have one value in all its feasible states and the other at the
start of the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import comb
from typing import Literal

import numpy as np

from countermove.inquiry.checks import (
    CheckedGame,
    EverywhereCheck,
    ForesightCheck,
    GameCheck,
    OutcomesCheck,
    PassesCheck,
    SwitchedStart,
)
from countermove.verdicts.edit_search import GamePlace, search_changes
from countermove.verdicts.sides import YES, Sides
from gmcr import Edit
from gmcr.analysis import Stretch
from gmcr.base.errors import CountermoveError
from gmcr.base.record import Record
from gmcr.base.tasks import run_to_end
from gmcr.logic import Formula, LinearForm

__all__ = [
    "Kind",
    "NearValue",
    "Requirements",
    "ReversedWants",
    "formula_of",
    "needed_acts",
    "requirements",
    "start_of",
]


def formula_of(check: GameCheck) -> Formula | None:
    """The formula that a check asks of states; None if it asks about something else."""
    return check.formula if isinstance(check, OutcomesCheck | PassesCheck | EverywhereCheck | ForesightCheck) else None


def start_of(check: GameCheck, case: CheckedGame) -> int:
    """The code of the state in which a check starts; the first if there are several."""
    switched = SwitchedStart()
    if isinstance(check, OutcomesCheck | PassesCheck):
        switched = check.after
    elif isinstance(check, EverywhereCheck):
        switched = check.after_each[0]
    return case.conflict.structure.code_of(case.start(switched))


def needed_acts(check: GameCheck, case: CheckedGame) -> tuple[tuple[str, bool], ...]:
    """The options (and thresholds of those in degrees), by full name, that a check's formula needs toggled, each with
    whether it has to be on."""
    formula, structure = formula_of(check), case.conflict.structure
    if formula is None or not structure.listed:
        return ()
    codes = structure.states
    met = codes[case.where(formula)[structure.cells_of(codes)]]
    if not met.size:
        return ()
    always, ever = int(np.bitwise_and.reduce(met)), int(np.bitwise_or.reduce(met))
    start = start_of(check, case)
    names = structure.options
    on = [(name, True) for bit, name in enumerate(names) if always >> bit & 1 and not start >> bit & 1]
    off = [(name, False) for bit, name in enumerate(names) if not ever >> bit & 1 and start >> bit & 1]
    return (*on, *off)


_BATCH = 256

_MOST_SETS = 20_000
"""The largest number of sets with reversed wants that are tried one by one; for larger questions only smaller sets are
tried."""

Kind = Literal["left out", "made what it could be", "lowered", "turned round"]

_KINDS: dict[str, Kind] = {
    "drop": "left out",
    "could_be": "made what it could be",
    "swap": "lowered",
    "turn": "turned round",
}


@dataclass(frozen=True, slots=True)
class ReversedWants(Record):
    """A set of changes, some of them reversed wants, that makes a no a yes."""

    edits: tuple[Edit, ...]
    """The changes."""
    brings: tuple[tuple[str, bool] | None, ...]
    """For each change that reverses a want, the act of its actor that it brings about and whether it is switched on;
    null if it brings none about."""
    circular: bool
    """Whether it brings about everything that is asked about: that whoever wants to do it does it explains nothing."""


@dataclass(frozen=True, slots=True)
class NearValue(Record):
    """The nearest values of a driver that make a no a yes, all else as it is."""

    driver: str
    """The driver."""
    now: Fraction
    """Its value now."""
    values: Stretch
    """The values, all in one stretch."""
    low: Fraction
    """The lower end of its range."""
    high: Fraction
    """The upper end of its range."""


@dataclass(frozen=True, slots=True)
class Requirements(Record):
    """What it takes to make a no a yes."""

    changes: tuple[tuple[Edit, ...], ...]
    """The smallest sets of changes of the kinds that the file takes seriously: leaving out, could_be, one place lower."""
    searched: int
    """The size up to which all of these were tried."""
    turned: tuple[ReversedWants, ...]
    """If there are none, the smallest sets of changes that include reversed wants: those that are circular, and the
    smallest others."""
    turned_searched: int
    """The size up to which these were tried; 0 if they were not."""
    nearest: NearValue | None
    """If there are none of the first kind, the nearest values of a driver that do it; null if no driver alone does."""
    tried: tuple[Kind, ...]
    """The kinds of changes that were tried."""
    needs: tuple[tuple[str, bool], ...]
    """The options that the formula needs toggled, each with whether it has to be on."""


def requirements(sides: Sides, bound: int) -> Requirements:
    """What makes the base reading a yes under the lead concept; *bound*: the largest number of changes of wants made
    together."""
    search = _Search(sides)
    changes, searched = search.smallest(bound)
    turned, tried = search.smallest_turned(bound) if not changes else ([], 0)
    kinds = [*dict.fromkeys(_KINDS[edit.kind] for edit in search.edits), *(["turned round"] if tried else [])]
    return Requirements(
        changes=changes,
        searched=searched,
        turned=tuple(turned),
        turned_searched=tried,
        nearest=None if changes else search.nearest(),
        tried=tuple(kind for kind in _KINDS.values() if kind in kinds),
        needs=needed_acts(sides.yes.check, sides.pairs(0)[0][1]),
    )


class _Search:
    def __init__(self, sides: Sides) -> None:
        self.sides, self.lead = sides, sides.concepts[0]
        self.edits = sides.edits()

    def smallest(self, bound: int) -> tuple[tuple[tuple[Edit, ...], ...], int]:
        """The smallest sets that make it a yes, and the size up to which all sets have been tried."""
        for size in range(1, bound + 1):
            if sets := tuple(self._making(size, self.edits, turn=False)):
                return sets, size
        return (), bound

    def smallest_turned(self, bound: int) -> tuple[list[ReversedWants], int]:
        """The smallest sets that include reversed wants, if no set without them suffices; circular ones are set aside,
        and the search continues."""
        edits, tried = self.sides.edits(turn=True), 0
        aside: list[ReversedWants] = []
        for size in range(1, bound + 1):
            if not self.sides.question.needs and comb(len(edits), size) > _MOST_SETS:
                break
            reversals = [
                self.told(own)
                for own in self._making(size, edits, turn=True)
                if not any(set(known.edits) <= set(own) for known in aside)
            ]
            aside += [item for item in reversals if item.circular]
            tried = size
            if len(reversals) > sum(item.circular for item in reversals):
                return [*aside, *(item for item in reversals if not item.circular)], size
        return aside, tried

    def _needed(self, size: int, *, turn: bool) -> Iterator[tuple[bool, tuple[frozenset[Edit], ...]]]:
        """For each outcome that a yes needs, or excludes, and that is not as it should be: whether yes needs it, and
        the sets of at most *size* edits of which every set that makes it a yes includes one, found without trying
        all."""
        yes, case = self.sides.pairs(0)[0]
        start = case.conflict.structure.cell(start_of(yes.check, case))
        for need in self.sides.question.needs:
            result = run_to_end(
                search_changes(
                    GamePlace.of(yes, case),
                    case.games,
                    case.conflict,
                    need.formula,
                    size,
                    concept=self.lead,
                    start=start,
                    passing=need.passing,
                    turn=turn,
                )
            )
            if result.holds != need.wanted:
                yield need.wanted, tuple(map(frozenset, result.changes))

    def _making(self, size: int, edits: Sequence[Edit], *, turn: bool) -> Iterator[tuple[Edit, ...]]:
        # Sets are generated lazily: there may be millions of them.
        sets = _sets(edits, size, tuple(self._needed(size, turn=turn)))
        while batch := list(islice(sets, _BATCH)):
            cells = self.sides.cells_after([(0, own) for own in batch], (self.lead,))
            yield from (own for own, [cell] in zip(batch, cells, strict=True) if cell == YES)

    # -- effects of reversed wants ---------------------------------------------------------------------------------

    def told(self, edits: tuple[Edit, ...]) -> ReversedWants:
        """A set with reversed wants, with the acts that they bring about."""
        brings = tuple(self._brought(edit, edits) if edit.kind == "turn" else None for edit in edits)
        acts = {act for act in brings if act is not None}
        return ReversedWants(edits, brings, self._acts_in_question <= acts)

    @cached_property
    def _acts_in_question(self) -> set[tuple[str, bool]]:
        """The acts that the answer asks about: all that its formula needs."""
        yes, case = self.sides.pairs(0)[0]
        return set(needed_acts(yes.check, case)) or {("", False)}

    def _brought(self, edit: Edit, edits: Sequence[Edit]) -> tuple[str, bool] | None:
        """The first act of its actor that the want is about, and that is done on some road after the changes, and on none
        before."""
        yes, case = self.sides.pairs(0)[0]
        start = case.conflict.structure.cell(start_of(yes.check, case))
        before, after = (list(_acts(game, start, edit.actor, self.lead)) for game in (case, yes.after(edits, case)))
        about = {
            option
            for conflict in case.conflicts
            for want in conflict.wants()
            if want.id == edit.want
            for part in want.parts
            for option in part.options
        }
        return next((act for act in after if act not in before and act[0] in about), None)

    # -- the nearest value of a driver -----------------------------------------------------------------------------

    def nearest(self) -> NearValue | None:
        """The values of one driver, those closest as a share of its range, at which it is a yes."""
        values = [near for driver in self.sides.assessment.ranges for near in self._along(driver)]
        return min(values, key=_share, default=None)

    def _along(self, driver: str) -> Iterator[NearValue]:
        pairs = self.sides.pairs(0)
        conflicts = [conflict for _, case in pairs for conflict in case.conflicts]
        now = conflicts[0].drivers[driver]
        low, high = self.sides.assessment.ranges[driver]
        formulas = dict.fromkeys(part for side, _ in pairs for part in side.check.formulas)
        for conflict in conflicts:
            formulas |= dict.fromkeys(part for want in conflict.wants() for part in want.parts)
        drivers = conflicts[0].drivers
        forms = [form for part in formulas for form in LinearForm.dividing(part, drivers, (driver,))]
        if not forms or not self._free(driver, high if now != high else low):
            return
        parts = Stretch.cut(forms, (low, high))
        yes = [part for part in parts if self._cell_at({driver: part.middle}) == YES]
        if yes:
            near = min(Stretch.merged(yes), key=lambda part: _gap(part, now))
            yield NearValue(driver, now, near, low, high)

    def _cell_at(self, point: dict[str, Fraction]) -> int:
        [cell] = self.sides.cells_of_cases(tuple(case.at(point) for _, case in self.sides.pairs(0)), (self.lead,))
        return cell

    def _free(self, driver: str, value: Fraction) -> bool:
        """Whether setting a driver takes effect in every game of the question: a reading, scenario, view or `with` may
        set it."""
        assessment = self.sides.assessment
        chosen = replace(assessment.selection, drivers={**assessment.selection.drivers, driver: str(value)})
        try:
            moved = assessment.selected(chosen, concepts=assessment.concepts)
            cases = [replace(side, assessment=moved).case(self.sides.readings[0]) for side, _ in self.sides.pairs(0)]
        except CountermoveError:  # a value without a decimal form, or a start that it makes infeasible
            return False
        return all(conflict.drivers[driver] == value for case in cases for conflict in case.conflicts)


def _sets(
    edits: Sequence[Edit], size: int, needed: Sequence[tuple[bool, Sequence[frozenset[Edit]]]]
) -> Iterator[tuple[Edit, ...]]:
    """The sets of *size* edits that include one of each group needed, each once: those that bring an outcome about come
    first, in the order of what brings it about."""
    order = {edit: place for place, edit in enumerate(edits)}
    bringing = next((sets for brings, sets in needed if brings), (frozenset[Edit](),))
    ending = [sets for brings, sets in needed if not brings]
    if not all(ending):
        return
    seen: set[frozenset[Edit]] = set()
    for inside in bringing:
        for more in Edit.sets(edits, size - len(inside)) if len(inside) <= size else ():
            own = inside.union(more)
            wants = {edit.want for edit in own}
            if len(own) == size == len(wants) and own not in seen:
                if len(bringing) > 1:
                    seen.add(own)
                if all(any(part <= own for part in sets) for sets in ending):
                    yield tuple(sorted(own, key=order.__getitem__))


def _acts(case: CheckedGame, start: int, actor: str, concept: str) -> Iterator[tuple[str, bool]]:
    """The acts of an actor on roads, each with whether it is switched on, in the order in which roads reach them."""
    roads = case.play.roads(start, concept)
    structure, place = case.conflict.structure, case.conflict.actor(actor)
    for source, mover, target in roads.steps:
        if mover == place:
            before, after = (set(structure.on(structure.code_of(cell))) for cell in (source, target))
            yield from ((option, True) for option in structure.on(structure.code_of(target)) if option not in before)
            yield from ((option, False) for option in structure.on(structure.code_of(source)) if option not in after)


def _gap(part: Stretch, now: Fraction) -> Fraction:
    return max(part.low - now, now - part.high, Fraction(0))


def _share(near: NearValue) -> Fraction:
    return _gap(near.values, near.now) / (near.high - near.low)
