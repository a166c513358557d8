"""The drawn part of a state graph: all of its states, or fewer if endings are alike, and their layers.

*Folding*: endings that the same movers reach from the same states become one node that represents all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from countermove.inquiry.walk import GraphStep
from countermove.presentation.layers import Layout, layered
from countermove.questions.states.compute import StateGraph
from gmcr.base.summary import Record

__all__ = ["GraphView", "depth", "fold", "layout", "widest"]


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
