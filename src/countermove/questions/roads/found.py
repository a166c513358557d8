"""roads: status quo analysis (Li, Kilgour & Hipel 2005): where the conflict can get from the start, and how.

Three ways of getting about, each from the start of one game:

* by *moves*: any legal sequence, whatever its movers want (nobody twice running);
* by *improvements*: the same, each mover improving on the state that it moves from;
* by *steps* of a concept: improvements that the concept does not deter and that are lean (``analysis.roads``). Outcomes
  are the equilibria of the concept that steps reach.

For every state reached: the moves of a shortest path; for every equilibrium: which of these ways lead to it, the
shortest path of each, who gets there alone, and which coalitions *jump* there from the start, or from an outcome, where
no sequence of improvements from the start leads (``questions.jumps``).

A *road told* is a shortest path of steps to an outcome: for each step which wants its mover gains and loses and which
of them decides; and why nobody turns back at its end (``questions.told_roads``).

Ways are followed one after another, then jumps are looked for, then roads are told. An interrupt ends that with what
is known: concepts whose roads were not followed are ``unfollowed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from countermove.analysis import Games
from countermove.analysis.reasons import Reason
from countermove.analysis.roads.departures import Departures
from countermove.analysis.roads.paths import Paths, paths
from countermove.analysis.roads.roads import Play
from countermove.brief import Brief
from countermove.case.games import chosen_game, games_of
from countermove.errors import ModelError
from countermove.logic import Formula
from countermove.model import Conflict, OptionStructure, Want, want_truth
from countermove.questions.roads.jumps import Jump, jumped_to, jumps_to
from countermove.questions.roads.road import Path, Return, Road, told_road, told_steps
from countermove.stability import (
    CONCEPTS,
    coalitions_of,
    concepts_named,
    solve,
)

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Equilibrium", "Goal", "Jump", "Reached", "Return", "Road", "RoadMap", "roads", "roads_in"]

WAYS = ("moves", "improvements")


@dataclass(frozen=True, slots=True, eq=False)
class Reached(Brief):
    """What one way of getting about leads to. ``mode``: "moves", "improvements" or a concept. ``codes``, ascending, and
    ``lengths``, aligned: the moves of a shortest path (the start 0). ``outcomes``: of a concept, all of them, ascending."""

    mode: str
    codes: NDArray[np.int64]
    lengths: NDArray[np.int64]
    outcomes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Equilibrium(Brief):
    """``concepts``: those under which it is one. ``ways``: mode → a shortest path (None: none); of concepts only those
    under which it is an equilibrium. ``alone``: actors that get there by one improvement. ``jumps``: empty where
    improvements reach it."""

    code: int
    concepts: tuple[str, ...]
    ways: Mapping[str, Path | None]
    alone: tuple[str, ...]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class Goal(Brief):
    """The states with a formula. ``text``: as given; ``count``: how many there are; ``now``: the start is one.
    ``ways``: mode → the told steps of a shortest path to the nearest of them (None: there is none by this way)."""

    text: str
    count: int
    now: bool
    ways: Mapping[str, tuple[Reason, ...] | None]


@dataclass(frozen=True, slots=True, eq=False)
class RoadMap(Brief):
    """Where one game can get from its start. ``states``: how many are feasible. ``concepts``: those whose roads were
    followed. ``equilibria``: ascending by code, those that improvements, steps or jumps lead to if ``left_out`` (others,
    by number) is not 0. ``largest``: the members of a coalition, at most. ``roads``: for each concept, to its outcomes by
    ascending code, at most 24 of them (``untold``: how many more there are in all). ``complete``: False after an
    interrupt: ``unfollowed`` concepts, jumps and roads are missing then. ``labels``: code → the options that are on."""

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
    unfollowed: tuple[str, ...]
    labels: Mapping[int, str]

    def outcomes(self, concept: str) -> tuple[int, ...]:
        """All outcomes of the roads of a concept that was followed: codes, ascending."""
        return next(way.outcomes for way in self.reached if way.mode == concept)

    def gist(self) -> str:
        """Where roads end, concept by concept."""
        ends = {name: [self.labels.get(code, str(code)) for code in self.outcomes(name)] for name in self.concepts}
        told = "; ".join(f"{name} {' | '.join(codes)}" for name, codes in ends.items())
        return f"from {self.labels[self.start]}, roads end: {told}"


def roads(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, object] | None = None,
    concepts: str | Sequence[str] = CONCEPTS,
    largest: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RoadMap:
    """Where a conflict, or one game of an assessment, can get from its start; *to*: a formula to find the ways to (default:
    the assessment's target, where it has one). ``progress`` is told how much is done, of how much: ways followed, places to
    jump from, roads told; an interrupt ends it with those, and with nothing before moves and improvements are followed.
    Raises FormulaError, UnknownName, ModelError, SizeError."""
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    text = of.document.target if to is None and not isinstance(of, Conflict) else to
    formula = None if text is None else of.formula(text)
    return roads_in(
        conflict,
        goal=formula,
        text=text or "",
        concepts=concepts,
        largest=largest,
        games=games_of(of),
        progress=progress,
    )


def roads_in(
    conflict: Conflict,
    *,
    goal: Formula | None = None,
    text: str = "",
    concepts: str | Sequence[str] = CONCEPTS,
    largest: int | None = None,
    games: Games | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RoadMap:
    """The same for a conflict. *goal*: a resolved formula (option form only), *text*: how it is written. *games*: what
    is known about games on its structure already. Raises UnknownName, ModelError, SizeError."""
    names = tuple(item.name for item in concepts_named(concepts))
    if goal is not None and not isinstance(conflict.structure, OptionStructure):
        raise ModelError("A conflict in graph form has no options, so no formula can say where to go.")
    return _Map(conflict, names, games or Games(conflict.structure), largest, progress).record(goal, text)


LISTED = 200
"""All equilibria are listed where there are no more than this."""

TOLD = 24
"""Roads told for each concept, at most."""


class _Map:
    def __init__(
        self,
        conflict: Conflict,
        names: tuple[str, ...],
        games: Games,
        largest: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.conflict, self.names = conflict, names
        self.progress, self.done, self.of = progress, 0, len(WAYS) + len(names)
        self.structure = conflict.structure
        self.play: Play = games.play_of(conflict)
        self.departures = Departures(conflict, (), arena=games.arena)
        self.start = self.structure.cell(conflict.start)
        self.largest = len(conflict.actors) if largest is None else min(largest, len(conflict.actors))
        self.ways: dict[str, Paths] = {}
        self.ends: dict[str, list[int]] = {}
        self.holds: dict[str, NDArray[np.bool_]] = {}
        self.groups = [own for own in coalitions_of(conflict.actors, largest=self.largest) if len(own) > 1]
        self.origins: list[int] = []
        self.goals, self.jumped = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
        self.told: list[Road] = []

    def step(self) -> None:
        """One thing more is done: a way followed, a place to jump from, or a road told."""
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.of)

    def record(self, goal: Formula | None, text: str) -> RoadMap:
        complete = True
        try:
            self.follow()
            self.judge()
            self.jump()
            self.tell()
        except KeyboardInterrupt:
            if not set(WAYS) <= set(self.ways):
                raise  # there is nothing to tell
            complete = False
            self.judge()
        equilibria, left_out = self.equilibria()
        aim = None if goal is None else self.goal(goal, text)
        return RoadMap(
            start=self.conflict.start,
            states=int(self.conflict.states.size),
            concepts=tuple(self.ends),
            reached=tuple(self.reached(mode) for mode in (*WAYS, *self.ends)),
            equilibria=equilibria,
            left_out=left_out,
            roads=tuple(self.told),
            untold=sum(map(len, self.ends.values())) - len(self.told),
            goal=aim,
            largest=self.largest,
            complete=complete,
            unfollowed=tuple(name for name in self.names if name not in self.ends),
            labels=self.labels(equilibria, aim),
        )

    def labels(self, rows: Sequence[Equilibrium], goal: Goal | None) -> dict[int, str]:
        found = {self.conflict.start}
        found |= {self.structure.code_of(cell) for cells in self.ends.values() for cell in cells[:TOLD]}
        for row in rows:
            found |= {row.code, *(jump.origin for jump in row.jumps)}
            found |= {code for way in row.ways.values() for _, code in way or ()}
        for road in self.told:
            found |= road.codes
        if goal is not None:
            found |= {step.after for way in goal.ways.values() for step in way or ()}
        return {code: self.structure.label(code) for code in sorted(found)}

    # -- ways ------------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Every way from the start, and the outcomes of concepts."""
        for mode in (*WAYS, *self.names):
            self.ways[mode] = paths(self.play, self.start, mode)
            if mode not in WAYS:
                self.ends[mode] = sorted(self.play.roads(self.start, mode).outcomes)
            self.step()

    def reached(self, mode: str) -> Reached:
        found = self.ways[mode]
        codes = found.cells if self.structure.layout != "sparse" else self.structure.states[found.cells]
        return Reached(mode, codes, found.lengths, tuple(map(self.structure.code_of, self.ends.get(mode, ()))))

    def path(self, mode: str, cell: int) -> Path | None:
        found = self.ways[mode].to(cell)
        if found is None:
            return None
        return tuple((self.conflict.actors[actor], self.structure.code_of(target)) for actor, target in found)

    # -- equilibria ------------------------------------------------------------------------------------------------

    def judge(self) -> None:
        """Where the equilibria are, under every concept that was followed."""
        missing = [name for name in self.ends if name not in self.holds]
        table = solve(self.conflict, missing) if missing else None
        self.holds |= {name: table.equilibrium(name) for name in missing if table is not None}

    def found(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The equilibria under some concept (codes, ascending), and whether improvements lead there."""
        some = np.zeros(self.conflict.states.size, dtype=np.bool_)
        for own in self.holds.values():
            some |= own
        codes = self.conflict.states[some]
        return codes, np.isin(self.structure.cells_of(codes), self.ways["improvements"].cells)

    def jump(self) -> None:
        """Who jumps to equilibria that improvements do not lead to."""
        codes, led_to = self.found()
        self.goals = codes[~led_to]
        self.jumped = np.zeros(self.goals.size, dtype=np.bool_)
        start, ends = self.conflict.start, {cell for own in self.ends.values() for cell in own}
        others = sorted({self.structure.code_of(cell) for cell in ends} - {start})[:TOLD]
        self.of += 1 + len(others) + len(self.wanted)
        for origin in (start, *others):
            self.jumped |= jumped_to(self.departures, origin, self.groups, self.goals)
            self.origins.append(origin)
            self.step()

    def equilibria(self) -> tuple[tuple[Equilibrium, ...], int]:
        codes, led_to = self.found()
        led_to |= np.isin(codes, self.goals[self.jumped], assume_unique=True)
        chosen = codes.tolist() if codes.size <= LISTED else codes[led_to].tolist()
        rows = []
        for code in chosen[:LISTED]:
            place = int(np.searchsorted(self.conflict.states, code))
            rows.append(self.equilibrium(code, tuple(name for name, holds in self.holds.items() if holds[place])))
        return tuple(rows), int(codes.size) - len(rows)

    def equilibrium(self, code: int, concepts: tuple[str, ...]) -> Equilibrium:
        cell = self.structure.cell(code)
        ways = {mode: self.path(mode, cell) for mode in (*WAYS, *concepts)}
        alone = tuple(
            actor
            for actor in self.conflict.actors
            if code in self.conflict.moves(self.conflict.start, actor=actor, improvements=True).tolist()
        )
        jumps: list[Jump] = []
        for origin in self.origins if ways["improvements"] is None else ():
            jumps += jumps_to(self.departures, origin, self.groups, code)
        return Equilibrium(code, concepts, ways, alone, tuple(jumps))

    # -- roads told ------------------------------------------------------------------------------------------------

    def tell(self) -> None:
        for name, cell in self.wanted:
            path = self.path(name, cell)
            assert path is not None, "an outcome is reached by steps"
            self.told.append(told_road(self.conflict, name, self.structure.code_of(cell), path))
            self.step()

    @property
    def wanted(self) -> list[tuple[str, int]]:
        """The roads to be told: to outcomes (cells) of concepts."""
        return [(name, cell) for name, ends in self.ends.items() for cell in ends[:TOLD]]

    # -- the goal --------------------------------------------------------------------------------------------------

    def goal(self, formula: Formula, text: str) -> Goal:
        structure = self.structure
        assert isinstance(structure, OptionStructure)
        met = np.broadcast_to(
            want_truth(Want(formula), structure.space.columns, self.conflict.drivers), structure.space.shape
        ).reshape(-1)
        ways: dict[str, tuple[Reason, ...] | None] = {}
        for mode in (*WAYS, *self.ends):
            found = self.ways[mode]
            cells, lengths = found.cells[met[found.cells]], found.lengths[met[found.cells]]
            path = self.path(mode, int(cells[np.lexsort((cells, lengths))[0]])) if cells.size else None
            ways[mode] = None if path is None else told_steps(self.conflict, path)
        return Goal(text, int(structure.at_states(met).sum()), bool(met[self.start]), ways)
