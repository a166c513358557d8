"""roads: status quo analysis (Li, Kilgour & Hipel 2005): where the conflict can get from the start, and how.

Three *ways* of moving, each from the start of one game:

* by *moves*: any legal sequence, whatever its movers want (nobody twice running);
* by *improvements*: the same, each mover improving on the state that it moves from;
* by *steps* of a concept: improvements that the concept does not deter and that are lean (``analysis.roads``). Outcomes
  are the equilibria of the concept that steps reach.

For every state reached: the moves of a shortest path; for every equilibrium: which of these ways lead to it, the
shortest path of each, who gets there alone, and which coalitions *jump* there from the start, or from an outcome, if
no sequence of improvements from the start leads there (``jumps``).

A *road* is a shortest path of steps to an outcome, with reasons: for each step which wants its mover gains and loses
and which of them decides; and why nobody turns back at its end (``road``).

Ways are followed first, then jumps are sought, then roads are explained. In a partial result, concepts whose
roads were not followed are ``unfollowed``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray

from countermove.context.context import game_context
from countermove.inquiry.inducement import Inducement, leading_to
from countermove.inquiry.outcomes import Reach
from countermove.inquiry.reasons import Reason
from countermove.questions.roads.road import Jump, Return, Road, explained_road, jump_targets, jumps_to, step_reasons
from gmcr import Conflict, solve
from gmcr.analysis import Departures, Games, Paths
from gmcr.base.arguments import GivenNumber
from gmcr.base.record import INTERNAL, Key, Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.logic import Formula
from gmcr.model import EditedStructure, ModelWant, OptionStructure
from gmcr.stability import Countermove, coalitions_of

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["Equilibrium", "Goal", "Jump", "Reached", "Return", "Road", "RoadMap", "roads"]

WAYS = ("moves", "improvements")

Row = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Reached(Record):
    """The states that one way of moving leads to."""

    mode: Annotated[str, Key("way")]
    """The way: moves, improvements, or a concept."""
    codes: Row
    """Codes, ascending."""
    lengths: Row
    """The number of moves of a shortest path to each; 0 for the start."""
    outcomes: tuple[int, ...]
    """For a concept, the outcomes: codes, ascending."""


@dataclass(frozen=True, slots=True)
class Equilibrium(Record):
    """An equilibrium and the ways to it."""

    code: int
    """The code of the state."""
    concepts: tuple[str, ...]
    """The concepts under which it is one."""
    ways: Mapping[str, tuple[Countermove, ...] | None]
    """Way → a shortest path, null if there is none; of concepts those under which it is an equilibrium."""
    alone: tuple[str, ...]
    """Actors that get there by one improvement."""
    jumps: tuple[Jump, ...]
    """Coalitions that get there at once, if no improvements of single actors do."""


@dataclass(frozen=True, slots=True)
class Goal(Record):
    """The states that satisfy a formula."""

    text: Annotated[str, Key("formula")]
    """The formula, as given."""
    count: int
    """The number of these states."""
    now: bool
    """Whether the start is one."""
    ways: Mapping[str, tuple[Reason, ...] | None]
    """Way → the moves of a shortest path to the nearest; null if there is none."""
    reach: Mapping[str, Reach]
    """Concept → how far its roads lead there."""
    led: tuple[Inducement, ...]
    """Lean inducements at the start all of whose answers lie there, under concepts whose roads do not end there anyway."""


@dataclass(frozen=True, slots=True, eq=False)
class RoadMap(Record):
    """Where the conflict can get from the start."""

    start: int
    """The start's code."""
    states: int
    """The number of feasible states."""
    concepts: Annotated[tuple[str, ...], INTERNAL]
    """The concepts whose roads were followed."""
    reached: tuple[Reached, ...]
    """One row for each way: moves, improvements, then the steps of each concept."""
    equilibria: tuple[Equilibrium, ...]
    """Equilibria under some concept, by code; if some are left out, those that improvements or jumps lead to."""
    left_out: int
    """The number of equilibria not listed."""
    roads: tuple[Road, ...]
    """Shortest roads, for each concept to its outcomes by code, at most 24 of them."""
    untold: int
    """The number of outcomes without a road."""
    goal: Goal | None
    """The states to which ways are sought; null without a formula."""
    largest: int
    """The largest number of members of a coalition."""
    complete: bool
    """Whether the computation ran to its end; otherwise roads, jumps and concepts may be missing."""
    unfollowed: tuple[str, ...]
    """Concepts whose roads an interrupt left out."""
    labels: Annotated[Mapping[int, str], INTERNAL]
    """Code → the options that are on (in graph form the label), for every state mentioned."""

    def outcomes(self, concept: str) -> tuple[int, ...]:
        """All outcomes of the roads of a concept that was followed: codes, ascending."""
        return next(way.outcomes for way in self.reached if way.mode == concept)

    def gist(self) -> str:
        """Where roads end, concept by concept."""
        ends = {name: [self.labels.get(code, str(code)) for code in self.outcomes(name)] for name in self.concepts}
        text = "; ".join(f"{name} {' | '.join(codes)}" for name, codes in ends.items())
        return f"from {self.labels[self.start]}, roads end: {text}"


@task
def roads(
    of: Assessment | Conflict,
    *,
    to: str | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    concepts: str | Sequence[str] | None = None,
    largest: int | None = None,
) -> Task[RoadMap]:
    """Where a conflict, or one game of an assessment, can get from its start; *to*: a formula for the states to which
    ways are sought (default: the assessment's target, if it has one). ``largest``: the largest number of members of a
    coalition. Counts ways followed, states to jump from, and roads explained; there is no result before moves and
    improvements are followed. Raises FormulaError, UnknownName, ModelError (a formula where there are no options),
    SizeError."""
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    text = context.target if to is None else to
    goal = None if text is None else context.of.formula(text)
    search = _RoadMapping(context.conflict, context.concepts, context.games, largest, goal, text or "")
    known = partial(search.record, complete=False)
    for done, _ in enumerate(search.parts(), start=1):
        yield Progress(done, search.of, known if set(WAYS) <= set(search.ways) else None)
    return search.record(complete=True)


LISTED = 200
"""The largest number of equilibria that are all listed."""

TOLD = 24
"""The largest number of roads for each concept."""


class _RoadMapping:
    def __init__(
        self,
        conflict: Conflict,
        names: tuple[str, ...],
        games: Games,
        largest: int | None,
        formula: Formula | None,
        text: str,
    ) -> None:
        self.conflict, self.names = conflict, names
        self.formula, self.text, self.of = formula, text, len(WAYS) + len(names)
        self.structure = conflict.structure
        self.games, self.play = games, games.play_of(conflict)
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

    def parts(self) -> Iterator[None]:
        """Do everything, yielding after each of ``of`` parts: ways, states to jump from, roads."""
        yield from self.follow()
        yield from self.jump()
        yield from self.tell()

    def record(self, *, complete: bool) -> RoadMap:
        """The results so far."""
        self.judge()
        equilibria, left_out = self.equilibria()
        aim = None if self.formula is None else self.goal(self.formula)
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
        codes = {self.conflict.start}
        codes |= {self.structure.code_of(cell) for cells in self.ends.values() for cell in cells[:TOLD]}
        for row in rows:
            codes |= {row.code, *(jump.origin for jump in row.jumps)}
            codes |= {code for way in row.ways.values() for _, code in way or ()}
        for road in self.told:
            codes |= road.codes
        if goal is not None:
            codes |= {step.after for way in goal.ways.values() for step in way or ()}
            codes = codes.union(*(item.codes for item in goal.led))
        return {code: self.structure.label(code) for code in sorted(codes)}

    # -- ways ------------------------------------------------------------------------------------------------------

    def follow(self) -> Iterator[None]:
        """Follow every way from the start, and find the outcomes of concepts."""
        for mode in (*WAYS, *self.names):
            self.ways[mode] = Paths(self.play, self.start, mode)
            if mode not in WAYS:
                self.ends[mode] = sorted(self.play.roads(self.start, mode).outcomes)
            yield

    def reached(self, mode: str) -> Reached:
        way = self.ways[mode]
        codes = self.structure.codes_of(way.cells)
        return Reached(mode, codes, way.lengths, tuple(map(self.structure.code_of, self.ends.get(mode, ()))))

    def path(self, mode: str, cell: int) -> tuple[Countermove, ...] | None:
        path = self.ways[mode].to(cell)
        if path is None:
            return None
        return tuple(Countermove(self.conflict.actors[actor], self.structure.code_of(target)) for actor, target in path)

    # -- equilibria ------------------------------------------------------------------------------------------------

    def judge(self) -> None:
        """Find the equilibria under every concept that was followed."""
        missing = [name for name in self.ends if name not in self.holds]
        table = solve(self.conflict, concepts=missing) if missing else None
        self.holds |= {name: table.equilibrium(name) for name in missing if table is not None}

    def found(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The equilibria under some concept (codes, ascending), and whether improvements lead there."""
        some = np.zeros(self.conflict.states.size, dtype=np.bool_)
        for own in self.holds.values():
            some |= own
        codes = self.conflict.states[some]
        return codes, np.isin(self.structure.cells_of(codes), self.ways["improvements"].cells)

    def jump(self) -> Iterator[None]:
        """Find who jumps to equilibria that improvements do not lead to."""
        self.judge()
        codes, led_to = self.found()
        self.goals = codes[~led_to]
        self.jumped = np.zeros(self.goals.size, dtype=np.bool_)
        start, ends = self.conflict.start, {cell for own in self.ends.values() for cell in own}
        others = sorted({self.structure.code_of(cell) for cell in ends} - {start})[:TOLD]
        self.of += 1 + len(others) + len(self.wanted)
        for origin in (start, *others):
            self.jumped |= jump_targets(self.departures, origin, self.groups, self.goals)
            self.origins.append(origin)
            yield

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

    # -- roads with reasons ----------------------------------------------------------------------------------------

    def tell(self) -> Iterator[None]:
        """Explain a road to every outcome."""
        for name, cell in self.wanted:
            path = self.path(name, cell)
            assert path is not None, "an outcome is reached by steps"
            self.told.append(explained_road(self.conflict, name, self.structure.code_of(cell), path))
            yield

    @property
    def wanted(self) -> list[tuple[str, int]]:
        """The roads to explain: to outcomes (cells) of concepts."""
        return [(name, cell) for name, ends in self.ends.items() for cell in ends[:TOLD]]

    # -- the goal --------------------------------------------------------------------------------------------------

    def goal(self, formula: Formula) -> Goal:
        structure = self.structure
        assert isinstance(structure, (OptionStructure, EditedStructure))
        met = np.broadcast_to(
            ModelWant(formula).truth(structure.space.columns, self.conflict.drivers), structure.space.shape
        ).reshape(-1)
        ways: dict[str, tuple[Reason, ...] | None] = {}
        for mode in (*WAYS, *self.ends):
            way = self.ways[mode]
            cells, lengths = way.cells[met[way.cells]], way.lengths[met[way.cells]]
            path = self.path(mode, int(cells[np.lexsort((cells, lengths))[0]])) if cells.size else None
            ways[mode] = None if path is None else step_reasons(self.conflict, path)
        leading = {name: leading_to(self.games, self.conflict, formula, name) for name in self.ends}
        return Goal(
            text=self.text,
            count=int(structure.at_states(met).sum()),
            now=bool(met[self.start]),
            ways=ways,
            reach={name: far for name, (far, _) in leading.items()},
            led=tuple(item for _, led in leading.values() for item in led),
        )
