"""The states of a conflict alone in a report: equilibria by concept, a description of each state, and least changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from countermove.presentation.blocks import Cell, Column, Sentence, Table
from countermove.presentation.states import state_text
from countermove.presentation.words import (
    capital,
    concept_name,
    concepts_phrase,
    count,
    listed,
    number,
    ordinal,
    plural,
)
from countermove.questions.graph.compute import DrawnState, WholeGraph
from countermove.questions.graph.words import GraphWords
from countermove.questions.roads.compute import RoadMap
from countermove.questions.solve.text import equilibria_table
from countermove.reports.report.blocks import DossierBlock
from countermove.reports.report.conflict_report import ConflictReport
from countermove.reports.report.swaps import Swap

__all__ = ["leads_text", "named_equilibria", "states_table", "stays_text", "swaps_blocks", "swaps_text"]

_NAMED = 4
"""The most states that are named with the options that are on; more go by their names alone."""

_ROWS = 24
"""The most changes that are listed."""


def stays_text(record: ConflictReport) -> str:
    """Which states are equilibria under all concepts, and which under some."""
    words = GraphWords(record.answers["graph"])
    whole = len(record.concepts)
    always = [state.code for state in words.graph.states if len(state.equilibrium) == whole]
    sometimes = [state.code for state in words.graph.states if 0 < len(state.equilibrium) < whole]
    under = f"under all {count(whole, 'concept')}" if whole > 1 else f"under {concept_name(record.concepts[0])}"
    if not always and not sometimes:
        return f"Nowhere {'under any concept' if whole > 1 else under}."
    if not sometimes:
        return f"In {_in(always, words)}, {under}."
    if not always:
        return f"In no state {under}; under some in {_in(sometimes, words)}."
    return f"In {_in(always, words)} {under}; under some also in {_in(sometimes, words)}."


def leads_text(record: ConflictReport) -> str:
    """Where steps from the status quo end, concept by concept."""
    words = GraphWords(record.answers["graph"])
    roads: RoadMap = record.answers["roads"].record
    groups: dict[tuple[int, ...], list[str]] = {}
    for name in roads.concepts:
        groups.setdefault(roads.outcomes(name), []).append(name)
    texts = []
    for ends, names in groups.items():
        every = len(names) == len(roads.concepts) > 1
        under = f"under all {count(len(names), 'concept')}" if every else f"under {concepts_phrase(names)}"
        if ends == (roads.start,):
            texts.append(f"{under} nobody moves")
        elif not ends:
            texts.append(f"{under} steps run in circles and end nowhere")
        else:
            texts.append(f"{under} steps end in {_in(ends, words, last='or')}")
    return f"{capital('; '.join(texts))}."


def _in(codes: Sequence[int], words: GraphWords, *, last: str = "and") -> str:
    """States by name, with the options that are on if they are few."""
    states = [words.graph.state(code) for code in codes]
    labels = [words.label(state) if len(states) <= _NAMED else "" for state in states]
    named = (words.name(state) for state in states)
    return listed((f"{name} ({label})" if label else name for name, label in zip(named, labels, strict=True)), last)


def named_equilibria(record: ConflictReport) -> Table:
    """The equilibria under each concept, by the names of states in the graph."""
    words = GraphWords(record.answers["graph"])
    equilibria = ((name, words.names(name)) for name in record.concepts)
    return equilibria_table((name, len(states), ", ".join(states) or "none") for name, states in equilibria)


def states_table(record: ConflictReport) -> Table:
    """Every state: its description, its place in each actor's order, and the concepts under which it is an
    equilibrium."""
    answer = record.answers["graph"]
    whole_graph: WholeGraph = answer.record
    words = GraphWords(answer)
    actors = tuple(record.glossary.actors)
    most = {actor: max(state.ranks[actor] for state in whole_graph.states) for actor in actors}

    def row(state: DrawnState) -> tuple[Cell, ...]:
        star = "*" if state.code == whole_graph.start else ""
        text = () if words.own_names else (capital(state_text(state.code, answer.on, words.phrasing)),)
        places = (most[actor] - state.ranks[actor] + 1 for actor in actors)
        under = (
            "all"
            if len(state.equilibrium) == len(whole_graph.concepts)
            else ", ".join(map(concept_name, state.equilibrium))
        )
        return (f"{star}{words.name(state)}", *text, *places, under or "-")

    columns = (
        Column("State", fixed=True),
        *(() if words.own_names else (Column("What is so"),)),
        *(Column(words.phrasing.actor(actor), right=True) for actor in actors),
        Column("Equilibrium under"),
    )
    return Table(columns, tuple(map(row, whole_graph.states)))


# -- least changes -----------------------------------------------------------------------------------------------------


def swaps_text(record: ConflictReport) -> str:
    """The number of least changes of a preference that change an equilibrium."""
    many, some = len(record.swaps), len(_mattering(record))
    lead = f"Of {count(many, 'smallest change')} of a preference, {number(some)}"
    return (
        f"{lead} {plural(some, 'changes', 'change')} where everybody stays."
        if some
        else f"{lead} changes where everybody stays."
    )


def swaps_blocks(record: ConflictReport) -> Iterator[DossierBlock]:
    """The effects of exchanging two neighbours in an actor's order."""
    answer = record.answers["graph"]
    words = GraphWords(answer)
    yield Sentence(swaps_text(record), "answer")
    yield Sentence("One actor at a time swaps two neighbours in its order; all else stays as it is.")
    swaps = _mattering(record)
    if swaps:
        rows = tuple(
            (words.phrasing.actor(swap.actor), _preferring(swap, words), _then(swap, words)) for swap in swaps[:_ROWS]
        )
        yield Table((Column("If"), Column("preferred"), Column("then")), rows)
    if len(swaps) > _ROWS:
        yield Sentence(f"And {count(len(swaps) - _ROWS, 'change')} more.", "note")


def _mattering(record: ConflictReport) -> list[Swap]:
    """Those that change an equilibrium, first those that affect the status quo."""
    start = record.game.start

    def about_others(swap: Swap) -> bool:
        return not any(start in codes for part in (swap.come, swap.go) for codes in part.values())

    return sorted((swap for swap in record.swaps if swap.matters), key=about_others)


def _preferring(swap: Swap, words: GraphWords) -> str:
    whole_graph = words.graph
    here = {
        rank: place
        for place, rank in enumerate(sorted({s.ranks[swap.actor] for s in whole_graph.states}, reverse=True), 1)
    }
    place = here[whole_graph.state(swap.better[0]).ranks[swap.actor]]
    better, worse = (
        listed(words.name(whole_graph.state(code)) for code in codes) for codes in (swap.better, swap.worse)
    )
    return f"{worse} (now {ordinal(place + 1)}) to {better} (now {ordinal(place)})"


def _then(swap: Swap, words: GraphWords) -> str:
    changes = [f"{names} {_is(names)} under {under}" for names, under in _by_concepts(swap.go, words)]
    changes += [f"{names} {_becomes(names)} under {under}" for names, under in _by_concepts(swap.come, words)]
    return "; ".join(changes)


def _is(names: str) -> str:
    return "are no longer equilibria" if " and " in names else "is no longer an equilibrium"


def _becomes(names: str) -> str:
    return "become equilibria" if " and " in names else "becomes an equilibrium"


def _by_concepts(changed: Mapping[str, tuple[int, ...]], words: GraphWords) -> Iterator[tuple[str, str]]:
    """States that change under the same concepts, and those concepts."""
    under: dict[int, list[str]] = {}
    for concept, codes in changed.items():
        for code in codes:
            under.setdefault(code, []).append(concept)
    groups: dict[str, list[int]] = {}
    for code, concepts in sorted(under.items()):
        groups.setdefault(concepts_phrase(concepts), []).append(code)
    for phrase, states in groups.items():
        yield listed(words.name(words.graph.state(code)) for code in states), phrase
