"""Where a slider stops: one decimal number in each piece into which comparisons cut the range of a driver, and of two at once.

Between two comparisons nothing can differ, so that one number of each piece stands for all of them. Cut is by every
comparison that any game makes in which drivers can be set (readings, scenarios, what claims have of their own): more pieces than
needed do no harm. A piece that is one number without a decimal, such as a third, can be written in no address and is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from countermove.assessment import Assessment
from countermove.context.games import games_of
from countermove.inquiry.checks import CheckedGame
from countermove.plugins.serve.explorable.places import PlacedGames, orders_of
from countermove.verdicts.key_questions import key_questions_of
from countermove.verdicts.settings import Setting, setting_of
from countermove.verdicts.tippable import Tippable
from gmcr import Conflict
from gmcr.analysis import Games, Stretch
from gmcr.base.errors import ModelError
from gmcr.base.record import Record
from gmcr.logic import Formula, LinearForm

__all__ = ["Pair", "Stop", "Stops", "stops_of"]

_DIGITS = 6
"""Digits behind the point of a stop, at most."""


@dataclass(frozen=True, slots=True)
class Stop(Record):
    """A number at which a slider stops, and the numbers that it stands for."""

    at: Fraction
    among: Stretch


@dataclass(frozen=True, slots=True)
class Pair(Record):
    """Two drivers; ``together``: whether some comparison has both, so that one cannot be said without the other."""

    x: str
    y: str
    together: bool


@dataclass(frozen=True, slots=True)
class Stops(Record):
    """Driver → where its slider stops, ascending; and the pairs of drivers that any of their stops can be combined in."""

    of: Mapping[str, tuple[Stop, ...]]
    pairs: tuple[Pair, ...]


def stops_of(assessment: Assessment) -> Stops:
    """The stops of all drivers of a case. Raises SizeError where drivers fall into too many pieces."""
    forms = _Forms(assessment)
    ranges = assessment.ranges
    now = {name: driver.now for name, driver in assessment.document.drivers.items()}
    alone = {name: Stretch.cut(forms.over((name,)), ranges[name]) for name in now}
    numbers = {name: set(_decimals(parts, now[name])) for name, parts in alone.items()}
    pairs = []
    for x, y in combinations(now, 2):
        found = forms.over((x, y))
        together = any(len(form.coefficients) > 1 for form in found)
        pairs.append(Pair(x, y, together))
        if together:
            _add_missing(forms.games, found, (x, y), ranges, numbers)
    return Stops({name: tuple(_stops(own, alone[name])) for name, own in numbers.items()}, tuple(pairs))


def _stops(numbers: Iterable[Fraction], parts: Sequence[Stretch]) -> Iterator[Stop]:
    """Each number with what it stands for: its piece, or where that has several, the share of each that is nearest to it."""
    ordered = sorted(numbers)
    for part in parts:
        own = [number for number in ordered if number in part]
        for place, number in enumerate(own):
            low = part.low if place == 0 else (own[place - 1] + number) / 2
            high = part.high if place == len(own) - 1 else (number + own[place + 1]) / 2
            with_low = part.with_low if place == 0 else False
            yield Stop(number, Stretch(low, high, with_low, part.with_high if place == len(own) - 1 else True))


def _decimals(parts: Iterable[Stretch], now: Fraction) -> Iterator[Fraction]:
    """One number of each piece: now itself in its own."""
    for part in parts:
        number = now if now in part else _short(part)
        if number is not None:
            yield number


def _short(part: Stretch) -> Fraction | None:
    """A short decimal in the middle of a piece; None where there is none."""
    for digits in range(2, _DIGITS + 1):
        number = Fraction(round(part.middle * 10**digits), 10**digits)
        if number in part:
            return number
    return None


# -- two at once -------------------------------------------------------------------------------------------------------


def _add_missing(
    games: Games,
    forms: Sequence[LinearForm],
    names: tuple[str, str],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
    numbers: Mapping[str, set[Fraction]],
) -> None:
    """Stops for the pieces of the plane of two drivers in which no combination of their stops lies."""
    x, y = names
    met = {_signs(forms, {x: a, y: b}) for a in numbers[x] for b in numbers[y]}
    for point in games.points(tuple(forms), {name: ranges[name] for name in names}):
        if (signs := _signs(forms, point)) in met:
            continue
        for across in (names, (y, x)):
            if found := _in_piece(forms, signs, point, across, ranges):
                met.add(signs)
                for name, value in found.items():
                    numbers[name].add(value)
                break


def _in_piece(
    forms: Sequence[LinearForm],
    signs: tuple[int, ...],
    point: Mapping[str, Fraction],
    names: tuple[str, str],
    ranges: Mapping[str, tuple[Fraction, Fraction]],
) -> dict[str, Fraction] | None:
    """A point of decimals in the piece with some signs: the first driver near a point of it, the second where that leaves it."""
    first, second = names
    low, high = ranges[first]
    for digits in range(1, _DIGITS):
        value = Fraction(round(point[first] * 10**digits), 10**digits)
        if not low <= value <= high:
            continue
        for part in Stretch.cut(list(_along(forms, first, value)), ranges[second]):
            if _signs(forms, {first: value, second: part.middle}) == signs and (number := _short(part)) is not None:
                return {first: value, second: number}
    return None


def _along(forms: Sequence[LinearForm], name: str, value: Fraction) -> Iterator[LinearForm]:
    """Forms over two drivers where one has a value: those in which the other still occurs."""
    for form in forms:
        rest = tuple((other, factor) for other, factor in form.coefficients if other != name)
        own = sum((factor for other, factor in form.coefficients if other == name), Fraction(0))
        if rest:
            yield LinearForm(rest, form.constant + own * value)


def _signs(forms: Sequence[LinearForm], point: Mapping[str, Fraction]) -> tuple[int, ...]:
    values = (form.constant + sum(factor * point[name] for name, factor in form.coefficients) for form in forms)
    return tuple((value > 0) - (value < 0) for value in values)


# -- by what drivers are cut -------------------------------------------------------------------------------------------


class _Forms:
    """The comparisons of all games of a case, as linear forms over some drivers."""

    def __init__(self, assessment: Assessment) -> None:
        self.games = games_of(assessment)
        self.projecting: list[Tippable] = []
        conflicts: list[Conflict] = []
        settings: list[Setting] = []
        seen: dict[Hashable, None] = {}
        # In the eyes of a view nothing is pushed.
        for order in (order for orders in orders_of(assessment) for order in orders):
            games = PlacedGames(assessment, {}, order)
            conflicts += [conflict for conflict in games.conflicts() if conflict is not None]
            settings = list(_settings(games.base))
            for item in settings:
                apart = (item.scenario, item.view, item.with_) != (None, None, None)
                for case in _cases(item, games) if item.check.varied or apart else ():
                    conflicts += case.conflicts
                    if item.check.varied and (key := (item.id, *map(_wanted, case.conflicts))) not in seen:
                        seen[key] = None
                        self.projecting.append(Tippable("claim", item.id, case, item, assessment.concepts))
        self.drivers = [dict(key) for key in dict.fromkeys(tuple(item.drivers.items()) for item in conflicts)]
        wants = dict.fromkeys(want for item in conflicts for want in item.wants())
        own = [part for want in wants for part in (*want.parts, want.could_be) if part is not None]
        own += [formula for item in settings for formula in item.check.formulas]
        own += [assessment.target] if assessment.target is not None else []
        self.formulas: tuple[Formula, ...] = tuple(dict.fromkeys(own))

    def over(self, names: tuple[str, ...]) -> tuple[LinearForm, ...]:
        """The forms over these drivers, all others as they are in some game."""
        found: dict[LinearForm, None] = {}
        for formula in self.formulas:
            for drivers in self.drivers if set(self.games.mentioned(formula)) & set(names) else ():
                found |= dict.fromkeys(self.games.comparisons(formula, drivers, names))
        for thing in self.projecting:
            found |= dict.fromkeys(thing.forms(names))
        return tuple(found)


def _settings(assessment: Assessment) -> Iterator[Setting]:
    yield from (setting_of(assessment, name) for name in assessment.claims)
    for question in key_questions_of(assessment):
        for yes, no in question.sides.values():
            yield from (side for side in (yes, no) if side is not None)


def _cases(item: Setting, games: PlacedGames) -> Iterator[CheckedGame]:
    """The games in which a claim is judged in a place."""
    for reading in games.readings:
        try:
            yield replace(item, assessment=games.selected(reading)).case(reading)
        except ModelError:  # a start that cannot be
            continue


def _wanted(conflict: Conflict) -> Hashable:
    return tuple(conflict.preferences.items()), tuple(conflict.drivers.items())
