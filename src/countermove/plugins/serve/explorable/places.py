"""places: what a page without a server can be brought to look at, and the games there.

A *place* is a push in the author's model in one scenario, or a view in one scenario with nothing pushed. Games are made in the
order of ``Assessment.selected``: the answers that are selected, scenario, view, the drivers that are set, and then the answers
to all other questions. Where an answer changes what something between changes too, it matters whether its question is selected:
then each set of such questions is a place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from countermove.assessment import Assessment
from countermove.assessment.schema import Overlay
from countermove.context.selection import Selection
from gmcr import Conflict
from gmcr.base.errors import ModelError
from gmcr.base.record import Record

__all__ = ["Order", "Place", "PlacedGames", "mattering_in", "orders_of", "subsets_of"]


@dataclass(frozen=True, slots=True)
class Order(Record):
    """What is selected, but for the answers: ``scenario``, ``view``: None for none; ``chosen``: the questions whose answers are
    selected, of those for which that matters."""

    scenario: str | None = None
    view: str | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Record):
    """``push``: its number."""

    push: int
    order: Order


class PlacedGames:
    """The games of one place, each made once. *author*: the author's model, with the wants of the push; *drivers*: those that are
    set; *pushed*: whether any of this is not as the file has it."""

    def __init__(self, author: Assessment, drivers: Mapping[str, str], order: Order, *, pushed: bool = False) -> None:
        self.author, self.drivers, self.order, self.pushed = author, drivers, order, pushed
        self.readings = author.readings
        self._selected: dict[tuple[str, ...], Assessment] = {}
        self._conflicts: dict[tuple[str | None, str | None], list[Conflict | None]] = {}

    def selected(self, reading: Mapping[str, str]) -> Assessment:
        """What is selected there where a reading answers the questions."""
        answers = tuple(reading[name] for name in self.order.chosen)
        if answers not in self._selected:
            chosen = dict(zip(self.order.chosen, answers, strict=True))
            self._selected[answers] = self.author.selected(
                Selection(chosen, self.order.scenario, self.order.view, dict(self.drivers))
            )
        return self._selected[answers]

    @cached_property
    def base(self) -> Assessment:
        """The same in the base reading."""
        return self.selected(self.author.base_reading)

    def conflicts(self, scenario: str | None = None, view: str | None = None) -> list[Conflict | None]:
        """The game of each reading, in a scenario or view of its own where one is given; None where its start cannot be."""
        key = scenario, view
        if key not in self._conflicts:
            self._conflicts[key] = [self._conflict(reading, scenario, view) for reading in self.readings]
        return self._conflicts[key]

    def _conflict(self, reading: Mapping[str, str], scenario: str | None, view: str | None) -> Conflict | None:
        try:
            return self.selected(reading).conflict(reading=reading, scenario=scenario, view=view)
        except ModelError:
            return None

    def locked(
        self,
        reading: Mapping[str, str],
        scenario: str | None = None,
        view: str | None = None,
        with_: Overlay | None = None,
    ) -> frozenset[str]:
        """The drivers that something sets there after what is set by hand: the answers of a reading that are not selected, and
        what a claim has of its own (scenario, view, overlay)."""
        document = self.author.document
        overlays: list[Overlay] = [
            document.open[name].readings[answer] for name, answer in reading.items() if name not in self.order.chosen
        ]
        overlays += [document.scenarios[scenario]] if scenario else []
        overlays += [document.views[view]] if view else []
        overlays += [with_] if with_ else []
        return frozenset(name for overlay in overlays for name in overlay.set)


def orders_of(assessment: Assessment, drivers: Iterable[str] = (), view: str | None = None) -> Iterator[list[Order]]:
    """For each scenario, none first, the places that a push of some drivers is, with no question selected first."""
    for scenario in (None, *assessment.scenarios):
        chosen = subsets_of(mattering_in(assessment, scenario, view, drivers))
        yield [Order(scenario, view, own) for own in chosen]


def subsets_of(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All sets of some names, none first, the first name in every other one."""
    for number in range(1 << len(names)):
        yield tuple(name for place, name in enumerate(names) if number >> place & 1)


def mattering_in(
    assessment: Assessment, scenario: str | None, view: str | None, drivers: Iterable[str] = ()
) -> tuple[str, ...]:
    """The questions for which it matters whether they are selected: some answer touches what the scenario, the view, the drivers
    that are set or an answer to another question touches."""
    document = assessment.document
    between = {("driver", name) for name in drivers}
    between |= _touched(assessment, document.scenarios[scenario]) if scenario else set()
    between |= _touched(assessment, document.views[view]) if view else set()
    own: dict[str, set[tuple[str, str]]] = {
        name: set().union(*(_touched(assessment, answer) for answer in question.readings.values()))
        for name, question in document.open.items()
    }
    return tuple(
        name
        for name, touched in own.items()
        if touched & between or any(touched & others for other, others in own.items() if other != name)
    )


def _touched(assessment: Assessment, overlay: Overlay) -> set[tuple[str, str]]:
    """What an overlay changes, as (kind, name): what a want is and where it stands are two things, and its place is one
    thing with
    those of its actor's other wants."""
    found = {("want", name) for name in (*overlay.drop, *overlay.rewrite)}
    found |= {("order", assessment.own_calculus.actor_of(name)) for name in overlay.move}
    found |= {("driver", name) for name in overlay.set}
    return found | {("option", assessment.act(text).option) for text in overlay.happens}
