"""roads: status quo analysis (Li, Kilgour & Hipel 2005): where the conflict can get from the start, and how.

Three ways of getting about, each from the start of one game:

* by *moves*: any legal sequence, whatever its movers want (nobody twice running);
* by *improvements*: the same, each mover improving on the state that it moves from;
* by *steps* of a concept: improvements that the concept does not deter and that are lean (``analysis.roads``). Outcomes
  are the equilibria of the concept that steps reach.

For every state reached: the moves of a shortest path; for every equilibrium: which of these ways lead to it, the
shortest path of each, who gets there alone, and which coalitions *jump* there: H of two or more actors jumps from the
start, or from an outcome, to an equilibrium T that no sequence of improvements from the start reaches iff T is a
coalition improvement of H there (``stability.coalitions``: all members prefer it, and their moves lead there). Only
coalitions minimal by inclusion are given, for each place to jump from.

A *road told* is a shortest path of steps to an outcome: for each step which wants its mover gains and loses and which
of them decides (``analysis.reasons``); and *why nobody turns back*: for every actor that moved, what becomes of undoing
all its own acts at the outcome, the others' left as they are:

* "nothing": its acts are as at the start already; "cannot": those that are not cannot be taken back (where only some
  can, these are undone); "infeasible": a rule excludes it;
* "loses" or "no gain": with the want that decides;
* "deterred": it would gain, and ``path`` is the countermove that deters it under the concept.

``settled``: for all actors the witness that the outcome is stable for them (``stability.witness``). In graph form,
which has no options, turning back is to move to the start, and "cannot" says that there is no such move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis import Games
from countermove.analysis.departures import Departures
from countermove.analysis.paths import Paths, paths
from countermove.analysis.reasons import Reason, reason
from countermove.analysis.roads import Play
from countermove.errors import ModelError
from countermove.logic import Formula
from countermove.model import Conflict, OptionStructure, Want, want_truth
from countermove.questions.games import games_of
from countermove.stability import (
    CONCEPTS,
    Witness,
    coalitions_of,
    concepts_named,
    solve,
    why,
)

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Equilibrium", "Goal", "Jump", "Reached", "Return", "Road", "RoadMap", "roads", "roads_in"]

Path = tuple[tuple[str, int], ...]
"""Moves one after another: (who moves, the code of the state it leads to)."""

WAYS = ("moves", "improvements")


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """What one way of getting about leads to. ``mode``: "moves", "improvements" or a concept. ``codes``, ascending, and
    ``lengths``, aligned: the moves of a shortest path (the start 0)."""

    mode: str
    codes: NDArray[np.int64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Jump:
    """A coalition that gets from ``origin`` (the start, or an outcome) to an equilibrium at once; ``gains``: what each
    member makes of it."""

    origin: int
    coalition: tuple[str, ...]
    gains: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """``concepts``: those under which it is one. ``ways``: mode → a shortest path (None: none); of concepts only those
    under which it is an equilibrium. ``alone``: actors that get there by one improvement. ``jumps``: empty where
    improvements reach it."""

    code: int
    concepts: tuple[str, ...]
    ways: Mapping[str, Path | None]
    alone: tuple[str, ...]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """What undoing all its acts would bring an actor at an outcome; see the module. ``target``: where that leads, None
    where it cannot be or there is nothing to undo."""

    actor: str
    status: str
    target: int | None = None
    reason: Reason | None = None
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Road:
    """A shortest road to an outcome under a concept, told. ``steps`` is empty where the start itself is the outcome."""

    concept: str
    outcome: int
    steps: tuple[Reason, ...]
    returns: tuple[Return, ...]
    settled: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """The states with a formula. ``text``: as given; ``count``: how many there are; ``now``: the start is one.
    ``ways``: mode → the told steps of a shortest path to the nearest of them (None: there is none by this way)."""

    text: str
    count: int
    now: bool
    ways: Mapping[str, tuple[Reason, ...] | None]


@dataclass(frozen=True, slots=True, eq=False)
class RoadMap:
    """Where one game can get from its start. ``states``: how many are feasible. ``equilibria``: ascending by code,
    those that improvements, steps or jumps lead to if ``left_out`` (others, by number) is not 0. ``largest``: the
    members of a coalition, at most. ``roads``: for each concept, to its outcomes by ascending code, at most 24 of them
    (``untold``: how many more there are in all). ``complete``: False where an interrupt left roads untold. ``labels``: code →
    the options that are on, for every state mentioned."""

    start: int
    states: int
    concepts: tuple[str, ...]
    reached: tuple[Reached, ...]
    equilibria: tuple[Equilibrium, ...]
    left_out: int
    roads: tuple[Road, ...]
    untold: int
    goal: Goal | None
    largest: int
    complete: bool
    labels: Mapping[int, str]


def roads(
    assessment: Assessment,
    *,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: Sequence[str] = CONCEPTS,
    largest: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RoadMap:
    """Where one game of an assessment can get from its start; *to*: a formula to find the ways to (default: the
    assessment's target, where it has one). ``progress`` is told how many roads of how many are told; an interrupt ends it
    with those. Raises FormulaError, UnknownName, ModelError, SizeError."""
    conflict = assessment.conflict(reading=reading, scenario=scenario, view=view, drivers=drivers)  # type: ignore[arg-type]
    text = assessment.document.target if to is None else to
    formula = None if text is None else assessment.formula(text)
    return roads_in(
        conflict,
        goal=formula,
        text=text or "",
        concepts=concepts,
        largest=largest,
        games=games_of(assessment),
        progress=progress,
    )


def roads_in(
    conflict: Conflict,
    *,
    goal: Formula | None = None,
    text: str = "",
    concepts: Sequence[str] = CONCEPTS,
    largest: int | None = None,
    games: Games | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RoadMap:
    """The same for a conflict. *goal*: a resolved formula (option form only), *text*: how it is written. *games*: what
    is known about games on its structure already. Raises UnknownName, ModelError, SizeError."""
    names = tuple(item.name for item in concepts_named(concepts))
    if goal is not None and not isinstance(conflict.structure, OptionStructure):
        raise ModelError("A conflict in graph form has no options, so no formula can say where to go.")
    if largest is not None and largest < 1:
        raise ModelError(f"Coalitions of at most {largest} actors: there are none; give 1 or more.")
    return _Map(conflict, names, games or Games(conflict.structure), largest).record(goal, text, progress)


LISTED = 200
"""All equilibria are listed where there are no more than this."""

TOLD = 24
"""Roads told for each concept, at most."""


class _Map:
    def __init__(self, conflict: Conflict, names: tuple[str, ...], games: Games, largest: int | None) -> None:
        self.conflict, self.names = conflict, names
        self.structure = conflict.structure
        self.play: Play = games.play_of(conflict)
        self.departures = Departures(conflict, (), arena=games.arena)
        self.start = self.structure.cell(conflict.start)
        self.largest = len(conflict.actors) if largest is None else min(largest, len(conflict.actors))
        self.ways: dict[str, Paths] = {mode: paths(self.play, self.start, mode) for mode in (*WAYS, *names)}
        self.jumped: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        self.ends = {name: sorted(self.play.roads(self.start, name).outcomes) for name in names}

    def record(self, goal: Formula | None, text: str, progress: Callable[[int, int], None] | None = None) -> RoadMap:
        equilibria, left_out = self.equilibria()
        told, complete = self.told_roads(progress)
        aim = None if goal is None else self.goal(goal, text)
        return RoadMap(
            start=self.conflict.start,
            states=int(self.conflict.states.size),
            concepts=self.names,
            reached=tuple(map(self.reached, self.ways.values())),
            equilibria=equilibria,
            left_out=left_out,
            roads=told,
            untold=sum(map(len, self.ends.values())) - len(told),
            goal=aim,
            largest=self.largest,
            complete=complete,
            labels=self.labels(equilibria, told, aim),
        )

    def told_roads(self, progress: Callable[[int, int], None] | None) -> tuple[tuple[Road, ...], bool]:
        """The roads, and whether an interrupt left some out."""
        wanted = [(name, cell) for name in self.names for cell in self.ends[name][:TOLD]]
        found: list[Road] = []
        try:
            for name, cell in wanted:
                found.append(self.road(name, cell))
                if progress is not None:
                    progress(len(found), len(wanted))
        except KeyboardInterrupt:
            return tuple(found), False
        return tuple(found), True

    def labels(self, rows: Sequence[Equilibrium], told: Sequence[Road], goal: Goal | None) -> dict[int, str]:
        found = {self.conflict.start}
        for row in rows:
            found |= {row.code, *(jump.origin for jump in row.jumps)}
            found |= {code for way in row.ways.values() for _, code in way or ()}
        for road in told:
            found |= {road.outcome, *(step.after for step in road.steps)}
            for back in road.returns:
                found |= {code for code in (back.target, *(code for _, code in back.path)) if code is not None}
            for witness in road.settled:
                for improvement, path in witness.deterred:
                    found |= {improvement, *(code for _, code in path)}
        if goal is not None:
            found |= {step.after for way in goal.ways.values() for step in way or ()}
        return {code: self.structure.label(code) for code in sorted(found)}

    def reached(self, found: Paths) -> Reached:
        codes = found.cells if self.structure.layout != "sparse" else self.structure.states[found.cells]
        return Reached(found.mode, codes, found.lengths)

    def path(self, mode: str, cell: int) -> Path | None:
        found = self.ways[mode].to(cell)
        if found is None:
            return None
        return tuple((self.conflict.actors[actor], self.structure.code_of(target)) for actor, target in found)

    # -- equilibria ------------------------------------------------------------------------------------------------

    def equilibria(self) -> tuple[tuple[Equilibrium, ...], int]:
        table = solve(self.conflict, self.names)
        where = {name: table.equilibrium(name) for name in self.names}
        some = np.logical_or.reduce(list(where.values())) if where else np.zeros(0, dtype=np.bool_)
        codes = self.conflict.states[some]
        led_to = np.isin(self.structure.cells_of(codes), self.ways["improvements"].cells)
        self.jumped = self.jumps_to(codes[~led_to])
        led_to |= np.isin(codes, list(self.jumped))
        chosen = codes.tolist() if codes.size <= LISTED else codes[led_to].tolist()
        rows = []
        for code in chosen[:LISTED]:
            place = int(np.searchsorted(self.conflict.states, code))
            rows.append(self.equilibrium(code, tuple(name for name in self.names if where[name][place])))
        return tuple(rows), int(codes.size) - len(rows)

    def equilibrium(self, code: int, concepts: tuple[str, ...]) -> Equilibrium:
        cell = self.structure.cell(code)
        ways = {mode: self.path(mode, cell) for mode in (*WAYS, *concepts)}
        alone = tuple(
            actor
            for actor in self.conflict.actors
            if code in self.conflict.moves(self.conflict.start, actor=actor, improvements=True).tolist()
        )
        jumps = [] if ways["improvements"] is not None else self.jumped.get(code, [])
        return Equilibrium(
            code, concepts, ways, alone, tuple(self.jump(origin, group, code) for origin, group in jumps)
        )

    def jump(self, origin: int, coalition: tuple[str, ...], code: int) -> Jump:
        return Jump(origin, coalition, tuple(reason(self.conflict, member, origin, code) for member in coalition))

    def jumps_to(self, codes: NDArray[np.int64]) -> dict[int, list[tuple[int, tuple[str, ...]]]]:
        """Code → from where which minimal coalitions of two or more jump there; of some states (codes, ascending)."""
        found: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        if not codes.size:
            return found
        ends = sorted({self.structure.code_of(cell) for cells in self.ends.values() for cell in cells})
        groups = [group for group in coalitions_of(self.conflict.actors, largest=self.largest) if len(group) > 1]
        for origin in (self.conflict.start, *(code for code in ends[:TOLD] if code != self.conflict.start)):
            for group in groups:
                improved = self.departures.improvements(origin, group)
                for code in np.intersect1d(improved, codes, assume_unique=True).tolist():
                    known = found.setdefault(code, [])
                    if not any(place == origin and set(smaller) <= set(group) for place, smaller in known):
                        known.append((origin, group))
        return found

    # -- roads told ------------------------------------------------------------------------------------------------

    def road(self, concept: str, cell: int) -> Road:
        path = self.path(concept, cell)
        assert path is not None, "an outcome is reached by steps"
        outcome = self.structure.code_of(cell)
        settled = tuple(why(self.conflict, outcome, actor=actor, concept=concept) for actor in self.conflict.actors)
        movers = dict.fromkeys(actor for actor, _ in path)
        returns = tuple(self.turned_back(settled[self.conflict.actor(actor)]) for actor in movers)
        return Road(concept, outcome, self.told(path), returns, settled)

    def told(self, path: Path) -> tuple[Reason, ...]:
        here, steps = self.conflict.start, []
        for actor, code in path:
            steps.append(reason(self.conflict, actor, here, code))
            here = code
        return tuple(steps)

    def turned_back(self, settled: Witness) -> Return:
        actor, outcome, start = settled.actor, settled.state, self.conflict.start
        target = start
        if isinstance(self.structure, OptionStructure):
            form = self.structure.form
            mask = form.mask(actor)
            done = (outcome ^ start) & mask
            kept = done & (outcome & form.one_way_mask(actor, "forward") | ~outcome & form.one_way_mask(actor, "back"))
            if done and done == kept:
                return Return(actor, "cannot")
            target = outcome ^ (done & ~kept)
        if target == outcome:
            return Return(actor, "nothing")
        if target not in self.conflict.moves(outcome, actor=actor).tolist():
            return Return(actor, "infeasible" if self.conflict.options else "cannot")
        found = reason(self.conflict, actor, outcome, target)
        if found.sign <= 0:
            return Return(actor, "loses" if found.sign < 0 else "no gain", target, found)
        path = dict(settled.deterred)[target]
        return Return(actor, "deterred", target, found, path)

    # -- the goal --------------------------------------------------------------------------------------------------

    def goal(self, formula: Formula, text: str) -> Goal:
        structure = self.structure
        assert isinstance(structure, OptionStructure)
        met = np.broadcast_to(
            want_truth(Want(formula), structure.space.columns, self.conflict.drivers), structure.space.shape
        ).reshape(-1)
        ways: dict[str, tuple[Reason, ...] | None] = {}
        for mode, found in self.ways.items():
            cells, lengths = found.cells[met[found.cells]], found.lengths[met[found.cells]]
            path = self.path(mode, int(cells[np.lexsort((cells, lengths))[0]])) if cells.size else None
            ways[mode] = None if path is None else self.told(path)
        return Goal(text, int(structure.at_states(met).sum()), bool(met[self.start]), ways)
