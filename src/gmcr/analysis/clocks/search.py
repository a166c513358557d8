"""The storyline of a conflict whose drivers drift: every order of crossings that rates allow, told by its stops.

Drift is slow against steps. A *leg* lasts while the state stays and nothing is crossed; then the game is that of the values
just beyond, and everybody's roads lead on to its outcomes, each a branch. Within a leg rates may vary within their
intervals; as cells are convex, straight legs lose nothing. For the same reason no cell is entered again before the next
stop: what would come of that comes of staying.

A branch ends where nothing drifts; where a stop has the sides (ends of ranges among them) and the state of an earlier one;
where these come again without time passing; and where steps go round without an outcome.

Where the order of two crossings does not depend on rates (``analysis.clocks.crossings``) and neither is a stop, both orders
are followed together.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from heapq import heappop, heappush
from typing import Final

from gmcr.analysis.clocks.beyond import Beyond, Rest
from gmcr.analysis.clocks.crossings import Crossings, Passage, Position
from gmcr.analysis.clocks.drifts import Drifts
from gmcr.analysis.clocks.legs import TIME
from gmcr.analysis.clocks.story import Crossing, Ending, Leg, Stop, StoryBranch, Storyline, told_of, with_rivals
from gmcr.analysis.clocks.times import time_within
from gmcr.analysis.clocks.walls import Sides
from gmcr.base.tasks import Progress, Task

__all__ = ["Search"]

TOLD: Final = 64
"""The number of branches that are told."""

MOST_CROSSINGS: Final = 10_000
"""The number of crossings that are followed …"""

MOST_PROGRAMS: Final = 5_000
"""… and of linear programs that are solved."""

MOST_TIMED: Final = 100
"""The most orders of one branch for which it is asked how long it takes to a stop."""

Key = tuple[int, Sides]
"""A state and the sides there."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a branch is: everybody at rest in a state."""

    state: int
    position: Position
    answers: Hashable
    stops: tuple[Stop, ...]
    visited: tuple[Key, ...]
    """The states and sides at the stops."""
    instant: tuple[tuple[Key, tuple[Crossing, ...]], ...]
    """Those since time last passed, each with what was crossed to it."""
    phase: frozenset[Key]
    """Those since the last stop."""
    legs: tuple[tuple[Passage, Leg], ...] = ()
    orders: int = 1
    end: Ending | None = None
    ending: tuple[tuple[int, ...], int | None, tuple[Crossing, ...]] = ((), None, ())
    """The states in which it ends, the number of the stop that comes again, and what it is held at."""

    @property
    def key(self) -> Key:
        return self.state, self.position.sides


class Search:
    """The search for all branches of one game.

    Parameters
    ----------
    drifts : Drifts
        The drifts.
    beyond : Beyond
        The games in the cells.
    stops : int
        How many stops a branch is followed for.
    """

    def __init__(self, drifts: Drifts, beyond: Beyond, stops: int) -> None:
        self.drifts, self.beyond, self.walls, self.stops = drifts, beyond, beyond.walls, stops
        self.crossings = Crossings(self.walls, drifts)

    def storyline(self) -> Task[Storyline]:
        """Return the branches, those of the fewest stops first. Progress counts crossings that are followed, of those that are
        known of."""
        known: dict[Hashable, _Place] = {}
        ended: dict[Hashable, list[_Place]] = {}
        waiting = yield from self._followed(self._starts(), known, ended, MOST_CROSSINGS, MOST_PROGRAMS, 1)
        if waiting:  # of so many orders at least some are followed to their ends
            some = [known.pop(alike) for alike in waiting]
            yield from self._followed(some, known, ended, MOST_CROSSINGS // 10, MOST_PROGRAMS // 10, -1)
        return self._told(ended, known, whole=not waiting)

    def _told(
        self, ended: Mapping[Hashable, Sequence[_Place]], known: Mapping[Hashable, _Place], *, whole: bool
    ) -> Storyline:
        told = sorted(ended.values(), key=lambda alike: (len(alike[0].stops), len(alike[0].legs)))
        rivals = [alike[0] for alike in told] if whole else known.values()  # as far as they were followed
        branches = with_rivals(
            [self._branch(alike, whole=whole) for alike in told[:TOLD]], [place.stops for place in rivals]
        )
        return Storyline(self.beyond.concept, branches, len(told) - len(branches), whole)

    def _followed(
        self,
        places: Iterable[_Place],
        known: dict[Hashable, _Place],
        ended: dict[Hashable, list[_Place]],
        crossings: int,
        programs: int,
        way: int,
    ) -> Generator[Progress[Storyline], None, list[Hashable]]:
        """Follow places to their ends, those of the fewest stops and legs first, or of the most (way -1). Returned is what is
        left when so many crossings are followed or programs solved."""
        waiting: list[tuple[int, int, int, Hashable]] = []
        programs += self.crossings.solved

        def wait(places: Iterable[_Place]) -> None:
            for place in places:
                alike = self._alike(place)
                if alike not in known:
                    heappush(waiting, (way * len(place.stops), way * len(place.legs), len(known), alike))
                    known[alike] = place
                else:
                    known[alike] = replace(known[alike], orders=known[alike].orders + place.orders)

        wait(places)
        while waiting and crossings and self.crossings.solved < programs:
            so_far = partial(self._told, ended, known, whole=False) if ended else None
            yield Progress(len(known) - len(waiting), len(known), so_far)
            place = known[heappop(waiting)[-1]]
            crossings -= 1
            if place.end is None:
                wait(self._onward(place))
                continue
            ended.setdefault((told_of(place.stops), place.end, place.ending), []).append(place)
        return [alike for *_, alike in waiting]

    def _alike(self, place: _Place) -> Hashable:
        """What decides what comes of a place, and how long it took to the stops.

        Where time passes next it does not matter what was come to without any, nor which walls drivers leave; and of earlier
        stops only those matter that can come again.
        """
        own = place.position
        motions = self.crossings.moving(self.drifts.at(place.state), own.sides)
        zero, settled, instant, histories = own.zero, own.settled, place.instant, own.histories
        if not self.crossings.turns(own, motions):
            left = self.crossings.left(own, motions)
            zero, settled, instant = zero - left, settled - left, ()
            histories = self.crossings.histories(own, motions)
        visited = tuple(key if self.crossings.returns(own, key[1]) else None for key in place.visited)
        story, ending = told_of(place.stops), (place.end, place.ending)
        return story, visited, place.key, zero, settled, instant, histories, ending, self._timing(place)

    def _timing(self, place: _Place) -> Hashable:
        """What decides how long it took to the stops: what drivers of known rates had crossed there, and from where on nothing
        is known."""
        if not self.drifts.rated:
            return None
        unknown = next((n for n, (_, leg) in enumerate(place.legs) if not leg.rates and not leg.instant), None)
        timed = [unknown is None or stop.leg <= unknown for stop in place.stops]
        sides = tuple(tuple(own[wall] for wall in self.crossings.timing) for _, own in place.visited)
        return unknown is None, tuple(timed), sides

    # -- places -----------------------------------------------------------------------------------------------------

    def _starts(self) -> Iterator[_Place]:
        """Where steps from the start lead before anything drifts."""
        now, start = self.drifts.now, self.beyond.conflict.start
        sides = self.walls.sides_at(now)
        zero = frozenset(wall for wall, side in enumerate(sides) if side == 0)
        position = Position(sides, zero, frozenset(), (), ((),) * len(self.crossings.clusters))
        answers = self.beyond.cell(sides).answers
        values = dict(zip(self.drifts.names, now, strict=True))
        for rest in self.beyond.rests(start, sides):
            state = start if rest.state is None else rest.state
            key = (state, sides)
            stop = Stop((), start, state, rest.steps, rest.also_round, answers, values, 0, ())
            place = _Place(state, position, answers, (stop,), (key,), ((key, ()),), frozenset([key]))
            yield self._with_end(place, rest)

    def _onward(self, place: _Place) -> Iterator[_Place]:
        """What can come next."""
        motions = self.crossings.moving(self.drifts.at(place.state), place.position.sides)
        for passage in self.crossings.after(place.position, motions, len(place.legs)):
            crossed = self._crossed(place.position.sides, passage.after.sides)
            for rest in self.beyond.rests(place.state, passage.after.sides):
                if (after := self._arrived(place, passage, crossed, rest)) is not None:
                    yield after

    def _arrived(self, place: _Place, passage: Passage, crossed: tuple[Crossing, ...], rest: Rest) -> _Place | None:
        """The place after a leg and everybody's steps; None where a cell would be entered again before the next stop."""
        position, cell = passage.after, self.beyond.cell(passage.after.sides)
        state = place.state if rest.state is None else rest.state
        key = (state, position.sides)
        if state != place.state:
            position = replace(position, settled=frozenset())
        leg = self._leg(place.state, passage, crossed, state)
        stepped = rest.state != place.state
        is_stop = (
            stepped or cell.answers != place.answers or not self.crossings.moving(self.drifts.at(state), position.sides)
        )
        before = place.instant if leg.instant else ((place.key, ()),)
        after = replace(
            place,
            state=state,
            position=position,
            answers=cell.answers,
            legs=(*place.legs, (passage, leg)),
            instant=(*before, (key, crossed)),
            phase=place.phase | {key},
        )
        if is_stop:
            stop = Stop(
                crossed,
                place.state,
                state,
                rest.steps,
                rest.also_round,
                cell.answers,
                cell.drivers,
                len(after.legs),
                (),
            )
            after = replace(after, stops=(*place.stops, stop), visited=(*place.visited, key), phase=frozenset([key]))
        if held := _held(key, before, crossed):
            return replace(after, end="held", ending=held)
        if not is_stop:
            return None if key in place.phase else after
        if rest.state is not None and key in place.visited:
            back = place.visited.index(key)
            states = tuple(dict.fromkeys(stop.state for stop in after.stops[back:]))
            return replace(after, end="goes round", ending=(states, back, ()))
        return self._with_end(after, rest)

    def _with_end(self, place: _Place, rest: Rest) -> _Place:
        """The place, with its end if there is one: at rest, or without an outcome, or after enough stops."""
        end: Ending | None = None
        if rest.state is None:
            end = "steps go round"
        elif not self.crossings.moving(self.drifts.at(place.state), place.position.sides):
            end = "at rest"
        elif len(place.stops) > self.stops:
            end = "cut off"
        return place if end is None else replace(place, end=end, ending=((place.state,), None, ()))

    # -- records ----------------------------------------------------------------------------------------------------

    def _crossed(self, before: Sides, after: Sides) -> tuple[Crossing, ...]:
        return tuple(
            Crossing(form.coefficients, -form.constant, *sides)
            for form, *sides in zip(self.walls.forms, before, after, strict=True)
            if sides[0] != sides[1]
        )

    def _leg(self, state: int, passage: Passage, crossed: tuple[Crossing, ...], to: int) -> Leg:
        """The leg, as yet without numbers."""
        names = self.drifts.names
        return Leg(
            state=state,
            drifts={names[m.driver]: m.way for m in passage.motions},
            rates={names[m.driver]: m.rate for m in passage.motions if m.rate is not None},
            moved={},
            duration=None,
            crossed=crossed,
            to=to,
            instant=passage.instant,
        )

    def _branch(self, alike: Sequence[_Place], *, whole: bool) -> StoryBranch:
        """The branch that places are told as; the first is its example."""
        place = alike[0]
        assert place.end is not None
        asked, names = self.crossings.retraced(place.position.legs)[0], self.drifts.names
        program = asked.solved()
        assert program is not None, "a branch is possible"
        values: dict[int, dict[int, Fraction]] = {}
        for variable, value in zip(program.variables, program.point(), strict=True):
            values.setdefault(variable.leg, {})[variable.driver] = value
        legs = []
        for number, (_, leg) in enumerate(place.legs):
            own = values.get(number, {})
            moved = {names[driver]: value for driver, value in own.items() if driver != TIME}
            legs.append(replace(leg, moved=moved, duration=own.get(TIME)))
        states, back_to, held_at = place.ending
        return StoryBranch(
            place.stops,
            place.end,
            states,
            back_to,
            held_at,
            sum(own.orders for own in alike),
            tuple(legs),
            program.told(names),
            self._times(alike) if whole and self.drifts.rated else (None,) * len(place.stops),
        )

    def _times(self, alike: Sequence[_Place]) -> tuple[tuple[Fraction, Fraction] | None, ...]:
        """Of each stop, how long it takes from the start to it in any of the orders."""
        if len(alike) > MOST_TIMED:
            return (None,) * len(alike[0].stops)
        own = [self._times_of(place) for place in alike]
        return tuple(_spanned(spans) for spans in zip(*own, strict=True))

    def _times_of(self, place: _Place) -> Iterator[tuple[Fraction, Fraction] | None]:
        """The same of one order."""
        conditions = self.crossings.retraced(place.position.legs)[0].told(self.drifts.names)
        for stop in place.stops:
            passed = [number for number, (_, leg) in enumerate(place.legs[: stop.leg]) if not leg.instant]
            yield time_within(conditions, passed) if passed else (Fraction(0), Fraction(0))


def _spanned(spans: Sequence[tuple[Fraction, Fraction] | None]) -> tuple[Fraction, Fraction] | None:
    """What spans reach over together; nothing is known if of one nothing is."""
    known = [span for span in spans if span is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if len(known) == len(spans) else None


def _held(
    key: Key, instant: Sequence[tuple[Key, tuple[Crossing, ...]]], crossed: tuple[Crossing, ...]
) -> tuple[tuple[int, ...], None, tuple[Crossing, ...]] | None:
    """The states and crossings that come again without time passing, if a state and sides do."""
    since = next((place for place, (before, _) in enumerate(instant) if before == key), None)
    if since is None:
        return None
    crossings = [item for _, own in instant[since + 1 :] for item in own] + list(crossed)
    states = sorted({state for (state, _), _ in instant[since:]})
    return tuple(states), None, tuple(dict.fromkeys(crossings))
