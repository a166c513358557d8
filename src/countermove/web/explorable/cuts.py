"""When two pushes of drivers come to the same: where all comparisons that some games make have the same signs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
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
    """The comparisons of some games, over all drivers that are not locked. ``things``: claims that vary drivers themselves,
    with what is locked. ``now``: the drivers of the author's model."""

    def __init__(
        self,
        games: Games,
        formulas: Iterable[Formula],
        situations: Iterable[Situation],
        now: Mapping[str, Fraction],
        things: Iterable[tuple[Watched, frozenset[str]]] = (),
    ) -> None:
        self.now, every = now, tuple(dict.fromkeys(formulas))
        found: dict[LinearForm, None] = {}
        for situation in dict.fromkeys(situations):
            drivers = dict(situation.drivers)
            for formula in every:
                if vary := tuple(name for name in games.mentioned(formula) if name not in situation.locked):
                    found |= dict.fromkeys(games.comparisons(formula, drivers, vary))
        for thing, locked in things:
            found |= dict.fromkeys(thing.forms(tuple(name for name in now if name not in locked)))
        self.forms = tuple((form, sign_at(form, now)) for form in found)

    def key(self, values: Mapping[str, Fraction]) -> Hashable:
        """Which comparisons a push turns, and how: equal for pushes that come to the same."""
        point = {**self.now, **values}
        turned = []
        for place, (form, before) in enumerate(self.forms):
            if any(name in values for name, _ in form.coefficients) and (sign := sign_at(form, point)) != before:
                turned.append((place, sign))
        return tuple(turned)


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
