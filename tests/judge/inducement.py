"""Inducement by plain loops over a graph: moves made for the answer that they bring.

i is the actor, s the state, s1 a move of i that is no better for it than s; everything else as in `graph`. Bound, i has no
moves: then only the others step, and only they deter one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.judge.graph import Graph, improvements, moves, opponents, reach, reach_improving, remembered

if TYPE_CHECKING:
    from tests.judge.answers.games import Game
    from tests.judge.answers.roads import World

__all__ = ["Judged", "bound", "graph_of", "inducements", "judged", "lean_inducements", "outcomes", "pays", "steps"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a move made for its answer comes to."""

    move: int
    answers: frozenset[int]
    outcomes: frozenset[int]
    works: bool
    credible: bool
    matters: bool

    @property
    def inducement(self) -> bool:
        return self.works and self.matters


def graph_of(game: Game) -> Graph:
    """A game of an assessment as a graph; states are codes of its options."""
    from tests.judge.answers.roads import world_of  # where the engine is tested alone no files are read

    kept, world = game.form.kept, world_of(game)
    if ("graph", id(world)) not in kept:  # which keeps its worlds
        kept["graph", id(world)] = _graph(game, world)
    graph: Graph = kept["graph", id(world)]
    return graph


def _graph(game: Game, world: World) -> Graph:
    form, code = game.form, game.form.code
    arcs = {a: {code(state): set(map(code, ends)) for state, ends in form.moves[a].items()} for a in form.actors}
    ranks = {a: {code(state): rank for state, rank in world.ranks[a].items()} for a in form.actors}
    return Graph(tuple(form.by_code), form.actors, arcs, ranks)


def bound(graph: Graph, actor: str) -> Graph:
    """The game in which the actor has no moves."""
    arcs = {other: ({} if other == actor else own) for other, own in graph.arcs.items()}
    return remembered(graph, ("bound", actor), lambda: replace(graph, arcs=arcs, memo={}))


def steps(graph: Graph, concept: str, actor: str, state: int, *, options: bool) -> list[int]:
    """Improvements that nothing deters and, where the states are codes of options, in which nothing rides along."""

    def found() -> list[int]:
        able = [
            s1 for s1 in sorted(improvements(graph, state, actor)) if not _deterred(graph, concept, actor, state, s1)
        ]
        if not options:
            return able
        rank, kept = graph.ranks[actor], []
        for s1 in able:
            idle = False
            for other in able:
                inside = (other ^ state) & ~(s1 ^ state) == 0 and other != s1
                if inside and rank[other] >= rank[s1]:
                    idle = True
            if not idle:
                kept.append(s1)
        return kept

    return remembered(graph, ("steps", concept, actor, state, options), found)


def _deterred(graph: Graph, concept: str, actor: str, state: int, s1: int) -> bool:
    if concept == "nash":
        return False
    rank = graph.ranks[actor]
    follow = reach_improving if concept in ("seq", "symseq") else reach
    for s2 in follow(graph, opponents(graph, [actor]), s1):
        replies = moves(graph, s2, actor) if concept in ("smr", "symseq") else frozenset()
        if rank[s2] <= rank[state] and all(rank[s3] <= rank[state] for s3 in replies):
            return True
    return False


def outcomes(graph: Graph, concept: str, start: int, *, options: bool) -> frozenset[int]:
    """The states that steps of any actors lead to from the start, itself counted, and in which nobody has one."""
    known, waiting, ends = {start}, [start], set()
    while waiting:
        here = waiting.pop()
        onward: set[int] = set()
        for actor in graph.actors:
            onward |= set(steps(graph, concept, actor, here, options=options))
        if not onward:
            ends.add(here)
        waiting += onward - known
        known |= onward
    return frozenset(ends)


def judged(graph: Graph, concept: str, actor: str, state: int, s1: int, *, options: bool) -> Judged:
    """A move from *state* to s1, which is no better for the actor."""
    alone, rank = bound(graph, actor), graph.ranks[actor]

    def better(ends: frozenset[int]) -> bool:
        return bool(ends) and all(rank[end] > rank[state] for end in ends)

    answers = outcomes(alone, concept, s1, options=options)
    ends = outcomes(graph, concept, s1, options=options)
    works = better(answers)
    credible = works and better(ends)
    anyway = better(outcomes(graph, concept, state, options=options))
    unmoved = better(outcomes(alone, concept, state, options=options))
    matters = not anyway and (credible or not unmoved)
    return Judged(s1, answers, ends, works, credible, matters)


def inducements(graph: Graph, concept: str, actor: str, state: int, *, options: bool) -> list[Judged]:
    """All of an actor at a state, by their moves."""
    rank = graph.ranks[actor]
    found = []
    for s1 in sorted(moves(graph, state, actor)):
        if rank[s1] <= rank[state]:
            item = judged(graph, concept, actor, state, s1, options=options)
            if item.inducement:
                found.append(item)
    return found


def lean_inducements(graph: Graph, concept: str, actor: str, state: int, *, options: bool) -> list[Judged]:
    """Those of which no strict subset of the switched options is one too, and credible if this one is."""
    every, kept = inducements(graph, concept, actor, state, options=options), []
    for item in every:
        idle = False
        for part in every:
            inside = options and (part.move ^ state) & ~(item.move ^ state) == 0 and part.move != item.move
            if inside and (part.credible or not item.credible):
                idle = True
        if not idle:
            kept.append(item)
    return kept


def pays(graph: Graph, concept: str, actor: str, state: int, s1: int, *, options: bool) -> str:
    """How a move pays its maker. An improvement that nothing deters pays at once, also where something rides along, so that
    it is no step (``answers/choices.md``, 23)."""
    rank = graph.ranks[actor]
    if rank[s1] > rank[state]:
        return "deterred" if _deterred(graph, concept, actor, state, s1) else "at once"
    item = judged(graph, concept, actor, state, s1, options=options)
    if not item.inducement:
        return "never"
    return "by its answer" if item.credible else "by its answer if bound"
