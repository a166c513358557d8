"""Why an answer is what it is, in one game: the base reading under the lead concept.

*Given up*: the smallest sets of wants, up to three, without which the answer changes there. If there is none, the
chains of the acts that the formula needs (``verdicts.answers.requirements``). For a question about changes of wants: the
single changes that bring the target about, or that it comes about anyway. An answer that does not settle has its round
instead.

The result is a record of that game: which branch of each want is in force at the start of the check, the values of the
numbers behind it, and the words of that game, so that its text needs no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import comb
from typing import Annotated, NamedTuple

import numpy as np

from countermove.context.glossary import GameText, game_text_of
from countermove.inquiry.checks import CheckedGame, OutcomesCheck, PassesCheck
from countermove.inquiry.outcomes import RESTLESS, RoundStep
from countermove.inquiry.walk import Obstacle, obstacles
from countermove.verdicts.answers.requirements import needed_acts, start_of
from countermove.verdicts.edit_search import GamePlace, search_changes
from countermove.verdicts.settings import Setting
from countermove.verdicts.sides import UNDEFINED, UNSETTLED, Sides, Values, cells_of
from gmcr import Edit
from gmcr.base.record import BY_NAME, INTERNAL, NULL_IF_EMPTY, Record
from gmcr.base.tasks import run_to_end
from gmcr.logic import Formula, Not
from gmcr.model import Branch, ModelWant, OptionStructure

__all__ = ["Because", "HeldWant", "NeededAct", "because"]

_ACTS = 2
"""The number of acts needed by a formula whose chains are given."""

_MOST_SETS = 3
"""The number of sets of wants that are given: only for these it is checked whether they are the same in all cells."""

_SETS = 1_000
"""The largest number of sets of wants that are left out one by one."""


@dataclass(frozen=True, slots=True)
class HeldWant(Record):
    """A want as it counts in one game."""

    actor: str
    """Its owner."""
    want: str
    """The want's id."""
    branch: Branch
    """Which branch of it is in force at the start of the check."""
    condition: Annotated[str, NULL_IF_EMPTY]
    """The condition that decides the branch; null if it always counts."""
    drivers: Annotated[tuple[tuple[str, Fraction], ...], BY_NAME]
    """The drivers that the condition compares, with their values there."""


@dataclass(frozen=True, slots=True)
class NeededAct(Record):
    """An act that the formula needs, and what becomes of it at the start of the check."""

    act: Obstacle
    """Why its actor gains or loses by it, with the chain of wants behind that."""
    taken: bool
    """Whether its actor gains by it and nothing deters it."""
    deterred: tuple[RoundStep, ...]
    """The countermoves that deter it; empty if its actor would not gain."""


@dataclass(frozen=True, slots=True, eq=False)
class Because(Record):
    """Why an answer is what it is in one game."""

    reading: Annotated[tuple[tuple[str, str], ...], BY_NAME]
    """The reading, question by question."""
    scenario: str | None
    """The scenario; null for none."""
    view: str | None
    """The view; null for the author's model."""
    concept: str
    """The concept."""
    everywhere: bool
    """Whether the same holds, in the same words, in every reading and under every concept in which there is something
    to say."""
    given_up: tuple[tuple[HeldWant, ...], ...]
    """The smallest sets of wants without which the answer changes, all of one size; empty if there are none."""
    searched: int
    """The size up to which sets were tried; 0 for questions about changes of wants."""
    acts: tuple[NeededAct, ...]
    """If there are no such sets, what becomes of the acts that the formula needs, two at most."""
    single_changes: tuple[Edit, ...] | None
    """For a question about changes of wants the single changes that bring the target about; null for other questions."""
    comes_anyway: bool
    """For such a question, whether the target comes about without any change."""
    text: Annotated[GameText, INTERNAL]
    """The words of that game."""


def because(sides: Sides, values: Values, bound: int) -> Because | None:
    """Why the base reading's answer under the lead concept is what it is; *bound*: the largest number of wants left out
    together. None if there is nothing to say, or the answer does not settle."""
    cell = int(values[0, 0])
    if sides.base is None or cell in (UNDEFINED, UNSETTLED):
        return None
    search = _Search(sides, cell)
    if sides.question.about_edits:
        changes = search.single_changes()
        return search.record(single_changes=changes or (), comes_anyway=changes is None)
    sets, searched = search.smallest(bound)
    acts = search.acts(0) if not sets else ()
    held = tuple(tuple(search.held(0, want) for want in own) for own in sets)
    same = (
        search.sets_everywhere(sets[:_MOST_SETS], values)
        if sets
        else bool(acts) and search.acts_everywhere(acts, values)
    )
    return search.record(given_up=held, searched=searched, acts=acts, everywhere=same)


class _Place(NamedTuple):
    """The truth that some outcome of a game (``passing``: some state on the roads) satisfies a formula: one of the
    truths that an answer is made of."""

    side: Setting
    case: CheckedGame
    start: int
    formula: Formula
    passing: bool


def _key(place: _Place) -> tuple[object, int, Formula, bool]:
    """A key that is equal for equal truths."""
    return place.case.conflict, place.start, place.formula, place.passing


class _Search:
    def __init__(self, sides: Sides, cell: int) -> None:
        self.sides, self.cell, self.lead = sides, cell, sides.concepts[0]
        self.drops = tuple(edit for edit in sides.edits() if edit.kind == "drop")
        self._texts: dict[int, GameText] = {}

    def record(
        self,
        *,
        given_up: tuple[tuple[HeldWant, ...], ...] = (),
        searched: int = 0,
        acts: tuple[NeededAct, ...] = (),
        single_changes: tuple[Edit, ...] | None = None,
        comes_anyway: bool = False,
        everywhere: bool = False,
    ) -> Because:
        yes = self.sides.yes
        return Because(
            reading=tuple(self.sides.readings[0].items()),
            scenario=yes.scenario,
            view=yes.view,
            concept=self.lead,
            everywhere=everywhere,
            given_up=given_up,
            searched=searched,
            acts=acts,
            single_changes=single_changes,
            comes_anyway=comes_anyway,
            text=self.text(0),
        )

    # -- wants left out --------------------------------------------------------------------------------------------

    def smallest(self, bound: int) -> tuple[tuple[tuple[Edit, ...], ...], int]:
        """The smallest sets of wants (as drops of them) without which the answer changes, and the size up to which all
        sets have been tried."""
        tried = 0
        for size in range(1, bound + 1):
            sets = self._candidates(size)
            if sets is None:
                break
            cells = self.sides.cells_after([(0, own) for own in sets], (self.lead,))
            if changing := tuple(own for own, [cell] in zip(sets, cells, strict=True) if cell != self.cell):
                return changing, size
            tried = size
        return (), tried

    def _candidates(self, size: int) -> list[tuple[Edit, ...]] | None:
        """Sets of *size* drops that include all that change the answer, given that no smaller one does; None if there
        are too many."""
        order = {edit: place for place, edit in enumerate(self.drops)}
        if (places := self._places()) is None:
            return list(combinations(self.drops, size)) if comb(len(self.drops), size) <= _SETS else None
        minimal = [self._minimal(place, size) for place in places]
        candidates: dict[frozenset[Edit], None] = {}
        for flipped in self._flipping(places):
            for parts in product(*(minimal[k] for k in flipped)):
                whole = frozenset[Edit]().union(*parts)
                if len(whole) > size:
                    continue
                rest = [edit for edit in self.drops if edit not in whole]
                if comb(len(rest), size - len(whole)) > _SETS:
                    return None
                candidates |= dict.fromkeys(whole.union(more) for more in combinations(rest, size - len(whole)))
        rows = sorted(sorted(order[edit] for edit in own) for own in candidates)
        return [tuple(self.drops[k] for k in row) for row in rows]

    def _minimal(self, place: _Place, size: int) -> tuple[frozenset[Edit], ...]:
        """The minimal sets of at most *size* drops that flip a truth."""
        case = place.case
        result = run_to_end(
            search_changes(
                GamePlace.of(place.side, case),
                case.games,
                case.conflict,
                place.formula,
                size,
                concept=self.lead,
                start=place.start,
                passing=place.passing,
                leave_out=True,
            )
        )
        return tuple(map(frozenset, result.changes))

    def _places(self) -> list[_Place] | None:
        """The truths that the answer is made of, if it asks for outcomes and roads alone: for each side whether some
        outcome has its formula, and whether some has not, or whether some state on the roads has it."""
        sides = [self._truths(side, case) for side, case in self.sides.pairs(0)]
        if not all(sides):
            return None
        return list({_key(place): place for own in sides for place in own}.values())

    @staticmethod
    def _truths(side: Setting, case: CheckedGame) -> tuple[_Place, ...]:
        check = side.check
        if isinstance(check, PassesCheck):
            return (_Place(side, case, case.start(check.after), check.formula, True),)
        if not isinstance(check, OutcomesCheck):
            return ()
        start = case.start(check.after)
        return tuple(_Place(side, case, start, own, False) for own in (check.formula, Not(check.formula)))

    def _flipping(self, places: Sequence[_Place]) -> list[tuple[int, ...]]:
        """The smallest sets of these truths such that the answer changes if they all flip and the others stay."""
        now = [self._holds(place) for place in places]
        answer = self._answer(places, now)
        flips: list[tuple[int, ...]] = []
        for size in range(1, len(places) + 1):
            for flipped in combinations(range(len(places)), size):
                if not any(set(own) <= set(flipped) for own in flips):
                    turned = [value != (k in flipped) for k, value in enumerate(now)]
                    if self._answer(places, turned) != answer:
                        flips.append(flipped)
        return flips

    def _holds(self, place: _Place) -> bool:
        roads = place.case.play.roads(place.start, self.lead)
        return bool(place.case.where(place.formula)[list(roads.reached if place.passing else roads.outcomes)].any())

    def _answer(self, places: Sequence[_Place], some: Sequence[bool]) -> int:
        """The cell that results from these truths."""
        known = dict(zip(map(_key, places), some, strict=True))
        truths = []
        for side, case in self.sides.pairs(0):
            check = side.check
            holds = [known[_key(place)] for place in self._truths(side, case)]
            if isinstance(check, PassesCheck):
                truths.append(int(holds[0] != check.never))
                continue
            assert isinstance(check, OutcomesCheck)
            with_, without = holds
            value = {"every": not without, "some": with_}.get(check.quantifier, not with_)
            truths.append(int(value) if with_ or without else RESTLESS)
        yes, *no = (np.array([value], dtype=np.int8) for value in truths)
        return int(cells_of(yes, no[0] if no else None)[0])

    # -- the examined game, and the others -------------------------------------------------------------------------

    def text(self, row: int) -> GameText:
        """The words of a reading's game, taken from the side that makes it a yes."""
        if row not in self._texts:
            yes = self.sides.yes
            self._texts[row] = game_text_of(
                yes.assessment,
                reading=self.sides.readings[row],
                scenario=yes.scenario,
                view=yes.view,
                with_=yes.with_,
            )
        return self._texts[row]

    def held(self, row: int, edit: Edit) -> HeldWant:
        """A want as it counts in the game of a reading."""
        want, code, case = self._want(row, edit)
        on = {name for bit, name in enumerate(case.conflict.structure.options) if code >> bit & 1}
        drivers = case.conflict.drivers
        numbers = tuple((name, drivers[name]) for name in want.measured)
        return HeldWant(edit.actor, edit.want, want.branch(on, drivers), want.switch, numbers)

    def _want(self, row: int, edit: Edit) -> tuple[ModelWant, int, CheckedGame]:
        """A want in the first of a reading's games that has it, with the start of the check there."""
        for side, case in self.sides.pairs(row):
            for conflict in case.conflicts:
                for want in conflict.wants():
                    if want.id == edit.want:
                        return want, start_of(side.check, case), case
        raise KeyError(edit.want)

    def sets_everywhere(self, sets: Sequence[tuple[Edit, ...]], values: Values) -> bool:
        """Whether these are smallest sets that change the answer wherever there is one, for wants of the same words."""
        whole = [(own, True) for own in sets]
        parts = {part for own in sets for size in range(1, len(own)) for part in combinations(own, size)}
        trials = [*whole, *((part, False) for part in parts)]
        wants = [edit for own in sets for edit in own]

        def same(row: int) -> bool:
            try:
                return all(
                    self.held(row, edit) == self.held(0, edit)
                    and self.text(row).wants.get(edit.want) == self.text(0).wants.get(edit.want)
                    for edit in wants
                )
            except KeyError:
                return False

        rows = [row for row in range(len(values)) if (values[row] != UNDEFINED).any()]
        if not self._one_answer(values) or not all(map(same, rows)):
            return False
        cells = self.sides.cells_after([(row, own) for row in rows for own, _ in trials], self.sides.concepts)
        for (row, (_, changes)), after in zip(product(rows, trials), cells, strict=True):
            for cell, new in zip(values[row].tolist(), after, strict=True):
                if cell != UNDEFINED and (cell != new) != changes:
                    return False
        return True

    @staticmethod
    def _one_answer(values: Values) -> bool:
        return len(set(np.unique(values).tolist()) - {UNDEFINED}) == 1

    # -- acts that the formula needs -------------------------------------------------------------------------------

    def acts(self, row: int, concept: str | None = None) -> tuple[NeededAct, ...]:
        """What becomes of the acts that the formula needs in the game of a reading."""
        yes, case = self.sides.pairs(row)[0]
        code = start_of(yes.check, case)
        return tuple(self._needed(act, case, code, concept or self.lead) for act in self._obstacles(row))

    def _obstacles(self, row: int) -> list[Obstacle]:
        yes, case = self.sides.pairs(row)[0]
        needed = dict(needed_acts(yes.check, case))
        structure, code = case.conflict.structure, start_of(yes.check, case)
        if not needed or not isinstance(structure, OptionStructure):
            return []
        turned = {code ^ 1 << bit: name for bit, name in enumerate(structure.options)}
        blocking: list[Obstacle] = []
        for actor in dict.fromkeys(option.actor for option in structure.form.options if option.full_name in needed):
            for act in obstacles(case.conflict, code, actor):
                if (turned.get(act.target, "") if act.target is not None else act.option) in needed:
                    blocking.append(act)
        return blocking[:_ACTS]

    def _needed(self, act: Obstacle, case: CheckedGame, code: int, concept: str) -> NeededAct:
        if act.result != "better" or act.target is None:
            return NeededAct(act, False, ())
        witness = case.games.witness(case.conflict, code, actor=act.actor, concept=concept)
        path = dict(witness.deterred).get(act.target)
        if path is None:
            return NeededAct(act, True, ())
        steps, here, on = [], act.target, case.conflict.structure.on
        for actor, there in path:
            steps.append(RoundStep(actor, here, there, on(here), on(there)))
            here = there
        return NeededAct(act, False, tuple(steps))

    def acts_everywhere(self, acts: tuple[NeededAct, ...], values: Values) -> bool:
        """Whether the same becomes of these acts, for the same reasons, wherever there is an answer."""
        names = [link.want for item in acts for link in item.act.chain.links if link.want is not None]

        def alike(row: int) -> bool:
            """The part that does not depend on how far actors look."""
            own = self._obstacles(row)
            same = [(act, act.chain) for act in own] == [(item.act, item.act.chain) for item in acts]
            return same and all(self.text(row).wants.get(name) == self.text(0).wants.get(name) for name in names)

        if not self._one_answer(values) or not all(
            alike(row) for row in range(len(values)) if (values[row] != UNDEFINED).any()
        ):
            return False
        if all(item.act.result != "better" for item in acts):
            return True
        cells = np.argwhere(values != UNDEFINED).tolist()
        return all(self.acts(row, self.sides.concepts[place]) == acts for row, place in cells)

    # -- questions about changes of wants --------------------------------------------------------------------------

    def single_changes(self) -> tuple[Edit, ...] | None:
        """The single changes that bring the target about; None if it comes about anyway."""
        yes = self.sides.yes
        case = yes.base if not self.sides.pairs(0) else self.sides.pairs(0)[0][1]
        assert case.target is not None, "a check about changes needs the assessment's target"
        place = GamePlace.of(yes, case)
        result = run_to_end(search_changes(place, case.games, case.conflict, case.target, 1, concept=case.lead))
        return None if result.holds else tuple(edit for (edit,) in result.changes)
