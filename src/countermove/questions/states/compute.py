"""state graph: what is reached from the start of one game under one concept, or what would be if somebody moved.

Where the start breaks: all that steps lead to from it (``analysis.roads``). Where it holds, nobody moves; then the graph is
what would follow each single act from the start, *blocked* by the want that makes it worse for its actor (``obstacles``),
and each improvement that the concept deters, with the *threat* that deters it (a countermove path, ``stability.why``).
From where a blocked act leads, the steps of the concept are followed.

States are found breadth first and at most ``MOST`` of them; beyond, ``left_out`` counts the states next to these that were
not followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.context.context import game_context
from countermove.inquiry.walk import MOST, BlockedAct, GraphStep, Walk, acts_from
from gmcr import Conflict
from gmcr.base.numbers import GivenNumber
from gmcr.base.summary import Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["StateGraph", "states"]


@dataclass(frozen=True, slots=True)
class StateGraph(Record):
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


@task
def states(
    of: Assessment | Conflict,
    *,
    concepts: str | Sequence[str] | None = None,
    reading: Mapping[str, str] | None = None,
    scenario: str | None = None,
    view: str | None = None,
    drivers: Mapping[str, GivenNumber] | None = None,
    most: int = MOST,
) -> Task[StateGraph]:
    """The graph from the start of one game under one concept, the first of *concepts* (None: the lead concept). Nothing is known before all of it is. Raises
    UnknownName, ModelError."""
    context = game_context(of, concepts, reading=reading, scenario=scenario, view=view, drivers=drivers)
    conflict, name = context.conflict, context.lead if concepts is None else context.concepts[0]
    yield Progress(0, 1)
    walk = Walk(conflict, context.play, name, most)
    holds = walk.play.stable(walk.cell(conflict.start), name)
    blocked: tuple[BlockedAct, ...] = ()
    if holds:
        blocked = walk.from_blocked(acts_from(conflict))
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
