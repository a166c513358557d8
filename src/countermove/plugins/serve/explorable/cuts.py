"""When two pushes of drivers come to the same: where all comparisons that some games make have the same signs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from countermove.verdicts.tippable import Tippable
from gmcr.analysis import Games
from gmcr.base.record import Record
from gmcr.logic import Formula, LinearForm

__all__ = ["Cut", "Situation", "sign_at"]


@dataclass(frozen=True, slots=True)
class Situation(Record):
    """The drivers of a game where none is set by hand, and which of them something sets after that: to push those changes
    nothing."""

    drivers: tuple[tuple[str, Fraction], ...]
    locked: frozenset[str]

    def of(self, form: LinearForm) -> tuple[tuple[str, Fraction], ...]:
        """Where the drivers of a form are."""
        values = dict(self.drivers)
        return tuple((name, values[name]) for name, _ in form.coefficients)


class Cut:
    """The comparisons of some games, over all drivers that are not locked, with where these are. ``things``: claims that vary
    drivers themselves, with the situation of their game."""

    def __init__(
        self,
        games: Games,
        formulas: Iterable[Formula],
        situations: Iterable[Situation],
        things: Iterable[tuple[Tippable, Situation]] = (),
    ) -> None:
        every = tuple(dict.fromkeys(formulas))
        found: dict[tuple[LinearForm, tuple[tuple[str, Fraction], ...]], None] = {}
        for situation in dict.fromkeys(situations):
            drivers = dict(situation.drivers)
            for formula in every:
                if vary := tuple(name for name in games.mentioned(formula) if name not in situation.locked):
                    found |= {(form, situation.of(form)): None for form in games.comparisons(formula, drivers, vary)}
        for thing, situation in things:
            free = tuple(name for name, _ in situation.drivers if name not in situation.locked)
            found |= {(form, situation.of(form)): None for form in thing.forms(free)}
        self.forms = tuple((form, dict(before), sign_at(form, dict(before))) for form, before in found)
        self.names = frozenset(name for _, at, _ in self.forms for name in at)
        self._known: dict[Hashable, Hashable] = {}

    def key(self, values: Mapping[str, Fraction]) -> Hashable:
        """Which comparisons a push turns, and how: equal for pushes that come to the same."""
        compared = tuple((name, value) for name, value in values.items() if name in self.names)
        if compared not in self._known:
            self._known[compared] = self._turned(dict(compared))
        return self._known[compared]

    def _turned(self, values: Mapping[str, Fraction]) -> Hashable:
        turned = []
        for place, (form, at, before) in enumerate(self.forms):
            if any(name in values for name in at):
                sign = sign_at(form, {name: values.get(name, value) for name, value in at.items()})
                if sign != before:
                    turned.append((place, sign))
        return tuple(turned)


def sign_at(form: LinearForm, point: Mapping[str, Fraction]) -> int:
    """The sign of a form at a point."""
    value = form.constant + sum(factor * point[name] for name, factor in form.coefficients)
    return (value > 0) - (value < 0)
