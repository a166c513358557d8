"""state graph: what is reached from the start of one game under one concept, or what would be reached if somebody
moved.

If the start is not an equilibrium: everything that steps lead to from it (``analysis.roads``). If it is, nobody moves;
then the graph shows what would follow each single act from the start, *blocked* by the want that makes it worse for its
actor (``obstacles``), and each improvement that the concept deters, with the *threat* that deters it (a countermove
path, ``stability.why``). From the state that a blocked act leads to, the steps of the concept are followed.

States are found breadth first and at most ``MOST`` of them; beyond that, ``left_out`` counts their successors that were
not followed.

The drawn part of a state graph: all of its states, or fewer if endings are alike, and their layers.

*Folding*: endings that the same movers reach from the same states become one node that represents all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.context.context import game_context
from countermove.inquiry.walk import MOST, BlockedAct, GraphStep, Walk, acts_from
from countermove.presentation.layers import Layout, layered
from gmcr import Conflict
from gmcr.base.arguments import GivenNumber
from gmcr.base.record import Record
from gmcr.base.tasks import Progress, Task, task

if TYPE_CHECKING:
    from countermove.assessment import Assessment

__all__ = ["GraphView", "StateGraph", "depth", "fold", "layout", "states", "widest"]


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


@dataclass(frozen=True, slots=True)
class GraphView(Record):
    """The drawn part of a graph: states, steps, and for a state that represents several all of their codes."""

    graph: StateGraph
    codes: tuple[int, ...]
    steps: tuple[GraphStep, ...]
    folded: Mapping[int, tuple[int, ...]]


def fold(graph: StateGraph) -> GraphView:
    """Merge endings that the same movers reach from the same states."""
    onward = {step.source for step in graph.steps}
    roots = {item.act.target for item in graph.blocked}
    came: dict[int, list[tuple[int, str]]] = {}
    for step in graph.steps:
        came.setdefault(step.target, []).append((step.source, step.actor))
    groups: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for code in graph.codes:
        if code not in onward and code not in roots and code != graph.start:
            groups.setdefault(tuple(sorted(came.get(code, []))), []).append(code)
    folded = {group[0]: tuple(group) for group in groups.values() if len(group) > 1}
    gone = {code for group in folded.values() for code in group[1:]}
    return GraphView(
        graph,
        tuple(code for code in graph.codes if code not in gone),
        tuple(step for step in graph.steps if step.target not in gone),
        folded,
    )


def _edges(view: GraphView) -> tuple[list[int], list[tuple[int, int]]]:
    """Roots and edges for the layout: the start or, if it holds, what single moves from it lead to."""
    start = view.graph.start
    edges = [(step.source, step.target) for step in view.steps]
    if not view.graph.holds:
        return [start], edges
    roots = [item.act.target for item in view.graph.blocked if not item.undone and item.act.target is not None]
    roots += [step.target for step in view.steps if step.source == start]
    return list(dict.fromkeys(roots)), [(a, b) for a, b in edges if start not in (a, b)]


def layout(view: GraphView, sizes: Mapping[int, float], gap: float) -> Layout:
    """The positions of nodes whose sizes across are *sizes*."""
    roots, edges = _edges(view)
    return layered(roots, edges, sizes, gap=gap)


def depth(view: GraphView) -> int:
    """The number of layers without the start's own."""
    return len(layout(view, dict.fromkeys(view.codes, 1.0), 1.0).layers) - (0 if view.graph.holds else 1)


def widest(view: GraphView) -> int:
    """The number of nodes in the fullest layer."""
    return max((len(layer) for layer in layout(view, dict.fromkeys(view.codes, 1.0), 1.0).layers), default=1)
