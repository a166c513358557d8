"""state graph: what is reached from the start of one game under one concept, or what would be reached if somebody
moved.

If the start is not an equilibrium: everything that steps lead to from it (``analysis.roads``). If it is, nobody moves;
then the graph shows what would follow each single act from the start, *blocked* by the want that makes it worse for its
actor (``obstacles``), and each improvement that the concept deters, with the *threat* that deters it (a countermove
path, ``stability.why``). From the state that a blocked act leads to, the steps of the concept are followed.

States are found breadth first and at most ``MOST`` of them; beyond that, ``left_out`` counts their successors that were
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
    """``codes``: the states in the order of discovery, the start first; ``steps``: between them; ``blocked``: acts that
    are not made, if the start holds; ``equilibria``: those of ``codes`` under the concept. ``left_out``: the number of
    further states that would have come next. ``states``: the number of feasible states. ``labels``: code → label, for
    ``codes``."""

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
        """The concept, in the form that records with several concepts use."""
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
    """The graph from the start of one game under one concept, the first of *concepts* (None: the lead concept). There
    is no partial result. Raises UnknownName, ModelError."""
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
