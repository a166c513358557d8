"""What can tip when drivers move: the start's stability, the outcomes, the target, claims.

Each *thing* has its own game, and at each point of drivers an *answer*: one value a concept. The start, the outcomes
and the target are those of the selected game; a claim has its own scenario, view and `with`, in the selected reading. A
moved driver has the value that it is moved to, whatever the scenario sets it to.

The answer changes only where a comparison of drivers does: in a want, in the formula in question, and, for claims about
changes of calculus, in a could_be. A claim that varies drivers of its own (``vary``) covers all of their values, so
they are eliminated from the comparisons by projection (``verdicts.tippable``) and moving them changes nothing.

Projections of linear forms: eliminating drivers, so that signs over the remaining ones settle what holds above a
point.

A statement "for every (for some) y in a box …" about signs of linear forms f_k(x, y) has one truth value wherever the
forms of a *projection* keep their signs. One driver y is eliminated by keeping the forms without it and adding, for
each two forms with it (the two ends of its range among them), the combination in which it cancels: the order of the
roots in y, and so everything above x, is then the same throughout a cell (cylindrical decomposition, Collins 1975, for
linear forms). Several drivers are eliminated one after another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from countermove.context.games import games_of
from countermove.context.relations import comparisons_in
from countermove.inquiry.checks import CheckedGame, GameCheck, OutcomesCheck, StableStart
from countermove.verdicts.settings import Setting
from countermove.verdicts.values import prepare, values_in
from gmcr.base.errors import SizeError
from gmcr.base.record import Record
from gmcr.logic import Compare, Formula, LinearForm

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MAX_FORMS", "Tippable", "Value", "Values", "projected", "row_of", "tippables_of"]


MAX_FORMS = 5_000
"""The largest number of forms in a projection."""


def projected(
    forms: Iterable[LinearForm], without: Collection[str], ranges: Mapping[str, tuple[Fraction, Fraction]]
) -> tuple[LinearForm, ...]:
    """Forms over the other drivers whose signs settle all that the *forms* and the ranges of the drivers *without* say.

    Raises SizeError beyond MAX_FORMS.
    """
    remaining = set(forms)
    for name in sorted(without):
        bound_by = {form for form in remaining if _coefficient(form, name)}
        remaining -= bound_by
        if not bound_by:
            continue
        ends = {LinearForm(((name, Fraction(1)),), -end) for end in ranges[name]}
        mixed = (_without(one, other, name) for one, other in combinations(sorted(bound_by | ends), 2))
        remaining |= {form for form in mixed if form is not None}
        if len(remaining) > MAX_FORMS:
            raise SizeError(f"Taking out {name} leaves more than {MAX_FORMS} comparisons: vary fewer drivers at once.")
    return tuple(sorted(remaining))


def _coefficient(form: LinearForm, name: str) -> Fraction:
    return next((value for driver, value in form.coefficients if driver == name), Fraction(0))


def _without(one: LinearForm, other: LinearForm, name: str) -> LinearForm | None:
    """The combination in which a driver cancels, scaled so that its first coefficient is 1; None without drivers."""
    a, b = _coefficient(one, name), _coefficient(other, name)
    left, right = dict(one.coefficients), dict(other.coefficients)
    mixed = {
        driver: left.get(driver, Fraction(0)) / a - right.get(driver, Fraction(0)) / b
        for driver in sorted({*left, *right})
    }
    pairs = [(driver, value) for driver, value in mixed.items() if value]
    if not pairs:
        return None
    lead = pairs[0][1]
    constant = (one.constant / a - other.constant / b) / lead
    return LinearForm(tuple((driver, value / lead) for driver, value in pairs), constant)


Value = bool | tuple[int, ...] | None
"""True or false, None if undefined; for outcomes the codes, ascending."""

Values = tuple[Value, ...]
"""One value a concept."""


@dataclass(frozen=True, eq=False)
class Tippable(Record):
    """One thing that can tip. ``kind``: "start", "outcomes", "target" or "claim"; ``claim``: its id, "" otherwise."""

    kind: Literal["start", "outcomes", "target", "claim"]
    claim: str
    case: CheckedGame
    setting: Setting
    concepts: tuple[str, ...]
    known: dict[tuple[int, ...], Values] = field(default_factory=dict, init=False, repr=False)

    @property
    def now(self) -> Mapping[str, Fraction]:
        """The drivers' values in its game."""
        return self.case.conflict.drivers

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """All formulas on which the answer depends."""
        check = self.setting.check
        own = [] if self.kind == "outcomes" else [*check.formulas]
        if check.about_edits and self.case.target is not None:
            own.append(self.case.target)
        for want in (want for game in self.case.conflicts for want in game.wants()):
            own += want.parts
            if check.about_edits and want.could_be is not None:
                own.append(want.could_be)
        return (*dict.fromkeys(own),)

    def mentioning(self, driver: str) -> Sequence[Formula]:
        """The formulas that mention a driver."""
        return self._mentioning.get(driver, ())

    @cached_property
    def _mentioning(self) -> Mapping[str, list[Formula]]:
        formulas: dict[str, list[Formula]] = {}
        for formula in self.formulas:
            for name in self.case.games.mentioned(formula):
                formulas.setdefault(name, []).append(formula)
        return formulas

    def comparisons(self, vary: Iterable[str]) -> tuple[Compare, ...]:
        """The comparisons with some of these drivers and with none that the claim itself varies."""
        own = set(self.setting.check.varied)
        return tuple(item for item in comparisons_in(self.formulas, vary) if own.isdisjoint(item.drivers))

    def forms(self, vary: tuple[str, ...]) -> tuple[LinearForm, ...]:
        """Linear forms over drivers of *vary* such that the answer is constant wherever each has one sign. Raises
        SizeError."""
        own = self.setting.check.varied
        free = tuple(name for name in vary if name not in own)
        if not free:
            return ()
        forms: dict[LinearForm, None] = {}
        for formula in self.formulas if own or len(free) > 1 else self.mentioning(free[0]):
            forms |= dict.fromkeys(self.case.games.comparisons(formula, self.now, (*free, *own)))
        return projected(forms, own, self.case.ranges) if own else tuple(sorted(forms))

    def answers(self, points: Sequence[Mapping[str, Fraction]]) -> list[Values]:
        """The answers at some points, each giving values to some drivers; the others keep their present values."""
        keys = [self._key(point) for point in points]
        missing = {key: point for key, point in zip(keys, points, strict=True) if key not in self.known}
        cases = [self._case_at(point) for point in missing.values()]
        different = dict.fromkeys(cases)
        prepare(((self.setting, case) for case in different), self.concepts)
        answers = {case: self._answer(case) for case in different}
        self.known.update((key, answers[case]) for key, case in zip(missing, cases, strict=True))
        return [self.known[key] for key in keys]

    def _case_at(self, point: Mapping[str, Fraction]) -> CheckedGame:
        """The game at a point; a single one for all points with the same rankings, if nothing else matters."""
        case, check, arena = self.case, self.setting.check, self.case.games.arena
        mentioned = (name for formula in check.formulas for name in case.games.mentioned(formula))
        if not check.plain or arena.structure.cells > case.games.FEW_CELLS or not point.keys().isdisjoint(mentioned):
            return case.at(point)
        return case.with_profile(arena.profile(case.conflict, {**self.now, **point}))

    def _key(self, point: Mapping[str, Fraction]) -> tuple[int, ...]:
        """The values of all drivers at a point, as pairs of integers, which hash quickly."""
        key: list[int] = []
        for name, value in self.now.items():
            moved = point.get(name, value)
            key += (moved.numerator, moved.denominator)
        return tuple(key)

    def _answer(self, case: CheckedGame) -> Values:
        if self.kind == "outcomes":
            roads = (case.play.roads(case.start(), concept).outcomes for concept in self.concepts)
            return tuple(tuple(sorted(map(case.conflict.structure.code_of, cells))) for cells in roads)
        return tuple(None if value < 0 else bool(value) for value in values_in(self.setting, case, self.concepts))


def tippables_of(
    assessment: Assessment,
    claims: Sequence[Setting],
    concepts: tuple[str, ...],
) -> Iterator[Tippable]:
    """The start, the outcomes and, if there is one, the target in the selected game, then the claims. Raises UnknownName,
    ModelError."""
    conflict = assessment.conflict()
    case = CheckedGame.of(
        games=games_of(assessment), conflict=conflict, target=assessment.target, ranges=assessment.ranges
    )

    def setting(check: GameCheck) -> Setting:
        return Setting(assessment, "", check, False, None, None, None, None)

    yield Tippable("start", "", case, setting(StableStart()), concepts)
    yield Tippable("outcomes", "", case, setting(StableStart()), concepts)
    if assessment.target is not None:
        yield Tippable("target", "", case, setting(OutcomesCheck("some", assessment.target)), concepts)
    for item in claims:
        yield Tippable("claim", item.id, item.case(), item, concepts)


def row_of(answer: Values) -> tuple[int, ...]:
    """A claim's answer as numbers: 1, 0, -1 for undefined."""
    return tuple(-1 if value is None else int(value is True) for value in answer)
