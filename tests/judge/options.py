"""Option form: graphs from options.

Options are numbered from 0, actor by actor in the order given; the code of a state is the sum of 2^k over the
options k that are on. (s, q) is a move of actor i iff s ≠ q, they differ in i's options only, and no one-way
option is crossed backwards: "forward" goes from off to on only, "back" from on to off only, and every option that
is switched on may be so in s. A move may change several options at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tests.judge.graph import Graph, Relation

__all__ = [
    "Bits",
    "bits",
    "feasible_codes",
    "option_graph",
    "pattern",
    "perceived",
    "prioritised",
    "ranks_from_tiers",
]

Bits = tuple[bool, ...]


def bits(code: int, count: int) -> Bits:
    """Which of the `count` options are on in the state."""
    return tuple(bool(code >> k & 1) for k in range(count))


def pattern(text: str) -> Callable[[Bits], bool]:
    """Whether a state matches a pattern of Y (on), N (off) and - (either), one letter an option."""

    def matches(on: Bits) -> bool:
        return all(letter == "-" or (letter == "Y") == value for letter, value in zip(text, on, strict=True))

    return matches


def feasible_codes(count: int, infeasible: Iterable[Callable[[Bits], bool]] = ()) -> tuple[int, ...]:
    """The codes, ascending, of the states of `count` options that no predicate calls infeasible."""
    never = tuple(infeasible)
    return tuple(code for code in range(1 << count) if not any(rule(bits(code, count)) for rule in never))


def ranks_from_tiers(tiers: Sequence[Iterable[int]]) -> dict[int, int]:
    """Ranks, larger better, from tiers of states, best first."""
    return {state: len(tiers) - place for place, tier in enumerate(tiers) for state in tier}


def prioritised(codes: Iterable[int], count: int, wants: Sequence[Callable[[Bits], bool]]) -> dict[int, int]:
    """Ranks from k wants, most important first: a score, the sum of 2^(k - j) over the wants j that hold."""
    return {
        code: sum(1 << (len(wants) - 1 - j) for j, want in enumerate(wants) if want(bits(code, count)))
        for code in codes
    }


def option_graph(
    *,
    options: Mapping[str, Sequence[str]],
    feasible: Iterable[int] | None = None,
    ranks: Mapping[str, Mapping[int, int]] | None = None,
    relations: Mapping[str, Relation] | None = None,
    one_way: Mapping[str, str] | None = None,
    needs: Mapping[str, Collection[int]] | None = None,
) -> Graph:
    """The graph of an option form.

    `options` per actor; `feasible` codes, all if None; `ranks` or `relations` by actor. `one_way` maps
    "actor.option" to "forward" or "back"; an unknown name or direction raises ValueError. `needs`: "actor.option" to
    the states from which alone it may be switched on; with any, others may move several times in a row.
    """
    names = [f"{actor}.{option}" for actor, own in options.items() for option in own]
    directions = dict(one_way or {})
    if not set(directions) <= set(names) or not set(directions.values()) <= {"forward", "back"}:
        raise ValueError("one_way maps an existing actor.option to forward or back")
    states = tuple(sorted(range(1 << len(names)) if feasible is None else feasible))

    def mask(chosen: Iterable[str]) -> int:
        return sum(1 << names.index(name) for name in chosen)

    forward = mask(name for name, direction in directions.items() if direction == "forward")
    back = mask(name for name, direction in directions.items() if direction == "back")

    def targets(s: int, own: int) -> frozenset[int]:
        """Where the options in `own` can take s: q & ~s are switched on, s & ~q off."""
        barred = mask(name for name, ready in (needs or {}).items() if s not in ready)
        return frozenset(
            q for q in states if not (s ^ q) & ~own and s != q and not s & ~q & forward and not q & ~s & (back | barred)
        )

    arcs = {}
    for actor, options_of in options.items():
        own = mask(f"{actor}.{option}" for option in options_of)
        arcs[actor] = {s: targets(s, own) for s in states}
    return Graph(states, tuple(options), arcs, ranks or {}, relations or {}, repeats=bool(needs))


def perceived(graph: Graph, unseen: Mapping[str, Collection[int]]) -> Graph:
    """The graph as its actors perceive it: nobody moves to or from a state that is unseen by it."""
    arcs = {
        actor: {
            s: frozenset() if s in unseen.get(actor, ()) else frozenset(targets).difference(unseen.get(actor, ()))
            for s, targets in own.items()
        }
        for actor, own in graph.arcs.items()
    }
    return replace(graph, arcs=arcs, memo={})
