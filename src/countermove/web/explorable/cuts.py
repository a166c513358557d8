"""When two pushes of drivers come to the same: where all comparisons that some games make have the same signs.

A push of one or two drivers leaves all others as they are. Where no comparison has both drivers, what matters is which
comparisons it turns; where one has, the signs of all comparisons of these two.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from countermove.analysis.games import Games
from countermove.assessment import Assessment
from countermove.assessment.schema import Overlay
from countermove.brief import Brief
from countermove.logic import Formula, LinearForm
from countermove.questions.tipping.watched import Watched

__all__ = ["Cut", "Situation", "locked_in", "sign_at"]


@dataclass(frozen=True, slots=True)
class Situation(Brief):
    """The drivers of a game, and which of them its reading, scenario or view sets: to push those changes nothing."""

    drivers: tuple[tuple[str, Fraction], ...]
    locked: frozenset[str]


class Cut:
    """The comparisons of some games. ``things``: claims in them that vary drivers themselves."""

    def __init__(
        self,
        games: Games,
        formulas: Iterable[Formula],
        situations: Iterable[Situation],
        things: Sequence[tuple[Watched, frozenset[str]]] = (),
    ) -> None:
        self.games, self.formulas = games, tuple(dict.fromkeys(formulas))
        self.situations, self.things = tuple(dict.fromkeys(situations)), things
        self._over: dict[tuple[str, ...], tuple[LinearForm, ...]] = {}

    def over(self, names: tuple[str, ...]) -> tuple[LinearForm, ...]:
        """Linear forms over these drivers, all others as they are: where each has one sign, everything is the same."""
        if names not in self._over:
            found: dict[LinearForm, None] = {}
            for situation in self.situations:
                vary = tuple(name for name in names if name not in situation.locked)
                drivers = dict(situation.drivers)
                for formula in self.formulas if vary else ():
                    if not set(vary).isdisjoint(self.games.mentioned(formula)):
                        found |= dict.fromkeys(self.games.comparisons(formula, drivers, vary))
            for thing, locked in self.things:
                if vary := tuple(name for name in names if name not in locked):
                    found |= dict.fromkeys(thing.forms(vary))
            self._over[names] = tuple(found)
        return self._over[names]

    def key(self, values: Mapping[str, Fraction], now: Mapping[str, Fraction]) -> Hashable:
        """Equal for pushes that come to the same. *now*: the drivers of the author's model."""
        names = tuple(values)
        forms = self.over(names)
        if any(len(form.coefficients) > 1 for form in forms):
            return names, tuple(sign_at(form, values) for form in forms)
        turned = ((form, sign_at(form, values)) for form in forms)
        return frozenset((form, sign) for form, sign in turned if sign != sign_at(form, now))


def sign_at(form: LinearForm, point: Mapping[str, Fraction]) -> int:
    """The sign of a form at a point."""
    value = form.constant + sum(factor * point[name] for name, factor in form.coefficients)
    return (value > 0) - (value < 0)


def locked_in(
    assessment: Assessment,
    reading: Mapping[str, str],
    scenario: str | None,
    view: str | None,
    with_: Overlay | None = None,
) -> frozenset[str]:
    """The drivers that a reading, a scenario, a view or a claim's own overlay sets."""
    document = assessment.document
    overlays: list[Overlay] = [document.open[name].readings[answer] for name, answer in reading.items()]
    overlays += [document.scenarios[scenario]] if scenario else []
    overlays += [document.views[view]] if view else []
    overlays += [with_] if with_ else []
    return frozenset(name for overlay in overlays for name in overlay.set)
