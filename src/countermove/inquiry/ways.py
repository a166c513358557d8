"""Every way out of the start of one game, what stops it, and what would follow if it was taken all the same.

A *way* is one act, done alone (in graph form one move). It is *taken* where its mover gains and nothing deters it under
the concept; otherwise it is stopped by the want that decides against it, by an unmet requirement of the act, or by the
countermoves that deter it. An actor that gains by no single act, but by several at once, has its best such move as a
way too, so that every departure from the start is one of the ways. Rules and acts that cannot be taken back leave no
way.

What follows is everything that steps of the concept lead to from there (``inquiry.walk``), not beyond the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple

from countermove.inquiry.reasons import (
    NO_CHAIN,
    Chain,
    NumberSwitch,
    Place,
    chain_of,
    compared_drivers,
    driver_switch,
    sign_at,
)
from countermove.inquiry.walk import MOST, Obstacle, Walk, acts_from
from gmcr import Conflict, Ranking, why
from gmcr.analysis import Play, UnlistedPlay
from gmcr.base.errors import Undecided
from gmcr.base.record import Record
from gmcr.logic import Compare, Degrees, Formula, Symbol, Vocabulary, truth
from gmcr.model import ModelWant, OptionStructure
from gmcr.stability import Countermove

__all__ = ["Following", "Lanes", "NextStep", "Way", "Ways", "terms_of"]


Result = Literal["worse", "better", "indifferent", "infeasible", "settled", "not ready"]
"""The mover's verdict on a way, as in an ``Obstacle``; impossible acts are no ways."""


class NextStep(NamedTuple):
    """A step after a way. ``brings``: terms that come to hold by it and require acts of several actors."""

    actor: str
    source: int
    target: int
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Following(Record):
    """What follows a way. ``steps``: those that continue it, other than back to the start, by actor and then the best
    first; ``back``: the actors that would take it straight back; ``brings``: terms of several actors' acts that the way
    itself brings about; ``ends``: the equilibria that it leads to, and the start where it leads back there; none where
    it runs in circles. ``whole``: whether the search was complete."""

    steps: tuple[NextStep, ...]
    back: tuple[str, ...]
    brings: tuple[str, ...]
    ends: tuple[int, ...]
    whole: bool

    @property
    def undone(self) -> bool:
        """Whether every step leads straight back to the start."""
        return bool(self.back) and not self.steps

    @property
    def stays(self) -> bool:
        """Whether nobody moves on."""
        return not self.back and not self.steps


@dataclass(frozen=True, slots=True)
class Way(Record):
    """One way out. ``turned``: the options that it turns over, each with whether it comes to be on (none in graph
    form); ``result``: its mover's verdict; ``target``: the code that it leads to; ``want``, ``part``: what decides, as
    in ``Obstacle``; ``chain``: the wants behind that; ``needs``: what has to hold first. ``place``: of the start and of
    the target in its mover's order. ``switch``: the driver by which the deciding want turns, and the act with it; None
    where no driver does both. ``taken``: whether its mover gains and nothing deters it; ``deterred``: the countermoves
    that do. ``follows``: None where it needs something first, and where states are not listed."""

    actor: str
    turned: tuple[tuple[str, bool], ...]
    result: Result
    target: int
    want: str | None
    part: str
    needs: str | None
    place: Place | None
    switch: NumberSwitch | None
    taken: bool
    deterred: tuple[Countermove, ...]
    follows: Following | None
    chain: Chain = NO_CHAIN

    @property
    def undecided(self) -> bool:
        """Whether its mover would gain, and whether that is deterred is unknown."""
        return self.result == "better" and not self.taken and not self.deterred


@dataclass(frozen=True, slots=True)
class Lanes(Record):
    """All ways out of the start of one game, in file order, those that are taken first. ``acts``: the result of every
    single act; ``standing``: for each way the rank of the deciding want in its mover's order, a lower rank being
    dearer; ``labels``: code → label, of every state mentioned."""

    concept: str
    start: int
    acts: tuple[Obstacle, ...]
    ways: tuple[Way, ...]
    standing: tuple[int, ...]
    labels: Mapping[int, str]

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concept, under the name that records of several concepts use."""
        return (self.concept,)

    @property
    def taken(self) -> tuple[Way, ...]:
        """The ways that are taken."""
        return tuple(way for way in self.ways if way.taken)

    def dearest(self, most: int) -> tuple[Way, ...]:
        """At most *most* ways, in order: those that are taken, then those stopped by what is dearest to their movers."""
        ranked = sorted(range(len(self.ways)), key=lambda k: (not self.ways[k].taken, self.standing[k]))
        return tuple(self.ways[place] for place in sorted(ranked[:most]))


def terms_of(vocabulary: Vocabulary) -> dict[str, Formula]:
    """The terms that require acts of several actors, by name."""
    terms = {name: vocabulary.resolve(Symbol(name), kind="any") for name in vocabulary.terms}
    return {
        name: formula
        for name, formula in terms.items()
        if formula.is_truth and len({Degrees.option_of(option).partition(".")[0] for option in formula.options}) > 1
    }


class Ways:
    """Collects the ways out of a game, with the drivers that tip acts within their ``ranges``."""

    def __init__(
        self,
        conflict: Conflict,
        play: Play,
        concept: str,
        terms: Mapping[str, Formula],
        most: int = MOST,
        *,
        ranges: Mapping[str, tuple[Fraction, Fraction]] | None = None,
    ) -> None:
        self.conflict, self.play, self.concept, self.terms = conflict, play, concept, terms
        self.walk, self.most = Walk(conflict, play, concept, most), most
        self.acts, self.ranges = acts_from(conflict), ranges or {}
        self._held: dict[int, tuple[str, ...]] = {}
        self._paths: dict[str, dict[int, tuple[Countermove, ...]]] = {}

    @property
    def record(self) -> Lanes:
        """The record of all ways."""
        open_ = [act for act in self.acts if act.target is not None and act.result != "infeasible"]
        every = [self._single(act) for act in open_]
        every += self._together({way.actor for way in every if way.taken})
        actors = self.conflict.actors
        ways = tuple(sorted(every, key=lambda way: (not way.taken, actors.index(way.actor))))
        codes = {self.start, *self._codes(ways)}
        return Lanes(
            concept=self.concept,
            start=self.start,
            acts=self.acts if isinstance(self.conflict.structure, OptionStructure) else (),
            ways=ways,
            standing=tuple(map(self._standing, ways)),
            labels={code: self.conflict.label(code) for code in sorted(codes)},
        )

    @property
    def start(self) -> int:
        """The code of the start."""
        return self.conflict.start

    @cached_property
    def _onward(self) -> dict[str, list[int]]:
        """Actor: the targets of its steps from the start."""
        targets: dict[str, list[int]] = {actor: [] for actor in self.conflict.actors}
        if self._proved is not None:
            return self._shown(self._proved, targets)
        for actor, target in self.walk.onward(self.start):
            targets[actor].append(target)
        return targets

    @cached_property
    def _proved(self) -> UnlistedPlay | None:
        """The play, where states are not listed."""
        return self.play if isinstance(self.play, UnlistedPlay) else None

    def _shown(self, play: UnlistedPlay, targets: dict[str, list[int]]) -> dict[str, list[int]]:
        """Like `_onward`, where steps are proved: single acts that nothing deters, or else the best undeterred move."""
        for act in self.acts:
            if act.result == "better" and act.target is not None:
                with suppress(Undecided):
                    who = self.conflict.actor(act.actor)
                    if play.countered(self.start, who, act.target, self.concept) is None:
                        targets[act.actor].append(act.target)
        for place, actor in enumerate(self.conflict.actors):
            if not targets[actor] and (best := play.leaving(self.start, place, self.concept)) is not None:
                targets[actor].append(best)
        return targets

    def _path(self, actor: str, target: int) -> tuple[Countermove, ...]:
        """The countermoves that deter an improvement; none where that was not decided in time."""
        if self._proved is not None:
            try:
                return self._proved.countered(self.start, self.conflict.actor(actor), target, self.concept) or ()
            except Undecided:
                return ()

        if actor not in self._paths:
            self._paths[actor] = dict(why(self.conflict, self.start, actor=actor, concept=self.concept).deterred)
        return self._paths[actor][target]

    # -- ways ------------------------------------------------------------------------------------------------------

    def _single(self, act: Obstacle) -> Way:
        assert act.target is not None
        turned = ((act.option, act.on),) if isinstance(self.conflict.structure, OptionStructure) else ()
        return self._way(act.actor, turned, act.target, act.result, act.want, act.part, act.needs, act.place, act.chain)

    def _together(self, moving: set[str]) -> Iterator[Way]:
        """For each actor that leaves the start, but by no single act: the best of the moves by which it does."""
        for actor in self.conflict.actors:
            if actor in moving or not self._onward[actor]:
                continue
            best = max(self._onward[actor], key=lambda code: self._rank(actor, code))
            first, chain = chain_of(self.conflict, actor, self.start, best)
            turned = self._turned(best)
            yield self._way(actor, turned, best, "better", first.want, first.part, None, first.place, chain)

    def _turned(self, target: int) -> tuple[tuple[str, bool], ...]:
        before, after = (self.conflict.structure.on(code) for code in (self.start, target))
        on = [(option, True) for option in after if option not in before]
        return (*on, *((option, False) for option in before if option not in after))

    def _way(
        self,
        actor: str,
        turned: tuple[tuple[str, bool], ...],
        target: int,
        result: Result,
        want: str | None,
        part: str,
        needs: str | None,
        place: Place | None,
        chain: Chain,
    ) -> Way:
        pays = target in self._onward[actor] and result == "better"
        return Way(
            actor=actor,
            turned=turned,
            result=result,
            target=target,
            want=want,
            part=part,
            needs=needs,
            place=place,
            switch=None if want is None else self._switch(actor, want, target),
            taken=pays,
            deterred=() if pays or result != "better" else self._path(actor, target),
            follows=None if needs is not None or self._proved is not None else self._follows(target),
            chain=chain,
        )

    def _rank(self, actor: str, code: int) -> tuple[int, Any, int]:
        """The sort key of moves: actors as in the file, and for one actor the better first, then the lower code."""
        place = self.conflict.actor(actor)
        return -place, self.play.ranks(place)[self.conflict.structure.cell(code)], -code

    def _wants(self, actor: str) -> Sequence[ModelWant]:
        preference = self.conflict.preferences[actor]
        return () if isinstance(preference, Ranking) else preference

    def _switch(self, actor: str, name: str, target: int) -> NumberSwitch | None:
        """The first driver in the condition of a want that tips the act: the want turns by it, and just beyond the
        threshold, but not before it, the actor's verdict on the act changes."""
        condition = next(want.condition for want in self._wants(actor) if want.id == name)
        if not isinstance(condition, Compare) or condition.op in ("==", "!="):
            return None
        drivers, options = self.conflict.drivers, self._options(self.start)
        sign = partial(sign_at, self.conflict, actor, self.start, target)
        pays = sign(drivers) > 0
        for driver in compared_drivers(condition, drivers):
            low, high = self.ranges.get(driver, (min(Fraction(0), drivers[driver]), max(Fraction(1), drivers[driver])))
            switch = driver_switch(condition, driver, options, drivers, (low, high))
            if switch is None or not low <= (beyond := switch.beyond) <= high:
                continue
            there, here = (sign({**drivers, driver: value}) > 0 for value in (beyond, switch.before))
            if there is not pays and here is pays:  # a compared driver in the want itself may tip the act before
                return switch
        return None

    def _standing(self, way: Way) -> int:
        if way.place is not None and isinstance(self.conflict.preferences[way.actor], Ranking):
            return way.place.now - way.place.then
        names = [want.id for want in self._wants(way.actor)]
        return names.index(way.want) if way.want is not None else len(names)

    # -- consequences ----------------------------------------------------------------------------------------------

    def _follows(self, target: int) -> Following:
        start, onward = self.start, self.walk.onward
        own = onward(target)
        if len(own) > 1:
            own = sorted(own, key=lambda step: self._rank(*step), reverse=True)
        reached, whole = {target: None}, True
        for code in (waiting := [target]):  # grows during the iteration
            if code == start:
                continue
            for _, there in onward(code):
                if there not in reached and len(self.walk.known) >= self.most:
                    whole = False
                elif there not in reached:
                    reached[there] = None
                    waiting.append(there)
        return Following(
            steps=tuple(
                NextStep(actor, target, there, self._new_terms(target, there)) for actor, there in own if there != start
            ),
            back=tuple(dict.fromkeys(actor for actor, there in own if there == start)),
            brings=self._new_terms(start, target),
            ends=tuple(code for code in reached if code == start or not onward(code)),
            whole=whole,
        )

    def _new_terms(self, before: int, after: int) -> tuple[str, ...]:
        """The terms that hold in the second state only."""
        here = self._holding(before)
        return tuple(name for name in self._holding(after) if name not in here)

    def _holding(self, code: int) -> tuple[str, ...]:
        """The terms that hold in a state."""
        if code not in self._held:
            on, drivers = self._options(code), self.conflict.drivers
            self._held[code] = tuple(name for name, formula in self.terms.items() if truth(formula, on, drivers))
        return self._held[code]

    def _options(self, code: int) -> dict[str, bool]:
        """Option → whether it is on."""
        return {name: bool(code >> bit & 1) for bit, name in enumerate(self.conflict.structure.options)}

    def _codes(self, ways: Iterable[Way]) -> Iterator[int]:
        """Every state that ways mention."""
        for way in ways:
            yield from (() if way.needs else (way.target,))
            yield from (code for _, code in way.deterred)
            if way.follows is not None:
                yield from (step.target for step in way.follows.steps)
                yield from way.follows.ends
