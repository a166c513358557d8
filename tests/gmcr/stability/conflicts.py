"""The judge's plain records as the engine's conflicts, in every layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gmcr import Conflict, Ranking
from gmcr.logic import And, Formula, Not, OptionAtom, Or
from gmcr.model import ModelOption, NeverRule, OptionForm, OptionStructure
from tests.judge.graph import Graph, moves
from tests.judge.strategies import PlainConflict, PlainGraph, Tiers

__all__ = ["arcs_of", "as_arcs", "conflict_of", "exchange", "form_of", "graph_conflict", "rankings", "state_formula"]


def state_formula(names: Sequence[str], code: int) -> Formula:
    """True in one state only."""
    literals: list[Formula] = [
        OptionAtom(name) if code >> k & 1 else Not(OptionAtom(name)) for k, name in enumerate(names)
    ]
    return literals[0] if len(literals) == 1 else And(tuple(literals))


def form_of(plain: PlainConflict) -> OptionForm:
    """The option form, with one rule for each infeasible state."""
    full = [f"{actor}.{name}" for actor, own in zip(plain.actors, plain.options, strict=True) for name in own]
    needs = {name: Or(tuple(state_formula(full, code) for code in ready)) for name, ready in plain.needs.items()}
    options = tuple(
        ModelOption(actor, name, plain.one_way.get(f"{actor}.{name}", ""), needs=needs.get(f"{actor}.{name}"))
        for actor, own in zip(plain.actors, plain.options, strict=True)
        for name in own
    )
    names = [option.full_name for option in options]
    feasible = set(plain.feasible)
    rules = tuple(
        NeverRule(f"r{code}", state_formula(names, code)) for code in range(1 << len(names)) if code not in feasible
    )
    return OptionForm(plain.actors, options, rules)


def rankings(actors: Sequence[str], tiers: Sequence[Tiers]) -> dict[str, Ranking]:
    return {actor: Ranking(own) for actor, own in zip(actors, tiers, strict=True)}


def conflict_of(plain: PlainConflict, layout: str | None = None) -> Conflict:
    """The conflict in option form."""
    return Conflict(OptionStructure(form_of(plain), layout), rankings(plain.actors, plain.tiers), plain.start)


def as_arcs(plain: PlainConflict, graph: Graph) -> Conflict:
    """The same conflict by its arcs, as the judge lists them; labels are codes, so states stay aligned."""
    return Conflict.from_arcs(
        states=[str(state) for state in graph.states],
        arcs=arcs_of(graph),
        preferences={
            actor: Ranking([[str(state) for state in tier] for tier in own])
            for actor, own in zip(plain.actors, plain.tiers, strict=True)
        },
        start=str(plain.start),
    )


def arcs_of(graph: Graph) -> Mapping[str, list[tuple[str, str]]]:
    """Actor → (from, to) labels."""
    return {
        actor: [(str(s), str(q)) for s in graph.states for q in sorted(moves(graph, s, actor))]
        for actor in graph.actors
    }


def graph_conflict(plain: PlainGraph) -> Conflict:
    """A conflict given by arcs; states are 0..m-1, so codes are the states."""
    return Conflict.from_arcs(
        states=[str(state) for state in plain.states],
        arcs={
            actor: [(str(s), str(q)) for s, q in pairs] for actor, pairs in zip(plain.actors, plain.arcs, strict=True)
        },
        preferences=rankings(plain.actors, plain.tiers),
        start=str(plain.start),
    )


def exchange(*, sanction: str, willing: bool = True, escape: str = "", opponents: int = 1) -> Conflict:
    """A may leave 0 for the better 1; there B (after C, where opponents are 2) may bring about 2, from which A has the
    reply 3 if there is an escape.

    ``sanction`` and ``escape`` say how 2 and 3 compare with 0 for A: "worse", "same" or "better". ``willing``: the
    opponents gain by their moves.
    """
    worth = {"worse": 0, "same": 1, "better": 2}
    mine = {"0": 1, "1": 2, "2": worth[sanction], "3": worth.get(escape, 0), "4": 2}
    theirs = {"0": 0, "1": 1, "4": 2, "2": 3, "3": 0} if willing else dict.fromkeys("01234", 0)
    arcs = {"A": [("0", "1")] + ([("2", "3")] if escape else [])}
    if opponents == 1:
        arcs |= {"B": [("1", "2")], "C": []}
    else:
        arcs |= {"B": [("4", "2")], "C": [("1", "4")]}

    def ranking(worths: Mapping[str, int]) -> Ranking:
        return Ranking(
            [[s for s in "01234" if worths[s] == level] for level in sorted(set(worths.values()), reverse=True)]
        )

    ranks = {"A": ranking(mine), "B": ranking(theirs), "C": ranking(theirs)}
    return Conflict.from_arcs(states=list("01234"), arcs=arcs, preferences=ranks)
