"""solve in words: the equilibria under each concept, then which state is stable for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from countermove.context.answer import Answer
from countermove.presentation.assumptions import game_text
from countermove.presentation.blocks import Block, Cell, Column, Sentence, Table, Telling
from countermove.presentation.phrases import Phrasing
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
from countermove.questions.solve.compute import Equilibria, Solved, SolvedState

__all__ = ["equilibria_table", "solve_told"]

_CODES = 12
"""Codes listed in one cell."""


def solve_told(answer: Answer) -> Telling:
    """The stability table of one game."""
    found: Solved = answer.found
    phrasing = Phrasing(answer.glossary, answer.frame.assumptions.view)
    body: list[Block] = []
    if found.states is not None:
        rows = ((name, f"{item.count:,}", _codes(item, found)) for name, item in found.equilibria.items())
        body.append(equilibria_table(rows))
    if found.where is not None:
        body.append(_having_table(found, phrasing))
    body.append(_states_table(found, phrasing) if found.states is not None else _start_table(found, phrasing))
    if found.left_out:
        left = f"{capital(count(found.left_out, 'state'))} {plural(found.left_out, 'is', 'are')} left out"
        first = "the equilibria under most concepts come first"
        if found.start is not None:
            first = "the start and the equilibria under most concepts come first"
        body.append(Sentence(f"{left}: {first}.", "note", "(--all)"))
    if found.states is None:
        return Telling(_title(answer, phrasing), (), (Sentence(_start_text(found), "answer"), *body), of_a_game=False)
    note = "An actor's column names the concepts under which it stays."
    note += " There is no start to mark." if found.start is None else " * marks the start."
    if found.partition:
        whose = "The coalitions of the file" if found.own else "The blocks of the partition"
        note += f" {whose} are the players, and only they answer, each as one."
    elif found.joint and not found.coalitions:
        names = concepts_phrase(found.joint)
        note += (
            f" {names} {plural(len(found.joint), 'is', 'are')} asked about every coalition; All says where all stay."
        )
    return Telling(_title(answer, phrasing), (), (*body, Sentence(note, "note")), of_a_game=False)


def _title(answer: Answer, phrasing: Phrasing) -> str:
    found: Solved = answer.found
    size = count(len(found.options), "option") if found.states is None else count(found.states, "feasible state")
    form = ", graph form" if found.layout == "graph" else ""
    return f"{size}, {count(len(found.actors), 'actor')}{form}. {game_text(answer.frame, phrasing)}".rstrip()


def _start_text(found: Solved) -> str:
    """Under which concepts the start holds, where it is all that is looked at."""
    words = {True: "holds", False: "breaks"}
    told = []
    for verdict, word in words.items():
        names = [name for name, item in found.equilibria.items() if item.holds_at_start is verdict]
        if names:
            told.append(f"{word} {under_words(names)}")
    undecided = _open(found)
    rest = f"{under_words(undecided)} it was not decided in the time allowed" if undecided else ""
    return f"{'; '.join(filter(None, (f'The start {listed(told)}' if told else '', capital(rest) if not told else rest)))}."


def _start_table(found: Solved, phrasing: Phrasing) -> Table:
    """Under which concepts each actor stays in the start and leaves it; where states are listed it is a row among others."""
    (row,) = found.rows
    rows = []
    for actor in found.actors:
        stays, undecided = row.stable[actor], row.undecided.get(actor, ())
        leaves = [name for name in found.single if name not in stays and name not in undecided]
        rows.append((phrasing.actor(actor), *(_all_of(names, found.single) for names in (stays, leaves, undecided))))
    columns = (Column("Actor"), Column("Stays under"), Column("Leaves under"), Column("Not decided in time"))
    if not row.undecided:
        return Table(columns[:3], tuple(told[:3] for told in rows))
    return Table(columns, tuple(rows))


def _all_of(names: Sequence[str], concepts: Sequence[str]) -> str:
    if len(names) == len(concepts) > 1:
        return all_of(len(names), "concept")
    return ", ".join(map(concept_name, names)) or "-"


_HAVING = {"found": "there is one", "none": "there is none", "not decided": "not decided"}


def _having_table(found: Solved, phrasing: Phrasing) -> Table:
    """Under each concept whether there is an equilibrium with the formula asked about."""
    listed_ = found.states is not None
    columns = (
        Column("Concept", fixed=True),
        Column(f"An equilibrium with {found.where}"),
        *([Column("Such equilibria", fixed=True, right=True)] if listed_ else []),
        Column("State", fixed=True, right=True),
        Column("On"),
    )
    rows = []
    for name, item in found.having.items():
        code = "" if item.state is None else str(item.state)
        on = "" if item.state is None else options_text(found.having_on[item.state], phrasing)
        many = [f"{item.count:,}"] if item.count is not None else []
        rows.append((concept_name(name), _HAVING[item.verdict], *many, code, on))
    return Table(columns, tuple(rows))


def equilibria_table(rows: Iterable[tuple[str, Cell, str]]) -> Table:
    """Of each concept by name, how many equilibria there are, which states these are, and what it counts."""
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


def _codes(item: Equilibria, found: Solved) -> str:
    start = found.start
    named = {code: label if found.layout == "graph" else str(code) for code, label in found.names.items()}
    shown = [f"*{named[code]}" if code == start else named[code] for code in item.codes[:_CODES]]
    if start is not None and item.holds_at_start and start not in item.codes[:_CODES]:
        shown[-1:] = [f"*{named.get(start, start)}"]
    if not shown:
        return "none"
    rest = (item.count or 0) - len(shown)
    return f"{', '.join(shown)} and {rest:,} more" if rest > 0 else ", ".join(shown)


def _states_table(found: Solved, phrasing: Phrasing) -> Table:
    concepts = found.concepts
    actors = found.actors if found.single else ()
    rows = tuple(
        (
            *_state(row, found, phrasing),
            *(_stable(row.stable[actor], found.single) for actor in actors),
            *(_stable(item.concepts, found.joint) for item in row.together),
            _stable(row.equilibrium, concepts),
        )
        for row in found.rows
    )
    graph = found.layout == "graph"
    columns = (
        Column("State", fixed=True, right=not graph),
        *(() if graph else (Column("On"),)),
        *(Column(phrasing.actor(actor)) for actor in actors),
        *(Column(_together(group, found, phrasing)) for group in found.coalitions),
        Column("All"),
    )
    return Table(columns, rows)


def _together(group: Sequence[str], found: Solved, phrasing: Phrasing) -> str:
    alone = found.partition and len(group) == 1
    return f"{phrasing.names(group)}{' as a player' if alone and found.single else '' if alone else ' together'}"


def _state(row: SolvedState, found: Solved, phrasing: Phrasing) -> tuple[str, ...]:
    star = "*" if row.code == found.start else ""
    if found.layout == "graph":
        return (f"{star}{row.label}",)
    return f"{star}{row.code}", options_text(row.on, phrasing)


def _open(found: Solved) -> tuple[str, ...]:
    """The concepts under which it is not known whether the start is an equilibrium."""
    return tuple(name for name, item in found.equilibria.items() if item.holds_at_start is None)


def _stable(names: Sequence[str], concepts: Sequence[str]) -> str:
    """Concepts of a cell, as short as can be."""
    if len(names) == len(concepts):
        return "stays"
    if not names:
        return "-"
    if len(concepts) - len(names) == 1 < len(concepts) - 1:
        return f"not {next(name for name in concepts if name not in names)}"
    return " ".join(names)
