"""report on a bare conflict: its equilibria, its whole graph, why its status quo holds or not, and its printed
results.

Parts that would take too long are left out, and named in ``skipped`` with the reason; those that a conflict has nothing
for (no status quo, no published results) do not appear.

The effect of the least changes of one actor's preferences: exchanging two neighbouring tiers of its order.

Tiers k and k+1 of a weak order become k+1 and k; all else stays. An actor that ranks the states strictly exchanges two
adjacent states. Every change is solved anew, so this is for small conflicts.

The states of a bare conflict in a report: equilibria by concept, a description of each state, and least changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

import numpy as np

from countermove.catalogue import picture_named, question_named
from countermove.context.answer import Answer
from countermove.context.frame import Frame
from countermove.context.game import Game
from countermove.context.games import resolve_concepts
from countermove.context.glossary import Glossary
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
from countermove.questions.graph.compute import MOST, DrawnState, WholeGraph
from countermove.questions.graph.sheet import GraphWords
from countermove.questions.roads.compute import RoadMap
from countermove.questions.solve.text import equilibria_table
from countermove.reports.assessing.parts import LARGE, full_answer
from countermove.reports.cases.compute import PublishedRecord, published_in
from countermove.reports.report.blocks import DossierBlock
from countermove.reports.steps import PartStep, PartSteps, Results
from gmcr import Conflict, Ranking, solve
from gmcr.base.record import Key, Record
from gmcr.base.tasks import Progress, Task, task
from gmcr.stability import concepts_named

__all__ = [
    "ConflictReport",
    "Swap",
    "leads_text",
    "named_equilibria",
    "report_conflict",
    "states_table",
    "stays_text",
    "swaps_blocks",
    "swaps_text",
]


@dataclass(frozen=True, slots=True)
class Swap(Record):
    """An exchange of two neighbouring tiers of one actor's order."""

    actor: str
    """The actor."""
    better: tuple[int, ...]
    """Codes of the states that were better, and now come after the next."""
    worse: tuple[int, ...]
    """Codes of the states that were next."""
    come: Mapping[str, tuple[int, ...]]
    """Concept: the equilibria that it adds; concepts without any are left out."""
    go: Annotated[Mapping[str, tuple[int, ...]], Key("gone")]
    """Concept: the equilibria that it removes."""

    @property
    def matters(self) -> bool:
        """Whether it changes any equilibrium."""
        return bool(self.come or self.go)

    @classmethod
    def every(cls, conflict: Conflict, *, concepts: Sequence[str]) -> tuple[Swap, ...]:
        """Every exchange of two neighbouring tiers, actor by actor, from the best tiers to the worst. Raises
        UnknownName."""
        names = [concept.name for concept in concepts_named(concepts)]
        before = _equilibria(conflict, names)
        swaps = []
        for actor in conflict.actors:
            ranks = conflict.ranks(actor)
            for rank in range(int(ranks.max()), 1, -1):
                upper, lower = ranks == rank, ranks == rank - 1
                changed = Ranking.from_ranks(ranks - upper + lower)
                after = _equilibria(conflict.with_preferences({actor: changed}), names)
                swaps.append(
                    cls(
                        actor=actor,
                        better=tuple(conflict.states[upper].tolist()),
                        worse=tuple(conflict.states[lower].tolist()),
                        come=_more(after, before),
                        go=_more(before, after),
                    )
                )
        return tuple(swaps)


def _equilibria(conflict: Conflict, names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    solved = solve(conflict, concepts=names)
    return {name: tuple(solved.equilibria(name).tolist()) for name in names}


def _more(these: Mapping[str, tuple[int, ...]], those: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """What *these* have beyond *those*, without empty entries."""
    states = {name: tuple(np.setdiff1d(codes, those[name]).tolist()) for name, codes in these.items()}
    return {name: codes for name, codes in states.items() if codes}


_SWAPPED = 300
"""The most tiers of all actors together for which every two neighbours are exchanged."""


@dataclass(frozen=True, slots=True, eq=False)
class ConflictReport(Record):
    """``answers``: question (or figure) → its answer; ``published``: the source of the conflict, and its printed
    results; ``swaps``: the effect of each least change of a preference; ``skipped``: (part, why) of what is missing."""

    game: Game
    concepts: tuple[str, ...]
    answers: Mapping[str, Answer]
    published: PublishedRecord | None
    swaps: tuple[Swap, ...]
    skipped: tuple[tuple[str, str], ...]
    interrupted: bool

    @property
    def frame(self) -> Frame:
        return self.game.frame(self.concepts)

    @property
    def glossary(self) -> Glossary:
        return self.game.glossary


@task
def report_conflict(game: Game, case: str, *, concepts: str | Sequence[str] | None = None) -> Task[ConflictReport]:
    """Everything that a report on a bare conflict contains, under *concepts* (all five by default). ``case``: the name
    that a person typed. There is no result before the equilibria are known. Raises UnknownName, ModelError."""
    names, game = resolve_concepts(game.conflict, concepts), _numbered(game)
    steps = PartSteps(tuple(_steps(game, case, names)))

    def known() -> ConflictReport:
        answers = {name: result for name, result in steps.results.items() if isinstance(result, Answer)}
        return ConflictReport(
            game=game,
            concepts=names,
            answers=answers,
            published=steps.results.get("published results"),
            swaps=steps.results.get("single changes of preference", ()),
            skipped=steps.skipped,
            interrupted=steps.interrupted,
        )

    for done, _ in enumerate(steps.each(), 1):
        yield Progress(done, len(steps), known)
    return known()


def _numbered(game: Game) -> Game:
    """The game with its states called s1, s2, … as in the literature, if a picture can show them all."""
    conflict = game.conflict
    if not conflict.options or conflict.states.size > MOST:
        return game
    names = {code: f"s{place}" for place, code in enumerate(conflict.states.tolist(), 1)}
    return replace(game, glossary=replace(game.glossary, states=names))


def _steps(game: Game, case: str, names: Sequence[str]) -> Iterator[PartStep]:
    states = int(game.conflict.states.size)
    long = f"{states:,} states are too many for that" if states > LARGE else ""

    def step(name: str, what: Any = None, *, begins: bool = False, **options: Any) -> PartStep:
        make = partial(full_answer, what or question_named(name), game, concepts=names, **options)
        return PartStep(name, lambda _: make(), _where(game.begins or not begins), too_long=long)

    yield PartStep("solve", lambda _: full_answer("solve", game, concepts=names), needed=True)
    drawn = f"{states:,} states are too many for one picture" if states > MOST else ""
    graph = partial(full_answer, picture_named("graph")[0], game, concepts=names)
    yield PartStep("graph", lambda _: graph(), too_long=drawn)
    yield step("why", begins=True, state="start")
    yield step("lanes", picture_named("lanes")[0], begins=True)
    yield step("roads", begins=True)
    yield PartStep(
        "coalitions",
        lambda _: full_answer("coalitions", game),
        _where(game.begins and len(game.conflict.actors) > 1),
        too_long=long,
    )
    yield step("longrun", begins=True)
    tiers = sum(int(game.conflict.ranks(actor).max()) for actor in game.conflict.actors)
    many = f"{tiers:,} ranks of all actors are too many to change each" if tiers > _SWAPPED or states > MOST else ""
    yield PartStep("single changes of preference", lambda _: Swap.every(game.conflict, concepts=names), too_long=many)
    yield PartStep("published results", lambda _: published_in(case))


def _where(reason: bool) -> Any:
    def given(_: Results) -> bool:
        return reason

    return given


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
