"""The judge's plain records as the engine's conflicts, in every layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from countermove import Conflict, Ranking
from countermove.logic import And, Formula, Not, Option
from countermove.model import ModelOption, NeverRule, OptionForm, OptionStructure
from tests.judge.graph import Graph, moves
from tests.judge.strategies import PlainConflict, PlainGraph, Tiers

__all__ = ["arcs_of", "as_arcs", "conflict_of", "form_of", "graph_conflict", "rankings", "state_formula"]


def state_formula(names: Sequence[str], code: int) -> Formula:
    """True in one state only."""
    literals: list[Formula] = [Option(name) if code >> k & 1 else Not(Option(name)) for k, name in enumerate(names)]
    return literals[0] if len(literals) == 1 else And(tuple(literals))


def form_of(plain: PlainConflict) -> OptionForm:
    """The option form, with one rule for each infeasible state."""
    options = tuple(
        ModelOption(actor, name, plain.one_way.get(f"{actor}.{name}", ""))
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
        ranks={
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
            actor: [(str(s), str(q)) for s, q in pairs]
            for actor, pairs in zip(plain.actors, plain.arcs, strict=True)
        },
        ranks=rankings(plain.actors, plain.tiers),
        start=str(plain.start),
    )
