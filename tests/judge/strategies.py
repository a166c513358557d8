"""Random conflicts as plain data, by Hypothesis (which shrinks them) and by seeded NumPy generators (which
are fast).

A record knows nothing of the judge or of the engine, so both can be built from it. `feasible` holds codes:
the sum of 2^k over the options k that are on, options numbered actor by actor in the order of the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from tests.judge.graph import Graph, Relation
from tests.judge.options import option_graph, ranks_from_tiers

__all__ = [
    "PlainConflict",
    "PlainGraph",
    "conflict_graph",
    "plain_conflicts",
    "plain_graph",
    "plain_graphs",
    "random_conflict",
    "random_graph",
    "random_relation",
    "relations",
]

NAMES = ("A", "B", "C", "D", "E", "F")
MAX_BITS = 7

Tiers = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class PlainConflict:
    """A conflict in option form.

    `options[k]` are the bare names of the options of `actors[k]`; `one_way` maps "actor.option" to "forward"
    or "back"; `feasible` codes ascending; `tiers[k]` the feasible codes in tiers of indifference, best first;
    `start` a feasible code; `needs` maps "actor.option" to the feasible codes from which it may be switched on.
    """

    actors: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    one_way: Mapping[str, str]
    feasible: tuple[int, ...]
    tiers: tuple[Tiers, ...]
    start: int
    needs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def ranks(self) -> dict[str, dict[int, int]]:
        """Actor -> code -> rank, larger better."""
        return {actor: ranks_from_tiers(tiers) for actor, tiers in zip(self.actors, self.tiers, strict=True)}


@dataclass(frozen=True, slots=True)
class PlainGraph:
    """A conflict by its arcs, which need not be transitive: states 0..m-1, arcs[k] the (from, to) of
    `actors[k]`."""

    actors: tuple[str, ...]
    states: tuple[int, ...]
    arcs: tuple[tuple[tuple[int, int], ...], ...]
    tiers: tuple[Tiers, ...]
    start: int = 0
    relations: Mapping[str, Relation] = field(default_factory=dict)

    @property
    def ranks(self) -> dict[str, dict[int, int]]:
        """Actor -> state -> rank, larger better."""
        return {actor: ranks_from_tiers(tiers) for actor, tiers in zip(self.actors, self.tiers, strict=True)}


def conflict_graph(plain: PlainConflict, relations: Mapping[str, Relation] | None = None) -> Graph:
    """The judge's graph of a conflict in option form; `relations` take the place of the ranks of the actors
    named."""
    return option_graph(
        options=dict(zip(plain.actors, plain.options, strict=True)),
        one_way=plain.one_way,
        feasible=plain.feasible,
        ranks=plain.ranks,
        relations=relations,
        needs=plain.needs,
    )


def plain_graph(plain: PlainGraph) -> Graph:
    """The judge's graph of a conflict by its arcs."""
    arcs: dict[str, dict[int, set[int]]] = {}
    for actor, pairs in zip(plain.actors, plain.arcs, strict=True):
        arcs[actor] = {s: set() for s in plain.states}
        for source, target in pairs:
            arcs[actor][source].add(target)
    return Graph(plain.states, plain.actors, arcs, plain.ranks, plain.relations)


def _tiers(states: Sequence[int], scores: Sequence[int]) -> Tiers:
    """The states in tiers of equal score, highest first."""
    return tuple(
        tuple(s for s, score in zip(states, scores, strict=True) if score == level)
        for level in sorted(set(scores), reverse=True)
    )


def _option_names(actors: Sequence[str], counts: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(f"{actor.lower()}{k + 1}" for k in range(count)) for actor, count in zip(actors, counts, strict=True)
    )


@st.composite
def _scores(draw: st.DrawFn, count: int) -> list[int]:
    """A weak order as scores: strict half of the time, tied otherwise."""
    if draw(st.booleans()):
        return draw(st.permutations(range(count)))
    levels = draw(st.integers(1, max(1, count)))
    return draw(st.lists(st.integers(0, levels - 1), min_size=count, max_size=count))


@st.composite
def plain_conflicts(
    draw: st.DrawFn, *, min_actors: int = 2, max_actors: int = 4, max_options: int = 3, max_bits: int = 5
) -> PlainConflict:
    """Conflicts in option form: ties, infeasible states, one-way options both ways, any start.

    `max_options` an actor, `max_bits` in all (7 is allowed but slow to draw).
    """
    count = draw(st.integers(min_actors, max_actors))
    counts: list[int] = []
    for k in range(count):
        spare = max_bits - sum(counts) - (count - k - 1)
        counts.append(draw(st.integers(1, max(1, min(max_options, spare)))))
    actors = NAMES[:count]
    names = _option_names(actors, counts)
    one_way: dict[str, str] = {}
    for actor, own in zip(actors, names, strict=True):
        for option in own:
            direction = draw(st.sampled_from(["", "", "", "forward", "back"]))
            if direction:
                one_way[f"{actor}.{option}"] = direction
    size = 1 << sum(counts)
    excluded: set[int] = set()
    if draw(st.booleans()):
        excluded = draw(st.sets(st.integers(0, size - 1), max_size=size - 1))
    feasible = tuple(code for code in range(size) if code not in excluded)
    tiers = tuple(_tiers(feasible, draw(_scores(len(feasible)))) for _ in actors)
    return PlainConflict(actors, names, one_way, feasible, tiers, draw(st.sampled_from(feasible)))


@st.composite
def plain_graphs(draw: st.DrawFn, *, min_actors: int = 2, max_actors: int = 4, max_states: int = 7) -> PlainGraph:
    """Conflicts by arcs, mostly not transitive, with ties."""
    count = draw(st.integers(min_actors, max_actors))
    states = tuple(range(draw(st.integers(2, max_states))))
    pairs = [(s, q) for s in states for q in states if s != q]
    arcs = tuple(tuple(sorted(draw(st.sets(st.sampled_from(pairs), max_size=2 * len(states))))) for _ in range(count))
    tiers = tuple(_tiers(states, draw(_scores(len(states)))) for _ in range(count))
    return PlainGraph(NAMES[:count], states, arcs, tiers, draw(st.sampled_from(states)))


@st.composite
def relations(draw: st.DrawFn, states: Sequence[int], *, degrees: int = 1, unknown: bool = False) -> Relation:
    """General preferences over the states: degrees up to the one given, unknown ones if asked, seldom
    transitive."""
    values: list[int | None] = list(range(-degrees, degrees + 1))
    if unknown:
        values.append(None)
    pairs = [(q, s) for k, q in enumerate(states) for s in states[k + 1 :]]
    drawn = draw(st.lists(st.sampled_from(values), min_size=len(pairs), max_size=len(pairs)))
    return Relation(dict(zip(pairs, drawn, strict=True)))


def _random_tiers(rng: np.random.Generator, states: Sequence[int], ties: float) -> Tiers:
    """The states in random order, each tied with the one before it with probability `ties`."""
    order = rng.permutation(np.asarray(states))
    joined = rng.random(len(states)) < ties
    tiers: list[list[int]] = []
    for state, tied in zip(order.tolist(), joined.tolist(), strict=True):
        if tied and tiers:
            tiers[-1].append(state)
        else:
            tiers.append([state])
    return tuple(tuple(sorted(tier)) for tier in tiers)


def random_conflict(
    rng: np.random.Generator,
    *,
    actors: int | None = None,
    options: int = 3,
    ties: float = 0.3,
    infeasible: float = 0.2,
    one_way: float = 0.2,
    bits: int = MAX_BITS,
    needs: float = 0.0,
) -> PlainConflict:
    """A conflict in option form.

    `actors`: how many (None: 2 to 4 at random); `options`: at most so many an actor, `bits` at most in all;
    `ties`: probability that a state is tied with the one ranked before it; `infeasible`: probability that a
    state is infeasible (one at least is not); `one_way`: probability that an option is one-way, forward and
    back alike; `needs`: probability that an option needs something, which holds in half of the states.
    """
    count = int(rng.integers(2, 5)) if actors is None else actors
    counts: list[int] = []
    for k in range(count):
        spare = bits - sum(counts) - (count - k - 1)
        counts.append(int(rng.integers(1, max(1, min(options, spare)) + 1)))
    names = _option_names(NAMES[:count], counts)
    full = [f"{actor}.{option}" for actor, own in zip(NAMES[:count], names, strict=True) for option in own]
    directions = {name: "forward" if rng.random() < 0.5 else "back" for name in full if rng.random() < one_way}
    allowed = rng.random(1 << sum(counts)) >= infeasible
    allowed[rng.integers(len(allowed))] = True
    feasible = tuple(np.flatnonzero(allowed).tolist())
    tiers = tuple(_random_tiers(rng, feasible, ties) for _ in range(count))
    start = int(rng.choice(feasible))
    asked = [name for name in full if needs and rng.random() < needs]
    ready = {name: tuple(s for s in feasible if rng.random() < 0.5) for name in asked}
    return PlainConflict(NAMES[:count], names, directions, feasible, tiers, start, ready)


def random_graph(
    rng: np.random.Generator,
    *,
    actors: int | None = None,
    states: int = 6,
    density: float = 0.25,
    ties: float = 0.3,
) -> PlainGraph:
    """A conflict by arcs: every pair of different states is a move of an actor with probability `density`."""
    count = int(rng.integers(2, 5)) if actors is None else actors
    everything = tuple(range(states))
    arcs = []
    for _ in range(count):
        chosen = rng.random((states, states)) < density
        arcs.append(tuple((s, q) for s in everything for q in everything if s != q and chosen[s, q]))
    tiers = tuple(_random_tiers(rng, everything, ties) for _ in range(count))
    return PlainGraph(NAMES[:count], everything, tuple(arcs), tiers, int(rng.integers(states)))


def random_relation(
    rng: np.random.Generator, states: Sequence[int], *, degrees: int = 1, unknown: float = 0.0
) -> Relation:
    """A general preference: a random degree for every pair, unknown with probability `unknown`; seldom
    transitive."""
    pairs = [(q, s) for k, q in enumerate(states) for s in states[k + 1 :]]
    values = rng.integers(-degrees, degrees + 1, size=len(pairs)).tolist()
    hidden = (rng.random(len(pairs)) < unknown).tolist()
    table: dict[tuple[int, int], int | None] = {
        pair: None if secret else value for pair, value, secret in zip(pairs, values, hidden, strict=True)
    }
    return Relation(table)
