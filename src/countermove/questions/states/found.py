"""state graph: what is reached from the start of one game under one concept, or what would be if somebody moved.

Where the start breaks: all that steps lead to from it (``analysis.roads``). Where it holds, nobody moves; then the graph is
what would follow each single act from the start, *blocked* by the want that makes it worse for its actor (``obstacles``),
and each improvement that the concept deters, with the *threat* that deters it (a countermove path, ``stability.why``).
From where a blocked act leads, the steps of the concept are followed.

States are found breadth first and at most ``MOST`` of them; beyond, ``left_out`` counts the states next to these that were
not followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countermove.analysis import Play
from countermove.analysis.obstacles import Obstacle, obstacles
from countermove.brief import Brief
from countermove.case.games import chosen_game, games_of
from countermove.logic.given import names_given
from countermove.logic.given_numbers import GivenNumber
from countermove.model import Conflict
from countermove.stability import concepts_named, why
from countermove.work import Done, Work, counted

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["MOST", "BlockedAct", "GraphStep", "StateGraph", "states"]

MOST = 400
"""States in a graph, at most."""


@dataclass(frozen=True, slots=True)
class GraphStep(Brief):
    """A move between two states (codes). ``kind``: "step" (its mover gains and nothing deters it), "deterred" (its mover
    would gain, but the concept deters it) or "threat" (a countermove that deters)."""

    source: int
    actor: str
    target: int
    kind: str


@dataclass(frozen=True, slots=True)
class BlockedAct(Brief):
    """A single act from the start that its actor does not make. ``undone``: whether every road from where it leads goes
    straight back to the start."""

    act: Obstacle
    undone: bool


@dataclass(frozen=True, slots=True)
class StateGraph(Brief):
    """``codes``: the states in the order of discovery, the start first; ``steps``: between them; ``blocked``: acts that are
    not made, where the start holds; ``equilibria``: those of ``codes`` under the concept. ``left_out``: how many more states
    would have come next. ``states``: how many are feasible. ``labels``: code → label, of ``codes``."""

    concept: str
    start: int
    holds: bool
    codes: tuple[int, ...]
    steps: tuple[GraphStep, ...]
    blocked: tuple[BlockedAct, ...]
    equilibria: frozenset[int]
    left_out: int
    states: int
    labels: Mapping[int, str]

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concept, as records of several have theirs."""
        return (self.concept,)


@counted
def states(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] = "nash",
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    most: int = MOST,
) -> Work[StateGraph]:
    """The graph from the start of one game under one concept, the first of *concepts*. Nothing is known before all of it is. Raises
    UnknownName, ModelError."""
    name = concepts_named(names_given(concepts, "concepts"))[0].name
    conflict = chosen_game(of, reading=reading, scenario=scenario, view=view, drivers=drivers)
    play = Play.of(conflict) if isinstance(of, Conflict) else games_of(of).play_of(conflict)
    yield Done(0, 1)
    walk = _Walk(conflict, play, name, most)
    holds = walk.play.stable(walk.cell(conflict.start), name)
    blocked: tuple[BlockedAct, ...] = ()
    if holds:
        blocked = walk.from_blocked(_acts(conflict))
        walk.deterred()
    else:
        walk.follow([conflict.start])
    codes = tuple(walk.codes)
    return StateGraph(
        concept=name,
        start=conflict.start,
        holds=holds,
        codes=codes,
        steps=tuple(walk.steps),
        blocked=blocked,
        equilibria=frozenset(code for code in codes if walk.play.stable(walk.cell(code), name)),
        left_out=len(walk.over - walk.codes.keys()),
        states=int(conflict.states.size),
        labels={code: conflict.label(code) for code in codes},
    )


def _acts(conflict: Conflict) -> tuple[Obstacle, ...]:
    """Every single act from the start; in graph form every move, its option being the label of where it leads."""
    if conflict.options:
        return obstacles(conflict, conflict.start)
    cell = conflict.structure.cell
    found = []
    for place, actor in enumerate(conflict.actors):
        ranks = conflict.cell_ranks[place]
        now = int(ranks[cell(conflict.start)])
        for target in conflict.moves(conflict.start, actor=actor).tolist():
            then = int(ranks[cell(target)])
            result: Literal["better", "worse", "indifferent"] = (
                "better" if then > now else "worse" if then < now else "indifferent"
            )
            found.append(Obstacle(actor, conflict.label(target), True, result, target))
    return tuple(found)


class _Walk:
    """States and steps as they are found."""

    def __init__(self, conflict: Conflict, play: Play, concept: str, most: int) -> None:
        self.conflict, self.play, self.concept, self.most = conflict, play, concept, most
        self.cell, self.code = conflict.structure.cell, conflict.structure.code_of
        self.codes: dict[int, None] = {conflict.start: None}
        self.steps: dict[GraphStep, None] = {}
        self.over: set[int] = set()
        self._followed: set[int] = set()

    def follow(self, sources: Iterable[int]) -> None:
        """All that steps lead to, breadth first."""
        waiting = [code for code in sources if code not in self._followed]
        for code in waiting:
            if code in self._followed:
                continue
            self._followed.add(code)
            for actor, target in self.onward(code):
                if target not in self.codes:
                    if len(self.codes) >= self.most:
                        self.over.add(target)
                        continue
                    self.codes[target] = None
                waiting.append(target)
                self.steps[GraphStep(code, actor, target, "step")] = None

    def onward(self, code: int) -> list[tuple[str, int]]:
        cell = self.cell(code)
        return [
            (actor, self.code(target))
            for place, actor in enumerate(self.conflict.actors)
            for target in self.play.steps(cell, place, self.concept)
        ]

    def from_blocked(self, acts: Iterable[Obstacle]) -> tuple[BlockedAct, ...]:
        """The acts that are not made, and what would follow those that are not simply undone."""
        found = []
        for act in acts:
            if act.target is None or act.result not in ("worse", "indifferent"):
                continue
            onward = {target for _, target in self.onward(act.target)}
            undone = onward == {self.conflict.start}
            found.append(BlockedAct(act, undone))
            if not undone:
                self.codes[act.target] = None
                self._followed.add(self.conflict.start)
                self.follow([act.target])
        return tuple(found)

    def deterred(self) -> None:
        """The improvements from the start that the concept deters, and what deters each."""
        start = self.conflict.start
        for actor in self.conflict.actors:
            for target, path in why(self.conflict, start, actor=actor, concept=self.concept).deterred:
                if len(self.codes) + len(path) >= self.most:
                    self.over.add(target)
                    continue
                self.codes[target] = None
                self.steps[GraphStep(start, actor, target, "deterred")] = None
                here = target
                for mover, there in path:
                    self.codes[there] = None
                    self.steps[GraphStep(here, mover, there, "threat")] = None
                    here = there
