"""solve in words: the equilibria under each concept, then which state is stable for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from countermove.context.answer import Answer
from countermove.presentation.assumptions import game_text
from countermove.presentation.blocks import AnswerText, Block, Cell, Column, Sentence, Table
from countermove.presentation.phrases import Phrasing
from countermove.presentation.statements import statements_texts
from countermove.presentation.states import options_text
from countermove.presentation.words import (
    all_of,
    capital,
    concept_counts,
    concept_name,
    concepts_phrase,
    count,
    listed,
    plural,
    under_words,
)
from countermove.questions.solve.compute import ByStatements, Equilibria, Solved, SolvedState
from gmcr.stability import LITERAL_CONCEPTS, UNKNOWN_TYPES

__all__ = ["equilibria_table", "solve_text"]

_CODES = 12
"""The number of codes listed in one cell."""


def solve_text(answer: Answer) -> AnswerText:
    """The stability table of one game."""
    result: Solved = answer.record
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    body: list[Block] = []
    if result.states is not None:
        rows = ((name, f"{item.count:,}", _codes(item, result)) for name, item in result.equilibria.items())
        body.append(equilibria_table(rows))
    if result.ways:
        body.append(_ways_table(result))
    if result.where is not None:
        body.append(_having_table(result, phrasing))
    body.append(_states_table(result, phrasing) if result.states is not None else _start_table(result, phrasing))
    if result.left_out:
        missing = f"{capital(count(result.left_out, 'state'))} {plural(result.left_out, 'is', 'are')} left out"
        first = "the equilibria under most concepts come first"
        if result.start is not None:
            first = "the start and the equilibria under most concepts come first"
        body.append(Sentence(f"{missing}: {first}.", "note", "(--full)"))
    head = () if result.start is None else (Sentence(_start_text(result), "answer"),)
    if result.states is None:
        return AnswerText(_title(answer, phrasing), head, tuple(body), of_a_game=False)
    note = "An actor's column names the concepts under which it stays."
    note += " There is no start to mark." if result.start is None else " * marks the start."
    if result.partition:
        whose = "The coalitions of the file" if result.own else "The blocks of the partition"
        note += f" {whose} are the players, and only they answer, each as one."
    elif result.joint and not result.coalitions:
        names = concepts_phrase(result.joint)
        note += (
            f" {names} {plural(len(result.joint), 'is', 'are')} asked about every coalition; All says where all stay."
        )
    body.append(Sentence(note, "note"))
    body += [Sentence(text, "note") for text in statements_texts(result, phrasing)]
    if by_order := [name for name in result.concepts if name not in LITERAL_CONCEPTS] if result.graded else []:
        go = plural(len(by_order), "goes", "go")
        body.append(Sentence(f"{capital(concepts_phrase(by_order))} {go} by the order of the wants alone.", "note"))
    return AnswerText(_title(answer, phrasing), head, tuple(body), of_a_game=False)


def _title(answer: Answer, phrasing: Phrasing) -> str:
    result: Solved = answer.record
    size = count(len(result.options), "option") if result.states is None else count(result.states, "feasible state")
    form = ", graph form" if result.layout == "graph" else ""
    return f"{size}, {count(len(result.actors), 'actor')}{form}. {game_text(answer.frame, phrasing)}".rstrip()


def _start_text(result: Solved) -> str:
    """The concepts under which the start holds."""
    words = {True: "holds", False: "breaks"}
    parts = []
    for verdict, word in words.items():
        names = [name for name, item in result.equilibria.items() if item.holds_at_start is verdict]
        if len(names) == len(result.equilibria) > 1:
            return f"The start {word} under {all_of(len(names), 'concept')}."
        if names:
            parts.append(f"{word} {under_words(names)}")
    undecided = _open(result)
    rest = f"{under_words(undecided)} it was not decided in the time allowed" if undecided else ""
    start = f"The start {', but '.join(parts)}" if parts else ""
    return f"{'; '.join(filter(None, (start, rest if parts else capital(rest))))}."


def _start_table(result: Solved, phrasing: Phrasing) -> Table:
    """The concepts under which each actor stays in the start and leaves it; if states are listed, the start is a row
    among others."""
    (row,) = result.rows
    rows = []
    for actor in result.actors:
        stays, undecided = row.stable[actor], row.undecided.get(actor, ())
        leaves = [name for name in result.single if name not in stays and name not in undecided]
        rows.append((phrasing.actor(actor), *(_all_of(names, result.single) for names in (stays, leaves, undecided))))
    columns = (Column("Actor"), Column("Stays under"), Column("Leaves under"), Column("Not decided in time"))
    if not row.undecided:
        return Table(columns[:3], tuple(row[:3] for row in rows))
    return Table(columns, tuple(rows))


def _all_of(names: Sequence[str], concepts: Sequence[str]) -> str:
    if len(names) == len(concepts) > 1:
        return all_of(len(names), "concept")
    return ", ".join(map(concept_name, names)) or "-"


_HAVING = {"found": "there is one", "none": "there is none", "not decided": "not decided"}


def _having_table(result: Solved, phrasing: Phrasing) -> Table:
    """For each concept whether there is an equilibrium that satisfies the formula."""
    listed_ = result.states is not None
    columns = (
        Column("Concept", fixed=True),
        Column(f"An equilibrium with {result.where}"),
        *([Column("Such equilibria", fixed=True, right=True)] if listed_ else []),
        Column("State", fixed=True, right=True),
        Column("On"),
    )
    rows = []
    for name, item in result.having.items():
        code = "" if item.state is None else str(item.state)
        on = "" if item.state is None else options_text(result.having_on[item.state], phrasing)
        many = [f"{item.count:,}"] if item.count is not None else []
        rows.append((concept_name(name), _HAVING[item.verdict], *many, code, on))
    return Table(columns, tuple(rows))


def equilibria_table(rows: Iterable[tuple[str, Cell, str]]) -> Table:
    """For each concept by name, the number of equilibria, which states they are, and what the concept assumes."""
    columns = (
        Column("Concept", fixed=True),
        Column("Equilibria", fixed=True, right=True),
        Column("States"),
        Column("What it counts"),
    )
    return Table(
        columns,
        tuple(
            (concept_name(name), many, states, concept_counts(name).removeprefix("counts "))
            for name, many, states in rows
        ),
    )


def _ways_table(result: Solved) -> Table:
    """The equilibria in every way to read strength and doubt."""
    names = result.ways[0].equilibria
    columns = (Column("Read as", fixed=True), *(Column(concept_name(name)) for name in names))
    alike: dict[tuple[object, ...], list[ByStatements]] = {}
    for way in result.ways:
        alike.setdefault((way.strongly, *way.equilibria.values()), []).append(way)
    rows = tuple(
        (_way(ways, result), *(_codes(item, result) for item in ways[0].equilibria.values())) for ways in alike.values()
    )
    return Table(columns, rows, "Equilibria by strength and doubt")


def _way(ways: Sequence[ByStatements], result: Solved) -> str:
    """The name "strong, types b and d", as far as there is a choice."""
    strength = ("strong" if ways[0].strongly else "general") if result.great else ""
    kinds = [way.type for way in ways if way.type]
    every = "any type" if len(kinds) == len(UNKNOWN_TYPES) else f"{plural(len(kinds), 'type')} {listed(kinds)}"
    return ", ".join(filter(None, (strength, every if kinds else "")))


def _codes(item: Equilibria, result: Solved) -> str:
    start = result.start
    named = {code: label if result.layout == "graph" else str(code) for code, label in result.names.items()}
    shown = [f"*{named[code]}" if code == start else named[code] for code in item.codes[:_CODES]]
    if start is not None and item.holds_at_start and start not in item.codes[:_CODES]:
        shown[-1:] = [f"*{named.get(start, start)}"]
    if not shown:
        return "none"
    rest = (item.count or 0) - len(shown)
    return f"{', '.join(shown)} and {rest:,} more" if rest > 0 else ", ".join(shown)


def _states_table(result: Solved, phrasing: Phrasing) -> Table:
    concepts = result.concepts
    actors = result.actors if result.single else ()
    rows = tuple(
        (
            *_state(row, result, phrasing),
            *(_stable(row.stable[actor], result.single) for actor in actors),
            *(_stable(item.concepts, result.joint) for item in row.together),
            _stable(row.equilibrium, concepts),
        )
        for row in result.rows
    )
    graph = result.layout == "graph"
    columns = (
        Column("State", fixed=True, right=not graph),
        *(() if graph else (Column("On"),)),
        *(Column(phrasing.actor(actor)) for actor in actors),
        *(Column(_together(group, result, phrasing)) for group in result.coalitions),
        Column("All"),
    )
    return Table(columns, rows)


def _together(group: Sequence[str], result: Solved, phrasing: Phrasing) -> str:
    alone = result.partition and len(group) == 1
    return f"{phrasing.names(group)}{' as a player' if alone and result.single else '' if alone else ' together'}"


def _state(row: SolvedState, result: Solved, phrasing: Phrasing) -> tuple[str, ...]:
    star = "*" if row.code == result.start else ""
    if result.layout == "graph":
        return (f"{star}{row.label}",)
    return f"{star}{row.code}", options_text(row.on, phrasing)


def _open(result: Solved) -> tuple[str, ...]:
    """The concepts under which it is not known whether the start is an equilibrium."""
    return tuple(name for name, item in result.equilibria.items() if item.holds_at_start is None)


def _stable(names: Sequence[str], concepts: Sequence[str]) -> str:
    """Concepts of a cell, as short as possible."""
    if len(names) == len(concepts):
        return "stays"
    if not names:
        return "-"
    if len(concepts) - len(names) == 1 < len(concepts) - 1:
        return f"not {next(name for name in concepts if name not in names)}"
    return " ".join(names)
